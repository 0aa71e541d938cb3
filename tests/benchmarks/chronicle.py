"""Measure the journal page: the keys of a month, a year and all years, and the first page of lines.

    python -m tests.benchmarks.chronicle STORE

Reference: the bare driver asking each table for its days and reading the rows of the page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import chronicle
from einsamkeit_desktop.queries.chronicle import Period
from einsamkeit_desktop.store.store import Store

from .figures import Figure, folders, median_pair, opened, show

PAGE = 200
_FIELDS = (
    ("contact_note", "at"),
    ("event", "starts_at"),
    ("reminder", "done_on"),
    ("case", "opened_on"),
    ("case", "closed_on"),
    ("citizen_case", "received_on"),
    ("citizen_case", "closed_on"),
    ("council_paper", "submitted_on"),
    ("consultation", "session_on"),
    ("mandate", "given_on"),
    ("mandate", "done_on"),
    ("exchange", "day"),
    ("offer", "starts_on"),
    ("offer", "ends_on"),
    ("role", "since"),
    ("role", "until"),
)
_KEYS = (
    " UNION ALL ".join(
        f'SELECT t."{field}" AS moment, t.id AS id FROM "{kind}" t JOIN record r ON r.id = t.id'
        f' WHERE t."{field}" >= :since AND t."{field}" <= :until AND r.trashed_at IS NULL AND r.restricted = 0'
        for kind, field in _FIELDS
    )
    + " ORDER BY moment DESC, id DESC"
)


def main() -> None:
    for folder in folders():
        with opened(folder) as (store, cursor):
            today = clock.today()
            spans = (
                ("this month", today.replace(day=1)),
                ("a year", today - timedelta(365)),
                ("all", date(1900, 1, 1)),
            )
            show([_keys(store, cursor, what, since) for what, since in spans] + [_page(store, cursor)])


def _keys(store: Store, cursor: Any, what: str, since: date) -> Figure:
    period = Period(since)
    count = sum(len(day.keys) for day in chronicle.days(store, period))
    span = {"since": since.isoformat(), "until": (clock.today() + timedelta(1)).isoformat()}
    pair = median_pair(lambda: chronicle.days(store, period), lambda: cursor.execute(_KEYS, span).fetchall())
    return Figure(f"Journal, {what}: {count:,} keys", *pair, times=3, frames=1)


def _page(store: Store, cursor: Any) -> Figure:
    keys = [key for day in chronicle.days(store, Period()) for key in day.keys][:PAGE]
    marks = ",".join(str(key // 2) for key in keys)

    def bare() -> None:
        for kind in dict.fromkeys(kind for kind, _field in _FIELDS):
            cursor.execute(f'SELECT * FROM record r JOIN "{kind}" t ON t.id = r.id WHERE r.id IN ({marks})').fetchall()
        cursor.execute(
            f"SELECT l.from_id, r.id, r.title FROM link l JOIN record r ON r.id = l.to_id WHERE l.from_id IN ({marks})"
        ).fetchall()

    pair = median_pair(lambda: chronicle.lines(store, keys), bare)
    return Figure(f"Journal, page of {len(keys)}", *pair, times=3, frames=1)


if __name__ == "__main__":
    main()
