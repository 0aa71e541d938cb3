"""What holds for a reminder: it falls on a working day, and remembers which day was wished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from ..kinds import clock
from ..kinds.work import Reminder
from ..kinds.workdays import is_working_day, next_working_day
from ..store.tables import setting
from ..store.writing import Write


def settle_reminder(write: Write, before: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Move a due day off weekends and holidays of the store's state, and count whenever it moves to another day.

    The wished day stays in `first_due_on`, which the series of a repeating reminder follows; a new series begins with
    the day the reminder has then, and its moves are counted anew. What is done stays where
    it was, and so do days up to today: who works on a Sunday and says "today" means it.
    """
    due = values.get("due_on")
    is_done = values.get("done_on", before["done_on"] if before else None) is not None
    if before is not None and values.get("repeat") not in (None, before["repeat"]):
        values = {"first_due_on": _first_of_series(before, due), "postponed": None, **values}
    if due is None or is_done or Reminder.fields["due_on"].problem(due) is not None:
        return values
    stays = due <= clock.today() or is_working_day(due, federal_state(write))
    moved = due if stays else next_working_day(due, federal_state(write))
    if before is None:
        wished = values.get("first_due_on") or (due if moved != due else None)
        return {**values, "due_on": moved, "first_due_on": wished}
    if moved == before["due_on"]:
        return {**values, "due_on": moved}
    counted = {
        "first_due_on": before["first_due_on"] or before["due_on"],
        "postponed": (before["postponed"] or 0) + 1,
    }
    return {**counted, **values, "due_on": moved}


def _first_of_series(before: Mapping[str, Any], due: date | None) -> date:
    """Return the day a new series begins with: the one just set, else where the reminder stands now."""
    day: date = due or (before["due_on"] if before["postponed"] else wished_day(before))
    return day


def federal_state(write: Write) -> str:
    """Return the state whose holidays hold, from the municipality's profile."""
    if "federal_state" not in write.kept:
        profile: Mapping[str, Any] | None = write.connection.execute(
            select(setting.c.value).where(setting.c.name == "profile")
        ).scalar()
        write.kept["federal_state"] = str((profile or {}).get("federal_state", ""))
    found: str = write.kept["federal_state"]
    return found


def wished_day(row: Mapping[str, Any]) -> date:
    """Return the day a reminder was first wished for."""
    day: date = row["first_due_on"] or row["due_on"]
    return day
