"""Which notes stand in the Akte of a record: its own, and for an organisation those of its people."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, func, or_, select, union

from ..store.dialect import local_day
from ..store.tables import KIND_TABLES, contact_day, link, record

_note, _role = KIND_TABLES["contact_note"], KIND_TABLES["role"]


def linked_notes(
    record_id: int | BindParameter[int], first_day: ColumnElement[Any] | None = None
) -> CompoundSelect[Any]:
    """Return the query for the ids of the notes in a record's Akte, to be narrowed to those that may be shown.

    Most count as a contact, and their days are kept; where `first_day` is given, of these the earlier ones are left
    out. Only for the others the links are gone through, for an organisation those of its people on days of their
    function too (others have no people): an Akte of 1,400 entries took 4 ms, and takes 1 ms.
    """
    counted = select(contact_day.c.note_id).where(contact_day.c.record_id == record_id)
    is_other = link.c.from_id.not_in(counted)
    own = select(link.c.from_id).where(link.c.to_id == record_id, link.c.meaning.in_(("participants", "about")))
    day = local_day(_note.c.at)
    theirs = (
        select(link.c.from_id)
        .join(_role, _role.c.person == link.c.to_id)
        .join(record, record.c.id == _role.c.id)
        .join(_note, _note.c.id == link.c.from_id)
        .where(_role.c.organisation == record_id, record.c.trashed_at.is_(None), link.c.meaning == "participants")
        .where(or_(_role.c.since.is_(None), _role.c.since <= day), or_(_role.c.until.is_(None), _role.c.until >= day))
    )
    wanted = counted if first_day is None else counted.where(contact_day.c.day >= first_day)
    return union(wanted, own.where(is_other), theirs.where(is_other))


def first_day_of(
    record_id: BindParameter[int], place: BindParameter[int], *conditions: ColumnElement[bool]
) -> ColumnElement[Any]:
    """Return the day of the note at a place, newest first from 0, among those of an Akte that count as a contact and
    meet the conditions on `record` and the note; a day before all others where there are fewer.
    """
    found = (
        select(contact_day.c.day)
        .join(record, record.c.id == contact_day.c.note_id)
        .join(_note, _note.c.id == record.c.id)
        .where(contact_day.c.record_id == record_id, *conditions)
        .order_by(contact_day.c.day.desc())
        .limit(1)
        .offset(place)
        .correlate(None)
    )
    return func.coalesce(found.scalar_subquery(), date.min)
