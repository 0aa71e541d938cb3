"""Which days a view shows, how things stand side by side, and what is said about them. No Qt is needed."""

from datetime import date, time, timedelta

import pytest

from einsamkeit_desktop.gui import calendar_days as days
from einsamkeit_desktop.queries.calendar import CalendarItem

DAY = date(2026, 2, 10)


def item(start=None, minutes=None, title="Runder Tisch", day=DAY, group="appointment", **more):
    return CalendarItem(1, "contact_note", group, title, day, start, minutes, **more)


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [
        ("day", DAY, DAY),
        ("week", date(2026, 2, 9), date(2026, 2, 15)),
        ("month", date(2026, 1, 26), date(2026, 3, 1)),
        ("agenda", DAY, date(2026, 3, 9)),
    ],
)
def test_a_view_shows_whole_weeks_around_its_day(view, first, last):
    assert days.span(view, DAY) == (first, last)


def test_turning_a_month_stays_in_the_month_that_follows():
    assert days.turned("month", date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert days.turned("month", date(2026, 1, 31), -2) == date(2025, 11, 30)
    assert days.turned("week", DAY, -1) == date(2026, 2, 3)


def test_reading_a_page_begins_with_today_or_its_first_day():
    assert days.page_start("week", DAY + timedelta(days=3), DAY) == DAY
    assert days.page_start("week", date(2026, 2, 22), DAY) == date(2026, 2, 16)
    assert days.page_start("month", date(2026, 3, 22), DAY) == date(2026, 3, 1)
    assert days.page_start("day", date(2026, 3, 22), DAY) == date(2026, 3, 22)


def test_the_heading_names_what_is_shown():
    assert days.heading("month", DAY) == "Februar 2026"
    assert days.heading("week", DAY) == "9.–15. Februar 2026"
    assert days.heading("week", date(2026, 12, 31)) == "28. Dezember 2026 – 3. Januar 2027"
    assert days.heading("day", DAY) == "Dienstag, 10. Februar 2026"


def test_things_that_overlap_stand_in_lanes_of_their_own():
    first, second = item(time(9), 60), item(time(9, 30), 60)
    third, later = item(time(10, 15), 30), item(time(14), 30)

    placed = {place.item: place for place in days.side_by_side([first, second, third, later], DAY)}

    assert (placed[first].lane, placed[second].lane, placed[third].lane) == (0, 1, 0)
    assert {placed[each].lanes for each in (first, second, third)} == {2}
    assert (placed[later].lane, placed[later].lanes) == (0, 1)


def test_a_moment_without_length_takes_half_an_hour_of_room():
    (placed,) = days.side_by_side([item(time(9))], DAY)

    assert (placed.start, placed.end) == (540, 570)


def test_a_night_is_cut_at_midnight_on_both_days_and_fills_the_days_between():
    night, trip = item(time(22), 240), item(time(12), 3 * 24 * 60)

    assert [(p.start, p.end) for p in days.side_by_side([night], DAY)] == [(22 * 60, 24 * 60)]
    assert [(p.start, p.end) for p in days.side_by_side([night], DAY + timedelta(days=1))] == [(0, 120)]
    assert days.fills_day([trip], DAY + timedelta(days=1)) == [trip]
    assert days.fills_day([trip], DAY) == []


def test_what_lasts_longer_stands_on_each_of_its_days_within_the_range():
    trip = item(time(12), 3 * 24 * 60)

    found = days.by_day([trip], DAY + timedelta(days=2), DAY + timedelta(days=9))

    assert list(found) == [DAY + timedelta(days=2), DAY + timedelta(days=3)]


def test_a_thing_is_said_with_day_time_and_kind():
    assert days.in_words(item(time(14), 60)) == "Di 10.02.2026, 14:00 bis 15:00, Termin: Runder Tisch"
    assert days.in_words(item(title="Anrufen", group="reminder", place="Treff")) == (
        "Di 10.02.2026, ganztägig, Wiedervorlage: Anrufen, Treff"
    )
    assert days.in_words(item(time(9), is_done=True, confidential=True)).endswith("vorbei, vertraulich")


def test_a_day_is_said_with_its_holiday_and_how_much_is_on_it():
    assert days.day_in_words(date(2026, 11, 1), [item()], "NW") == "Sonntag, 1. November 2026, Allerheiligen, 1 Eintrag"


def test_a_reminder_goes_back_over_the_weekend():
    monday = item(title="Anrufen", group="reminder", day=date(2026, 2, 9))

    assert days.shifted(monday, days=-1) == (date(2026, 2, 6), None)


def test_half_an_hour_moves_across_midnight_and_not_what_fills_the_day():
    assert days.shifted(item(time(23, 45)), minutes=30) == (DAY + timedelta(days=1), time(0, 15))
    assert days.shifted(item(), days=1) == (DAY + timedelta(days=1), None)
    assert days.shifted(item(), minutes=30) is None
