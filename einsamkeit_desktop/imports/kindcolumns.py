"""Sheets that hold no partners: which kind of record they list, and which field of it each column holds.

What a kind's columns are called follows from its description: the labels of this program's own lists, and the further
words of resources/import_kinds.json.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from ..kinds.cases import CitizenCase
from ..kinds.fields import Addresses, Areas, Contacts, Moment
from ..kinds.registry import KINDS
from ..texts import _
from .kindwords import LISTED, said_of, words_of
from .labels import FIELDS, Target, normal, recognised
from .tables import Table

REACH_FIELDS = frozenset(("phone", "mobile", "fax", "email", "web"))
ADDRESS_FIELDS = frozenset(
    ("street", "house_number", "extra", "postal_code", "city", "place", "country", "po_box", "whole_address")
    + ("address_label",)
)
_HOURS = frozenset(("uhrzeit", "zeit", "beginn", "von", "start"))
_NAMES = frozenset(("name", "full_name", "given_name", "family_name"))
_DIVIDED_NAMES = frozenset(("given_name", "family_name"))
# Columns that every list may have say nothing of what it lists.
_ANYWHERE = frozenset(("uid", "ignore", "note", "remark", "confidential", "tags"))
# So many columns more than a list of partners would know, where the title is called as in any list.
_CLEARLY = 2
_LEAST = 2  # columns that make a list of a kind where its name says nothing


class KindTarget(Target):
    """Where a column of such a list goes: a field of the kind whose code is `owner`, the remark, or nowhere."""

    @property
    def label(self) -> str:
        """The target's name for a list of choices."""
        kind = KINDS[self.owner]
        if self.field == "note":
            return _("Als Text in „{field}“").format(field=_(kind.fields[remark_field(self.owner)].label))
        if described := kind.fields.get(self.field):
            return _(described.label)
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


def listed(table: Table, chosen: Sequence[Target] | None = None) -> Listed | None:
    """Return what kind of record a table lists beside partners, or None; `chosen` targets decide by themselves."""
    if chosen is not None:
        own = [target for target in chosen if isinstance(target, KindTarget)]
        return _as_chosen(table, own[0].owner, chosen) if own else None
    if table.targets is not None:
        return None
    found = [(score, code) for code in (*LISTED, CitizenCase.code) if (score := _score(table, code)) is not None]
    if not found:
        return None
    return listed_as(table, max(found, key=lambda each: each[0])[1])


def listed_as(table: Table, kind: str) -> Listed:
    """Return the table as a list of this kind, whatever its headers say."""
    found = _targets(kind, table.headers)
    unknown = [
        header
        for at, (header, target) in enumerate(zip(table.headers, found, strict=True))
        if target is None and any(row[at] for row in table.rows)
    ]
    return Listed(kind, tuple(target or KindTarget("note", kind) for target in found), tuple(unknown))


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


def _targets(kind: str, headers: Sequence[str]) -> list[KindTarget | None]:
    taken = set[str]()
    found = []
    for header in headers:
        target = _target(kind, header, taken)
        if target is not None and target.field in KINDS[kind].fields:
            taken.add(target.field)
        found.append(target)
    return found


def _target(kind: str, header: str, taken: Collection[str]) -> KindTarget | None:
    name = words_of(kind).get(normal(header))
    moment = next(iter(KINDS[kind].of_type(Moment)), None)
    # A day and its hour often stand in a column each.
    if moment in taken and (name == moment or (name is None and normal(header) in _HOURS)):
        return KindTarget(str(moment), kind)
    if name is not None and name not in taken:
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


def _score(table: Table, kind: str) -> tuple[int, bool, int] | None:
    """Return how well a table fits a kind, or None where it does not, or a list of partners better."""
    found = _targets(kind, table.headers)
    fields = [target.field if target else "" for target in found]
    first = next(iter(KINDS[kind].fields))
    needs = said_of(kind).get("needs", (first,))
    if not set(needs) <= set(fields):
        return None
    own = sum(bool(field) and field not in _ANYWHERE for field in fields)
    partner = [target.field if (target := recognised(header)) else "" for header in table.headers]
    more = own - sum(bool(field) and field not in _ANYWHERE for field in partner)
    is_called = _is_called(table, kind)
    if _DIVIDED_NAMES & set(partner):
        return None
    if "uid" in fields and sum(name in KINDS[kind].fields for name in fields) >= _labels(kind):
        return own + len(fields), is_called, 0
    at = fields.index(needs[0])
    is_clear = tuple(needs) == (first,) and normal(table.headers[at]) not in _common_words()
    if (own < _LEAST and not is_called) or more < (
        0 if is_called or (is_clear and at == 0) else 1 if is_clear else _CLEARLY
    ):
        return None
    return own, is_called, -at


@cache
def _labels(kind: str) -> int:
    """Return how many columns this program's own list of a kind with all fields has at the least."""
    described = KINDS[kind].fields.values()
    kept_back = len(KINDS[kind].kept_back) + 1  # confidential
    return sum(not isinstance(each, Contacts | Addresses) for each in described) - kept_back


@cache
def _common_words() -> Collection[str]:
    """Return the headers that stand over the first column of any list."""
    return frozenset(("titel", "name", "betreff", "was", "thema", "projekt", "beispiel", "stadt", "datum", "am"))


def _is_called(table: Table, kind: str) -> bool:
    """Whether the sheet or its file is named after the kind."""
    words = f" {normal(table.name)} {normal(table.file)} "
    return any(f" {normal(_(text))} " in words for text in (KINDS[kind].plural, KINDS[kind].label))
