"""Making a record from nothing but its name, where a field needs one that does not exist yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..actions.records import save_record
from ..errors import BadValues
from ..kinds.names import split_person_name
from ..kinds.registry import KINDS
from .workbench import Workbench


@dataclass(frozen=True)
class NewRecord:
    """A record that is to be made: its kind and the name that was typed."""

    kind: str
    name: str


def makeable(kinds: Iterable[str]) -> list[str]:
    """Return those of the kinds that need no more than a name."""
    found = []
    for code in kinds:
        required = [name for name, field in KINDS[code].fields.items() if field.required]
        if required in (["name"], ["family_name"]):
            found.append(code)
    return found


def make(bench: Workbench, wanted: NewRecord) -> tuple[int, str] | None:
    """Make the record; return its id and title, or None after the trouble was told."""
    values = values_of(wanted)
    try:
        changes = bench.do(save_record, wanted.kind, None, values)
    except BadValues as trouble:
        bench.troubled.emit(str(trouble))
        return None
    if changes is None or changes.record_id is None:
        return None
    return changes.record_id, KINDS[wanted.kind].title(values)


def values_of(wanted: NewRecord) -> dict[str, Any]:
    """Return the values a name gives: a person's is split into its parts."""
    if "family_name" not in KINDS[wanted.kind].fields:
        return {"name": wanted.name}
    parts = split_person_name(wanted.name)
    found = {
        "academic_title": parts.title,
        "given_name": parts.given_name,
        "particle": parts.particle,
        "family_name": parts.family_name or wanted.name,
        "name_suffix": parts.suffix,
    }
    return {name: text for name, text in found.items() if text}
