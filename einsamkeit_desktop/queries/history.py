"""What happened to a record, field by field, old and new, in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..kinds import fields
from ..kinds.points import Address, ContactPoint
from ..kinds.registry import KINDS
from ..store import journal
from ..store.store import Store
from ..store.writing import decode
from ..texts import _, mark
from .record import Record, load, named
from .shown import shown_value
from .terms import Vocabulary, vocabulary

# label, what it says when that begins, and when it ends
_STATES = {
    "trashed_at": (mark("Papierkorb"), mark("hineingelegt"), mark("zurückgeholt")),
    "confidential": (mark("Vertraulich"), mark("ja"), mark("nein")),
    "restricted": (mark("Gesperrt"), mark("ja"), mark("nein")),
}


@dataclass(frozen=True)
class OldValue:
    """A value that a field had and has no longer, as actions take it; of a field that holds many it is one of them."""

    field: str
    value: Any


@dataclass(frozen=True)
class FieldChange:
    """One field of a step: its label, what stood there and what stands there now ("" for nothing).

    `old` is what can be brought back; None where nothing stood there or where it stands there now.
    """

    label: str
    before: str
    after: str
    old: OldValue | None = None


@dataclass(frozen=True)
class HistoryStep:
    """One step in the life of a record."""

    step_id: int
    name: str
    at: datetime
    is_undone: bool
    changes: tuple[FieldChange, ...]


def history(store: Store, record_id: int) -> list[HistoryStep]:
    """Return the steps that changed a record, newest first."""
    words, found = vocabulary(store), load(store, record_id)
    steps = []
    for step, rows in journal.history(store, record_id):
        changes = [change for row in rows for change in _changes(store, found.kind, row, words)]
        changes = [change if _is_lost(change, found) else replace(change, old=None) for change in changes]
        steps.append(HistoryStep(step.id, step.name, step.at, step.undone_at is not None, tuple(changes)))
    return steps


def _is_lost(change: FieldChange, now: Record) -> bool:
    """Whether the record, as it is now, does not have the change's old value."""
    if change.old is None or not change.before or now.trashed_at is not None:
        return False
    current = now.values[change.old.field]
    if isinstance(KINDS[now.kind].fields[change.old.field], fields.Many):
        return change.old.value not in current
    return bool(change.old.value != current)


def _changes(store: Store, kind: str, row: Mapping[str, Any], words: Vocabulary) -> list[FieldChange]:
    table = row["table_name"]
    before, after = (decode(table, row[side]) if row[side] else {} for side in ("before", "after"))
    if table == "record":
        return [
            FieldChange(_(label), "", _(begins if after.get(name) else ends))
            for name, (label, begins, ends) in _STATES.items()
            if bool(before.get(name)) is not bool(after.get(name))
        ]
    if table == kind:
        return _field_changes(store, kind, before, after, words)
    shown = before or after
    was, became = (_hanging_text(store, table, side, words) if side else "" for side in (before, after))
    name = _hanging_field(kind, table, shown)
    label = _(KINDS[kind].fields[name].label) if name else _("Anhang") if table == "attachment" else ""
    value = _hanging_value(table, before, words) if name and before and not after else None
    old = OldValue(name, value) if value is not None else None
    return [FieldChange(label, was, became, old)] if was or became else []


def _field_changes(
    store: Store, kind: str, before: Mapping[str, Any], after: Mapping[str, Any], words: Vocabulary
) -> list[FieldChange]:
    found = []
    for name, field in KINDS[kind].fields.items():
        old, new = before.get(name), after.get(name)
        if old == new or field.spine:
            continue
        names = {}
        if isinstance(field, fields.Ref):
            found_names = named(store, [i for i in (old, new) if i], with_restricted=False)
            names = {row_id: entry.title for row_id, entry in found_names.items()}
        shown = ["" if v in (None, False) else shown_value(field, v, words, names)[0][1] for v in (old, new)]
        if new is False and shown[0]:
            shown[1] = _("nein")
        if shown[0] != shown[1]:
            kept = None if field.automatic else OldValue(name, old)
            found.append(FieldChange(_(field.label), shown[0], shown[1], kept))
    return found


def _hanging_field(kind: str, table: str, row: Mapping[str, Any]) -> str:
    own = KINDS[kind].fields
    if table == "record_area":
        return next((n for n, f in own.items() if isinstance(f, fields.Areas) and f.meaning == row["meaning"]), "")
    if table in {"record_term", "link"}:
        name = row["field" if table == "record_term" else "meaning"]
        return name if name in own else ""
    wanted = {"contact_point": fields.Contacts, "address": fields.Addresses}.get(table)
    return next((name for name, field in own.items() if wanted and isinstance(field, wanted)), "")


def _hanging_value(table: str, row: Mapping[str, Any], words: Vocabulary) -> Any:
    """Return what a row that hung on a record says, as one of the values of its field."""
    if table == "record_term":
        return next((t.code for entries in words.lists.values() for t in entries if t.id == row["term_id"]), None)
    if table == "record_area":
        return next((entry.code for entry in words.areas if entry.id == row["area_id"]), None)
    if table == "link":
        return row["to_id"]
    if table == "contact_point":
        return ContactPoint(**{name: row[name] for name in ContactPoint._fields if name in row})
    if table == "address":
        return Address(**{name: row[name] for name in Address._fields if name in row})
    return None


def _hanging_text(store: Store, table: str, row: Mapping[str, Any], words: Vocabulary) -> str:
    if table == "record_term":
        return next((t.label for entries in words.lists.values() for t in entries if t.id == row["term_id"]), "")
    if table == "record_area":
        return next((entry.name for entry in words.areas if entry.id == row["area_id"]), "")
    if table == "link":
        return next((entry.title for entry in named(store, [row["to_id"]], with_restricted=False).values()), "")
    if table == "contact_point":
        return str(row["value"])
    if table == "address":
        return " ".join(row[part] for part in ("street", "postal_code", "city") if row[part])
    return str(row.get("file_name", ""))
