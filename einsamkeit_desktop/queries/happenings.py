"""What happened around a record beside its notes: functions begun and ended, exchanges, events, offers, by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record
from ..texts import _

_role, _exchange, _event, _offer = (KIND_TABLES[code] for code in ("role", "exchange", "event", "offer"))
_SHOWN = (record.c.trashed_at.is_(None), record.c.restricted.is_(False))


@dataclass(frozen=True)
class Happening:
    """One quiet line of a timeline; `record_id` is what it leads to, `icon` the sign of its kind."""

    day: date
    text: str
    icon: str
    record_id: int
    confidential: bool = False


def happenings(store: Store, record_id: int) -> list[Happening]:
    """Return what happened around a record up to today, newest first; nothing trashed or restricted."""
    today = clock.today()
    with store.reading() as connection:
        found = [
            happening
            for part in (_roles, _exchanges, _events, _offers)
            for happening in part(connection, record_id)
            if happening.day <= today
        ]
    return sorted(found, key=lambda happening: (happening.day, happening.text), reverse=True)


def _roles(connection: Connection, record_id: int) -> Iterator[Happening]:
    spine = record.alias()
    for mine, other in ((_role.c.person, _role.c.organisation), (_role.c.organisation, _role.c.person)):
        query = (
            select(_role.c.function, _role.c.since, _role.c.until, record.c.id, record.c.title, record.c.confidential)
            .join(spine, spine.c.id == _role.c.id)
            .join(record, record.c.id == other)
            .where(mine == record_id, spine.c.trashed_at.is_(None), spine.c.restricted.is_(False), *_SHOWN)
        )
        for row in connection.execute(query):
            name = ", ".join(part for part in (row.title, row.function) if part)
            for day, pattern in (
                (row.since, _("Funktion begonnen: {name}")),
                (row.until, _("Funktion beendet: {name}")),
            ):
                if day is not None:
                    yield Happening(day, pattern.format(name=name), KINDS["role"].icon, row.id, row.confidential)


def _exchanges(connection: Connection, record_id: int) -> Iterator[Happening]:
    whose = or_(_exchange.c.municipality == record_id, _exchange.c.practice == record_id)
    query = _titled(_exchange, _exchange.c.day).where(whose)
    for row in connection.execute(query):
        if row.day is not None:
            yield _line("exchange", row, row.day, _("Austausch: {title}"))


def _events(connection: Connection, record_id: int) -> Iterator[Happening]:
    held = select(link.c.from_id).where(link.c.to_id == record_id, link.c.meaning.in_(("organisers", "people")))
    for row in connection.execute(_titled(_event, _event.c.starts_at).where(_event.c.id.in_(held))):
        if row.starts_at is not None:
            yield _line("event", row, row.starts_at.astimezone().date(), _("Veranstaltung: {title}"))


def _offers(connection: Connection, record_id: int) -> Iterator[Happening]:
    query = _titled(_offer, _offer.c.starts_on, _offer.c.ends_on).where(_offer.c.provider == record_id)
    for row in connection.execute(query):
        for day, pattern in (
            (row.starts_on, _("Angebot begonnen: {title}")),
            (row.ends_on, _("Angebot beendet: {title}")),
        ):
            if day is not None:
                yield _line("offer", row, day, pattern)


def _titled(table: Any, *columns: Any) -> Any:
    spine = (record.c.id, record.c.title, record.c.confidential)
    return select(*spine, *columns).join(record, record.c.id == table.c.id).where(*_SHOWN)


def _line(kind: str, row: Any, day: date, pattern: str) -> Happening:
    return Happening(day, pattern.format(title=row.title), KINDS[kind].icon, row.id, row.confidential)
