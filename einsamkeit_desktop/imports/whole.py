"""A whole file at once: its sheets planned, taken over and added up to one report, as scripts want it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..progress import Progress
from ..store.store import Store
from ..texts import _
from . import engine, files

_NAMING = frozenset(("name", "full_name", "given_name", "family_name"))


def import_file(store: Store, path: Path, progress: Progress | None = None, *, dry_run: bool = False) -> engine.Report:
    """Take over every sheet of a file that names partners and return one report on all of them.

    Each sheet is a step of its own, planned when the one before is written; with `dry_run` nothing is. The report's
    `step_id` is the last one. Raises errors.BadFile.
    """
    tables = files.read(path)
    reports, without_names = [], []
    for table in tables:
        plan = engine.plan(store, table, progress=progress)
        if not _names_partners(plan) and len(tables) > 1:
            without_names.append((table.name, _foreseen(plan)))
            continue
        report = _foreseen(plan) if dry_run else engine.run(store, plan, progress)
        reports.append((table.name, report))
    if not reports:  # no sheet names anybody: then every row of the file says so
        reports, without_names = without_names, []
    left_out = [engine.RowProblem(0, _left_out(name)) for name, _report in without_names]
    return _added_up(path.name, reports, left_out)


def _names_partners(plan: engine.Plan) -> bool:
    return any(target.field in _NAMING for target in plan.columns.targets)


def _left_out(name: str) -> str:
    return _("Das Blatt „{name}“ nennt weder Organisationen noch Personen und wurde ausgelassen.").format(name=name)


def _foreseen(plan: engine.Plan) -> engine.Report:
    """Return the report that running the plan would give."""
    problems = list(plan.remarks)
    for row in plan.rows:
        if row.outcome == engine.FAILED:
            problems.append(engine.RowProblem(row.row, row.reason, failed=True))
        problems += [engine.RowProblem(row.row, text) for text in row.warnings]
    problems.sort(key=lambda problem: (not problem.failed, problem.row))
    counts = {name: plan.count(name) for name in (engine.NEW, engine.UPDATED, engine.SKIPPED, engine.FAILED)}
    return engine.Report(plan.file, plan.read, **counts, rows=tuple(problems), step_id=0)


def _added_up(
    file: str, reports: Sequence[tuple[str, engine.Report]], left_out: Sequence[engine.RowProblem]
) -> engine.Report:
    """Return one report; with several sheets each problem names its own."""
    problems = list(left_out)
    for name, report in reports:
        for problem in report.rows:
            reason = problem.reason if len(reports) == 1 else _("Blatt „{name}“: ").format(name=name) + problem.reason
            problems.append(engine.RowProblem(problem.row, reason, problem.failed))
    problems.sort(key=lambda problem: not problem.failed)
    return engine.Report(
        file,
        read=sum(report.read for _name, report in reports),
        new=sum(report.new for _name, report in reports),
        updated=sum(report.updated for _name, report in reports),
        skipped=sum(report.skipped for _name, report in reports),
        failed=sum(report.failed for _name, report in reports),
        rows=tuple(problems),
        step_id=max((report.step_id for _name, report in reports), default=0),
    )
