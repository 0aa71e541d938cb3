"""Tables that follow from the records: search text, and which day counts as contact for which record.

They are brought up to date inside each write for the records it touched, and can be rebuilt at any time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from ..kinds.base import Kind
from ..kinds.fields import Addresses, Contacts, Terms, Text
from ..kinds.folding import fold
from ..kinds.registry import KINDS
from .dialect import among
from .tables import (
    KIND_TABLES,
    address,
    attachment,
    callback,
    contact_day,
    contact_point,
    link,
    record,
    record_term,
    search_text,
    term,
)

_CHUNK = 2000
_NO_DIGIT = re.compile(r"\D")
_TOGETHER = 100
# Of what is dialled the digits alone are found too, if there are more than a few.
_WRITTEN_TO = frozenset({"email", "web"})
_FEW_DIGITS = 4
# From how many changed texts on it may pay to go through the whole index, and at how many records of it for each.
_FEW = 50
_WHOLE_INDEX = 500
# Fields whose words count as names of the record: found first, and by one letter.
_NAME_FIELDS = frozenset({"short_name", "former_names", "file_reference", "pseudonym", "office_title"})


def refresh(
    connection: Connection, record_ids: Iterable[int], role_persons: Iterable[int] = (), made: Collection[int] = ()
) -> None:
    """Bring the derived tables up to date for the records that a write touched.

    `role_persons` are persons who got or lost a role in it: for which organisations their notes count follows from
    that. Of those `made` in it there are no notes but the touched ones.
    """
    ids = sorted(record_ids)
    _hurry(connection, ids)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        by_kind: dict[str, list[int]] = defaultdict(list)
        for row_id, kind in connection.execute(select(record.c.id, record.c.kind).where(among(record.c.id, chunk))):
            by_kind[kind].append(row_id)
        gone = set(chunk) - {row_id for group in by_kind.values() for row_id in group}
        _forget(connection, gone)
        for kind, members in by_kind.items():
            _write_search_text(connection, KINDS[kind], members)
        notes = by_kind.get("contact_note", [])
        persons = _persons_of_roles(connection, [row_id for row_id in by_kind.get("role", []) if row_id not in made])
        _count_contacts(connection, {*notes, *_notes_of(connection, persons)})
    _count_contacts(connection, _notes_of(connection, set(role_persons).difference(made)))
    _settle(connection)


def forget(connection: Connection, record_ids: Iterable[int]) -> None:
    """Drop what was derived from records that are about to vanish; before the commit `refresh` has to follow."""
    gone = set(record_ids)
    _hurry(connection, gone)
    _forget(connection, gone)


def _forget(connection: Connection, gone: Collection[int]) -> None:
    if gone:
        connection.execute(delete(search_text).where(among(search_text.c.record_id, gone)))
        connection.execute(delete(callback).where(among(callback.c.record_id, gone)))
        for column in (contact_day.c.record_id, contact_day.c.note_id):
            connection.execute(delete(contact_day).where(among(column, gone)))


def _hurry(connection: Connection, record_ids: Collection[int]) -> None:
    """Where many texts change, let their words go all at once at the end (`_settle`) and not one by one.

    Taking a word out of the index for good costs 1 to 3.5 ms for each record, going through the whole index 2 to 5 µs
    for each record of the store (15,000 and 770,000 records): 10,000 changed texts took 46 s one by one.
    """
    if len(record_ids) < _FEW:
        return
    known = connection.execute(select(func.count()).where(among(search_text.c.record_id, record_ids))).scalar() or 0
    newest = connection.execute(select(func.max(search_text.c.record_id))).scalar() or 0
    if known >= _FEW and known * _WHOLE_INDEX > newest:
        _let_words_linger(connection)


def _let_words_linger(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES ('secure-delete', 0)")


def _settle(connection: Connection) -> None:
    """Take the words that were left behind in this write out of the index for good."""
    config = connection.exec_driver_sql("SELECT v FROM search_config WHERE k = 'secure-delete'").scalar()
    if not config:
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('optimize')")
        connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES ('secure-delete', 1)")


def _write_search_text(connection: Connection, kind: type[Kind], ids: Sequence[int]) -> None:
    table = KIND_TABLES[kind.code]
    searched = [name for name, field in kind.of_type(Text).items() if field.searched]
    query = select(table.c.id, record.c.title, record.c.subtitle, *(table.c[name] for name in searched))
    names: dict[int, list[str]] = {row_id: [] for row_id in ids}
    body: dict[int, list[str]] = {row_id: [] for row_id in ids}
    places = [names if kind.named else body] * 2 + [names if name in _NAME_FIELDS else body for name in searched]
    joined = query.join_from(record, table, table.c.id == record.c.id)
    for row_id, *texts in connection.execute(joined.where(among(record.c.id, ids))):
        for place, text in zip(places, texts, strict=True):
            if text:
                place[row_id].append(text)
    for row_id, text in _hanging(connection, kind, ids):
        body[row_id].append(text)
    rows = ((row_id, fold(" ".join(names[row_id])), fold(" ".join(body[row_id]))) for row_id in ids)
    _keep_search_text(connection, list(rows))


def _keep_search_text(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Write texts a hundred in one statement: each statement flushes the index once, row by row took four times."""
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        marks = ", ".join(["(?, ?, ?)"] * len(part))
        connection.exec_driver_sql(
            f"INSERT INTO search_text (record_id, names, body) VALUES {marks} ON CONFLICT (record_id)"  # noqa: S608
            " DO UPDATE SET names = excluded.names, body = excluded.body",
            tuple(chain.from_iterable(part)),
        )


def _hanging(connection: Connection, kind: type[Kind], ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield (record id, text) of contact points, addresses, terms and the names of attachments."""
    names = select(attachment.c.record_id, attachment.c.file_name).where(among(attachment.c.record_id, ids))
    yield from ((row.record_id, row.file_name) for row in connection.execute(names.order_by(attachment.c.id)))
    if kind.of_type(Contacts):
        columns = (contact_point.c.record_id, contact_point.c.kind, contact_point.c.value)
        for row_id, of_kind, value in connection.execute(select(*columns).where(among(contact_point.c.record_id, ids))):
            is_dialled = of_kind not in _WRITTEN_TO and len(digits := _NO_DIGIT.sub("", value)) > _FEW_DIGITS
            yield row_id, f"{value} {digits}" if is_dialled else value
    if kind.of_type(Addresses):
        parts = (address.c.street, address.c.extra, address.c.postal_code, address.c.city, address.c.po_box)
        places = select(address.c.record_id, *parts).where(among(address.c.record_id, ids))
        for row_id, *texts in connection.execute(places):
            yield row_id, " ".join(filter(None, texts))
    fields = [name for name, field in kind.of_type(Terms).items() if field.searched]
    if fields:
        query = select(record_term.c.record_id, term.c.label).join(term, term.c.id == record_term.c.term_id)
        found = connection.execute(query.where(among(record_term.c.record_id, ids), record_term.c.field.in_(fields)))
        for row_id, label in found:
            yield row_id, label


def _count_contacts(connection: Connection, note_ids: Iterable[int]) -> None:
    notes = sorted(note_ids)
    for first in range(0, len(notes), _CHUNK):
        _write_contact_days(connection, notes[first : first + _CHUNK])


def _persons_of_roles(connection: Connection, role_ids: Sequence[int]) -> list[int]:
    role = KIND_TABLES["role"]
    query = select(role.c.person).where(role.c.id.in_(role_ids), role.c.person.is_not(None)).distinct()
    return list(connection.execute(query).scalars()) if role_ids else []


def _notes_of(connection: Connection, person_ids: Iterable[int]) -> set[int]:
    ids = sorted(person_ids)
    notes: set[int] = set()
    for start in range(0, len(ids), _CHUNK):
        members = ids[start : start + _CHUNK]
        query = select(link.c.from_id).where(link.c.to_id.in_(members), link.c.meaning == "participants")
        notes.update(connection.execute(query).scalars())
    return notes


def counting_kinds(connection: Connection) -> set[str]:
    """Return the codes of the note kinds that count as a contact."""
    rows = connection.execute(select(term.c.code, term.c.extra).where(term.c.list == "note_kind"))
    return {code for code, extra in rows if (extra or {}).get("counts_as_contact")}


def _write_contact_days(connection: Connection, note_ids: Sequence[int]) -> None:
    """Count each note's day for its participants and for the organisations they worked for on that day."""
    note, role = KIND_TABLES["contact_note"], KIND_TABLES["role"]
    connection.execute(delete(contact_day).where(contact_day.c.note_id.in_(note_ids)))
    live = record.c.trashed_at.is_(None)
    query = (
        select(note.c.id, note.c.at, link.c.to_id)
        .join(record, record.c.id == note.c.id)
        .join(link, link.c.from_id == note.c.id)
        .where(note.c.id.in_(note_ids), live, link.c.meaning == "participants")
        .where(note.c.note_kind.in_(counting_kinds(connection)))
    )
    found = [(note_id, local_day(at), to_id) for note_id, at, to_id in connection.execute(query) if at is not None]
    if not found:
        return
    roles: dict[int, list[Any]] = defaultdict(list)
    persons = {to_id for _note_id, _day, to_id in found}
    query_roles = (
        select(role.c.person, role.c.organisation, role.c.since, role.c.until)
        .join(record, record.c.id == role.c.id)
        .where(role.c.person.in_(persons), live)
    )
    for person_id, organisation_id, since, until in connection.execute(query_roles):
        roles[person_id].append((organisation_id, since or date.min, until or date.max))
    rows = {(to_id, day, note_id) for note_id, day, to_id in found}
    for note_id, day, to_id in found:
        rows.update((org, day, note_id) for org, since, until in roles[to_id] if org and since <= day <= until)
    connection.execute(
        insert(contact_day),
        [{"record_id": row_id, "day": day, "note_id": note_id} for row_id, day, note_id in sorted(rows)],
    )


def local_day(moment: datetime) -> date:
    """Return the calendar day of a moment where the machine stands."""
    return moment.astimezone().date()
