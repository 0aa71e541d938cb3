"""Where one can go: the navigation, in the order of a working day."""

from __future__ import annotations

from ..kinds.registry import KINDS
from ..texts import _
from .navigation import Place, Section


def sections() -> tuple[Section, ...]:
    """Return the navigation's sections."""
    journal = Place("journal", _("Journal"), "list")
    return (
        Section("", (Place("today", _("Heute"), "sun"), Place("calendar", _("Kalender"), "calendar-days"))),
        Section(_("Netzwerk"), _kinds("organisation", "person", "body")),
        Section(
            _("Arbeit"),
            (*_kinds("contact_note", "reminder", "case", "citizen_case", "council_paper", "mandate"), journal),
        ),
        Section(_("Austausch"), _kinds("practice", "municipality", "exchange")),
        Section(_("Angebote"), _kinds("offer", "event")),
    )


def bottom() -> tuple[Place, ...]:
    """Return what stands at the foot of the navigation."""
    return (
        Place("steps", _("Schritte"), "history"),
        Place("exports", _("Exporte"), "file-down"),
        Place("trash", _("Papierkorb"), "trash-2"),
        Place("settings", _("Einstellungen"), "settings"),
    )


def _kinds(*codes: str) -> tuple[Place, ...]:
    icons = {"person": "users"}
    return tuple(Place(code, _(KINDS[code].plural), icons.get(code, KINDS[code].icon)) for code in codes)
