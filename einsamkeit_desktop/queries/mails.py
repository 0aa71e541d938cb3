"""What the store knows of a mail: whose addresses these are, which way it went, and whether it was filed already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from ..store.store import Store
from ..store.tables import contact_point, record, setting
from .record import Named
from .settings import office

_PARTNERS = ("person", "organisation", "body", "municipality")
# More persons than this share an address: it is that of a house, not theirs.
_SHARED_BY = 2
_PART = 500


@dataclass(frozen=True)
class Known:
    """Who of a mail is known, by address; `is_outgoing` whether the office itself wrote it."""

    people: Mapping[str, tuple[Named, ...]]
    is_outgoing: bool
    own: frozenset[str]


def whose(store: Store, sender: str, recipients: Iterable[str]) -> Known:
    """Return whose addresses these are; the office's own are nobody's.

    Where the office's address was never entered, a mail from a stranger to somebody known counts as outgoing.
    """
    others = list(dict.fromkeys(recipients))
    told = office(store)
    own = frozenset(text.strip().casefold() for text in (told.email, *told.further_emails) if text.strip())
    found = _partners(store, [address for address in (sender, *others) if address and address not in own])
    to_known = sender not in found and any(address in found for address in others)
    is_outgoing = sender in own if own else to_known
    return Known(found, is_outgoing, own)


def filed(store: Store, key: str) -> Named | None:
    """Return the note a mail was filed as, None where it was not or the note is gone."""
    with store.reading() as connection:
        note_id = connection.execute(select(setting.c.value).where(setting.c.name == setting_of(key))).scalar()
        if note_id is None:
            return None
        query = select(record.c.id, record.c.kind, record.c.title, record.c.uid)
        query = query.where(record.c.id == note_id, record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        row = connection.execute(query).first()
    return Named(*row) if row is not None else None


def setting_of(key: str) -> str:
    """Return the name under which is kept as which note a mail was filed."""
    return f"mail.{key}"


def _partners(store: Store, addresses: list[str]) -> dict[str, tuple[Named, ...]]:
    found: dict[str, list[Named]] = defaultdict(list)
    value = func.lower(contact_point.c.value)
    query = (
        select(value, record.c.id, record.c.kind, record.c.title, record.c.uid)
        .join(record, record.c.id == contact_point.c.record_id)
        .where(contact_point.c.kind == "email", record.c.kind.in_(_PARTNERS))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(record.c.sort_key, record.c.id)
    )
    with store.reading() as connection:
        for start in range(0, len(addresses), _PART):
            for row in connection.execute(query.where(value.in_(addresses[start : start + _PART]))):
                found[row[0]].append(Named(*row[1:]))
    return {address: _meant(named) for address, named in found.items()}


def _meant(named: list[Named]) -> tuple[Named, ...]:
    """Return the persons an address belongs to, else the house."""
    persons = tuple(entry for entry in named if entry.kind == "person")
    houses = tuple(entry for entry in named if entry.kind != "person")
    if persons and len(persons) <= _SHARED_BY:
        return persons
    return houses[:1] or persons[:_SHARED_BY]
