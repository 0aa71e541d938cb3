"""What a partner's pages in a pack say: facts, people, talks, open points, offers, cases, as far as asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from ..kinds import clock, fields
from ..kinds.days import format_day, relative_day
from ..kinds.points import POINT_LABELS
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, address, link, record, record_area
from ..texts import _
from . import akte, people
from .briefing import CaseLine, Line, NoteLine, OfferLine, OpenPoint, PersonLine, Profile
from .columns import columns_of
from .record import Record, named
from .terms import Vocabulary, vocabulary

_offer, _case = KIND_TABLES["offer"], KIND_TABLES["case"]
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


def profile_of(store: Store, entry: Record, depth: Depth) -> Profile:
    """Return one partner's pages; what no part asks for is not read and stays empty."""
    words = vocabulary(store)
    told = Profile(entry.title, _kind_label(entry, words), (), (), "", (), (), (), ())
    if "profile" in depth.parts:
        own = entry.values.get("description") or entry.values.get("summary") or entry.values.get("content") or ""
        said = (*_last_contact(store, entry), *facts(store, entry))
        told = replace(told, chips=_chips(entry, words), facts=said, description=own)
    if "people" in depth.parts:
        label = _("Organisationen") if entry.kind == "person" else ""
        told = replace(told, people=_people(store, entry.id, depth), people_label=label)
    if {"notes", "agreements"} & set(depth.parts):
        notes, hidden = _notes(store, entry.id, depth, words)
        told = replace(told, notes=notes, hidden_notes=hidden)
    if "open_points" in depth.parts:
        tasks = [task for task in akte.open_tasks(store, entry.id) if depth.with_confidential or not task.confidential]
        told = replace(told, open_points=tuple(_open_point(task) for task in tasks))
    if "offers" in depth.parts:
        told = replace(told, offers=_own_offers(store, entry.id, words))
    if "nearby" in depth.parts:
        nearby, more = _nearby_offers(store, entry, words)
        told = replace(told, nearby=nearby, more_nearby=more)
    if "cases" in depth.parts:
        told = replace(told, cases=_open_cases(store, entry.id, depth, words))
    return told


def _people(store: Store, record_id: int, depth: Depth) -> tuple[PersonLine, ...]:
    lines = people.roles(store, record_id)
    return tuple(_person_line(line) for line in lines if depth.with_confidential or not line.confidential)


def _notes(store: Store, record_id: int, depth: Depth, words: Vocabulary) -> tuple[tuple[NoteLine, ...], int]:
    """Return the last talks, and how many confidential ones are left out."""
    until, secret = clock.now(), depth.with_confidential
    if depth.before is not None:
        until = min(until, depth.before - timedelta(seconds=1))
    hidden = 0 if secret else akte.count_entries(store, record_id, until=until, confidential=True)
    shown = akte.timeline(store, record_id, depth.notes, until=until, confidential=None if secret else False)
    return tuple(_note_line(entry, words, record_id) for entry in shown), hidden


def _kind_label(entry: Record, words: Vocabulary) -> str:
    own = words.label("organisation_type", entry.values.get("organisation_type"))
    return own or entry.values.get("office_title") or _(KINDS[entry.kind].label)


def _chips(entry: Record, words: Vocabulary) -> tuple[str, ...]:
    stage = words.label("cooperation_stage", entry.values.get("cooperation_stage"))
    priority = entry.values.get("priority")
    chips = (stage, _("Priorität {letter}").format(letter=priority) if priority else "")
    return tuple(chip for chip in chips if chip)


def _last_contact(store: Store, entry: Record) -> tuple[Line, ...]:
    column = columns_of(entry.kind).get("last_contact")
    if column is None:
        return ()
    with store.reading() as connection:
        cell = column.cells(connection, [entry.id], vocabulary(store)).get(entry.id)
    if cell is None or not isinstance(cell.value, date):
        return ()
    return (Line(_("Letzter Kontakt"), f"{format_day(cell.value)} ({relative_day(cell.value, clock.today())})"),)


def facts(store: Store, entry: Record) -> tuple[Line, ...]:
    """Return the filled fields of a record as labelled lines, codes and references in words."""
    words = vocabulary(store)
    linked = [i for field in KINDS[entry.kind].of_type(fields.Ref, fields.Links) for i in _ids(entry.values[field])]
    names = {row_id: found.title for row_id, found in named(store, linked, with_restricted=False).items()}
    lines = []
    for name, field in KINDS[entry.kind].fields.items():
        value = entry.values[name]
        if name in _NOT_FACTS or value in (None, "", (), False):
            continue
        lines += [Line(label, text) for label, text in shown_value(field, value, words, names) if text]
    return tuple(lines)


def _ids(value: Any) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def shown_value(field: fields.Field, value: Any, words: Vocabulary, names: dict[int, str]) -> list[tuple[str, str]]:
    """Return (label, text) of a field's value; `names` maps record ids to titles. Contacts give a line per kind."""
    label = _(field.label)
    if isinstance(field, fields.Choice):
        return [(label, words.label(field.of, value))]
    if isinstance(field, fields.Terms):
        return [(label, ", ".join(words.label(field.of, code) for code in value))]
    if isinstance(field, fields.Areas):
        return [(label, ", ".join(words.area_name(code) for code in value))]
    if isinstance(field, fields.Ref | fields.Links):
        return [(label, ", ".join(names.get(i, "") for i in _ids(value)))]
    if isinstance(field, fields.Contacts):
        grouped: dict[str, list[str]] = {}
        for point in value:
            grouped.setdefault(_(POINT_LABELS[point.kind]), []).append(point.value)
        return [(kind, ", ".join(points)) for kind, points in grouped.items()]
    if isinstance(field, fields.Addresses):
        return [(label, "; ".join(entry.one_line() for entry in value))]
    return [(label, field.show(value))]


def _person_line(line: people.RoleLine) -> PersonLine:
    note = ""
    if not line.is_current and line.until is not None:
        note = _("ausgeschieden {day}").format(day=format_day(line.until))
    elif line.since is not None:
        note = _("seit {month}").format(month=f"{line.since:%m/%Y}")
    return PersonLine(line.other.title, line.function, line.phone, line.email, note)


def _note_line(entry: akte.Entry, words: Vocabulary, record_id: int) -> NoteLine:
    others = [person.title for person in entry.people if person.id != record_id]
    told = ", ".join(others[:PEOPLE_SHOWN])
    if more := len(others) - PEOPLE_SHOWN if len(others) > PEOPLE_SHOWN + 1 else 0:
        told += " " + _("und {count} weitere").format(count=more)
    else:
        told = ", ".join(others)
    return NoteLine(
        day=entry.at.astimezone().date(),
        kind=words.short_label("note_kind", entry.note_kind),
        title=entry.title,
        content=entry.content if entry.content != entry.title else "",
        agreement=entry.agreement,
        people=told,
    )


def _open_point(task: akte.Task) -> OpenPoint:
    whose = "theirs" if task.whose == "theirs" else "mine"
    return OpenPoint(task.text, task.due_on, whose, task.waiting_for, task.days_overdue)


def _own_offers(store: Store, organisation_id: int, words: Vocabulary) -> tuple[OfferLine, ...]:
    return _offer_lines(store, words, _offer.c.provider == organisation_id)


def _nearby_offers(store: Store, entry: Record, words: Vocabulary) -> tuple[tuple[OfferLine, ...], int]:
    """Return running offers of others in the partner's own districts, and how many more there are.

    Its districts are those of its seat, else those it serves; the whole town is none.
    """
    codes = entry.values.get("seat") or entry.values.get("serves") or ()
    places = [area.id for area in words.areas if area.code in codes and area.level > 0]
    if not places:
        return (), 0
    running = [term.code for term in words.lists.get("offer_status", ()) if term.extra.get("running")]
    there = select(record_area.c.record_id).where(record_area.c.area_id.in_(places))
    others = or_(_offer.c.provider.is_(None), _offer.c.provider != entry.id)
    found = _offer_lines(store, words, _offer.c.id.in_(there), others, _offer.c.status.in_(running))
    return found[:NEARBY_SHOWN], max(0, len(found) - NEARBY_SHOWN)


def _offer_lines(store: Store, words: Vocabulary, *conditions: Any) -> tuple[OfferLine, ...]:
    provider = record.alias()
    query = (
        select(_offer, record.c.title, provider.c.title.label("provider_title"))
        .join(record, record.c.id == _offer.c.id)
        .outerjoin(provider, (provider.c.id == _offer.c.provider) & provider.c.restricted.is_(False))
        .where(*conditions, record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .where(record.c.confidential.is_(False))
        .order_by(record.c.sort_key, record.c.id)
    )
    with store.reading() as connection:
        found = connection.execute(query).mappings().all()
        ids = [row["id"] for row in found]
        streets = select(address.c.record_id, address.c.street).where(address.c.record_id.in_(ids))
        places = {row.record_id: row.street for row in connection.execute(streets)}
    return tuple(
        OfferLine(
            row["title"],
            row["schedule"] or "",
            places.get(row["id"], ""),
            words.label("offer_status", row["status"]),
            row["checked_on"],
            row["provider_title"] or "",
        )
        for row in found
    )


def _open_cases(store: Store, record_id: int, depth: Depth, words: Vocabulary) -> tuple[CaseLine, ...]:
    """Return the open cases the partner has a part in, whatever part that is."""
    query = (
        select(_case, record.c.title)
        .join(record, record.c.id == _case.c.id)
        .join(link, link.c.from_id == _case.c.id)
        .where(link.c.to_id == record_id, link.c.meaning.in_(_PARTS), _case.c.closed_on.is_(None))
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(func.coalesce(_case.c.deadline_on, date.max), record.c.sort_key, record.c.id)
        .distinct()
    )
    if not depth.with_confidential:
        query = query.where(record.c.confidential.is_(False))
    with store.reading() as connection:
        found = connection.execute(query).mappings().all()
    return tuple(
        CaseLine(
            row["title"],
            row["file_reference"] or "",
            words.label("case_status", row["status"]),
            row["deadline_on"],
        )
        for row in found
    )
