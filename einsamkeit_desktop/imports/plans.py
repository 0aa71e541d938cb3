"""What an import would do and what it did, row by row: read = new + updated + skipped + failed in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..kinds.fields import Links, Ref
from ..queries.terms import Vocabulary
from ..texts import _
from .headers import Columns
from .merging import Change, Subject, shown
from .questions import Question

NEW, UPDATED, SKIPPED, FAILED = "new", "updated", "skipped", "failed"


@dataclass(frozen=True)
class RowProblem:
    """Something to know about a row: why it failed, or what a person should look at though it was imported.

    `row` 0 means the sheet or file as a whole; `sheet` is named where the file has several.
    """

    row: int
    reason: str
    failed: bool = False
    sheet: str = ""

    @property
    def sentence(self) -> str:
        """The reason, with its sheet in front where there are several."""
        return in_sheet(self.sheet, self.reason)


@dataclass(frozen=True)
class PlannedRow:
    """What would become of one row: new, updated, skipped or failed; `reason` says why it is not imported.

    `subjects` are the records it speaks of, `questions` what only a person can answer.
    """

    row: int
    outcome: str
    title: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = field(default=(), repr=False)
    sheet: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import of a file would do; nothing is written yet. Rows are in the order of the file.

    `columns` says where the columns of each sheet go, `remarks` concern whole sheets. `steps` holds the step that the
    plan was written by: it can be run once.
    """

    file: str
    rows: tuple[PlannedRow, ...]
    columns: tuple[Columns, ...] = ()
    remarks: tuple[RowProblem, ...] = ()
    subjects: tuple[Subject, ...] = field(default=(), repr=False)
    steps: list[int] = field(default_factory=list, repr=False, compare=False)

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
    step_id: int = 0


def report(plan: Plan, stale: Mapping[int, str] = MappingProxyType({})) -> Report:
    """Return the report of a plan; `stale` says of rows, by their place, why they could not be written after all."""
    counts: Counter[str] = Counter()
    problems = list(plan.remarks)
    for place, row in enumerate(plan.rows):
        outcome, reason = row.outcome, row.reason
        if place in stale and outcome != FAILED:
            outcome, reason = FAILED, stale[place]
        counts[outcome] += 1
        if outcome == FAILED:
            problems.append(RowProblem(row.row, reason, failed=True, sheet=row.sheet))
        told = (*row.warnings, *(question.outcome for question in row.questions))
        problems += [RowProblem(row.row, text, sheet=row.sheet) for text in told]
    problems.sort(key=lambda problem: not problem.failed)
    figures = {name: counts[name] for name in (NEW, UPDATED, SKIPPED, FAILED)}
    return Report(plan.file, plan.read, **figures, rows=tuple(problems))


def new_values(plan: Plan, place: int, words: Vocabulary) -> list[tuple[Subject, list[Change]]]:
    """Return the records that a row is the first to bring, each with all its values once the whole file is in.

    Nothing of it is kept in the plan: it is for the one row a person looks at.
    """
    row = plan.rows[place]
    fresh = {subject: None for subject in row.subjects if subject.id is None}
    for earlier in plan.rows[:place]:
        for subject in earlier.subjects:
            fresh.pop(subject, None)
    titles = {subject.id: subject.title for subject in row.subjects if subject.id is not None}
    return [(subject, _values(subject, titles, words)) for subject in fresh]


def _values(subject: Subject, titles: Mapping[int, str], words: Vocabulary) -> list[Change]:
    found = []
    for name, described in subject.kind.fields.items():
        value = subject.values.get(name, described.empty)
        if value is None or value == described.empty:
            continue
        if isinstance(described, Ref | Links):
            each = value if isinstance(value, tuple) else (value,)
            text = "; ".join(one.title if isinstance(one, Subject) else titles.get(one, "") for one in each)
        else:
            text = shown(described, value, words)
        if text:
            found.append(Change(subject.title, _(described.label), "", text))
    return found


def in_sheet(sheet: str, text: str) -> str:
    """Return a text with its sheet in front where there are several."""
    return _("Blatt „{sheet}“: {text}").format(sheet=sheet, text=text) if sheet else text
