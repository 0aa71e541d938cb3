"""Columns of sheets that hold no partners: which field of the records of a kind each of them holds.

What a kind's columns are called follows from its description: the labels of this program's own lists, and the further
words of resources/import_kinds.json.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from ..kinds.fields import Addresses, Areas, Choice, Contacts, Moment, Terms
from ..kinds.registry import KINDS
from ..texts import _
from .kindwords import LISTED, said_of, words_of
from .labels import FIELDS, Target, normal, recognised
from .tables import Table
from .ticks import entry_of, ticked_in, under_groups

REACH_FIELDS = frozenset(("phone", "mobile", "fax", "email", "web"))
ADDRESS_FIELDS = frozenset(
    ("street", "house_number", "extra", "postal_code", "city", "place", "country", "po_box", "whole_address")
    + ("address_label",)
)
_HOURS = frozenset(("uhrzeit", "zeit", "beginn", "von", "start", "wochentag", "ende", "bis", "uhrzeit bis"))
_NAMES = frozenset(("name", "full_name", "given_name", "family_name"))


class KindTarget(Target):
    """Where a column of such a list goes: a field of the kind whose code is `owner`, the remark, or nowhere."""

    @property
    def label(self) -> str:
        """The target's name for a list of choices."""
        kind = KINDS[self.owner]
        if self.field == "note":
            return _("Als Text in „{field}“").format(field=_(kind.fields[remark_field(self.owner)].label))
        if described := kind.fields.get(self.field):
            label, entry = _(described.label), entry_of(self)
            return _("{list}: {entry}").format(list=label, entry=entry) if entry else label
        text = _(FIELDS[self.field])
        taken = any(_(described.label) == text for described in kind.fields.values())
        further = [_("Anschrift")] if taken else []
        further += [_(part) for part in ([self.use] if self.use else [])]
        return f"{text} ({', '.join(further)})" if further else text


@dataclass(frozen=True)
class Listed:
    """A sheet of one kind: its code, the target of every column, the headers nobody knows."""

    kind: str
    targets: tuple[KindTarget, ...]
    unknown: tuple[str, ...]


@cache
def remark_field(kind: str) -> str:
    """Return the field that keeps what no other field can."""
    names = ("remark", "description", "content", "summary", "report", "result")
    return next(name for name in names if name in KINDS[kind].fields)


def listed_as(table: Table, kind: str) -> Listed:
    """Return the table as a list of this kind, whatever its headers say."""
    found = targets_of(kind, table)
    unknown = [
        header
        for at, (header, target) in enumerate(zip(table.headers, found, strict=True))
        if target is None and any(row[at] for row in table.rows)
    ]
    return Listed(kind, tuple(target or KindTarget("note", kind) for target in found), tuple(unknown))


def listed_where(table: Table, chosen: Sequence[Target]) -> Listed | None:
    """Return the list of a kind that the targets make which a person chose, None where they make one of partners."""
    own = next((target for target in chosen if isinstance(target, KindTarget)), None)
    return _as_chosen(table, own.owner, chosen) if own is not None else None


def choices_of(kind: str) -> tuple[Target, ...]:
    """Return every target a column of such a list may have."""
    fields = KINDS[kind].fields
    names = [name for name, described in fields.items() if not isinstance(described, Contacts | Addresses)]
    further = [name for name in FIELDS if name in _reachable(kind)]
    ends = [name for name in ("note", "uid", "ignore") if name not in names]
    return tuple(KindTarget(name, kind) for name in dict.fromkeys((*names, *further, *ends)))


def kind_target(field: str, owner: str, use: str) -> KindTarget | None:
    """Return the target a profile keeps for a list of a kind, or None where this program knows it no more."""
    known = owner in LISTED and (field in KINDS[owner].fields or field in _reachable(owner) | {"note", "uid", "ignore"})
    return KindTarget(field, owner, use) if known else None


def _as_chosen(table: Table, kind: str, chosen: Sequence[Target]) -> Listed:
    """Return the list as a person wants it; a target that is none of this kind keeps the column as text."""
    targets = tuple(
        target if isinstance(target, KindTarget) and target.owner == kind else KindTarget("note", kind)
        for target in chosen
    )
    known = listed_as(table, kind)
    unknown = [
        header
        for at, header in enumerate(table.headers)
        if targets[at].field == "note" and known.targets[at].field == "note" and any(row[at] for row in table.rows)
    ]
    return Listed(kind, targets, tuple(unknown))


@cache
def _reachable(kind: str) -> frozenset[str]:
    """Return the names of columns that say how somebody is reached, as far as the kind has a place for it."""
    has_points, has_places = (bool(KINDS[kind].of_type(each)) for each in (Contacts, Addresses))
    return (REACH_FIELDS if has_points else frozenset()) | (ADDRESS_FIELDS if has_places else frozenset())


def targets_of(kind: str, table: Table) -> list[KindTarget | None]:
    """Return the target of every column in a list of this kind, None for a column nobody knows.

    A header that may name several fields gets the one that no other column takes.
    """
    found: list[KindTarget | None] = [None] * len(table.headers)
    taken = set[str]()
    names = [words_of(kind).get(normal(header), ()) for header in table.headers]
    headers = under_groups(table)
    for at in sorted(range(len(names)), key=lambda at: len(names[at]) != 1):
        target = _of_crosses(kind, table, at, headers[at]) or _target(kind, table.headers[at], names[at], taken)
        if target is not None and target.field in KINDS[kind].fields and not entry_of(target):
            taken.add(target.field)
        found[at] = target
    return found


def _of_crosses(kind: str, table: Table, at: int, header: str) -> KindTarget | None:
    def naming(text: str) -> str | None:
        target = _target(kind, text, words_of(kind).get(normal(text), ()), ())
        return target.field if target is not None else None

    found = ticked_in(header, (row[at] for row in table.rows), naming, _ticked_fields(kind))
    return KindTarget(found.field, kind, found.use) if found is not None else None


@cache
def _ticked_fields(kind: str) -> frozenset[str]:
    return frozenset(KINDS[kind].of_type(Terms, Areas, Choice))


def _target(kind: str, header: str, names: Sequence[str], taken: Collection[str]) -> KindTarget | None:
    moment = next(iter(KINDS[kind].of_type(Moment)), None)
    # A day and its hour often stand in a column each.
    if moment in taken and (moment in names or (not names and normal(header) in _HOURS)):
        return KindTarget(str(moment), kind)
    joined = said_of(kind).get("joined", ())
    if name := next((name for name in names if name not in taken or name in joined), None):
        return KindTarget(name, kind)
    known = recognised(header)
    if known is None:
        return None
    if known.field in ("uid", "ignore"):
        return KindTarget(known.field, kind)
    if known.field in _reachable(kind):
        return KindTarget(known.field, kind, known.use)
    areas = list(KINDS[kind].of_type(Areas))
    name = {"note": "remark", "tags": "topics", "serves": areas[0] if areas else ""}.get(known.field, known.field)
    is_field = name in KINDS[kind].fields and known.field not in _NAMES and known.field != "description"
    return KindTarget(name, kind) if is_field and name not in taken else None
