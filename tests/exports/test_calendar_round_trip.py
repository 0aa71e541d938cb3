"""What left as a calendar file comes back as it was: import(export(x)) = x for events, appointments and reminders."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.exports.calendar import CALLED_OFF, write_ics
from einsamkeit_desktop.imports.calendar import import_calendar
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.store import Store
from tests.makers import make

from ..fixtures import TODAY
from ..hostile import HOSTILE

CARRIED = {
    "event": ("name", "starts_at", "duration_minutes", "place", "event_kind", "status", "description", "confidential"),
    "contact_note": (
        *("subject", "note_kind", "at", "duration_minutes", "place", "occasion", "content", "agreement"),
        "confidential",
    ),
    "reminder": ("text", "due_on", "due_time", "repeat", "owner", "priority", "done_on", "result", "confidential"),
}
"""What a calendar file carries of each kind."""

ODD = st.sampled_from([text for text in HOSTILE if clean_text(text)])
LETTERS = st.text("aäößłİ ,;:\\\"'^=\n\t🙂nN\u2028", min_size=1, max_size=60)
texts = st.one_of(ODD, LETTERS).map(lambda text: clean_text(text)[:250].strip()).filter(bool)
long_texts = st.one_of(ODD, LETTERS).map(lambda text: clean_text(text, multiline=True)).filter(bool)
days = st.dates(date(1971, 1, 1), date(2100, 1, 1))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
moments = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
whole_days = days.map(lambda day: clock.local_moment(day, time()))
lengths = st.one_of(st.none(), st.integers(0, 4000), st.integers(1, 9).map(lambda count: count * 24 * 60))


RULES = ("FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "FREQ=DAILY")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


EVENTS = st.fixed_dictionaries(
    {
        "name": texts,
        "starts_at": st.one_of(moments, whole_days),
        "duration_minutes": lengths,
        "place": maybe(texts),
        "event_kind": maybe(st.sampled_from(["lesung", "runder_tisch"])),
        "status": maybe(st.sampled_from(["geplant", CALLED_OFF])),
        "description": maybe(long_texts),
        "confidential": st.booleans(),
    }
)
NOTES = st.fixed_dictionaries(
    {
        "subject": maybe(texts),
        "note_kind": st.sampled_from(["sitzung", "telefonat"]),
        "at": st.one_of(moments, whole_days),
        "duration_minutes": lengths,
        "place": maybe(texts),
        "occasion": maybe(texts),
        "content": maybe(long_texts),
        "agreement": maybe(long_texts),
        "confidential": st.booleans(),
    }
)
REMINDERS = st.fixed_dictionaries(
    {
        "text": texts,
        "due_on": days,
        "due_time": maybe(clocks.map(lambda at: f"{at:%H:%M}")),
        "repeat": maybe(
            st.sampled_from(["FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "FREQ=DAILY"])
        ),
        "owner": st.sampled_from(["mine", "theirs"]),
        "priority": maybe(st.sampled_from(["hoch", "normal", "niedrig"])),
        "done_on": maybe(st.dates(date(2000, 1, 1), TODAY)),
        "result": maybe(long_texts),
        "confidential": st.booleans(),
    }
)


@contextmanager
def two_stores(template: Path) -> Iterator[tuple[Store, Store, Path]]:
    """Give two fresh stores and a folder."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("Hier", "Dort"):
            shutil.copytree(template, home / name)
        with Store.open(home / "Hier") as here, Store.open(home / "Dort") as there:
            yield here, there, home


def comes_back(template: Path, kind: str, all_values: list[dict[str, Any]]) -> None:
    clock.fix_today(TODAY)
    with two_stores(template) as (here, there, home):
        ids = [make(here, kind, **values) for values in all_values]
        kept = [load(here, each) for each in ids]
        write_ics(here, ids, home / "a.ics", with_texts=True)

        report = import_calendar(there, home / "a.ics")

        assert (report.read, report.new) == (len(ids), len(ids)), report.rows
        back = {found.uid: found for each in lists.ids(there, lists.ListQuery(kind)) if (found := load(there, each))}
        for record in kept:
            for name in CARRIED[kind]:
                assert back[record.uid].values[name] == record.values[name], name
        again = import_calendar(here, home / "a.ics", dry_run=True)
        assert again.skipped == len(ids), again.rows
    clock.fix_today(None)


@given(st.lists(EVENTS, min_size=1, max_size=8))
@settings(max_examples=12)
def test_events_come_back(store_template, values):
    comes_back(store_template, "event", values)


@given(st.lists(NOTES, min_size=1, max_size=8))
@settings(max_examples=12)
def test_appointments_come_back(store_template, values):
    comes_back(store_template, "contact_note", values)


@given(st.lists(REMINDERS, min_size=1, max_size=8))
@settings(max_examples=12)
def test_reminders_come_back(store_template, values):
    comes_back(store_template, "reminder", values)


def test_a_file_without_texts_empties_nothing(store, tmp_path, today):
    note = make(
        store, "contact_note", note_kind="sitzung", at=clock.now() + timedelta(days=1), subject="Runde", content="Innen"
    )
    write_ics(store, [note], tmp_path / "a.ics")

    report = import_calendar(store, tmp_path / "a.ics")

    assert report.skipped == 1
    assert load(store, note).values["content"] == "Innen"
