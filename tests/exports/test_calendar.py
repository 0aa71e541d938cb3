"""Calendar files: whole, the same every time, and without what must not leave."""

from datetime import UTC, datetime, time, timedelta

import pytest

from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.exports.calendar import calendar_of, write_ics
from einsamkeit_desktop.kinds import clock
from tests.makers import make, make_note, make_person, make_reminder

from ..hostile import HOSTILE

MOMENT = datetime(2026, 2, 10, 13, 0, tzinfo=UTC)


def lines(store, *ids, with_texts=False) -> list[str]:
    content, _count = calendar_of(store, ids, with_texts=with_texts)
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_moment_leaves_in_utc_with_its_end(store, today):
    found = lines(store, make(store, "event", name="Lesung; mit, Tee", starts_at=MOMENT, duration_minutes=90))

    assert "DTSTART:20260210T130000Z" in found
    assert "DTEND:20260210T143000Z" in found
    assert "SUMMARY:Lesung\\; mit\\, Tee" in found


def test_a_length_that_cannot_be_true_does_not_leave(store, today):
    found = lines(store, make(store, "event", name="Fest", starts_at=MOMENT, duration_minutes=2**52))

    assert not [line for line in found if line.startswith("DTEND")]


def test_whole_days_leave_as_days(store, today):
    start = clock.local_moment(today, time())
    found = lines(store, make(store, "event", name="Fachtag", starts_at=start, duration_minutes=2 * 24 * 60))

    assert "DTSTART;VALUE=DATE:20261122" in found
    assert "DTEND;VALUE=DATE:20261124" in found


def test_a_reminder_leaves_as_a_task_with_its_rule_and_the_time_on_the_clock(store, today):
    reminder = make_reminder(store, "Anrufen", today, due_time="09:30", repeat="FREQ=WEEKLY;BYDAY=MO", priority="hoch")

    found = lines(store, reminder)

    for line in ("BEGIN:VTODO", "DUE:20261122T093000", "RRULE:FREQ=WEEKLY;BYDAY=MO", "PRIORITY:1"):
        assert line in found


def test_a_term_leaves_as_a_day_under_a_name_of_its_own(store, today):
    case = make(store, "case", subject="Antrag", case_kind="projekt", status="neu", deadline_on=today)

    found = lines(store, case)

    assert "SUMMARY:Frist: Antrag" in found
    assert "DTSTART;VALUE=DATE:20261122" in found
    assert any(line.startswith("UID:") and line.endswith("-deadline_on") for line in found)


def test_texts_leave_only_when_asked_for_and_nobody_is_named_as_attendee(store, today):
    note = make_note(store, make_person(store), content="Geheimes", agreement="Vereinbartes", subject="Gespräch")

    bare, full = lines(store, note), lines(store, note, with_texts=True)

    assert "DESCRIPTION:Geheimes" not in bare and "COMMENT:Vereinbartes" not in bare
    assert "DESCRIPTION:Geheimes" in full and "COMMENT:Vereinbartes" in full
    assert not [line for line in full if "Özdemir" in line or line.startswith("ATTENDEE")]


def test_a_note_without_subject_does_not_leave_its_text_as_title(store, today):
    found = lines(store, make_note(store, content="Streng Internes", note_kind="telefonat"))

    assert "SUMMARY:Telefonat" in found


def test_what_has_no_day_is_not_in_the_file_and_not_counted(store, today, tmp_path):
    ids = [make(store, "event", name="Irgendwann"), make(store, "event", name="Fest", starts_at=MOMENT)]

    assert write_ics(store, ids, tmp_path / "a.ics") == 1


def test_the_same_records_give_the_same_bytes_until_one_changes(store, today):
    event = make(store, "event", name="Fest", starts_at=MOMENT)
    before = calendar_of(store, [event])
    again = calendar_of(store, [event])
    clock.fix_today(today + timedelta(days=1))
    save_record(store, "event", event, {"name": "Anderes Fest"})

    assert before == again
    assert calendar_of(store, [event]) != before


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()][:60])
def test_no_line_is_longer_than_75_octets_and_no_text_becomes_a_line_of_its_own(store, today, text):
    content, count = calendar_of(store, [make(store, "event", name="x" + text[:250], starts_at=MOMENT)])

    assert count == 1
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"BEGIN:VEVENT\r\n") == content.count(b"END:VEVENT\r\n") == 1
