"""Measure how known names are found in the text of a note: half a page, and three pages.

    python -m tests.benchmarks.names STORE

Reference: the bare driver asking the index of sort keys once for every capital word.
"""

from __future__ import annotations

import re
from typing import Any

from einsamkeit_desktop.kinds.folding import name_key
from einsamkeit_desktop.queries.known_names import unlinked_names
from einsamkeit_desktop.store.store import Store

from .figures import Figure, folders, median_pair, opened, show

_TEXT = (
    "Frühstück im Hafenviertel besprochen, Frau Çelik und Björn Müller schicken Termine. Die Stadtteilbibliothek"
    " Huckarde macht mit, Herr Schmidt fragt beim Familienbüro Nord nach einem Raum. "
)
_SQL = (
    "SELECT id FROM record WHERE kind = 'person' AND trashed_at IS NULL AND restricted = 0"
    " AND sort_key >= ? AND sort_key < ? LIMIT 1"
)


def bare(cursor: Any, text: str) -> None:
    """Ask for every capital word once."""
    for word in re.findall(r"\b[A-ZÄÖÜÇ]\w+", text):
        key = name_key(word)
        cursor.execute(_SQL, (f"{key}\x01", f"{key}\x02")).fetchall()


def main() -> None:
    for folder in folders():
        with opened(folder) as (store, cursor):
            figures = []
            for what, text in (("half a page", _TEXT * 6), ("three pages", _TEXT * 36)):

                def ours(store: Store = store, text: str = text) -> None:
                    unlinked_names(store, text, ())

                def reference(cursor: Any = cursor, text: str = text) -> None:
                    bare(cursor, text)

                figures.append(Figure(f"known names in {what}", *median_pair(ours, reference), times=3, frames=1))
            show(figures)


if __name__ == "__main__":
    main()
