"""What lists are made of: a cell, and a column that orders ids in SQL and reads its cells for one page of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select
from sqlalchemy.engine import Connection

from ..store.dialect import ids_given
from .terms import Vocabulary

IDS = ids_given("ids")
"""The ids of a page; a column makes its statement once, which is as much work as running it."""


class Cell(NamedTuple):
    """One place of a list: what the screen shows, what a sheet gets, and a tone (danger, warning, muted or "")."""

    text: str
    value: date | datetime | int | str | None = None
    tone: str = ""


Cells = Mapping[int, Cell]


class Page:
    """Some hundred records whose cells are read, on one connection; what several columns ask for is read once."""

    def __init__(self, connection: Connection, ids: list[int]) -> None:
        self.connection = connection
        self.ids = ids
        self._read: dict[Select[Any], Sequence[Any]] = {}

    def rows(self, statement: Select[Any]) -> Sequence[Any]:
        """Return the rows of a statement on the records (`IDS`)."""
        if statement not in self._read:
            self._read[statement] = self.connection.execute(statement, {"ids": self.ids}).all()
        return self._read[statement]


@dataclass(frozen=True)
class Column:
    """One column of a list; `type` is text, day or number and decides alignment and format in sheets."""

    name: str
    label: str
    type: str = "text"

    def order(self) -> ColumnElement[Any]:
        """Return what ids are ordered by, over `record` joined to the kind's table."""
        raise NotImplementedError

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        """Return the cells of the records; those with nothing in this column are missing."""
        raise NotImplementedError


def names_cell(names: Mapping[str, bool], shown: str) -> Cell:
    """Return a cell that shows names on the screen and gives sheets those that are not confidential."""
    return Cell(shown, ", ".join([name for name, confidential in names.items() if not confidential]) or None)
