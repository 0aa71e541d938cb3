"""What must be done by a day beside reminders: cases, mandates, and the sessions of committees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.engine import Connection

from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..texts import _
from .lists import Filter
from .record import Named
from .terms import vocabulary

CASE_DAYS = 14
MOST_LINES = 8

_case, _mandate, _station = KIND_TABLES["case"], KIND_TABLES["mandate"], KIND_TABLES["consultation"]
_body, _paper = record.alias(), record.alias()


@dataclass(frozen=True)
class Deadline:
    """Something with a last day, or a session on a day; `note` says what belongs to it."""

    record: Named
    day: date
    note: str = ""


@dataclass(frozen=True)
class Deadlines:
    """What is near, by day: the first cases, of how many, the first mandates, of all open ones, and every session."""

    cases: tuple[Deadline, ...] = ()
    case_count: int = 0
    mandates: tuple[Deadline, ...] = ()
    open_mandates: int = 0
    sessions: tuple[Deadline, ...] = ()


def case_filters(day: date) -> tuple[Filter, ...]:
    """Return the filters of the list of cases whose deadline is near or over."""
    return Filter("closed_on", "open"), Filter("deadline_on", "before", (day + timedelta(days=CASE_DAYS + 1),))


def deadlines(store: Store, connection: Connection, day: date, week_end: date) -> Deadlines:
    """Return what is near on a day: cases within two weeks or late, mandates and sessions of the week."""
    cases = _shown(_case, _case.c.deadline_on, _case.c.file_reference).where(
        _case.c.closed_on.is_(None), _case.c.deadline_on <= day + timedelta(days=CASE_DAYS)
    )
    mandates = (
        _shown(_mandate, _mandate.c.report_by, _body.c.title)
        .outerjoin(_body, and_(_body.c.id == _mandate.c.body, _body.c.restricted.is_(False)))
        .where(_mandate.c.done_on.is_(None), _mandate.c.report_by <= week_end)
    )
    all_open = select(func.count(record.c.id)).join(_mandate, _mandate.c.id == record.c.id)
    all_open = all_open.where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
    return Deadlines(
        *_read(connection, cases, _case.c.deadline_on),
        _read(connection, mandates, _mandate.c.report_by)[0],
        connection.execute(all_open.where(_mandate.c.done_on.is_(None))).scalar() or 0,
        _sessions(store, connection, day, week_end),
    )


def _shown(table: Any, *columns: Any) -> Select[Any]:
    named = (record.c.id, record.c.kind, record.c.title, record.c.uid)
    query = select(*named, *columns).join(table, table.c.id == record.c.id)
    return query.where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))


def _read(connection: Connection, query: Select[Any], day: Any) -> tuple[tuple[Deadline, ...], int]:
    found = connection.execute(query.order_by(day, record.c.id)).all()
    return tuple(Deadline(Named(*row[:4]), row[4], row[5] or "") for row in found[:MOST_LINES]), len(found)


def _sessions(store: Store, connection: Connection, day: date, week_end: date) -> tuple[Deadline, ...]:
    """Return the week's sessions: the committee, and below it the paper and what shall become of it there."""
    words = vocabulary(store)
    query = (
        _shown(_station, _station.c.session_on, _station.c.purpose, _body.c.title, _paper.c.title)
        .outerjoin(_body, and_(_body.c.id == _station.c.body, _body.c.restricted.is_(False)))
        .outerjoin(_paper, and_(_paper.c.id == _station.c.paper, _paper.c.restricted.is_(False)))
        .where(_station.c.session_on.between(day, week_end))
        .order_by(_station.c.session_on, record.c.id)
    )
    lines = []
    for row_id, kind, title, uid, session_on, purpose, body_title, paper_title in connection.execute(query):
        note = " · ".join(part for part in (paper_title, words.label("paper_purpose", purpose)) if part)
        lines.append(Deadline(Named(row_id, kind, body_title or title or _("Sitzung"), uid), session_on, note))
    return tuple(lines)
