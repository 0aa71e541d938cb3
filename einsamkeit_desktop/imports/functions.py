"""Functions as rows tell them: several in one row of this program's own lists, and which of those known one means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from .labels import Target
from .merging import Subject
from .words import folded

NOTHING = "–"
"""Stands in a cell of several lines where one of them says nothing."""
OWN_PARTS = frozenset(("name", "function", "department", "role_kind", "since", "until", "main_contact"))
"""The columns that this program's own lists with all fields have for functions: such a row says all of each."""
_NAMED_BY = frozenset(("full_name", "given_name", "family_name"))

Cell = tuple[Target, str, str]
"""The target of a column, what stands before its text in a remark, and the text."""


def taken_apart(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the row with its first function, then a row with the person's name for each further one.

    A line each says where, what, from when to when; where a column has fewer lines they belong to the first ones.
    """
    count = max((text.count("\n") + 1 for target, _before, text in cells if target.field == "name"), default=1)
    if count == 1:
        yield list(cells)
        return
    lines = {at: cell[2].split("\n") for at, cell in enumerate(cells) if cell[0].field in OWN_PARTS}
    for nth in range(count):
        row = []
        for at, (target, before, text) in enumerate(cells):
            if at in lines:
                # What is beyond the last organisation stays with it.
                said = lines[at][nth : None if nth == count - 1 else nth + 1]
                text = ", ".join(line for line in said if line.strip() != NOTHING)
            elif nth and target.field not in _NAMED_BY:
                continue
            if text:
                row.append((target, before, text))
        yield row


def same_function(
    known: Collection[Subject], wanted: Mapping[str, Any], seen: Collection[Subject], *, is_whole: bool
) -> Subject | None:
    """Return the function that a row means among those of a person in an organisation, or None.

    It has the same name and begin; no begin means the current one. Another begin corrects one that has not ended, as
    far as no earlier row meant it. Where rows say all of each function (`is_whole`) no two different rows mean one.
    """
    name, since, until = folded(wanted.get("function") or ""), wanted.get("since"), wanted.get("until")

    def fits(role: Subject) -> bool:
        own, begin, end = _key(role)
        if is_whole and role in seen:
            return (own, begin, end) == (name, since, until)
        if name and own not in ("", name):
            return False
        if since and begin and since != begin and (until or end or role in seen):
            return False
        return not _is_reversed(since or begin, until or end)

    def distance(role: Subject) -> tuple[bool, ...]:
        own, begin, end = _key(role)
        return own != name, bool(since) and begin != since, end != until, begin != since

    return min(filter(fits, known), key=distance, default=None)


def renamed(left: Sequence[Subject], wanted: Mapping[str, Any], *, is_whole: bool) -> Subject | None:
    """Return the first of the functions that nothing else speaks of whose begin allows that it got another name."""
    since = wanted.get("since")
    if not since:
        return None if is_whole else next(iter(left), None)
    allowed = (since,) if is_whole else (since, None)
    return next((role for role in left if role.values.get("since") in allowed), None)


def _key(role: Subject) -> tuple[str, date | None, date | None]:
    values = role.values
    return folded(values.get("function") or ""), values.get("since"), values.get("until")


def _is_reversed(begin: date | None, end: date | None) -> bool:
    return begin is not None and end is not None and end < begin
