"""A whole file at once, as the command line and the window import it: all its sheets, one preview, one step."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..progress import Progress
from ..store import backup
from ..store.store import Store
from . import engine, files
from .labels import Target
from .plans import Plan, Report, report
from .rules import Rules
from .tables import Table

BACKUP_REASON = "import"


def plan_file(store: Store, path: Path, progress: Progress | None = None) -> Plan:
    """Return what importing a file would do. Raises errors.BadFile."""
    return plan_tables(store, files.read(path), progress=progress)


def plan_tables(
    store: Store,
    tables: Sequence[Table],
    columns: Sequence[Sequence[Target] | None] = (),
    rules: Rules | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing the tables of one file would do; the choices are those of `engine.plan`."""
    with _uncollected():
        return engine.plan(store, tables, columns, progress, rules)


def take_over(store: Store, plan: Plan, progress: Progress | None = None) -> Report:
    """Make a verified backup, write the plan as one step, and return the report.

    Raises errors.NoRoom, ReadOnly or StoreDamaged with nothing written where the backup fails, and as `engine.run`.
    """
    progress = progress or Progress()
    pending = sum(subject.is_pending for subject in plan.subjects)
    if pending and not plan.steps:
        progress.step(0, pending)
        backup.back_up(store, BACKUP_REASON)
    with _uncollected():
        return engine.run(store, plan, progress)


def import_file(store: Store, path: Path, progress: Progress | None = None, *, dry_run: bool = False) -> Report:
    """Take over a file and return the report; with `dry_run` nothing is written. Raises as the two above."""
    plan = plan_file(store, path, progress)
    return report(plan) if dry_run else take_over(store, plan, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand living rows again and again: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
