"""Reminders: moved to working days, done with the next one, postponed; each one step that undo takes back whole."""

from datetime import date

import pytest

from einsamkeit_desktop.actions.records import save_record, undo
from einsamkeit_desktop.actions.reminders import (
    complete_reminder,
    complete_reminders,
    postpone_reminders,
    reopen_reminder,
)
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.record import load
from tests.content import content
from tests.makers import make_organisation, make_person, make_reminder

FRIDAY = date(2026, 2, 13)
SATURDAY = date(2026, 2, 14)
MONDAY = date(2026, 2, 16)
OPEN = lists.ListQuery("reminder", (lists.Filter("done_on", "open"),))


@pytest.fixture(autouse=True)
def friday():
    clock.fix_today(FRIDAY)
    yield
    clock.fix_today(None)


def kept(store, reminder, *names):
    values = load(store, reminder).values
    return tuple(values[name] for name in names)


def open_ids(store):
    return lists.ids(store, OPEN)


@pytest.mark.parametrize(
    ("wished", "moved"),
    [
        (SATURDAY, MONDAY),
        (date(2026, 6, 4), date(2026, 6, 5)),  # Fronleichnam, in North Rhine-Westphalia
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday to Easter Monday
    ],
)
def test_a_day_off_moves_to_the_next_working_day_and_the_wish_stays(store, wished, moved):
    reminder = make_reminder(store, due_on=wished)

    assert kept(store, reminder, "due_on", "first_due_on", "postponed") == (moved, wished, None)


def test_a_working_day_stays_as_it_is(store):
    assert kept(store, make_reminder(store, due_on=MONDAY), "due_on", "first_due_on") == (MONDAY, None)


def test_moving_to_a_working_day_happens_once(store):
    reminder = make_reminder(store, due_on=SATURDAY)
    before = load(store, reminder).values

    save_record(store, "reminder", reminder, {"due_on": SATURDAY})
    again = make_reminder(store, **{name: before[name] for name in ("due_on", "first_due_on", "postponed")})

    assert load(store, reminder).values == before
    assert kept(store, again, "due_on", "first_due_on", "postponed") == (MONDAY, SATURDAY, None)


def test_who_works_at_the_weekend_may_mean_today(store):
    clock.fix_today(SATURDAY)

    assert kept(store, make_reminder(store, due_on=SATURDAY), "due_on", "first_due_on") == (SATURDAY, None)
    assert kept(store, make_reminder(store, due_on=date(2026, 2, 8)), "due_on") == (date(2026, 2, 8),)


def test_what_is_done_keeps_the_day_it_had(store):
    assert kept(store, make_reminder(store, due_on=SATURDAY, done_on=MONDAY), "due_on") == (SATURDAY,)


def test_postponing_to_a_day_off_says_so(store):
    reminder = make_reminder(store, "Anrufen", MONDAY)

    changes = postpone_reminders(store, {reminder: date(2026, 2, 21)})

    assert kept(store, reminder, "due_on", "first_due_on", "postponed") == (date(2026, 2, 23), MONDAY, 1)
    assert changes.name == "„Anrufen“ verschoben auf 23.02.2026 (21.02.2026 ist kein Arbeitstag)"


def test_another_day_in_the_form_is_a_postponement_too(store):
    reminder = make_reminder(store, due_on=MONDAY)

    save_record(store, "reminder", reminder, {"due_on": date(2026, 2, 18)})

    assert kept(store, reminder, "first_due_on", "postponed") == (MONDAY, 1)


def test_many_are_moved_and_done_as_one_step(store):
    first, second = make_reminder(store, "A", MONDAY), make_reminder(store, "B", MONDAY)
    before = content(store)

    moved = postpone_reminders(store, {first: date(2026, 2, 17), second: date(2026, 2, 18)})
    undo(store)
    done = complete_reminders(store, [first, second], "Beides am Telefon")

    assert (moved.name, done.name) == ("2 Wiedervorlagen verschoben", "2 Wiedervorlagen erledigt")
    assert [kept(store, each, "done_on", "result") for each in (first, second)] == [(FRIDAY, "Beides am Telefon")] * 2
    undo(store)
    assert content(store) == before


def test_a_repeating_one_is_followed_from_its_wished_day(store):
    person = make_person(store)
    shared = {"about": person, "owner": "theirs", "waiting_for": person, "due_time": "09:30", "priority": "hoch"}
    reminder = make_reminder(store, "Zahlen schicken", SATURDAY, repeat="FREQ=MONTHLY", **shared)
    before = content(store)

    changes = complete_reminder(store, reminder, "Sind da")

    (following,) = open_ids(store)
    assert kept(store, following, "due_on", "first_due_on", "repeat") == (MONDAY.replace(month=3), date(2026, 3, 14),
                                                                          "FREQ=MONTHLY")  # fmt: skip
    assert {name: load(store, following).values[name] for name in shared} == shared
    assert changes.name == "„Zahlen schicken“ erledigt, nächste am 16.03.2026"
    undo(store)
    assert content(store) == before


def test_a_series_does_not_drift_over_weekends(store):
    make_reminder(store, "Wochenpost", SATURDAY, repeat="FREQ=WEEKLY")
    days = []
    for _week in range(3):
        (reminder,) = open_ids(store)
        clock.fix_today(kept(store, reminder, "due_on")[0])
        complete_reminder(store, reminder)
        days.append(kept(store, open_ids(store)[0], "first_due_on")[0])

    assert days == [date(2026, 2, 21), date(2026, 2, 28), date(2026, 3, 7)]


def test_a_confidential_one_is_followed_by_a_confidential_one(store):
    complete_reminder(store, make_reminder(store, due_on=MONDAY, repeat="FREQ=DAILY", confidential=True))

    assert load(store, open_ids(store)[0]).confidential


@pytest.mark.parametrize(("repeat", "goes_on"), [("FREQ=DAILY;COUNT=1", True), ("FREQ=DAILY", False)])
def test_a_series_ends_by_count_or_by_wish(store, repeat, goes_on):
    complete_reminder(store, make_reminder(store, due_on=MONDAY, repeat=repeat), goes_on=goes_on)

    assert open_ids(store) == []


def test_any_other_one_is_followed_where_a_day_is_named(store):
    organisation = make_organisation(store)
    complete_reminder(store, make_reminder(store, "Nachfragen", MONDAY, about=organisation), "War nicht da", SATURDAY)

    (following,) = open_ids(store)
    assert kept(store, following, "text", "about", "due_on", "first_due_on") == (
        "Nachfragen", organisation, MONDAY, SATURDAY,
    )  # fmt: skip


def test_done_twice_is_followed_once(store):
    reminder = make_reminder(store, due_on=MONDAY, repeat="FREQ=DAILY")

    complete_reminder(store, reminder)
    complete_reminder(store, reminder, "Nachgetragen")

    assert len(open_ids(store)) == 1
    assert kept(store, reminder, "result") == ("Nachgetragen",)


def test_opened_again_takes_back_the_next_one(store):
    reminder = make_reminder(store, due_on=MONDAY, repeat="FREQ=WEEKLY")
    complete_reminder(store, reminder)

    reopen_reminder(store, reminder)

    assert open_ids(store) == [reminder]


def test_opened_again_keeps_a_next_one_that_was_moved(store):
    reminder = make_reminder(store, due_on=MONDAY, repeat="FREQ=WEEKLY")
    complete_reminder(store, reminder)
    (following,) = open_ids(store)
    postpone_reminders(store, {following: date(2026, 2, 25)})

    reopen_reminder(store, reminder)

    assert open_ids(store) == [reminder, following]


def test_done_in_its_form_a_series_goes_on_too(store):
    reminder = make_reminder(store, due_on=MONDAY, repeat="FREQ=WEEKLY")

    save_record(store, "reminder", reminder, {"done_on": FRIDAY})
    save_record(store, "reminder", reminder, {"done_on": SATURDAY})

    (following,) = open_ids(store)
    assert kept(store, following, "due_on") == (date(2026, 2, 23),)
    undo(store)
    undo(store)
    assert open_ids(store) == [reminder]


def test_a_postponed_one_leaves_its_series_as_it_is(store):
    reminder = make_reminder(store, due_on=MONDAY, repeat="FREQ=WEEKLY")
    postpone_reminders(store, {reminder: date(2026, 2, 19)})
    clock.fix_today(date(2026, 2, 19))

    complete_reminder(store, reminder)

    assert kept(store, open_ids(store)[0], "due_on") == (date(2026, 2, 23),)


def test_a_new_series_begins_with_the_day_the_reminder_has_then(store):
    reminder = make_reminder(store, due_on=MONDAY)
    postpone_reminders(store, {reminder: date(2026, 2, 25)})
    clock.fix_today(date(2026, 2, 25))

    save_record(store, "reminder", reminder, {"repeat": "FREQ=MONTHLY"})
    complete_reminder(store, reminder)

    assert kept(store, reminder, "postponed") == (None,)
    assert kept(store, open_ids(store)[0], "due_on") == (date(2026, 3, 25),)


def test_a_new_series_may_begin_with_a_day_off(store):
    reminder = make_reminder(store, due_on=MONDAY)

    save_record(store, "reminder", reminder, {"repeat": "FREQ=WEEKLY", "due_on": date(2026, 2, 21)})

    assert kept(store, reminder, "due_on", "first_due_on") == (date(2026, 2, 23), date(2026, 2, 21))
    clock.fix_today(date(2026, 2, 23))
    complete_reminder(store, reminder)
    assert kept(store, open_ids(store)[0], "first_due_on") == (date(2026, 2, 28),)
