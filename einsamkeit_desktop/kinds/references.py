"""The template by which file references (Aktenzeichen) are made: {PLAN}-{JAHR}-{LFD:3} gives KE-2026-014."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..texts import _, mark

#: The settings that keep the template, and how far was counted; the second only rises, and no undo touches it.
TEMPLATE_SETTING = "case.references"
COUNTER_SETTING = "case.reference.counter"

PLACES: tuple[tuple[str, str], ...] = (
    ("{PLAN}", mark("Zeichen aus dem Aktenplan")),
    ("{JAHR}", mark("Jahr der Eröffnung")),
    ("{JJ}", mark("Jahr, zweistellig")),
    ("{LFD:3}", mark("laufende Nummer mit Stellen")),
)
_PLACE = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"LFD(?::([1-9]))?")
LONGEST = 60


@dataclass(frozen=True)
class FileReferences:
    """How file references look; the number begins anew each year where the year stands in the template."""

    template: str = "{PLAN}-{JAHR}-{LFD:3}"
    plan: str = "KE"

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FileReferences:
        """Return what a setting keeps; the usual where it keeps nothing."""
        return cls(**{name: text for name, text in kept.items() if name in cls.__dataclass_fields__ and text})

    def to_json(self) -> dict[str, str]:
        """Return it as a setting keeps it."""
        return {"template": self.template, "plan": self.plan}

    def problem(self) -> str:
        """Return the sentence that says why the template cannot be used, "" when it can."""
        places = _PLACE.findall(self.template)
        unknown = next(
            (place for place in places if place not in {"PLAN", "JAHR", "JJ"} and not _NUMBER.fullmatch(place)), ""
        )
        if unknown:
            return _("„{place}“ gibt es nicht. Möglich sind {known}.").format(
                place="{" + unknown + "}", known=", ".join(place for place, _label in PLACES)
            )
        if sum(bool(_NUMBER.fullmatch(place)) for place in places) != 1:
            return _("Die laufende Nummer {place} muss genau einmal vorkommen.").format(place="{LFD:3}")
        if re.search(r"[{}]", _PLACE.sub("", self.template)):
            return _("Eine geschweifte Klammer hat kein Gegenstück.")
        if len(self.text(2026, 1)) > LONGEST:
            return _("Das Aktenzeichen wäre zu lang: höchstens {count} Zeichen.").format(count=LONGEST)
        return ""

    def period(self, year: int) -> str:
        """Return what the running number is counted for: a year, or "" where it runs on for ever."""
        return str(year) if {"JAHR", "JJ"} & set(_PLACE.findall(self.template)) else ""

    def text(self, year: int, number: int) -> str:
        """Return the file reference of a year and a running number."""

        def filled(place: re.Match[str]) -> str:
            counted = _NUMBER.fullmatch(place[1])
            if counted:
                return f"{number:0{counted[1] or 1}d}"
            return {"PLAN": self.plan, "JAHR": str(year), "JJ": f"{year % 100:02d}"}[place[1]]

        return _PLACE.sub(filled, self.template)
