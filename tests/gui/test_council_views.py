"""Council work on the screen: the way of a paper edited in place, sessions of a committee, papers of a case."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from einsamkeit_desktop.actions.council import save_station
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.gui.council_stations import StationsView
from einsamkeit_desktop.gui.council_views import PapersView, SessionsView
from einsamkeit_desktop.gui.form_parts import Answer
from einsamkeit_desktop.gui.lines import LineRow
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.record_pane import RecordPane
from einsamkeit_desktop.gui.table import PagedModel
from einsamkeit_desktop.queries import council
from tests.gui.keys import type_text
from tests.makers import make, make_case, make_mandate, make_paper

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def rat(store):
    return make(store, "body", name="Rat")


def station(store, paper, body, day, **values):
    save_station(store, paper, None, {"body": body, "session_on": day, "purpose": "beschluss", **values})


def shown(qtbot, view, record):
    qtbot.addWidget(view)
    view.resize(560, 700)
    view.show_record(record)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    return view


def titles(view):
    return [row.accessibleName() for row in view.findChildren(LineRow)]


def test_a_station_is_added_by_keyboard(qtbot, bench, store, rat):
    paper = make_paper(store)
    view = shown(qtbot, StationsView(bench), paper)
    view.findChild(QPushButton, "new-consultation").click()
    blocks = view._form._blocks

    type_text(blocks["body"].editor.control, "rat")
    qtbot.keyClick(blocks["body"].editor.control, Qt.Key.Key_Return)
    type_text(blocks["session_on"].editor.control, "10.12.2026")
    blocks["purpose"].editor.show_value("beschluss")
    qtbot.keyClick(blocks["session_on"].editor.control, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert [found.title() for found in council.stations(store, paper)] == ["Rat, 10.12.2026: Beschluss"]


def test_what_is_missing_is_said_beside_the_fields(qtbot, bench, store):
    view = shown(qtbot, StationsView(bench), make_paper(store))
    view.edit(None)

    view.findChild(QPushButton, "stationSave").click()

    assert view._form._blocks["body"].note() == "Gremium fehlt."
    assert view._form.isVisible()


def test_enter_edits_a_station_and_delete_takes_it_out(qtbot, bench, store, rat):
    paper = make_paper(store)
    station(store, paper, rat, date(2026, 11, 10))
    view = shown(qtbot, StationsView(bench), paper)
    view.table.go_by(1)

    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    view._form._blocks["result"].editor.show_value("vertagt")
    view._form.save()
    assert council.stations(store, paper)[0].result == "vertagt"
    view.table.go_by(1)
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)

    assert council.stations(store, paper) == []
    undo(store)
    assert len(council.stations(store, paper)) == 1


def test_a_paper_leads_to_its_case_and_shows_its_mandates(qtbot, bench, store, rat):
    case = make_case(store, "Sachstand")
    paper = make_paper(store, case=case)
    make_mandate(store, rat, "Nachberichten", paper=paper)

    assert titles(shown(qtbot, StationsView(bench), paper)) == ["Sachstand", "Nachberichten"]


def test_a_mandate_from_a_paper_knows_paper_case_and_last_session(qtbot, bench, store, rat):
    case = make_case(store)
    paper = make_paper(store, case=case)
    station(store, paper, rat, date(2026, 11, 10))
    view = shown(qtbot, StationsView(bench), paper)

    with qtbot.waitSignal(view.new_wanted) as wanted:
        view.findChild(QPushButton, "new-mandate").click()

    preset = {"paper": paper, "case": case, "body": rat, "given_on": date(2026, 11, 10)}
    assert wanted.args == ["mandate", preset]


def test_a_committee_shows_what_comes_and_what_it_asked_for(qtbot, bench, store, rat):
    paper = make_paper(store, "Bericht")
    station(store, paper, rat, date(2026, 12, 10))
    make_mandate(store, rat, "Nachberichten", report_by=date(2026, 11, 1))

    view = shown(qtbot, SessionsView(bench), rat)

    assert titles(view) == ["10.12.2026: Bericht", "Nachberichten"]
    assert "überfällig seit 21 Tagen" in view.findChildren(LineRow)[1].accessibleDescription()


def test_a_case_shows_its_papers_with_the_next_station(qtbot, bench, store, rat):
    case = make_case(store)
    paper = make_paper(store, "Bericht", case=case, number="26/1")
    station(store, paper, rat, date(2026, 12, 10))

    view = shown(qtbot, PapersView(bench), case)

    texts = [label.full_text() for label in view.findChildren(QLabel) if hasattr(label, "full_text")]
    assert "als Nächstes: Rat, 10.12.2026: Beschluss" in texts


def test_the_list_of_mandates_opens_with_the_open_ones_the_overdue_first_and_marked(qtbot, bench, store, rat):
    make_mandate(store, rat, "Später", report_by=date(2027, 1, 1))
    make_mandate(store, rat, "Überfällig", report_by=date(2026, 11, 1))
    make_mandate(store, rat, "Erledigt", report_by=date(2026, 10, 1), done_on=date(2026, 9, 30))
    page = ListPage(bench, "mandate")
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()

    model = page.table.model()
    assert isinstance(model, PagedModel)

    assert [model.row_cells(row)[0].text for row in range(model.rowCount())] == ["Überfällig", "Später"]
    assert [model.row_cells(row)[2].tone for row in range(2)] == ["danger", ""]


def test_a_mandate_is_ticked_off_from_its_menu(qtbot, bench, store, rat, today):
    mandate = make_mandate(store, rat)
    pane = shown(qtbot, RecordPane(bench), mandate)

    next(a for a in pane.build_menu().actions() if a.text() == "Als erledigt eintragen").trigger()

    assert council.mandates(store, rat)[0].done_on == today


def edited(qtbot, bench, store, rat):
    """A pane on a paper with a station whose vote was typed and not saved."""
    paper = make_paper(store)
    station(store, paper, rat, date(2026, 11, 10))
    pane = RecordPane(bench)
    qtbot.addWidget(pane)
    pane.resize(700, 800)
    pane.show_record(paper)
    view = pane.tabs.choose("stations")
    assert isinstance(view, StationsView)
    pane.show()
    view.edit(council.stations(store, paper)[0].id)
    view._form._blocks["votes"].editor.show_value("12:3")
    return pane, view, paper


@pytest.mark.parametrize(
    ("answer", "stays", "votes"), [(Answer.STAY, True, ""), (Answer.DROP, False, ""), (Answer.SAVE, False, "12:3")]
)
def test_a_station_typed_and_not_saved_is_asked_about_before_it_is_left(qtbot, bench, store, rat, answer, stays, votes):
    pane, view, paper = edited(qtbot, bench, store, rat)
    other, asked = make_paper(store), list[str]()

    def ask(title: str) -> Answer:
        asked.append(title)
        return answer

    view.ask = ask
    pane.show_record(other)

    assert asked == ["Rat, 10.11.2026: Beschluss"] and view.is_dirty is stays
    assert (pane.record_id == paper) is stays
    assert council.stations(store, paper)[0].votes == votes


def test_locking_saves_a_station_and_cancel_asks_only_where_something_was_typed(qtbot, bench, store, rat):
    pane, view, paper = edited(qtbot, bench, store, rat)
    pane.save_forms()
    assert council.stations(store, paper)[0].votes == "12:3" and not view.is_dirty

    view.ask = lambda title: pytest.fail("nothing was typed")
    view.edit(council.stations(store, paper)[0].id)
    view.findChild(QPushButton, "stationLeave").click()
    assert not view.is_dirty
