"""A new store, with the value lists and one municipality's areas in it. What is set up here is no step to take back."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from ..paths import resource
from ..store.keys import DEFAULT_COST, KdfCost
from ..store.store import Store
from ..store.tables import area, setting, term
from ..store.writing import Write


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
    profile = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    write.insert(setting, {"name": "profile", "value": profile})
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
