"""What is said of reminders: where they were moved, from which day to which, and which fall due by the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from einsamkeit_desktop.actions.records import trash, undo
from einsamkeit_desktop.actions.reminders import complete_reminder, postpone_reminders
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.header import header
from einsamkeit_desktop.queries.reminders import fallen_due, moved_words, open_reminders, postponements
from tests.makers import make_reminder

MONDAY = date(2026, 2, 16)


@pytest.fixture(autouse=True)
def monday():
    clock.fix_today(MONDAY)
    yield
    clock.fix_today(None)


def test_every_move_is_told_with_its_day_but_for_those_taken_back(store):
    reminder = make_reminder(store, due_on=MONDAY)
    postpone_reminders(store, {reminder: date(2026, 2, 18)})
    clock.fix_today(date(2026, 2, 18))
    postpone_reminders(store, {reminder: date(2026, 2, 23)})
    postpone_reminders(store, {reminder: date(2026, 2, 24)})
    undo(store)

    moves = [(move.before.day, move.after.day) for move in postponements(store, reminder)]
    assert moves == [(16, 18), (18, 23)]
    assert header(store, reminder).line == (
        "2-mal verschoben: Mo 16.02. → Mi 18.02. (am 16.02.), Mi 18.02. → Mo 23.02. (am 18.02.)"
    )


def test_a_wished_day_off_is_said(store):
    reminder = make_reminder(store, due_on=date(2026, 2, 21))

    assert header(store, reminder).line == "eigentlich Sa 21.02."
    assert moved_words(MONDAY, MONDAY, 0) == moved_words(MONDAY, None, 0) == ""


def test_moves_that_came_with_a_file_are_counted(store):
    reminder = make_reminder(store, due_on=MONDAY, first_due_on=date(2026, 1, 5), postponed=3)

    assert header(store, reminder).line == "3-mal verschoben, zuerst am 05.01.2026"


def test_the_head_says_the_time_and_the_series(store):
    reminder = make_reminder(store, due_on=MONDAY, due_time="14:05", repeat="FREQ=WEEKLY;BYDAY=MO")

    assert [chip.text for chip in header(store, reminder).chips][1:] == ["heute fällig, 14:05", "jeden Montag"]


def test_what_falls_due_between_two_moments_is_found_once(store):
    due, later = make_reminder(store, "14", MONDAY, due_time="14:00"), make_reminder(store, "15", MONDAY,
                                                                                       due_time="15:00")  # fmt: skip
    make_reminder(store, "ohne Zeit", MONDAY)
    make_reminder(store, "morgen", MONDAY + timedelta(days=1), due_time="14:00")
    complete_reminder(store, make_reminder(store, "erledigt", MONDAY, due_time="14:00"))

    def found(after, until):
        moments = (clock.local_moment(MONDAY, at) for at in (after, until))
        return [task.id for task in fallen_due(store, *moments)]

    assert found(time(13, 59), time(14, 0)) == [due]
    assert found(time(14, 0), time(14, 59)) == []
    assert found(time(14, 0), time(15, 30)) == [later]


def test_after_a_night_asleep_only_todays_are_due(store):
    make_reminder(store, "gestern", MONDAY - timedelta(days=1), due_time="18:00")
    due = make_reminder(store, "früh", MONDAY, due_time="07:00")

    woke = fallen_due(store, datetime(2026, 2, 15, 17, tzinfo=UTC), clock.local_moment(MONDAY, time(8)))

    assert [task.id for task in woke] == [due]


def test_only_open_ones_can_be_worked_on(store):
    kept, done, gone = (make_reminder(store, due_on=MONDAY) for _each in range(3))
    complete_reminder(store, done)
    trash(store, [gone])

    assert [task.id for task in open_reminders(store, [kept, done, gone, 4711])] == [kept]
