"""The Akte of a record: everything that happened with it, newest first, and what is still open on both sides.

An organisation's Akte holds the entries of its people too, as far as they fall into the time of their function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.folding import query_words
from ..kinds.markup import plain
from ..store.dialect import local_day
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record, search_text
from .cells import IDS
from .current import is_current
from .linked_notes import first_day_of, linked_notes
from .record import Named, linked

_note, _reminder, _role = KIND_TABLES["contact_note"], KIND_TABLES["reminder"], KIND_TABLES["role"]
_live = record.c.trashed_at.is_(None)
_about, _waiting = record.alias(), record.alias()  # once: making an alias takes half a millisecond


@dataclass(frozen=True)
class Task:
    """A reminder as an entry or a page shows it; `whose` is "mine" or "theirs", `repeat` an RRULE.

    `first_due_on` is the day that was wished for where the reminder was moved, by a weekend or `postponed` times.
    """

    id: int
    text: str
    due_on: date
    done_on: date | None
    whose: str
    waiting_for: str = ""
    about: Named | None = None
    confidential: bool = False
    waiting_id: int | None = None
    result: str = ""
    due_time: str = ""
    repeat: str = ""
    first_due_on: date | None = None
    postponed: int = 0
    priority: str = ""

    @property
    def days_overdue(self) -> int:
        """Days since it was due, 0 if it is done or not late."""
        return max(0, (clock.today() - self.due_on).days) if self.done_on is None else 0


@dataclass(frozen=True)
class Entry:
    """One entry of a timeline: a contact note with the people and tasks that belong to it."""

    id: int
    kind: str
    at: datetime
    title: str
    note_kind: str | None
    duration_minutes: int | None
    place: str
    content: str
    agreement: str
    confidential: bool
    people: tuple[Named, ...]
    tasks: tuple[Task, ...]
    excused: tuple[Named, ...] = ()

    @property
    def subject(self) -> str:
        """The title where the note was given one; "" where it is only the beginning of the text."""
        return "" if plain(self.content).startswith(self.title.removesuffix("…").rstrip()) else self.title


@dataclass(frozen=True)
class Wanted:
    """Which entries of an Akte are wanted; what is left empty does not narrow.

    `note_kind` is a code of the value list, `person` a record id, `words` are found as in every search. `beside` is a
    kind of happening; where it is set no notes are wanted.
    """

    note_kind: str = ""
    beside: str = ""
    since: date | None = None
    person: int | None = None
    words: str = ""


ALL = Wanted()


@dataclass(frozen=True)
class Agreement:
    """What was agreed last with a record, on which day, in which note."""

    note_id: int
    day: date
    text: str


def timeline(
    store: Store,
    record_id: int,
    limit: int = 50,
    offset: int = 0,
    *,
    until: datetime | None = None,
    confidential: bool | None = None,
    wanted: Wanted = ALL,
) -> list[Entry]:
    """Return entries of a record's Akte, newest first (planned ones lead); ties are ordered by id.

    `until` leaves out what is later, `confidential` keeps only those that are or only those that are not.
    """
    asked = {"akte": record_id, "limit": limit, "offset": offset, "last": offset + limit - 1}
    with store.reading() as connection:
        page = list(connection.execute(_timeline(until, confidential, wanted), asked).scalars())
        return read_entries(connection, page)


@lru_cache(maxsize=32)
def _timeline(until: datetime | None, confidential: bool | None, wanted: Wanted) -> Select[Any]:
    """Return the statement for the ids of a page; making it takes longer than running it.

    Of a whole Akte, what is older than the page is not looked at, however many entries there are.
    """
    akte, limit, offset, last = (bindparam(name, type_=Integer) for name in ("akte", "limit", "offset", "last"))
    shown = _shown(until, confidential)
    first_day = first_day_of(akte, last, *shown) if wanted == ALL else None
    return (
        select(_note.c.id)
        .join(record, record.c.id == _note.c.id)
        .where(_note.c.id.in_(linked_notes(akte, first_day)), *shown, *_narrowed(wanted))
        .order_by(_note.c.at.desc(), _note.c.id.desc())
        .limit(limit)
        .offset(offset)
    )


def count_entries(
    store: Store,
    record_id: int,
    *,
    until: datetime | None = None,
    confidential: bool | None = None,
    wanted: Wanted = ALL,
) -> int:
    """Return how many entries `timeline` has."""
    with store.reading() as connection:
        query = select(func.count(record.c.id)).join(_note, _note.c.id == record.c.id)
        query = query.where(record.c.id.in_(linked_notes(record_id)), *_shown(until, confidential), *_narrowed(wanted))
        return connection.execute(query).scalar() or 0


def kinds_in(store: Store, record_id: int) -> tuple[str, ...]:
    """Return the kinds of contact that a record's Akte holds, the most frequent first."""
    query = (
        select(_note.c.note_kind)
        .join(record, record.c.id == _note.c.id)
        .where(_note.c.id.in_(linked_notes(record_id)), *_shown(None, None), _note.c.note_kind.is_not(None))
        .group_by(_note.c.note_kind)
        .order_by(func.count(_note.c.id).desc(), _note.c.note_kind)
    )
    with store.reading() as connection:
        return tuple(connection.execute(query).scalars())


def people_in(store: Store, record_id: int, limit: int = 200) -> tuple[Named, ...]:
    """Return the other persons who took part in entries of a record's Akte, by name."""
    notes = (
        select(_note.c.id)
        .join(record, record.c.id == _note.c.id)
        .where(_note.c.id.in_(linked_notes(record_id)), *_shown(None, None))
    )
    took_part = select(link.c.to_id).where(link.c.from_id.in_(notes), link.c.meaning == "participants")
    query = (
        select(record.c.id, record.c.kind, record.c.title, record.c.uid)
        .where(record.c.id.in_(took_part), record.c.kind == "person", record.c.id != record_id)
        .where(_live, record.c.restricted.is_(False))
        .order_by(record.c.sort_key, record.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(Named(*row) for row in connection.execute(query))


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [false()] if wanted.beside else []
    if wanted.note_kind:
        conditions.append(_note.c.note_kind == wanted.note_kind)
    if wanted.since is not None:
        conditions.append(local_day(_note.c.at) >= wanted.since.isoformat())
    if wanted.person is not None:
        took_part = select(link.c.from_id).where(link.c.to_id == wanted.person, link.c.meaning == "participants")
        conditions.append(_note.c.id.in_(took_part))
    asked = query_words(wanted.words)
    if asked:
        task, spine, texts = _reminder.alias(), record.alias(), search_text.alias()
        in_tasks = (
            exists()
            .where(task.c.origin == _note.c.id, spine.c.id == task.c.id, texts.c.record_id == task.c.id)
            .where(spine.c.trashed_at.is_(None), spine.c.restricted.is_(False), _holds(texts, asked))
        )
        in_note = exists().where(search_text.c.record_id == _note.c.id, _holds(search_text, asked))
        conditions.append(or_(in_note, in_tasks))
    return conditions


def _holds(texts: Any, asked: Sequence[tuple[str, ...]]) -> ColumnElement[bool]:
    """Whether a folded text holds every word as the beginning of one of its own, as the index finds them.

    The index is not asked: over 500,000 notes a common beginning took it 0.4 s, the texts of one Akte take 0.03 s.
    """
    whole = " " + texts.c.names + " " + texts.c.body
    return and_(*(or_(*(func.instr(whole, f" {form}") > 0 for form in forms)) for forms in asked))


def _shown(until: datetime | None, confidential: bool | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_live, record.c.restricted.is_(False)]
    if until is not None:
        conditions.append(_note.c.at <= until)
    if confidential is not None:
        conditions.append(record.c.confidential.is_(confidential))
    return conditions


def read_entry(store: Store, note_id: int) -> Entry:
    """Return one note as an entry."""
    with store.reading() as connection:
        return read_entries(connection, [note_id])[0]


def read_entries(connection: Connection, ids: Sequence[int]) -> list[Entry]:
    """Return notes as entries, in the order of the ids."""
    rows = {row["id"]: row for row in connection.execute(_notes(), {"ids": ids}).mappings()}
    people, excused = (linked(connection, ids, (meaning,)) for meaning in ("participants", "excused"))
    tasks = _tasks_of(connection, ids)
    return [
        Entry(**rows[i], people=people.get(i, ()), tasks=tasks.get(i, ()), excused=excused.get(i, ()))
        for i in ids
        if i in rows
    ]


@cache
def _notes() -> Select[Any]:
    """Return the statement for what an entry is made of, people and tasks aside, under the names of its fields."""
    told = (_note.c.note_kind, _note.c.duration_minutes)
    texts = (func.coalesce(_note.c[name], "").label(name) for name in ("place", "content", "agreement"))
    query = select(_note.c.id, record.c.kind, _note.c.at, record.c.title, *told, *texts, record.c.confidential)
    return query.join(record, record.c.id == _note.c.id).where(_note.c.id.in_(IDS))


def _tasks_of(connection: Connection, note_ids: Sequence[int]) -> dict[int, tuple[Task, ...]]:
    found: dict[int, list[Task]] = defaultdict(list)
    for origin, task in read_tasks(connection, _reminder.c.origin.in_(note_ids)):
        if origin is not None:
            found[origin].append(task)
    return {note_id: tuple(tasks) for note_id, tasks in found.items()}


def read_tasks(connection: Connection, condition: Any, limit: int = 500) -> list[tuple[int | None, Task]]:
    """Return (note it came from, task) of the live reminders that meet the condition, by due day and time."""
    rows = connection.execute(_tasks().where(condition).limit(limit)).all()
    return [(row.origin, _task(row)) for row in rows]


@cache
def _tasks() -> Select[Any]:
    return (
        select(
            _reminder,
            _about.c.id.label("about_id"),
            _about.c.kind.label("about_kind"),
            _about.c.title.label("about_title"),
            _about.c.uid.label("about_uid"),
            _waiting.c.title.label("waiting_title"),
            record.c.confidential,
        )
        .join(record, record.c.id == _reminder.c.id)
        .outerjoin(_about, and_(_about.c.id == _reminder.c.about, *_open(_about)))
        .outerjoin(_waiting, and_(_waiting.c.id == _reminder.c.waiting_for, *_open(_waiting)))
        .where(_live, record.c.restricted.is_(False))
        .order_by(_reminder.c.due_on, _reminder.c.due_time.asc().nulls_last(), _reminder.c.id)
    )


def _open(spine: Any) -> tuple[ColumnElement[bool], ...]:
    return spine.c.trashed_at.is_(None), spine.c.restricted.is_(False)


def _task(row: Any) -> Task:
    about = Named(row.about_id, row.about_kind, row.about_title, row.about_uid) if row.about_id else None
    return Task(
        id=row.id,
        text=row.text,
        due_on=row.due_on,
        done_on=row.done_on,
        whose=row.owner or "mine",
        waiting_for=row.waiting_title or "",
        about=about,
        confidential=row.confidential,
        waiting_id=row.waiting_for,
        result=row.result or "",
        due_time=row.due_time or "",
        repeat=row.repeat or "",
        first_due_on=row.first_due_on,
        postponed=row.postponed or 0,
        priority=row.priority or "",
    )


def open_tasks(store: Store, record_id: int) -> list[Task]:
    """Return what is open with a record, on both sides, oldest first.

    An organisation's includes that of the people who work there today.
    """
    with store.reading() as connection:
        wanted = and_(_reminder.c.done_on.is_(None), _with(record_id))
        return [task for _origin, task in read_tasks(connection, wanted)]


def done_tasks(store: Store, record_id: int, limit: int) -> list[tuple[int | None, Task]]:
    """Return (note it came from, task) of what was done with a record, on both sides."""
    with store.reading() as connection:
        return read_tasks(connection, and_(_reminder.c.done_on.is_not(None), _with(record_id)), limit)


def _with(record_id: int) -> ColumnElement[bool]:
    subjects = (
        select(_role.c.person)
        .join(record, record.c.id == _role.c.id)
        .where(_role.c.organisation == record_id, _live, is_current(_role))
    )
    sides = (_reminder.c.about, _reminder.c.waiting_for)
    return or_(*(side == record_id for side in sides), *(side.in_(subjects) for side in sides))


def last_agreement(store: Store, record_id: int) -> Agreement | None:
    """Return the newest agreement in a record's Akte that is not in the future, None where there is none."""
    query = (
        select(_note.c.id, _note.c.at, _note.c.agreement)
        .join(record, record.c.id == _note.c.id)
        .where(_note.c.id.in_(linked_notes(record_id)), *_shown(clock.now(), None), _note.c.agreement.is_not(None))
        .order_by(_note.c.at.desc(), _note.c.id.desc())
        .limit(1)
    )
    with store.reading() as connection:
        row = connection.execute(query).first()
    return Agreement(row.id, row.at.astimezone().date(), row.agreement) if row is not None else None
