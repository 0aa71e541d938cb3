"""What lies in the trash, all kinds mixed, the latest first; ids first, then the lines of one page by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from ..store.store import Store
from ..store.tables import record

_PART = 500  # ids in one query


@dataclass(frozen=True)
class Trashed:
    """A record in the trash and when it got there (UTC)."""

    id: int
    kind: str
    title: str
    trashed_at: datetime


def trashed_ids(store: Store) -> list[int]:
    """Return the ids of everything in the trash, the latest first; ties by id, the newest first."""
    query = select(record.c.id).where(*_in_trash()).order_by(record.c.trashed_at.desc(), record.c.id.desc())
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def trashed(store: Store, ids: Sequence[int]) -> list[Trashed | None]:
    """Return the records of the ids in that order; None stands for one that has left the trash meanwhile."""
    columns = (record.c.id, record.c.kind, record.c.title, record.c.trashed_at)
    found: dict[int, Trashed] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _PART):
            query = select(*columns).where(*_in_trash(), record.c.id.in_(ids[start : start + _PART]))
            found |= {row.id: Trashed(row.id, row.kind, row.title, row.trashed_at) for row in connection.execute(query)}
    return [found.get(record_id) for record_id in ids]


def trashed_by_kind(store: Store, ids: Sequence[int]) -> dict[str, int]:
    """Return how many of these records lie in the trash, by kind, the most first."""
    counts: dict[str, int] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _PART):
            query = select(record.c.kind, func.count(record.c.id)).where(
                *_in_trash(), record.c.id.in_(ids[start : start + _PART])
            )
            for kind, count in connection.execute(query.group_by(record.c.kind)):
                counts[kind] = counts.get(kind, 0) + count
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _in_trash() -> tuple[ColumnElement[bool], ...]:
    """A restricted record (Art. 18) is shown nowhere, so not here either."""
    return record.c.trashed_at.is_not(None), record.c.restricted.is_(False)
