"""What a briefing pack says, as plain values for the paper (Briefing-Mappe)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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


@dataclass(frozen=True)
class Profile:
    """One organisation or person of the pack; `hidden_notes` counts confidential notes that were left out."""

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


@dataclass(frozen=True)
class Office:
    """The office that hands out the paper, from the municipality's profile."""

    name: str
    unit: str
    address: tuple[str, ...]
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Briefing:
    """A whole pack (Briefing-Mappe); `starts_at` is UTC, `today` the day it says under "Stand"."""

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
