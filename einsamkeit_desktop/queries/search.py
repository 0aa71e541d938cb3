"""The one search field: records by name first, then texts newest first, each with the place where it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
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
        spine = _spine(connection, [hit.record_id for hit in found])
        marks = {row_id: found_words(row["title"], asked) for row_id, row in spine.items()}
        texts = _texts(connection, [row for row_id, row in spine.items() if not marks[row_id]])
        employers = _employers(connection, [row_id for row_id, row in spine.items() if row["kind"] == "person"])
    return [
        _hit(
            {**spine[hit.record_id], "employer": employers.get(hit.record_id, "")},
            hit.in_names,
            marks[hit.record_id],
            _snippet(texts.get(hit.record_id, ()), asked),
        )
        for hit in found
        if hit.record_id in spine
    ]


def _hit(row: Any, in_names: bool, title_marks: tuple[Mark, ...], snippet: tuple[str, tuple[Mark, ...]]) -> Hit:
    subtitle = ", ".join(part for part in (row["subtitle"], row["employer"]) if part)
    shown = (row["id"], row["uid"], row["kind"], row["title"], subtitle, snippet[0])
    return Hit(*shown, in_names, title_marks, snippet[1])


def found_words(text: str, asked: Sequence[tuple[str, ...]]) -> tuple[Mark, ...]:
    """Return where in a text words begin as one of the asked ones does; the mark covers the whole word."""
    wanted = tuple(form for forms in asked for form in forms)
    return tuple((start, end) for start, end, forms in folded_words(text) if any(f.startswith(wanted) for f in forms))


def _spine(connection: Connection, ids: list[int]) -> dict[int, Any]:
    query = select(record.c.id, record.c.uid, record.c.kind, record.c.title, record.c.subtitle)
    return {row["id"]: row for row in connection.execute(query.where(record.c.id.in_(ids))).mappings()}


def _employers(connection: Connection, ids: list[int]) -> dict[int, str]:
    """Return where found persons work today, so that two of the same name can be told apart."""
    if not ids:
        return {}
    query = (
        select(_role.c.person, record.c.title)
        .join(record, record.c.id == _role.c.organisation)
        .where(
            _role.c.person.in_(ids), is_current(_role), record.c.trashed_at.is_(None), record.c.restricted.is_(False)
        )
        .order_by(_role.c.main_contact, _role.c.id.desc())
    )
    return {row.person: row.title for row in connection.execute(query)}


def _texts(connection: Connection, rows: Sequence[Any]) -> dict[int, list[str]]:
    """Return the searched texts of the records, each kind's in one query."""
    texts: dict[int, list[str]] = {}
    for code in {row["kind"] for row in rows}:
        kind, table = KINDS[code], KIND_TABLES[code]
        ids = [row["id"] for row in rows if row["kind"] == code]
        names = [name for name, field in kind.of_type(fields.Text).items() if field.searched]
        query = select(table.c.id, *(table.c[name] for name in names)).where(table.c.id.in_(ids))
        for row in connection.execute(query).mappings():
            texts[row["id"]] = [str(row[name]) for name in names if row[name]]
    ids = [row["id"] for row in rows]
    points = select(contact_point.c.record_id, contact_point.c.value).where(contact_point.c.record_id.in_(ids))
    files = select(attachment.c.record_id, attachment.c.file_name).where(attachment.c.record_id.in_(ids))
    for row_id, value in (*connection.execute(points), *connection.execute(files)):
        texts.setdefault(row_id, []).append(value)
    return texts


def _snippet(texts: Sequence[str], asked: Sequence[tuple[str, ...]]) -> tuple[str, tuple[Mark, ...]]:
    """Return some 120 characters around the first found word, and where the found words stand in them."""
    for text in texts:
        flat = " ".join(plain(text).split())
        marks = found_words(flat, asked)
        if not marks:
            continue
        start = max(0, marks[0][0] - 40)
        if start:
            start = flat.find(" ", start) + 1 or start
        piece = flat[start : start + _SNIPPET]
        before, after = "… " if start else "", " …" if start + _SNIPPET < len(flat) else ""
        return f"{before}{piece}{after}", found_words(f"{before}{piece}{after}", asked)
    return "", ()
