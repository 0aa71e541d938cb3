"""A list as the sheet a colleague gets: the visible columns in the visible order, or every field of the records.

Confidential records are left out and counted unless they are asked for, restricted and trashed ones always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..kinds import clock, fields
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record
from ..texts import _, ngettext
from . import lists
from .briefing import Line
from .calendar import people_of
from .cells import Cell, Column
from .columns import RoleColumn, ScalarColumn, columns_of
from .current import is_current
from .exports import Wish
from .full_table import FullTable
from .functions import Function, functions
from .hanging import HangingColumn
from .settings import office
from .sheet import Sheet, SheetColumn

_PAGE = 200


def sheet(
    store: Store,
    query: lists.ListQuery,
    record_ids: Sequence[int],
    wish: Wish = Wish(),  # noqa: B008 - frozen
    *,
    author: str = "",
) -> Sheet:
    """Return the list as a sheet; its rows are read while they are written, so memory stays constant."""
    kept = open_ids(store, record_ids, with_confidential=wish.with_confidential)
    sentence = lists.handed_sentence(store, query, record_ids)
    own = office(store)
    table = _table(store, query, wish)
    count = table.count(kept)
    return Sheet(
        title=title(query.kind),
        sentence=sentence,
        columns=table.columns,
        rows=table.rows(kept),
        count=count,
        author=author or own.unit,
        today=clock.today(),
        purpose=wish.purpose,
        left_out=len(record_ids) - len(kept),
        office=own.name,
        criteria=(*_criteria(query, wish, sentence), *_not_named(store, query, kept, wish)),
        confidential=wish.with_confidential and len(open_ids(store, kept)) < len(kept),
        repeated=count - len(kept),
    )


def title(kind: str) -> str:
    """Return what a list of a kind is called on paper."""
    return _("Partnerliste") if kind in {"organisation", "person"} else _(KINDS[kind].plural)


def _table(store: Store, query: lists.ListQuery, wish: Wish) -> _VisibleTable | FullTable:
    if wish.all_fields:
        return FullTable(store, query.kind, function_rows=wish.function_rows, with_confidential=wish.with_confidential)
    return _VisibleTable(store, query, wish)


def has_function_rows(query: lists.ListQuery, *, all_fields: bool) -> bool:
    """Return whether a row per function says anything: there are columns that name one."""
    return query.kind == "person" if all_fields else any(isinstance(c, RoleColumn) for c in query.shown())


def _criteria(query: lists.ListQuery, wish: Wish, sentence: str) -> Iterator[Line]:
    yield Line(_("Liste"), _(KINDS[query.kind].plural))
    yield Line(_("Filter"), sentence or _("alle Einträge"))
    yield Line(_("Reihenfolge"), _order(query))
    yield Line(_("Spalten"), _("alle Felder") if wish.all_fields else _("die sichtbaren, in ihrer Reihenfolge"))
    if wish.function_rows and has_function_rows(query, all_fields=wish.all_fields):
        yield Line(_("Zeilen"), _("eine je Funktion; wer mehrere hat, steht mehrmals darin"))
    if wish.with_confidential:
        yield Line(_("Vertrauliches"), _("eingeschlossen, auf ausdrücklichen Wunsch"))


def _not_named(store: Store, query: lists.ListQuery, ids: Sequence[int], wish: Wish) -> Iterator[Line]:
    """Say how many partners the cells would name but must not."""
    named = _linked(store, query, ids, wish)
    count = len(named) - len(open_ids(store, sorted(named), with_confidential=wish.with_confidential, trashed=True))
    if count:
        text = ngettext(
            "{count} vertraulicher oder gesperrter Eintrag", "{count} vertrauliche oder gesperrte Einträge", count
        )
        yield Line(_("In den Zellen nicht genannt"), text)


def _order(query: lists.ListQuery) -> str:
    name, descending = query.sorted_by()
    label = _(columns_of(query.kind)[name].label)
    return (
        _("{column}, absteigend").format(column=label)
        if descending
        else _("{column}, aufsteigend").format(column=label)
    )


class _VisibleTable:
    """The visible columns; functions as one row each where that was wanted and a column names them."""

    def __init__(self, store: Store, query: lists.ListQuery, wish: Wish) -> None:
        self._store, self._query, self._wish = store, query, wish
        self._shown = query.shown()
        has_functions = has_function_rows(query, all_fields=False)
        self._function_rows = wish.function_rows and has_functions
        # Cells name no confidential partner; with them asked for, and in rows of their own, functions are read anew.
        self._reads_functions = has_functions and (self._function_rows or wish.with_confidential)
        self.columns = tuple(SheetColumn(_(c.label), c.type, is_name=c.name == "title") for c in self._shown)

    def count(self, ids: Sequence[int]) -> int:
        """Return how many rows the records take."""
        if not self._function_rows:
            return len(ids)
        with self._store.reading() as connection:
            pages = (list(ids[start : start + _PAGE]) for start in range(0, len(ids), _PAGE))
            more = sum(len(held) - 1 for page in pages for held in self._functions(connection, page).values())
        return len(ids) + more

    def rows(self, ids: Sequence[int]) -> Iterator[tuple[object, ...]]:
        """Yield the rows page by page on one snapshot."""
        cells = zip(ids, lists.all_rows(self._store, self._query, ids), strict=True)
        if not self._reads_functions:
            return (self._row(row) for _row_id, row in cells)
        return self._rows_with_functions(ids, cells)

    def _rows_with_functions(
        self, ids: Sequence[int], cells: Iterator[tuple[int, tuple[Cell, ...]]]
    ) -> Iterator[tuple[object, ...]]:
        placed: dict[int, list[Function]] = {}
        for at, (row_id, row) in enumerate(cells):
            if at % _PAGE == 0:
                with self._store.reading() as connection:
                    placed = self._functions(connection, list(ids[at : at + _PAGE]))
            held = placed.get(row_id, [])
            for functions_in_row in [[one] for one in held] if held and self._function_rows else [held]:
                yield self._row(row, functions_in_row)

    def _functions(self, connection: Connection, page: list[int]) -> dict[int, list[Function]]:
        return functions(connection, self._query.kind, page, with_confidential=self._wish.with_confidential)

    def _row(self, row: tuple[Cell, ...], held: Sequence[Function] | None = None) -> tuple[object, ...]:
        return tuple(self._value(cell, column, held) for cell, column in zip(row, self._shown, strict=True))

    def _value(self, cell: Cell, column: Column, held: Sequence[Function] | None) -> object:
        if held is not None and isinstance(column, RoleColumn):
            names = dict.fromkeys(getattr(entry, column.shows) for entry in held)
            return ", ".join(name for name in names if name) or None
        if self._wish.with_confidential and _names_records(column):
            return cell.text or None
        return cell.value if column.type == "text" or cell.value is not None else cell.text or None


def _names_records(column: Column) -> bool:
    return isinstance(column, ScalarColumn | HangingColumn) and isinstance(column.field, fields.Ref | fields.Links)


def open_ids(
    store: Store, record_ids: Sequence[int], *, with_confidential: bool = False, trashed: bool = False
) -> list[int]:
    """Return those of the records that may leave the house: not restricted or trashed, confidential when asked for.

    `trashed` ones are kept where it only matters what is to be kept back.
    """
    closed: Any = record.c.restricted.is_(True)
    if not trashed:
        closed |= record.c.trashed_at.is_not(None)
    if not with_confidential:
        closed |= record.c.confidential.is_(True)
    with store.reading() as connection:
        found = set(connection.execute(select(record.c.id).where(closed)).scalars())
    return [row_id for row_id in record_ids if row_id not in found]


@dataclass(frozen=True)
class Closed:
    """How many of some records stay in the house: `confidential` unless asked for, `restricted` always."""

    confidential: int
    restricted: int


def closed_among(store: Store, record_ids: Sequence[int]) -> Closed:
    """Return how many of the records would be left out, and why."""
    with_confidential = len(open_ids(store, record_ids, with_confidential=True))
    return Closed(with_confidential - len(open_ids(store, record_ids)), len(record_ids) - with_confidential)


def persons_named(
    store: Store,
    query: lists.ListQuery,
    record_ids: Sequence[int],
    wish: Wish = Wish(),  # noqa: B008 - frozen
) -> list[int]:
    """Return the ids of the persons that an exported list names, for the export log."""
    if query.kind == "person":
        return list(record_ids)
    if wish.format == "ics":
        return people_of(store, record_ids)
    found = _linked(store, query, record_ids, wish)
    with store.reading() as connection:
        return sorted(_open_persons(connection, found, with_confidential=wish.with_confidential))


def _linked(store: Store, query: lists.ListQuery, record_ids: Sequence[int], wish: Wish) -> set[int]:
    """Return the ids of all records that the cells of a list would name, if all might be named."""
    if not wish.is_table:
        return set()
    roles = {} if wish.all_fields else {c.from_side: c for c in query.shown() if isinstance(c, RoleColumn)}
    described = KINDS[query.kind].of_type(fields.Ref, fields.Links)
    if not wish.all_fields:
        shown = {column.name for column in query.shown()}
        described = {name: field for name, field in described.items() if name in shown}
    found: set[int] = set()
    with store.reading() as connection:
        for start in range(0, len(record_ids), 500):
            page = list(record_ids[start : start + 500])
            for column in roles.values():
                found.update(_role_ends(connection, column, page, wish))
            for name, field in described.items():
                found.update(_ends(connection, query.kind, name, field, page))
    return found


def _role_ends(connection: Connection, column: RoleColumn, page: list[int], wish: Wish) -> Sequence[int]:
    role, spine = KIND_TABLES["role"], record.alias()
    other = role.c.organisation if column.from_side == "person" else role.c.person
    query = select(other).join(spine, spine.c.id == role.c.id).where(role.c[column.from_side].in_(page))
    query = query.where(is_current(role), spine.c.trashed_at.is_(None))
    if not wish.with_confidential:
        query = query.where(spine.c.confidential.is_(False))
    return connection.execute(query).scalars().all()


def _ends(connection: Connection, kind: str, name: str, field: fields.Field, page: list[int]) -> Sequence[int]:
    if isinstance(field, fields.Links):
        query = select(link.c.to_id).where(link.c.from_id.in_(page), link.c.meaning == name)
    else:
        table = KIND_TABLES[kind]
        query = select(table.c[name]).where(table.c.id.in_(page), table.c[name].is_not(None))
    return connection.execute(query).scalars().all()


def _open_persons(connection: Connection, ids: set[int], *, with_confidential: bool) -> set[int]:
    found: set[int] = set()
    query: Any = select(record.c.id).where(record.c.kind == "person", record.c.restricted.is_(False))
    if not with_confidential:
        query = query.where(record.c.confidential.is_(False))
    listed = sorted(ids)
    for start in range(0, len(listed), 500):
        found.update(connection.execute(query.where(record.c.id.in_(listed[start : start + 500]))).scalars())
    return found
