"""Moving in the calendar: another day or time for what stands there, whatever its kind, as one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from ..kinds import clock
from ..kinds.days import WEEKDAYS, format_day
from ..kinds.registry import KINDS
from ..queries.calendar import TERMS
from ..store.store import Store
from ..store.tables import KIND_TABLES
from ..store.writing import Changes
from ..texts import _, inner
from .finding import required
from .putting import change_record, title_of
from .reminders import announce_partners

_MOMENTS = {"contact_note": "at", "event": "starts_at"}


def move(store: Store, record_id: int, kind: str, day: date, start: time | None = None) -> Changes:
    """Move a record to a day and, where it has a time, to a time; without `start` the time of day stays.

    A reminder is postponed: its first day stays known, moves to another day are counted, and a weekend means the next
    working day. `start` gives a reminder a time that had none. Raises errors.NotFound if the record is gone,
    errors.BadValues if its kind refuses.
    """
    with store.writing("") as write:
        row = required(write, KIND_TABLES[kind], record_id)
        values = _moved(kind, row, day, start)
        write.record_id = record_id
        if change_record(write, KINDS[kind], record_id, values) and kind == "reminder":
            announce_partners(write, row)
        title = title_of(write, record_id) or _(KINDS[kind].label)
        moved = required(write, KIND_TABLES[kind], record_id)
        write.name = _("„{title}“ verschoben auf {day}").format(title=inner(title), day=_in_words(kind, moved, day))
    return write.changes


def _moved(kind: str, row: Mapping[str, Any], day: date, start: time | None) -> dict[str, Any]:
    if kind in _MOMENTS:
        name = _MOMENTS[kind]
        old: datetime | None = row[name]
        at = start or (old.astimezone().time() if old is not None else time(9))
        return {name: clock.local_moment(day, at)}
    if kind != "reminder":
        return {TERMS[kind]: day}
    values: dict[str, Any] = {"due_on": day}
    if start is not None:
        values["due_time"] = f"{start:%H:%M}"
    return values


def _in_words(kind: str, row: Mapping[str, Any], wished: date) -> str:
    """Say where something stands now, and that it is not where it was wished."""
    if kind in _MOMENTS:
        local = row[_MOMENTS[kind]].astimezone()
        return f"{_shown(local.date())}, {local:%H:%M}"
    if kind != "reminder":
        return _shown(wished)
    day: date = row["due_on"]
    text = f"{_shown(day)}, {row['due_time']}" if row["due_time"] else _shown(day)
    return text if day == wished else text + " " + _("({day} ist kein Arbeitstag)").format(day=format_day(wished))


def _shown(day: date) -> str:
    return f"{_(WEEKDAYS[day.weekday()])[:2]} {format_day(day)}"
