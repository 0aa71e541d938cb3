"""Measure a month of the calendar at ten-year volume.

    python -m tests.benchmarks.calendar STORE

Reference: the bare driver reading the rows of the same kinds in the same days.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.calendar import TERMS, items
from einsamkeit_desktop.store.store import Store

from .figures import Figure, folders, median_pair, opened, show

_MONTH = (date(2026, 10, 26), date(2026, 12, 6))
_DAYS = {"contact_note": "at", "event": "starts_at", "reminder": "due_on", **TERMS}
_MOMENTS = ("contact_note", "event")


def raw_month(cursor: Any) -> int:
    """Read the rows of a month without the program; return how many there were."""
    count = 0
    for kind, field in _DAYS.items():
        first, last = (day.isoformat() for day in _MONTH)
        if kind in _MOMENTS:
            first, last = (str(clock.local_moment(day, time()).replace(tzinfo=None)) for day in _MONTH)
        sql = (
            f'SELECT k.*, r.title, r.confidential, r.created_at FROM "{kind}" k JOIN record r ON r.id = k.id'
            f" WHERE k.{field} BETWEEN ? AND ? AND r.trashed_at IS NULL AND r.restricted = 0"
        )
        count += len(cursor.execute(sql, (first, last)).fetchall())
    return count


def main() -> None:
    for folder in folders():
        with opened(folder) as (store, cursor):
            count = len(items(store, *_MONTH))

            def ours(store: Store = store) -> None:
                items(store, *_MONTH)

            def bare(cursor: Any = cursor) -> None:
                raw_month(cursor)

            show([Figure(f"calendar, six weeks with {count:,} items", *median_pair(ours, bare), times=3, frames=1)])


if __name__ == "__main__":
    main()
