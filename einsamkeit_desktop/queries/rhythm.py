"""The contact rhythm: when there was contact last, how often it is wanted, and what pauses it.

Only past two-way contact counts (store/derived.py keeps its days). While one waits for a partner, the rhythm of that
partner, of the organisations she works for and of the people who work there is paused until the reminder's day is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, null, or_, select, union_all
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.days import format_day
from ..store.dialect import days_until
from ..store.tables import KIND_TABLES, contact_day, record
from ..texts import _
from .cells import IDS
from .current import is_current, today
from .terms import Vocabulary

ENDED_STAGES = ("ruhend", "beendet")
_reminder, _role = KIND_TABLES["reminder"], KIND_TABLES["role"]
_spine = record.alias()


@dataclass(frozen=True)
class Pause:
    """Until which day a rhythm is paused, and for whom one waits ("" where that may not be shown)."""

    until: date
    waiting_for: str

    def sentence(self) -> str:
        """Return the pause in words."""
        day = format_day(self.until) if self.until.year != clock.today().year else f"{self.until:%d.%m.}"
        if not self.waiting_for:
            return _("pausiert bis {day}: wartet auf Antwort").format(day=day)
        return _("pausiert bis {day}: wartet auf {name}").format(day=day, name=self.waiting_for)


def last_contact() -> ColumnElement[Any]:
    """Return the day of the last two-way contact up to today, as a sub-query on `record`."""
    return _last_day(record.c.id)


def _last_day(record_id: ColumnElement[int]) -> ColumnElement[Any]:
    query = select(func.max(contact_day.c.day)).where(contact_day.c.record_id == record_id)
    return query.where(contact_day.c.day <= today()).scalar_subquery()


def contacts(rows: Iterable[Any], words: Vocabulary) -> dict[int, tuple[date | None, int | None]]:
    """Return by id the day of the last two-way contact up to today and the wanted days between contacts: the record's
    own, else its priority's, None where it ended. The rows are those of `contacts_query`.
    """
    usual = {entry.code: entry.extra.get("rhythm_days") for entry in words.lists.get("priority", ())}
    out = {}
    for record_id, last, priority, own, stage in rows:
        days = None if stage in ENDED_STAGES else own or usual.get(priority)
        out[record_id] = last, int(days) if days else None
    return out


@cache
def contacts_query(kind: str) -> Select[Any]:
    """Return the statement for what `contacts` reads of records (`IDS`)."""
    table = KIND_TABLES[kind]
    known = (table.c.get(name, null()) for name in ("priority", "rhythm_days", "cooperation_stage"))
    return select(table.c.id, _last_day(table.c.id), *known).where(table.c.id.in_(IDS))


def pauses(connection: Connection, ids: Iterable[int]) -> dict[int, Pause]:
    """Return which of the records are paused; of several reminders the one that is due last counts."""
    found = connection.execute(_pauses(), {"ids": list(ids)}).all()
    return {row_id: Pause(due_on, title or "") for row_id, due_on, title in found}


@cache
def _pauses() -> Select[Any]:
    paused = _paused(_waited().subquery()).subquery()
    return (
        select(paused.c.id, paused.c.due_on, record.c.title)
        .outerjoin(record, and_(record.c.id == paused.c.whom, record.c.restricted.is_(False)))
        .where(paused.c.id.in_(IDS))
        .order_by(paused.c.due_on)
    )


def overdue_condition(kind: str, words: Vocabulary) -> ColumnElement[bool]:
    """Return the condition that a partner has a rhythm, was not spoken to within it, and that nothing pauses it."""
    table = KIND_TABLES[kind]
    by_priority = case(
        *(
            (table.c.priority == e.code, int(e.extra["rhythm_days"]))
            for e in words.lists.get("priority", ())
            if e.extra.get("rhythm_days")
        ),
        else_=None,
    )
    rhythm: ColumnElement[Any] = (
        func.coalesce(table.c.rhythm_days, by_priority) if "rhythm_days" in table.c else by_priority
    )
    age = days_until(func.coalesce(last_contact(), date.min.replace(year=1900)), clock.today())
    paused = _paused(_waited().subquery()).subquery()
    condition = (rhythm.is_not(None)) & (age > rhythm) & record.c.id.not_in(select(paused.c.id))
    if "cooperation_stage" in table.c:
        condition &= or_(table.c.cooperation_stage.is_(None), table.c.cooperation_stage.not_in(ENDED_STAGES))
    return condition


def _waited() -> Select[Any]:
    """Return the query for (whom one waits for, until when); without a name it is the partner the reminder is about."""
    whom = func.coalesce(_reminder.c.waiting_for, _reminder.c.about)
    return (
        select(whom.label("whom"), _reminder.c.due_on)
        .join(record, record.c.id == _reminder.c.id)
        .where(_reminder.c.due_on >= today(), _reminder.c.done_on.is_(None), _reminder.c.owner == "theirs")
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False), whom.is_not(None))
    )


def _paused(waited: Any) -> CompoundSelect[Any]:
    """Return the query for (paused record, whom one waits for, until when): herself and those she belongs to."""
    held = and_(is_current(_role), _spine.c.trashed_at.is_(None))

    def beside(mine: ColumnElement[Any], other: ColumnElement[Any]) -> Select[Any]:
        found = select(other.label("id"), waited.c.whom, waited.c.due_on).join(waited, waited.c.whom == mine)
        return found.join(_spine, _spine.c.id == _role.c.id).where(held)

    return union_all(
        select(waited.c.whom.label("id"), waited.c.whom, waited.c.due_on),
        beside(_role.c.person, _role.c.organisation),
        beside(_role.c.organisation, _role.c.person),
    )
