"""Everything on partners for the paper: which records a briefing pack is on, and what it says about each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ..errors import NotFound
from ..kinds import clock
from ..kinds.folding import fold
from ..store.store import Store
from ..store.tables import record
from ..texts import _
from . import people, search
from .attachments import attachments, content, owners_of
from .briefing import PARTS, STANDARD_PARTS, Briefing, Enclosure
from .profiles import Depth, profile_of
from .record import Named, Record, load, load_many, named
from .settings import office
from .sheets import open_ids


@dataclass(frozen=True)
class PackWishes:
    """What a pack is for and how much goes into it; confidential notes only where they are asked for.

    `parts` are codes of briefing.PARTS, in order. `notes` is how many of the last contacts each shows; 0: three,
    for one partner up to five as far as they fit on its page. `enclosures` are ids of attachments that go along.
    """

    title: str = ""
    occasion: str = ""
    place: str = ""
    starts_at: datetime | None = None
    participants: tuple[str, ...] = ()
    talking_points: tuple[str, ...] = ()
    notes: int = 0
    with_confidential: bool = False
    parts: tuple[str, ...] = STANDARD_PARTS
    enclosures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Offered:
    """An attachment that can go along with a pack, with the record it belongs to."""

    id: int
    file_name: str
    owner: str


@dataclass(frozen=True)
class Occasion:
    """What a pack is made for: the partners in it, and what its cover says.

    `record_id` is the appointment, committee or single partner it is about; None for several. `people` are the persons
    the cover names.
    """

    record_id: int | None
    partners: tuple[int, ...]
    wishes: PackWishes
    people: tuple[int, ...] = ()


def pack(store: Store, record_ids: Sequence[int], wishes: PackWishes | None = None) -> Briefing:
    """Return the briefing pack on the records, in their order; restricted and trashed ones are left out.

    Raises errors.NotFound if nothing is left.
    """
    wishes = wishes or PackWishes()
    found = [r for r in load_many(store, record_ids) if not r.restricted and r.trashed_at is None]
    if not found:
        raise NotFound(_("Für das Briefing ist kein Datensatz übrig. Gesperrte und gelöschte bleiben draußen."))
    parts = tuple(part for part in wishes.parts if part in PARTS)
    depth = Depth(parts, wishes.notes or (5 if len(found) == 1 else 3), wishes.with_confidential, wishes.starts_at)
    title = wishes.title or (found[0].title if len(found) == 1 else wishes.occasion)
    return Briefing(
        title=title or _("{count} Partner").format(count=len(found)),
        occasion=wishes.occasion if wishes.occasion != title else "",
        place=wishes.place,
        starts_at=wishes.starts_at,
        participants=wishes.participants,
        profiles=tuple(profile_of(store, entry, depth) for entry in found),
        talking_points=wishes.talking_points,
        office=office(store),
        today=clock.today(),
        confidential=wishes.with_confidential,
        parts=parts,
        least_notes=3 if len(found) == 1 and not wishes.notes else 0,
        enclosures=_enclosures(store, wishes),
    )


def left_out(briefing: Briefing) -> int:
    """Return how much confidential or restricted is not told of its partners, notes included, for the export log."""
    return sum(profile.hidden_notes + profile.hidden for profile in briefing.profiles)


def offered(store: Store, record_ids: Sequence[int], *, with_confidential: bool = False) -> list[Offered]:
    """Return the PDFs and pictures attached to records, in the records' order, the newest first."""
    kept = open_ids(store, record_ids, with_confidential=with_confidential)
    titles = named(store, kept)
    return [
        Offered(entry.id, entry.file_name, titles[row_id].title)
        for row_id in dict.fromkeys(kept)
        for entry in attachments(store, row_id)
        if entry.is_picture or entry.media_type == "application/pdf"
    ]


def _enclosures(store: Store, wishes: PackWishes) -> tuple[Enclosure, ...]:
    """Return the chosen attachments with their content; those that are gone or not to be shown are left out."""
    owners = owners_of(store, wishes.enclosures)
    found = {
        entry.id: entry
        for entry in offered(store, list(owners.values()), with_confidential=wishes.with_confidential)
        if entry.id in owners
    }
    chosen = [found[row_id] for row_id in wishes.enclosures if row_id in found]
    return tuple(Enclosure(entry.file_name, entry.owner, content(store, entry.id)) for entry in chosen)


_INVOLVED = {"contact_note": ("participants",), "body": ("members",), "case": ("parties", "applicants")}


def occasion(store: Store, record_ids: Sequence[int]) -> Occasion:
    """Return what a pack on the records is for.

    A contact note is an appointment: its time, place and people, everyone involved inside. A committee brings the
    organisations of its members, a case those who have a part in it. Confidential and restricted people are not
    proposed. Raises errors.NotFound.
    """
    if len(record_ids) != 1:
        found = load_many(store, list(dict.fromkeys(record_ids)))
        return Occasion(None, tuple(dict.fromkeys(i for entry in found for i in _partners(store, entry))), PackWishes())
    entry = load(store, record_ids[0])
    if entry.kind not in _INVOLVED or entry.restricted or entry.trashed_at is not None:
        return Occasion(entry.id, (entry.id,), PackWishes())
    names = named(store, open_ids(store, _involved(entry)))
    persons = tuple(i for i in names if names[i].kind == "person")
    is_meeting = entry.kind != "case"
    wishes = PackWishes(
        occasion=entry.title,
        place=entry.values.get("place") or "",
        starts_at=entry.values.get("at"),
        participants=tuple(_presented(store, names[i], names) for i in persons) if is_meeting else (),
    )
    return Occasion(entry.id, _partners(store, entry), wishes, persons if is_meeting else ())


def _presented(store: Store, person: Named, involved: Collection[int]) -> str:
    """Return a person as a cover names it: with its organisation, the one that takes part before others."""
    lines = [line for line in people.roles(store, person.id) if line.is_current and not line.confidential]
    employers = {line.other.id: line.other.title for line in lines}
    shown = sorted(open_ids(store, list(employers)), key=lambda row_id: row_id not in involved)
    return f"{person.title} ({employers[shown[0]]})" if shown else person.title


def _involved(entry: Record) -> list[int]:
    return list(dict.fromkeys(row_id for name in _INVOLVED[entry.kind] for row_id in entry.values[name]))


def _partners(store: Store, entry: Record) -> tuple[int, ...]:
    """Return whom the pack is on for one record: itself, or those who are in it."""
    if entry.kind not in _INVOLVED or entry.restricted:
        return (entry.id,)
    return tuple(_with_employers(store, _involved(entry))) or (entry.id,)


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
