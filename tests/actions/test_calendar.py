"""Moving things in the calendar changes the field that fits, as one step."""

from datetime import time, timedelta

import pytest

from einsamkeit_desktop.actions.calendar import move
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.errors import NotFound
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.record import load
from tests.makers import make, make_organisation, make_reminder

TIMED = [("contact_note", "at", {"note_kind": "sitzung"}), ("event", "starts_at", {"name": "Fest"})]


@pytest.mark.parametrize(("kind", "field", "values"), TIMED)
def test_another_day_keeps_the_time_and_another_time_is_taken(store, today, kind, field, values):
    record = make(store, kind, **values, **{field: clock.local_moment(today, time(14, 30))})
    later = today + timedelta(days=3)

    move(store, record, kind, later)
    moved_day = load(store, record).values[field]
    move(store, record, kind, later, time(9))

    assert moved_day == clock.local_moment(later, time(14, 30))
    assert load(store, record).values[field] == clock.local_moment(later, time(9))


def test_a_moved_reminder_is_postponed_and_its_partner_hears_of_it(store, today):
    partner = make_organisation(store)
    reminder = make_reminder(store, "Anrufen", today, about=partner)

    changes = move(store, reminder, "reminder", today + timedelta(days=1), time(14))

    values = load(store, reminder).values
    assert (values["due_on"], values["due_time"]) == (today + timedelta(days=1), "14:00")
    assert (values["first_due_on"], values["postponed"]) == (today, 1)
    assert partner in changes.record_ids


def test_another_time_on_the_same_day_is_no_postponement(store, today):
    reminder = make_reminder(store, "Anrufen", today)

    move(store, reminder, "reminder", today, time(14))

    assert load(store, reminder).values["postponed"] is None


def test_a_term_moves_to_a_day(store, today):
    case = make(store, "case", subject="Antrag", case_kind="projekt", status="neu", deadline_on=today)

    move(store, case, "case", today + timedelta(days=7), time(9))

    assert load(store, case).values["deadline_on"] == today + timedelta(days=7)


def test_moving_is_one_step_with_a_name_and_can_be_taken_back(store, today):
    fest = make(store, "event", name="Fest", starts_at=clock.local_moment(today, time(14)))

    changes = move(store, fest, "event", today + timedelta(days=2))
    undo(store)

    assert changes.name == "„Fest“ verschoben auf Di 24.11.2026, 14:00"
    assert load(store, fest).values["starts_at"] == clock.local_moment(today, time(14))


def test_what_is_gone_cannot_be_moved(store, today):
    with pytest.raises(NotFound):
        move(store, 4711, "event", today)


def test_a_reminder_moved_to_a_day_off_says_where_it_went(store, today):
    reminder = make_reminder(store, "Anrufen", today + timedelta(days=2))

    changes = move(store, reminder, "reminder", today + timedelta(days=6))

    assert changes.name == "„Anrufen“ verschoben auf Mo 30.11.2026 (28.11.2026 ist kein Arbeitstag)"
    assert load(store, reminder).values["due_on"] == today + timedelta(days=8)
