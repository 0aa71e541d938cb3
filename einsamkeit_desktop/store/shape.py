"""How rows of a table go to the driver and into the journal by the thousand, without work per row in SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Date, LargeBinary, Table, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from .tables import UtcMoment

Row = dict[str, Any]
# Columns that follow from a change and say nothing of its content: not compared, not undone.
BOOKKEEPING = frozenset({"version", "changed_at"})


class Shape:
    """What is known of a table's columns once and for all: defaults, and how each value is bound."""

    def __init__(self, table: Table) -> None:
        dialect = sqlite.dialect(paramstyle="qmark")
        self._name = table.name
        self._defaults: Row = {
            column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
            for column in table.c
        }
        self._take = itemgetter(*self._defaults)
        binders = ((at, c.type.dialect_impl(dialect).bind_processor(dialect)) for at, c in enumerate(table.c))
        self._binders = tuple((at, binder) for at, binder in binders if binder is not None)
        self._bookkeeping = tuple(BOOKKEEPING & self._defaults.keys())
        self._converted = tuple(c.name for c in table.c if isinstance(c.type, UtcMoment | Date | LargeBinary))
        #: The statement that inserts what `bound` gives.
        self.statement = str(insert(table).compile(dialect=dialect, column_keys=list(self._defaults)))

    def full(self, values: Mapping[str, Any]) -> Row:
        """Return the values of all columns in their order, missing ones empty or at their default."""
        row = {**self._defaults, **values}
        if len(row) != len(self._defaults):
            raise KeyError(f"{self._name} has no column {sorted(values.keys() - self._defaults.keys())}")
        return row

    def bound(self, rows: Iterable[Row]) -> list[tuple[Any, ...]]:
        """Return full rows as the driver takes them."""
        found = [self._take(row) for row in rows]
        if not self._binders:
            return found
        out = []
        for values in found:
            mutable = list(values)
            for at, binder in self._binders:
                mutable[at] = binder(mutable[at])
            out.append(tuple(mutable))
        return out

    def encoded(self, row: Mapping[str, Any]) -> Row:
        """Return a row's values as JSON can hold them; bookkeeping columns stay out of it."""
        out = dict(row)
        for name in self._bookkeeping:
            out.pop(name, None)
        for name in self._converted:
            if out.get(name) is not None:
                out[name] = plain(out[name])
        return out


@cache
def shape(table: Table) -> Shape:
    """Return the shape of a table."""
    return Shape(table)


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return value
