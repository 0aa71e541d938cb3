"""The import itself: a plan that says row by row what would happen, and one step that does it and can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from sqlalchemy import select

from ..actions.attachments import put_files
from ..actions.putting import add_records, change_records
from ..errors import Conflict
from ..kinds import clock
from ..kinds.network import Organisation, Person, Role
from ..progress import Progress
from ..queries.terms import vocabulary
from ..store.store import Store
from ..store.tables import record, setting
from ..store.writing import Write
from ..texts import _, grouped
from .headers import Columns, map_columns
from .labels import Target
from .matching import Stock
from .merging import Subject
from .planner import Planner
from .plans import FAILED, Plan, PlannedRow, Report, RowProblem, report
from .rows import entries, profile_surroundings
from .rules import Rules
from .tables import Table
from .words import Words

_CHUNK = 500
# The fields that may refer to records still to be made.
_REFERENCES = ("parent", "person", "organisation")


def plan(
    store: Store,
    tables: Sequence[Table],
    columns: Sequence[Sequence[Target] | None] = (),
    progress: Progress | None = None,
    rules: Rules | None = None,
) -> Plan:
    """Return what importing the tables of one file would do.

    `columns` replaces, table by table, the recognised targets, one per column. A table that names nobody beside one
    that does is left out with a remark. `rules` say how records are found and what may become of them.
    """
    progress = progress or Progress()
    words = vocabulary(store)
    mapped = [map_columns(table, chosen) for table, chosen in zip_longest(tables, columns[: len(tables)])]
    used = [at for at, found in enumerate(mapped) if found.names_partners] or range(len(tables))
    with store.reading() as connection:
        profile = connection.execute(select(setting.c.value).where(setting.c.name == "profile")).scalar() or {}
        around = profile_surroundings(Words(words), clock.today(), profile)
        read = [(at, entry) for at in used for entry in entries(tables[at], mapped[at], around)]
        stock = Stock(connection, [entry for _at, entry in read], rules)
    file = next((table.file or table.name for table in tables), "")
    planner = Planner(stock, words, file, rules)
    planned: dict[int, list[PlannedRow]] = {at: [] for at in used}
    for done, (at, entry) in enumerate(read):
        if done % _CHUNK == 0:
            progress.step(done, len(read))
        planned[at].append(planner.row(entry))
    rows, remarks = list[PlannedRow](), list[RowProblem]()
    for at, table in enumerate(tables):
        sheet = table.name if len(tables) > 1 else ""
        if at not in planned:
            remarks.append(
                RowProblem(0, _("Nennt weder Organisationen noch Personen und wurde ausgelassen."), sheet=sheet)
            )
            continue
        failed = [PlannedRow(remark.row, FAILED, "", remark.text) for remark in table.broken]
        rows += [replace(row, sheet=sheet) for row in sorted((*planned[at], *failed), key=lambda row: row.row)]
        remarks += [RowProblem(0, text, sheet=sheet) for text in _table_remarks(table, mapped[at])]
        remarks += [RowProblem(remark.row, remark.text, sheet=sheet) for remark in table.remarks]
        remarks += [RowProblem(table.header_row, text, sheet=sheet) for text in _column_remarks(mapped[at])]
    return Plan(file, tuple(rows), tuple(mapped), tuple(remarks), tuple(planner.touched))


def run(store: Store, plan: Plan, progress: Progress | None = None) -> Report:
    """Write a plan as one step and return the report.

    A record that somebody changed since the plan was made stays as it is: the rows that speak of it, and those that
    hang together with them, count as failed and leave nothing. Raises errors.Cancelled with nothing written, and
    errors.Conflict where the plan has been run before.
    """
    progress = progress or Progress()
    _require_not_run(plan)
    if not any(subject.is_pending for subject in plan.subjects):
        return report(plan)
    with store.writing("") as write:
        _require_not_run(plan)
        stale = _stale_rows(plan.rows, _stale_subjects(write, plan.rows))
        spoilt = {subject for place in stale for subject in plan.rows[place].subjects}
        done = report(plan, stale)
        write.name = _("Import: {file} ({new} neu, {updated} geändert)").format(
            file=plan.file, new=grouped(done.new), updated=grouped(done.updated)
        )
        _write(write, [subject for subject in plan.subjects if subject.is_pending and subject not in spoilt], progress)
    plan.steps.append(write.changes.step_id)
    return replace(done, step_id=write.changes.step_id)


def _require_not_run(plan: Plan) -> None:
    if plan.steps:
        raise Conflict(_("Diese Vorschau wurde schon importiert. Bitte die Datei noch einmal wählen."))


def _table_remarks(table: Table, columns: Columns) -> Iterable[str]:
    if not table.rows and not table.broken:
        yield _("Nichts zu importieren: Es braucht eine Zeile mit Überschriften und darunter die Einträge.")
    elif not columns.names_partners and table.targets is None:
        yield _(
            "Keine Spalte nennt Organisationen oder Personen. Bitte eine mit „Organisation“ oder „Name“ überschreiben."
        )


def _column_remarks(columns: Columns) -> Iterable[str]:
    if columns.unknown:
        names = ", ".join(f"„{header}“" for header in columns.unknown[:20])
        yield _("Nicht erkannte Spalten stehen als Text in der Bemerkung: {names}.").format(names=names)
    if columns.left_out:
        names = ", ".join(f"„{header}“" for header in columns.left_out)
        yield _("Nicht übernommen, weil hier nur dienstliche Angaben stehen: {names}.").format(names=names)


def _stale_subjects(write: Write, rows: Iterable[PlannedRow]) -> set[Subject]:
    """Return the known records that are not as they were: changed since, or gone where only mentioned."""
    known = {s.id: s for row in rows for s in row.subjects if s.id is not None}
    ids, versions = list(known), dict[int, int]()
    for start in range(0, len(ids), _CHUNK):
        query = select(record.c.id, record.c.version).where(record.c.trashed_at.is_(None))
        found = write.connection.execute(query.where(record.c.id.in_(ids[start : start + _CHUNK])))
        versions.update((row_id, version) for row_id, version in found)
    return {
        subject
        for row_id, subject in known.items()
        if row_id not in versions or (subject.changed and versions[row_id] != subject.version)
    }


def _stale_rows(rows: Sequence[PlannedRow], stale: Collection[Subject]) -> set[int]:
    """Return the places of the rows that speak of these records, and of those that share a planned one with them."""
    if not stale:
        return set()
    places: dict[Subject, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for subject in row.subjects:
            places[subject].append(place)
    found, seen, waiting = set[int](), set(stale), list(stale)
    while waiting:
        for place in places[waiting.pop()]:
            if place not in found:
                found.add(place)
                further = [s for s in rows[place].subjects if s.is_pending and s not in seen]
                seen.update(further)
                waiting += further
    return found


def _write(write: Write, subjects: Sequence[Subject], progress: Progress) -> None:
    ids: dict[Subject, int] = {}

    def resolved(values: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(values)
        for name in _REFERENCES:
            if isinstance(value := found.get(name), Subject):
                # Two new organisations that are each other's carrier lose one of the links.
                found[name] = value.id or ids.get(value)
        return found

    def is_ready(subject: Subject) -> bool:
        others = (subject.values.get(name) for name in _REFERENCES)
        return all(other.id or other in ids for other in others if isinstance(other, Subject))

    for kind in (Organisation, Person, Role):
        waiting = [subject for subject in subjects if subject.kind is kind and subject.id is None]
        while waiting:
            ready = [subject for subject in waiting if is_ready(subject)] or waiting
            for start in range(0, len(ready), _CHUNK):
                progress.step(len(ids), len(subjects))
                chunk = ready[start : start + _CHUNK]
                spines = [{"uid": subject.uid} if subject.uid else {} for subject in chunk]
                made = add_records(write, kind, [resolved(subject.values) for subject in chunk], spines)
                ids.update(zip(chunk, made, strict=True))
            waiting = [subject for subject in waiting if subject not in ids]
    done = len(ids)
    for kind in (Organisation, Person, Role):
        known = [subject for subject in subjects if subject.kind is kind and subject.id is not None]
        for start in range(0, len(known), _CHUNK):
            progress.step(done, len(subjects))
            chunk = known[start : start + _CHUNK]
            change_records(write, kind, {subject.id or 0: resolved(subject.changed) for subject in chunk})
            done += len(chunk)
    put_files(write, {subject.id or ids[subject]: subject.files for subject in subjects if subject.files})
    for subject in subjects:
        if subject.kind is Role:
            beside = resolved({name: subject.values[name] for name in ("person", "organisation")})
            write.announce(beside.values())
    progress.step(len(subjects), len(subjects))
