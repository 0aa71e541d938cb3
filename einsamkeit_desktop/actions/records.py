"""Saving, trashing and bringing back single records of any kind, and undo."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Conflict
from ..kinds import clock
from ..kinds.base import Values
from ..kinds.cases import CitizenCase
from ..kinds.registry import KINDS
from ..progress import Progress
from ..store import journal
from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from ..store.writing import Changes
from ..texts import _, inner, ngettext
from .citizen_rules import drop_callbacks
from .citizens import drop_due_callbacks
from .putting import add_records, change_record, title_of
from .reminders import continue_series


def save_record(
    store: Store, kind: str, record_id: int | None, values: Values, expected_version: int | None = None
) -> Changes:
    """Make a new record or change the named fields of one; `Changes.record_id` is the record.

    Raises errors.BadValues with a sentence per field, errors.Conflict if it is not at the expected version.
    """
    described = KINDS[kind]
    with store.writing("") as write:
        if record_id is None:
            write.record_id = add_records(write, described, [values])[0]
            pattern = _("{kind} „{title}“ angelegt")
        else:
            before = write.row(KIND_TABLES[kind], record_id)
            change_record(write, described, record_id, values, expected_version)
            if kind == "reminder" and before is not None and values.get("done_on") is not None:
                continue_series(write, before)
            write.record_id = record_id
            pattern = _("{kind} „{title}“ geändert")
        write.name = pattern.format(kind=_(described.label), title=inner(title_of(write, write.record_id)))
    return write.changes


def trash(store: Store, record_ids: Sequence[int]) -> Changes:
    """Put records into the trash; everything that hangs on them stays with them."""
    return _set_trashed(store, record_ids, trashed=True)


def restore(store: Store, record_ids: Sequence[int]) -> Changes:
    """Bring records back from the trash with all their relations."""
    return _set_trashed(store, record_ids, trashed=False)


def _set_trashed(store: Store, record_ids: Sequence[int], *, trashed: bool) -> Changes:
    with store.writing("") as write:
        found = write.rows(record, record_ids).values()
        rows = [row for row in found if (row["trashed_at"] is None) is trashed]
        write.update_many(record, rows, {"trashed_at": clock.now() if trashed else None})
        write.name = _name(rows, trashed=trashed)
        if trashed:
            drop_callbacks(write, [row["id"] for row in rows if row["kind"] == CitizenCase.code])
    return write.changes


def _name(rows: Sequence[dict[str, object]], *, trashed: bool) -> str:
    if len(rows) == 1:
        kind, title = _(KINDS[str(rows[0]["kind"])].label), rows[0]["title"]
        pattern = _("{kind} „{title}“ in den Papierkorb gelegt") if trashed else _("{kind} „{title}“ zurückgeholt")
        return pattern.format(kind=kind, title=inner(str(title)))
    if trashed:
        return ngettext(
            "{count} Datensatz in den Papierkorb gelegt", "{count} Datensätze in den Papierkorb gelegt", len(rows)
        )
    return ngettext("{count} Datensatz zurückgeholt", "{count} Datensätze zurückgeholt", len(rows))


def undo(store: Store, step_id: int | None = None, progress: Progress | None = None) -> Changes:
    """Take back the named step, or the newest one. Raises errors.Conflict if there is none or rows changed since.

    Raises errors.Cancelled with nothing changed.
    """
    if step_id is None:
        step = journal.undoable(store)
        if step is None:
            raise Conflict(_("Es gibt nichts rückgängig zu machen."))
        step_id = step.id
    changes = journal.undo(store, step_id, progress)
    drop_due_callbacks(store)
    return changes


def redo(store: Store, step_id: int | None = None) -> Changes:
    """Do the named step again, or the one that was undone last. Raises errors.Conflict as `undo`."""
    if step_id is None:
        step = journal.redoable(store)
        if step is None:
            raise Conflict(_("Es gibt nichts zu wiederholen."))
        step_id = step.id
    changes = journal.redo(store, step_id)
    drop_due_callbacks(store)
    return changes


def take_back_import(store: Store, step_id: int, progress: Progress | None = None) -> journal.TakenBack:
    """Take back a large step record by record; what was edited since is kept and counted."""
    return journal.take_back(store, step_id, progress)
