"""The journal on the screen: periods by one key, days as rows, entries that open, a logged file for others."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.journal_head import first_day
from einsamkeit_desktop.gui.journal_out import JournalOutWindow
from einsamkeit_desktop.gui.journal_page import JournalPage
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.gui.paper_window import PaperWindow
from einsamkeit_desktop.gui.shown_out import export_shown
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.chronicle import Period
from einsamkeit_desktop.queries.exports import export_ids, exports_logged
from tests.makers import make_note, make_offer

from .keys import type_text


@pytest.fixture
def page(store, qapp, qtbot, today):
    theme.apply(qapp, dark=False)
    made = JournalPage(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    made.resize(900, 600)
    return made


def note_on(store, day: date, **values) -> int:
    return make_note(store, day=day, **values)


def rows(page) -> list[str]:
    model = page.table.model()
    return [model.row_cells(row)[0].text for row in range(model.rowCount())]


def choose(page, key: str) -> None:
    pill = page.findChild(QAbstractButton, f"journal-{key}")
    assert pill.accessibleName()
    pill.click()


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("today", date(2026, 11, 19)),
        ("week", date(2026, 11, 16)),
        ("month", date(2026, 11, 1)),
        ("quarter", date(2026, 10, 1)),
        ("year", date(2026, 1, 1)),
    ],
)
def test_a_period_begins_where_an_office_begins_it(period, first):
    assert first_day(period, date(2026, 11, 19)) == first


def test_a_quarter_of_a_leap_day_begins_in_january():
    assert first_day("quarter", date(2024, 2, 29)) == date(2024, 1, 1)


def test_days_lead_their_entries_and_the_first_entry_is_current(page, store, today):
    note = note_on(store, today, content="heute")
    make_offer(store, "Mittagstisch", starts_on=today)

    page.show()

    assert len(rows(page)) == 3 and rows(page)[1:] == ["heute", "Mittagstisch"]
    assert page.table.current_id() == note * 2
    assert page._count.full_text() == "2 Einträge an 1 Tag"


def test_a_pill_chooses_the_period(page, store, today):
    note_on(store, today, content="neu")
    note_on(store, today.replace(month=1, day=1), content="alt")
    page.show()

    choose(page, "today")
    few = rows(page)
    choose(page, "year")

    assert "alt" not in few and "alt" in rows(page) and "neu" in rows(page)


def test_free_days_are_taken_in_any_order(page, store, today):
    note_on(store, today - timedelta(400), content="alt")
    page.show()
    choose(page, "free")

    page.head.since.set_day(today - timedelta(399))
    page.head.until.set_day(today - timedelta(401))
    page.head.changed.emit()

    assert rows(page)[1:] == ["alt"]


def test_words_and_kind_narrow(page, store, today, qtbot):
    note_on(store, today, content="Stühle")
    make_offer(store, "Tische", starts_on=today)
    page.show()

    type_text(page.head.words, "stühle")
    qtbot.keyClick(page.head.words, Qt.Key.Key_Return)
    by_words = rows(page)[1:]
    page.head.words.clear()
    page.head.kind.choose("offer")
    page.head.kind.chosen.emit("offer")

    assert by_words == ["Stühle"] and rows(page)[1:] == ["Tische"]


def test_enter_opens_an_entry_and_nothing_on_a_day(page, store, today, qtbot):
    note = note_on(store, today)
    opened = []
    page._workbench.open_wanted.connect(lambda record_id, _beside: opened.append(record_id))
    page.show()

    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.table.go_by(-1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert opened == [note]


def test_an_empty_period_says_so(page):
    page.show()

    assert page._empty.isVisible() and not page.export_button.isEnabled()


@pytest.mark.parametrize(("code", "ending"), [("xlsx", ".xlsx"), ("csv", ".csv"), ("csv-plain", ".csv")])
def test_what_is_shown_becomes_a_file_and_is_logged(page, store, today, tmp_path, code, ending, monkeypatch, qtbot):
    note_on(store, today, content="Raum")
    note_on(store, today, content="heikel", confidential=True)
    page.show()
    target = tmp_path / f"Journal{ending}"
    said = []
    page._workbench.said.connect(lambda text, _can_undo: said.append(text))
    page._out.written.disconnect()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    page.export()
    (asked,) = page.findChildren(JournalOutWindow)
    asked.format.choose(code)
    qtbot.keyClicks(asked.purpose.lineEdit(), "Monatsbericht")
    qtbot.keyClick(asked.purpose.lineEdit(), Qt.Key.Key_Return)

    assert target.stat().st_size > 0
    assert said == [f"1 Eintrag geschrieben, 1 vertraulicher ausgelassen: Journal{ending}"]
    (entry,) = exports_logged(store, export_ids(store))
    assert entry is not None and (entry.what, entry.count, entry.left_out) == ("Journal", 1, 1)
    assert (entry.purpose, entry.target) == ("Monatsbericht", str(target))


def test_on_paper_it_is_seen_before_it_leaves(page, store, today, tmp_path, monkeypatch):
    note_on(store, today, content="heikel", confidential=True)
    note_on(store, today, content="Raum")
    page.show()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "J.pdf"), ""))
    page._out._hand_out(page.head.period(), "pdf", "Monatsbericht")
    (paper,) = page.findChildren(PaperWindow)
    made = paper.setter.made()
    assert "Monatsbericht" in PdfPages(made.content).text(0) and exports_logged(store, export_ids(store)) == []

    paper.save_button.click()

    (entry,) = exports_logged(store, export_ids(store))
    assert entry is not None and (entry.what, entry.purpose, entry.left_out) == ("Journal", "Monatsbericht", 1)
    assert (tmp_path / "J.pdf").read_bytes() == made.content


def test_what_is_written_elsewhere_shows_at_once(page, store, today):
    page.show()
    bench = page._workbench

    note_on(store, today, content="neu")
    bench.changed.emit(None)

    assert "neu" in rows(page)


def test_words_typed_just_before_locking_ask_nothing_of_a_closed_store(page):
    page.show()
    type_text(page.head.words, "raum")

    page._workbench.closing.emit()

    assert page.head.words.text() == "raum" and not page.head.is_waiting()


def test_the_key_for_lists_hands_out_the_journal(store, qapp, qtbot, today, monkeypatch):
    theme.apply(qapp, dark=False)
    window = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(window)
    window.go_to("journal")
    asked: list[Period] = []
    page = window.pages.currentWidget()
    assert isinstance(page, JournalPage)
    monkeypatch.setattr(page._out, "ask", asked.append)

    export_shown(window)

    assert [period.until for period in asked] == [today]
