"""The one field's answers: what is shown, how keys and mouse choose."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.search_popup import SearchPopup, Suggestion, _parts
from einsamkeit_desktop.gui.topbar import SearchField

RECENT = (Suggestion("Familienbüro Nord", "o1", section="Zuletzt geöffnet"),)
FOUND = (
    Suggestion("Aylin Çelik", "p1", "user", "Verein Alleinerziehend & Stark e. V.", "Treffer", title_marks=((0, 3),)),
    Suggestion("Ayşe Yıldız", "p2", "user", section="Treffer"),
    Suggestion("Kontaktvermerk schreiben", "note", "notebook-pen", section="Befehle", shortcut="Strg+Umschalt+V"),
)


@pytest.fixture
def field(qapp, qtbot):
    theme.apply(qapp, dark=False)
    window = QWidget()
    column = QVBoxLayout(window)
    made = SearchField()
    column.addWidget(made)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    window.close()


@pytest.fixture
def popup(field):
    return SearchPopup(field, lambda words: FOUND if words.startswith("ay") else () if words else RECENT)


def test_the_empty_field_shows_what_was_opened_last(popup, field, qtbot):
    qtbot.keyClick(field, Qt.Key.Key_Down)

    assert popup.isVisible()
    assert popup.model.row(0) == "Zuletzt geöffnet"
    assert popup.current() == RECENT[0]


def test_typing_shows_hits_under_headings_at_once(popup, field, qtbot):
    qtbot.keyClicks(field, "ay")
    qtbot.waitUntil(popup.isVisible, timeout=500)

    rows = [popup.model.row(place) for place in range(popup.model.rowCount())]
    assert rows == ["Treffer", FOUND[0], FOUND[1], "Befehle", FOUND[2]]
    assert field.hasFocus()


def test_arrows_skip_headings_and_go_around(popup, field, qtbot):
    field.setText("ay")
    popup.ask()

    for expected in (FOUND[1], FOUND[2], FOUND[0]):
        qtbot.keyClick(field, Qt.Key.Key_Down)
        assert popup.current() == expected
    qtbot.keyClick(field, Qt.Key.Key_Up)

    assert popup.current() == FOUND[2]


def test_enter_opens_clears_and_closes(popup, field, qtbot):
    field.setText("ay")
    popup.ask()

    with qtbot.waitSignals([popup.chosen, popup.closed]):
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert field.text() == "" and not popup.isVisible()


def test_enter_right_after_typing_takes_the_fresh_answer(popup, field, qtbot):
    qtbot.keyClicks(field, "ay")

    with qtbot.waitSignal(popup.chosen) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [FOUND[0]]


def test_control_enter_opens_beside(popup, field, qtbot):
    field.setText("ay")
    popup.ask()

    with qtbot.waitSignal(popup.chosen_beside):
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_escape_closes_and_keeps_the_text(popup, field, qtbot):
    field.setText("ay")
    popup.ask()

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert not popup.isVisible() and field.text() == "ay"


def test_leaving_the_field_closes(popup, field, qtbot):
    field.setText("ay")
    popup.ask()

    field.clearFocus()

    assert not popup.isVisible()


def test_click_chooses_and_headings_do_not(popup, field, qtbot):
    field.setText("ay")
    popup.ask()
    view = popup.view
    told: list[Suggestion] = []
    popup.chosen.connect(told.append)

    heading = view.visualRect(popup.model.index(0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(popup.model.index(2)).center())

    assert told == [FOUND[1]]


def test_no_answer_shows_nothing(popup, field, qtbot):
    field.setText("xyz")
    popup.ask()

    assert not popup.isVisible()


def test_marks_split_the_text_and_forgive_wrong_places():
    assert _parts("Aylin Çelik", ((6, 11), (0, 2))) == [("Ay", True), ("lin ", False), ("Çelik", True)]
    assert _parts("kurz", ((2, 99), (3, 4))) == [("ku", False), ("rz", True)]
    assert _parts("kurz", ()) == [("kurz", False)]


def test_painting_shows_the_popup_in_dark_too(popup, field, qapp, qtbot):
    theme.apply(qapp, dark=True)
    field.setText("ay")
    popup.ask()

    assert not popup.grab().isNull()
    assert QApplication.focusWidget() is field
    theme.apply(qapp, dark=False)
