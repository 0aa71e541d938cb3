"""Measure opening the list of all persons in several orders, and jumping about in it.

    python -m tests.benchmarks.lists STORE

Reference: the bare driver reading the same ids in the same order and the first 200 rows of the spine by id; for jumps,
which fill a screen, 200 rows by id as well, and everything that the table reads then, one query each.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from einsamkeit_desktop.gui.table import PAGE_ROWS
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.lists import ListQuery
from einsamkeit_desktop.store.store import Store

from .figures import Figure, folders, median_pair, opened, show

PAGE = 200
JUMPS = 50
SCREEN = 24  # rows, at 1440×860
_FROM = (
    "SELECT record.id FROM record JOIN person ON person.id = record.id"
    " WHERE record.kind = 'person' AND record.restricted = 0 AND record.trashed_at IS NULL"
    " ORDER BY {key} ASC NULLS LAST, record.id"
)
_ORDERS = {
    "title": "record.sort_key",
    "changed_at": "record.changed_at",
    "checked_on": "person.checked_on",
    "email": "(SELECT min(value) FROM contact_point c WHERE c.record_id = record.id AND c.kind = 'email')",
    "last_contact": "(SELECT max(day) FROM contact_day d WHERE d.record_id = record.id AND d.day <= '{today}')",
    "organisation": (
        "(SELECT min(o.sort_key) FROM role f JOIN record o ON o.id = f.organisation WHERE f.person = record.id"
        " AND (f.since IS NULL OR f.since <= '{today}') AND (f.until IS NULL OR f.until >= '{today}'))"
    ),
}


def bare_page(cursor: Any, ids: list[int]) -> list[Any]:
    """Read spine rows by id with the bare driver."""
    marks = ",".join("?" * len(ids))
    return list(cursor.execute(f"SELECT id, title, subtitle FROM record WHERE id IN ({marks})", ids).fetchall())


def openings(store: Store, cursor: Any, name: str) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return our way of opening the list in one order, and the bare one."""
    query = ListQuery("person", sort=name)
    sql = _FROM.format(key=_ORDERS[name].format(today=clock.today().isoformat()))

    def ours() -> None:
        found = lists.ids(store, query)
        lists.rows(store, query, found[:PAGE])

    def bare() -> None:
        found = [row[0] for row in cursor.execute(sql).fetchall()]
        bare_page(cursor, found[:PAGE])

    return ours, bare


def bare_cells(cursor: Any, ids: list[int]) -> list[Any]:
    """Read with the bare driver what the page shows: name, organisation, function and last contact, one query each."""
    marks, today = ",".join("?" * len(ids)), clock.today().isoformat()
    queries = (
        f"SELECT id, title FROM record WHERE id IN ({marks})",
        f"SELECT f.person, o.title FROM role f JOIN record o ON o.id = f.organisation WHERE f.person IN ({marks})",
        f"SELECT person, function FROM role WHERE person IN ({marks})",
        f"SELECT record_id, max(day) FROM contact_day WHERE record_id IN ({marks}) AND day <= '{today}' GROUP BY 1",
    )
    return [cursor.execute(query, ids).fetchall() for query in queries]


def jumps(store: Store, cursor: Any) -> list[Figure]:
    """Measure fifty screens anywhere in the list, against 200 rows by id and against all that the table reads."""
    query = ListQuery("person", sort="title")
    found = lists.ids(store, query)
    chance = Random(7)
    starts = [chance.randrange(max(len(found) - PAGE, 1)) for _ in range(JUMPS)]
    pages = [
        found[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
        for start in starts
        for page in range(start // PAGE_ROWS, (start + SCREEN - 1) // PAGE_ROWS + 1)
    ]

    def ours() -> None:
        for page in pages:
            lists.rows(store, query, page)

    def bare_rows() -> None:
        for start in starts:
            bare_page(cursor, found[start : start + PAGE])

    def same_cells() -> None:
        for page in pages:
            bare_cells(cursor, page)

    return [
        Figure(f"jump {JUMPS} times, against 200 rows by id", *median_pair(ours, bare_rows), times=5),
        Figure(f"jump {JUMPS} times, against the same cells", *median_pair(ours, same_cells), times=5),
    ]


def main() -> None:
    for folder in folders():
        with opened(folder) as (store, cursor):
            count = lists.count(store, ListQuery("person"))
            figures = []
            for name in _ORDERS:
                ours, reference = median_pair(*openings(store, cursor, name))
                figures.append(Figure(f"open {count:,} persons by {name}", ours, reference, 1.5, frames=1))
            show([*figures, *jumps(store, cursor)])


if __name__ == "__main__":
    main()
