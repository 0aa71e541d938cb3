"""The import itself: a plan that says row by row what would happen, and one step that does it and can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from sqlalchemy import select

from ..errors import Conflict
from ..kinds import clock
from ..kinds.registry import KINDS
from ..progress import Progress
from ..queries.terms import vocabulary
from ..store.store import Store
from ..store.tables import record, setting
from ..store.writing import Write
from ..texts import _, grouped
from .headers import Columns, map_columns
from .headings import headings_in
from .kindcolumns import remark_field
from .kindplans import KindPlanner
from .kindrows import kind_entries
from .labels import Target
from .matching import Stock
from .merging import Subject
from .planner import Planner
from .plans import FAILED, Plan, PlannedRow, Report, RowProblem, report
from .rows import entries, profile_surroundings
from .rules import Rules
from .tables import Table
from .words import Words
from .writing import write_subjects

_CHUNK = 1000


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
    others = [at for at, found in enumerate(mapped) if found.lists_others]
    partners = [at for at, found in enumerate(mapped) if found.names_partners]
    partners = partners or ([] if others else list(range(len(tables))))
    with store.reading() as connection:
        profile = connection.execute(select(setting.c.value).where(setting.c.name == "profile")).scalar() or {}
        around = profile_surroundings(Words(words), clock.today(), profile)
        read = [(at, entry) for at in partners for entry in entries(tables[at], mapped[at], around)]
        lists = {at: list(kind_entries(tables[at], mapped[at], around)) for at in others}
        stock = Stock(connection, [entry for _at, entry in read], rules)
        listing = KindPlanner(connection, lists, words, rules or Rules()) if lists else None
    file = next((table.file or table.name for table in tables), "")
    planner = Planner(stock, words, file, rules)
    planned: dict[int, list[PlannedRow]] = {at: [] for at in (*partners, *others)}
    total = len(read) + sum(map(len, lists.values()))
    for done, (at, entry) in enumerate(read):
        if done % _CHUNK == 0:
            progress.step(done, total)
        planned[at].append(planner.row(entry))
    touched = tuple(planner.touched)
    if listing is not None:
        for done, (at, row) in enumerate(listing.rows(touched), len(read)):
            if done % _CHUNK == 0:
                progress.step(done, total)
            planned[at].append(row)
        touched += tuple(listing.touched)
    rows, remarks = _told(tables, mapped, planned)
    return Plan(file, rows, tuple(mapped), remarks, touched)


def _told(
    tables: Sequence[Table], mapped: Sequence[Columns], planned: Mapping[int, list[PlannedRow]]
) -> tuple[tuple[PlannedRow, ...], tuple[RowProblem, ...]]:
    """Return the rows of all tables in the order of the file, and what there is to say of whole tables."""
    rows, remarks = list[PlannedRow](), list[RowProblem]()
    for at, table in enumerate(tables):
        sheet = table.name if len(tables) > 1 else ""
        if at not in planned:
            remarks.append(
                RowProblem(0, _("Nennt weder Organisationen noch Personen und wurde ausgelassen."), sheet=sheet)
            )
            continue
        failed = [PlannedRow(remark.row, FAILED, "", remark.text) for remark in table.broken]
        found = sorted((*planned[at], *failed), key=lambda row: row.row)
        rows += [replace(row, sheet=sheet) for row in found] if sheet else found
        remarks += [RowProblem(0, text, sheet=sheet) for text in _table_remarks(table, mapped[at])]
        remarks += [RowProblem(0, text, sheet=sheet) for text in headings_in(table, mapped[at])]
        remarks += [RowProblem(remark.row, remark.text, sheet=sheet) for remark in table.remarks]
        remarks += [RowProblem(table.header_row, text, sheet=sheet) for text in _column_remarks(mapped[at])]
    return tuple(rows), tuple(remarks)


def run(store: Store, plan: Plan, progress: Progress | None = None) -> Report:
    """Write a plan as one step and return the report.

    A record that somebody changed since the plan was made stays as it is: the rows that speak of it, and those that
    hang together with them, count as failed and leave nothing. So do rows that a rule of their kind refuses.
    Raises errors.Cancelled with nothing written, and errors.Conflict where the plan has been run before.
    """
    progress = progress or Progress()
    _require_not_run(plan)
    if not any(subject.is_pending for subject in plan.subjects):
        return report(plan)
    with store.writing("") as write:
        _require_not_run(plan)
        changed = _("Der Datensatz wurde seit der Vorschau geändert. Bitte die Datei noch einmal importieren.")
        stale = dict.fromkeys(_stale_rows(plan.rows, _stale_subjects(write, plan.rows)), changed)
        spoilt = {subject for place in stale for subject in plan.rows[place].subjects}
        wanted = [subject for subject in plan.subjects if subject.is_pending and subject not in spoilt]
        refused = write_subjects(write, wanted, progress)
        stale |= _refused_rows(plan.rows, refused)
        done = report(plan, stale)
        write.name = _("Import: {file} ({new} neu, {updated} geändert)").format(
            file=plan.file, new=grouped(done.new), updated=grouped(done.updated)
        )
    plan.steps.append(write.changes.step_id)
    return replace(done, step_id=write.changes.step_id)


def _refused_rows(rows: Sequence[PlannedRow], refused: Mapping[Subject, str]) -> dict[int, str]:
    """Return why rows could not be written, by their place."""
    if not refused:
        return {}
    # A row's own record comes before what it refers to, and so does its reason.
    found = ((at, subject) for at, row in enumerate(rows) for subject in reversed(row.subjects) if subject in refused)
    return {at: refused[subject] for at, subject in found}


def _require_not_run(plan: Plan) -> None:
    if plan.steps:
        raise Conflict(_("Diese Vorschau wurde schon importiert. Bitte die Datei noch einmal wählen."))


def _table_remarks(table: Table, columns: Columns) -> Iterable[str]:
    if not table.rows and not table.broken:
        yield _("Nichts zu importieren: Es braucht eine Zeile mit Überschriften und darunter die Einträge.")
    elif columns.lists_others:
        yield _("Gelesen als Liste: {kind}.").format(kind=_(KINDS[columns.leads].plural))
    elif not columns.names_partners and table.targets is None:
        yield _(
            "Keine Spalte nennt Organisationen oder Personen. Bitte eine mit „Organisation“ oder „Name“ überschreiben."
        )


def _column_remarks(columns: Columns) -> Iterable[str]:
    if columns.unknown:
        names = ", ".join(f"„{header}“" for header in columns.unknown[:20])
        if columns.lists_others:
            field = _(KINDS[columns.leads].fields[remark_field(columns.leads)].label)
            yield _("Nicht erkannte Spalten stehen als Text in „{field}“: {names}.").format(field=field, names=names)
        else:
            yield _("Nicht erkannte Spalten stehen als Text in der Bemerkung: {names}.").format(names=names)
    if columns.left_out:
        names = ", ".join(f"„{header}“" for header in columns.left_out)
        yield _("Nicht übernommen, weil hier nur dienstliche Angaben stehen: {names}.").format(names=names)
    if columns.derived:
        names = ", ".join(f"„{header}“" for header in columns.derived)
        told = _(
            "Nicht übernommen, weil das Programm es selbst führt: {names}. Soll es bleiben, wählen Sie „Bemerkung“."
        )
        yield told.format(names=names)


def _stale_subjects(write: Write, rows: Iterable[PlannedRow]) -> set[Subject]:
    """Return the known records that are not as they were: changed since, or gone where only mentioned."""
    known = {subject for row in rows for subject in row.subjects if subject.id is not None}
    ids, versions = list({subject.id for subject in known}), dict[int, int]()
    for start in range(0, len(ids), _CHUNK):
        query = select(record.c.id, record.c.version).where(record.c.trashed_at.is_(None))
        found = write.connection.execute(query.where(record.c.id.in_(ids[start : start + _CHUNK])))
        versions.update((row_id, version) for row_id, version in found)
    return {
        subject
        for subject in known
        if subject.id not in versions or (subject.changed and versions[subject.id] != subject.version)
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
