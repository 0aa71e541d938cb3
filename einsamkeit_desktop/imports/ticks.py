"""Columns of crosses: one per entry of a list („Thema Demenz“, „Zielgruppe: Senioren“), ticked where it applies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..texts import _
from .labels import FIELDS, Target, recognised
from .tables import Table
from .words import Words

_LISTS = frozenset(
    ("topics", "target_groups", "serves", "languages", "tags", "organisation_type", "ownership", "legal_form")
    + ("cooperation_stage",)
)
_BY_HAND = ("topics", "target_groups", "serves", "tags")
_SORTED = {"topics": "topic", "target_groups": "target_group"}
_YES = frozenset(("x", "xx", "ja", "j", "yes", "y", "1", "wahr", "true", "ok", "✓", "✔", "√", "☑", "☒", "•", "●", "×"))  # noqa: RUF001 - the sign of multiplication is a cross as well
_NO = frozenset(("", "nein", "n", "no", "0", "falsch", "false", "-", "–", "—", "☐"))  # noqa: RUF001 - dashes of all lengths
_BEFORE = "="
_OF = frozenset(("der", "des", "die", "of"))
_WORD = re.compile(r"[^\s:=/_–—-]+")  # noqa: RUF001 - dashes of all lengths
_AROUND = " :=/_–—-„“\"'"  # noqa: RUF001 - dashes of all lengths


class TickTarget(Target):
    """A list, and in `use` the one entry that a tick means."""

    @property
    def entry(self) -> str:
        """The entry as the header names it."""
        return self.use.removeprefix(_BEFORE)

    @property
    def label(self) -> str:
        """The target's name for a list of choices: Themen: Demenz."""
        return _("{list}: {entry}").format(list=_(FIELDS[self.field]), entry=self.entry)


def tick_target(field: str, owner: str, use: str) -> TickTarget | None:
    """Return the target that these say, or None where they name no entry of a list."""
    return TickTarget(field, owner, use) if use.startswith(_BEFORE) and field in _LISTS else None


def ticked(header: str, cells: Iterable[str]) -> TickTarget | None:
    """Return where a column goes whose header names a list and an entry, and whose cells are crosses; else None."""
    found = _named(" ".join(header.split()))
    return found if found is not None and are_ticks(cells) else None


def are_ticks(cells: Iterable[str]) -> bool:
    """Whether the cells say yes or no and nothing else, at least once."""
    said = {" ".join(cell.split()).casefold() for cell in cells}
    return said <= _YES | _NO and said != {""} and bool(said)


def says_no(cell: str) -> bool:
    """Whether a cell says no, with a word, a dash or by being empty."""
    return " ".join(cell.split()).casefold() in _NO


def offered(header: str) -> tuple[TickTarget, ...]:
    """Return what a column of crosses may mean, to be chosen by hand."""
    header = " ".join(header.split())
    named = _named(header)
    entry = named.entry if named is not None else header
    return tuple(TickTarget(field, "", _BEFORE + entry) for field in _BY_HAND)


def has_crosses(targets: Iterable[Target]) -> bool:
    """Whether any column is one of crosses."""
    return any(isinstance(target, TickTarget) for target in targets)


def in_known_lists(targets: Iterable[Target], words: Words) -> tuple[Target, ...]:
    """Let an entry that is no topic but a target group be one, and the other way round: both are sorted as tags."""
    return tuple(
        Target("tags") if isinstance(target, TickTarget) and _is_in_other_list(target, words) else target
        for target in targets
    )


def _is_in_other_list(target: TickTarget, words: Words) -> bool:
    own = _SORTED.get(target.field)
    if own is None or words.entries(own, target.entry)[0]:
        return False
    return any(words.entries(other, target.entry)[0] for other in _SORTED.values())


def spelled_out(table: Table, targets: Sequence[Target]) -> Table:
    """Return the table with the entry in place of each cross; what is neither yes nor no keeps its text behind it."""
    places = {at: target.entry for at, target in enumerate(targets) if isinstance(target, TickTarget)}
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
    text = " ".join(cell.split())
    return entry if text.casefold() in _YES else f"{entry}: {text}"


def _named(header: str) -> TickTarget | None:
    """Return the list and the entry that a header names: the list first, whatever stands between them."""
    words = list(_WORD.finditer(header))
    ends = [word.end() for word in words[:-1]]
    if ":" in header:
        ends = [header.index(":")]
    elif len(words) > 3 and words[1][0].casefold() in _OF:
        ends = ends[2:]  # „Art der Organisation Verein“
    whole = recognised(header)
    for end in ends:
        first = recognised(header[:end])
        entry = header[end:].strip(_AROUND)
        entry = entry[1:-1].strip() if entry[:1] == "(" and entry[-1:] == ")" else entry
        if first is None or first.field not in _LISTS or not any(char.isalpha() for char in entry):
            continue
        if whole is not None and whole.field != first.field:
            return None
        return TickTarget(first.field, "", _BEFORE + entry)
    return None
