"""Which column goes where: each header by itself, then what only the whole table tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .functions import OWN_PARTS
from .kindcolumns import KindTarget, Listed, listed_as, listed_where
from .kindguess import guess
from .labels import Target, is_kept_anyway, is_private_life, normal, recognised
from .tables import Table
from .ticks import ticked, under_groups

_PERSON_FIELDS = frozenset(("full_name", "given_name", "family_name"))
_NAMING = _PERSON_FIELDS | {"name"}
_ORGANISATION_FIELDS = frozenset(
    ("organisation_type", "ownership", "legal_form", "parent", "cooperation_stage", "target_groups", "serves", "seat")
)
# With these this program hands out functions: uid and remark are those of the function.
_OWN_LIST_OF_FUNCTIONS = OWN_PARTS | {"uid", "full_name"}
_REACH_FIELDS = frozenset(("phone", "mobile", "fax", "email"))
_OFFICE_WORDS = re.compile(
    r"\be\. ?v\b|gmbh|\bag\b|\beg\b|stiftung|verein|verband|kirche|gemeinde|\bstadt|amt\b|büro|zentrum|haus\b|treff"
    r"|schule|initiative|werk|kreis|dienst|stelle|agentur|club|caritas|diakonie|\bawo\b|\bdrk\b|[0-9&]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Columns:
    """The target of every column, and what a row is about: `leads` is "organisation", "person" or "role".

    In lists of another kind of record it is the code of that kind.
    `unknown` are headers that are kept as text in the remark, `left_out` those not taken on purpose,
    `derived` those not taken from a hand-made list as the program finds them out by itself. `others` are kinds
    that the rows may be as well, "" for partners: what was recognised is not sure, and a person should be asked.
    """

    targets: tuple[Target, ...]
    leads: str
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def names_partners(self) -> bool:
        """Whether any column holds names: a sheet of remarks or criteria has none."""
        return not self.lists_others and any(target.field in _NAMING for target in self.targets)

    @property
    def lists_others(self) -> bool:
        """Whether the rows are records of another kind than partners."""
        return any(isinstance(target, KindTarget) for target in self.targets)


def map_columns(table: Table, chosen: Sequence[Target] | None = None) -> Columns:
    """Return where each column of a table goes; `chosen` replaces what was recognised, one target per column."""
    if chosen is not None:
        of_kind = listed_where(table, chosen)
        return _of_kind(table, of_kind) if of_kind is not None else _of_partners(table, chosen)
    found = guess(table)
    return replace(map_as(table, found.kind), others=found.others)


def map_as(table: Table, kind: str) -> Columns:
    """Return where each column goes in a list of this kind of record, "" is partners, whatever the headers say."""
    return _of_kind(table, listed_as(table, kind)) if kind else _of_partners(table, None)


def _of_kind(table: Table, found: Listed) -> Columns:
    return Columns(found.targets, found.kind, found.unknown, _left_out(table, found.targets))


def _of_partners(table: Table, chosen: Sequence[Target] | None) -> Columns:
    if chosen is None and table.targets is None:
        found = [
            ticked(under, (row[at] for row in table.rows)) or recognised(header)
            for at, (under, header) in enumerate(zip(under_groups(table), table.headers, strict=True))
        ]
        filled = [any(row[at] for row in table.rows) for at in range(len(table.headers))]
        unknown = tuple(
            header for header, target, used in zip(table.headers, found, filled, strict=True) if used and target is None
        )
        targets = _with_owners(_with_names(table, [target or Target("note") for target in found]))
    else:
        targets = list(chosen if chosen is not None else table.targets or ())
        unknown = () if table.targets is not None else _kept_as_text(table, targets)
    private = _left_out(table, targets)
    return Columns(tuple(targets), _leads(table, targets), unknown, private, _derived(table, targets))


def _left_out(table: Table, targets: Sequence[Target]) -> tuple[str, ...]:
    return tuple(
        header
        for at, header in enumerate(table.headers)
        if targets[at].field == "ignore" and is_private_life(header) and any(row[at] for row in table.rows)
    )


def _derived(table: Table, targets: Sequence[Target]) -> tuple[str, ...]:
    if any(target.field == "uid" for target in targets):
        return ()
    columns = [(at, header) for at, header in enumerate(table.headers) if targets[at].field == "ignore"]
    return tuple(header for at, header in columns if is_kept_anyway(header) and any(row[at] for row in table.rows))


def _kept_as_text(table: Table, targets: Sequence[Target]) -> tuple[str, ...]:
    """Return the headers nobody knows whose values go into the remark: there they keep their header."""
    return tuple(
        header
        for at, header in enumerate(table.headers)
        if targets[at] == Target("note") and recognised(header) is None and any(row[at] for row in table.rows)
    )


def _with_names(table: Table, targets: list[Target]) -> list[Target]:
    """Settle what „Name“ means beside the other columns, and by the names themselves where it stands alone."""
    fields = [target.field for target in targets]
    for at, header in enumerate(table.headers):
        if targets[at].field != "full_name" or normal(header) != "name":
            continue
        others = fields[:at] + fields[at + 1 :]
        if "given_name" in others and "family_name" not in others:
            targets[at] = Target("family_name")
        elif "name" in others:
            continue
        elif _PERSON_FIELDS & set(others) or _ORGANISATION_FIELDS & set(others) or _names_offices(table, at):
            targets[at] = Target("name", "organisation")
        fields[at] = targets[at].field
    if "parent" in fields and "name" not in fields and _PERSON_FIELDS & set(fields):
        # Beside people, the body responsible is the organisation they are with.
        targets[fields.index("parent")] = Target("name", "organisation")
    return targets


def _names_offices(table: Table, column: int) -> bool:
    names = [row[column] for row in table.rows[:500] if row[column]]
    return bool(names) and sum(bool(_OFFICE_WORDS.search(name)) for name in names) * 2 >= len(names)


def _with_owners(targets: list[Target]) -> list[Target]:
    """Say whose a phone is in a list of organisations: before the person's column it is the organisation's."""
    fields = [target.field for target in targets]
    person = next((at for at, field in enumerate(fields) if field in _PERSON_FIELDS), None)
    organisation = next((at for at, field in enumerate(fields) if field == "name"), None)
    if person is None or organisation is None or organisation > person:
        return targets
    return [
        target._replace(owner="organisation")
        if at < person and target.field in _REACH_FIELDS and not target.owner
        else target
        for at, target in enumerate(targets)
    ]


def _leads(table: Table, targets: Sequence[Target]) -> str:
    """Return what a list is about: what is named first, organisations where nothing else is known of them."""
    if table.targets is not None:
        return "person"
    fields = {target.field for target in targets}
    if fields >= _OWN_LIST_OF_FUNCTIONS and not fields & {"given_name", "family_name"}:
        return "role"
    for target in targets:
        if target.field in _PERSON_FIELDS:
            return "organisation" if _ORGANISATION_FIELDS & {target.field for target in targets} else "person"
        if target.field == "name":
            return "organisation"
    return "organisation" if _ORGANISATION_FIELDS & {target.field for target in targets} else "person"
