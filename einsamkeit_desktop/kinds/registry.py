"""All kinds by their code, in the order of the navigation."""

from __future__ import annotations

from .base import Kind
from .exchange import Exchange, Practice
from .network import Body, Municipality, Organisation, Person, Role
from .offers import Event, Offer
from .work import Case, ContactNote, Reminder

KINDS: dict[str, type[Kind]] = {
    kind.code: kind
    for kind in (
        Organisation, Person, Role, Body, ContactNote, Reminder, Case, Practice, Exchange, Municipality, Offer, Event,
    )
}  # fmt: skip
