"""Records with every field, as other programs and this one's own import take them: nothing is shortened or left out.

The headings of organisations and persons are those that the import recognises, so such a list comes back as it was.
Contacts and addresses are divided by their use (privat, weitere), as address lists do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..kinds import fields
from ..kinds.days import format_day
from ..kinds.points import POINT_LABELS, Address, ContactPoint
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import address, contact_point, record
from ..texts import _, mark
from .cells import Page
from .columns import columns_of
from .functions import Function, functions
from .record import Record, read_records
from .sheet import SheetColumn
from .terms import Vocabulary, vocabulary

_PAGE = 200
_USES = {"": "", "privat": mark("privat"), "weitere": mark("weitere")}
_MOST_FURTHER = 9
_ADDRESS_PARTS = {
    "extra": mark("Adresszusatz"),
    "street": mark("Straße"),
    "postal_code": mark("PLZ"),
    "city": mark("Ort"),
    "country": mark("Land"),
    "po_box": mark("Postfach"),
    "label": mark("Bezeichnung der Anschrift"),
}
_FUNCTION_PARTS = {
    "organisation": mark("Organisation"),
    "function": mark("Funktion"),
    "department": mark("Abteilung"),
    "role_kind": mark("Art der Funktion"),
    "since": mark("Funktion seit"),
    "until": mark("Funktion bis"),
    "main_contact": mark("Ist erste Ansprechperson"),
}
# Where the field's own label says too little beside the fields of another kind of record.
_LABELS = {
    ("organisation", "name"): mark("Organisation"),
    ("organisation", "organisation_type"): mark("Art der Organisation"),
    ("role", "since"): mark("Funktion seit"),
    ("role", "until"): mark("Funktion bis"),
}
_PLACES = [*_USES, *(f"weitere {number}" for number in range(2, _MOST_FURTHER + 1))]
_BRACKETS = re.compile(r"[();\n]")
_NO_FUNCTION = Function(0, "", "")


@dataclass(frozen=True)
class _Read:
    """One row while it is made: the record, the functions in it, and the words for codes and references."""

    entry: Record
    functions: Sequence[Function]
    words: Vocabulary
    names: Mapping[int, str]
    contact: Any


@dataclass(frozen=True)
class _FullColumn:
    label: str
    value: Callable[[_Read], object]
    type: str = "text"
    is_name: bool = False


class FullTable:
    """Every field of the records of one kind; persons with their functions, one row each or all of them in one row."""

    def __init__(self, store: Store, kind: str, *, function_rows: bool, with_confidential: bool) -> None:
        self._store, self._kind = store, kind
        self._has_functions = kind == "person"
        self._function_rows = function_rows and self._has_functions
        self._with_confidential = with_confidential
        self._columns = tuple(self._make_columns())
        self.columns = tuple(SheetColumn(c.label, c.type, is_name=c.is_name) for c in self._columns)

    def count(self, ids: Sequence[int]) -> int:
        """Return how many rows the records take."""
        if not self._function_rows:
            return len(ids)
        with self._store.reading() as connection:
            return sum(
                max(1, len(found)) for page in _pages(ids) for found in self._functions(connection, page).values()
            )

    def rows(self, ids: Sequence[int]) -> Iterator[tuple[object, ...]]:
        """Yield the rows page by page on one snapshot."""
        words = vocabulary(self._store)
        with self._store.reading() as connection:
            for page in _pages(ids):
                entries = read_records(connection, page)
                names, placed = self._names(connection, entries), self._functions(connection, page)
                contact = self._last_contacts(connection, page, words)
                for entry in entries:
                    held = placed.get(entry.id) or [_NO_FUNCTION]
                    for told in [[function] for function in held] if self._function_rows else [held]:
                        read = _Read(entry, told, words, names, contact.get(entry.id))
                        yield tuple(column.value(read) for column in self._columns)

    def _functions(self, connection: Connection, page: list[int]) -> dict[int, list[Function]]:
        if not self._has_functions:
            return {row_id: [] for row_id in page}
        found = functions(
            connection, self._kind, page, with_confidential=self._with_confidential, with_former=self._function_rows
        )
        return {row_id: found.get(row_id, []) for row_id in page}

    def _last_contacts(self, connection: Connection, page: list[int], words: Vocabulary) -> dict[int, Any]:
        column = columns_of(self._kind).get("last_contact")
        cells = column.cells(Page(connection, page), words) if column else {}
        return {row_id: cell.value for row_id, cell in cells.items()}

    def _names(self, connection: Connection, entries: Sequence[Record]) -> dict[int, str]:
        """Return the titles that references and links show: nothing restricted, confidential ones when asked for."""
        described = KINDS[self._kind].of_type(fields.Ref, fields.Links)
        wanted = {i for entry in entries for name in described for i in _ids(entry.values[name])}
        query = select(record.c.id, record.c.title).where(record.c.restricted.is_(False))
        if not self._with_confidential:
            query = query.where(record.c.confidential.is_(False))
        found: dict[int, str] = {}
        for page in _pages(sorted(wanted)):
            found.update((row_id, title) for row_id, title in connection.execute(query.where(record.c.id.in_(page))))
        return found

    def _make_columns(self) -> Iterator[_FullColumn]:
        yield _FullColumn(_("UID"), lambda read: read.entry.uid)
        described = KINDS[self._kind].fields
        names = {"given_name", "family_name"} if self._kind == "person" else set(islice(described, 1))
        for name, field in described.items():
            if name in KINDS[self._kind].kept_back and not self._with_confidential:
                continue
            if isinstance(field, fields.Contacts):
                yield from self._contacts(name)
            elif isinstance(field, fields.Addresses):
                yield from self._addresses(name)
            else:
                label = _(_LABELS.get((self._kind, name), field.label))
                yield _FullColumn(label, _field_value(name, field), _type(field), is_name=name in names)
        if self._has_functions:
            for name, label in _FUNCTION_PARTS.items():
                yield _FullColumn(_(label), _function_value(name), "day" if name in {"since", "until"} else "text")
        if "last_contact" in columns_of(self._kind):
            yield _FullColumn(_("Letzter Kontakt"), lambda read: read.contact, "day")

    def _contacts(self, name: str) -> Iterator[_FullColumn]:
        """Yield a column per kind of contact and use; beside an organisation it is said whose they are."""
        owner = f" ({_('Person')})" if self._has_functions else ""
        for use in self._uses():
            for kind, label in POINT_LABELS.items():
                if kind == "web" and use:
                    continue
                yield _FullColumn(f"{_(label)} {_(use)}".strip() + owner, _points_value(name, kind, use))

    def _addresses(self, name: str) -> Iterator[_FullColumn]:
        places, labelled = self._places()
        for place in places:
            for part, label in _ADDRESS_PARTS.items():
                if part != "label" or place in labelled:
                    shown = " ".join(_(word) if word in _USES else word for word in place.split())
                    yield _FullColumn(f"{_(label)} {shown}".strip(), _address_value(name, part, place))

    def _uses(self) -> list[str]:
        """Return the uses of contacts that occur: a column for private numbers only where there is one."""
        query = select(contact_point.c.label).join(record, record.c.id == contact_point.c.record_id)
        with self._store.reading() as connection:
            found = set(connection.execute(query.where(record.c.kind == self._kind).distinct()).scalars())
        return [use for use in _USES if not use or use in found]

    def _places(self) -> tuple[list[str], set[str]]:
        """Return the places of addresses that occur, in order, and those in which one has a label of its own."""
        query = select(address.c.record_id, address.c.label).join(record, record.c.id == address.c.record_id)
        held: dict[int, list[Address]] = defaultdict(list)
        with self._store.reading() as connection:
            ordered = query.where(record.c.kind == self._kind).order_by(address.c.record_id, address.c.position)
            for row_id, label in connection.execute(ordered):
                held[row_id].append(Address(label=label))
        found, labelled = {""}, set[str]()
        for addresses in held.values():
            for place, entry in _by_place(addresses).items():
                found.add(place)
                if entry.label != _implied(place):
                    labelled.add(place)
        return sorted(found, key=_PLACES.index), labelled


def _pages(ids: Sequence[int]) -> Iterator[list[int]]:
    return (list(ids[start : start + _PAGE]) for start in range(0, len(ids), _PAGE))


def _ids(value: Any) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _type(field: fields.Field) -> str:
    return {fields.Day: "day", fields.Number: "number"}.get(type(field), "text")


def _field_value(name: str, field: fields.Field) -> Callable[[_Read], object]:
    def value(read: _Read) -> object:
        found = read.entry.values[name]
        if isinstance(field, fields.Flag):
            return _("ja") if found else None
        if isinstance(field, fields.Terms):
            return "; ".join(read.words.label(field.of, code) for code in found)
        if isinstance(field, fields.Areas):
            return "; ".join(read.words.area_name(code) for code in found)
        if isinstance(field, fields.Links):
            return "; ".join(read.names[i] for i in found if i in read.names)
        if isinstance(field, fields.Choice):
            return read.words.label(field.of, found)
        if isinstance(field, fields.Ref):
            return read.names.get(found, "")
        return field.show(found) if isinstance(field, fields.Repeat) else found

    return value


def _function_value(name: str) -> Callable[[_Read], object]:
    def said(function: Function, words: Vocabulary) -> object:
        found = getattr(function, name)
        if name == "main_contact":
            return _("ja") if found else None
        return words.label("person_role", found) if name == "role_kind" else found

    def value(read: _Read) -> object:
        """Return what all functions say, a line each in the same order; the import takes them apart again."""
        each = [said(function, read.words) for function in read.functions]
        if len(each) == 1 or not any(each):
            return each[0]
        return "\n".join((format_day(part) if isinstance(part, date) else str(part)) if part else "–" for part in each)

    return value


def _points_value(name: str, kind: str, use: str) -> Callable[[_Read], object]:
    def is_wanted(point: ContactPoint) -> bool:
        own_use = point.label if point.label in _USES and point.kind != "web" else ""
        return point.kind == kind and own_use == use

    def said(point: ContactPoint) -> str:
        """Return a value with what the column does not say in brackets; the import reads it from there."""
        label = "" if point.label == use else " ".join(_BRACKETS.sub(" ", point.label).split())
        further = [text for text in (label, _("öffentlich") if point.public else "") if text]
        return f"{point.value} ({', '.join(further)})" if further else point.value

    return lambda read: "; ".join(said(point) for point in read.entry.values[name] if is_wanted(point))


def _address_value(name: str, part: str, place: str) -> Callable[[_Read], object]:
    def value(read: _Read) -> object:
        found = _by_place(read.entry.values[name]).get(place)
        if found is None:
            return ""
        if part == "label":
            return "" if found.label == _implied(place) else found.label or "–"
        return getattr(found, part)

    return value


def _by_place(addresses: Sequence[Address]) -> dict[str, Address]:
    """Return the addresses by the columns they stand in: by their use, all others as further ones."""
    found: dict[str, Address] = {}
    for entry in addresses[: _MOST_FURTHER + 1]:
        place = entry.label if entry.label in _USES else ""
        found[next(free for free in (place, *_PLACES[2:]) if free not in found)] = entry
    return found


def _implied(place: str) -> str:
    """Return the label that an address has where its columns say no other."""
    return place.partition(" ")[0]
