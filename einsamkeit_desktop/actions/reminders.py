"""Reminders: done, opened again, postponed; one or many as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.repeats import next_of
from ..kinds.work import Reminder
from ..store.shape import Row
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..store.writing import Changes, Write
from ..texts import _, inner, ngettext
from .finding import required
from .putting import add_records, change_record
from .reminder_rules import federal_state, wished_day

_table = KIND_TABLES["reminder"]
# What the next reminder of a series takes over from the one before.
_HANDED_ON = ("text", "due_time", "repeat", "owner", "waiting_for", "about", "origin", "priority")


def complete_reminder(
    store: Store, reminder_id: int, result: str = "", next_on: date | None = None, *, goes_on: bool = True
) -> Changes:
    """Tick a reminder off today, with what came of it.

    A repeating one is followed by its next day in the same step, unless the series ends (`goes_on=False`) or `next_on`
    names another day; any other one is followed only by `next_on`.
    """
    return complete_reminders(store, [reminder_id], result, next_on, goes_on=goes_on)


def complete_reminders(
    store: Store, reminder_ids: Sequence[int], result: str = "", next_on: date | None = None, *, goes_on: bool = True
) -> Changes:
    """Tick reminders off as one step, each as `complete_reminder` does."""
    with store.writing("") as write:
        followers = []
        rows = [_row(write, reminder_id) for reminder_id in reminder_ids]
        for row in rows:
            values = {"done_on": clock.today(), **({"result": result} if result else {})}
            change_record(write, Reminder, row["id"], values)
            if row["done_on"] is None and (follower := _follower(write, row, next_on, goes_on=goes_on)):
                followers.append(follower)
            announce_partners(write, row)
        new_ids = add_records(write, Reminder, followers)
        names = ngettext("{count} Wiedervorlage erledigt", "{count} Wiedervorlagen erledigt", len(rows))
        if len(rows) == 1:
            names = _("„{text}“ erledigt").format(text=inner(rows[0]["text"]))
            write.record_id = rows[0]["id"]
        if len(new_ids) == 1:
            names += ", " + _("nächste am {day}").format(day=format_day(_row(write, new_ids[0])["due_on"]))
        elif new_ids:
            names += ", " + _("{count} kommen wieder").format(count=len(new_ids))
        write.name = names
    return write.changes


def reopen_reminder(store: Store, reminder_id: int) -> Changes:
    """Take the tick off again; the next of its series goes into the trash, if it is as it was made."""
    with store.writing("") as write:
        row = _row(write, reminder_id)
        write.name = _("„{text}“ wieder geöffnet").format(text=inner(row["text"]))
        write.record_id = reminder_id
        change_record(write, Reminder, reminder_id, {"done_on": None})
        follower = _untouched_follower(write, row)
        if follower is not None:
            write.update(record, follower, {"trashed_at": clock.now()})
        announce_partners(write, row)
    return write.changes


def postpone_reminders(store: Store, days: Mapping[int, date]) -> Changes:
    """Move reminders, each to its day, as one step; a day at a weekend means the next working day.

    The first day stays known and the moves are counted.
    """
    with store.writing("") as write:
        for reminder_id, due_on in days.items():
            row = _row(write, reminder_id)
            change_record(write, Reminder, reminder_id, {"due_on": due_on})
            announce_partners(write, row)
            moved = _row(write, reminder_id)["due_on"]
            name = _("„{text}“ verschoben auf {day}").format(text=inner(row["text"]), day=format_day(moved))
            if moved != due_on:
                name += " " + _("({day} ist kein Arbeitstag)").format(day=format_day(due_on))
            write.name, write.record_id = name, reminder_id
        if len(days) > 1:
            write.record_id = None
            write.name = ngettext("{count} Wiedervorlage verschoben", "{count} Wiedervorlagen verschoben", len(days))
    return write.changes


def continue_series(write: Write, before: Mapping[str, Any]) -> None:
    """Make the next reminder of a series whose reminder was just done by editing it; `before` is its row until then."""
    follower = _follower(write, before, None, goes_on=True) if before["done_on"] is None else None
    if follower is not None:
        add_records(write, Reminder, [follower])


def _row(write: Write, reminder_id: int) -> Row:
    return required(write, _table, reminder_id, _("Diese Wiedervorlage gibt es nicht mehr."))


def _follower(write: Write, row: Mapping[str, Any], next_on: date | None, *, goes_on: bool) -> dict[str, Any] | None:
    """Return the values of the reminder that follows a completed one, None where none does."""
    values = {name: row[name] for name in _HANDED_ON}
    values["confidential"] = write.connection.execute(
        select(record.c.confidential).where(record.c.id == row["id"])
    ).scalar()
    if next_on is not None:
        return {**values, "due_on": next_on}
    following = _following(write, row, clock.today()) if goes_on else None
    return {**values, "due_on": following[0], "repeat": following[1]} if following else None


def _following(write: Write, row: Mapping[str, Any], day: date) -> tuple[date, str] | None:
    return next_of(row["repeat"], wished_day(row), day, federal_state(write)) if row["repeat"] else None


def _untouched_follower(write: Write, row: Mapping[str, Any]) -> int | None:
    """Return the reminder that completing this one made, if nobody moved or completed it since."""
    following = _following(write, row, row["done_on"]) if row["done_on"] else None
    if following is None:
        return None
    later = select(_table).join(record, record.c.id == _table.c.id).where(_table.c.id > row["id"])
    alike = later.where(_table.c.text == row["text"], _table.c.repeat == following[1], _table.c.done_on.is_(None))
    alike = alike.where(_table.c.about.is_not_distinct_from(row["about"]), record.c.trashed_at.is_(None))
    found = [dict(each) for each in write.connection.execute(alike.order_by(_table.c.id)).mappings()]
    return next((each["id"] for each in found if wished_day(each) == following[0] and not each["postponed"]), None)


def announce_partners(write: Write, row: Mapping[str, Any]) -> None:
    """Name the records that look different because a reminder does: what it is about, waits for and came from."""
    write.announce(row[name] for name in ("about", "waiting_for", "origin") if row[name] is not None)
