"""Nothing that was written into a store with a passphrase can be read in any of its files."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.exports import Leaving, log_export
from einsamkeit_desktop.actions.lists import keep_setting, save_list
from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.kinds.base import Kind
from einsamkeit_desktop.kinds.fields import (
    Addresses,
    Choice,
    Contacts,
    Day,
    Flag,
    Moment,
    Number,
    Ref,
    Repeat,
    Text,
    Time,
)
from einsamkeit_desktop.kinds.points import POINT_KINDS, Address, ContactPoint
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store.backup import back_up
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import search_text
from tests.fixtures import CHEAP
from tests.makers import make, make_municipality, make_organisation, make_person

MARKER = "Geheimnisträgerin"
FOLDED = "geheimnistraegerin"


def marked_values(store: Store, kind: type[Kind]) -> dict[str, object]:
    """Return values of a kind with the marker wherever a text fits."""
    to = {"person": make_person, "organisation": make_organisation, "municipality": make_municipality}
    values: dict[str, object] = {}
    for name, field in kind.fields.items():
        match field:
            case Time() | Repeat():
                continue
            case Text():
                values[name] = f"{MARKER} {name}"[: field.limit]
            case Choice():
                values[name] = vocabulary(store).lists[field.of][0].code
            case Contacts():
                values[name] = tuple(ContactPoint(point, MARKER, MARKER, MARKER) for point in POINT_KINDS)
            case Addresses():
                values[name] = (Address(*[MARKER] * 7),)
            case Day() if name != "closed_on":  # the first status of a case is none of the closed ones
                values[name] = date(2026, 6, 1)
            case Moment():
                values[name] = datetime(2026, 6, 1, 12, tzinfo=UTC)
            case Number():
                values[name] = 4
            case Flag():
                values[name] = True
            case Ref() if field.required:
                values[name] = to.get(field.to[0], make_person)(store, MARKER)
    return values


@pytest.fixture
def full_store(tmp_path):
    """Give an open store with a passphrase and the marker in every field of text there is."""
    store, _recovery = create_store(tmp_path / "Bestand", "geheim", cost=CHEAP)
    with store:
        for code, kind in KINDS.items():
            make(store, code, **marked_values(store, kind))
        person = make_person(store, MARKER)
        save_record(store, "person", person, {"family_name": "ohne"})
        undo(store)
        trash(store, [person])
        save_list(store, "person", MARKER, {"words": MARKER})
        keep_setting(store, MARKER, {"entwurf": MARKER})
        log_export(store, Leaving(MARKER, MARKER, count=1, purpose=MARKER, sentence=MARKER))
        add_attachments(store, person, [(f"{MARKER}.txt", MARKER.encode() * 1000)])
        back_up(store)
        yield store


def files_with_marker(folder: Path) -> list[str]:
    """Return the files whose name or bytes hold the marker, in any writing."""
    needles = [
        text.encode(code)
        for text in (MARKER, FOLDED, MARKER.upper())
        for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
    ]
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        if any(needle in raw for needle in needles) or MARKER in path.name:
            found.append(path.name)
    return found


def test_the_marker_is_in_the_store(full_store):
    with full_store.reading() as connection:
        texts = list(connection.execute(select(search_text.c.names + " " + search_text.c.body)).scalars())

    assert len(texts) > len(KINDS)
    assert all(FOLDED in text for text in texts)


def test_no_file_of_an_open_store_holds_the_marker(full_store):
    files = {path.name for path in full_store.folder.rglob("*") if path.is_file()}
    assert {"daten.db", "daten.db-wal", "daten.db-shm", "schluessel.json", "sicherung.json", "sperre.json"} <= files

    assert files_with_marker(full_store.folder) == []


def test_no_file_of_a_closed_store_holds_the_marker(full_store):
    full_store.close()

    assert files_with_marker(full_store.folder) == []


def test_the_search_for_the_marker_would_find_it(tmp_path):
    (tmp_path / "klar.txt").write_text(f"x{MARKER}x", encoding="utf-16-le")
    (tmp_path / "klar2.txt").write_text(f"x{FOLDED}x", encoding="utf-8")

    assert sorted(files_with_marker(tmp_path)) == ["klar.txt", "klar2.txt"]


def test_nothing_of_the_store_looks_like_a_database(full_store):
    full_store.close()

    for path in full_store.folder.rglob("*.db"):
        raw = path.read_bytes()
        assert b"SQLite" not in raw
        assert b"CREATE TABLE" not in raw
