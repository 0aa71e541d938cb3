"""Reminders by key: on "Heute" and in their list, with one or many, and the two small windows that ask."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QMenu

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.reminder_windows import CompleteWindow, PostponeWindow
from einsamkeit_desktop.gui.reminder_work import ReminderWork
from einsamkeit_desktop.gui.today_page import TodayPage
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.days import short_day
from einsamkeit_desktop.kinds.work import Reminder
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.record import load
from tests.content import content
from tests.gui.keys import type_text
from tests.makers import make_organisation, make_reminder

MONDAY = date(2026, 11, 23)
OPEN = lists.ListQuery("reminder", (lists.Filter("done_on", "open"),))


@pytest.fixture(autouse=True)
def monday():
    clock.fix_today(MONDAY)
    yield
    clock.fix_today(None)


@pytest.fixture
def open_list(bench, qtbot):
    def opened():
        page = ListPage(bench, "reminder")
        qtbot.addWidget(page)
        page.resize(1200, 700)
        with qtbot.waitActive(page):
            page.show()
        page.table.setFocus()
        return page

    return opened


@pytest.fixture
def open_today(bench, qtbot):
    def opened(reminder):
        page = TodayPage(bench)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        with qtbot.waitActive(page):
            page.show()
        QApplication.processEvents()
        row = next(row for row in page.task_rows() if row.task.id == reminder)
        row.setFocus()
        return page, row

    return opened


def window_of(page, kind):
    (found,) = page.findChildren(kind)
    return found


@pytest.mark.parametrize("key", ["+", "W", "N"])
@pytest.mark.parametrize("due_on", [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 27), date(2026, 12, 25)])
def test_the_menu_names_the_day_on_which_a_reminder_comes_up(bench, store, qtbot, due_on, key):
    clock.fix_today(date(2026, 11, 22))  # a Sunday
    reminder = make_reminder(store, due_on=due_on)
    menu = QMenu()
    qtbot.addWidget(menu)
    ReminderWork(bench, menu).add_to(menu, [reminder])
    action = next(entry for entry in menu.actions() if entry.text().endswith(f"\t{key}"))

    action.trigger()

    (day,) = values(store, reminder, "due_on")
    assert short_day(day, clock.today()) in action.text()


def values(store, reminder, *names):
    kept = load(store, reminder).values
    return tuple(kept[name] for name in names)


@pytest.mark.parametrize(
    ("key", "day"), [("+", MONDAY + timedelta(1)), ("w", MONDAY + timedelta(7)), ("n", MONDAY + timedelta(1))]
)
def test_all_selected_are_moved_by_one_key_and_one_step(open_list, store, key, day):
    ids = [make_reminder(store, text, MONDAY - timedelta(days=3)) for text in ("A", "B")]
    before = content(store)
    page = open_list()
    page.table.selectAll()

    type_text(page.table, key)

    assert [values(store, each, "due_on") for each in ids] == [(day,)] * 2
    undo(store)
    assert content(store)["reminder"] == before["reminder"]


def test_done_by_key_goes_on_to_the_next_row(open_list, store):
    first, second, third = (make_reminder(store, text, MONDAY) for text in "ABC")
    page = open_list()
    page.table.go_to(second)

    type_text(page.table, "e")

    assert values(store, second, "done_on") == (MONDAY,)
    assert page.table.current_id() == third
    assert lists.ids(store, OPEN) == [first, third]


def test_the_menu_of_the_list_says_the_same_with_its_keys(open_list, store, bench):
    reminder = make_reminder(store, "A", MONDAY)
    page, menu = open_list(), QMenu()
    page.list._reminders.work.add_to(menu, [reminder])

    texts = [action.text() for action in menu.actions() if action.text()]
    assert [text.partition("\t")[2] for text in texts] == ["E", "Umschalt+E", "+", "W", "N", "D"]
    assert texts[2].startswith("Ein Tag später   Di 24.11.")


def test_done_ones_are_left_alone(open_list, store, bench):
    reminder = make_reminder(store, "A", MONDAY, done_on=MONDAY, result="Fertig")
    page = open_list()
    page.list.show_list(lists.ListQuery("reminder"))
    page.table.go_to(reminder)

    type_text(page.table, "w")

    assert values(store, reminder, "due_on", "result") == (MONDAY, "Fertig")


def test_result_and_next_day_are_written_by_keyboard(open_today, store, qtbot):
    partner = make_organisation(store)
    reminder = make_reminder(store, "Nachfragen", MONDAY, about=partner)
    page, row = open_today(reminder)

    type_text(row, "E")
    window = window_of(page, CompleteWindow)
    type_text(window.result_text, "War nicht da")
    type_text(window.day, "+14")
    qtbot.keyClick(window.day, Qt.Key.Key_Return)

    (following,) = lists.ids(store, OPEN)
    assert values(store, reminder, "done_on", "result") == (MONDAY, "War nicht da")
    assert values(store, following, "text", "about", "due_on") == ("Nachfragen", partner, MONDAY + timedelta(days=14))
    undo(store)
    assert lists.ids(store, OPEN) == [reminder]


def test_ctrl_enter_in_the_result_is_enough(open_today, store, qtbot):
    reminder = make_reminder(store, "Nachfragen", MONDAY)
    page, row = open_today(reminder)
    type_text(row, "E")
    window = window_of(page, CompleteWindow)

    qtbot.keyClick(window.result_text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert values(store, reminder, "done_on", "result") == (MONDAY, None)
    assert lists.ids(store, OPEN) == []


def test_a_series_shows_its_next_day_and_may_be_ended(open_today, store, qtbot):
    reminder = make_reminder(store, "Wochenpost", MONDAY, repeat="FREQ=WEEKLY;BYDAY=SA")
    page, row = open_today(reminder)
    type_text(row, "E")
    window = window_of(page, CompleteWindow)
    said = window.note.full_text()

    window.day.clear()
    window.day.textEdited.emit("")
    window.decide()

    assert said == "jeden Samstag · Sa 28.11. ist kein Arbeitstag: kommt am Mo 30.11."
    assert lists.ids(store, OPEN) == []


def test_a_series_goes_on_as_shown(open_today, store):
    reminder = make_reminder(store, "Wochenpost", MONDAY, repeat="FREQ=WEEKLY")
    page, row = open_today(reminder)
    type_text(row, "E")

    window_of(page, CompleteWindow).decide()

    (following,) = lists.ids(store, OPEN)
    assert values(store, following, "due_on", "repeat") == (MONDAY + timedelta(days=7), "FREQ=WEEKLY")


def test_a_day_nobody_understands_keeps_the_window_open(open_today, store):
    reminder = make_reminder(store, "A", MONDAY)
    page, row = open_today(reminder)
    type_text(row, "E")
    window = window_of(page, CompleteWindow)
    type_text(window.day, "bald mal")

    window.decide()

    assert window.isVisible()
    assert "ist kein Datum" in window.note.full_text()
    assert values(store, reminder, "done_on") == (None,)


def test_another_day_is_typed_or_picked_and_a_day_off_is_said(open_today, store, qtbot):
    reminder = make_reminder(store, "A", MONDAY)
    page, row = open_today(reminder)
    type_text(row, "d")
    window = window_of(page, PostponeWindow)

    window.calendar.clicked.emit(QDate(2026, 12, 26))
    said = window.note.full_text()
    qtbot.keyClick(window.day, Qt.Key.Key_Return)

    assert said == "Sa 26.12. ist kein Arbeitstag: kommt am Mo 28.12."
    assert values(store, reminder, "due_on", "postponed") == (date(2026, 12, 28), 1)


def test_focus_comes_back_to_its_place_after_a_window(open_today, store, qtbot):
    first, second = make_reminder(store, "A", MONDAY), make_reminder(store, "B", MONDAY)
    page, row = open_today(first)
    type_text(row, "E")

    window_of(page, CompleteWindow).decide()
    QApplication.processEvents()

    assert page.focusWidget() is not None
    assert page.focusWidget().objectName() == f"task-{second}"


def test_the_menu_of_the_record_does_the_same(open_list, store, qtbot):
    reminder = make_reminder(store, "A", MONDAY)
    page = open_list()
    page.pane.show_record(reminder)
    menu = page.pane.build_menu()

    next(action for action in menu.actions() if action.text().startswith("Auf einen Tag")).trigger()
    menu.deleteLater()
    QApplication.processEvents()
    window_of(page, PostponeWindow).decide()

    assert values(store, reminder, "due_on") == (MONDAY + timedelta(days=1),)


def test_the_list_shows_the_time(open_list, store):
    reminder = make_reminder(store, "A", MONDAY, due_time="14:05")

    (cells,) = lists.rows(store, lists.ListQuery("reminder", columns=("due_on",)), [reminder])

    assert (cells[0].text, cells[0].value, cells[0].tone) == ("23.11. 14:05", MONDAY, "warning")


def test_too_many_at_once_are_a_sentence(open_list, store, bench, qtbot):
    with store.writing("Altlast") as write:
        add_records(write, Reminder, [{"text": "Alt", "owner": "mine", "due_on": MONDAY}] * 501)
    page = open_list()
    page.table.selectAll()

    with qtbot.waitSignal(bench.troubled) as said:
        type_text(page.table, "w")

    assert said.args == ["Bitte höchstens 500 Wiedervorlagen auf einmal wählen; es sind 501."]
    assert lists.count(store, lists.ListQuery("reminder", (lists.Filter("postponed", "filled"),))) == 0


def test_a_sheet_says_a_series_in_german(store):
    reminder = make_reminder(store, "A", MONDAY, repeat="FREQ=MONTHLY;BYDAY=2TU")

    (cells,) = lists.rows(store, lists.ListQuery("reminder", columns=("repeat",)), [reminder])

    assert (cells[0].text, cells[0].value) == ("jeden 2. Dienstag im Monat",) * 2
