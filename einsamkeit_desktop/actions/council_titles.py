"""What a station of a council paper is called: its own values name committee and purpose by id and code alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ..queries.council import station_title
from ..store.tables import record, term
from ..store.writing import Write


def consultation_title(write: Write, values: Mapping[str, Any]) -> str:
    """Return a station as one reads it (Rat, 10.02.2026: Beschluss); a confidential committee is not named."""
    body = select(record.c.title).where(record.c.id == values.get("body"), record.c.confidential.is_(False))
    purpose = select(term.c.label).where(term.c.list == "paper_purpose", term.c.code == values.get("purpose"))
    names = [write.connection.execute(query).scalar() or "" for query in (body, purpose)]
    return station_title(names[0], values.get("session_on"), names[1])
