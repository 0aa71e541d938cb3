"""A whole file at once, as the command line and the window import it: all its sheets, one preview, one step."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from ..actions.imports import keep_report
from ..errors import Trouble
from ..progress import Progress
from ..queries.imports import BadRows, ImportReport, ReportLine
from ..queries.terms import vocabulary
from ..store import backup
from ..store.store import Store
from . import engine, files
from .bad import bad_rows_of
from .headers import map_columns
from .kindplans import CODE
from .labels import Target
from .plans import Plan, Report, report
from .presets import of_program, with_profile
from .rules import Rules
from .tables import Table
from .ticks import has_crosses, in_known_lists, spelled_out
from .words import Words

BACKUP_REASON = "import"


def plan_file(store: Store, path: Path, progress: Progress | None = None) -> Plan:
    """Return what importing a file would do; where a known program made it, its columns. Raises errors.BadFile."""
    with uncollected():
        tables = files.read(path)
        preset = of_program(tables)
        columns = [with_profile(table, preset.columns) for table in tables] if preset else ()
        return plan_tables(store, tables, columns, progress=progress)


def plan_tables(
    store: Store,
    tables: Sequence[Table],
    columns: Sequence[Sequence[Target] | None] = (),
    rules: Rules | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing the tables of one file would do; the choices are those of `engine.plan`."""
    with uncollected():
        told = [_with_crosses_told(store, *each) for each in zip_longest(tables, columns[: len(tables)])]
        return engine.plan(store, [table for table, _chosen in told], [chosen for _t, chosen in told], progress, rules)


def _with_crosses_told(
    store: Store, table: Table, chosen: Sequence[Target] | None
) -> tuple[Table, Sequence[Target] | None]:
    """Return the table with entries in place of its crosses, and where its columns go then."""
    targets = map_columns(table, chosen).targets
    if not has_crosses(targets):
        return table, chosen
    return spelled_out(table, targets), in_known_lists(targets, Words(vocabulary(store)))


def take_over(store: Store, plan: Plan, progress: Progress | None = None) -> Report:
    """Make a verified backup, write the plan as one step, and return the report.

    Raises errors.NoRoom, ReadOnly or StoreDamaged with nothing written where the backup fails, and as `engine.run`.
    """
    progress = progress or Progress()
    pending = sum(subject.is_pending for subject in plan.subjects)
    with uncollected():
        if pending and not plan.steps:
            progress.step(0, pending)
            backup.back_up(store, BACKUP_REASON)
        return engine.run(store, plan, progress)


def take_over_reported(
    store: Store, plan: Plan, progress: Progress | None = None, tables: Sequence[Table] = ()
) -> Report:
    """Take over a plan and keep its report beside the step, to be read again, with the failed rows of its tables.

    Raises as `take_over`.
    """
    done = take_over(store, plan, progress)
    if done.step_id:
        # The records are in; a report that cannot be kept is no reason to say anything else.
        with suppress(Trouble):
            kept = kept_form(done)
            keep_report(store, done.step_id, kept, _rows_to_keep(plan, tables, kept))
    return done


def _rows_to_keep(plan: Plan, tables: Sequence[Table], kept: ImportReport) -> BadRows:
    """Return the failed rows without those of citizens and of restricted records: for their sake they were refused."""
    closed = {
        table.name for table, columns in zip(tables, plan.columns, strict=False) if columns.leads == "citizen_case"
    }
    restricted = {(row.sheet, row.row) for row in plan.rows if any(subject.restricted for subject in row.subjects)}
    lines = (line for line in kept.lines if line.sheet not in closed and (line.sheet, line.row) not in restricted)
    found = bad_rows_of(tables, replace(kept, lines=tuple(lines)))
    return replace(found, rows=tuple(row for row in found.rows if not any(map(CODE.fullmatch, row[0]))))


def kept_form(done: Report) -> ImportReport:
    """Return a report as it is kept and shown."""
    lines = tuple(ReportLine(line.row, line.reason, line.failed, line.sheet) for line in done.rows)
    return ImportReport(done.file, done.read, done.new, done.updated, done.skipped, done.failed, lines)


def import_file(store: Store, path: Path, progress: Progress | None = None, *, dry_run: bool = False) -> Report:
    """Take over a file and return the report; with `dry_run` nothing is written. Raises as the two above."""
    with uncollected():
        plan = plan_file(store, path, progress)
        return report(plan) if dry_run else take_over(store, plan, progress)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand living rows again and again: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
