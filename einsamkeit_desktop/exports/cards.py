"""Persons and organisations as cards for the address book of another program.

A card holds how to reach somebody at work and nothing else: no remark, no priority, no topic leaves the house this way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..queries.placements import Placement, placements
from ..queries.record import Record, load_many
from ..store.store import Store
from .vcards import Card

_CHUNK = 200


def cards(store: Store, record_ids: Sequence[int]) -> Iterator[Card]:
    """Yield the cards of persons and organisations in the order of the ids, read page by page.

    Whoever calls has left out what must not leave the house (queries.sheets.open_ids).
    """
    for start in range(0, len(record_ids), _CHUNK):
        page = list(record_ids[start : start + _CHUNK])
        placed = placements(store, page)
        for entry in load_many(store, page):
            yield _person(entry, placed.get(entry.id)) if entry.kind == "person" else _organisation(entry)


def _person(entry: Record, placed: Placement | None) -> Card:
    values = entry.values
    return Card(
        uid=entry.uid,
        family_name=" ".join(part for part in (values["particle"], values["family_name"]) if part),
        given_name=values["given_name"] or "",
        prefix=values["academic_title"] or "",
        suffix=values["name_suffix"] or "",
        organisation=placed.organisation if placed else "",
        unit=placed.department if placed else "",
        title=(placed.function if placed else "") or values["office_title"] or "",
        points=values["contacts"],
        addresses=values["addresses"],
    )


def _organisation(entry: Record) -> Card:
    return Card(
        uid=entry.uid,
        organisation=entry.values["name"] or "",
        points=entry.values["contacts"],
        addresses=entry.values["addresses"],
    )
