"""All kinds by their code, in the order of the navigation."""

from __future__ import annotations

from .base import Kind
from .cases import Case, CitizenCase
from .council import Consultation, CouncilPaper, Mandate
from .exchange import Exchange, Practice
from .network import Body, Municipality, Organisation, Person, Role
from .offers import Event, Offer
from .work import ContactNote, Reminder

KINDS: dict[str, type[Kind]] = {
    kind.code: kind
    for kind in (
        Organisation, Person, Role, Body, ContactNote, Reminder, Case, CitizenCase, CouncilPaper, Consultation, Mandate,
        Practice, Exchange, Municipality, Offer, Event,
    )
}  # fmt: skip
