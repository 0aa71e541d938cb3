"""What the day brings: what is overdue and due, whom one meets, whom one has not spoken to, what must be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from .akte import Entry, Task, read_entries, read_tasks
from .deadlines import Deadlines, deadlines
from .lists import Filter, ListQuery, count
from .record import Named
from .rhythm import ENDED_STAGES, last_contact, overdue_condition
from .terms import Vocabulary, vocabulary

_note, _reminder, _organisation = KIND_TABLES["contact_note"], KIND_TABLES["reminder"], KIND_TABLES["organisation"]
_live = record.c.trashed_at.is_(None)

OVERDUE = 50  # lines of overdue reminders on the page; the list holds all
WAITING = 8
UNCHECKED_OFFERS = (Filter("checked_on", "older", (365,)), Filter("status", "in", ("aktiv", "saisonal")))


@dataclass(frozen=True)
class Neglected:
    """A partner not spoken to within its rhythm; `last_day` is None if there never was a contact."""

    record: Named
    priority: str
    last_day: date | None


@dataclass(frozen=True)
class Today:
    """Everything the page "Heute" shows, by urgency; `overdue` holds the oldest, `waiting` what others owe later on."""

    day: date
    week_end: date
    overdue: tuple[Task, ...]
    overdue_count: int
    due_today: tuple[Task, ...]
    this_week: tuple[Task, ...]
    waiting: tuple[Task, ...]
    waiting_count: int
    appointments: tuple[Entry, ...]
    neglected: tuple[Neglected, ...]
    neglected_count: int
    active_partners: int
    without_rhythm: int
    offers_to_check: int
    deadlines: Deadlines


def today(store: Store, neglected_limit: int = 8) -> Today:
    """Return what is due on the current day; appointments are those of today and the next six days."""
    words, day = vocabulary(store), clock.today()
    to_check = count(store, ListQuery("offer", UNCHECKED_OFFERS))  # by itself: inside it would need a second connection
    week_end = day + timedelta(days=6 - day.weekday()) if day.weekday() < 6 else day + timedelta(days=7)
    with store.reading() as connection:
        # Read apart, so that however many are overdue, none of today's is cut off; alike, so that it is compiled once.
        is_overdue, is_later = _reminder.c.due_on.between(date.min, day - timedelta(days=1)), _is_waiting(week_end)
        due = _tasks(connection, _reminder.c.due_on.between(day, week_end), limit=500)
        overdue, waiting = _tasks(connection, is_overdue), _tasks(connection, is_later, limit=WAITING)
        neglected, neglected_count = _neglected(connection, words, neglected_limit)
        active, without = _active_partners(connection)
        return Today(
            day=day,
            week_end=week_end,
            overdue=tuple(overdue),
            overdue_count=len(overdue) if len(overdue) < OVERDUE else _count_tasks(connection, is_overdue),
            due_today=tuple(task for task in due if task.due_on == day),
            this_week=tuple(task for task in due if task.due_on > day),
            waiting=tuple(waiting),
            waiting_count=len(waiting) if len(waiting) < WAITING else _count_tasks(connection, is_later),
            appointments=_appointments(connection, day),
            neglected=neglected,
            neglected_count=neglected_count,
            active_partners=active,
            without_rhythm=without,
            offers_to_check=to_check,
            deadlines=deadlines(store, connection, day, week_end),
        )


def _is_waiting(week_end: date) -> ColumnElement[bool]:
    return and_(_reminder.c.owner == "theirs", _reminder.c.due_on > week_end)


def _tasks(connection: Connection, condition: ColumnElement[bool], limit: int = OVERDUE) -> list[Task]:
    return [task for _origin, task in read_tasks(connection, and_(_reminder.c.done_on.is_(None), condition), limit)]


def _count_tasks(connection: Connection, condition: ColumnElement[bool]) -> int:
    # Without the kind, so that the index of the days leads and not that of all reminders: 0.1 instead of 6 ms.
    query = select(func.count(record.c.id)).join(_reminder, _reminder.c.id == record.c.id)
    query = query.where(_live, record.c.restricted.is_(False), _reminder.c.done_on.is_(None), condition)
    return connection.execute(query).scalar() or 0


def _neglected(connection: Connection, words: Vocabulary, limit: int) -> tuple[tuple[Neglected, ...], int]:
    condition = and_(*_shown("organisation"), overdue_condition("organisation", words))
    last = last_contact()
    query = (
        select(record.c.id, record.c.kind, record.c.title, record.c.uid, _organisation.c.priority, last.label("last"))
        .join(_organisation, _organisation.c.id == record.c.id)
        .where(condition)
        .order_by(_organisation.c.priority.asc().nulls_last(), last, record.c.id)
    )
    found = connection.execute(query).all()
    lines = tuple(Neglected(Named(*row[:4]), row.priority or "", row.last) for row in found[:limit])
    return lines, len(found)


def _active_partners(connection: Connection) -> tuple[int, int]:
    """Return how many partners are active, and how many of them have no rhythm."""
    stage = _organisation.c.cooperation_stage
    no_rhythm = and_(_organisation.c.priority.is_(None), _organisation.c.rhythm_days.is_(None))
    query = select(func.count(record.c.id), func.count(record.c.id).filter(no_rhythm))
    query = query.join(_organisation, _organisation.c.id == record.c.id)
    query = query.where(*_shown("organisation"), or_(stage.is_(None), stage.not_in(ENDED_STAGES)))
    active, without = connection.execute(query).one()
    return active, without


def _shown(kind: str) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a record of a kind one to be shown; without the kind all 700,000 records would be read."""
    return record.c.kind == kind, _live, record.c.restricted.is_(False)


def _appointments(connection: Connection, day: date) -> tuple[Entry, ...]:
    """Return what was planned for today (earlier hours included) and the next six days."""
    start, end = clock.local_moment(day, time.min), clock.local_moment(day + timedelta(days=6), time.max)
    planned = or_(_note.c.at >= clock.now(), _note.c.at > record.c.created_at)
    query = (
        select(_note.c.id)
        .join(record, record.c.id == _note.c.id)
        .where(_live, record.c.restricted.is_(False), _note.c.at >= start, _note.c.at <= end, planned)
        .order_by(_note.c.at, _note.c.id)
        .limit(12)
    )
    return tuple(read_entries(connection, list(connection.execute(query).scalars())))
