"""Makers of records for tests: each keeps one record in the store and returns its id; every field may be given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from einsamkeit_desktop.actions.notes import NewNote, NewTask, write_note
from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.actions.roles import start_role
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import record
from einsamkeit_desktop.store.writing import Changes


def make(store: Store, kind: str, **values: Any) -> int:
    """Keep a record of any kind."""
    return _about(save_record(store, kind, None, values))


def make_person(store: Store, family_name: str = "Özdemir", **values: Any) -> int:
    """Keep a person."""
    return make(store, "person", family_name=family_name, **values)


def make_organisation(store: Store, name: str = "Nachbarschaftstreff Nordlicht e. V.", **values: Any) -> int:
    """Keep an organisation."""
    return make(store, "organisation", name=name, **values)


def make_role(
    store: Store,
    person: int,
    organisation: int,
    since: date | None = None,
    until: date | None = None,
    function: str = "Leitung",
) -> int:
    """Let a person work for an organisation, from when to when."""
    role = _about(start_role(store, person, organisation, function, since))
    if until is not None:
        save_record(store, "role", role, {"until": until})
    return role


def make_note(
    store: Store,
    *participants: int,
    content: str = "Frühstück für Alleinerziehende besprochen, Raum fehlt noch.",
    day: date | None = None,
    note_kind: str = "telefonat",
    tasks: Iterable[NewTask] = (),
    **values: Any,
) -> int:
    """Write a contact note with those who took part, at noon (UTC) of a day or now."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else clock.now()
    return _about(write_note(store, NewNote(note_kind, at, content, participants, tasks=tuple(tasks), **values)))


def make_reminder(
    store: Store, text: str = "Termine schicken", due_on: date = date(2026, 11, 30), **values: Any
) -> int:
    """Keep a reminder of one's own."""
    return make(store, "reminder", **{"text": text, "due_on": due_on, "owner": "mine", **values})


def make_municipality(store: Store, name: str = "Musterstadt", **values: Any) -> int:
    """Keep a municipality."""
    return make(store, "municipality", name=name, **values)


def make_offer(store: Store, name: str = "Offener Mittagstisch", **values: Any) -> int:
    """Keep an offer."""
    return make(store, "offer", name=name, **values)


def make_case(store: Store, subject: str = "Anfrage zu Winterangeboten", **values: Any) -> int:
    """Keep a case, new and open unless it is said otherwise."""
    return make(store, "case", **{"subject": subject, "case_kind": "anfrage_politik", "status": "neu", **values})


def make_paper(store: Store, subject: str = "Sachstandsbericht Einsamkeit", **values: Any) -> int:
    """Keep a council paper."""
    return make(store, "council_paper", **{"subject": subject, "paper_kind": "sachstandsbericht", **values})


def make_mandate(store: Store, body: int, text: str = "Über die Winterangebote berichten", **values: Any) -> int:
    """Keep a mandate of a committee."""
    return make(store, "mandate", text=text, body=body, **values)


def restrict(store: Store, record_id: int) -> None:
    """Restrict the processing of a record (Art. 18 GDPR)."""
    with store.writing("Gesperrt") as write:
        write.update(record, record_id, {"restricted": True})


def _about(changes: Changes) -> int:
    assert changes.record_id is not None
    return changes.record_id
