"""One row of a table as values of records: an organisation, a person, or both with a function between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..kinds.base import Kind
from ..kinds.clean import clean_text, short_text
from ..kinds.days import parse_day
from ..kinds.fields import Choice, Day, Flag, Number, Terms, Text
from ..kinds.names import PersonName, split_family_name, split_people, split_person_name, split_title
from ..kinds.network import Organisation, Person, Role
from ..kinds.points import Address, ContactPoint
from ..texts import _
from . import reach
from .beside import add_reach, named_beside
from .functions import OWN_PARTS, taken_apart
from .headers import Columns
from .labels import Target
from .nobody import is_nobody, sum_in
from .questions import Question
from .tables import Table
from .words import Words

_ADDRESS_FIELDS = frozenset(
    ("street", "house_number", "extra", "postal_code", "city", "place", "country", "po_box", "whole_address")
    + ("address_label",)
)
_REACH_FIELDS = frozenset(("phone", "mobile", "fax", "email", "web"))
_KINDS: dict[str, type[Kind]] = {"organisation": Organisation, "person": Person, "role": Role}
# Fields that only one of the three has; the shared ones go to what the row is about.
_OWN = {name: owner for owner in ("role", "person", "organisation") for name in _KINDS[owner].fields}
_MULTILINE = frozenset(("description", "former_names", "target_groups", "topics", "serves", "seat", "languages"))
# What Google calls the groups everybody is in.
_EMPTY_TAGS = frozenset(("my contacts", "mycontacts", "* mycontacts", "* starred", "starred", "imported"))
_LABELS = {"private": "privat", "other": "weitere"}


@dataclass
class Entry:
    """What a row says: values for each of the three kinds, empty where the row says nothing of it.

    `colleagues` are further people named in the same cell, `further` holds further functions of the person,
    `pictures` stand beside the cells. `questions` are what only a person can answer about it. `shown` is the cell of
    a name that is not divided, or of several, `is_whole` says that the row tells all of each function,
    `is_unnamed` that it is called by the address it gives.
    """

    row: int
    organisation: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    role: dict[str, Any] = field(default_factory=dict)
    colleagues: list[dict[str, Any]] = field(default_factory=list)
    uid: str = ""
    parent: str = ""
    leads: str = "organisation"
    warnings: list[str] = field(default_factory=list)
    failure: str = ""
    sheet: str = ""
    questions: list[Question] = field(default_factory=list)
    pictures: tuple[bytes, ...] = ()
    further: list[Entry] = field(default_factory=list)
    shown: str = ""
    is_whole: bool = False
    is_unnamed: bool = False

    def uid_of(self, owner: str) -> str:
        """Return the uid of a row that is about this owner, "" for the others it speaks of."""
        return self.uid if self.leads == owner else ""


@dataclass(frozen=True)
class Surroundings:
    """What reading a row needs to know of the store: its words, its town's area code and postal codes, the day."""

    words: Words
    today: date
    area_code: str = ""
    postal_codes: frozenset[str] = frozenset()

    def area_code_at(self, places: Iterable[Address]) -> str:
        """Return the town's area code if one of the places is in the town: only then a number may be completed."""
        return self.area_code if any(place.postal_code in self.postal_codes for place in places) else ""


def entries(table: Table, columns: Columns, around: Surroundings) -> Iterator[Entry]:
    """Yield what each row of the table says, in order; rows that name nobody carry their failure."""
    unknown = columns.unknown if table.targets is None else ()
    used = [
        (at, target, f"{header}: " if header in unknown else "")
        for at, (header, target) in enumerate(zip(table.headers, columns.targets, strict=True))
        if target.field != "ignore"
    ]
    beside = named_beside(table.headers, columns.targets)
    is_whole = {target.field for _at, target, _before in used} >= OWN_PARTS
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        others = {at: cells[name] for at, name in beside.items() if cells[name]}
        texts = [(target, before, cells[at]) for at, target, before in used if cells[at] and at not in others]
        if is_whole:
            entry, *entry.further = (_Row(part, columns.leads, around, number).read() for part in taken_apart(texts))
            _gather(entry)
        else:
            entry = (row := _Row(texts, columns.leads, around, number)).read()
            for at, name in others.items():
                add_reach(row.person_called(name), columns.targets[at], cells[at], entry.warnings)
        entry.sheet = table.name
        entry.pictures = table.pictures.get(number, ())
        yield entry


def _gather(entry: Entry) -> None:
    """Let a row speak for its further functions, which say nothing else of the person."""
    entry.is_whole = True
    for other in entry.further:
        other.is_whole, other.shown = True, entry.shown
        entry.warnings += other.warnings
        entry.failure = entry.failure or other.failure
        if remark := other.person.pop("remark", ""):
            entry.person["remark"] = "\n".join(filter(None, (entry.person.get("remark", ""), remark)))


class _Row:
    """Reads one row; every method takes the cells of its own targets."""

    def __init__(self, texts: Sequence[tuple[Target, str, str]], leads: str, around: Surroundings, number: int) -> None:
        """`texts` are the filled cells, each as (target, what stands before it in a remark, text)."""
        self.entry = Entry(number, leads=leads)
        self.around = around
        self.cells: dict[str, list[str]] = {}
        self.notes: list[tuple[str, str]] = []
        self.reach: list[tuple[str, str, str, str]] = []
        self.address: dict[tuple[str, str], dict[str, list[str]]] = {}
        self.texts = [text for *_target, text in texts]
        for target, before, text in texts:
            name = target.field
            if name == "note":
                self.notes.append((target.owner, before + text))
            elif name in _REACH_FIELDS:
                self.reach.append((name, target.owner, target.use, text))
            elif name in _ADDRESS_FIELDS:
                self._part_of_address(target.owner, target.use, name, text)
            else:
                self.cells.setdefault(name, []).append(text)

    def read(self) -> Entry:
        entry = self.entry
        self._person()
        self._organisation_name()
        if not (self.reach or self.address or "uid" in self.cells) and (said := sum_in(self.texts)):
            entry.failure = said
            return entry
        names_nobody = not entry.organisation and not entry.person and entry.leads != "role"
        # A number alone in a list of organisations belongs to the row before, or to nothing.
        told = ((kind, cell) for kind, *_rest, cell in self.reach if kind == "email" or entry.leads == "person")
        if names_nobody and (address := reach.called_by(told)):
            is_office = entry.leads == "organisation" or reach.is_office_mailbox(address)
            values, name = (entry.organisation, "name") if is_office else (entry.person, "family_name")
            values[name], entry.is_unnamed = address, True
            entry.warnings.append(_("Ohne Namen: Der Eintrag heißt nach seiner Adresse „{name}“.").format(name=address))
        if not entry.organisation and not entry.person:
            shown = short_text(", ".join(self.texts), 80)
            entry.failure = _("Weder eine Organisation noch eine Person ist genannt: {text}").format(text=shown)
            return entry
        if entry.leads == "role" and not (entry.organisation and entry.person):
            entry.failure = _("Zu einer Funktion gehören eine Person und eine Organisation; hier fehlt eine davon.")
            return entry
        if not (entry.organisation and entry.person):
            entry.leads = "organisation" if entry.organisation else "person"
        self._scalars()
        self._addresses()
        self._points()
        self._tags()
        self._remark()
        return entry

    def _take(self, name: str) -> str:
        texts = self.cells.pop(name, None)
        return " ".join(map(clean_text, texts)) if texts else ""

    def _note(self, text: str, warning: str = "", owner: str = "") -> None:
        self.notes.append((owner, text))
        if warning:
            self.entry.warnings.append(warning)

    def _organisation_name(self) -> None:
        name, *further = self.cells.pop("name", [""])
        if name := clean_text(name):
            self.entry.organisation["name"] = self._fitted(Organisation, "name", name)
        for text in further:
            self._note(_("Weitere Organisation: {name}").format(name=clean_text(text)))

    def _person(self) -> None:
        name = PersonName()
        cell = self.cells.pop("full_name", None)
        if cell and "name" in self.cells and is_nobody(cell):
            self._note(_("Ansprechperson: {text}").format(text=clean_text(" ".join(cell))))
        elif cell and (people := split_people("\n".join(cell))):
            name, *further = map(split_person_name, people)
            self.entry.colleagues = [self._named(other) for other in further]
            self.entry.shown = "" if "family_name" in self.cells else clean_text("\n".join(cell), multiline=True)
        given = f"{self._take('given_name')} {self._take('middle_name')}".strip() or name.given_name
        stated = self._take("family_name")
        if not {"academic_title", "uid"} & self.cells.keys():  # hand-made lists write „Dr. Kurz“ there
            _form, title, bare = split_title(stated)
            if title and bare:
                stated, self.cells["academic_title"] = bare, [title]
        particle, family = split_family_name(stated) if stated else ("", "")
        if not any(word[:1].islower() for word in particle.split()):  # De Luca and El Amrani are called so
            particle, family = "", stated
        family, particle = family or name.family_name, particle or self._take("particle") or name.particle
        if not family:
            given, family = "", given
        if not family:
            return
        stated = self._take("form_of_address")
        known = self.around.words.entry("form_of_address", stated) if stated else None
        titles = " ".join(text for text in ("" if known else stated, self._take("academic_title")) if text)
        form, title, other = split_title(titles) if titles else ("", "", "")
        if other:
            # „Titel“ is a function in some programs' lists.
            self.cells.setdefault("function" if "function" not in self.cells else "office_title", []).append(other)
        suffix = self._take("name_suffix") or name.suffix
        whole_name = PersonName(
            known or form or name.form_of_address, title or name.title, given, particle, family, suffix
        )
        self.entry.person = self._named(whole_name)

    def _named(self, name: PersonName) -> dict[str, Any]:
        values = {
            "form_of_address": name.form_of_address,
            "academic_title": name.title,
            "given_name": name.given_name,
            "particle": name.particle,
            "family_name": name.family_name,
            "name_suffix": name.suffix,
        }
        return {key: self._fitted(Person, key, value) for key, value in values.items() if value}

    def person_called(self, text: str) -> dict[str, Any]:
        """Return the values of the person of the row that is called like this, else of the first one."""
        name, people = self._named(split_person_name(text)).items(), (self.entry.person, *self.entry.colleagues)
        return next((each for each in people if name <= each.items()), people[0] or self.entry.organisation)

    def _scalars(self) -> None:
        entry = self.entry
        entry.uid = self._take("uid")
        if parent := self._take("parent"):
            if code := self.around.words.entry("ownership", parent):
                self.cells.setdefault("ownership", []).append(code)
            elif entry.organisation:
                entry.parent = parent
            else:
                self._note(_("Träger: {name}").format(name=parent))
        tags = self.cells.pop("tags", [])
        for name, texts in list(self.cells.items()):
            self._scalar(name, "\n".join(texts) if name in _MULTILINE else ", ".join(", ".join(texts).split("\n")))
        self.cells = {"tags": tags} if tags else {}

    def _scalar(self, name: str, text: str) -> None:
        entry = self.entry
        owner = _OWN.get(name, entry.leads)
        if entry.leads in _KINDS and name in _KINDS[entry.leads].fields:
            owner = entry.leads
        kind = _KINDS[owner]
        has_owner = {"organisation": entry.organisation, "person": entry.person}.get(
            owner, entry.organisation and entry.person
        )
        value = self._value(kind, name, text) if has_owner else None
        if value is None:
            label = _(kind.fields[name].label)
            hint = _("{label} „{text}“ ist nicht bekannt und steht in der Bemerkung.").format(
                label=label, text=short_text(text)
            )
            self._note(f"{label}: {text}", hint if has_owner else "")
        elif value:
            getattr(entry, owner)[name] = value

    def _value(self, kind: type[Kind], name: str, text: str) -> Any:
        described, words = kind.fields[name], self.around.words
        if isinstance(described, Flag):
            return described.parse(text)
        if isinstance(described, Choice):
            return words.entry(described.of, text)
        if isinstance(described, Day):
            day = parse_day(text, self.around.today)
            return day if day is not None and described.problem(day) is None else None
        if isinstance(described, Number):
            digits = re.fullmatch(r"(\d{1,9})(?:\s*\D*)?", text.strip())
            number = int(digits.group(1)) if digits else None
            return number if number is not None and described.problem(number) is None else None
        if isinstance(described, Terms):
            return self._several(*words.entries(described.of, text), described.label)
        if isinstance(described, Text):
            return self._fitted(kind, name, text)
        return self._several(*words.areas(text), described.label)

    def _several(self, codes: tuple[str, ...], unknown: tuple[str, ...], label: str) -> tuple[str, ...]:
        if unknown:
            texts = ", ".join(unknown)
            hint = _("{label} „{text}“ ist nicht bekannt und steht in der Bemerkung.").format(
                label=_(label), text=short_text(texts)
            )
            self._note(f"{_(label)}: {texts}", hint)
        return codes

    def _fitted(self, kind: type[Kind], name: str, text: str) -> str:
        described = kind.fields[name]
        assert isinstance(described, Text | Choice)
        if isinstance(described, Choice):
            return text
        text = clean_text(text, multiline=described.multiline)
        if len(text) > described.limit:
            label = _(described.label)
            self._note(
                f"{label}: {text}",
                _("{label} wurde gekürzt; der ganze Text steht in der Bemerkung.").format(label=label),
            )
            text = text[: described.limit - 1] + "…"
        return text

    def _part_of_address(self, owner: str, use: str, name: str, text: str) -> None:
        parts = self.address.setdefault((owner, use), {})
        # „Straße geschäftlich 2“ continues the street.
        parts.setdefault("extra" if name == "street" and "street" in parts else name, []).append(text)

    def _addresses(self) -> None:
        for (owner, use), parts in self.address.items():
            is_own = self.entry.person and (use == "private" or self.entry.leads == "role")
            who = self._owner(owner or ("person" if is_own else self.entry.leads))
            found = reach.address_of(parts, _LABELS.get(use.rstrip("23456789"), ""), self.entry.warnings)
            if found is not None:
                values = getattr(self.entry, who)
                values["addresses"] = (*values.get("addresses", ()), found)

    def _owner(self, wanted: str) -> str:
        if wanted == "role" or getattr(self.entry, wanted):
            return wanted
        return "person" if wanted == "organisation" else "organisation"

    def _points(self) -> None:
        places = (*self.entry.organisation.get("addresses", ()), *self.entry.person.get("addresses", ()))
        area_code = self.around.area_code_at(places)
        for kind, owner, use, cell in self.reach:
            label = _LABELS.get(use, "")
            found, note = reach.points_in(kind, cell, label, area_code, self.entry.warnings)
            if note:
                self._note(note, owner=owner or ("person" if self.entry.person else ""))
            for point in found:
                values = getattr(self.entry, self._owner(owner or self._whose(point)))
                values["contacts"] = (*values.get("contacts", ()), point)
        for values in (self.entry.organisation, self.entry.person):
            if "contacts" in values:
                values["contacts"] = reach.united(values["contacts"])

    def _whose(self, point: ContactPoint) -> str:
        entry = self.entry
        office = point.kind == "email" and reach.is_office_mailbox(point.value)
        office = office or (point.kind == "web" and entry.leads == "organisation")
        return "organisation" if entry.organisation and (office or not entry.person) else "person"

    def _tags(self) -> None:
        """Sort categories into target groups and topics; target groups only on organisations, never on people."""
        entry, words = self.entry, self.around.words
        for cell in self.cells.pop("tags", ()):
            groups, left = words.entries("target_group", cell) if entry.organisation else ((), (cell,))
            topics, others = words.entries("topic", ";".join(left))
            unknown = [text for text in others if text.casefold() not in _EMPTY_TAGS]
            _add(entry.organisation, "target_groups", groups)
            _add(entry.organisation if entry.leads == "organisation" else entry.person, "topics", topics)
            if unknown:
                self._note(_("Kategorien: {names}").format(names=", ".join(unknown)))

    def _remark(self) -> None:
        for owner, text in self.notes:
            values = getattr(self.entry, self._owner(owner or self.entry.leads))
            cleaned = clean_text(text, multiline=True)
            values["remark"] = "\n".join(part for part in (values.get("remark", ""), cleaned) if part)[:200_000]


def _add(values: dict[str, Any], name: str, codes: tuple[str, ...]) -> None:
    if codes:
        values[name] = tuple(dict.fromkeys((*values.get(name, ()), *codes)))


def profile_surroundings(words: Words, today: date, profile: Mapping[str, Any]) -> Surroundings:
    """Return the surroundings from the municipality's profile as the store keeps it."""
    return Surroundings(
        words, today, str(profile.get("phone_area_code", "")), frozenset(profile.get("postal_codes", ()))
    )
