"""What a store holds, as values to compare, and deeds at random to fill it with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from einsamkeit_desktop.actions.lists import save_list
from einsamkeit_desktop.actions.records import restore, save_record, trash
from einsamkeit_desktop.actions.reminders import complete_reminder, postpone_reminders, reopen_reminder
from einsamkeit_desktop.actions.roles import end_role
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.store import derived
from einsamkeit_desktop.store.shape import BOOKKEEPING
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import contact_day, kind_count, metadata, record, search_text
from tests.makers import make_municipality, make_note, make_organisation, make_person, make_reminder, make_role

_BOOKS = {"journal_step", "journal_row", "alembic_version"}
_DAY = date(2026, 6, 1)
_NAMES = ("Özdemir", "Müller", "O'Connor", "Łukaszewicz", "de la Cruz", "👵", "x" * 160)

Deed = tuple[str, int, int]


def content(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table but the journal's; counters and times of change left out."""
    with store.reading() as connection:
        return {
            name: [
                {column: value for column, value in row.items() if column not in BOOKKEEPING}
                for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for name, table in metadata.tables.items()
            if name not in _BOOKS
        } | {"kind_count": _counts(connection)}


def _counts(connection: Connection) -> list[dict[str, Any]]:
    """Return the counts by kind; a kind of which nothing is left is as good as one that never was."""
    rows = connection.execute(select(kind_count).order_by(kind_count.c.kind)).mappings()
    return [dict(row) for row in rows if row["live"] or row["trashed"]]


def derived_content(store: Store) -> tuple[list[Any], list[Any]]:
    """Return the rows of the derived tables as they stand."""
    with store.reading() as connection:
        return (
            list(connection.execute(select(search_text).order_by(search_text.c.record_id))),
            list(connection.execute(select(contact_day).order_by(*contact_day.primary_key.columns))),
        )


def rebuilt_content(store: Store) -> tuple[list[Any], list[Any]]:
    """Build the derived tables anew and return their rows."""
    with store.writing("neu aufgebaut") as write:
        for table in (contact_day, search_text):
            write.connection.execute(delete(table))
        derived.refresh(write.connection, write.connection.execute(select(record.c.id)).scalars().all())
    return derived_content(store)


def _ids(store: Store, kind: str) -> list[int]:
    with store.reading() as connection:
        return list(
            connection.execute(select(record.c.id).where(record.c.kind == kind).order_by(record.c.id)).scalars()
        )


def _pick(store: Store, kind: str, at: int) -> int:
    ids = _ids(store, kind)
    if not ids:
        return {"person": make_person, "organisation": make_organisation, "reminder": make_reminder}[kind](store)
    return ids[at % len(ids)]


def _role(store: Store, a: int, b: int) -> int:
    roles = _ids(store, "role")
    return (
        roles[a % len(roles)] if roles else make_role(store, _pick(store, "person", a), _pick(store, "organisation", b))
    )


def _change_person(store: Store, a: int, b: int) -> None:
    values = {
        "family_name": _NAMES[b % len(_NAMES)],
        "topics": (),
        "contacts": (ContactPoint("phone", f"0231 {b}"),) * (b % 3),
    }
    save_record(store, "person", _pick(store, "person", a), values)


def _change_organisation(store: Store, a: int, b: int) -> None:
    values = {
        "short_name": f"K{b}",
        "priority": "ABC"[b % 3],
        "target_groups": ("alleinerziehende",) * (b % 2),
        "serves": ("GESAMT",) * (b % 2),
        "parent": _pick(store, "organisation", b),
        "addresses": (Address("Münsterstraße 4", postal_code="01067", city="Ort"),) * (b % 3),
    }
    save_record(store, "organisation", _pick(store, "organisation", a), values)


def _change_note(store: Store, a: int, b: int) -> None:
    notes = _ids(store, "contact_note")
    if notes:
        who = (_pick(store, "person", b), _pick(store, "organisation", b))[: b % 3]
        kind = "rundmail" if b % 4 == 0 else "telefonat"
        save_record(
            store,
            "contact_note",
            notes[a % len(notes)],
            {"participants": who, "note_kind": kind, "content": f"Text {b}"},
        )


def _trash(store: Store, a: int, b: int) -> None:
    ids = [
        row_id
        for kind in ("person", "organisation", "role", "contact_note", "reminder")
        for row_id in _ids(store, kind)
    ]
    if ids:
        trash(store, ids[a % len(ids) :][: 1 + b % 3])


def _restore(store: Store, a: int, b: int) -> None:
    with store.reading() as connection:
        ids = list(connection.execute(select(record.c.id).where(record.c.trashed_at.is_not(None))).scalars())
    if ids:
        restore(store, ids[a % len(ids) :][: 1 + b % 3])


_DEEDS: dict[str, Callable[[Store, int, int], object]] = {
    "new person": lambda store, a, b: make_person(store, _NAMES[a % len(_NAMES)], given_name="Ænne"),
    "new organisation": lambda store, a, b: make_organisation(store, f"Verein {a} für Straße & Köln"),
    "new municipality": lambda store, a, b: make_municipality(store, f"Stadt {a}", people=(_pick(store, "person", b),)),
    "change person": _change_person,
    "change organisation": _change_organisation,
    "start role": lambda store, a, b: make_role(
        store, _pick(store, "person", a), _pick(store, "organisation", b), _DAY + timedelta(b % 20)
    ),
    "end role": lambda store, a, b: end_role(store, _role(store, a, b), _DAY + timedelta(10 + b % 20)),
    "move role to another organisation": lambda store, a, b: save_record(
        store, "role", _role(store, a, b), {"organisation": _pick(store, "organisation", b)}
    ),
    "move role to another person": lambda store, a, b: save_record(
        store, "role", _role(store, a, b), {"person": _pick(store, "person", b)}
    ),
    "write note": lambda store, a, b: make_note(
        store, _pick(store, "person", a), *(_ids(store, "organisation")[: b % 2]), day=_DAY + timedelta(b % 40)
    ),
    "change note": _change_note,
    "complete reminder": lambda store, a, b: complete_reminder(store, _pick(store, "reminder", a), "gut"),
    "reopen reminder": lambda store, a, b: reopen_reminder(store, _pick(store, "reminder", a)),
    "postpone reminder": lambda store, a, b: postpone_reminders(
        store, {_pick(store, "reminder", a): _DAY + timedelta(b)}
    ),
    "trash": _trash,
    "restore": _restore,
    "save list": lambda store, a, b: save_list(store, "person", f"Liste {a % 3}", {"words": str(b)}),
}

DEEDS = st.lists(
    st.tuples(st.sampled_from(sorted(_DEEDS)), st.integers(0, 9), st.integers(0, 50)), min_size=1, max_size=15
)


def do(store: Store, deeds: list[Deed]) -> None:
    """Do what the deeds say, as far as the store has records for it."""
    for name, a, b in deeds:
        _DEEDS[name](store, a, b)
