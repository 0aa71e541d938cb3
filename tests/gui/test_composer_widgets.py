"""Days in words, pills with choices, linked records, the growing text."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.composer_widgets import ChoiceButton, FollowUpButton, RecordPicker
from einsamkeit_desktop.gui.day_edit import DayEdit, MomentEdit
from einsamkeit_desktop.gui.growing_text import GrowingTextEdit, MentionPopup
from einsamkeit_desktop.gui.search_popup import Suggestion
from einsamkeit_desktop.kinds import clock
from tests.gui.keys import type_text

TODAY = date(2026, 11, 23)
AYLIN = Suggestion("Aylin Çelik", "7", "user")
HAUS = Suggestion("Haus der Vielfalt e. V.", "8", "building-2")


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, dark=False)
    clock.fix_today(TODAY)
    yield
    clock.fix_today(None)


def in_window(widget: QWidget, qtbot) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(widget)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(600, 500)
    window.show()
    window.activateWindow()
    widget.setFocus()
    return window


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("morgen", date(2026, 11, 24)),
        ("+14", date(2026, 12, 7)),
        ("10.2.", date(2027, 2, 10)),
        ("", None),
        ("xy", None),
    ],
)
def test_days_are_typed_in_words(qtbot, typed, meant):
    edit = DayEdit()
    qtbot.addWidget(edit)

    qtbot.keyClicks(edit, typed)

    assert edit.day() == meant


def test_the_day_is_written_out_when_left(qtbot):
    edit = DayEdit()
    window = in_window(edit, qtbot)
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "fr")

    edit.clearFocus()

    assert edit.text() == "27.11.2026"
    assert not edit.property("problem")
    window.close()


def test_an_unclear_day_is_said_in_words(qtbot):
    edit = DayEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "31.2.")

    assert "kein Datum" in edit.problem()


def test_arrows_go_by_days(qtbot):
    edit = DayEdit()
    qtbot.addWidget(edit)
    edit.set_day(TODAY)

    with qtbot.waitSignal(edit.day_changed) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Up)

    assert told.args == [date(2026, 11, 24)]


def test_the_calendar_opens_by_keyboard(qtbot):
    edit = DayEdit()
    window = in_window(edit, qtbot)
    edit.set_day(TODAY)

    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.findChild(QCalendarWidget, "calendar")
    assert isinstance(calendar, QCalendarWidget)
    with qtbot.waitSignal(edit.day_changed) as told:
        calendar.activated.emit(QDate(2026, 12, 24))

    assert told.args == [date(2026, 12, 24)]
    assert edit.text() == "24.12.2026"
    window.close()


def test_moments_are_typed_in_words(qtbot):
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.set_moment(datetime(2026, 11, 23, 14, 5).astimezone(UTC))
    assert edit.text() == "heute 14:05"

    edit.clear()
    with qtbot.waitSignal(edit.moment_changed):
        qtbot.keyClicks(edit, "gestern 9:30")

    assert edit.moment() == datetime(2026, 11, 22, 9, 30).astimezone(UTC)
    assert edit.problem() == ""


def test_choice_tells_another_key_once(qtbot):
    button = ChoiceButton("Art", [("call", "Telefonat"), ("visit", "Besuch")])
    qtbot.addWidget(button)
    assert (button.key(), button.text(), button.accessibleName()) == ("call", "Telefonat", "Art: Telefonat")

    with qtbot.waitSignal(button.chosen) as told:
        button.menu().actions()[1].trigger()
    with qtbot.assertNotEmitted(button.chosen):
        button.menu().actions()[1].trigger()

    assert told.args == ["visit"]


def test_follow_up_names_the_span(qtbot):
    button = FollowUpButton()
    qtbot.addWidget(button)
    assert button.text() == "keine WV"

    with qtbot.waitSignal(button.day_changed) as told:
        next(action for action in button.menu().actions() if action.data() == "14").trigger()

    assert told.args == [date(2026, 12, 7)]
    assert button.text() == "WV in 14 Tagen"
    button.set_day(date(2027, 6, 1))
    assert button.text() == "WV am 01.06.2027"


def test_follow_up_takes_any_day(qtbot):
    button = FollowUpButton()
    window = in_window(button, qtbot)

    button.ask_day()
    edit = button.findChild(DayEdit, "followUpDay")
    assert isinstance(edit, DayEdit)
    qtbot.keyClicks(edit, "kw 50")
    qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert button.day() == date(2026, 12, 7)
    window.close()


def test_records_are_linked_by_typing(qtbot):
    picker = RecordPicker(lambda words: (AYLIN, HAUS) if words else (), name="people")
    window = in_window(picker, qtbot)
    qtbot.waitUntil(picker.line.hasFocus)
    qtbot.keyClicks(picker.line, "ay")

    with qtbot.waitSignal(picker.changed):
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)

    assert picker.keys() == ("7",)
    assert picker.line.text() == ""
    window.close()


def test_linked_records_are_removed_with_backspace_and_delete(qtbot):
    picker = RecordPicker(lambda words: (), name="people")
    window = in_window(picker, qtbot)
    picker.add("7", "Aylin Çelik")
    picker.add("8", "Haus der Vielfalt e. V.")
    picker.add("8", "noch einmal")

    with qtbot.waitSignal(picker.changed):
        qtbot.keyClick(picker.line, Qt.Key.Key_Backspace)
    assert picker.keys() == ("7",)
    chip = picker.findChild(QWidget, "record-7")
    assert isinstance(chip, QWidget)
    qtbot.keyClick(chip, Qt.Key.Key_Delete)

    assert picker.keys() == ()
    window.close()


def test_text_grows_with_its_lines(qtbot):
    edit = GrowingTextEdit("Was wurde besprochen?", lines=2, most_lines=6)
    window = in_window(edit, qtbot)
    low = edit.height()

    edit.setPlainText("\n".join("abcdefgh"))
    tall = edit.height()
    edit.setPlainText("\n" * 100)

    assert low < tall == edit.height()
    window.close()


def test_tab_leaves_the_text(qtbot):
    edit = GrowingTextEdit()
    qtbot.addWidget(edit)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)

    assert edit.toPlainText() == ""


def test_control_enter_gives_the_line(qtbot):
    edit = GrowingTextEdit()
    qtbot.addWidget(edit)
    edit.setPlainText("Raum klären\nTermine schicken")
    edit.moveCursor(edit.textCursor().MoveOperation.End)

    with qtbot.waitSignal(edit.task_wanted) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert told.args == ["Termine schicken"]
    assert edit.toPlainText().count("\n") == 1


def test_a_mention_offers_names_and_writes_the_chosen_one(qtbot):
    asked: list[str] = []

    def provider(words: str):
        asked.append(words)
        return (AYLIN, HAUS)

    edit = GrowingTextEdit()
    window = in_window(edit, qtbot)
    qtbot.waitUntil(edit.hasFocus)
    popup = MentionPopup(edit, provider)
    qtbot.keyClicks(edit, "Mit @ay")
    assert asked[-1] == "ay" and popup.isVisible()

    with qtbot.waitSignal(popup.chosen) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert told.args == [AYLIN]
    assert edit.toPlainText() == "Mit Aylin Çelik "
    assert not popup.isVisible()
    window.close()


@pytest.mark.parametrize(
    ("typed", "text"), [(" rief an", "Aylin Çelik rief an"), (", dann", "Aylin Çelik, dann"), ("x", "Aylin Çelik x")]
)
def test_the_space_behind_a_chosen_name_is_not_doubled(qtbot, typed, text):
    edit = GrowingTextEdit()
    qtbot.addWidget(edit)
    type_text(edit, "@Ayl")

    edit.replace_mention("Aylin Çelik")
    type_text(edit, typed)

    assert edit.toPlainText() == text
    type_text(edit, "  ")
    assert edit.toPlainText() == text + "  "


def test_an_address_is_no_mention(qtbot):
    edit = GrowingTextEdit()
    qtbot.addWidget(edit)

    with qtbot.assertNotEmitted(edit.mention_typed):
        qtbot.keyClicks(edit, "info@verein")


def test_keys_stay_with_the_text_while_no_name_is_offered(qtbot):
    edit = GrowingTextEdit()
    window = in_window(edit, qtbot)
    popup = MentionPopup(edit, lambda words: ())

    qtbot.keyClicks(edit, "a")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "b")

    assert edit.toPlainText() == "a\nb"
    assert not popup.isVisible()
    window.close()
