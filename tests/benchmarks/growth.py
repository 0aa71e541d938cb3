"""Measure how search, page and Akte grow with the store: the exponent of time over persons; 0 is flat, 1 in proportion.

    python -m tests.benchmarks.growth SMALL LARGE

Target: at most 0.2 each.
"""

from __future__ import annotations

import math
import statistics
from pathlib import Path

from einsamkeit_desktop.queries import akte, lists
from einsamkeit_desktop.queries.lists import ListQuery
from einsamkeit_desktop.queries.search import find

from .akte import busiest
from .figures import folders, opened, timings

TARGET = 0.2
WORDS = ("Müller", "özd", "Frühst", "Trauercafé")


def measured(folder: Path) -> tuple[int, dict[str, float]]:
    """Return how many persons a store has, and the median milliseconds of each thing asked of it."""
    with opened(folder) as (store, cursor):
        query = ListQuery("person", sort="title")
        ids = lists.ids(store, query)
        middle = ids[len(ids) // 2 :][:200]
        partner = busiest(cursor)
        works = {
            "search": lambda: [find(store, words) for words in WORDS],
            "page of 200": lambda: lists.rows(store, query, middle),
            "Akte, first page": lambda: akte.timeline(store, partner),
        }
        return len(ids), {what: statistics.median(timings(work, 15)) for what, work in works.items()}


def main() -> None:
    stores = [measured(folder) for folder in folders()]
    if len(stores) < 2:
        raise SystemExit("growth needs a small and a large store")
    (few, small), (many, large) = stores[0], stores[-1]
    print(f"{'what':<24}{f'{few:,} persons':>18}{f'{many:,} persons':>18}  exponent  target")
    for what, before in small.items():
        exponent = math.log(large[what] / before) / math.log(many / few)
        verdict = "" if exponent <= TARGET else "   MISSED"
        print(f"{what:<24}{before:>15.2f} ms{large[what]:>15.2f} ms  {exponent:>8.2f}  <= {TARGET}{verdict}")


if __name__ == "__main__":
    main()
