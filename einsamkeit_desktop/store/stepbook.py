"""What one step changes, row by row: written into the journal, and gathered for the notice after the commit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, insert, update
from sqlalchemy.engine import Connection

from ..kinds import clock
from .shape import Row, shape
from .tables import RECORD_COLUMN, journal_row, journal_step, record


class _Noted(NamedTuple):
    """One changed or deleted row on its way into the journal."""

    table: Table
    row_id: int
    record_id: int | None
    before: Row
    after: Row | None


class StepBook:
    """The journal of one step. Where it is not `is_open`, nothing is written, only gathered.

    `touched` are the records whose rows changed, `made` those that are new, `role_persons` who had or gets a role,
    `gone_kinds` the kinds of deleted records, `tables` the names of the tables.
    """

    def __init__(self, connection: Connection) -> None:
        self.is_open = True
        self.touched: set[int] = set()
        self.made: set[int] = set()
        self.role_persons: set[int] = set()
        self.gone_kinds: set[str] = set()
        self.tables: set[str] = set()
        self._connection = connection
        self._step_id = 0
        self._records: set[int] = set()
        self._noted: list[_Noted] = []

    def note_inserted(self, table: Table, rows: Sequence[Row], ids: Sequence[int]) -> None:
        """Write freshly inserted rows into the journal at once, while they are as they were inserted."""
        self.tables.add(table.name)
        column = RECORD_COLUMN.get(table.name)
        if column:
            owners = {row[column] for row in rows}
            self.touched |= owners
            self._records |= owners
        if table is record:
            self.made.update(ids)
        self._follow_roles(table, *rows)
        if self.is_open:
            self._write_noted()
            self._connection.exec_driver_sql(shape(table).journal_statement, (self._step(), json.dumps(ids)))

    def note(
        self, table: Table, row_id: int, before: Row, after: Row | None, whole: Mapping[str, Any] | None = None
    ) -> None:
        """Note a changed or deleted row; `whole` is the row of before where `before` holds some of its columns."""
        column = RECORD_COLUMN.get(table.name)
        owner = (whole or before).get(column) if column else None
        if owner is not None:
            self._records.add(owner)
        if table is record and after is None:
            self.gone_kinds.add(before["kind"])
        self.follow(table, owner, before, after)
        self._noted.append(_Noted(table, row_id, owner, before, after))

    def follow(self, table: Table, record_id: int | None, *images: Mapping[str, Any] | None) -> None:
        """Gather what a row means for the notice without writing it down; `images` are the row before and after."""
        self.tables.add(table.name)
        self._follow_roles(table, *images)
        if table is record:  # whole images alone name the kind; what is gone afterwards cannot be asked any more
            self.gone_kinds.update(image["kind"] for image in images if image and "kind" in image)
        if record_id is not None:
            self.touched.add(record_id)

    def close(self, name: str) -> int:
        """Write what is left, give the step its name, and return its id; 0 if nothing was written."""
        self._write_noted()
        if self._step_id:
            values = {"name": name, "record_count": len(self._records)}
            self._connection.execute(update(journal_step).where(journal_step.c.id == self._step_id), values)
        return self._step_id

    def _follow_roles(self, table: Table, *images: Mapping[str, Any] | None) -> None:
        # The days of contact of her organisations follow from who had or gets a role.
        if table.name == "role":
            self.role_persons.update(image["person"] for image in images if image and image.get("person") is not None)

    def _step(self) -> int:
        if not self._step_id:
            step = {"name": "", "at": clock.now(), "record_count": 0}
            key = self._connection.execute(insert(journal_step), step).inserted_primary_key
            assert key is not None
            self._step_id = int(key[0])
        return self._step_id

    def _write_noted(self) -> None:
        noted, self._noted = self._noted, []
        if not noted or not self.is_open:
            return
        step_id, described = self._step(), shape(journal_row)
        rows = [
            described.full(
                {
                    "step_id": step_id,
                    "table_name": one.table.name,
                    "row_id": one.row_id,
                    "record_id": one.record_id,
                    "before": shape(one.table).encoded(one.before),
                    "after": shape(one.table).encoded(one.after) if one.after is not None else None,
                }
            )
            for one in noted
        ]
        for statement, parameters in described.inserts(rows):
            self._connection.exec_driver_sql(statement, parameters)
