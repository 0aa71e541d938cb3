"""Everything on an organisation or person for the paper: what a briefing pack is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ..errors import NotFound
from ..kinds import clock, fields
from ..kinds.days import format_day, relative_day
from ..kinds.folding import fold
from ..kinds.points import POINT_LABELS
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, address, record
from ..texts import _
from . import akte, people, search
from .briefing import Briefing, Line, NoteLine, OfferLine, OpenPoint, PersonLine, Profile
from .columns import columns_of
from .record import Record, load, load_many, named
from .settings import office
from .terms import Vocabulary, vocabulary

_offer = KIND_TABLES["offer"]
# Fields a briefing shows elsewhere, or that are the office's own business.
_NOT_FACTS = frozenset(
    {"name", "family_name", "given_name", "academic_title", "particle", "form_of_address", "description", "remark",
     "organisation_type", "cooperation_stage", "priority", "salutation", "informal", "legal_basis", "informed_on",
     "source", "checked_on", "confidential", "rhythm_days", "content", "summary", "subject"}
)  # fmt: skip


@dataclass(frozen=True)
class PackWishes:
    """What a pack is for and how much goes into it; confidential notes only where they are asked for.

    `notes` is how many of the last contacts each partner shows; 0: five for one partner, three for several.
    """

    occasion: str = ""
    place: str = ""
    starts_at: datetime | None = None
    participants: tuple[str, ...] = ()
    talking_points: tuple[str, ...] = ()
    notes: int = 0
    with_confidential: bool = False


def pack(store: Store, record_ids: Sequence[int], wishes: PackWishes | None = None) -> Briefing:
    """Return the briefing pack on the records, in their order; restricted and trashed ones are left out.

    Raises errors.NotFound if nothing is left.
    """
    wishes = wishes or PackWishes()
    found = [r for r in load_many(store, record_ids) if not r.restricted and r.trashed_at is None]
    if not found:
        raise NotFound(_("Für das Briefing ist kein Datensatz übrig. Gesperrte und gelöschte bleiben draußen."))
    wishes = replace(wishes, notes=wishes.notes or (5 if len(found) == 1 else 3))
    profiles = tuple(_profile(store, entry, wishes) for entry in found)
    title = found[0].title if len(found) == 1 else wishes.occasion
    return Briefing(
        title=title or _("{count} Partner").format(count=len(found)),
        occasion=wishes.occasion if wishes.occasion != title else "",
        place=wishes.place,
        starts_at=wishes.starts_at,
        participants=wishes.participants,
        profiles=profiles,
        talking_points=wishes.talking_points,
        office=office(store),
        today=clock.today(),
        confidential=wishes.with_confidential,
    )


def pack_for_appointment(store: Store, note_id: int) -> Briefing:
    """Return the pack for a planned contact: its time, place and people on the cover, everyone involved inside."""
    note = load(store, note_id)
    involved = list(note.values["participants"])
    names = named(store, involved, with_restricted=False)
    wishes = PackWishes(
        occasion=note.title,
        place=note.values["place"] or "",
        starts_at=note.values["at"],
        participants=tuple(names[i].title for i in involved if i in names and names[i].kind == "person"),
    )
    return pack(store, _with_employers(store, involved) or [note_id], wishes)


def _with_employers(store: Store, involved: Sequence[int]) -> list[int]:
    """Return organisations first: those involved and those the involved people work for; then people without one."""
    names = named(store, involved, with_restricted=False)
    organisations, alone = [i for i in involved if i in names and names[i].kind != "person"], []
    for person in (i for i in involved if i in names and names[i].kind == "person"):
        employers = [line.other.id for line in people.roles(store, person) if line.is_current]
        organisations += employers
        if not employers:
            alone.append(person)
    return list(dict.fromkeys([*organisations, *alone]))


def find_records(store: Store, texts: Sequence[str], kinds: Sequence[str] = ()) -> list[int]:
    """Return the ids that uids or names mean; a part of a name will do where only one record has it.

    Raises errors.NotFound naming the first text that nothing or more than one record fits.
    """
    return [_found(store, text, kinds) for text in texts]


def _found(store: Store, text: str, kinds: Sequence[str]) -> int:
    with store.reading() as connection:
        live = select(record.c.id).where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        by_uid: int | None = connection.execute(live.where(record.c.uid == text)).scalar()
    if by_uid is not None:
        return by_uid
    hits = [hit for hit in search.find(store, text, limit=20, kinds=kinds) if hit.in_names]
    fitting = [hit for hit in hits if fold(hit.title) == fold(text)] or hits
    if not fitting:
        raise NotFound(_("Zu „{text}“ wurde nichts gefunden.").format(text=text))
    if len(fitting) > 1:
        names = "; ".join(hit.title for hit in fitting[:5])
        raise NotFound(
            _("Zu „{text}“ passen mehrere: {names}. Bitte den ganzen Namen angeben.").format(text=text, names=names)
        )
    return fitting[0].record_id


def _profile(store: Store, entry: Record, wishes: PackWishes) -> Profile:
    words, secret, now = vocabulary(store), wishes.with_confidential, clock.now()
    hidden = 0 if secret else akte.count_entries(store, entry.id, until=now, confidential=True)
    shown = akte.timeline(store, entry.id, wishes.notes, until=now, confidential=None if secret else False)
    tasks = [task for task in akte.open_tasks(store, entry.id) if secret or not task.confidential]
    lines = [line for line in people.roles(store, entry.id) if secret or not line.confidential]
    return Profile(
        title=entry.title,
        kind_label=_kind_label(entry, words),
        chips=_chips(entry, words),
        facts=(*_last_contact(store, entry), *facts(store, entry)),
        description=entry.values.get("description") or entry.values.get("summary") or entry.values.get("content") or "",
        people=tuple(_person_line(line) for line in lines),
        notes=tuple(_note_line(e, words) for e in shown),
        open_points=tuple(_open_point(task) for task in tasks),
        offers=_offers(store, entry.id, words),
        hidden_notes=hidden,
        people_label=_("Organisationen") if entry.kind == "person" else "",
    )


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


def _note_line(entry: akte.Entry, words: Vocabulary) -> NoteLine:
    return NoteLine(
        day=entry.at.astimezone().date(),
        kind=words.short_label("note_kind", entry.note_kind),
        title=entry.title,
        content=entry.content if entry.content != entry.title else "",
        agreement=entry.agreement,
        people=", ".join(person.title for person in entry.people),
    )


def _open_point(task: akte.Task) -> OpenPoint:
    whose = "theirs" if task.whose == "theirs" else "mine"
    return OpenPoint(task.text, task.due_on, whose, task.waiting_for, task.days_overdue)


def _offers(store: Store, organisation_id: int, words: Vocabulary) -> tuple[OfferLine, ...]:
    query = (
        select(_offer.c.id, record.c.title, _offer.c.schedule, _offer.c.status, _offer.c.checked_on)
        .join(record, record.c.id == _offer.c.id)
        .where(_offer.c.provider == organisation_id, record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .order_by(record.c.sort_key)
    )
    with store.reading() as connection:
        found = connection.execute(query).all()
        places = dict(
            connection.execute(
                select(address.c.record_id, address.c.street).where(address.c.record_id.in_([row.id for row in found]))
            ).all()
        )
    return tuple(
        OfferLine(
            row.title,
            row.schedule or "",
            places.get(row.id, ""),
            words.label("offer_status", row.status),
            row.checked_on,
        )
        for row in found
    )


def persons_of(store: Store, record_ids: Sequence[int]) -> list[int]:
    """Return the ids of the persons a pack on these records names, for the export log."""
    names = named(store, record_ids, with_restricted=False)
    found = {row_id for row_id, entry in names.items() if entry.kind == "person"}
    for row_id, entry in names.items():
        if entry.kind == "organisation":
            found.update(line.other.id for line in people.roles(store, row_id))
    return sorted(found)
