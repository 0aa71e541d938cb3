"""The records that rows name by title, number or uid: found exactly or not at all, never guessed and never made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..kinds.base import Kind
from ..kinds.clean import clean_text
from ..kinds.fields import Links, Ref
from ..kinds.registry import KINDS
from ..store.tables import KIND_TABLES, record
from .kindcolumns import said_of
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
        wanted = {text for cell in texts for text in _candidates(cell)}
        for chunk in _chunks(wanted):
            for column in (record.c.title, record.c.uid):
                self._load(connection, select(column, *_SPINE).where(column.in_(chunk)))
        for kind in KINDS:
            own = KIND_TABLES[kind]
            for name in said_of(kind).get("also", ()):
                for chunk in _chunks(wanted):
                    query = select(own.c[name], *_SPINE).join(record, record.c.id == own.c.id)
                    self._load(connection, query.where(own.c[name].in_(chunk)))

    def _load(self, connection: Connection, query: object) -> None:
        live = query.where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))  # type: ignore[attr-defined]
        for text, row_id, kind, title, version, uid in connection.execute(live):
            known = self._by_text[text]
            if all(other.id != row_id for other in known):
                known.append(Known(KINDS[kind], row_id, {}, version, uid, called=title))

    def add(self, subject: Subject) -> None:
        """Let a record that is to be made be found as well."""
        names = [subject.title, subject.uid]
        names += [str(subject.values.get(name) or "") for name in said_of(subject.kind.code).get("also", ())]
        for text in filter(None, names):
            if subject not in self._by_text[text]:
                self._by_text[text].append(subject)

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
        if len(found) > 1:
            return Found(ambiguous=(text,))
        return Found(tuple(found)) if found else Found(unknown=(text,))


_SPINE = (record.c.id, record.c.kind, record.c.title, record.c.version, record.c.uid)


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


def _candidates(cell: str) -> Iterator[str]:
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
