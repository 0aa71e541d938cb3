"""Templates of note texts: three that everybody needs, and one's own, which the store keeps as a setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..texts import _, mark

SETTING = "note_templates"
PRESENT, EXCUSED = mark("Anwesend"), mark("Entschuldigt")


@dataclass(frozen=True)
class NoteTemplate:
    """A text to begin a note with, and the kind of contact it belongs to ("" leaves the kind as it is)."""

    name: str
    note_kind: str
    text: str


_BUILT_IN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (mark("Protokoll"), "sitzung", (mark("Tagesordnung"), PRESENT, EXCUSED, mark("Beschlüsse"), mark("Aufgaben"))),
    (mark("Telefonnotiz"), "telefonat", (mark("Anliegen"), mark("Besprochen"), mark("Nächste Schritte"))),
    (mark("Besuch"), "besuch", (mark("Eindruck"), mark("Besprochen"), mark("Bedarf und Ideen"))),
)


def built_in() -> tuple[NoteTemplate, ...]:
    """Return the templates that every store has."""
    return tuple(
        NoteTemplate(_(name), kind, "\n".join(f"## {_(heading)}\n" for heading in said))
        for name, kind, said in _BUILT_IN
    )


def without_attendance(text: str) -> str:
    """Return a text without the sections that say who was there: a paper names them in its own list."""
    headings = {f"## {_(heading)}" for heading in (PRESENT, EXCUSED)}
    kept, is_left_out = [], False
    for line in text.split("\n"):
        if line.startswith("#"):
            is_left_out = line.strip() in headings
        if not is_left_out:
            kept.append(line)
    return "\n".join(kept)


def from_setting(kept: Any) -> tuple[NoteTemplate, ...]:
    """Return one's own templates as the setting keeps them; what is not one is left out."""
    entries = kept if isinstance(kept, list) else []
    return tuple(NoteTemplate(**entry) for entry in entries if isinstance(entry, Mapping) and set(entry) == _NAMES)


def to_setting(templates: Sequence[NoteTemplate]) -> list[dict[str, str]]:
    """Return templates as `from_setting` reads them."""
    return [asdict(template) for template in templates]


_NAMES = set(NoteTemplate.__dataclass_fields__)
