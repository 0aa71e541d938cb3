"""The page "Kalender": what stands where, and what keys and mouse do to it."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.gui.calendar_bars import ItemBar, MoreButton
from einsamkeit_desktop.gui.calendar_page import CalendarPage
from einsamkeit_desktop.gui.note_window import NoteWindow
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.record import load
from tests.makers import make, make_reminder

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
Key = Qt.Key


@pytest.fixture
def monday():
    clock.fix_today(MONDAY)
    yield MONDAY
    clock.fix_today(None)


@pytest.fixture
def open_page(bench, qtbot, monday):
    def opened(view, width=1100, height=700):
        page = CalendarPage(bench)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitActive(page):
            page.show()
        page.show_view(view)
        page.view().setFocus()
        QApplication.processEvents()
        return page

    return opened


def make_event(store, name="Fest", day=TUESDAY, hour=14, **values) -> int:
    return make(store, "event", **{"name": name, "starts_at": clock.local_moment(day, time(hour)), **values})


def bars(page) -> list[ItemBar]:
    QApplication.processEvents()
    return [bar for bar in page.view().findChildren(ItemBar) if bar.isVisibleTo(page)]


def starts(store, record) -> tuple[date, time]:
    local = load(store, record).values["starts_at"].astimezone()
    return local.date(), local.time()


def test_the_menu_names_the_day_on_which_a_reminder_really_comes_up(open_page, store):
    reminder = make_reminder(store, "Termine schicken", due_on=MONDAY + timedelta(days=4))
    page = open_page("week")
    (bar,) = bars(page)
    menu = page.build_menu(bar.item)

    action = next(entry for entry in menu.actions() if entry.text().startswith("Einen Tag später"))
    action.trigger()

    assert action.text().endswith("Mo 30.11.2026")
    assert load(store, reminder).values["due_on"] == date(2026, 11, 30)


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_each_thing_is_a_named_child_of_its_view(open_page, store, view):
    make_event(store, "Lesung", MONDAY, 14, duration_minutes=60)

    (bar,) = bars(open_page(view))

    assert bar.accessibleName() == "Mo 23.11.2026, 14:00 bis 15:00, Veranstaltung: Lesung" + (
        ", vorbei" if bar.item.is_done else ""
    )


def test_an_agenda_leaves_nothing_out_of_the_week_one_turned_to(open_page):
    page = open_page("week")
    page.show_day(MONDAY + timedelta(days=6))
    page.turn(1)

    page.show_view("agenda")

    assert page.day == MONDAY + timedelta(days=7)


def test_an_agenda_begins_with_the_day_that_was_chosen(open_page):
    page = open_page("week")
    page.turn(1)
    page.show_day(MONDAY + timedelta(days=10))

    page.show_view("agenda")

    assert page.day == MONDAY + timedelta(days=10)


def test_the_agenda_names_its_lines_and_goes_through_them(open_page, store, qtbot):
    make_event(store, "Erste", MONDAY)
    make_event(store, "Zweite", TUESDAY)
    page = open_page("agenda")

    qtbot.keyClick(page.view().rows[0], Key.Key_Down)

    assert page.view().rows[1].hasFocus()
    assert page.view().rows[1].accessibleName().startswith("Di 24.11.2026, 14:00, Veranstaltung: Zweite")


def test_things_at_the_same_time_stand_side_by_side(open_page, store):
    make_event(store, "Eins", duration_minutes=60)
    make_event(store, "Zwei", duration_minutes=60)

    one, two = bars(open_page("week"))

    assert one.geometry().right() < two.geometry().left() or two.geometry().right() < one.geometry().left()
    assert one.y() == two.y()


def test_an_overfull_day_says_how_many_more_and_opens(open_page, store, qtbot):
    for number in range(9):
        make_reminder(store, f"Aufgabe {number}", TUESDAY)
    page = open_page("month")
    seen = len(bars(page))

    (more,) = [button for button in page.view().findChildren(MoreButton) if button.isVisibleTo(page)]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)

    assert more.text() == f"+{9 - seen} weitere"
    assert (page.view().objectName(), page.day) == ("calendarDay", TUESDAY)


def test_arrows_go_by_days_and_weeks_and_t_comes_back(open_page, qtbot):
    page = open_page("month")

    for key in (Key.Key_Right, Key.Key_Down, Key.Key_PageDown):
        qtbot.keyClick(page.view(), key)
    far = page.day
    qtbot.keyClick(page.view(), Key.Key_T)

    assert far == date(2027, 1, 1)
    assert page.day == MONDAY
    assert "Montag, 23. November 2026, keine Einträge" in page.view().accessibleName()


def test_enter_opens_the_thing_that_has_the_focus(open_page, store, bench, qtbot):
    event = make_event(store, day=MONDAY)
    page = open_page("week")
    qtbot.keyClick(page.view(), Key.Key_Down)

    with qtbot.waitSignal(bench.open_wanted) as opened:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert opened.args == [event, False]


def test_alt_and_arrows_move_by_a_day_and_half_an_hour_and_keep_the_focus(open_page, store, qtbot):
    event = make_event(store, day=MONDAY)
    page = open_page("week")
    qtbot.keyClick(page.view(), Key.Key_Down)

    for key in (Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)

    assert starts(store, event) == (TUESDAY, time(14, 30))
    assert page.view().focused().record_id == event
    undo(store)
    assert starts(store, event) == (TUESDAY, time(14))


def test_a_pulled_thing_lands_on_the_day_it_is_dropped_on(open_page, store):
    event = make_event(store)
    page = open_page("month")
    (bar,) = bars(page)
    target = page.view().cell(MONDAY + timedelta(days=3)).center()

    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    for where in (QPoint(60, 5), bar.mapFrom(page.view(), target)):
        QTest.mouseMove(bar, where)
        QApplication.processEvents()
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=bar.mapFrom(page.view(), target))

    assert starts(store, event) == (MONDAY + timedelta(days=3), time(14))


def test_dropping_a_reminder_on_an_hour_gives_it_a_time(open_page, store):
    reminder = make_reminder(store, "Anrufen", TUESDAY)
    page = open_page("week")
    view = page.view()
    x, _wide = view.column(TUESDAY)
    where = view.canvas.mapToGlobal(QPoint(x + 5, view.canvas.y_of(9 * 60 + 20)))

    bars(page)[0].dropped.emit(where)

    assert load(store, reminder).values["due_time"] == "09:15"


def test_a_term_that_is_a_fact_stays(open_page, store, qtbot):
    make(store, "body", name="Ausschuss", term_until=MONDAY)
    page = open_page("week")
    qtbot.keyClick(page.view(), Key.Key_Down)

    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert page.view().focused().day == MONDAY


def test_chips_choose_what_is_seen_and_are_remembered(open_page, store, bench, qtbot):
    make_event(store)
    page = open_page("month")

    qtbot.mouseClick(page.controls._groups["event"], Qt.MouseButton.LeftButton)

    assert bars(page) == []
    again = CalendarPage(bench)
    qtbot.addWidget(again)
    assert "event" not in again.controls.groups()
    assert again.view().objectName() == "calendarMonth"


def test_n_offers_what_can_be_made_on_the_chosen_day(open_page, qtbot):
    page = open_page("week")
    qtbot.keyClick(page.view(), Key.Key_Right)

    with qtbot.waitSignal(page.new_wanted) as wanted:
        menu = page.build_new_menu(page.day, time(9, 30))
        next(action for action in menu.actions() if "Wiedervorlage" in action.text()).trigger()

    assert wanted.args == ["reminder", {"due_on": TUESDAY, "due_time": "09:30"}]


def test_an_appointment_begins_as_a_note_at_its_time(open_page, qtbot):
    page = open_page("week")

    page.build_new_menu(TUESDAY, time(15)).actions()[0].trigger()

    (window,) = page.findChildren(NoteWindow)
    assert window.composer.moment.moment() == clock.local_moment(TUESDAY, time(15))
    window.reject()


def test_what_changes_elsewhere_is_seen_at_once(open_page, store, bench):
    page = open_page("month")
    event = make_event(store)

    bench.tell(undo(store))
    assert bars(page) == []
    bench.redo()

    assert [bar.item.record_id for bar in bars(page)] == [event]


def test_holidays_are_named(open_page, qtbot):
    page = open_page("month")
    page.show_day(date(2026, 12, 25))

    assert "Erster Weihnachtstag" in page.view().accessibleName()


def test_going_through_the_day_scrolls_to_a_late_thing(open_page, store, qtbot):
    make_event(store, "Nachts", MONDAY, 23)
    page = open_page("week", height=500)

    qtbot.keyClick(page.view(), Key.Key_Down)

    (bar,) = bars(page)
    assert not bar.visibleRegion().isEmpty()


def test_arrows_bring_the_chosen_day_into_a_low_window(open_page, qtbot):
    page = open_page("month", height=260)

    for _week in range(5):
        qtbot.keyClick(page.view(), Key.Key_Up)
    for _week in range(5):
        qtbot.keyClick(page.view(), Key.Key_Down)

    spot = page.view().spot()
    where = page.view().mapTo(page.viewport(), spot.center())
    assert page.viewport().rect().contains(where)
