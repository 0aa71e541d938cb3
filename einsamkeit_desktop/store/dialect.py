"""Expressions that each database engine spells its own way; another engine changes them here alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Select, String, TypeDecorator, bindparam, case, func, select


class _Ids(TypeDecorator[Sequence[int]]):
    """Ids as one parameter."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Any) -> str | None:
        return json.dumps(list(value)) if value is not None else None


def among(column: ColumnElement[int], ids: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of any number of ids."""
    return column.in_(_listed_in(json.dumps(list(ids))))


def ids_given(name: str) -> Select[int]:
    """Return the query for the ids that a statement gets as its parameter of this name, to be used with `in_`.

    The statement stays the same for any number of them; to write a place for each took as long as to run it.
    """
    return _listed_in(bindparam(name, type_=_Ids))


def _listed_in(text: Any) -> Select[int]:
    """Return the query for the numbers that a JSON list holds."""
    return select(func.json_each(text).table_valued("value").c.value)


def days_until(day: ColumnElement[Any], today: date) -> ColumnElement[Any]:
    """Return how many days lie between a day in the data and today."""
    return func.julianday(today.isoformat()) - func.julianday(day)


def local_day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the calendar day of a moment in the data (UTC), where the machine stands.

    Only near midnight is the machine's clock asked, which takes nine tenths of the time: elsewhere both days are one.
    """
    first, last = _hours_of_the_same_day()
    is_same = func.substr(moment, 12, 2).between(f"{first:02d}", f"{last:02d}")
    return case((is_same, func.substr(moment, 1, 10)), else_=func.date(moment, "localtime"))


def _hours_of_the_same_day() -> tuple[int, int]:
    """Return the first and last hour (UTC) that are surely on the same day here: an hour is left for older clocks."""
    year = datetime.now(UTC).year
    offsets = [datetime(year, month, 1, tzinfo=UTC).astimezone().utcoffset() or timedelta() for month in (1, 7)]
    hours = [offset.total_seconds() / 3600 for offset in offsets]
    return max(0, ceil(1 - min(hours))), 23 - max(0, ceil(max(hours) + 1))
