"""What the rows of a file mention, and which records of the store that may be: asked once, before the first row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..kinds.clean import clean_text
from ..kinds.folding import name_key
from ..store.tables import KIND_TABLES, attachment, attachment_content, contact_point, record
from .rows import Entry

_BETWEEN_PEOPLE = re.compile(r"\s*[,;\n]\s*")


@dataclass
class Mentioned:
    """What rows mention: keys of names, mail addresses, uids, and names of persons as they stand in one cell."""

    names: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)


def said_by(entries: Iterable[Entry]) -> Mentioned:
    """Return what the rows of a file mention."""
    mentioned = Mentioned()
    names, mails, uids = mentioned.names, mentioned.mails, mentioned.uids
    for entry in entries:
        names.update(name_key(other.organisation.get("name", "")) for other in entry.further)
        if entry.shown:
            mentioned.shown.update((entry.shown, *people_in(entry.shown)))
        name = entry.organisation.get("name", "")
        names.update(name_key(text) for text in (name, entry.parent, *name.split(", ")) if text)
        names.update(person_key(values) for values in (entry.person, *entry.colleagues) if values)
        for values in (entry.person, *entry.colleagues, entry.organisation if entry.is_unnamed else {}):
            mails.update(p.value.casefold() for p in values.get("contacts", ()) if p.kind == "email")
        if entry.uid:
            uids.add(entry.uid)
    return mentioned


def with_uids(connection: Connection, uids: set[str]) -> dict[str, int | None]:
    """Return the ids of the records that bear one of these uids, by uid; None stands for one in the trash."""
    spine = connection.execute(select(record.c.uid, record.c.id, record.c.trashed_at)) if uids else ()
    return {uid: row_id if trashed_at is None else None for uid, row_id, trashed_at in spine if uid in uids}


def with_names(connection: Connection, mentioned: Mentioned) -> set[int]:
    """Return the ids of the live organisations and persons that bear a mentioned name."""
    names, shown = mentioned.names, mentioned.shown
    own, live = KIND_TABLES["organisation"], record.c.trashed_at.is_(None)
    query = select(own.c.id, own.c.name, own.c.short_name, own.c.former_names).join(record, record.c.id == own.c.id)
    ids = {
        row_id
        for row_id, *texts in connection.execute(query.where(live))
        if any(name_key(line) in names for text in texts if text for line in text.split("\n"))
    }
    own = KIND_TABLES["person"]
    query = select(own.c.id, own.c.family_name, own.c.given_name, record.c.title)
    found = connection.execute(query.join(record, record.c.id == own.c.id).where(live))
    return ids | {
        row_id
        for row_id, family, given, title in found
        if name_key(family or "", given or "") in names or (shown and clean_text(title) in shown)
    }


def with_mails(connection: Connection, mails: set[str]) -> set[int]:
    """Return the ids of the live records that have one of these mail addresses, given in small letters."""
    points = select(contact_point.c.record_id, contact_point.c.value)
    points = points.join(record, record.c.id == contact_point.c.record_id)
    points = points.where(contact_point.c.kind == "email", record.c.trashed_at.is_(None))
    return {row_id for row_id, value in (connection.execute(points) if mails else ()) if value.casefold() in mails}


def attached(connection: Connection, sizes: set[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (record id, digest) of each attached file of one of these sizes."""
    query = select(attachment.c.record_id, attachment_content.c.content)
    query = query.join(attachment_content, attachment_content.c.id == attachment.c.content_id)
    for row_id, content in connection.execute(query.where(attachment.c.size.in_(sizes))) if sizes else ():
        yield row_id, sha256(content).digest()


def people_in(cell: str) -> list[str]:
    """Return the names in a cell that may hold several."""
    return [part for part in _BETWEEN_PEOPLE.split(cell) if part]


def person_key(values: dict[str, object]) -> str:
    """Return the key by which people of one name are found."""
    return name_key(str(values.get("family_name") or ""), str(values.get("given_name") or ""))
