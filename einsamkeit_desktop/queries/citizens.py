"""What is asked about citizens' cases beyond their fields: how to call back, and until when that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..kinds import clock
from ..store.store import Store
from ..store.tables import callback


@dataclass(frozen=True)
class CallBack:
    """How to call back about a case, and the day on which that is deleted."""

    contact: str
    delete_on: date


def call_back(store: Store, record_id: int) -> CallBack | None:
    """Return how to call back about a case, None where nothing is noted or its day has come."""
    query = select(callback.c.contact, callback.c.delete_on)
    query = query.where(callback.c.record_id == record_id, callback.c.delete_on > clock.today())
    with store.reading() as connection:
        row = connection.execute(query).first()
    return CallBack(row.contact, row.delete_on) if row is not None else None
