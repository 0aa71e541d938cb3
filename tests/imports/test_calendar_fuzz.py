"""Mangled and foreign calendar files: nothing raises, nothing hangs, and every report adds up."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.errors import BadFile
from einsamkeit_desktop.imports.icsread import read_happenings

from .corpora import every_file, needed
from .test_calendar import MEETING, event, ics, take, task

WHOLE = ics(
    event(MEETING + "RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=MO,2TU\nEXDATE;TZID=Europe/Berlin:20261217T100000\n"),
    event("UID:2\nDTSTART;VALUE=DATE:20261210\nDURATION:P1DT2H\nRDATE:20261211,20261212\nSUMMARY:Fach\\,tag\n"),
    task(
        'SUMMARY:Anrufen\nDUE;TZID="Amt":20261207T100000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=15\nCOMPLETED:20261201T000000Z\n'
    ),
    "BEGIN:VTIMEZONE\nTZID:Amt\nBEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;"
    "BYMONTH=10\nEND:STANDARD\nEND:VTIMEZONE\n",
).encode()


def mangled(seed: int) -> bytes:
    """Return the file with bytes changed, taken away, doubled, moved."""
    chance, raw = random.Random(seed), bytearray(WHOLE)
    for _number in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(raw)), chance.randint(1, 40)
        what = chance.randrange(4)
        if what == 0:
            raw[at] = chance.randrange(256)
        elif what == 1:
            del raw[at : at + length]
        elif what == 2:
            raw[at:at] = raw[chance.randrange(max(len(raw), 1)) :][:length] * chance.randint(1, 4)
        else:
            raw[at:at] = bytes(chance.choice(b'0123456789TZ:;,=\\"\r\n \xff') for _each in range(length))
        raw = raw or bytearray(b"x")
    return bytes(raw)


def test_mangled_files_never_raise_and_every_entry_is_whole_or_has_a_reason(today):
    for seed in range(1500):
        for entry in read_happenings(mangled(seed)):
            assert entry.trouble or entry.passed_over or (entry.uid and (entry.title or entry.content))


def test_mangled_files_are_taken_over_with_reports_that_add_up(store, today, tmp_path):
    for seed in range(40):
        path = tmp_path / "x.ics"
        path.write_bytes(mangled(seed))
        try:
            report = take(store, path, dry_run=seed % 4 != 0)
        except BadFile:
            continue
        assert report.read == report.new + report.updated + report.skipped + report.failed


@given(st.binary(max_size=300))
@settings(max_examples=150)
def test_any_bytes_are_read_without_raising(raw):
    read_happenings(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + raw + b"\nEND:VEVENT\nEND:VCALENDAR")


@needed
def test_every_calendar_file_of_other_programs_is_taken_over(store, today):
    files = [path for path in every_file() if path.suffix.casefold() in (".ics", ".vcs")]
    if not files:
        pytest.skip("there is no calendar file among them")

    for path in files:
        report = take(store, path, dry_run=True)
        assert report.read == report.new + report.updated + report.skipped + report.failed
