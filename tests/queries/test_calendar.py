"""What stands in the calendar, on which day, and that reading it does not grow with the store."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from einsamkeit_desktop.actions.records import save_record, trash
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.calendar import GROUPS, items, time_of
from tests.makers import make, make_note, make_organisation, make_reminder

from ..fixtures import TODAY

WEEK = (TODAY, TODAY + timedelta(days=6))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return clock.local_moment(day, time(hour, minute))


def only(store, *groups):
    (item,) = items(store, *WEEK, groups)
    return item


def test_a_planned_note_is_an_appointment_with_its_length(store, today):
    day = today + timedelta(days=2)
    make(
        store,
        "contact_note",
        note_kind="sitzung",
        at=at(day, 14),
        duration_minutes=60,
        subject="Runder Tisch",
        place="Rathaus",
    )

    item = only(store, "appointment")

    assert (item.title, item.day, item.start, item.place) == ("Runder Tisch", day, time(14), "Rathaus")
    assert item.end == datetime.combine(day, time(15))
    assert item.is_movable and not item.is_done


def test_a_note_written_afterwards_is_a_contact_and_stays_where_it_is(store, today):
    make_note(store, content="", note_kind="telefonat", day=None)

    item = only(store, "appointment", "contact")

    assert (item.group, item.title, item.is_movable) == ("contact", "Telefonat", False)


def test_open_reminders_stand_on_their_due_day_and_done_ones_nowhere(store, today):
    partner = make_organisation(store, "Treff")
    make_reminder(store, "Anrufen", today, about=partner, due_time="09:30")
    make_reminder(store, "Erledigtes", today, done_on=today)

    item = only(store, "reminder")

    assert (item.title, item.start, item.place) == ("Anrufen", time(9, 30), "Treff")


def test_an_event_over_midnight_stands_on_both_days(store, today):
    make(store, "event", name="Nacht der Kirchen", starts_at=at(today - timedelta(days=1), 20), duration_minutes=360)

    item = only(store, "event")

    assert (item.day, item.last_day) == (today - timedelta(days=1), today)


def test_an_event_until_midnight_does_not_reach_into_the_next_day(store, today):
    make(store, "event", name="Fest", starts_at=at(today - timedelta(days=1), 20), duration_minutes=240)

    assert items(store, *WEEK) == []


def test_a_length_that_cannot_be_true_is_left_out(store, today):
    make(store, "event", name="Fest", starts_at=at(today, 10), duration_minutes=2**52)

    assert only(store, "event").end is None


def test_terms_of_every_kind_say_what_they_are(store, today):
    body, town = make(store, "body", name="Sozialausschuss", term_until=today), make(store, "municipality", name="Hamm")
    paper = make(store, "council_paper", subject="Sachstand Einsamkeit", paper_kind="beschlussvorlage")
    make(store, "case", subject="Förderantrag", case_kind="projekt", status="neu", deadline_on=today)
    make(store, "consultation", paper=paper, body=body, session_on=today, purpose="beschluss")
    make(store, "mandate", text="Bericht Winter", body=body, report_by=today)
    make(store, "exchange", subject="Feiertagstisch", municipality=town, day=today, direction="gegeben")
    make(store, "offer", name="Mittagstisch", ends_on=today)

    found = {item.title: item for item in items(store, *WEEK, ("term",))}

    assert sorted(found) == [
        "Amtszeit endet: Sozialausschuss",
        "Angebot endet: Mittagstisch",
        "Austausch: Feiertagstisch",
        "Bericht: Bericht Winter",
        "Frist: Förderantrag",
        "Sitzung: Sachstand Einsamkeit",
    ]
    assert found["Sitzung: Sachstand Einsamkeit"].place == "Sozialausschuss"
    assert not found["Amtszeit endet: Sozialausschuss"].is_movable


def test_trashed_and_restricted_records_are_not_shown(store, today):
    gone = make(store, "event", name="Fest", starts_at=at(today, 10))
    trash(store, [gone])

    assert items(store, *WEEK) == []


def test_all_day_things_come_first_and_the_rest_by_time(store, today):
    make(store, "event", name="Spät", starts_at=at(today, 18))
    make(store, "event", name="Früh", starts_at=at(today, 8))
    make_reminder(store, "Ganztägig", today)

    assert [item.title for item in items(store, *WEEK)] == ["Ganztägig", "Früh", "Spät"]


def test_a_called_off_event_says_so(store, today):
    fest = make(store, "event", name="Fest", starts_at=at(today, 10))
    save_record(store, "event", fest, {"status": "abgesagt"})

    assert only(store, "event").title == "Abgesagt: Fest"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("14:00", time(14)), ("9:05", time(9, 5)), ("", None), (None, None), ("früh", None), ("25:99", None)],
)
def test_the_time_of_a_reminder_is_read_or_left_alone(text, meant):
    assert time_of(text) == meant


def test_every_query_finds_its_days_by_an_index(store, today):
    statements = []
    engine = store._open_engine
    event.listen(engine, "before_cursor_execute", lambda *seen: statements.append((seen[2], seen[3])))

    items(store, *WEEK, tuple(GROUPS))

    with store.reading() as connection:
        plans = [
            (sql, [str(row[3]) for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, bound)])
            for sql, bound in statements
            if sql.startswith("SELECT record.id")
        ]
    assert len(plans) == 9
    for sql, steps in plans:
        assert not [step for step in steps if step.startswith("SCAN")], sql


def test_a_moment_is_shown_on_the_day_of_this_machines_clock(store, today):
    make(store, "event", name="Silvester", starts_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))

    (item,) = items(store, today, today + timedelta(days=1))

    assert item.begins == datetime(2026, 11, 22, 23, 30, tzinfo=UTC).astimezone().replace(tzinfo=None)
