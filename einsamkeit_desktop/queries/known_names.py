"""Whom a text names without linking them: persons, organisations, committees, found word by word.

Only words written with a capital are looked up, each through the index of sort keys, so that a page of text takes some
milliseconds however many persons there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from ..kinds.folding import name_key, word_key
from ..kinds.guard_names import is_given_name, is_word_too
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from .current import is_current
from .record import Named

_role, _organisation = KIND_TABLES["role"], KIND_TABLES["organisation"]
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ADDRESSED = re.compile(r"(?:\bfrau|\bherrn?|\bfr\.|\bhr\.)\s(?:(?:dr|prof)\.\s)*$", re.IGNORECASE)
_LEGAL_FORMS = ("", " e v", " ggmbh", " gmbh")
_SHORTEST = 3
_MOST_WORDS = 6  # of an organisation's name
_TEXT = 12_000  # letters of a note that are looked at, its end first: that is where one types
_NAMESAKES = 40
_LONGEST_NAME = 120


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    previous: str  # the capital word right before, "" where there is none
    is_addressed: bool

    @property
    def key(self) -> str:
        return _name_key(self.text)


def unlinked_names(store: Store, text: str, linked: Collection[int], limit: int = 4) -> list[Named]:
    """Return live records that a text names and that are not linked, those named last leading.

    A person is named by given and family name, by Frau or Herr and the family name, or by a family name that is no
    other German word. One that several bear counts only where one of them works for a linked organisation.
    Restricted and trashed records are never named. At 100,000 persons half a page takes 3 ms, three pages 8 ms.
    """
    text = text[-_TEXT:]
    words = list(_words(text))
    if not words:
        return []
    with store.reading() as connection:
        found = dict(_persons(connection, words, linked))
        for start, hit in _organisations(connection, text, words):
            found.setdefault(start, hit)
    newest = dict.fromkeys(found[start] for start in sorted(found, reverse=True))
    return [hit for hit in newest if hit.id not in linked][:limit]


def _words(text: str) -> Iterator[_Word]:
    before: re.Match[str] | None = None
    for match in _WORD.finditer(text):
        if match[0][0].isupper():
            is_next = before is not None and before[0][0].isupper() and text[before.end() : match.start()] == " "
            addressed = bool(_ADDRESSED.search(text[max(0, match.start() - 24) : match.start()]))
            previous = before[0] if is_next and before is not None and not addressed else ""
            yield _Word(match.start(), match.end(), match[0], previous, addressed)
        before = match


def _persons(connection: Connection, words: Sequence[_Word], linked: Collection[int]) -> Iterator[tuple[int, Named]]:
    """Yield (place in the text, person) for the words that name one; only family names are looked up singly."""
    keys = {key for word in words for key in _without_genitive(word)}
    surnames = _beginning(connection, "person", keys, "\x01", "\x02")
    persons = _Persons(connection, linked)
    known: dict[tuple[str, str, bool], Named | None] = {}
    for word in words:
        if not surnames.isdisjoint(_without_genitive(word)):
            said = (word.text, word.previous, word.is_addressed)
            if said not in known:
                known[said] = persons.named_by(word)
            if (hit := known[said]) is not None:
                yield word.start, hit


def _beginning(connection: Connection, kind: str, keys: Collection[str], start: str, end: str) -> set[str]:
    """Return those of the keys with which the sort key of a live record of the kind begins, up to one of two marks.

    One statement for all keys: asked one by one, 400 words took 120 ms.
    """
    asked = func.json_each(json.dumps(sorted(keys))).table_valued("value")
    is_there = (
        select(record.c.id)
        .where(record.c.kind == kind, record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .where(record.c.sort_key >= asked.c.value.concat(start), record.c.sort_key < asked.c.value.concat(end))
        .exists()
    )
    return set(connection.execute(select(asked.c.value).where(is_there)).scalars())


class _Persons:
    """Finds the one person a word of a text stands for."""

    def __init__(self, connection: Connection, linked: Collection[int]) -> None:
        self._connection = connection
        self._linked = list(linked)

    def named_by(self, word: _Word) -> Named | None:
        """Return the person, None for a word that names nobody or nobody in particular."""
        for key in _without_genitive(word):
            if word.previous:
                given = name_key(word.previous)
                whole = self._called(f"{key}\x01{given}", f"{key}\x01{given}!")  # also with a second given name
                if whole or is_given_name(given):
                    return whole[0] if len(whole) == 1 else None
            if not word.is_addressed and (len(key) < _SHORTEST or is_word_too(key)):
                continue
            namesakes = self._called(f"{key}\x01", f"{key}\x02")
            if namesakes:
                return namesakes[0] if len(namesakes) == 1 else self._colleague(namesakes)
        return None

    def _called(self, start: str, end: str) -> list[Named]:
        """Return the persons whose sort key lies between; from _NAMESAKES on they are nobody in particular."""
        shown = (record.c.id, record.c.kind, record.c.title, record.c.uid)
        query = (
            select(*shown)
            .where(record.c.kind == "person", record.c.trashed_at.is_(None), record.c.restricted.is_(False))
            .where(record.c.sort_key >= start, record.c.sort_key < end)
        )
        return [Named(*row) for row in self._connection.execute(query.limit(_NAMESAKES))]

    def _colleague(self, namesakes: Sequence[Named]) -> Named | None:
        """Return the one of them who works for a linked organisation."""
        if len(namesakes) >= _NAMESAKES or not self._linked:
            return None
        ids = [person.id for person in namesakes]
        query = select(_role.c.person).where(
            _role.c.person.in_(ids), _role.c.organisation.in_(self._linked), is_current(_role)
        )
        working = set(self._connection.execute(query).scalars())
        return next((person for person in namesakes if person.id in working), None) if len(working) == 1 else None


def _without_genitive(word: _Word) -> Iterator[str]:
    """Yield the key of the word, and without the s of "Müllers"."""
    yield word.key
    if word.text.endswith("s") and len(word.text) > _SHORTEST + 1:
        yield word.key[:-1]


def _organisations(connection: Connection, text: str, words: Sequence[_Word]) -> Iterator[tuple[int, Named]]:
    """Yield (place in the text, record) for organisations named in full or by short name, and committees in full."""
    begins_full = _beginning(connection, "organisation", {word.key for word in words}, "", "!")
    begins_body = _beginning(connection, "body", {_plain_key(word.text) for word in words}, "", "!")
    begins_short = _first_words_of_short_names(connection)
    full: dict[str, int] = {}
    short: dict[str, int] = {}
    for word in words:
        plain = _plain_key(word.text)
        may_be_full, may_be_body = word.key in begins_full, plain in begins_body
        may_be_short = plain.partition(" ")[0] in begins_short
        for match in islice(_WORD.finditer(text, word.start, word.start + _LONGEST_NAME), _MOST_WORDS):
            said = text[word.start : match.end()]
            if "\n" in said or not (may_be_full or may_be_body or may_be_short):
                break
            if may_be_body:
                full[word_key(said)] = word.start
            if may_be_short:
                short[word_key(said)] = word.start
            if may_be_full:
                key = name_key(said)
                full.update((key + form, word.start) for form in _LEGAL_FORMS)
    for column, places in ((record.c.sort_key, full), (_organisation.c.short_name_key, short)):
        asked = func.json_each(json.dumps(list(places))).table_valued("value")
        query = (
            select(column, record.c.id, record.c.kind, record.c.title, record.c.uid)
            .outerjoin(_organisation, _organisation.c.id == record.c.id)
            .where(
                record.c.kind.in_(("organisation", "body")),
                record.c.trashed_at.is_(None),
                record.c.restricted.is_(False),
            )
            .where(column.in_(select(asked.c.value)))
        )
        for key, *shown in connection.execute(query):
            yield places[key], Named(*shown)


def _first_words_of_short_names(connection: Connection) -> set[str]:
    query = select(_organisation.c.short_name_key).where(_organisation.c.short_name_key.is_not(None))
    return {key.partition("\x01")[0].partition(" ")[0] for key in connection.execute(query).scalars()}


@lru_cache(maxsize=4096)
def _name_key(word: str) -> str:
    return name_key(word)


@lru_cache(maxsize=4096)
def _plain_key(word: str) -> str:
    return word_key(word).partition("\x01")[0]
