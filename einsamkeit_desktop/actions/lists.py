"""What the person keeps about her lists: saved ones, settings, and the log of what left the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from ..kinds import clock
from ..kinds.clean import clean_text
from ..store.store import Store
from ..store.tables import export_log, saved_list, setting
from ..store.writing import Changes
from ..texts import _


def save_list(store: Store, kind: str, name: str, query: Mapping[str, Any]) -> Changes:
    """Keep a list's filters, order and columns under a name; the same name is overwritten."""
    name = clean_text(name)
    with store.writing(_("Liste „{name}“ gespeichert").format(name=name)) as write:
        found = select(saved_list).where(saved_list.c.kind == kind, saved_list.c.name == name)
        row = write.connection.execute(found).mappings().first()
        if row is None:
            write.insert(saved_list, {"kind": kind, "name": name, "query": dict(query)})
        else:
            write.update_from(saved_list, dict(row), {"query": dict(query)})
    return write.changes


def delete_list(store: Store, list_id: int) -> Changes:
    """Forget a saved list; the records in it are not touched."""
    with store.writing("") as write:
        row = write.row(saved_list, list_id)
        if row is not None:
            write.name = _("Liste „{name}“ gelöscht").format(name=row["name"])
            write.delete_many(saved_list, [row])
    return write.changes


def keep_setting(store: Store, name: str, value: Any) -> None:
    """Remember a setting of the store (columns, window, drafts); no step to take back."""
    with store.writing(_("Einstellung")) as write:
        write.journaled = False
        row = write.connection.execute(select(setting).where(setting.c.name == name)).mappings().first()
        if row is None:
            write.insert(setting, {"name": name, "value": value})
        else:
            write.update_from(setting, dict(row), {"value": value})


def log_export(
    store: Store,
    what: str,
    target: str,
    *,
    count: int,
    person_ids: Sequence[int] = (),
    left_out: int = 0,
    purpose: str = "",
    sentence: str = "",
) -> int:
    """Write down that a file with records leaves the store: what, where to, what for, whom it names; return the line.

    What is handed out goes through `actions.exports.leaving`, so that no file is without its line.
    """
    with store.writing(_("Export")) as write:
        write.journaled = False
        return write.insert(
            export_log,
            {
                "at": clock.now(),
                "what": clean_text(what),
                "target": clean_text(target),
                "purpose": clean_text(purpose),
                "sentence": clean_text(sentence),
                "count": count,
                "left_out": left_out,
                "person_ids": sorted(person_ids),
            },
        )
