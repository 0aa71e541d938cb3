"""The import itself: a plan that says row by row what would happen, and one step that does it and can be taken back.

Every row is counted once: read = new + updated + skipped + failed, in the plan and in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from ..actions.putting import add_records, change_record
from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.folding import fold
from ..kinds.network import Organisation, Person, Role
from ..progress import Progress
from ..queries.terms import Vocabulary, vocabulary
from ..store.store import Store
from ..store.tables import record, setting
from ..store.writing import Write
from ..texts import _, grouped
from .headers import Columns, map_columns
from .labels import Target
from .matching import Stock, is_former, known_by
from .merging import Change, Subject, absorb
from .rows import Entry, entries, profile_surroundings
from .tables import Table
from .words import Words

NEW, UPDATED, SKIPPED, FAILED = "new", "updated", "skipped", "failed"
_CHUNK = 500
_NAMES = frozenset(("name", "family_name", "given_name"))


@dataclass(frozen=True)
class RowProblem:
    """Something to know about a row: why it failed, or what a person should look at though it was imported."""

    row: int
    reason: str
    failed: bool = False


@dataclass(frozen=True)
class PlannedRow:
    """What would become of one row: new, updated, skipped or failed; `reason` says why it is not imported."""

    row: int
    outcome: str
    title: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Plan:
    """What an import would do; nothing is written yet. `remarks` concern the file, rows are in its order."""

    file: str
    rows: tuple[PlannedRow, ...]
    columns: Columns
    remarks: tuple[RowProblem, ...] = ()
    subjects: tuple[Subject, ...] = field(default=(), repr=False)

    def count(self, outcome: str) -> int:
        """Return how many rows have this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def read(self) -> int:
        """How many rows were read."""
        return len(self.rows)


@dataclass(frozen=True)
class Report:
    """What an import did: read = new + updated + skipped + failed. `step_id` takes it back; 0: nothing was written."""

    file: str
    read: int
    new: int
    updated: int
    skipped: int
    failed: int
    rows: tuple[RowProblem, ...]
    step_id: int


def plan(
    store: Store,
    table: Table,
    columns: Sequence[Target] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing a table would do; `columns` replaces the recognised targets, one per column."""
    mapped = map_columns(table, columns)
    progress = progress or Progress()
    words = vocabulary(store)
    with store.reading() as connection:
        profile = connection.execute(select(setting.c.value).where(setting.c.name == "profile")).scalar() or {}
        around = profile_surroundings(Words(words), clock.today(), profile)
        read = list(entries(table, mapped, around))
        stock = Stock(connection, read)
    planner = _Planner(stock, words, table.file or table.name)
    rows = []
    for done, entry in enumerate(read):
        if done % _CHUNK == 0:
            progress.step(done, len(read))
        rows.append(planner.row(entry))
    rows += [PlannedRow(remark.row, FAILED, "", remark.text) for remark in table.broken]
    remarks = [RowProblem(remark.row, remark.text) for remark in table.remarks] + _column_remarks(table, mapped)
    return Plan(
        table.file or table.name,
        tuple(sorted(rows, key=lambda row: row.row)),
        mapped,
        tuple(remarks),
        tuple(planner.touched),
    )


def run(store: Store, plan: Plan, progress: Progress | None = None) -> Report:
    """Write a plan as one step and return the report.

    Records that somebody changed since the plan was made are left as they are, and their rows count as failed.
    Raises errors.Cancelled with nothing written.
    """
    progress = progress or Progress()
    step_id, stale = 0, set[Subject]()
    pending = [subject for subject in plan.subjects if subject.id is None or subject.changed]
    if pending:
        with store.writing(_step_name(plan)) as write:
            stale = _stale(write, pending)
            _write(write, [subject for subject in pending if subject not in stale], progress)
        step_id = write.changes.step_id
    return _report(plan, stale, step_id)


class _Planner:
    """Goes through the rows in order; what one row makes or changes, the next one meets."""

    def __init__(self, stock: Stock, words: Vocabulary, file: str) -> None:
        self.stock, self.words = stock, words
        self.source = _("Import aus „{file}“ am {day}").format(file=file, day=format_day(clock.today()))
        self.touched: dict[Subject, None] = {}

    def row(self, entry: Entry) -> PlannedRow:
        """Return what becomes of one row."""
        title = _title(entry)
        reason = entry.failure or _problems(entry)
        if reason:
            return PlannedRow(entry.row, FAILED, title, reason, warnings=tuple(entry.warnings))
        organisation = self.stock.organisation(entry) if entry.organisation else None
        person = self.stock.person(entry, organisation) if entry.person else None
        if blocked := next((s for s in (organisation, person) if s is not None and s.restricted), None):
            sentence = _("„{title}“ ist gesperrt (Einschränkung der Verarbeitung) und wird nicht geändert.")
            return PlannedRow(entry.row, FAILED, title, sentence.format(title=blocked.title))
        made, changes, subjects = False, list[Change](), list[Subject]()
        if entry.organisation:
            self._set_parent(entry)
            organisation, is_new = self._bring(
                Organisation,
                organisation,
                entry.organisation,
                changes,
                entry.uid if entry.leads == "organisation" else "",
            )
            made, subjects = made or is_new, [*subjects, organisation]
        if entry.person:
            person, is_new = self._bring(
                Person, person, entry.person, changes, entry.uid if entry.leads == "person" else ""
            )
            made, subjects = made or is_new, [*subjects, person]
        if organisation is not None and person is not None:
            subjects += self._role(entry, person, organisation, changes)
        for colleague in entry.colleagues:
            further = replace(entry, person=colleague, role={}, uid="", leads="organisation")
            found = self.stock.person(further, organisation)
            if found is None or not found.restricted:
                found, is_new = self._bring(Person, found, colleague, changes)
                made, subjects = made or is_new, [*subjects, found]
                if organisation is not None:
                    subjects += self._role(further, found, organisation, changes)
        outcome = NEW if made else UPDATED if changes else SKIPPED
        why = _("Unverändert: Alle Angaben stehen schon im Bestand.") if outcome == SKIPPED else ""
        return PlannedRow(entry.row, outcome, title, why, tuple(changes), tuple(entry.warnings), tuple(subjects))

    def _bring(
        self, kind: Any, known: Subject | None, values: dict[str, Any], changes: list[Change], uid: str = ""
    ) -> tuple[Subject, bool]:
        if known is not None:
            by_uid = uid and uid == known.uid
            given = _with_former_name(known, values) if by_uid else _without_names(known, values)
            found = absorb(known, given, self.words)
            if found:
                self.touched[known] = None
                self.stock.add(known)
            changes += found
            return known, False
        values = {**kind.empty_values(), "source": self.source, **values}
        subject = Subject(kind, None, values, uid=self.stock.free_uid(uid))
        self.touched[subject] = None
        self.stock.add(subject)
        return subject, True

    def _set_parent(self, entry: Entry) -> None:
        """Find the carrier of an organisation by name, or make it."""
        if not entry.parent or fold(entry.parent) == fold(entry.organisation["name"]):
            return
        parent = self.stock.named(entry.parent)
        if parent is None:
            parent, _new = self._bring(Organisation, None, {"name": entry.parent[:300]}, [])
        entry.organisation["parent"] = parent.id if parent.id is not None else parent

    def _role(self, entry: Entry, person: Subject, organisation: Subject, changes: list[Change]) -> list[Subject]:
        known = self.stock.roles(person, organisation)
        function = fold(entry.role.get("function", ""))
        functions = {fold(part) for part in (entry.role.get("function") or "").split(", ")}
        if len(functions) > 1 and functions <= {fold(role.values.get("function") or "") for role in known}:
            # The lists of this program name all functions of a person in one cell.
            return []
        same = [role for role in known if not function or fold(role.values.get("function") or "") in ("", function)]
        if not same:
            # A function that no other row of this file confirms has got another name.
            same = [role for role in known if role not in self.touched and not is_former(role)][:1]
        if same and is_former(same[0]) and not entry.role.get("until"):
            entry.warnings.append(
                _("{person} ist bei „{organisation}“ laut Akte ausgeschieden; das bleibt so.").format(
                    person=person.title, organisation=organisation.title
                )
            )
            return []
        if same:
            found = absorb(same[0], entry.role, self.words)
            changes += found
            self.touched[same[0]] = None
            return [same[0]] if found else []
        role = Subject(
            Role, None, {**Role.empty_values(), **entry.role, "person": person, "organisation": organisation}
        )
        self.stock.add_role(role, person, organisation)
        self.touched[role] = None
        changes.append(Change(person.title, _(Role.label), "", entry.role.get("function") or organisation.title))
        return [role]


def _without_names(known: Subject, values: dict[str, Any]) -> dict[str, Any]:
    """Keep the spelling of a name that a record has; only a uid says surely enough that it bears another one now."""
    return {name: value for name, value in values.items() if name not in _NAMES or not known.values.get(name)}


def _with_former_name(known: Subject, values: dict[str, Any]) -> dict[str, Any]:
    """Let an organisation that got another name be found under the old one as well."""
    if known.kind is not Organisation or known_by(known, values):
        return values
    former = (known.values.get("former_names") or "", known.values["name"])
    return {**values, "former_names": "\n".join(text for text in former if text)}


def _title(entry: Entry) -> str:
    names = [Person.title(entry.person) if entry.person else "", entry.organisation.get("name", "")]
    return ", ".join(name for name in names if name)


def _problems(entry: Entry) -> str:
    found: dict[str, str] = {}
    for kind, values in ((Organisation, entry.organisation), (Person, entry.person), (Role, entry.role)):
        found.update(kind.problems(values))
    return " ".join(found.values())


def _column_remarks(table: Table, columns: Columns) -> list[RowProblem]:
    remarks = []
    if columns.unknown:
        names = ", ".join(f"„{header}“" for header in columns.unknown[:20])
        text = _("Nicht erkannte Spalten stehen als Text in der Bemerkung: {names}.").format(names=names)
        remarks.append(RowProblem(table.header_row, text))
    if columns.left_out:
        names = ", ".join(f"„{header}“" for header in columns.left_out)
        text = _("Nicht übernommen, weil hier nur dienstliche Angaben stehen: {names}.").format(names=names)
        remarks.append(RowProblem(table.header_row, text))
    return remarks


def _step_name(plan: Plan) -> str:
    return _("Import: {file} ({new} neu, {updated} geändert)").format(
        file=plan.file, new=grouped(plan.count(NEW)), updated=grouped(plan.count(UPDATED))
    )


def _stale(write: Write, subjects: Iterable[Subject]) -> set[Subject]:
    """Return those whose records are not as they were when the plan was made."""
    known = {subject.id: subject for subject in subjects if subject.id is not None}
    ids, versions = list(known), dict[int, int]()
    for start in range(0, len(ids), _CHUNK):
        query = select(record.c.id, record.c.version).where(record.c.id.in_(ids[start : start + _CHUNK]))
        versions.update((row_id, version) for row_id, version in write.connection.execute(query))
    return {subject for row_id, subject in known.items() if versions.get(row_id or 0) != subject.version}


def _write(write: Write, subjects: Sequence[Subject], progress: Progress) -> None:
    ids: dict[Subject, int] = {}

    def resolved(values: dict[str, Any]) -> dict[str, Any]:
        # Two new organisations that are each other's carrier lose one of the links.
        return {
            name: value.id or ids.get(value) if isinstance(value, Subject) else value for name, value in values.items()
        }

    def is_ready(subject: Subject) -> bool:
        return all(value.id or value in ids for value in subject.values.values() if isinstance(value, Subject))

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
    for done, subject in enumerate((s for s in subjects if s.id is not None), start=len(ids)):
        if done % 100 == 0:
            progress.step(done, len(subjects))
        change_record(write, subject.kind, subject.id or 0, resolved(subject.changed))
    for subject in subjects:
        if subject.kind is Role:
            beside = resolved({name: subject.values[name] for name in ("person", "organisation")})
            write.announce(beside.values())
    progress.step(len(subjects), len(subjects))


def _report(plan: Plan, stale: set[Subject], step_id: int) -> Report:
    counts: Counter[str] = Counter()
    problems: list[RowProblem] = list(plan.remarks)
    for row in plan.rows:
        outcome, reason = row.outcome, row.reason
        if outcome in (NEW, UPDATED) and not stale.isdisjoint(row.subjects):
            outcome = FAILED
            reason = _("Der Datensatz wurde seit der Vorschau geändert. Bitte die Datei noch einmal importieren.")
        counts[outcome] += 1
        if outcome == FAILED:
            problems.append(RowProblem(row.row, reason, failed=True))
        problems += [RowProblem(row.row, text) for text in row.warnings]
    problems.sort(key=lambda problem: (not problem.failed, problem.row))
    return Report(
        plan.file,
        len(plan.rows),
        new=counts[NEW],
        updated=counts[UPDATED],
        skipped=counts[SKIPPED],
        failed=counts[FAILED],
        rows=tuple(problems),
        step_id=step_id,
    )
