"""A new store, with the value lists and one municipality's areas in it. What is set up here is no step to take back."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import BadValues
from ..paths import resource
from ..queries.settings import profile
from ..store.keys import DEFAULT_COST, KdfCost
from ..store.store import Store
from ..store.tables import area, setting, term
from ..store.writing import Write
from ..texts import _
from .lists import keep_setting

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def create_store(
    folder: Path, passphrase: str | None = None, profile: str = "", *, cost: KdfCost = DEFAULT_COST
) -> tuple[Store, str]:
    """Make a store ready for work; return it and its recovery key ("" without a passphrase).

    `profile` names a folder in resources/profiles; without one the default of profiles.json.
    Raises as Store.create.
    """
    described = resource(f"profiles/{profile or default_profile()}")

    def fill(write: Write) -> None:
        _add_value_lists(write)
        _add_profile(write, described)

    return Store.create(folder, passphrase, cost=cost, fill=fill)


def keep_office(store: Store, values: Mapping[str, str | Sequence[str]]) -> None:
    """Keep what the municipality's profile says of the office: name, unit, phone, email, further_emails.

    It is no step to take back. Raises errors.BadValues for what is no mail address.
    """
    problems = {}
    for name in ("email", "further_emails"):
        given = values.get(name, ())
        for address in [given] if isinstance(given, str) else given:
            if address and not _EMAIL.fullmatch(address):
                problems[name] = _("„{text}“ ist keine E-Mail-Adresse.").format(text=address)
    if problems:
        raise BadValues(problems)
    kept = {name: value if isinstance(value, str) else list(value) for name, value in values.items()}
    known = profile(store)
    keep_setting(store, "profile", {**known, "office": {**known.get("office", {}), **kept}})


def default_profile() -> str:
    """Return the municipality profile that a new store gets unless another is asked for."""
    listed = json.loads(resource("profiles/profiles.json").read_text(encoding="utf-8"))
    return str(listed["default"])


def _add_value_lists(write: Write) -> None:
    lists = json.loads(resource("value_lists.json").read_text(encoding="utf-8"))["lists"]
    rows = []
    for code, value_list in lists.items():
        for position, entry in enumerate(value_list["entries"]):
            extra = {name: value for name, value in entry.items() if name not in {"code", "label"}}
            rows.append(
                {
                    "list": code,
                    "code": entry["code"],
                    "label": entry["label"],
                    "position": position,
                    "extra": extra or None,
                }
            )
    write.insert_many(term, rows)


def _add_profile(write: Write, folder: Path) -> None:
    described = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    write.insert(setting, {"name": "profile", "value": described})
    with open(folder / "areas.csv", encoding="utf-8-sig", newline="") as lines:
        units = list(csv.DictReader(lines, delimiter=";"))
    ids: dict[str, int] = {}
    for unit in sorted(units, key=lambda row: int(row["ebene"])):
        ids[unit["code"]] = write.insert(area, _area_row(unit, ids))


def _area_row(unit: dict[str, str], ids: dict[str, int]) -> dict[str, Any]:
    return {
        "level": int(unit["ebene"]),
        "code": unit["code"],
        "name": unit["name"],
        "short_name": unit["kurzname"],
        "parent_id": ids.get(unit["uebergeordnet_code"]),
        "position": int(unit["sortierung"] or 0),
        "valid_from": _day(unit["gueltig_von"]),
        "valid_until": _day(unit["gueltig_bis"]),
        "population": int(unit["einwohner"]) if unit["einwohner"] else None,
        "population_on": _day(unit["einwohner_stand"]),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
