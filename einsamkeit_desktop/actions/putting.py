"""How values become rows: new records and changed ones, inside an open write. The other actions build on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Table, select

from ..errors import BadValues, Conflict, NotFound
from ..kinds.base import Kind, Values
from ..kinds.clean import clean_text
from ..kinds.fields import Addresses, Areas, Contacts, Field, Links, Many, Terms, Text
from ..kinds.folding import word_key
from ..kinds.registry import KINDS
from ..store.shape import Row
from ..store.tables import (
    KIND_TABLES,
    address,
    area,
    contact_point,
    has_sort_key,
    link,
    record,
    record_area,
    record_term,
    term,
)
from ..store.writing import Write
from ..texts import _
from .rules import RULES


def add_records(
    write: Write, kind: type[Kind], all_values: Sequence[Values], spines: Sequence[Mapping[str, Any]] = ()
) -> list[int]:
    """Insert new records of one kind and return their ids in order. Raises errors.BadValues on the first bad one.

    `spines`, one per record, sets what the store would otherwise choose: uid, created_at, changed_at.
    """
    empty = kind.empty_values()
    full = [{**empty, **_clean(kind, values)} for values in all_values]
    rule = RULES.get(kind.code)
    if rule is not None:
        full = [rule(write, None, values) for values in full]
    for values in full:
        _require_good(kind, values)
    ids = write.add_spines(
        {
            "kind": kind.code,
            "title": kind.title(values),
            "subtitle": kind.subtitle(values),
            "sort_key": kind.sort_key(values),
            "confidential": bool(values["confidential"]),
            **spine,
        }
        for values, spine in zip(full, spines or ({},) * len(full), strict=True)
    )
    write.insert_many(KIND_TABLES[kind.code], [{"id": i, **_scalars(kind, v)} for i, v in zip(ids, full, strict=True)])
    for name, field in kind.of_type(Many).items():
        hanging = _HANGING[type(field)]
        rows = [
            {"record_id": row_id, **row}
            for row_id, values in zip(ids, full, strict=True)
            if values[name]
            for row in hanging.rows(write, field, name, values[name])
        ]
        write.insert_many(hanging.table, [hanging.owned(row) for row in rows])
    return ids


def change_record(
    write: Write, kind: type[Kind], record_id: int, values: Values, expected_version: int | None = None
) -> bool:
    """Change the named fields of a record; return whether anything differed.

    Raises errors.BadValues, NotFound, and Conflict if the record is not at the expected version any more.
    """
    values = _clean(kind, values)
    table = KIND_TABLES[kind.code]
    spine, own = write.row(record, record_id), write.row(table, record_id)
    if spine is None or own is None:
        raise NotFound(_("Diesen Datensatz gibt es nicht mehr."))
    if kind.code in RULES:
        values = RULES[kind.code](write, own, values)
    _require_good(kind, values)
    if expected_version is not None and spine["version"] != expected_version:
        raise Conflict(
            _(
                "„{title}“ wurde inzwischen an anderer Stelle geändert. Bitte neu laden und die Eingabe wiederholen."
            ).format(title=spine["title"])
        )
    changed = write.update_from(table, own, _scalars(kind, values))
    whole = {**own, **values}
    spine_values: Row = {"title": kind.title(whole), "sort_key": kind.sort_key(whole), "subtitle": kind.subtitle(whole)}
    if "confidential" in values:
        spine_values["confidential"] = bool(values["confidential"])
    changed = write.update_from(record, spine, spine_values) or changed
    for name, field in kind.of_type(Many).items():
        if name in values:
            hanging = _HANGING[type(field)]
            changed = hanging.replace(write, record_id, field, name, values[name]) or changed
    return changed


def _clean(kind: type[Kind], values: Values) -> dict[str, Any]:
    """Return the values with clean texts (kinds/clean.py), wherever they came from; nothing is kept as None."""
    out = dict(values)
    for name, value in values.items():
        if not value:
            if value == "" and isinstance(kind.fields.get(name), Text):
                out[name] = None
            continue
        field = kind.fields.get(name)
        if isinstance(field, Text):
            out[name] = clean_text(value, field.multiline) or None
        elif isinstance(field, Contacts | Addresses):
            out[name] = tuple(point for point in map(_clean_point, value) if not point.is_empty)
    return out


def _clean_point(point: Any) -> Any:
    dirty = {n: c for n, text in vars(point).items() if isinstance(text, str) and (c := clean_text(text)) != text}
    return replace(point, **dirty) if dirty else point


def _require_good(kind: type[Kind], values: Values) -> None:
    problems = kind.problems(values)
    if problems:
        raise BadValues(problems)


def _scalars(kind: type[Kind], values: Values) -> Row:
    out: Row = {}
    for name, with_key in _columns(kind.code):
        if name in values:
            value = out[name] = values[name]
            if with_key:
                out[f"{name}_key"] = word_key(value) if value else None
    return out


@cache
def _columns(kind: str) -> tuple[tuple[str, bool], ...]:
    """Return the fields that are columns of the kind's own table, and whether each has a sort key beside it."""
    fields = KINDS[kind].fields.items()
    return tuple((name, has_sort_key(field)) for name, field in fields if not (field.spine or isinstance(field, Many)))


class _Hanging:
    """How the values of one type of field become rows of a spine table."""

    def __init__(
        self,
        table: Table,
        rows: Callable[[Write, Any, str, Any], Iterable[Row]],
        mark: Callable[[Any, str], Mapping[str, Any]],
        owner: str = "record_id",
    ) -> None:
        self.table = table
        self.rows = rows
        self._mark = mark
        self._owner = owner

    def owned(self, row: Row) -> Row:
        """Return the row with its record under the name this table has for it."""
        if self._owner == "record_id":
            return row
        return {self._owner: row["record_id"], **{name: value for name, value in row.items() if name != "record_id"}}

    def replace(self, write: Write, record_id: int, field: Field, name: str, value: Any) -> bool:
        """Make the rows of one record say `value`; rows that already do stay untouched."""
        query = select(self.table).where(self.table.c[self._owner] == record_id)
        for column, wanted in self._mark(field, name).items():
            query = query.where(self.table.c[column] == wanted)
        old = [dict(row) for row in write.connection.execute(query.order_by(self.table.c.id)).mappings()]
        new = [self.owned({"record_id": record_id, **row}) for row in self.rows(write, field, name, value)]
        missing = [row for row in new if not any(_holds(existing, row) for existing in old)]
        surplus = [existing for existing in old if not any(_holds(existing, row) for row in new)]
        write.delete_many(self.table, surplus)
        write.insert_many(self.table, missing)
        return bool(missing or surplus)


def _holds(existing: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all(existing[name] == value for name, value in row.items())


def _term_rows(write: Write, field: Terms, name: str, codes: Iterable[str]) -> Iterable[Row]:
    ids = _ids_by_code(write, f"term {field.of}", lambda: select(term.c.code, term.c.id).where(term.c.list == field.of))
    for code in dict.fromkeys(codes):
        if code not in ids:
            raise BadValues(
                {name: _("„{code}“ steht nicht in der Werteliste {list}.").format(code=code, list=_(field.label))}
            )
        yield {"term_id": ids[code], "field": name}


def _area_rows(write: Write, field: Areas, name: str, codes: Iterable[str]) -> Iterable[Row]:
    # Larger areas win where two levels share a code.
    ids = _ids_by_code(write, "area", lambda: select(area.c.code, area.c.id).order_by(area.c.level.desc()))
    for code in dict.fromkeys(codes):
        if code not in ids:
            raise BadValues({name: _("Die Raumeinheit „{code}“ gibt es nicht.").format(code=code)})
        yield {"area_id": ids[code], "meaning": field.meaning}


def _ids_by_code(write: Write, key: str, query: Callable[[], Any]) -> dict[str, int]:
    if key not in write.kept:
        write.kept[key] = dict(write.connection.execute(query()).all())
    found: dict[str, int] = write.kept[key]
    return found


def _link_rows(_write: Write, _field: Links, name: str, ids: Iterable[int]) -> Iterable[Row]:
    return ({"to_id": to_id, "meaning": name, "position": at} for at, to_id in enumerate(dict.fromkeys(ids)))


def _point_rows(_write: Write, _field: Field, _name: str, points: Iterable[Any]) -> Iterable[Row]:
    return ({**vars(point), "position": at} for at, point in enumerate(points))


_HANGING: dict[type[Field], _Hanging] = {
    Terms: _Hanging(record_term, _term_rows, lambda field, name: {"field": name}),
    Areas: _Hanging(record_area, _area_rows, lambda field, name: {"meaning": field.meaning}),
    Links: _Hanging(link, _link_rows, lambda field, name: {"meaning": name}, owner="from_id"),
    Contacts: _Hanging(contact_point, _point_rows, lambda field, name: {}),
    Addresses: _Hanging(address, _point_rows, lambda field, name: {}),
}
