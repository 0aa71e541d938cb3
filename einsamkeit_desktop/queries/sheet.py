"""What a list needs to become a table on paper or in Excel; nothing of the store is left in it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from .briefing import Line


@dataclass(frozen=True)
class SheetColumn:
    """A visible column of a list.

    `kind` is "text", "day" or "number" and decides alignment and format; postal codes and phones are "text".
    `is_name` says that it tells, alone or with its neighbours, which record a row is about.
    """

    label: str
    kind: str
    is_name: bool = False


@dataclass(frozen=True)
class Sheet:
    """A list as it stands on the screen: the visible columns in the visible order.

    `rows` may be read once only, in `reading`, and holds as many values per row as there are columns; `count` is their
    number, `repeated` how many of them show a record once more, as with a row per function. `left_out` counts
    restricted or confidential records that are not in it, None where none can be; `confidential` says that some are.
    """

    title: str
    sentence: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[tuple[object, ...]]
    count: int
    author: str
    today: date
    purpose: str
    left_out: int | None
    office: str
    criteria: tuple[Line, ...]
    confidential: bool = False
    repeated: int = 0

    @contextmanager
    def reading(self) -> Iterator[Iterator[tuple[object, ...]]]:
        """Give the rows; however the reading ends, the store is let go of."""
        rows = iter(self.rows)
        try:
            yield rows
        finally:
            if isinstance(rows, Generator):  # else it would stay open as long as somebody keeps the exception
                rows.close()
