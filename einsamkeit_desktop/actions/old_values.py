"""Bringing back one single value that a field of a record had, out of its history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ..errors import BadValues, Conflict
from ..kinds.fields import Areas, Choice, Field, Links, Many, Ref, Terms
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import area, record, term
from ..store.writing import Changes, Write
from ..texts import _, inner
from .finding import in_trash, living
from .putting import change_record


def bring_back_value(store: Store, record_id: int, field: str, value: Any) -> Changes:
    """Give a field of a record a value that it had; where a field holds many, it is put back beside the others.

    Raises errors.Conflict in words, with nothing changed, where the value no longer fits: it stands there already, what
    it names is gone or in the trash, the rules of the kind refuse it, or the record itself is in the trash.
    """
    with store.writing("") as write:
        found = living(write, record_id)
        kind = KINDS[found.kind]
        described, current = kind.fields[field], found.values[field]
        label = _(described.label)
        is_there = value in current if isinstance(described, Many) else value == current
        if is_there:
            raise Conflict(_("Dieser Wert steht schon im Feld „{field}“.").format(field=label))
        _require_known(write, described, value)
        wanted = (*current, value) if isinstance(described, Many) else value
        known = kind.problems(found.values)
        new = {n: text for n, text in kind.problems({**found.values, field: wanted}).items() if n not in known}
        if new:
            raise _unfit(BadValues(new))
        try:
            change_record(write, kind, record_id, {field: wanted})
        except BadValues as trouble:
            raise _unfit(trouble) from trouble
        write.record_id = record_id
        write.name = _("„{title}“: alter Wert von „{field}“ zurückgeholt").format(title=inner(found.title), field=label)
    return write.changes


def _unfit(trouble: BadValues) -> Conflict:
    return Conflict(_("Der alte Wert passt nicht mehr. {problem}").format(problem=trouble))


def _require_known(write: Write, field: Field, value: Any) -> None:
    """Refuse what the store no longer knows: an entry of a value list, an area, another record."""
    if isinstance(field, Ref | Links):
        query = select(record.c.title, record.c.trashed_at).where(record.c.id == value, record.c.restricted.is_(False))
        row = write.connection.execute(query).first()
        if row is None:
            raise Conflict(_("Den Datensatz, der dort stand, gibt es nicht mehr."))
        if row.trashed_at is not None:
            raise in_trash(row.title)
        return
    if isinstance(field, Choice | Terms):
        known = select(term.c.id).where(term.c.list == field.of, term.c.code == value)
    elif isinstance(field, Areas):
        known = select(area.c.id).where(area.c.code == value)
    else:
        return
    if write.connection.execute(known).first() is None:
        raise Conflict(_("Den alten Wert gibt es im Feld „{field}“ nicht mehr.").format(field=_(field.label)))
