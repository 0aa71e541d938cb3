"""The crisis sheet: whom to call when a life may be in danger. Numbers are never made up: they ship or are entered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..kinds import clock
from ..paths import resource
from ..store.store import Store
from ..texts import _
from .briefing import Office
from .settings import office, profile

#: Where the municipality's profile keeps its own service, with "name", "phone" and "note".
SERVICE = "crisis_service"


@dataclass(frozen=True)
class CrisisLine:
    """Whom to call; `phone` is "" where the municipality has not entered its number yet."""

    name: str
    phone: str
    note: str


@dataclass(frozen=True)
class CrisisSheet:
    """What stands on the sheet; the last line is the municipality's own service."""

    advice: tuple[str, ...]
    lines: tuple[CrisisLine, ...]
    office: Office
    today: date


def crisis_sheet(store: Store) -> CrisisSheet:
    """Return the sheet with the numbers that ship along and the municipality's own."""
    told = _shipped()
    lines = [CrisisLine(entry["name"], entry["phone"], entry["note"]) for entry in told["lines"]]
    return CrisisSheet(tuple(told["advice"]), (*lines, own_service(store)), office(store), clock.today())


def own_service(store: Store) -> CrisisLine:
    """Return the municipality's social psychiatric service, without a number where none was entered."""
    kept: dict[str, str] = profile(store).get(SERVICE, {})
    name = kept.get("name") or _("Sozialpsychiatrischer Dienst")
    return CrisisLine(name, kept.get("phone", ""), kept.get("note", ""))


@cache
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("crisis.json").read_text(encoding="utf-8"))
    return found
