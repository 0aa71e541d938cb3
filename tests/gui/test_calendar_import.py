"""Calendar files in and out through the windows."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from einsamkeit_desktop.gui.calendar_import import CalendarImportWindow
from einsamkeit_desktop.gui.calendar_out import CalendarOut, CalendarOutWindow
from einsamkeit_desktop.gui.taking_in import TakingIn
from einsamkeit_desktop.gui.widgets import Button
from einsamkeit_desktop.imports.calendar import plan_calendar
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import exports, lists
from einsamkeit_desktop.queries.calendar import items
from tests.imports.test_calendar import MEETING, event, ics, one, take, task, write
from tests.makers import make, make_person

TODO = "SUMMARY:Anrufen\nDUE:20261207T100000Z\n"


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def open_window(bench, store, qtbot, tmp_path):
    def opened(text):
        window = CalendarImportWindow(bench, plan_calendar(store, write(tmp_path, text)))
        qtbot.addWidget(window)
        window.resize(980, 680)
        with qtbot.waitActive(window):
            window.show()
        return window

    return opened


def texts(window, row) -> list[str]:
    return [cell.text for cell in window.table.model().row_cells(row)]


def test_the_window_says_what_is_in_the_file(open_window, store):
    window = open_window(ics(event(MEETING + "LOCATION:Rathaus\n"), task(TODO), event("UID:3\nSUMMARY:Ohne\n")))

    assert [window.figures.cards[key].accessibleName() for key in ("read", "new", "failed")] == [
        "gelesen: 3",
        "neu: 2",
        "fehlerhaft: 1",
    ]
    title, tick, when, kind, outcome, place = texts(window, 0)
    assert (title, tick, kind, outcome, place) == ("Runder Tisch", "✓ ja", "Kontaktvermerk", "neu", "Rathaus")
    assert when.startswith("Do 10.12.2026, ")
    assert "Rathaus" in window.details.toPlainText()


def test_space_ticks_and_what_is_not_ticked_stays_out(open_window, store, qtbot):
    window = open_window(ics(event(), task(TODO)))

    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert lists.ids(store, lists.ListQuery("contact_note")) == []
    assert one(store, "reminder").title == "Anrufen"


def test_an_entry_becomes_what_is_chosen(open_window, store, qtbot):
    window = open_window(ics(event()))

    window.target.setCurrentIndex(window.target.findData("event"))
    window.target.activated.emit(window.target.currentIndex())
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert one(store, "event").title == "Runder Tisch"


def test_what_is_there_already_leaves_nothing_to_do(open_window, store, tmp_path):
    take(store, write(tmp_path, ics(event()), "vorher.ics"))

    window = open_window(ics(event()))

    assert (window.take.text(), window.take.isEnabled()) == ("Nichts zu tun", False)
    assert "Schon da, unverändert." in window.details.toPlainText()


def test_a_change_is_shown_old_and_new(open_window, store, tmp_path):
    take(store, write(tmp_path, ics(event()), "vorher.ics"))

    window = open_window(ics(event(MEETING.replace("Tisch", "Kreis"))))

    assert "Betreff: Runder Tisch → Runder Kreis" in window.details.toPlainText()
    assert window.take.text() == "1 Eintrag übernehmen"


def test_the_import_command_knows_calendars(bench, qtbot, tmp_path):
    shown = Button("x")
    qtbot.addWidget(shown)

    TakingIn(bench, shown).read(write(tmp_path, ics(event())))

    (window,) = shown.findChildren(CalendarImportWindow)
    window.reject()


def test_what_the_calendar_shows_is_written_and_logged_without_what_is_confidential(
    bench, store, qtbot, tmp_path, monkeypatch
):
    person = make_person(store)
    start = clock.local_moment(clock.today() + timedelta(days=1), time(14))
    make(store, "contact_note", note_kind="sitzung", at=start, subject="Offen", participants=(person,))
    make(store, "contact_note", note_kind="sitzung", at=start, subject="Geheim", confidential=True)
    target = tmp_path / "woche.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    shown = Button("x")
    qtbot.addWidget(shown)

    CalendarOut(bench, shown).hand_out(items(store, clock.today(), clock.today() + timedelta(days=6)), "Woche")
    (window,) = shown.findChildren(CalendarOutWindow)
    assert "1 vertraulicher bleibt hier" in window.left_out.full_text()
    window.purpose.setCurrentText("Telefon")
    window.go.click()

    content = target.read_text(encoding="utf-8")
    assert "Offen" in content and "Geheim" not in content
    (line,) = exports.exports_logged(store, exports.export_ids(store))
    assert line is not None
    assert (line.what, line.count, line.left_out, line.persons, line.purpose) == ("Kalenderdatei", 1, 1, 1, "Telefon")


def test_enter_takes_the_ticked_entries_over(open_window, store, qtbot):
    window = open_window(ics(event()))

    qtbot.keyClick(window.table, Qt.Key.Key_Return)

    assert len(lists.ids(store, lists.ListQuery("contact_note"))) == 1
    assert window.report is not None and window.focusWidget() is window.report.leave
    qtbot.keyClick(window.report.leave, Qt.Key.Key_Return)
    assert not window.isVisible()
