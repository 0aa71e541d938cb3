"""One write to the store: rows change through it alone, so that each change is in the journal with before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from ..kinds import clock
from .shape import BOOKKEEPING, Row, plain, shape
from .tables import RECORD_COLUMN, UtcMoment, journal_row, journal_step, metadata, record


class _Noted(NamedTuple):
    """One changed row on its way into the journal."""

    table: Table
    row_id: int
    record_id: int | None
    before: Row | None
    after: Row | None


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

    `name` may be set until the write ends; `kept` is for what callers look up once per write; `journaled`
    is switched off for what a person cannot take back: the setting up of a store, its settings.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection = connection
        self.name = name
        self.record_id: int | None = None
        self.journaled = True
        self.kept: dict[str, Any] = {}
        self.changes = Changes(0, name)
        self.touched: set[int] = set()
        self.role_persons: set[int] = set()
        self._journal: list[_Noted] = []
        self._replayed: set[str] = set()
        self._replayed_kinds: set[str] = set()
        self._announced: set[int] = set()
        self._next_ids: dict[str, int] = {}

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
        full = []
        for values in rows:
            row = described.full(values)
            if row.get("id") is None:
                row["id"] = self.new_id(table)
            full.append(row)
        if full:
            self.connection.exec_driver_sql(described.statement, described.bound(full))
        for row in full:
            self._note(table, row["id"], None, row)
        return [row["id"] for row in full]

    def add_spines(self, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert the spine rows of new records and return their ids; their kind's own rows come with `insert_many`."""
        moment = clock.now()
        new = {"created_at": moment, "changed_at": moment, "version": 1}
        return self.insert_many(record, [{**new, "uid": str(uuid4()), **row} for row in rows])

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
        self._note(table, row_id, {name: before[name] for name in changed}, changed, before)
        return True

    def update_many(self, table: Table, befores: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> int:
        """Set the same columns to the same values in many rows that were just read whole; return how many differed."""
        changed = [row for row in befores if any(row[name] != value for name, value in values.items())]
        for start in range(0, len(changed), 500):
            ids = [row["id"] for row in changed[start : start + 500]]
            self.connection.execute(update(table).where(table.c.id.in_(ids)), dict(values))
        for row in changed:
            self._note(table, row["id"], {name: row[name] for name in values}, dict(values), row)
        return len(changed)

    def delete(self, table: Table, row_id: int) -> None:
        """Delete one row."""
        before = self.row(table, row_id)
        if before is not None:
            self.delete_many(table, (before,))

    def delete_many(self, table: Table, befores: Sequence[Mapping[str, Any]]) -> None:
        """Delete rows that were just read whole."""
        for start in range(0, len(befores), 500):
            ids = [row["id"] for row in befores[start : start + 500]]
            self.connection.execute(delete(table).where(table.c.id.in_(ids)))
        for row in befores:
            self._note(table, row["id"], dict(row), None)

    def row(self, table: Table, row_id: int) -> Row | None:
        """Return one row whole as it is now in this write, or None."""
        found = self.connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
        return dict(found) if found is not None else None

    def announce(self, record_ids: Iterable[int]) -> None:
        """Name records that look different now though no row of theirs changed (a note about them, their task)."""
        self._announced.update(record_ids)

    def finish(self) -> Changes:
        """Count versions up, write the journal, and return the notice. Called by the store before the commit."""
        if self._journal or self._replayed:
            self._count_up()
        step_id = self._write_journal() if self._journal and self.journaled else 0
        tables = frozenset(noted.table.name for noted in self._journal) | self._replayed
        touched = frozenset(self.touched | self._announced)
        self.changes = Changes(step_id, self.name, touched, self._kinds(), tables, self.record_id)
        return self.changes

    def replay(self, table: Table, record_id: int | None, *images: Mapping[str, Any] | None) -> None:
        """Say that undo or redo changes a row back by itself: it is announced, but not journaled once more.

        `images` are the row as it was and as it will be.
        """
        self._replayed.add(table.name)
        self._follow_roles(table, *images)
        if table is record:  # whole images alone name the kind; what is gone afterwards cannot be asked any more
            self._replayed_kinds.update(image["kind"] for image in images if image and "kind" in image)
        if record_id is not None:
            self.touched.add(record_id)

    def _note(
        self, table: Table, row_id: int, before: Row | None, after: Row | None, whole: Mapping[str, Any] | None = None
    ) -> None:
        self._follow_roles(table, before, after)
        column = RECORD_COLUMN.get(table.name)
        owner = (whole or before or after or {}).get(column) if column else None
        if owner is not None:
            self.touched.add(owner)
        self._journal.append(_Noted(table, row_id, owner, before, after))

    def _follow_roles(self, table: Table, *images: Mapping[str, Any] | None) -> None:
        """Keep in mind who had or gets a role: the days of contact of her organisations follow from it."""
        if table.name == "role":
            self.role_persons.update(image["person"] for image in images if image and image.get("person") is not None)

    def _count_up(self) -> None:
        inserted = {noted.row_id for noted in self._journal if noted.table is record and noted.before is None}
        ids = sorted(self.touched - inserted)
        statement = (
            update(record)
            .where(record.c.id == bindparam("touched_id"))
            .values(version=record.c.version + 1, changed_at=clock.now())
        )
        if ids:
            self.connection.execute(statement, [{"touched_id": row_id} for row_id in ids])

    def _write_journal(self) -> int:
        count = len({noted.record_id for noted in self._journal if noted.record_id is not None})
        step = {"name": self.name, "at": clock.now(), "record_count": count}
        key = self.connection.execute(insert(journal_step), step).inserted_primary_key
        assert key is not None
        described = shape(journal_row)
        rows = (
            described.full(
                {
                    "step_id": key[0],
                    "table_name": noted.table.name,
                    "row_id": noted.row_id,
                    "record_id": noted.record_id,
                    "before": shape(noted.table).encoded(noted.before) if noted.before is not None else None,
                    "after": shape(noted.table).encoded(noted.after) if noted.after is not None else None,
                }
            )
            for noted in self._journal
        )
        self.connection.exec_driver_sql(described.statement, described.bound(rows))
        return int(key[0])

    def _kinds(self) -> frozenset[str]:
        ids = list(self.touched)
        query = select(record.c.kind).distinct()
        if len(ids) <= 1000:
            query = query.where(record.c.id.in_(ids))
        gone = {
            noted.before["kind"]
            for noted in self._journal
            if noted.table is record and noted.after is None and noted.before is not None
        }
        return frozenset(self.connection.execute(query).scalars()) | gone | self._replayed_kinds


def encode(row: Mapping[str, Any] | None) -> Row | None:
    """Return a row's values as JSON can hold them; bookkeeping columns stay out of it."""
    if row is None:
        return None
    return {name: plain(value) for name, value in row.items() if name not in BOOKKEEPING}


def decode(table_name: str, row: Mapping[str, Any]) -> Row:
    """Return journal values as the table's columns hold them: the way back from `encode`."""
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


def table_named(name: str) -> Table:
    """Return the table of a journal row."""
    return metadata.tables[name]
