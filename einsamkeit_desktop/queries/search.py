"""The one search field: records by name first, then texts newest first, each with the place where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Select, bindparam, select
from sqlalchemy.engine import Connection

from ..kinds import fields
from ..kinds.folding import folded_words, query_words
from ..kinds.markup import plain
from ..kinds.registry import KINDS
from ..store import search as index
from ..store.store import Store
from ..store.tables import KIND_TABLES, attachment, contact_point, record
from .current import is_current

_SNIPPET = 120
_role = KIND_TABLES["role"]
# Whom one looks for most; they come before cases, offers and events of the same name.
_FIRST = ("organisation", "person", "municipality", "body")
Mark = tuple[int, int]
Snippet = tuple[str, tuple[Mark, ...]]
_NO_SNIPPET: Snippet = ("", ())


@dataclass(frozen=True)
class Hit:
    """A found record; `marks` are (start, end) of the found words in the title, `snippet_marks` in the snippet."""

    record_id: int
    uid: str
    kind: str
    title: str
    subtitle: str
    snippet: str
    in_names: bool = True
    marks: tuple[Mark, ...] = ()
    snippet_marks: tuple[Mark, ...] = ()


def find(store: Store, words: str, limit: int = 50, kinds: Sequence[str] = ()) -> list[Hit]:
    """Return live records that hold every word as the beginning of one of theirs; umlauts and order do not matter."""
    asked = query_words(words)
    with store.reading() as connection:
        found = index.search(connection, words, limit, kinds, first=_FIRST)
        marks = {hit.record_id: found_words(hit.title, asked) for hit in found}
        snippets = _snippets(connection, [hit for hit in found if not marks[hit.record_id]], asked)
        employers = _employers(connection, [hit.record_id for hit in found if hit.kind == "person"])
    return [
        Hit(
            hit.record_id,
            hit.uid,
            hit.kind,
            hit.title,
            ", ".join(part for part in (hit.subtitle, employers.get(hit.record_id)) if part),
            snippet,
            hit.in_names,
            marks[hit.record_id],
            snippet_marks,
        )
        for hit in found
        for snippet, snippet_marks in (snippets.get(hit.record_id, _NO_SNIPPET),)
    ]


def found_words(text: str, asked: Sequence[tuple[str, ...]]) -> tuple[Mark, ...]:
    """Return where in a text words begin as one of the asked ones does; the mark covers the whole word."""
    return tuple(_places(text, asked))


def _places(text: str, asked: Sequence[tuple[str, ...]]) -> Iterator[Mark]:
    wanted = tuple(form for forms in asked for form in forms)
    for candidate in _beginning_like(wanted).finditer(text):
        if _begins(candidate[0], wanted):
            yield candidate.span()


@lru_cache(maxsize=256)
def _beginning_like(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the words that may begin, folded, as one of these: folding changes no ASCII letter."""
    letters = sorted({form[:1] for form in wanted if form.isascii()})
    first = "".join(re.escape(letter) + letter.upper() for letter in letters)
    return re.compile(rf"(?<![^\W_])[{first}\u0080-\U0010ffff](?<![\W_])[^\W_]*")


@lru_cache(maxsize=16_384)
def _begins(word: str, wanted: tuple[str, ...]) -> bool:
    return any(form.startswith(wanted) for _start, _end, forms in folded_words(word) for form in forms)


def _employers(connection: Connection, ids: list[int]) -> dict[int, str]:
    """Return where found persons work today, so that two of the same name can be told apart."""
    if not ids:
        return {}
    return {row.person: row.title for row in connection.execute(_employers_of(), {"ids": ids})}


@cache
def _employers_of() -> Select[Any]:
    return (
        select(_role.c.person, record.c.title)
        .join(record, record.c.id == _role.c.organisation)
        .where(_role.c.person.in_(_ids()), is_current(_role))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(_role.c.main_contact, _role.c.id.desc())
    )


def _snippets(
    connection: Connection, found: Sequence[index.Found], asked: Sequence[tuple[str, ...]]
) -> dict[int, Snippet]:
    """Return the place in the records' own texts, else in their contacts and files, where the words stand."""
    out: dict[int, Snippet] = {}
    for code in {hit.kind for hit in found}:
        ids = [hit.record_id for hit in found if hit.kind == code]
        for row_id, *texts in connection.execute(_texts_of(code), {"ids": ids}).all():
            out[row_id] = _snippet([text for text in texts if text], asked)
    missing = [hit.record_id for hit in found if not out.get(hit.record_id, _NO_SNIPPET)[0]]
    if missing:
        for row_id, text in connection.execute(_beside(), {"ids": missing}):
            if not out.get(row_id, _NO_SNIPPET)[0]:
                out[row_id] = _snippet([text], asked)
    return out


@cache
def _texts_of(code: str) -> Select[Any]:
    """Return the statement for the searched texts of records of a kind."""
    table = KIND_TABLES[code]
    names = [name for name, field in KINDS[code].of_type(fields.Text).items() if field.searched]
    return select(table.c.id, *(table.c[name] for name in names)).where(table.c.id.in_(_ids()))


@cache
def _beside() -> CompoundSelect[Any]:
    points = select(contact_point.c.record_id, contact_point.c.value).where(contact_point.c.record_id.in_(_ids()))
    files = select(attachment.c.record_id, attachment.c.file_name).where(attachment.c.record_id.in_(_ids()))
    return points.union_all(files)


def _ids() -> BindParameter[Any]:
    return bindparam("ids", expanding=True)


def _snippet(texts: Sequence[str], asked: Sequence[tuple[str, ...]]) -> Snippet:
    """Return some 120 characters around the first found word, and where the found words stand in them."""
    for text in texts:
        flat = " ".join(plain(text).split())
        first = next(_places(flat, asked), None)
        if first is None:
            continue
        start = max(0, first[0] - 40)
        if start:
            start = flat.find(" ", start) + 1 or start
        piece = flat[start : start + _SNIPPET]
        before, after = "… " if start else "", " …" if start + _SNIPPET < len(flat) else ""
        return f"{before}{piece}{after}", found_words(f"{before}{piece}{after}", asked)
    return _NO_SNIPPET
