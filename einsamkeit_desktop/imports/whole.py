"""A whole file at once, as the command line and the window import it: all its sheets, one preview, one step."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from ..actions.imports import keep_report
from ..errors import Trouble
from ..kinds.registry import KINDS
from ..progress import Progress
from ..queries.imports import BadRows, ImportReport, ReportLine
from ..queries.terms import vocabulary
from ..store import backup
from ..store.store import Store
from ..texts import _
from . import engine, files
from .bad import bad_rows_of
from .headers import Columns, map_columns
from .kindplans import CODE
from .labels import FIELDS, Target
from .plans import Plan, Report, RowProblem, report
from .presets import of_program, with_profile
from .rules import Rules
from .tables import Table
from .ticks import SORTED, entry_of, has_crosses, in_known_lists, spelled_out
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
        told = [_told(store, *each) for each in zip_longest(tables, columns[: len(tables)])]
        plan = engine.plan(store, [one.table for one in told], [one.chosen for one in told], progress, rules)
        remarks = tuple(
            RowProblem(one.table.header_row, text, sheet=one.table.name if len(tables) > 1 else "")
            for one in told
            for text in one.remarks
        )
        return replace(plan, remarks=(*remarks, *plan.remarks)) if remarks else plan


class _Told(NamedTuple):
    """A table with entries in place of its crosses, where its columns go then, and what is to be said of that."""

    table: Table
    chosen: Sequence[Target] | None
    remarks: tuple[str, ...]


def _told(store: Store, table: Table, chosen: Sequence[Target] | None) -> _Told:
    found = map_columns(table, chosen)
    remarks: tuple[str, ...] = (doubt_of(found),) if found.others else ()
    if not has_crosses(found.targets):
        return _Told(table, chosen, remarks)
    words = vocabulary(store)
    targets = in_known_lists(found.targets, Words(words))
    for header, before, after in zip(table.headers, found.targets, targets, strict=True):
        if before != after:
            remarks += (_elsewhere(header, before),)
    return _Told(spelled_out(table, found.targets), targets, remarks)


def _elsewhere(header: str, target: Target) -> str:
    told = _("„{header}“ kommt unter „{other}“: „{entry}“ steht dort, unter „{list}“ nicht.")
    names = [_(FIELDS[field]) for field in (target.field, *(field for field in SORTED if field != target.field))]
    return told.format(header=header, entry=entry_of(target), list=names[0], other=names[1])


def doubt_of(found: Columns) -> str:
    """Return the sentence that asks a person what the rows are."""
    names = [_(KINDS[kind].plural) if kind else _("Organisationen und Personen") for kind in found.others]
    kind = _(KINDS[found.leads].plural) if found.lists_others else _("Organisationen und Personen")
    told = _(
        "Nicht sicher erkannt: Die Zeilen werden als „{kind}“ gelesen, könnten aber auch „{others}“ sein. Bitte unter "
        "„Erkannt“ bei „Die Zeilen sind“ wählen."
    )
    return told.format(kind=kind, others=_("“ oder „").join(names))


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
