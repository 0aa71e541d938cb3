"""When the time of day tells the entries of an Akte apart: on days that hold several."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from ..store.dialect import local_day
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from .linked_notes import linked_notes

_note = KIND_TABLES["contact_note"]


def crowded_days(store: Store, record_id: int) -> frozenset[date]:
    """Return the days on which a record's Akte has entries at different times."""
    day = local_day(_note.c.at)
    query = (
        select(day)
        .join(record, record.c.id == _note.c.id)
        .where(_note.c.id.in_(linked_notes(record_id)))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .group_by(day)
        .having(func.count(_note.c.at.distinct()) > 1)
    )
    with store.reading() as connection:
        return frozenset(date.fromisoformat(found) for found in connection.execute(query).scalars())
