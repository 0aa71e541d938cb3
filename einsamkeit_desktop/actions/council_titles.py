"""What a station of a council paper is called: its own values name committee and purpose by id and code alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ..kinds.network import Body
from ..queries.council import station_title
from ..store.tables import KIND_TABLES, record, term
from ..store.writing import Write

_station = KIND_TABLES["consultation"]


def consultation_title(write: Write, values: Mapping[str, Any]) -> str:
    """Return a station as one reads it (Rat, 10.02.2026: Beschluss); a confidential committee is not named."""
    body = select(record.c.title).where(record.c.id == values.get("body"), record.c.confidential.is_(False))
    shown = write.connection.execute(body).scalar() or ""
    return station_title(shown, values.get("session_on"), _purpose(write, values.get("purpose")))


def settle_body(write: Write, own: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Let the stations of a committee be called by its new name, or by none once it is confidential."""
    spine = write.row(record, own["id"]) if own is not None else None
    if own is None or spine is None:
        return values
    title, is_secret = Body.title({**own, **values}), bool(values.get("confidential", spine["confidential"]))
    if (title, is_secret) != (spine["title"], bool(spine["confidential"])):
        _rename_stations(write, own["id"], "" if is_secret else title)
    return values


def _rename_stations(write: Write, body_id: int, shown: str) -> None:
    query = select(_station.c.id, _station.c.session_on, _station.c.purpose).where(_station.c.body == body_id)
    stations = write.connection.execute(query).all()
    spines = write.rows(record, [row.id for row in stations])
    titles = {row.id: station_title(shown, row.session_on, _purpose(write, row.purpose)) for row in stations}
    write.update_each(record, ((spine, {"title": titles[row_id]}) for row_id, spine in spines.items()))


def _purpose(write: Write, code: str | None) -> str:
    query = select(term.c.label).where(term.c.list == "paper_purpose", term.c.code == code)
    return write.connection.execute(query).scalar() or ""
