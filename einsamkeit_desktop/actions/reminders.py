"""Reminders: done, opened again, postponed."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..errors import NotFound
from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.work import Reminder
from ..store.store import Store
from ..store.tables import KIND_TABLES
from ..store.writing import Changes, Write
from ..texts import _
from .putting import change_record


def complete_reminder(store: Store, reminder_id: int, result: str = "") -> Changes:
    """Tick a reminder off today, with what came of it."""
    values: dict[str, Any] = {"done_on": clock.today()}
    if result:
        values["result"] = result
    return _change(store, reminder_id, values, _("„{text}“ erledigt"))


def reopen_reminder(store: Store, reminder_id: int) -> Changes:
    """Take the tick off again."""
    return _change(store, reminder_id, {"done_on": None}, _("„{text}“ wieder geöffnet"))


def postpone_reminder(store: Store, reminder_id: int, due_on: date) -> Changes:
    """Move a reminder to another day; the first day stays known and the moves are counted."""
    name = _("„{text}“ verschoben auf {day}").replace("{day}", format_day(due_on))
    return _change(store, reminder_id, {"due_on": due_on}, name)


def _change(store: Store, reminder_id: int, values: dict[str, Any], name: str) -> Changes:
    with store.writing("") as write:
        row = write.row(KIND_TABLES["reminder"], reminder_id)
        if row is None:
            raise NotFound(_("Diese Wiedervorlage gibt es nicht mehr."))
        if "due_on" in values:
            values = {
                **values,
                "postponed": (row["postponed"] or 0) + 1,
                "first_due_on": row["first_due_on"] or row["due_on"],
            }
        write.name = name.format(text=row["text"])
        write.record_id = reminder_id
        change_record(write, Reminder, reminder_id, values)
        _touch_partners(write, row)
    return write.changes


def _touch_partners(write: Write, row: dict[str, Any]) -> None:
    write.announce(row[name] for name in ("about", "waiting_for", "origin") if row[name] is not None)
