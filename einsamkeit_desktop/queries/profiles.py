"""What a partner's pages in a pack say: facts, people, talks, open points, offers, cases, as far as asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.engine import RowMapping

from ..kinds import clock, fields
from ..kinds.days import format_day, relative_day
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, address, contact_day, link, record, record_area
from ..texts import _
from . import akte
from .briefing import CaseLine, Line, NoteLine, OfferLine, Profile
from .columns import columns_of
from .gathering import Gathering, heading_and_text, open_points, role_lines
from .record import Named, Record
from .terms import Vocabulary, vocabulary

_offer, _case, _note = KIND_TABLES["offer"], KIND_TABLES["case"], KIND_TABLES["contact_note"]
NEARBY_SHOWN, PEOPLE_SHOWN = 8, 5
# Fields a briefing shows elsewhere, or that are the office's own business.
_NOT_FACTS = frozenset(
    {"name", "family_name", "given_name", "academic_title", "particle", "form_of_address", "description", "remark",
     "organisation_type", "cooperation_stage", "priority", "salutation", "informal", "legal_basis", "informed_on",
     "source", "checked_on", "confidential", "rhythm_days", "content", "summary", "subject"}
)  # fmt: skip
_PARTS = tuple(KINDS["case"].of_type(fields.Links))


@dataclass(frozen=True)
class Depth:
    """How much of a partner is told: which parts, how many of the last contacts, whether confidential things too.

    `before` is the appointment the pack is for: contacts from then on are not the last ones.
    """

    parts: Collection[str]
    notes: int
    with_confidential: bool = False
    before: datetime | None = None

    @property
    def until(self) -> datetime:
        """The moment up to which there were contacts."""
        now = clock.now()
        return now if self.before is None else min(now, self.before - timedelta(seconds=1))


def profile_of(store: Store, entry: Record, depth: Depth) -> Profile:
    """Return one partner's pages; what no part asks for is not read and stays empty."""
    words = vocabulary(store)
    begun = Gathering(store, entry, words, depth.with_confidential)
    begun.name(Named(entry.id, entry.kind, entry.title))
    told = Profile(entry.title, _kind_label(entry, words), (), (), "", (), (), (), ())
    if "profile" in depth.parts:
        own = entry.values.get("description") or entry.values.get("summary") or entry.values.get("content") or ""
        said = (*_last_contact(begun, depth), *_facts(begun))
        told = replace(told, chips=_chips(entry, words), facts=said, description=own)
    if "people" in depth.parts:
        label = _("Organisationen") if entry.kind == "person" else ""
        told = replace(told, people=role_lines(begun), people_label=label)
    if {"notes", "agreements"} & set(depth.parts):
        notes, hidden = _notes(begun, depth)
        told = replace(told, notes=notes, hidden_notes=hidden)
    if "open_points" in depth.parts:
        told = replace(told, open_points=open_points(begun))
    if "offers" in depth.parts:
        told = replace(told, offers=_own_offers(begun))
    if "nearby" in depth.parts:
        nearby, more = _nearby_offers(begun)
        told = replace(told, nearby=nearby, more_nearby=more)
    if "cases" in depth.parts:
        told = replace(told, cases=_open_cases(begun))
    return replace(told, hidden=len(begun.hidden), person_ids=tuple(sorted(begun.persons)))


def _notes(begun: Gathering, depth: Depth) -> tuple[tuple[NoteLine, ...], int]:
    """Return the last talks, and how many confidential ones are left out."""
    store, record_id, until, secret = begun.store, begun.found.id, depth.until, depth.with_confidential
    hidden = 0 if secret else akte.count_entries(store, record_id, until=until, confidential=True)
    shown = akte.timeline(store, record_id, depth.notes, until=until, confidential=None if secret else False)
    people = begun.took_part([entry.id for entry in shown])
    return tuple(_note_line(entry, people.get(entry.id, ()), begun) for entry in shown), hidden


def _kind_label(entry: Record, words: Vocabulary) -> str:
    own = words.label("organisation_type", entry.values.get("organisation_type"))
    return own or entry.values.get("office_title") or _(KINDS[entry.kind].label)


def _chips(entry: Record, words: Vocabulary) -> tuple[str, ...]:
    stage = words.label("cooperation_stage", entry.values.get("cooperation_stage"))
    priority = entry.values.get("priority")
    chips = (stage, _("Priorität {letter}").format(letter=priority) if priority else "")
    return tuple(chip for chip in chips if chip)


def _last_contact(begun: Gathering, depth: Depth) -> tuple[Line, ...]:
    if "last_contact" not in columns_of(begun.found.kind):
        return ()
    query = select(func.max(contact_day.c.day)).join(_note, _note.c.id == contact_day.c.note_id)
    query = query.where(contact_day.c.record_id == begun.found.id, _note.c.at <= depth.until)
    with begun.store.reading() as connection:
        last = connection.execute(query).scalar()
    if last is None:
        return ()
    return (Line(_("Letzter Kontakt"), f"{format_day(last)} ({relative_day(last, clock.today())})"),)


def _facts(begun: Gathering) -> tuple[Line, ...]:
    """Return the filled fields as labelled lines, without those a briefing shows elsewhere."""
    return begun.lines([name for name in KINDS[begun.found.kind].fields if name not in _NOT_FACTS])


def _note_line(entry: akte.Entry, people: Sequence[Named], begun: Gathering) -> NoteLine:
    others = [person.title for person in people if person.id != begun.found.id]
    told = ", ".join(others[:PEOPLE_SHOWN])
    if more := len(others) - PEOPLE_SHOWN if len(others) > PEOPLE_SHOWN + 1 else 0:
        told += " " + _("und {count} weitere").format(count=more)
    else:
        told = ", ".join(others)
    title, content = heading_and_text(entry)
    return NoteLine(
        day=entry.at.astimezone().date(),
        kind=begun.words.short_label("note_kind", entry.note_kind),
        title=title,
        content=content,
        agreement=entry.agreement,
        people=told,
    )


def _own_offers(begun: Gathering) -> tuple[OfferLine, ...]:
    return _offer_lines(begun, _offers(begun, _offer.c.provider == begun.found.id))


def _nearby_offers(begun: Gathering) -> tuple[tuple[OfferLine, ...], int]:
    """Return running offers of others in the partner's own districts, and how many more there are.

    Its districts are those of its seat, else those it serves; the whole town is none.
    """
    values, words = begun.found.values, begun.words
    codes = values.get("seat") or values.get("serves") or ()
    places = [area.id for area in words.areas if area.code in codes and area.level > 0]
    if not places:
        return (), 0
    running = [term.code for term in words.lists.get("offer_status", ()) if term.extra.get("running")]
    there = select(record_area.c.record_id).where(record_area.c.area_id.in_(places))
    others = or_(_offer.c.provider.is_(None), _offer.c.provider != begun.found.id)
    found = _offers(begun, _offer.c.id.in_(there), others, _offer.c.status.in_(running))
    return _offer_lines(begun, found[:NEARBY_SHOWN]), max(0, len(found) - NEARBY_SHOWN)


def _offers(begun: Gathering, *conditions: Any) -> list[RowMapping]:
    query = (
        select(_offer, record.c.title, record.c.confidential)
        .join(record, record.c.id == _offer.c.id)
        .where(*conditions, record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(record.c.sort_key, record.c.id)
    )
    with begun.store.reading() as connection:
        found = connection.execute(query).mappings().all()
    return [row for row in found if not begun.hides(row["id"], row["confidential"])]


def _offer_lines(begun: Gathering, rows: Sequence[RowMapping]) -> tuple[OfferLine, ...]:
    streets = select(address.c.record_id, address.c.street).where(address.c.record_id.in_([row["id"] for row in rows]))
    with begun.store.reading() as connection:
        places = {row.record_id: row.street for row in connection.execute(streets)}
    return tuple(
        OfferLine(
            row["title"],
            row["schedule"] or "",
            places.get(row["id"], ""),
            begun.words.label("offer_status", row["status"]),
            row["checked_on"],
            begun.title(row["provider"]),
        )
        for row in rows
    )


def _open_cases(begun: Gathering) -> tuple[CaseLine, ...]:
    """Return the open cases the partner has a part in, whatever part that is."""
    query = (
        select(_case, record.c.title, record.c.confidential)
        .join(record, record.c.id == _case.c.id)
        .join(link, link.c.from_id == _case.c.id)
        .where(link.c.to_id == begun.found.id, link.c.meaning.in_(_PARTS), _case.c.closed_on.is_(None))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(func.coalesce(_case.c.deadline_on, date.max), record.c.sort_key, record.c.id)
        .distinct()
    )
    with begun.store.reading() as connection:
        found = connection.execute(query).mappings().all()
    return tuple(
        CaseLine(
            row["title"],
            row["file_reference"] or "",
            begun.words.label("case_status", row["status"]),
            row["deadline_on"],
        )
        for row in found
        if not begun.hides(row["id"], row["confidential"])
    )
