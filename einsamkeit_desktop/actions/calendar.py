"""Moving in the calendar: another day or time for what stands there, whatever its kind, as one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from ..errors import NotFound
from ..kinds import clock
from ..kinds.days import WEEKDAYS, format_day
from ..kinds.registry import KINDS
from ..queries.calendar import TERMS
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..store.writing import Changes, Write
from ..texts import _
from .putting import change_record

_MOMENTS = {"contact_note": "at", "event": "starts_at"}


def move(store: Store, record_id: int, kind: str, day: date, start: time | None = None) -> Changes:
    """Move a record to a day and, where it has a time, to a time; without `start` the time of day stays.

    A reminder is postponed: its first day stays known and the moves to another day are counted. `start` gives a
    reminder a time that had none. Raises errors.NotFound if the record is gone, errors.BadValues if its kind refuses.
    """
    with store.writing("") as write:
        row = write.row(KIND_TABLES[kind], record_id)
        if row is None:
            raise NotFound(_("Diesen Datensatz gibt es nicht mehr."))
        values = _moved(kind, row, day, start)
        write.record_id = record_id
        if change_record(write, KINDS[kind], record_id, values):
            write.announce(_beside(write, kind, row))
        if kind == "reminder":  # a weekend or holiday moved it on
            day = (write.row(KIND_TABLES[kind], record_id) or row)["due_on"]
        title = write.connection.execute(select(record.c.title).where(record.c.id == record_id)).scalar()
        write.name = _("„{title}“ verschoben auf {day}").format(
            title=title or _(KINDS[kind].label), day=_in_words(kind, values, day)
        )
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


def _beside(write: Write, kind: str, row: Mapping[str, Any]) -> list[int]:
    """Return the records that look different though no row of theirs changed."""
    if kind == "reminder":
        return [row[name] for name in ("about", "waiting_for", "origin") if row[name] is not None]
    return []


def _in_words(kind: str, values: Mapping[str, Any], day: date) -> str:
    shown = f"{_(WEEKDAYS[day.weekday()])[:2]} {format_day(day)}"
    moment = values.get(_MOMENTS.get(kind, ""))
    at = f"{moment.astimezone():%H:%M}" if moment is not None else values.get("due_time")
    return f"{shown}, {at}" if at else shown
