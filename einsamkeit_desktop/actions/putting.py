"""How values become rows: new records and changed ones, inside an open write. The other actions build on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, select

from ..errors import BadValues, Conflict, NotFound
from ..kinds.base import Kind, Values
from ..kinds.clean import clean_text
from ..kinds.fields import Addresses, Areas, Contacts, Field, Links, Many, Terms, Text
from ..kinds.folding import word_key
from ..kinds.registry import KINDS
from ..store.dialect import among
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
from .rules import RULES, TITLES


def add_records(
    write: Write, kind: type[Kind], all_values: Sequence[Values], spines: Sequence[Mapping[str, Any]] = ()
) -> list[int]:
    """Insert new records of one kind and return their ids in order.

    Raises errors.BadValues on the first bad one, with nothing written.

    `spines`, one per record, sets what the store would otherwise choose: uid, created_at, changed_at.
    """
    empty, required = kind.empty_values(), _required(kind.code)
    full = [{**empty, **_clean(kind, values)} for values in all_values]
    rule = RULES.get(kind.code)
    if rule is not None:
        full = [rule(write, None, values) for values in full]
    for values in full:
        # What was left empty can be wrong only where something is required.
        _require_good(kind, {n: v for n, v in values.items() if v or n in required or type(v) is int})
    hanging = {
        name: [_hanging_rows(write, field, name, value) if (value := values[name]) else () for values in full]
        for name, field in kind.of_type(Many).items()
    }
    ids = write.add_spines(
        {
            "kind": kind.code,
            "title": _title(write, kind, values),
            "subtitle": kind.subtitle(values),
            "sort_key": kind.sort_key(values),
            "confidential": bool(values["confidential"]),
            **spine,
        }
        for values, spine in zip(full, spines or ({},) * len(full), strict=True)
    )
    write.insert_many(KIND_TABLES[kind.code], [{"id": i, **_scalars(kind, v)} for i, v in zip(ids, full, strict=True)])
    for name, field in kind.of_type(Many).items():
        own = _HANGING[type(field)]
        write.insert_many(own.table, list(own.owned(zip(ids, hanging[name], strict=True))))
    return ids


def change_record(
    write: Write, kind: type[Kind], record_id: int, values: Values, expected_version: int | None = None
) -> bool:
    """Change the named fields of a record; return whether anything differed.

    Raises errors.BadValues, NotFound, and Conflict if the record is not at the expected version any more.
    """
    if expected_version is not None:
        spine = write.row(record, record_id)
        if spine is not None and spine["version"] != expected_version:
            sentence = _(
                "„{title}“ wurde inzwischen an anderer Stelle geändert. Bitte neu laden und die Eingabe wiederholen."
            )
            raise Conflict(sentence.format(title=spine["title"]))
    return bool(change_records(write, kind, {record_id: values}))


def change_records(write: Write, kind: type[Kind], changes: Mapping[int, Values]) -> set[int]:
    """Change the named fields of many records of one kind, given by id; return the ids of those that differed.

    Raises errors.BadValues and NotFound on the first that cannot be changed.
    """
    table = KIND_TABLES[kind.code]
    spines, owns = write.rows(record, changes), write.rows(table, changes)
    new: dict[int, dict[str, Any]] = {}
    for row_id, given in changes.items():
        if row_id not in spines or row_id not in owns:
            raise NotFound(_("Diesen Datensatz gibt es nicht mehr."))
        values = _clean(kind, given)
        if kind.code in RULES:
            values = RULES[kind.code](write, owns[row_id], values)
        _require_good(kind, values)
        new[row_id] = values
    hanging = {
        name: {i: _hanging_rows(write, field, name, values[name]) for i, values in new.items() if name in values}
        for name, field in kind.of_type(Many).items()
    }
    changed = write.update_each(table, ((owns[i], _scalars(kind, values)) for i, values in new.items()))
    spine_values = ((spines[i], _spine(write, kind, owns[i], values)) for i, values in new.items())
    changed |= write.update_each(record, spine_values)
    for name, field in kind.of_type(Many).items():
        if hanging[name]:
            changed |= _HANGING[type(field)].replace(write, field, name, hanging[name])
    return changed


def title_of(write: Write, record_id: int) -> str:
    """Return what a record is called as it stands in the open write."""
    return str(write.connection.execute(select(record.c.title).where(record.c.id == record_id)).scalar() or "")


def _spine(write: Write, kind: type[Kind], own: Row, values: Values) -> Row:
    """Return what the columns of `record` become when the row of a record gets these values."""
    whole = {**own, **values}
    title = _title(write, kind, whole)
    found: Row = {"title": title, "sort_key": kind.sort_key(whole), "subtitle": kind.subtitle(whole)}
    return {**found, "confidential": bool(values["confidential"])} if "confidential" in values else found


def _title(write: Write, kind: type[Kind], values: Values) -> str:
    return TITLES[kind.code](write, values) if kind.code in TITLES else kind.title(values)


def _clean(kind: type[Kind], values: Values) -> dict[str, Any]:
    """Return the values with clean texts (kinds/clean.py), wherever they came from; nothing is kept as None."""
    out = dict(values)
    for name, cleaner in _cleaners(kind.code).items():
        value = out.get(name)
        if value or value == "":
            out[name] = cleaner(value)
    return out


@cache
def _cleaners(kind: str) -> dict[str, Callable[[Any], Any]]:
    """Return what cleans the values of each field that holds texts."""
    found: dict[str, Callable[[Any], Any]] = {}
    for name, field in KINDS[kind].fields.items():
        if isinstance(field, Text):
            found[name] = _clean_lines if field.multiline else _clean_line
        elif isinstance(field, Contacts | Addresses):
            found[name] = _clean_points
    return found


def _clean_line(text: str) -> str | None:
    return clean_text(text) or None


def _clean_lines(text: str) -> str | None:
    return clean_text(text, multiline=True) or None


def _clean_points(points: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(point for point in map(_clean_point, points) if not point.is_empty)


def _clean_point(point: Any) -> Any:
    dirty = {}
    for name, text in zip(point._fields, point, strict=True):
        if text and isinstance(text, str) and (cleaned := clean_text(text)) != text:
            dirty[name] = cleaned
    return point._replace(**dirty) if dirty else point


@cache
def _required(kind: str) -> frozenset[str]:
    return frozenset(name for name, field in KINDS[kind].fields.items() if field.required)


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

    def owned(self, wanted: Iterable[tuple[int, Sequence[Row]]]) -> Iterator[Row]:
        """Yield the rows of each record, given by id, as they hang on it."""
        for record_id, rows in wanted:
            for row in rows:
                yield {self._owner: record_id, **row}

    def replace(self, write: Write, field: Field, name: str, wanted: Mapping[int, Sequence[Row]]) -> set[int]:
        """Make the rows of records, given by id, be these; such as are there already stay untouched.

        Return the ids of the records that got or lost any.
        """
        owner = self.table.c[self._owner]
        query = select(self.table).where(among(owner, wanted)).order_by(self.table.c.id)
        for column, marked in self._mark(field, name).items():
            query = query.where(self.table.c[column] == marked)
        old: dict[int, list[Row]] = defaultdict(list)
        for found in write.connection.execute(query).mappings():
            old[found[owner]].append(dict(found))
        new: dict[int, list[Row]] = defaultdict(list)
        for row in self.owned(wanted.items()):
            new[row[self._owner]].append(row)
        missing = [row for i in wanted for row in new[i] if not any(_holds(existing, row) for existing in old[i])]
        surplus = [existing for i in wanted for existing in old[i] if not any(_holds(existing, row) for row in new[i])]
        write.delete_many(self.table, surplus)
        write.insert_many(self.table, missing)
        return {row[self._owner] for row in (*missing, *surplus)}


def _hanging_rows(write: Write, field: Field, name: str, value: Any) -> list[Row]:
    """Return what is to hang on a record, told before anything is written. Raises errors.BadValues."""
    return list(_HANGING[type(field)].rows(write, field, name, value))


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
    return ({**point._asdict(), "position": at} for at, point in enumerate(points))


_HANGING: dict[type[Field], _Hanging] = {
    Terms: _Hanging(record_term, _term_rows, lambda field, name: {"field": name}),
    Areas: _Hanging(record_area, _area_rows, lambda field, name: {"meaning": field.meaning}),
    Links: _Hanging(link, _link_rows, lambda field, name: {"meaning": name}, owner="from_id"),
    Contacts: _Hanging(contact_point, _point_rows, lambda field, name: {}),
    Addresses: _Hanging(address, _point_rows, lambda field, name: {}),
}
