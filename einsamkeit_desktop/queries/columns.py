"""The columns of lists: each kind's listed fields, and what follows from other records (last contact, function …)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, func, null, select

from ..kinds import clock, fields
from ..kinds.base import Kind
from ..kinds.days import format_day, relative_day, short_day
from ..kinds.registry import KINDS
from ..store.tables import KIND_TABLES, has_sort_key, record, term
from ..texts import _, mark
from .cells import IDS, Cell, Cells, Column, Page, names_cell
from .current import is_current
from .hanging import AddressColumn, HangingColumn, PointColumn
from .rhythm import contacts, contacts_query, last_contact, pauses
from .terms import Vocabulary


@dataclass(frozen=True)
class TitleColumn(Column):
    """The record's title, in German order."""

    def order(self) -> ColumnElement[Any]:
        return record.c.sort_key

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        rows = page.rows(self._titles)
        return {row_id: Cell(title, title) for row_id, title in rows}

    @cached_property
    def _titles(self) -> Select[Any]:
        return select(record.c.id, record.c.title).where(record.c.id.in_(IDS))


@dataclass(frozen=True)
class NameColumn(TitleColumn):
    """A person's name as the list orders it: family name first."""

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        out = {}
        for row_id, family, *others in page.rows(self._titles):
            rest = " ".join(part for part in others if part)
            name = f"{family}, {rest}" if rest else family or ""
            out[row_id] = Cell(name, name)
        return out

    @cached_property
    def _titles(self) -> Select[Any]:
        person = KIND_TABLES["person"]
        shown = (person.c.family_name, person.c.academic_title, person.c.given_name, person.c.particle)
        return select(person.c.id, *shown).where(person.c.id.in_(IDS))


@dataclass(frozen=True)
class ChangedColumn(Column):
    """When the record was changed last."""

    def order(self) -> ColumnElement[Any]:
        return record.c.changed_at

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        rows = page.rows(self._moments)
        return {row_id: _moment_cell(moment) for row_id, moment in rows}

    @cached_property
    def _moments(self) -> Select[Any]:
        return select(record.c.id, record.c.changed_at).where(record.c.id.in_(IDS))


def _moment_cell(moment: datetime) -> Cell:
    local = moment.astimezone()
    return Cell(f"{format_day(local.date())} {local:%H:%M}", local)


@dataclass(frozen=True)
class ScalarColumn(Column):
    """A field that is a column of the kind's own table."""

    kind: str = ""
    field: fields.Field = fields.Text("")

    def order(self) -> ColumnElement[Any]:
        table = KIND_TABLES[self.kind]
        if has_sort_key(self.field):
            return table.c[f"{self.field.name}_key"]
        own = table.c[self.field.name]
        if isinstance(self.field, fields.Choice):
            listed = select(term.c.position).where(term.c.list == self.field.of, term.c.code == own)
            return listed.scalar_subquery()
        if isinstance(self.field, fields.Ref):
            target = record.alias()
            return select(target.c.sort_key).where(target.c.id == own).scalar_subquery()
        return own

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        rows = page.rows(self._values)
        if isinstance(self.field, fields.Ref):
            return {row_id: names_cell({title: confidential}, title) for row_id, title, confidential in rows}
        return {row_id: self._cell(value, words) for row_id, value in rows}

    @cached_property
    def _values(self) -> Select[Any]:
        table = KIND_TABLES[self.kind]
        own = table.c[self.field.name]
        if isinstance(self.field, fields.Ref):
            titles = select(table.c.id, record.c.title, record.c.confidential).join(record, record.c.id == own)
            return titles.where(table.c.id.in_(IDS), record.c.restricted.is_(False))
        return select(table.c.id, own).where(table.c.id.in_(IDS), own.is_not(None))

    def _cell(self, value: Any, words: Vocabulary) -> Cell:
        if isinstance(self.field, fields.Choice):
            return Cell(words.short_label(self.field.of, value), words.label(self.field.of, value))
        if isinstance(value, datetime):
            return _moment_cell(value)
        shown = self.field.show(value)
        if isinstance(self.field, fields.Repeat):  # sheets get the German words too
            return Cell(shown, shown)
        return Cell(shown, value if isinstance(value, date | int | str) else str(value))


@dataclass(frozen=True)
class DueColumn(ScalarColumn):
    """A day, late once it has passed and the record is open, with its time; it warns from `near_days` before."""

    open_field: str = "done_on"
    near_days: int = 0

    def order(self) -> ColumnElement[Any]:
        return super().order().op("||")(func.coalesce(self._time(), "later"))

    def _time(self) -> ColumnElement[Any]:
        return KIND_TABLES["reminder"].c.due_time if self.kind == "reminder" else null()

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        today, near = clock.today(), clock.today() + timedelta(days=self.near_days)
        out = {}
        for row_id, day, done, time in page.rows(self._days):
            if day is not None:
                tone = "danger" if day < today else "warning" if day <= near else ""
                shown = short_day(day, today)[3:] if time else format_day(day)
                out[row_id] = Cell(f"{shown} {time or ''}".rstrip(), day, tone if done is None else "")
        return out

    @cached_property
    def _days(self) -> Select[Any]:
        table = KIND_TABLES[self.kind]
        days = select(table.c.id, table.c[self.field.name], table.c[self.open_field], self._time())
        return days.where(table.c.id.in_(IDS))


@dataclass(frozen=True)
class LastContactColumn(Column):
    """When there was contact last, against the rhythm that is wanted and not paused (rhythm.py)."""

    kind: str = ""

    def order(self) -> ColumnElement[Any]:
        return last_contact()

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        today = clock.today()
        spoken = contacts(page.rows(contacts_query(self.kind)), words)
        late = {i for i, (day, rhythm) in spoken.items() if rhythm and (day is None or (today - day).days > rhythm)}
        paused = pauses(page.connection, late) if late else {}
        out = {}
        for row_id, (day, _rhythm) in spoken.items():
            if row_id in paused:
                out[row_id] = Cell(_("pausiert"), day, "muted")
            else:
                tone = "danger" if row_id in late else "" if day else "muted"
                out[row_id] = Cell(_ago(day, today) if day else _("noch nie"), day, tone)
        return out


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    return _("vor {days} T.").format(days=days) if days > 1 else relative_day(day, today)


@dataclass(frozen=True)
class RoleColumn(Column):
    """Where a person works or whom one knows in an organisation, by current functions; first contacts come first."""

    from_side: str = "person"
    shows: str = "organisation"

    def order(self) -> ColumnElement[Any]:
        role = KIND_TABLES["role"]
        if self.shows == "function":
            query = select(func.min(role.c.function_key))
        else:
            other = record.alias()
            query = select(func.min(other.c.sort_key)).join(role, role.c[self.shows] == other.c.id)
        return query.where(role.c[self.from_side] == record.c.id, is_current(role)).scalar_subquery()

    def cells(self, page: Page, words: Vocabulary) -> Cells:
        found: dict[int, dict[str, bool]] = defaultdict(dict)
        for row_id, title, function, confidential in page.rows(_held(self.from_side)):
            if text := function if self.shows == "function" else title:
                found[row_id].setdefault(text, confidential)
        return {row_id: names_cell(names, next(iter(names))) for row_id, names in found.items()}


@cache
def _held(from_side: str) -> Select[Any]:
    """Return the statement for the current functions of persons or in organisations: whom the other side names."""
    role, spine, other = KIND_TABLES["role"], record.alias(), record.alias()
    other_side = "organisation" if from_side == "person" else "person"
    return (
        select(role.c[from_side], other.c.title, role.c.function, other.c.confidential)
        .join(spine, spine.c.id == role.c.id)
        .join(other, other.c.id == role.c[other_side])
        .where(
            role.c[from_side].in_(IDS),
            is_current(role),
            spine.c.trashed_at.is_(None),
            other.c.trashed_at.is_(None),
            other.c.restricted.is_(False),
        )
        .order_by(role.c.main_contact.desc(), role.c.since.desc(), role.c.id)
    )


@cache
def columns_of(code: str) -> dict[str, Column]:
    """Return every column a list of this kind can show, by name, in the order of the menu."""
    kind = KINDS[code]
    title = NameColumn if code == "person" else TitleColumn
    found: list[Column] = [title("title", _title_label(kind))]
    for name, field in kind.fields.items():
        if field.listed:
            found += _field_columns(code, name, field)
    found += _DERIVED.get(code, ())
    if code in {"organisation", "person", "body", "municipality"}:
        found.append(LastContactColumn("last_contact", mark("Letzter Kontakt"), "day", kind=code))
    found.append(ChangedColumn("changed_at", mark("Geändert"), "day"))
    return {column.name: column for column in found}


def _title_label(kind: type[Kind]) -> str:
    first = next(iter(kind.fields.values()))
    return (
        first.label
        if kind.code in {"contact_note", "reminder", "case", "exchange", "council_paper", "mandate"}
        else kind.label
    )


#: Days before a deadline from which on it is a warning.
NEAR_DAYS = 7
# Days that are late while another day is empty; reminders have "done_on".
_OPEN_FIELDS = {"deadline_on": "closed_on", "report_by": "done_on", "submit_by": "submitted_on"}


def _field_columns(code: str, name: str, field: fields.Field) -> list[Column]:
    if isinstance(field, fields.Contacts):
        return [
            PointColumn("phone", mark("Telefon"), kinds=("phone", "mobile")),
            PointColumn("email", mark("E-Mail"), kinds=("email",)),
            PointColumn("web", mark("Webseite"), kinds=("web",)),
        ]
    if isinstance(field, fields.Addresses):
        parts = (("street", mark("Straße")), ("postal_code", mark("PLZ")), ("city", mark("Ort")))
        return [AddressColumn(part, label) for part, label in parts]
    if isinstance(field, fields.Many):
        return [HangingColumn(name, field.label, field=field)]
    if name == "due_on":
        return [DueColumn(name, field.label, "day", code, field)]
    if name in _OPEN_FIELDS:
        return [DueColumn(name, field.label, "day", code, field, _OPEN_FIELDS[name], NEAR_DAYS)]
    kinds = {fields.Day: "day", fields.Moment: "day", fields.Number: "number"}
    return [ScalarColumn(name, field.label, kinds.get(type(field), "text"), code, field)]


_DERIVED: dict[str, tuple[Column, ...]] = {
    "organisation": (RoleColumn("contact_person", mark("Ansprechperson"), from_side="organisation", shows="person"),),
    "person": (
        RoleColumn("organisation", mark("Organisation"), from_side="person", shows="organisation"),
        RoleColumn("function", mark("Funktion"), from_side="person", shows="function"),
    ),
}
