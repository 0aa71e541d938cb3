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
    query = select(func.max(contact_day.c.day)).where(contact_day.c.record_id == record.c.id)
    return query.where(contact_day.c.day <= today()).scalar_subquery()


def last_days(connection: Connection, ids: list[int]) -> dict[int, date]:
    """Return the day of the last two-way contact up to today by id; none where there was none."""
    return dict(connection.execute(_last_days(), {"ids": ids}).all())


@cache
def _last_days() -> Select[Any]:
    query = select(contact_day.c.record_id, func.max(contact_day.c.day)).where(contact_day.c.record_id.in_(IDS))
    return query.where(contact_day.c.day <= today()).group_by(contact_day.c.record_id)


def rhythms(connection: Connection, kind: str, ids: list[int], words: Vocabulary) -> dict[int, int]:
    """Return the wanted days between contacts by id: the record's own, else its priority's; none where it ended."""
    if "priority" not in KIND_TABLES[kind].c:
        return {}
    usual = {entry.code: entry.extra.get("rhythm_days") for entry in words.lists.get("priority", ())}
    out = {}
    for record_id, priority, own, stage in connection.execute(_rhythms(kind), {"ids": ids}).all():
        days = own or usual.get(priority)
        if days and stage not in ENDED_STAGES:
            out[record_id] = int(days)
    return out


@cache
def _rhythms(kind: str) -> Select[Any]:
    table = KIND_TABLES[kind]
    own, stage = (table.c[name] if name in table.c else null() for name in ("rhythm_days", "cooperation_stage"))
    return select(table.c.id, table.c.priority, own, stage).where(table.c.id.in_(IDS))


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
