"""The steps of a case: from the template of its kind with days, those that stand already, and where a moved deadline
takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from ..kinds import clock
from ..kinds.workdays import is_working_day
from ..paths import resource
from ..store.store import Store
from ..store.tables import KIND_TABLES
from ..texts import _, ngettext
from .akte import Task, read_tasks
from .record import load
from .settings import kept_setting, profile
from .terms import vocabulary

#: The setting that keeps the templates the person made herself, by the code of the case's kind.
TEMPLATES = "case.steps"
_reminder = KIND_TABLES["reminder"]


@dataclass(frozen=True)
class Step:
    """A step of a template: so many days after the opening, or before the deadline."""

    text: str
    days: int
    before_deadline: bool = False

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Step:
        """Return the step that `to_json` keeps."""
        return cls(str(kept["text"]), int(kept.get("after", kept.get("before", 0))), "before" in kept)

    def to_json(self) -> dict[str, Any]:
        """Return it as a template keeps it."""
        return {"text": self.text, "before" if self.before_deadline else "after": self.days}

    def rule(self) -> str:
        """Return in words what the day is counted from."""
        if self.before_deadline:
            pattern = ngettext("{count} Tag vor der Frist", "{count} Tage vor der Frist", self.days)
            return pattern if self.days else _("am Tag der Frist")
        pattern = ngettext("{count} Tag nach Eröffnung", "{count} Tage nach Eröffnung", self.days)
        return pattern if self.days else _("am Tag der Eröffnung")


@dataclass(frozen=True)
class PlannedStep:
    """A step with its day; None where the case has no deadline to count back from. `exists`: it stands already."""

    step: Step
    due_on: date | None
    exists: bool = False


@dataclass(frozen=True)
class StepPlan:
    """What the template of a case's kind makes of its days; always working days."""

    case_id: int
    kind: str
    kind_label: str
    opened_on: date
    deadline_on: date | None
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True)
class MovedStep:
    """An open step and the day to which a moved deadline would take it; `wanted`: it counts back from the deadline."""

    id: int
    text: str
    due_on: date
    moved_to: date
    wanted: bool


def template(store: Store, kind: str) -> tuple[Step, ...]:
    """Return the steps of a kind of case: the person's own template, else the one that ships."""
    own = kept_setting(store, TEMPLATES, {}).get(kind)
    return tuple(map(Step.from_json, own)) if own is not None else _shipped().get(kind, ())


def plan(store: Store, case_id: int) -> StepPlan:
    """Return the steps a case could get, with their days. Raises errors.NotFound."""
    found = load(store, case_id)
    kind = found.values["case_kind"] or ""
    opened, deadline = found.values["opened_on"] or clock.today(), found.values["deadline_on"]
    there = {task.text.casefold() for task in steps(store, case_id)}
    state = _federal_state(store)
    planned = [
        PlannedStep(step, _due(step, opened, deadline, state), step.text.casefold() in there)
        for step in template(store, kind)
    ]
    label = vocabulary(store).label("case_kind", kind)
    return StepPlan(case_id, kind, label, opened, deadline, tuple(planned))


def steps(store: Store, case_id: int) -> list[Task]:
    """Return the reminders about a case, open ones first, each by their day."""
    with store.reading() as connection:
        found = [task for _origin, task in read_tasks(connection, _reminder.c.about == case_id)]
    return sorted(found, key=lambda task: (task.done_on is not None, task.due_on, task.id))


def count_open(store: Store, case_id: int) -> int:
    """Return how many steps of a case are open."""
    return sum(task.done_on is None for task in steps(store, case_id))


def moved(store: Store, case_id: int, old: date, new: date) -> list[MovedStep]:
    """Return the open steps of a case with the day each would get if it moved by as much as the deadline did."""
    kind = load(store, case_id).values["case_kind"] or ""
    fixed = {step.text.casefold() for step in template(store, kind) if not step.before_deadline}
    state = _federal_state(store)
    return [
        MovedStep(
            task.id, task.text, task.due_on, working_day(task.due_on + (new - old), state, back=True),
            task.text.casefold() not in fixed and task.due_on <= max(old, new),
        )
        for task in steps(store, case_id)
        if task.done_on is None
    ]  # fmt: skip


def learned(step: PlannedStep, text: str, day: date, case: StepPlan) -> Step:
    """Return the step a template remembers when text and day were edited for a case."""
    if step.due_on == day:
        return Step(text, step.step.days, step.step.before_deadline)
    if step.step.before_deadline and case.deadline_on is not None:
        return Step(text, max((case.deadline_on - day).days, 0), before_deadline=True)
    return Step(text, max((day - case.opened_on).days, 0))


def working_day(day: date, federal_state: str, *, back: bool) -> date:
    """Return the day itself if it is a working day, else the nearest one before it or after it."""
    while not is_working_day(day, federal_state):
        day += timedelta(days=-1 if back else 1)
    return day


def _due(step: Step, opened: date, deadline: date | None, state: str) -> date | None:
    if not step.before_deadline:
        return working_day(opened + timedelta(days=step.days), state, back=False)
    return working_day(deadline - timedelta(days=step.days), state, back=True) if deadline else None


def _federal_state(store: Store) -> str:
    return str(profile(store).get("federal_state", ""))


@cache
def _shipped() -> Mapping[str, tuple[Step, ...]]:
    kept = json.loads(resource("case_steps.json").read_text(encoding="utf-8"))
    return {kind: tuple(map(Step.from_json, entries)) for kind, entries in kept.items() if isinstance(entries, list)}
