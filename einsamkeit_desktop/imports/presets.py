"""Where columns go, said beforehand: profiles of a person, and those that ship along for well-known programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from ..paths import resource
from ..queries.imports import ImportProfile
from .headers import map_columns
from .kindcolumns import KindTarget, kind_target
from .labels import FIELDS, Target
from .tables import Table
from .ticks import tick_target

# This program's own lists are recognised by themselves.
_OWN = "Gem-Einsamkeit (eigene Liste)"
_LEAST_SHARED = 15


@cache
def presets() -> tuple[ImportProfile, ...]:
    """Return the profiles that ship along."""
    kept = json.loads(resource("import_presets.json").read_text(encoding="utf-8"))
    return tuple(ImportProfile(each["name"], each["columns"]) for each in kept["presets"])


def key_of(target: Target) -> str:
    """Return a target as a profile keeps it."""
    return "|".join((target.field, target.owner, target.use)).rstrip("|")


def target_of(key: str) -> Target | None:
    """Return the target a profile keeps, or None where this program knows it no more."""
    field, owner, use = (*key.split("|", 2), "", "")[:3]
    if (ticked := tick_target(field, owner, use)) is not None:
        return ticked
    if (of_kind := kind_target(field, owner, use)) is not None:
        return of_kind
    return Target(field, owner, use) if field in FIELDS else None


def keys(headers: Sequence[str]) -> list[str]:
    """Return a name for each column that no other has: the second „Telefon“ is „Telefon (2)“."""
    found: dict[str, None] = {}
    for header in headers:
        key, count = header, 1
        while key in found:
            count += 1
            key = f"{header} ({count})"
        found[key] = None
    return list(found)


def with_profile(table: Table, columns: Mapping[str, str]) -> tuple[Target, ...]:
    """Return the targets of a table's columns: as the profile says, else as recognised."""
    found = map_columns(table).targets
    said = (
        columns.get(key, columns.get(header)) for key, header in zip(keys(table.headers), table.headers, strict=True)
    )
    chosen = [target_of(text) if text is not None else None for text in said]
    if all(chosen):
        return tuple(target for target in chosen if target is not None)
    # What is said of some columns makes no list of another kind out of a table.
    return tuple(
        target
        if target is not None and isinstance(target, KindTarget) == isinstance(recognised, KindTarget)
        else recognised
        for target, recognised in zip(chosen, found, strict=True)
    )


def profile_of(name: str, tables: Sequence[Table], targets: Sequence[Sequence[Target]]) -> ImportProfile:
    """Return what was chosen as a profile under a name."""
    chosen = {
        key: key_of(target)
        for table, of_table in zip(tables, targets, strict=True)
        for key, target in zip(keys(table.headers), of_table, strict=True)
    }
    return ImportProfile(name, chosen)


def fitting(tables: Sequence[Table], known: Mapping[str, ImportProfile]) -> ImportProfile | None:
    """Return the person's profile that was made for exactly the columns of these tables, if there is one."""
    names = {key for table in tables if table.targets is None for key in keys(table.headers)}
    return next((profile for profile in known.values() if names and set(profile.columns) == names), None)


def of_program(tables: Sequence[Table]) -> ImportProfile | None:
    """Return the profile of the program that a file comes from: nearly all of its many columns are called as there."""
    if len(tables) != 1 or tables[0].targets is not None:
        return None
    names = set(tables[0].headers)
    shared = [(len(names & set(preset.columns)), preset) for preset in presets() if preset.name != _OWN]
    most, best = max(shared, key=lambda each: each[0])
    return best if most >= _LEAST_SHARED and most * 10 >= len(names) * 9 else None
