"""Which record a row of a list means: by uid, by its number, by title with what tells records of one title apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..kinds.base import Kind
from ..kinds.clean import clean_text
from ..kinds.fields import Links, Ref
from ..kinds.registry import KINDS
from ..queries.record import read_records
from ..store.tables import KIND_TABLES, record
from .kindcolumns import remark_field
from .kindrows import KindEntry
from .kindwords import said_of
from .mentions import candidates, titles_of
from .merging import Subject, looks_like_uid
from .rules import Rules

_CHUNK = 500


def keys_of(kind: type[Kind]) -> Sequence[str]:
    """Return the fields that tell records of a kind apart; the first is what they are found by."""
    found: Sequence[str] = said_of(kind.code).get("keys", (next(iter(kind.fields)),))
    return found


class KindStock:
    """The records of the store that rows may mean, and those of earlier rows."""

    def __init__(self, connection: Connection, entries: Collection[KindEntry], rules: Rules) -> None:
        self._rules = rules
        self._uids: dict[str, Subject] = {}
        self._taken: set[str] = set()
        self._told = {entry.uid for entry in entries if entry.uid} if rules.by_uid else set()
        self._by_key: dict[tuple[str, str, Any], list[Subject]] = defaultdict(list)
        ids = self._of_uids(connection)
        for kind in {entry.kind for entry in entries}:
            ids |= _of_keys(connection, kind, [entry for entry in entries if entry.kind is kind])
        subjects = [
            Subject(KINDS[found.kind], found.id, dict(found.values), found.version, found.uid, found.restricted)
            for found in read_records(connection, sorted(ids))
        ]
        self.titles = titles_of(connection, (i for subject in subjects for i in _named_in(subject)))
        for subject in subjects:
            self.add(subject)

    def add(self, subject: Subject) -> None:
        """Make a record known to later rows."""
        if subject.uid:
            self._uids[subject.uid] = subject
        for name in _found_by(subject.kind):
            if (key := key_of(self.said(subject, name))) is not None:
                known = self._by_key[(subject.kind.code, name, key)]
                if subject not in known:
                    known.append(subject)

    def free_uid(self, uid: str) -> str:
        """Return the uid for a new record if it looks like one and no record bears it, the trash included; else ""."""
        return uid if looks_like_uid(uid) and uid not in self._taken and uid not in self._uids else ""

    def meant(self, entry: KindEntry) -> list[Subject]:
        """Return the records a row may mean: one that is sure, several of one name, or none."""
        by_uid = self._uids.get(entry.uid) if entry.uid and self._rules.by_uid else None
        if by_uid is not None and by_uid.kind is entry.kind:
            return [by_uid]
        for name in _found_by(entry.kind):
            key = key_of(_told(entry, name))
            found = self._by_key.get((entry.kind.code, name, key), []) if key is not None else []
            found = [subject for subject in found if self._counts(subject, entry)]
            if name == keys_of(entry.kind)[0]:
                shared = [self._agreeing(subject, entry) for subject in found]
                found = [each for each, count in zip(found, shared, strict=True) if count and count == max(shared)]
            if found:
                return found
        return []

    def said(self, subject: Subject, name: str) -> Any:
        """Return a value of a record as rows tell it: what is referred to by its title."""
        if name == "title":
            return subject.title
        described, value = subject.kind.fields[name], subject.values.get(name)
        if isinstance(described, Ref):
            return self.title(value)
        return tuple(map(self.title, value or ())) if isinstance(described, Links) else value

    def title(self, reference: Subject | int | None) -> str:
        """Return what a record that is referred to is called."""
        if isinstance(reference, Subject):
            return reference.title
        return self.titles.get(reference, "") if reference is not None else ""

    def _counts(self, subject: Subject, entry: KindEntry) -> bool:
        """Whether names count for a record: by the rules of the import, and as no other row is it by uid."""
        is_other = subject.uid in self._told and subject.uid != entry.uid
        return not is_other and (self._rules.by_name or subject.id is None)

    def _agreeing(self, subject: Subject, entry: KindEntry) -> int:
        """Return how much of what tells records of one name apart both say alike, 0 where anything differs."""
        other, alike = said_of(entry.kind.code).get("same", {}), 0
        for name in keys_of(entry.kind):
            told = key_of(_told(entry, name))
            held = [key_of(self.said(subject, each)) for each in (name, other.get(name)) if each]
            if name == "title":
                held += map(key_of, _titles_before(subject))
            held = [each for each in held if each is not None]
            if told is None or not held:
                continue
            if not any(_agree(told, each) for each in held):
                return 0
            alike += 1
        return alike

    def _of_uids(self, connection: Connection) -> set[int]:
        """Return the ids of the live records whose uids rows name."""
        found = set[int]()
        told = sorted(self._told)
        for start in range(0, len(told), _CHUNK):
            query = select(record.c.id, record.c.uid, record.c.trashed_at)
            for row_id, uid, trashed_at in connection.execute(query.where(record.c.uid.in_(told[start : start + 500]))):
                self._taken.add(uid)
                if trashed_at is None:
                    found.add(row_id)
        return found


def _of_keys(connection: Connection, kind: type[Kind], entries: Iterable[KindEntry]) -> set[int]:
    """Return the ids of the live records of a kind that have what a row has in a field they are found by."""
    rows, own, found = list(entries), KIND_TABLES[kind.code], set[int]()
    for name in _found_by(kind):
        wanted = {key for entry in rows if (key := key_of(_told(entry, name))) is not None}
        query = select(own.c.id, own.c[name]).join(record, record.c.id == own.c.id)
        query = query.where(record.c.trashed_at.is_(None), own.c[name].is_not(None))
        found.update(row_id for row_id, value in connection.execute(query) if key_of(value) in wanted)
    return found


def _found_by(kind: type[Kind]) -> tuple[str, ...]:
    return (*said_of(kind.code).get("also", ()), keys_of(kind)[0])


def _told(entry: KindEntry, name: str) -> Any:
    if name == "title":
        return entry.kind.title(entry.values)
    if isinstance(entry.kind.fields[name], Links):
        return tuple(candidates(entry.mentions.get(name, "")))
    return entry.mentions.get(name) or entry.values.get(name)


def key_of(value: Any) -> Any:
    """Return a value as it is compared, None where there is none.

    Times count to the minute, as lists tell them, and midnight as noon: Excel shows it as a day without an hour.
    """
    if isinstance(value, datetime):
        local = value.astimezone().replace(second=0, microsecond=0)
        return local.replace(hour=12) if (local.hour, local.minute) == (0, 0) else local
    if isinstance(value, str):
        return clean_text(value).casefold() or None
    if isinstance(value, tuple):
        return frozenset(filter(None, (key_of(each) for each in value))) or None
    return value


def _agree(one: Any, other: Any) -> bool:
    return bool(one & other) if isinstance(one, frozenset) else one == other


def _titles_before(subject: Subject) -> Iterator[str]:
    """Yield what a record may have been called before the remark took what no field did: the title comes from it."""
    name = remark_field(subject.kind.code)
    for text in (None, str(subject.values.get(name) or "").partition("\n")[0]):
        yield subject.kind.title({**subject.values, name: text})


def _named_in(subject: Subject) -> Iterator[int]:
    for name in subject.kind.of_type(Ref, Links):
        value: Any = subject.values[name]
        yield from value if isinstance(value, tuple) else (value,) if value is not None else ()


def names_by_id(titles: Mapping[int, str], value: Any) -> dict[int, str]:
    """Return the titles of the records that a reference or links hold."""
    ids = value if isinstance(value, tuple) else (value,)
    return {each: titles[each] for each in ids if isinstance(each, int) and each in titles}
