"""What the day brings, however much lies behind."""

from datetime import timedelta

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.kinds.work import Reminder
from einsamkeit_desktop.queries.due import today as due_today
from tests.makers import make_organisation, make_reminder


def test_hundreds_of_overdue_reminders_hide_none_of_today(store, today):
    late = {"text": "Nachfassen", "owner": "mine", "due_on": today - timedelta(30)}
    with store.writing("Altlast") as write:
        add_records(write, Reminder, [late] * 600)
    now, soon = make_reminder(store, "Heute", today), make_reminder(store, "Bald", today + timedelta(1))

    brought = due_today(store)

    assert [task.id for task in brought.due_today] == [now]
    assert [task.id for task in brought.this_week] == [soon]
    assert brought.overdue and brought.overdue_count == 600


def test_partners_without_a_priority_come_after_those_with_one(store, today):
    own_rhythm = make_organisation(store, "Eigener Rhythmus", rhythm_days=30)
    important = make_organisation(store, "Wichtig", priority="A")

    assert [entry.record.id for entry in due_today(store).neglected] == [important, own_rhythm]
