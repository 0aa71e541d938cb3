"""The journal: what every step changed, row by row, and the way back.

Undo applies a step's rows backwards after comparing each with the state the step left; a difference raises Conflict and
writes nothing. Because it works from the stored journal, it survives a restart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, exc, select, update

from ..errors import Conflict
from ..kinds import clock
from ..progress import Progress
from ..texts import _, inner
from . import derived
from .dialect import among
from .shape import BOOKKEEPING, Row, shape
from .store import Store
from .tables import journal_row, journal_step, metadata, record
from .writing import Changes, Write, decode

_T = TypeVar("_T")
_TOGETHER = 1000


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


def undo(store: Store, step_id: int, progress: Progress | None = None) -> Changes:
    """Take a step back as a whole. Raises errors.Conflict, with nothing changed, if a row changed since.

    Raises errors.Cancelled with nothing changed.
    """
    return _replay(store, step_id, progress or Progress(), backwards=True)


def redo(store: Store, step_id: int) -> Changes:
    """Do an undone step again as a whole. Raises errors.Conflict like `undo`."""
    return _replay(store, step_id, Progress(), backwards=False)


def take_back(store: Store, step_id: int, progress: Progress | None = None) -> TakenBack:
    """Take back what can be taken back of a step, record by record: for imports and bulk changes.

    A record that was changed since is kept whole; one that others refer to by now is kept and counted as failed.
    Raises errors.Cancelled with nothing changed.
    """
    with store.writing(_undo_name(_step(store, step_id).name)) as write:
        rows = _rows(write, step_id)
        way = _Way(write, backwards=True, total=len(rows), progress=progress or Progress())
        edited = way.edited(rows)
        kept = {row["record_id"] or 0 for row in rows if (row["table_name"], row["row_id"]) in edited}
        ids = sorted({row["record_id"] or 0 for row in rows} - kept, reverse=True)
        failed = _take_back_records(way, rows, ids)
        stay = kept.union(failed)
        taken = [row["id"] for row in rows if (row["record_id"] or 0) not in stay]
        _close_step(write, step_id, taken, complete=not stay)
    return TakenBack(write.changes, len(ids) - len(failed), tuple(sorted(kept, reverse=True)), tuple(failed))


def _take_back_records(way: _Way, rows: Sequence[Row], ids: Sequence[int]) -> list[int]:
    """Take the rows of these records back and return those records that others refer to.

    All at once where nothing stands against it; else halves, so that few obstacles among many records cost little.
    """
    failed: list[int] = []
    waiting = [ids] if ids else []
    while waiting:
        part = waiting.pop()
        wanted = set(part)
        try:
            with way.write.connection.begin_nested():
                way.go([row for row in rows if (row["record_id"] or 0) in wanted])
        except exc.IntegrityError:
            half = len(part) // 2
            if half:
                waiting += [part[half:], part[:half]]
            else:
                failed += part
    return failed


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


def _replay(store: Store, step_id: int, progress: Progress, *, backwards: bool) -> Changes:
    step = _step(store, step_id)
    if (step.undone_at is not None) is backwards:
        raise Conflict(
            _("Dieser Schritt ist schon rückgängig gemacht.") if backwards else _("Dieser Schritt gilt bereits.")
        )
    name = _undo_name(step.name) if backwards else _("Wiederholt: {name}").format(name=step.name)
    try:
        with store.writing(name) as write:
            rows = _rows(write, step_id)
            way = _Way(write, backwards=backwards, total=len(rows), progress=progress)
            if way.edited(rows):
                raise Conflict(_conflict(step.name))
            way.go(rows)
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
    ).format(name=inner(name))


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


class _Way:
    """The way back through the rows of a step, or forth again, many rows at a time."""

    def __init__(self, write: Write, *, backwards: bool, total: int, progress: Progress) -> None:
        self.write = write
        self._backwards = backwards
        self._total = total
        self._progress = progress
        self._done = 0

    def edited(self, rows: Sequence[Row]) -> set[tuple[str, int]]:
        """Return the rows, as (table, id), that are not what the step (or its undoing) left."""
        by_table: dict[str, dict[int, Row]] = defaultdict(dict)
        for row in _net(rows):
            by_table[row["table_name"]][row["row_id"]] = row
        found = set[tuple[str, int]]()
        for name, nets in by_table.items():
            for ids in _batched(nets):
                now = self.write.rows(metadata.tables[name], ids)
                found.update((name, i) for i in ids if not self._is_expected(name, nets[i], now.get(i)))
                self._step(len(ids))
        return found

    def go(self, rows: Sequence[Row]) -> None:
        """Change the rows back, the last one first, or forth. Raises IntegrityError where others refer to one."""
        for (name, what, _columns), run in groupby(reversed(rows) if self._backwards else rows, self._deed):
            table = metadata.tables[name]
            for members in _batched(run):
                getattr(self, f"_{what}")(table, members)
                self._step(len(members))
        for row in rows:
            self.write.replay(metadata.tables[row["table_name"]], row["record_id"], *self._images(row))

    def _images(self, row: Row) -> tuple[Row | None, Row | None]:
        """Return what the row is now, and what it shall be."""
        return (row["after"], row["before"]) if self._backwards else (row["before"], row["after"])

    def _is_expected(self, name: str, row: Row, current: Row | None) -> bool:
        left, other = self._images(row)
        if left is None or current is None:
            return left is None and current is None
        now = shape(metadata.tables[name]).encoded(current)
        names = left.keys() if other is None else left.keys() | other.keys()
        return all(now.get(name) == left.get(name) for name in names if name not in BOOKKEEPING)

    def _deed(self, row: Row) -> tuple[str, str, tuple[str, ...]]:
        left, wanted = self._images(row)
        if wanted is None:
            return row["table_name"], "delete", ()
        return row["table_name"], *(("insert", ()) if left is None else ("update", tuple(wanted)))

    def _delete(self, table: Table, rows: Sequence[Row]) -> None:
        ids = [row["row_id"] for row in rows]
        if table is record:
            derived.forget(self.write.connection, ids)
        self.write.connection.execute(delete(table).where(among(table.c.id, ids)))

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        described = shape(table)
        new = {"version": 1, "changed_at": clock.now()} if table is record else {}
        full = [described.full({**decode(table.name, self._images(row)[1] or {}), **new}) for row in rows]
        for statement, parameters in described.inserts(full):
            self.write.connection.exec_driver_sql(statement, parameters)

    def _update(self, table: Table, rows: Sequence[Row]) -> None:
        wanted = [decode(table.name, self._images(row)[1] or {}) for row in rows]
        values: dict[str, Any] = {name: bindparam(name) for name in wanted[0]}
        parameters = [{**new, "changed_row": row["row_id"]} for new, row in zip(wanted, rows, strict=True)]
        if values:
            statement = update(table).where(table.c.id == bindparam("changed_row")).values(values)
            self.write.connection.execute(statement, parameters)

    def _step(self, count: int) -> None:
        # Each row is looked at once and changed once; what is tried again in halves does not count.
        self._done = min(self._done + count, 2 * self._total)
        self._progress.step(self._done, 2 * self._total)


def _batched(found: Iterable[_T]) -> Iterator[list[_T]]:
    """Yield what was found by the thousand."""
    remaining = iter(found)
    while part := list(islice(remaining, _TOGETHER)):
        yield part


def _close_step(write: Write, step_id: int, taken: Iterable[int], *, complete: bool) -> None:
    """Mark a step undone; of one that was taken back in part only the rows that stayed remain in it as done."""
    ids = list(taken)
    if complete:
        write.connection.execute(update(journal_step).where(journal_step.c.id == step_id).values(undone_at=clock.now()))
    elif ids:
        write.connection.execute(delete(journal_row).where(among(journal_row.c.id, ids)))
