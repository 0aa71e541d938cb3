"""What a briefing pack says, as plain values for the paper (Briefing-Mappe)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..texts import mark

PARTS = {
    "cover": mark("Deckblatt"),
    "contents": mark("Inhalt"),
    "talking_points": mark("Gesprächspunkte"),
    "profile": mark("Profil"),
    "people": mark("Ansprechpersonen"),
    "notes": mark("Letzte Kontakte"),
    "agreements": mark("Vereinbarungen"),
    "open_points": mark("Offene Punkte beider Seiten"),
    "offers": mark("Eigene Angebote"),
    "nearby": mark("Angebote im Bezirk"),
    "cases": mark("Vorgänge"),
}
"""What a pack can be made of, in the usual order, with the words the screen has for it."""

LEADING = ("cover", "contents")
"""Parts that stand in front whatever the order; the others may be put in any order."""

STANDARD_PARTS = tuple(code for code in PARTS if code != "nearby")
"""Parts of the recipe that ships along; the offers around would make two pages three."""


@dataclass(frozen=True)
class Line:
    """One labelled fact, as in ("Wirkungsbereich", "Innenstadt-Nord, gesamtstädtisch")."""

    label: str
    text: str


@dataclass(frozen=True)
class PersonLine:
    """A person within an organisation; `note` is "seit 03/2024" or "ausgeschieden 31.12.2025"."""

    name: str
    function: str
    phone: str
    email: str
    note: str = ""


@dataclass(frozen=True)
class NoteLine:
    """A contact note (Kontaktvermerk): what kind of contact, about what, with whom, and what was agreed."""

    day: date
    kind: str
    title: str
    content: str
    agreement: str
    people: str


@dataclass(frozen=True)
class OpenPoint:
    """Something still to be done; `whose` is "mine" or "theirs", `who` the person it waits for."""

    text: str
    due: date | None
    whose: str
    who: str = ""
    overdue_days: int = 0


@dataclass(frozen=True)
class OfferLine:
    """An offer of the organisation; `checked` is the day it was last looked at (zuletzt geprüft)."""

    title: str
    when: str
    place: str
    status: str
    checked: date | None
    provider: str = ""


@dataclass(frozen=True)
class CaseLine:
    """An open case (Vorgang) the partner is part of."""

    title: str
    reference: str
    status: str
    deadline: date | None


@dataclass(frozen=True)
class Profile:
    """One organisation or person of the pack; `hidden_notes` counts confidential notes that were left out.

    `hidden` counts whatever else is confidential or restricted and not told. `nearby` are offers of others in its
    districts, `more_nearby` how many there are beyond those. `person_ids` are those it names, for the export log.
    """

    title: str
    kind_label: str
    chips: tuple[str, ...]
    facts: tuple[Line, ...]
    description: str
    people: tuple[PersonLine, ...]
    notes: tuple[NoteLine, ...]
    open_points: tuple[OpenPoint, ...]
    offers: tuple[OfferLine, ...]
    hidden_notes: int = 0
    people_label: str = ""
    nearby: tuple[OfferLine, ...] = ()
    more_nearby: int = 0
    cases: tuple[CaseLine, ...] = ()
    hidden: int = 0
    person_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Enclosure:
    """An attachment that goes along with a pack, page by page; `owner` is the record it belongs to."""

    name: str
    owner: str
    content: bytes


@dataclass(frozen=True)
class Office:
    """The office that hands out the paper, from the municipality's profile.

    `further_emails` are addresses it writes from as well: they stand on no paper, but mails from them are its own.
    """

    name: str
    unit: str
    address: tuple[str, ...]
    phone: str = ""
    email: str = ""
    further_emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A whole pack (Briefing-Mappe); `starts_at` is UTC, `today` the day it says under "Stand".

    `parts` are the codes of PARTS to be printed, in order. Where it saves a page, older talks may be left off down to
    `least_notes` of a partner; 0 prints all. Agreements stay.
    """

    title: str
    occasion: str
    place: str
    starts_at: datetime | None
    participants: tuple[str, ...]
    profiles: tuple[Profile, ...]
    talking_points: tuple[str, ...]
    office: Office
    today: date
    confidential: bool = False
    parts: tuple[str, ...] = STANDARD_PARTS
    least_notes: int = 0
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def person_ids(self) -> tuple[int, ...]:
        """The persons it names, for the export log."""
        return tuple(sorted({person for profile in self.profiles for person in profile.person_ids}))
