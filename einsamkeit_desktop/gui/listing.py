"""What a list page shows of a query: ids, columns and cells in the words of the table widget."""

from __future__ import annotations

from collections.abc import Sequence

from ..kinds.registry import KINDS
from ..queries import columns, lists
from ..store.store import Store
from ..texts import _
from .table import Cell, Column

_WIDTHS = {
    "title": 220, "organisation_type": 110, "serves": 130, "seat": 130, "last_contact": 116, "priority": 50, "at": 120,
    "due_on": 96, "organisation": 190, "function": 150, "phone": 130, "email": 190, "participants": 220, "about": 200,
    "note_kind": 130, "starts_at": 120, "status": 120, "day": 90, "municipality": 150,
}  # fmt: skip
_SHORT_LABELS = {"priority": "Prio"}


def table_columns(query: lists.ListQuery) -> tuple[Column, ...]:
    """Return the visible columns for the table; the title stands out, the others are quiet."""
    return tuple(
        Column(
            column.name,
            _SHORT_LABELS.get(column.name, _(column.label)),
            _WIDTHS.get(column.name, 120),
            "text" if column.name in {"title", "last_contact", "at", "due_on"} else "muted",
            column.type == "number",
        )
        for column in query.shown()
    )


def table_cells(store: Store, query: lists.ListQuery, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
    """Return the cells of one page of ids."""
    return [tuple(_cell(cell) for cell in row) for row in lists.rows(store, query, ids)]


def _cell(cell: columns.Cell) -> Cell:
    return Cell(cell.text, cell.tone)


def plural(kind: str) -> str:
    """Return the name of a kind's list."""
    return _(KINDS[kind].plural)
