"""The board of cases: columns by status, moved by keys and by mouse under the rules, asking only for what is needed."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.gui.board_cards import day_of
from einsamkeit_desktop.gui.board_page import BoardPage, show_board
from einsamkeit_desktop.gui.board_view import ColumnHead
from einsamkeit_desktop.gui.chips import RemovableChip
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.cases import board
from einsamkeit_desktop.queries.lists import Filter, ListQuery
from einsamkeit_desktop.queries.record import load
from tests.gui.keys import type_text
from tests.makers import make_case, make_organisation, make_reminder


@pytest.fixture
def page(qtbot, store, today):
    made = BoardPage(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show_board(True)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def titles(page, status):
    column = page.board.findChild(object, f"column-{status}")
    return [column.cards.index(row, 0).data() for row in range(column.cards.rowCount())]


def status(store, case):
    return load(store, case).values["status"]


def test_cards_stand_by_status_the_nearest_deadline_first(store, page, today):
    make_case(store, "Ohne Frist")
    make_case(store, "Spät", deadline_on=date(2026, 12, 20))
    make_case(store, "Bald", deadline_on=date(2026, 11, 24))
    page.board.reload()

    assert titles(page, "neu") == ["Bald", "Spät", "Ohne Frist"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"deadline_on": date(2026, 11, 20)}, "Frist seit 2 Tagen überschritten"),
        ({"deadline_on": date(2026, 11, 22)}, "Frist heute"),
        ({"deadline_on": date(2026, 12, 22)}, "Frist in 30 Tagen"),
        ({"status": "wartet_extern", "waiting_until": date(2026, 12, 1)}, "wartet bis 01.12.2026"),
        ({"status": "erledigt", "deadline_on": date(2026, 1, 1)}, "seit 22.11.2026"),
    ],
)
def test_the_day_that_matters_stands_on_the_card(store, today, values, said):
    make_case(store, **values)
    columns = board(store, ListQuery("case"), unfolded=("erledigt",))

    [card] = [card for column in columns for card in column.cards]

    assert day_of(card)[0] == said


def test_filters_of_the_list_hold_on_the_board_too(store, today):
    make_case(store, "Wichtig", priority="hoch")
    make_case(store, "Anderes")

    columns = board(store, ListQuery("case", (Filter("priority", "in", ("hoch",)), Filter("closed_on", "open"))))

    assert [card.title for card in columns[0].cards] == ["Wichtig"]


def test_a_card_dropped_on_another_column_gets_its_status(store, page):
    case = make_case(store)
    page.board.reload()
    neu, target = (page.board.findChild(object, f"column-{name}") for name in ("neu", "zur_mitzeichnung"))
    held = neu.cards.mimeData([neu.cards.index(0, 0)])
    none = Qt.KeyboardModifier.NoModifier

    target.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.MoveAction, held, Qt.MouseButton.LeftButton, none))

    assert status(store, case) == "zur_mitzeichnung"


def test_a_card_says_everything_to_a_screen_reader(store, page):
    make_case(store, "Presse", deadline_on=date(2026, 11, 20), parties=(make_organisation(store),))
    page.board.reload()
    column = page.board.findChild(object, "column-neu")

    said = column.cards.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "Presse, KE-2026-001, Frist seit 2 Tagen überschritten, 1 Beteiligte"


def test_ctrl_right_moves_a_card_on_and_the_keyboard_stays_on_it(qtbot, store, page):
    case = make_case(store)
    page.board.reload()
    page.board.go_to(case)

    qtbot.keyClick(page.board.findChild(object, "column-neu"), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert status(store, case) == "in_bearbeitung"
    assert page.board.findChild(object, "column-in_bearbeitung").current_card().id == case


def test_waiting_asks_for_the_day_in_place(qtbot, store, page):
    case = make_case(store)
    page.board.reload()

    page.board.want(case, "wartet_extern")
    field = page.board.question.findChild(QLineEdit)
    type_text(field, "4.12.2026")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert load(store, case).values["waiting_until"] == date(2026, 12, 4)
    assert not page.board.question.isVisible()


def test_to_the_files_says_which_reminders_are_open(qtbot, store, page):
    case = make_case(store, result="beantwortet")
    make_reminder(store, "Bescheid schicken", about=case)
    page.board.reload()

    page.board.want(case, "zda")

    said = page.board.question.findChild(object, "moveProblem").full_text()
    assert said == "Noch 1 offene Wiedervorlage: „Bescheid schicken“"
    assert status(store, case) == "neu"


def test_the_words_in_the_empty_day_are_whole(qtbot, store, page):
    case = make_case(store)
    page.board.reload()

    page.board.want(case, "wartet_extern")

    field = page.board.question.findChild(QLineEdit)
    qtbot.waitUntil(lambda: field.width() > field.fontMetrics().horizontalAdvance(field.placeholderText()) + 40)


def test_names_and_counts_of_closed_columns_are_whole(qtbot, store, page):
    make_case(store, status="abgelehnt_unzustaendig")
    page.resize(1000, 700)
    page.board.reload()

    labels = [label for head in page.board.findChildren(ColumnHead) for label in head.findChildren(PlainLabel)]

    qtbot.waitUntil(lambda: all(label.text() == label.full_text() for label in labels))


def test_the_heading_counts_what_the_board_shows(qtbot, store, page):
    make_case(store, status="erledigt")
    make_case(store)
    page.list.reload()
    page.board.reload()
    count = page.list.head.findChild(PlainLabel, "listCount")
    on_board = count.full_text(), [chip.text() for chip in page.list.head.findChildren(RemovableChip)]

    page.show_board(False)

    assert on_board == ("2", [])
    assert (count.full_text(), len(page.list.head.findChildren(RemovableChip))) == ("1 von 2", 1)


def test_leaving_the_question_moves_nothing(qtbot, store, page):
    case = make_case(store)
    page.board.reload()
    page.board.want(case, "wartet_extern")

    page.board.question.findChild(QPushButton, "moveLeave").click()

    assert status(store, case) == "neu"
    assert not page.board.question.isVisible()


def test_a_closed_column_unfolds_and_a_case_comes_back_with_a_reason(qtbot, store, page):
    case = make_case(store, status="erledigt")
    page.board.reload()
    page.board.findChild(QPushButton, "fold-erledigt").click()

    assert titles(page, "erledigt") == ["Anfrage zu Winterangeboten"]
    page.board.want(case, "neu")
    type_text(page.board.question.findChild(QLineEdit), "Neue Nachfrage")
    page.board.question.findChild(QPushButton, "moveTake").click()

    assert (status(store, case), load(store, case).values["closed_on"]) == ("neu", None)


def test_after_a_move_into_a_folded_column_the_keyboard_is_on_its_name(qtbot, store, page):
    case = make_case(store)
    page.board.reload()
    page.board.go_to(case)

    page.board.want(case, "erledigt")

    assert page.board.findChild(QPushButton, "fold-erledigt").hasFocus()


def test_a_move_is_one_step_to_take_back(store, page):
    case = make_case(store)
    page.board.reload()
    page.board.want(case, "in_bearbeitung")

    undo(store)

    assert status(store, case) == "neu"


def test_the_menu_of_a_card_leads_to_every_other_status(store, page):
    case = make_case(store)
    page.board.reload()

    labels = [action.text() for action in page.board.build_menu(case).actions() if action.text()]

    assert labels[:3] == ["Öffnen\tEingabe", "Nach „In Bearbeitung“", "Nach „Wartet auf andere“"]
    assert len(labels) == 9


def test_opening_a_card_shows_the_case_and_esc_goes_back_to_the_board(qtbot, store, page):
    case = make_case(store)
    page.board.reload()

    page.board.opened.emit(case)
    assert page.pane.isVisible() and page.pane.record_id == case
    page.pane.closed.emit()

    assert not page.pane.isVisible() and page.board.isVisible()


def test_in_the_window_ctrl_right_moves_the_card_and_not_the_list(qtbot, store, today):
    case = make_case(store)
    window = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    show_board(window)
    column = window.findChild(QWidget, "column-neu")

    qtbot.keyClick(column, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert status(store, case) == "in_bearbeitung"
