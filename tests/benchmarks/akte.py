"""Measure the first page of an Akte with 2,000 entries.

    python -m tests.benchmarks.akte STORE

Works on a copy, in which one organisation gets as many notes as are missing. Reference: the bare driver reading the ids
of the page and the notes' own rows.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries import akte
from einsamkeit_desktop.store.store import Store

from .figures import Figure, copied, folders, median_pair, show

ENTRIES = 2000
PAGE = 50
_IDS = (
    "SELECT n.id FROM link l JOIN contact_note n ON n.id = l.from_id JOIN record r ON r.id = n.id WHERE l.to_id = ? AND"
    " l.meaning = 'participants' AND r.trashed_at IS NULL AND r.restricted = 0 ORDER BY n.at DESC, n.id DESC LIMIT ?"
)


def busiest(cursor: Any) -> int:
    """Return the organisation that took part in most notes."""
    sql = (
        "SELECT l.to_id FROM link l JOIN organisation o ON o.id = l.to_id WHERE l.meaning = 'participants'"
        " GROUP BY l.to_id ORDER BY count(*) DESC LIMIT 1"
    )
    return int(cursor.execute(sql).fetchone()[0])


def fill(store: Store, record_id: int) -> int:
    """Write the notes that are missing in its Akte; return how many there are then."""
    missing = ENTRIES - akte.count_entries(store, record_id)
    notes = [
        {
            "note_kind": "telefonat",
            "at": clock.local_moment(clock.today() - timedelta(days=number % 3000), time(10)),
            "content": f"Rückruf {number}: Termine der Frühstücksrunde besprochen, Raum fehlt noch.",
            "participants": (record_id,),
        }
        for number in range(missing)
    ]
    if notes:
        with store.writing("Messung") as write:
            write.journaled = False
            add_records(write, KINDS["contact_note"], notes)
    return akte.count_entries(store, record_id)


def main() -> None:
    for folder in folders():
        with copied(folder) as (store, cursor):
            record_id = busiest(cursor)
            count = fill(store, record_id)

            def ours(store: Store = store, record_id: int = record_id) -> None:
                akte.timeline(store, record_id, PAGE)

            def bare(cursor: Any = cursor, record_id: int = record_id) -> None:
                ids = [row[0] for row in cursor.execute(_IDS, (record_id, PAGE)).fetchall()]
                marks = ",".join("?" * len(ids))
                cursor.execute(f"SELECT * FROM contact_note WHERE id IN ({marks})", ids).fetchall()

            show([Figure(f"Akte with {count:,} entries, first page", *median_pair(ours, bare), times=3, frames=1)])


if __name__ == "__main__":
    main()
