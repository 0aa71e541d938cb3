"""What the day brings, however much lies behind."""

from datetime import timedelta

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.kinds.work import Reminder
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.deadlines import case_filters
from einsamkeit_desktop.queries.due import today as due_today
from tests.makers import make, make_organisation, make_reminder


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


def test_reminders_with_a_time_come_in_their_order_before_the_others(store, today):
    make_reminder(store, "ohne", today)
    make_reminder(store, "nachmittags", today, due_time="14:00")
    make_reminder(store, "früh", today, due_time="09:00")

    assert [task.text for task in due_today(store).due_today] == ["früh", "nachmittags", "ohne"]


def test_what_others_owe_this_week_stands_there_and_not_below(store, today):
    make_reminder(store, "bald", today + timedelta(days=3), owner="theirs")
    for number in range(10):
        make_reminder(store, f"später {number}", today + timedelta(days=30), owner="theirs")

    brought = due_today(store)

    assert [task.text for task in brought.this_week] == ["bald"]
    assert (len(brought.waiting), brought.waiting_count) == (8, 10)


def case(store, subject, deadline_on, **values):
    values = {"case_kind": "projekt", "status": "neu", **values}
    return make(store, "case", subject=subject, deadline_on=deadline_on, **values)


def test_deadlines_of_open_cases_within_two_weeks_or_past_are_near(store, today):
    late, near = case(store, "spät", today - timedelta(days=3)), case(store, "nah", today + timedelta(days=14))
    case(store, "fern", today + timedelta(days=15))
    case(store, "fertig", today, status="erledigt", closed_on=today, result="beantwortet", outcome="Brief")
    trash(store, [case(store, "weg", today)])

    found = due_today(store).deadlines

    assert [line.record.id for line in found.cases] == [late, near]
    assert found.case_count == lists.count(store, lists.ListQuery("case", case_filters(today)))


def test_mandates_of_this_week_and_late_ones_are_near_and_all_open_ones_counted(store, today):
    body = make(store, "body", name="Sozialausschuss")
    late = make(store, "mandate", text="Berichten", body=body, report_by=today - timedelta(days=2))
    week = make(store, "mandate", text="Vorlegen", body=body, report_by=today + timedelta(days=6))
    make(store, "mandate", text="Später", body=body, report_by=today + timedelta(days=60))
    make(store, "mandate", text="Erledigt", body=body, report_by=today, done_on=today)

    found = due_today(store).deadlines

    assert [(line.record.id, line.note) for line in found.mandates] == [(late, "Sozialausschuss"),
                                                                        (week, "Sozialausschuss")]  # fmt: skip
    assert found.open_mandates == 3


def test_sessions_of_the_week_are_named_by_committee_and_paper(store, today):
    body = make(store, "body", name="Sozialausschuss")
    paper = make(store, "council_paper", subject="Bericht Einsamkeit", paper_kind="mitteilungsvorlage")
    shared = {"paper": paper, "body": body, "purpose": "beschluss"}
    make(store, "consultation", session_on=today - timedelta(days=1), **shared)
    session = make(store, "consultation", session_on=today + timedelta(days=2), **shared)

    (line,) = due_today(store).deadlines.sessions

    assert (line.record.id, line.record.title, line.day) == (session, "Sozialausschuss", today + timedelta(days=2))
    assert line.note.startswith("Bericht Einsamkeit")
