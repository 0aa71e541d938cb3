"""The program's own lists on their way out and in again."""

from __future__ import annotations

from pathlib import Path

from einsamkeit_desktop.exports.handing import write_list
from einsamkeit_desktop.imports import engine, files
from einsamkeit_desktop.imports.plans import Report
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import lists, sheets
from einsamkeit_desktop.queries.exports import Wish
from einsamkeit_desktop.store.store import Store


def export(store: Store, kind: str, target: Path, *, all_fields: bool = True, function_rows: bool = False) -> Path:
    """Write the list of all records of a kind, the confidential ones included."""
    query = lists.ListQuery(kind)
    wish = Wish(all_fields=all_fields, function_rows=function_rows, with_confidential=True)
    write_list(sheets.sheet(store, query, lists.ids(store, query), wish), target, Progress())
    return target


def bring_in(store: Store, path: Path) -> Report:
    """Import a file as it was recognised."""
    return engine.run(store, engine.plan(store, files.read(path)))
