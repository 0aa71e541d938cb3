"""A field's value in words: codes, areas and references by their names."""

from __future__ import annotations

from typing import Any

from ..kinds import fields
from ..kinds.points import POINT_LABELS
from ..texts import _
from .terms import Vocabulary


def ids_of(value: Any) -> tuple[int, ...]:
    """Return the ids of a reference or of links."""
    return value if isinstance(value, tuple) else (value,) if value else ()


def shown_value(field: fields.Field, value: Any, words: Vocabulary, names: dict[int, str]) -> list[tuple[str, str]]:
    """Return (label, text) of a field's value; `names` maps record ids to titles. Contacts give a line per kind."""
    label = _(field.label)
    if isinstance(field, fields.Choice):
        return [(label, words.label(field.of, value))]
    if isinstance(field, fields.Terms):
        return [(label, ", ".join(words.label(field.of, code) for code in value))]
    if isinstance(field, fields.Areas):
        return [(label, ", ".join(words.area_name(code) for code in value))]
    if isinstance(field, fields.Ref | fields.Links):
        return [(label, ", ".join(names.get(i, "") for i in ids_of(value)))]
    if isinstance(field, fields.Contacts):
        grouped: dict[str, list[str]] = {}
        for point in value:
            grouped.setdefault(_(POINT_LABELS[point.kind]), []).append(point.value)
        return [(kind, ", ".join(points)) for kind, points in grouped.items()]
    if isinstance(field, fields.Addresses):
        return [(label, "; ".join(entry.one_line() for entry in value))]
    return [(label, field.show(value))]
