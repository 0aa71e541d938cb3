"""The journal: what every step changed, row by row, and the way back.

Undo applies a step's rows backwards after comparing each with the state the step left; a difference raises Conflict and
writes nothing. Because it works from the stored journal, it survives a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, delete, exc, insert, select, update

from ..errors import Conflict
from ..kinds import clock
from ..texts import _
from . import derived
from .shape import BOOKKEEPING, Row
from .store import Store
from .tables import journal_row, journal_step, metadata
from .writing import Changes, Write, decode, encode


@dataclass(frozen=True)
class Step:
    """One step as a list of steps shows it."""

    id: int
    name: str
    at: datetime
    undone_at: datetime | None
    record_count: int


@dataclass(frozen=True)
class TakenBack:
    """How taking back a step ended, record by record: `kept` were changed since, `failed` are still referred to."""

    changes: Changes
    taken_back: int
    kept: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()


def steps(store: Store, limit: int = 200, offset: int = 0) -> list[Step]:
    """Return the newest steps first, undone ones included."""
    query = select(journal_step).order_by(journal_step.c.id.desc()).limit(limit).offset(offset)
    with store.reading() as connection:
        return [Step(**row) for row in connection.execute(query).mappings()]


def undoable(store: Store) -> Step | None:
    """Return the newest step that is not undone."""
    query = select(journal_step).where(journal_step.c.undone_at.is_(None)).order_by(journal_step.c.id.desc())
    return _first(store, query)


def redoable(store: Store) -> Step | None:
    """Return the step that redo would do again: the oldest of those undone since the newest done one."""
    with store.reading() as connection:
        newest = connection.execute(
            select(journal_step.c.id)
            .where(journal_step.c.undone_at.is_(None))
            .order_by(journal_step.c.id.desc())
            .limit(1)
        ).scalar()
    query = select(journal_step).where(journal_step.c.id > (newest or 0)).order_by(journal_step.c.id)
    return _first(store, query)


def undo(store: Store, step_id: int) -> Changes:
    """Take a step back as a whole. Raises errors.Conflict, with nothing changed, if a row changed since."""
    return _replay(store, step_id, backwards=True)


def redo(store: Store, step_id: int) -> Changes:
    """Do an undone step again as a whole. Raises errors.Conflict like `undo`."""
    return _replay(store, step_id, backwards=False)


def take_back(store: Store, step_id: int) -> TakenBack:
    """Take back what can be taken back of a step, record by record: for imports and bulk changes.

    A record that was changed since is kept whole; one that others refer to by now is kept and counted as failed.
    """
    kept: list[int] = []
    failed: list[int] = []
    count = 0
    with store.writing(_undo_name(_step(store, step_id).name)) as write:
        rows = _rows(write, step_id)
        taken: list[int] = []
        rows.sort(key=lambda row: (row["record_id"] or 0, row["id"]), reverse=True)
        for record_id, group in groupby(rows, key=lambda row: row["record_id"]):
            members = list(group)
            if any(not _expected(write, row, backwards=True) for row in _net(reversed(members))):
                kept.append(record_id or 0)
                continue
            try:
                with write.connection.begin_nested():
                    _apply(write, members, backwards=True)
            except exc.IntegrityError:
                failed.append(record_id or 0)
                continue
            count += 1
            taken += [row["id"] for row in members]
        _close_step(write, step_id, taken, complete=not kept and not failed)
    return TakenBack(write.changes, count, tuple(kept), tuple(failed))


def history(store: Store, record_id: int) -> list[tuple[Step, list[Row]]]:
    """Return every step that changed a record, newest first, with the journal rows of that record in it."""
    query = (
        select(
            journal_row, journal_step.c.name, journal_step.c.at, journal_step.c.undone_at, journal_step.c.record_count
        )
        .join(journal_step, journal_step.c.id == journal_row.c.step_id)
        .where(journal_row.c.record_id == record_id)
        .order_by(journal_row.c.step_id.desc(), journal_row.c.id)
    )
    with store.reading() as connection:
        found = [dict(row) for row in connection.execute(query).mappings()]
    out = []
    for step_id, group in groupby(found, key=lambda row: row["step_id"]):
        rows = list(group)
        first = rows[0]
        out.append((Step(step_id, first["name"], first["at"], first["undone_at"], first["record_count"]), rows))
    return out


def _first(store: Store, query: Any) -> Step | None:
    with store.reading() as connection:
        row = connection.execute(query.limit(1)).mappings().first()
    return Step(**row) if row is not None else None


def _step(store: Store, step_id: int) -> Step:
    found = _first(store, select(journal_step).where(journal_step.c.id == step_id))
    if found is None:
        raise Conflict(_("Diesen Schritt gibt es nicht mehr."))
    return found


def _undo_name(name: str) -> str:
    return _("Rückgängig: {name}").format(name=name)


def _replay(store: Store, step_id: int, *, backwards: bool) -> Changes:
    step = _step(store, step_id)
    if (step.undone_at is not None) is backwards:
        raise Conflict(
            _("Dieser Schritt ist schon rückgängig gemacht.") if backwards else _("Dieser Schritt gilt bereits.")
        )
    name = _undo_name(step.name) if backwards else _("Wiederholt: {name}").format(name=step.name)
    try:
        with store.writing(name) as write:
            rows = _rows(write, step_id)
            if any(not _expected(write, row, backwards=backwards) for row in _net(rows)):
                raise Conflict(_conflict(step.name))
            _apply(write, list(reversed(rows)) if backwards else rows, backwards=backwards)
            undone_at = clock.now() if backwards else None
            write.connection.execute(
                update(journal_step).where(journal_step.c.id == step_id).values(undone_at=undone_at)
            )
    except exc.IntegrityError as error:
        raise Conflict(_conflict(step.name)) from error
    return write.changes


def _conflict(name: str) -> str:
    return _(
        "„{name}“ lässt sich nicht zurücknehmen, weil sich davon seither etwas geändert hat. Es wurde nichts geändert."
    ).format(name=name)


def _rows(write: Write, step_id: int) -> list[Row]:
    query = select(journal_row).where(journal_row.c.step_id == step_id).order_by(journal_row.c.id)
    return [dict(row) for row in write.connection.execute(query).mappings()]


def _net(rows: Iterable[Row]) -> list[Row]:
    """Return one journal row per table row: what the step made of it, where it changed the same one several times."""
    found: dict[tuple[str, int], Row] = {}
    for row in rows:
        key = (row["table_name"], row["row_id"])
        earlier = found.get(key)
        if earlier is None:
            found[key] = row
            continue
        before = earlier["before"] and {**(row["before"] or {}), **earlier["before"]}
        after = row["after"] and {**(earlier["after"] or {}), **row["after"]}
        found[key] = {**row, "before": before, "after": after}
    return list(found.values())


def _expected(write: Write, row: Mapping[str, Any], *, backwards: bool) -> bool:
    """Whether a table row still is what the step (or its undoing) left."""
    left, other = (row["after"], row["before"]) if backwards else (row["before"], row["after"])
    current = encode(write.row(metadata.tables[row["table_name"]], row["row_id"]))
    if left is None:
        return current is None
    if current is None:
        return False
    names = left.keys() if other is None else left.keys() | other.keys()
    return all(current.get(name) == left.get(name) for name in names if name not in BOOKKEEPING)


def _apply(write: Write, rows: Sequence[Mapping[str, Any]], *, backwards: bool) -> None:
    for row in rows:
        table = metadata.tables[row["table_name"]]
        left, wanted = (row["after"], row["before"]) if backwards else (row["before"], row["after"])
        write.replay(table, row["record_id"], left, wanted)
        if wanted is None:
            if table.name == "record":
                derived.forget(write.connection, [row["row_id"]])
            write.connection.execute(delete(table).where(table.c.id == row["row_id"]))
        elif left is None:
            _insert_again(write, table, decode(table.name, wanted))
        else:
            write.connection.execute(
                update(table).where(table.c.id == row["row_id"]).values(decode(table.name, wanted))
            )


def _insert_again(write: Write, table: Table, values: Row) -> None:
    if table.name == "record":
        values = {**values, "version": 1, "changed_at": clock.now()}
    write.connection.execute(insert(table), values)


def _close_step(write: Write, step_id: int, taken: Iterable[int], *, complete: bool) -> None:
    """Mark a step undone; of one that was taken back in part only the rows that stayed remain in it as done."""
    ids = list(taken)
    if complete:
        write.connection.execute(update(journal_step).where(journal_step.c.id == step_id).values(undone_at=clock.now()))
    elif ids:
        for start in range(0, len(ids), 500):
            write.connection.execute(delete(journal_row).where(journal_row.c.id.in_(ids[start : start + 500])))
