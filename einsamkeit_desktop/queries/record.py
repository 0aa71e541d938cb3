"""One record with all its values, as forms, papers and imports take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.engine import Connection

from ..errors import NotFound
from ..kinds.base import Kind
from ..kinds.fields import Addresses, Areas, Contacts, Field, Links, Many, Terms
from ..kinds.points import Address, ContactPoint
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, address, area, contact_point, link, record, record_area, record_term, term
from ..texts import _
from .cells import IDS


@dataclass(frozen=True)
class Record:
    """A record as it was read: `values` has an entry for every field of its kind."""

    id: int
    uid: str
    kind: str
    title: str
    subtitle: str
    version: int
    created_at: datetime
    changed_at: datetime
    trashed_at: datetime | None
    restricted: bool
    confidential: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Named:
    """A record by what it is called; what links and references show."""

    id: int
    kind: str
    title: str
    uid: str = ""


def load(store: Store, record_id: int) -> Record:
    """Return one record. Raises errors.NotFound if it does not exist (any more)."""
    found = load_many(store, [record_id])
    if not found:
        raise NotFound(_("Diesen Datensatz gibt es nicht mehr."))
    return found[0]


def load_many(store: Store, record_ids: Iterable[int]) -> list[Record]:
    """Return the records that exist, in the order of the ids."""
    with store.reading() as connection:
        return read_records(connection, list(record_ids))


def read_records(connection: Connection, ids: list[int]) -> list[Record]:
    """Return records on an open connection, in the order of the ids."""
    spine: dict[int, Any] = {}
    for chunk in _chunks(ids):
        rows = connection.execute(select(record).where(record.c.id.in_(chunk))).mappings()
        spine.update({row["id"]: row for row in rows})
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row_id in ids:
        if row_id in spine:
            by_kind[spine[row_id]["kind"]].append(row_id)
    values: dict[int, dict[str, Any]] = {}
    for code, members in by_kind.items():
        for chunk in _chunks(members):
            values.update(read_values(connection, KINDS[code], chunk, spine))
    names = [column.name for column in record.c if column.name != "sort_key"]
    return [Record(**{name: spine[i][name] for name in names}, values=values[i]) for i in ids if i in spine]


def _chunks(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def read_values(
    connection: Connection, kind: type[Kind], ids: list[int], spine: Mapping[int, Mapping[str, Any]]
) -> dict[int, dict[str, Any]]:
    """Return the values of up to some hundred records of one kind by id."""
    table = KIND_TABLES[kind.code]
    values = {row_id: kind.empty_values() for row_id in ids}
    scalars = [name for name, field in kind.fields.items() if not field.spine and not isinstance(field, Many)]
    for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings():
        values[row["id"]].update({name: row[name] for name in scalars})
    for row_id in ids:
        values[row_id]["confidential"] = spine[row_id]["confidential"]
    for row_id, name, value in _hanging(connection, kind, ids):
        values[row_id][name] = (*values[row_id][name], value)
    return values


def _hanging(connection: Connection, kind: type[Kind], ids: list[int]) -> Iterable[tuple[int, str, Any]]:
    """Yield (record id, field, value) for every row that hangs on the records."""
    if kind.of_type(Terms):
        query = select(record_term.c.record_id, record_term.c.field, term.c.code).join(
            term, term.c.id == record_term.c.term_id
        )
        rows = connection.execute(query.where(record_term.c.record_id.in_(ids)).order_by(term.c.position, term.c.id))
        yield from ((i, name, code) for i, name, code in rows if name in kind.fields)
    if areas := _one_per_meaning(kind.of_type(Areas)):
        query = select(record_area.c.record_id, record_area.c.meaning, area.c.code).join(
            area, area.c.id == record_area.c.area_id
        )
        rows = connection.execute(
            query.where(record_area.c.record_id.in_(ids)).order_by(area.c.level, area.c.position, area.c.id)
        )
        yield from ((i, areas[meaning], code) for i, meaning, code in rows if meaning in areas)
    if links := kind.of_type(Links):
        found = select(link.c.from_id, link.c.meaning, link.c.to_id).where(link.c.from_id.in_(ids))
        rows = connection.execute(found.order_by(link.c.position, link.c.id))
        yield from ((i, meaning, to_id) for i, meaning, to_id in rows if meaning in links)
    yield from _points(connection, kind, ids)


def _points(connection: Connection, kind: type[Kind], ids: list[int]) -> Iterable[tuple[int, str, Any]]:
    for name in kind.of_type(Contacts):
        query = select(contact_point).where(contact_point.c.record_id.in_(ids)).order_by(contact_point.c.position)
        for row in connection.execute(query).mappings():
            yield (
                row["record_id"],
                name,
                ContactPoint(**{n: row[n] for n in ContactPoint._fields}),
            )
    for name in kind.of_type(Addresses):
        query = select(address).where(address.c.record_id.in_(ids)).order_by(address.c.position)
        for row in connection.execute(query).mappings():
            yield row["record_id"], name, Address(**{n: row[n] for n in Address._fields})


def _one_per_meaning(fields: Mapping[str, Field]) -> dict[str, str]:
    return {field.meaning: name for name, field in fields.items() if isinstance(field, Areas)}


def named(
    store: Store, record_ids: Iterable[int], *, with_restricted: bool = True, with_trashed: bool = True
) -> dict[int, Named]:
    """Return what records are called, by id; those that do not exist are missing."""
    ids = list(record_ids)
    query = select(record.c.id, record.c.kind, record.c.title, record.c.uid)
    if not with_restricted:
        query = query.where(record.c.restricted.is_(False))
    if not with_trashed:
        query = query.where(record.c.trashed_at.is_(None))
    with store.reading() as connection:
        return {
            row.id: Named(row.id, row.kind, row.title, row.uid)
            for chunk in _chunks(ids)
            for row in connection.execute(query.where(record.c.id.in_(chunk)))
        }


def linked(connection: Connection, ids: Sequence[int], meanings: Iterable[str]) -> dict[int, tuple[Named, ...]]:
    """Return whom records are linked to, by the record's id, in the links' order; nobody trashed or restricted."""
    found: dict[int, list[Named]] = defaultdict(list)
    for from_id, *name in connection.execute(_links(), {"ids": ids, "meanings": tuple(meanings)}).all():
        found[from_id].append(Named(*name))
    return {row_id: tuple(names) for row_id, names in found.items()}


@cache
def _links() -> Select[Any]:
    return (
        select(link.c.from_id, record.c.id, record.c.kind, record.c.title, record.c.uid)
        .join(record, record.c.id == link.c.to_id)
        .where(link.c.from_id.in_(IDS), link.c.meaning.in_(bindparam("meanings", expanding=True)))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(link.c.position, link.c.id)
    )
