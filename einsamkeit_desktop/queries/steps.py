"""The list of steps, across all sessions: ids first, then the steps of one page by id; and what stands in the way of
taking one back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.engine import Connection

from ..store.journal import Step
from ..store.shape import BOOKKEEPING
from ..store.store import Store
from ..store.tables import RECORD_COLUMN, journal_row, journal_step, metadata, record

_PART = 300  # ids in one query
_Place = tuple[str, int]  # a row of the store: its table and id
_Image = dict[str, Any] | None
_T = TypeVar("_T")


def step_ids(store: Store) -> list[int]:
    """Return the ids of all steps, the newest first, those taken back included."""
    query = select(journal_step.c.id).order_by(journal_step.c.id.desc())
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def steps_named(store: Store, ids: Sequence[int]) -> list[Step | None]:
    """Return the steps of the ids in that order; None stands for one that is gone."""
    found: dict[int, Step] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _PART):
            query = select(journal_step).where(journal_step.c.id.in_(ids[start : start + _PART]))
            found |= {row["id"]: Step(**row) for row in connection.execute(query).mappings()}
    return [found.get(step_id) for step_id in ids]


def kinds_of(store: Store, step_id: int) -> dict[str, int]:
    """Return how many records of each kind a step made or changed that are still there to be listed."""
    theirs = select(journal_row.c.record_id).where(journal_row.c.step_id == step_id)
    query = select(record.c.kind, func.count()).where(record.c.id.in_(theirs)).group_by(record.c.kind)
    query = query.where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
    with store.reading() as connection:
        return dict(connection.execute(query).all())


def in_the_way(store: Store, step_id: int) -> tuple[Step, ...]:
    """Return the later steps that have to be taken back before this one can be, the newest first.

    Those are the ones that changed what the step left, and did not change it back, or whose rows refer to a record the
    step made. Meant for a step of some fifty records: it looks at each of its rows.
    """
    with store.reading() as connection:
        rows = connection.execute(
            select(journal_row).where(journal_row.c.step_id == step_id).order_by(journal_row.c.id)
        ).mappings()
        own = list(rows)
        left = _left(own)
        found = _changed_since(connection, step_id, own, left) | _referring(connection, step_id, own, left)
    later = (step for step in steps_named(store, sorted(found - {step_id}, reverse=True)) if step is not None)
    return tuple(later)


def _left(rows: Iterable[Any]) -> dict[_Place, _Image]:
    """Return what a step left in each row, as far as it changed it; None for a row it deleted."""
    left: dict[_Place, _Image] = {}
    for row in rows:
        _overlay(left, row)
    return left


def _overlay(images: dict[_Place, _Image], row: Any) -> None:
    place, after = (row["table_name"], row["row_id"]), row["after"]
    is_change = row["before"] is not None and after is not None
    images[place] = {**(images.get(place) or {}), **after} if is_change else after


def _changed_since(connection: Connection, step_id: int, own: Sequence[Any], left: dict[_Place, _Image]) -> set[int]:
    now, changing = dict(left), defaultdict[_Place, set[int]](set)
    for row in _later_rows(connection, step_id, own):
        place = (row["table_name"], row["row_id"])
        if place not in left:
            continue
        before, after, kept = row["before"] or {}, row["after"] or {}, left[place]
        changed = {name for name in before.keys() | after.keys() if name not in BOOKKEEPING}
        if kept is None or row["after"] is None or changed & kept.keys():
            changing[place].add(row["step_id"])
        _overlay(now, row)
    return {step for place, steps in changing.items() if not _is_same(left[place], now[place]) for step in steps}


def _later_rows(connection: Connection, step_id: int, own: Sequence[Any]) -> Iterator[Any]:
    """Yield the rows of later steps that hold, about the same records or in the same tables without records."""
    records = sorted({row["record_id"] for row in own if row["record_id"] is not None})
    tables = {row["table_name"] for row in own if row["record_id"] is None}
    parts: list[ColumnElement[bool]] = [journal_row.c.record_id.in_(ids) for ids in _parts(records)]
    if tables:
        parts.append(and_(journal_row.c.record_id.is_(None), journal_row.c.table_name.in_(tables)))
    for part in parts:
        query = (
            select(journal_row)
            .join(journal_step, journal_step.c.id == journal_row.c.step_id)
            .where(part, journal_row.c.step_id > step_id, journal_step.c.undone_at.is_(None))
            .order_by(journal_row.c.id)
        )
        yield from connection.execute(query).mappings()


def _is_same(left: _Image, now: _Image) -> bool:
    if left is None or now is None:
        return left is now
    return all(now.get(name) == value for name, value in left.items() if name not in BOOKKEEPING)


def _referring(connection: Connection, step_id: int, own: Sequence[Any], left: dict[_Place, _Image]) -> set[int]:
    """Return the later steps that made rows refer to one this step made; undoing would leave them in the air."""
    made = defaultdict[str, list[int]](list)
    for row in own:
        if row["before"] is None and left[row["table_name"], row["row_id"]] is not None:
            made[row["table_name"]].append(row["row_id"])
    found: set[int] = set()
    for name, owner in RECORD_COLUMN.items():
        table = metadata.tables[name]
        for key in table.foreign_keys:
            for ids in _parts(made.get(key.column.table.name, ())):
                query = select(table.c.id, table.c[owner]).where(key.parent.in_(ids))
                rows = [tuple(row) for row in connection.execute(query) if (name, row[0]) not in left]
                for later in _written_later(connection, step_id, name, rows):
                    if (later["after"] or {}).get(key.parent.name) in ids:
                        found.add(later["step_id"])
    return found


def _written_later(connection: Connection, step_id: int, table: str, rows: Sequence[tuple[int, ...]]) -> Iterator[Any]:
    """Yield what later steps that hold wrote into these rows, each given by its id and the record it hangs on."""
    for part in _parts(rows):
        whose = [and_(journal_row.c.record_id == owner, journal_row.c.row_id == row_id) for row_id, owner in part]
        query = (
            select(journal_row.c.step_id, journal_row.c.after)
            .join(journal_step, journal_step.c.id == journal_row.c.step_id)
            .where(journal_row.c.table_name == table, journal_row.c.step_id > step_id, or_(*whose))
            .where(journal_step.c.undone_at.is_(None))
        )
        yield from connection.execute(query).mappings()


def _parts(found: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (found[start : start + _PART] for start in range(0, len(found), _PART))
