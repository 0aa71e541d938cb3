"""Measure the search as somebody types: every beginning of names and words of two letters or more.

    python -m tests.benchmarks.search STORE

Reference: the bare driver asking the index for the same beginnings, names first, then texts, newest first, ids alone.
Both ask for as many as the search field does.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from einsamkeit_desktop.queries.search import find
from einsamkeit_desktop.store.search import match_expression

from .figures import FRAME_MS, RUNS, Figure, folders, opened, percentile, show

LIMIT = 21
TYPED = (
    "Müller",
    "celik",
    "Özdemir",
    "Straßer",
    "Frühstück",
    "Einsamkeit",
    "Trauercafé",
    "Quartier Kranich",
    "0231 01",
)
_SQL = (
    "SELECT search.rowid FROM search JOIN record ON record.id = search.rowid WHERE search MATCH ?"
    " AND record.trashed_at IS NULL AND record.restricted = 0 ORDER BY search.rowid DESC LIMIT ?"
)


def beginnings() -> list[str]:
    """Return what stands in the field after each key."""
    return [word[:length] for word in TYPED for length in range(2, len(word) + 1) if word[length - 1] != " "]


def bare(cursor: Any, words: str) -> None:
    """Ask the index for names, and for texts where the names do not fill the list."""
    found = cursor.execute(_SQL, (match_expression(words, names_only=True), LIMIT)).fetchall()
    if len(found) < LIMIT:
        cursor.execute(_SQL, (match_expression(words), LIMIT)).fetchall()


def main() -> None:
    for folder in folders():
        with opened(folder) as (store, cursor):
            ours: list[float] = []
            reference: list[float] = []
            slowest = ("", 0.0)
            for words in beginnings():
                find(store, words, LIMIT)
                bare(cursor, words)
                for _ in range(RUNS):
                    start = time.perf_counter()
                    find(store, words, LIMIT)
                    between = time.perf_counter()
                    bare(cursor, words)
                    ours.append((between - start) * 1000)
                    reference.append((time.perf_counter() - between) * 1000)
                    slowest = max(slowest, (words, ours[-1]), key=lambda found: found[1])
            p95 = percentile(ours, 0.95), percentile(reference, 0.95)
            show(
                [
                    Figure("search as you type, median", statistics.median(ours), statistics.median(reference), 3),
                    Figure("search as you type, p95", *p95, times=3),
                ]
            )
            verdict = "good" if p95[0] <= 3 * FRAME_MS else "MISSED"
            print(f"p95 against three frames: {p95[0]:.1f} ms <= {3 * FRAME_MS:.0f} ms {verdict}; slowest {slowest}")


if __name__ == "__main__":
    main()
