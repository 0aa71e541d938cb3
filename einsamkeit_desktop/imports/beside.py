"""Columns of the second and third person of a row: „Ansprechperson 1 | Telefon 1 | Ansprechperson 2 | Telefon 2“."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from . import reach
from .labels import Target

_NAME = "full_name"
_REACH = frozenset(("phone", "mobile", "fax", "email"))
_NUMBER = re.compile(r"\d+")


def named_beside(headers: Sequence[str], targets: Sequence[Target]) -> Mapping[int, int]:
    """Return per column that says how a further person is reached the column with that person's name.

    Both have the same number, or such a column comes again behind each name.
    """
    names = [at for at, target in enumerate(targets) if target.field == _NAME]
    found: dict[int, int] = {}
    for (before, name), after in zip(pairwise(names), [*names[2:], len(targets)], strict=False):
        number = _number(headers[name])
        between = {target.field for target in targets[before:name]}
        for at, target in enumerate(targets):
            if target.field not in _REACH or target.owner == "organisation":
                continue
            is_behind = name < at < after and target.field in between and not _number(headers[at])
            if is_behind or (number and number != _number(headers[before]) and _number(headers[at]) == number):
                found[at] = name
    return found


def add_reach(values: dict[str, Any], target: Target, cell: str, warnings: list[str]) -> None:
    """Add to a person's values how she is reached; what the cell holds besides goes into the remark."""
    label = "privat" if target.use == "private" else ""
    found, note = reach.points_in(target.field, cell, label, "", warnings)
    if found:
        values["contacts"] = reach.united((*values.get("contacts", ()), *found))
    if note:
        values["remark"] = "\n".join(filter(None, (values.get("remark", ""), note)))


def _number(header: str) -> str:
    return "".join(_NUMBER.findall(header))
