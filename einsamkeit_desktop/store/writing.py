"""One write to the store: rows change through it alone, so that each change is in the journal with before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.engine import Connection

from ..kinds import clock
from .dialect import among
from .shape import Row, shape
from .stepbook import StepBook
from .tables import UtcMoment, metadata, record


@dataclass(frozen=True)
class Changes:
    """What one step changed: the notice that goes to every view after the commit.

    `record_id` is the record the step was about, where it was about one; `step_id` is 0 if nothing changed.
    """

    step_id: int
    name: str
    record_ids: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    record_id: int | None = None


class Write:
    """The open transaction of one named step. Every method writes one journal row per table row it changes.

    `book` gathers what changes; `name` may be set until the write ends; `kept` is for what callers look up once per
    write; `journaled` is switched off, before the first change, for what a person cannot take back: the setting up of
    a store, its settings.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection = connection
        self.name = name
        self.record_id: int | None = None
        self.kept: dict[str, Any] = {}
        self.changes = Changes(0, name)
        self.book = StepBook(connection)
        self._announced: set[int] = set()
        self._next_ids: dict[str, int] = {}

    @property
    def journaled(self) -> bool:
        """Whether the step can be taken back; to be switched off before its first change."""
        return self.book.is_open

    @journaled.setter
    def journaled(self, is_journaled: bool) -> None:
        self.book.is_open = is_journaled

    def new_id(self, table: Table) -> int:
        """Return an id that no row of the table ever had."""
        if table.name not in self._next_ids:
            known = self.connection.exec_driver_sql(
                "SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)
            ).scalar()
            self._next_ids[table.name] = int(known or 0)
        self._next_ids[table.name] += 1
        return self._next_ids[table.name]

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Insert one row and return its id."""
        return self.insert_many(table, (values,))[0]

    def insert_many(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert rows, missing columns empty or at their default, and return their ids in order."""
        described = shape(table)
        full = [described.full(values) for values in rows]
        for row in full:
            if row["id"] is None:
                row["id"] = self.new_id(table)
        for statement, parameters in described.inserts(full):
            self.connection.exec_driver_sql(statement, parameters)
        ids = [row["id"] for row in full]
        if full:
            self.book.note_inserted(table, full, ids)
        return ids

    def add_spines(self, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert the spine rows of new records and return their ids; their kind's own rows come with `insert_many`."""
        moment = clock.now()
        new = {"created_at": moment, "changed_at": moment, "version": 1}
        return self.insert_many(record, [{**new, **row, "uid": row.get("uid") or str(uuid4())} for row in rows])

    def update(self, table: Table, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change the named columns of one row; return whether anything differed."""
        before = self.row(table, row_id)
        if before is None:
            raise KeyError(f"{table.name} {row_id}")
        return self.update_from(table, before, values)

    def update_from(self, table: Table, before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Like `update` for a row the caller has just read whole in this write."""
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return False
        row_id = before["id"]
        self.connection.execute(update(table).where(table.c.id == row_id), changed)
        self.book.note(table, row_id, {name: before[name] for name in changed}, changed, before)
        return True

    def update_each(self, table: Table, pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> set[int]:
        """Like `update_from` for many rows, each (before, values); return the ids of those that differed."""
        by_columns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        ids = set[int]()
        for before, values in pairs:
            changed = {name: value for name, value in values.items() if before[name] != value}
            if changed:
                ids.add(before["id"])
                by_columns[tuple(changed)].append({**changed, "changed_row": before["id"]})
                self.book.note(table, before["id"], {name: before[name] for name in changed}, changed, before)
        statement = update(table).where(table.c.id == bindparam("changed_row"))
        for columns, rows in by_columns.items():
            self.connection.execute(statement.values({name: bindparam(name) for name in columns}), rows)
        return ids

    def update_many(self, table: Table, befores: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> int:
        """Set the same columns to the same values in many rows that were just read whole; return how many differed."""
        changed = [row for row in befores if any(row[name] != value for name, value in values.items())]
        self.connection.execute(update(table).where(among(table.c.id, (row["id"] for row in changed))), dict(values))
        for row in changed:
            self.book.note(table, row["id"], {name: row[name] for name in values}, dict(values), row)
        return len(changed)

    def delete(self, table: Table, row_id: int) -> None:
        """Delete one row."""
        before = self.row(table, row_id)
        if before is not None:
            self.delete_many(table, (before,))

    def delete_many(self, table: Table, befores: Sequence[Mapping[str, Any]]) -> None:
        """Delete rows that were just read whole."""
        if befores:
            self.connection.execute(delete(table).where(among(table.c.id, (row["id"] for row in befores))))
        for row in befores:
            self.book.note(table, row["id"], dict(row), None)

    def row(self, table: Table, row_id: int) -> Row | None:
        """Return one row whole as it is now in this write, or None."""
        found = self.connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
        return dict(found) if found is not None else None

    def rows(self, table: Table, ids: Iterable[int]) -> dict[int, Row]:
        """Return rows whole as they are now in this write, by id; those that do not exist are missing."""
        found = self.connection.execute(select(table).where(among(table.c.id, ids))).mappings()
        return {row["id"]: dict(row) for row in found}

    def announce(self, record_ids: Iterable[int]) -> None:
        """Name records that look different now though no row of theirs changed (a note about them, their task)."""
        self._announced.update(record_ids)

    def finish(self) -> Changes:
        """Count versions up, write the journal, and return the notice. Called by the store before the commit."""
        self._count_up()
        step_id = self.book.close(self.name)
        touched = frozenset(self.book.touched | self._announced)
        tables = frozenset(self.book.tables)
        self.changes = Changes(step_id, self.name, touched, self._kinds(), tables, self.record_id)
        return self.changes

    def replay(self, table: Table, record_id: int | None, *images: Mapping[str, Any] | None) -> None:
        """Say that undo or redo changes a row back by itself: it is announced, but not journaled once more.

        `images` are the row as it was and as it will be.
        """
        self.book.follow(table, record_id, *images)

    def _count_up(self) -> None:
        ids = self.book.touched - self.book.made
        if ids:
            counted = {"version": record.c.version + 1, "changed_at": clock.now()}
            self.connection.execute(update(record).where(among(record.c.id, ids)).values(counted))

    def _kinds(self) -> frozenset[str]:
        ids = list(self.book.touched)
        query = select(record.c.kind).distinct()
        if len(ids) <= 1000:
            query = query.where(record.c.id.in_(ids))
        return frozenset(self.connection.execute(query).scalars()) | self.book.gone_kinds


def decode(table_name: str, row: Mapping[str, Any]) -> Row:
    """Return journal values as the table's columns hold them: the way back from `Shape.encoded`."""
    table = metadata.tables[table_name]
    return {name: _typed(table.c[name].type, value) for name, value in row.items() if name in table.c}


def _typed(column_type: Any, value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"bytes"}:
        return bytes.fromhex(value["bytes"])
    if not isinstance(value, str):
        return value
    if isinstance(column_type, UtcMoment):
        return datetime.fromisoformat(value)
    if column_type.python_type is date:
        return date.fromisoformat(value)
    return value
