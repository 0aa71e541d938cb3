"""Rows of hand-made lists that may only head those below them („Kirchen“ above the churches): said, not guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..kinds.clean import short_text
from ..texts import _
from .headers import Columns
from .nobody import sum_in
from .tables import Table

_MORE = 2  # cells of the row below
_SHOWN = 5


def headings_in(table: Table, columns: Columns) -> Iterator[str]:
    """Yield the sentence about the rows that hold nothing but a name, each above a row that says more."""
    if table.targets is not None or any(target.field == "uid" for target in columns.targets):
        return
    names = [row[_first(row)] for row, below in pairwise(table.rows) if _heads(row, below)]
    alone = sum(_is_alone(row) and not sum_in([row[_first(row)]]) for row in table.rows)
    if not names or len(names) < alone or len(names) * 2 >= len(table.rows):
        return
    told = _(
        "Stehen allein in ihrer Zeile und werden doch Einträge: {names}. Sind es Zwischenüberschriften, bitte diese "
        "Zeilen in der Datei löschen."
    )
    shown = ", ".join(f"„{short_text(name, 40)}“" for name in names[:_SHOWN])
    yield told.format(names=shown + (" …" if len(names) > _SHOWN else ""))


def _heads(row: Sequence[str], below: Sequence[str]) -> bool:
    return _is_alone(row) and sum(map(bool, below)) > _MORE and _first(row) == _first(below)


def _is_alone(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) == 1


def _first(row: Sequence[str]) -> int:
    return next(at for at, text in enumerate(row) if text)
