"""What the person keeps: saved lists, and settings of the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from ..kinds.clean import clean_text
from ..store.store import Store
from ..store.tables import saved_list, setting
from ..store.writing import Changes, Write
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
        put_setting(write, name, value)


def put_setting(write: Write, name: str, value: Any) -> None:
    """Set a setting in an open write, where it is journaled as a part of the step."""
    row = write.connection.execute(select(setting).where(setting.c.name == name)).mappings().first()
    if row is None:
        write.insert(setting, {"name": name, "value": value})
    else:
        write.update_from(setting, dict(row), {"value": value})


def put_for_good(write: Write, name: str, value: Any) -> None:
    """Set a setting in an open write but beside its journal: taking the step back leaves it as it is."""
    changed = write.connection.execute(update(setting).where(setting.c.name == name).values(value=value))
    if not changed.rowcount:
        write.connection.execute(insert(setting), {"name": name, "value": value})
