"""What a contact note is called: by its text, but one about a citizen's case by kind and code alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ..kinds.cases import CitizenCase
from ..kinds.work import ContactNote
from ..store.dialect import among
from ..store.tables import link, record, term
from ..store.writing import Write


def note_title(write: Write, values: Mapping[str, Any]) -> str:
    """Return the title; what was said about a citizen stays inside the note: titles are shown, listed and printed."""
    about = values.get("about")
    if about is None and values.get("id") is not None:  # a change of other fields
        linked = select(link.c.to_id).where(link.c.from_id == values["id"], link.c.meaning == "about")
        about = write.connection.execute(linked).scalars().all()
    if not about:
        return ContactNote.title(values)
    query = select(record.c.title).where(record.c.kind == CitizenCase.code, among(record.c.id, about))
    codes = write.connection.execute(query.order_by(record.c.title)).scalars().all()
    if not codes:
        return ContactNote.title(values)
    kind = select(term.c.label, term.c.extra).where(
        term.c.list == ContactNote.note_kind.of, term.c.code == values.get("note_kind")
    )
    row = write.connection.execute(kind).first()
    return ContactNote.coded_title(str((row.extra or {}).get("short") or row.label) if row else "", codes)
