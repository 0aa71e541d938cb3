"""What happened to a record, field by field, old and new, in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..kinds import fields
from ..kinds.registry import KINDS
from ..store import journal
from ..store.store import Store
from ..store.writing import decode
from ..texts import _, mark
from .packs import shown_value
from .record import load, named
from .terms import Vocabulary, vocabulary

_SPINE_LABELS = {
    "trashed_at": mark("Papierkorb"),
    "confidential": mark("Vertraulich"),
    "restricted": mark("Gesperrt"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field of a step: its label, what stood there and what stands there now ("" for nothing)."""

    label: str
    before: str
    after: str


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
    words, kind = vocabulary(store), load(store, record_id).kind
    found = []
    for step, rows in journal.history(store, record_id):
        changes = [change for row in rows for change in _changes(store, kind, row, words)]
        found.append(HistoryStep(step.id, step.name, step.at, step.undone_at is not None, tuple(changes)))
    return found


def _changes(store: Store, kind: str, row: Mapping[str, Any], words: Vocabulary) -> list[FieldChange]:
    table = row["table_name"]
    before, after = (decode(table, row[side]) if row[side] else {} for side in ("before", "after"))
    if table == "record":
        return [
            FieldChange(_(label), _yes(before.get(name)), _yes(after.get(name)))
            for name, label in _SPINE_LABELS.items()
            if bool(before.get(name)) is not bool(after.get(name))
        ]
    if table == "attachment":
        return [FieldChange(_("Anhang"), before.get("file_name", ""), after.get("file_name", ""))]
    if table == kind:
        return _field_changes(store, kind, before, after, words)
    text = _hanging_text(store, table, before or after, words)
    label = _hanging_label(kind, table, before or after)
    return [FieldChange(label, text if before else "", text if after else "")] if text else []


def _yes(value: Any) -> str:
    return _("ja") if value else _("nein")


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
        if shown[0] != shown[1]:
            found.append(FieldChange(_(field.label), shown[0], shown[1]))
    return found


def _hanging_label(kind: str, table: str, row: Mapping[str, Any]) -> str:
    own = KINDS[kind].fields
    if table == "record_area":
        return next(
            (_(f.label) for f in own.values() if isinstance(f, fields.Areas) and f.meaning == row["meaning"]), ""
        )
    if table in {"record_term", "link"}:
        name = row["field" if table == "record_term" else "meaning"]
        return _(own[name].label) if name in own else ""
    wanted = fields.Contacts if table == "contact_point" else fields.Addresses
    return next((_(f.label) for f in own.values() if isinstance(f, wanted)), "")


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
