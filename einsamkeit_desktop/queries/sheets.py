"""A list as the sheet a colleague gets: the visible columns in the visible order, confidential records left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from ..kinds import clock
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..texts import _
from . import lists
from .briefing import Line
from .columns import columns_of
from .settings import office
from .sheet import Sheet, SheetColumn

_role = KIND_TABLES["role"]


def sheet(
    store: Store, query: lists.ListQuery, record_ids: Sequence[int], *, author: str = "", purpose: str = ""
) -> Sheet:
    """Return the list as a sheet; its rows are read while they are written, so memory stays constant."""
    kept = open_ids(store, record_ids)
    sentence = lists.sentence(store, query)
    columns = tuple(SheetColumn(_(column.label), column.type) for column in query.shown())
    own = office(store)
    return Sheet(
        title=_("Partnerliste") if query.kind in {"organisation", "person"} else _(KINDS[query.kind].plural),
        sentence=sentence,
        columns=columns,
        rows=_values(store, query, kept),
        count=len(kept),
        author=author or own.unit,
        today=clock.today(),
        purpose=purpose,
        left_out=len(record_ids) - len(kept),
        office=own.name,
        criteria=tuple(
            Line(label, text)
            for label, text in (
                (_("Liste"), _(KINDS[query.kind].plural)),
                (_("Filter"), sentence or _("alle Einträge")),
                (_("Reihenfolge"), _order(query)),
            )
        ),
    )


def _order(query: lists.ListQuery) -> str:
    name, descending = query.sorted_by()
    label = _(columns_of(query.kind)[name].label)
    return (
        _("{column}, absteigend").format(column=label)
        if descending
        else _("{column}, aufsteigend").format(column=label)
    )


def _values(store: Store, query: lists.ListQuery, ids: Sequence[int]) -> Iterator[tuple[object, ...]]:
    kinds = [column.type for column in query.shown()]
    for row in lists.all_rows(store, query, ids):
        yield tuple(
            cell.value if kind == "text" or cell.value is not None else cell.text or None
            for cell, kind in zip(row, kinds, strict=True)
        )


def open_ids(store: Store, record_ids: Sequence[int]) -> list[int]:
    """Return those of the records that may leave the house unasked: not confidential, restricted or trashed."""
    closed: set[int] = set()
    with store.reading() as connection:
        query = select(record.c.id).where(
            record.c.confidential.is_(True) | record.c.restricted.is_(True) | record.c.trashed_at.is_not(None)
        )
        closed.update(connection.execute(query).scalars())
    return [row_id for row_id in record_ids if row_id not in closed]


def persons_named(store: Store, query: lists.ListQuery, record_ids: Sequence[int]) -> list[int]:
    """Return the ids of the persons that an exported list names, for the export log."""
    if query.kind == "person":
        return list(record_ids)
    if query.kind != "organisation" or not any(column.name == "contact_person" for column in query.shown()):
        return []
    found: set[int] = set()
    with store.reading() as connection:
        for start in range(0, len(record_ids), 500):
            chunk = record_ids[start : start + 500]
            found.update(connection.execute(select(_role.c.person).where(_role.c.organisation.in_(chunk))).scalars())
    return sorted(found)
