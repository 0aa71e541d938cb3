"""The one shape every file is read into: named tables of text, with the row numbers a person sees in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..texts import _
from . import labels
from .headline import Line, completed


@dataclass(frozen=True)
class Remark:
    """Something about a row that a person should know; the row is imported nevertheless."""

    row: int
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of text under headers.

    `header_row` and `row_numbers` count as the file's own program does, from 1; `header_row` 0 means there is none.
    `targets` names the target of each column where the file itself says it (vCard). `broken` holds rows that cannot be
    read at all. `file` is the file's name. `lines` are all lines, headers included, so that another header row may be
    chosen. `pictures` are those of a row, by its number. `encoding` and `separator` say how a CSV file was read; ""
    where there is no such thing.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
    row_numbers: tuple[int, ...]
    remarks: tuple[Remark, ...] = ()
    broken: tuple[Remark, ...] = ()
    targets: tuple[labels.Target, ...] | None = None
    file: str = ""
    encoding: str = ""
    separator: str = ""
    lines: list[Line] = field(default_factory=list, repr=False)
    pictures: Mapping[int, tuple[bytes, ...]] = field(default_factory=dict, repr=False)


def make_table(name: str, lines: Sequence[tuple[int, Sequence[str]]], remarks: Sequence[Remark] = ()) -> Table:
    """Return the table of these numbered lines; the header row is the likeliest one (headline.py).

    Empty lines are left out. Every row gets as many cells as the widest one, so nothing is lost beyond the headers.
    """
    kept = [(number, tuple(cells)) for number, cells in lines if any(cells)]
    width = max((_width(cells) for _number, cells in kept), default=0)
    full: list[Line] = [(number, _fitted(cells, width)) for number, cells in kept]
    row, whole = completed(full)
    return choose_header(Table(name, 0, (), [], (), tuple(remarks), lines=whole), row)


def choose_header(table: Table, row_number: int) -> Table:
    """Return the table with the line of this number as its header; 0 means that every line is a row."""
    headers: tuple[str, ...] = ()
    width = len(table.lines[0][1]) if table.lines else 0
    rows = table.lines
    for position, (number, cells) in enumerate(table.lines):
        if number == row_number:
            headers, rows = cells, table.lines[position + 1 :]
            break
    else:
        row_number = 0
    named = tuple(text or _("Spalte {number}").format(number=i + 1) for i, text in enumerate(_fitted(headers, width)))
    return replace(
        table,
        header_row=row_number,
        headers=named,
        rows=[cells for _number, cells in rows],
        row_numbers=tuple(number for number, _cells in rows),
    )


def _width(cells: Sequence[str]) -> int:
    return max((position + 1 for position, text in enumerate(cells) if text), default=0)


def _fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(cells[:width]) + ("",) * (width - len(cells))
