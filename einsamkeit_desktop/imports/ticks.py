"""Columns of crosses: one per entry of a list („Thema Demenz“, „Zielgruppe: Senioren“), ticked where it applies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ..texts import _
from .labels import FIELDS, Target, recognised
from .tables import Table
from .words import Words

_LISTS = frozenset(
    ("topics", "target_groups", "serves", "languages", "tags", "organisation_type", "ownership", "legal_form")
    + ("cooperation_stage",)
)
_BY_HAND = ("topics", "target_groups", "serves", "tags")
SORTED = {"topics": "topic", "target_groups": "target_group"}
"""The fields that lists of others mix up, and the code of the list of each."""
_YES = frozenset(("x", "xx", "ja", "j", "yes", "y", "1", "wahr", "true", "ok", "✓", "✔", "√", "☑", "☒", "•", "●", "×"))  # noqa: RUF001 - the sign of multiplication is a cross as well
_NO = frozenset(("", "nein", "n", "no", "0", "falsch", "false", "-", "–", "—", "☐"))  # noqa: RUF001 - dashes of all lengths
_BEFORE = "="
_LOOKED_AT = 500  # rows among which something else than crosses is looked for
_OF = frozenset(("der", "des", "die", "of"))
_WORD = re.compile(r"[^\s:=/_–—-]+")  # noqa: RUF001 - dashes of all lengths
_AROUND = " :=/_–—-„“\"'"  # noqa: RUF001 - dashes of all lengths
Naming = Callable[[str], str | None]
"""Which field a header names, None for none."""


class TickTarget(Target):
    """A list, and in `use` the one entry that a tick means."""

    @property
    def label(self) -> str:
        """The target's name for a list of choices: Themen: Demenz."""
        return _("{list}: {entry}").format(list=_(FIELDS[self.field]), entry=entry_of(self))


def entry_of(target: Target) -> str:
    """Return the entry that a tick in a column means, as the header names it, or "" where a column has no ticks."""
    return target.use.removeprefix(_BEFORE) if target.use.startswith(_BEFORE) else ""


def tick_target(field: str, owner: str, use: str) -> TickTarget | None:
    """Return the target that these say, or None where they name no entry of a list of partners."""
    return TickTarget(field, owner, use) if use.startswith(_BEFORE) and not owner and field in _LISTS else None


def ticked(header: str, cells: Iterable[str]) -> TickTarget | None:
    """Return where a column of partners goes whose header names a list and an entry, and whose cells are crosses."""
    found = ticked_in(header, cells, _named_of_partners, _LISTS)
    return TickTarget(found.field, "", found.use) if found is not None else None


def ticked_in(header: str, cells: Iterable[str], naming: Naming, lists: frozenset[str]) -> Target | None:
    """Return the list (one of `lists`) and in `use` the entry that a header of crosses names, else None."""
    found = _named(" ".join(header.split()), naming, lists)
    return found if found is not None and are_ticks(cells) else None


def are_ticks(cells: Iterable[str]) -> bool:
    """Whether the cells say yes or no and nothing else, at least once."""
    said = {" ".join(cell.split()).casefold() for cell in set(cells)}
    return said <= _YES | _NO and said != {""} and bool(said)


def says_yes(cell: str) -> bool:
    """Whether a cell says yes, with a word or a cross."""
    return " ".join(cell.split()).casefold() in _YES


def says_no(cell: str) -> bool:
    """Whether a cell says no, with a word, a dash or by being empty."""
    return " ".join(cell.split()).casefold() in _NO


def under_groups(table: Table) -> tuple[str, ...]:
    """Return the headers; over columns of crosses each after what stands over several of them in the line above.

    „Zielgruppen“ over „Kinder“ and „Senioren“ gives „Zielgruppen: Kinder“ and „Zielgruppen: Senioren“.
    """
    lines = pairwise(table.lines[:50])
    above = next((up[1] for up, line in lines if line[0] == table.header_row == up[0] + 1), ())
    found, group = [], ""
    for at, (header, over) in enumerate(zip(table.headers, above, strict=False)):
        group = over or group
        cells = {row[at] for row in table.rows[:_LOOKED_AT]} if group else set()
        if cells - {""} and not are_ticks(cells):
            group = ""
        found.append(f"{group}: {header}" if group and group != header else header)
    return (*found, *table.headers[len(found) :])


def offered(header: str) -> tuple[TickTarget, ...]:
    """Return what a column of crosses may mean, to be chosen by hand."""
    header = " ".join(header.split())
    named = _named(header, _named_of_partners, _LISTS)
    entry = entry_of(named) if named is not None else header
    return tuple(TickTarget(field, "", _BEFORE + entry) for field in _BY_HAND)


def has_crosses(targets: Iterable[Target]) -> bool:
    """Whether any column is one of crosses."""
    return any(map(entry_of, targets))


def in_known_lists(targets: Iterable[Target], words: Words) -> tuple[Target, ...]:
    """Let an entry that is no topic but a target group be one, and the other way round."""
    return tuple(_in_known_list(target, words) for target in targets)


def _in_known_list(target: Target, words: Words) -> Target:
    own, entry = SORTED.get(target.field), entry_of(target)
    if own is None or not entry or words.entries(own, entry)[0]:
        return target
    other = next((field for field, code in SORTED.items() if words.entries(code, entry)[0]), None)
    if other is None:
        return target
    # Among partners people never get a target group: there both are sorted as tags.
    return Target("tags") if isinstance(target, TickTarget) else target._replace(field=other)


def spelled_out(table: Table, targets: Sequence[Target]) -> Table:
    """Return the table with the entry in place of each cross; what is neither yes nor no keeps its text behind it."""
    places = {at: entry for at, target in enumerate(targets) if (entry := entry_of(target))}
    if not places:
        return table
    rows = [
        tuple(_said(places[at], cell) if at in places else cell for at, cell in enumerate(cells))
        for cells in table.rows
    ]
    return replace(table, rows=rows)


def _said(entry: str, cell: str) -> str:
    if says_no(cell):
        return ""
    return entry if says_yes(cell) else f"{entry}: {' '.join(cell.split())}"


def _named_of_partners(text: str) -> str | None:
    target = recognised(text)
    return target.field if target is not None else None


def _named(header: str, naming: Naming, lists: frozenset[str]) -> Target | None:
    """Return the list and the entry that a header names: the list first, whatever stands between them."""
    words = list(_WORD.finditer(header))
    ends = [word.end() for word in words[:-1]]
    if ":" in header:
        ends = [header.index(":")]
    elif len(words) > 3 and words[1][0].casefold() in _OF:
        ends = ends[2:]  # „Art der Organisation Verein“
    whole = naming(header)
    for end in ends:
        field = naming(header[:end])
        entry = header[end:].strip(_AROUND)
        entry = entry[1:-1].strip() if entry[:1] == "(" and entry[-1:] == ")" else entry
        if field is None or field not in lists or not any(char.isalpha() for char in entry):
            continue
        return Target(field, "", _BEFORE + entry) if whole in (None, field) else None
    return None
