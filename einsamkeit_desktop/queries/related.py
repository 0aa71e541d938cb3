"""Which records refer to a record: the offers of a provider, the cases of a partner, the exchange with a town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.engine import Connection

from ..kinds.days import format_day
from ..kinds.fields import Choice, Day, Links, Moment, Ref
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record
from ..texts import _
from .record import Named
from .terms import Vocabulary, vocabulary

RELATED_KINDS = ("offer", "case", "exchange", "practice", "event", "body")
# What a line says beside the title, by field name, in this order.
_DETAILS = ("file_reference", "status", "transfer_status", "direction", "day", "starts_at", "deadline_on", "checked_on")


@dataclass(frozen=True)
class RelatedLine:
    """A record that refers to the shown one; `details` are its state and its days as they are shown."""

    record: Named
    details: tuple[str, ...] = ()


def related(store: Store, record_id: int) -> dict[str, list[Named]]:
    """Return the live records that refer to a record, by kind, in the order of their titles; empty kinds are missing.

    A record refers through its own references (an offer's provider) or its links (a case's parties).
    """
    found: dict[str, list[Named]] = {}
    with store.reading() as connection:
        for kind in RELATED_KINDS:
            names = [Named(row.id, row.kind, row.title, row.uid) for row in connection.execute(_query(kind, record_id))]
            if names:
                found[kind] = names
    return found


def count_related(store: Store, record_id: int) -> dict[str, int]:
    """Return how many records of each kind refer to a record; kinds with none are missing."""
    return {kind: len(names) for kind, names in related(store, record_id).items()}


def related_lines(store: Store, record_id: int, kind: str) -> list[RelatedLine]:
    """Return the records of one kind that refer to a record, with their state and days."""
    words = vocabulary(store)
    with store.reading() as connection:
        names = [Named(row.id, row.kind, row.title, row.uid) for row in connection.execute(_query(kind, record_id))]
        ids = [name.id for name in names]
        details = _details(connection, kind, ids, words)
        parts = _parts(connection, kind, ids, record_id)
    return [RelatedLine(name, (*parts.get(name.id, ()), *details.get(name.id, ()))) for name in names]


def reference_field(kind: str, to_kind: str) -> str:
    """Return the field by which records of a kind refer to one of another kind, "" where they do not.

    It is what a new record of that kind gets as its preset.
    """
    for name, field in KINDS[kind].fields.items():
        if isinstance(field, Ref | Links) and to_kind in field.to:
            return name
    return ""


def _query(kind: str, record_id: int) -> Select[Any]:
    """Return the query for the referring records; each way to refer is its own part, so that each finds its index."""
    table = KIND_TABLES[kind]
    parts: list[Any] = [select(table.c.id).where(table.c[name] == record_id) for name in KINDS[kind].of_type(Ref)]
    meanings = tuple(KINDS[kind].of_type(Links))
    if meanings:
        parts.append(select(link.c.from_id).where(link.c.to_id == record_id, link.c.meaning.in_(meanings)))
    return (
        select(record.c.id, record.c.kind, record.c.title, record.c.uid)
        .where(record.c.id.in_(union(*parts)), record.c.kind == kind)
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(record.c.sort_key, record.c.id)
    )


def _parts(connection: Connection, kind: str, ids: list[int], record_id: int) -> dict[int, tuple[str, ...]]:
    """Return as what the shown record takes part in each, where records of the kind have more than one part to give."""
    labels = {name: _(field.label) for name, field in KINDS[kind].of_type(Links).items()}
    if len(labels) < 2 or not ids:
        return {}
    query = select(link.c.from_id, link.c.meaning).where(link.c.to_id == record_id, link.c.from_id.in_(ids))
    found: dict[int, tuple[str, ...]] = {}
    for row_id, meaning in connection.execute(query.where(link.c.meaning.in_(labels)).order_by(link.c.id)):
        found[row_id] = (*found.get(row_id, ()), labels[meaning])
    return found


def _details(connection: Connection, kind: str, ids: list[int], words: Vocabulary) -> dict[int, tuple[str, ...]]:
    table, fields = KIND_TABLES[kind], KINDS[kind].fields
    names = [name for name in _DETAILS if name in fields]
    if not names or not ids:
        return {}
    found = {}
    for row in connection.execute(select(table).where(table.c.id.in_(ids))).mappings():
        shown = (_shown(fields[name], row[name], words) for name in names)
        found[row["id"]] = tuple(text for text in shown if text)
    return found


def _shown(field: Any, value: Any, words: Vocabulary) -> str:
    if value is None:
        return ""
    if isinstance(field, Choice):
        return words.label(field.of, value)
    if isinstance(field, Day) and isinstance(value, date):
        return f"{_(field.label)} {format_day(value)}"
    if isinstance(field, Moment) and isinstance(value, datetime):
        return str(field.show(value))
    return str(value)
