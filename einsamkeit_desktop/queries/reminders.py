"""Reminders: those a page means, how often one was moved, and which fall due by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from ..kinds import clock
from ..kinds.days import short_day
from ..store.store import Store
from ..store.tables import KIND_TABLES, journal_row, journal_step
from ..store.writing import decode
from ..texts import _, ngettext
from .akte import Task, read_tasks

_reminder = KIND_TABLES["reminder"]


@dataclass(frozen=True)
class Postponement:
    """One move of a reminder: from which day to which, and when it was moved."""

    before: date
    after: date
    at: datetime

    def sentence(self) -> str:
        """Return the move in words: Di 10.02. → Mo 16.02. (am 09.02.)."""
        today = clock.today()
        moved = self.at.astimezone().date()
        return _("{before} → {after} (am {day})").format(
            before=short_day(self.before, today), after=short_day(self.after, today), day=short_day(moved, today)[3:]
        )


def open_reminders(store: Store, reminder_ids: Sequence[int]) -> list[Task]:
    """Return those of the reminders that are open, by due day."""
    with store.reading() as connection:
        wanted = and_(_reminder.c.id.in_(reminder_ids), _reminder.c.done_on.is_(None))
        return [task for _origin, task in read_tasks(connection, wanted, limit=len(reminder_ids))]


def postponements(store: Store, reminder_id: int) -> list[Postponement]:
    """Return every move of a reminder that was not taken back, the first one first, from the journal."""
    query = (
        select(journal_row.c.before, journal_row.c.after, journal_step.c.at)
        .join(journal_step, journal_step.c.id == journal_row.c.step_id)
        .where(journal_row.c.record_id == reminder_id, journal_row.c.table_name == "reminder")
        .where(journal_step.c.undone_at.is_(None))
        .order_by(journal_row.c.id)
    )
    found = []
    with store.reading() as connection:
        for before, after, at in connection.execute(query):
            if before and after and "due_on" in after:
                was, became = (decode("reminder", side)["due_on"] for side in (before, after))
                found.append(Postponement(was, became, at))
    return found


def moved_words(due_on: date, first_due_on: date | None, postponed: int) -> str:
    """Return in words that a reminder was wished for another day: "eigentlich Sa 14.02." or "2-mal verschoben"."""
    if postponed:
        return ngettext("{count}-mal verschoben", "{count}-mal verschoben", postponed)
    if first_due_on is None or first_due_on == due_on:
        return ""
    return _("eigentlich {day}").format(day=short_day(first_due_on, clock.today()))


def fallen_due(store: Store, after: datetime, until: datetime) -> list[Task]:
    """Return the open reminders whose time of day came between two moments; longer than a day back only today's."""
    day, now = until.astimezone().date(), f"{until.astimezone():%H:%M}"
    since = f"{after.astimezone():%H:%M}" if after.astimezone().date() == day else ""
    with store.reading() as connection:
        is_due = and_(_reminder.c.due_on == day, _reminder.c.due_time > since, _reminder.c.due_time <= now)
        return [task for _origin, task in read_tasks(connection, and_(_reminder.c.done_on.is_(None), is_due), limit=20)]
