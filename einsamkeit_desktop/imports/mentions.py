"""The records that rows name by title, number or uid: found exactly or not at all, never guessed and never made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from ..kinds.base import Kind
from ..kinds.clean import clean_text
from ..kinds.fields import Links, Ref
from ..kinds.names import split_person_name
from ..kinds.network import Person
from ..kinds.registry import KINDS
from ..store.tables import KIND_TABLES, record
from .kindwords import said_of
from .merging import Subject

_CHUNK = 500
_PIECES = re.compile(r"\s*[;\n|•]\s*")
_COMMAS = re.compile(r"\s*,\s*")
# A title may hold the signs that divide titles.
_MOST_JOINED = 4
Reference = Subject | int


@dataclass(eq=False)
class Known(Subject):
    """A record of the store that is only mentioned, by what it is called."""

    called: str = ""

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.called


@dataclass(frozen=True)
class Found:
    """What a text names: the records, the texts that name none, and those that name several."""

    records: tuple[Reference, ...] = ()
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Mentions:
    """Finds records by the texts of cells. `texts` are all that will be asked for, so that they are read at once."""

    def __init__(self, connection: Connection, texts: Iterable[str]) -> None:
        self._by_text: dict[str, list[Subject]] = defaultdict(list)
        self._by_name: dict[str, list[Subject]] = defaultdict(list)
        wanted = {text for cell in texts for text in candidates(cell)}
        for chunk in _chunks(wanted):
            for column in (record.c.title, record.c.uid):
                self._load(connection, select(column, *_SPINE).where(column.in_(chunk)))
        for kind in KINDS:
            own = KIND_TABLES[kind]
            for name in said_of(kind).get("also", ()):
                for chunk in _chunks(wanted):
                    query = select(own.c[name], *_SPINE).join(record, record.c.id == own.c.id)
                    self._load(connection, query.where(own.c[name].in_(chunk)))
        self._load_people(connection, {split_person_name(text).family_name for text in wanted})

    def _load(self, connection: Connection, query: Select[Any]) -> None:
        for text, *spine in connection.execute(query.where(*_OPEN)):
            _add_once(self._by_text[text], _known(spine))

    def _load_people(self, connection: Connection, families: Collection[str]) -> None:
        """Read the people of these names: lists call them with another title than the store, or with none."""
        own = KIND_TABLES[Person.code]
        for chunk in _chunks(families):
            query = select(own.c.given_name, own.c.particle, own.c.family_name, *_SPINE)
            query = query.join(record, record.c.id == own.c.id).where(own.c.family_name.in_(chunk), *_OPEN)
            for given, particle, family, *spine in connection.execute(query):
                if given:
                    _add_once(self._by_name[_bare(given, particle, family)], _known(spine))

    def add(self, subject: Subject) -> None:
        """Let a record that is to be made be found as well."""
        names = [subject.title, subject.uid]
        names += [str(subject.values.get(name) or "") for name in said_of(subject.kind.code).get("also", ())]
        for text in filter(None, names):
            _add_once(self._by_text[text], subject)
        if subject.kind is Person and subject.values.get("given_name"):
            parts = (subject.values.get(name) for name in ("given_name", "particle", "family_name"))
            _add_once(self._by_name[_bare(*parts)], subject)

    def named(self, cell: str, to: Sequence[str], now: Mapping[int, str], *, several: bool) -> Found:
        """Return what a cell names among the kinds `to` (empty: any); `now` are titles by id that are named already."""
        if not several:
            return self._one(clean_text(cell), to, now)
        records, unknown, ambiguous = list[Reference](), list[str](), list[str]()
        for found in self._longest_first([piece for piece in _PIECES.split(cell) if piece], "; ", to, now):
            if found.unknown:
                # Hand-made lists divide by commas; that counts where each part is known.
                parts = list(self._longest_first(_COMMAS.split(found.unknown[0]), ", ", to, now))
                whole = found if any(part.unknown or part.ambiguous for part in parts) else None
                found = whole or Found(tuple(each for part in parts for each in part.records))
            records += found.records
            unknown += found.unknown
            ambiguous += found.ambiguous
        return Found(tuple(dict.fromkeys(records)), tuple(unknown), tuple(ambiguous))

    def _longest_first(
        self, pieces: Sequence[str], between: str, to: Sequence[str], now: Mapping[int, str]
    ) -> Iterator[Found]:
        """Yield what pieces name, several together where they are one title; none twice that is named already."""
        at, used = 0, list[Reference]()
        while at < len(pieces):
            for end in range(min(len(pieces), at + _MOST_JOINED), at, -1):
                found = self._one(between.join(pieces[at:end]), to, now, used)
                if found.records or found.ambiguous or end == at + 1:
                    break
            used += found.records
            yield found
            at = end

    def _one(self, text: str, to: Sequence[str], now: Mapping[int, str], but: Collection[Reference] = ()) -> Found:
        same = next((row_id for row_id, title in now.items() if title == text and row_id not in but), None)
        if same is not None:
            return Found((same,))
        found = [subject for subject in self._by_text.get(text, ()) if not to or subject.kind.code in to]
        if not found and (not to or Person.code in to):
            name = split_person_name(text)
            found = self._by_name.get(_bare(name.given_name, name.particle, name.family_name), [])
        if len(found) > 1:
            return Found(ambiguous=(text,))
        return Found(tuple(found)) if found else Found(unknown=(text,))


_OPEN = (record.c.trashed_at.is_(None), record.c.restricted.is_(False))
_SPINE = (record.c.id, record.c.kind, record.c.title, record.c.version, record.c.uid)


def _known(spine: Sequence[Any]) -> Known:
    row_id, kind, title, version, uid = spine
    return Known(KINDS[kind], row_id, {}, version, uid, called=title)


def _add_once(known: list[Subject], subject: Subject) -> None:
    """Add a record unless it is there: by another of its names, or because the same file changes it."""
    if all(other is not subject and (other.id is None or other.id != subject.id) for other in known):
        known.append(subject)


def _bare(*parts: str | None) -> str:
    """Return a person's name without title and form of address."""
    return " ".join(filter(None, parts))


@cache
def in_order() -> tuple[type[Kind], ...]:
    """Return all kinds in an order in which what is referred to comes before what refers to it."""
    found, left = list[type[Kind]](), list(KINDS.values())
    while left:
        ready = [kind for kind in left if not any(other in left for other in _referred(kind))] or left
        found += ready
        left = [kind for kind in left if kind not in ready]
    return tuple(found)


def _referred(kind: type[Kind]) -> Iterator[type[Kind]]:
    """Yield the other kinds that a kind may refer to."""
    for described in kind.fields.values():
        if isinstance(described, Ref | Links):
            yield from (KINDS[code] for code in described.to or KINDS if code != kind.code)


def candidates(cell: str) -> Iterator[str]:
    """Yield every text of a cell that may be a title."""
    yield clean_text(cell)
    pieces = [piece for piece in _PIECES.split(cell) if piece]
    yield from _joined(pieces, "; ")
    for piece in pieces:
        yield from _joined(_COMMAS.split(piece), ", ")


def _joined(parts: Sequence[str], between: str) -> Iterator[str]:
    for at in range(len(parts)):
        for end in range(at + 1, min(len(parts), at + _MOST_JOINED) + 1):
            yield between.join(parts[at:end])


def _chunks(texts: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(texts)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def titles_of(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return what records are called, those in the trash included."""
    found: dict[int, str] = {}
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _CHUNK):
        query = select(record.c.id, record.c.title).where(record.c.id.in_(ordered[start : start + _CHUNK]))
        found.update((row_id, title) for row_id, title in connection.execute(query))
    return found
