"""The steps of a case: those that stand, and the window that makes them from the template of its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions.cases import add_steps, keep_step_template, move_steps
from ..actions.reminders import complete_reminder, reopen_reminder
from ..errors import BadValues
from ..kinds import clock
from ..kinds.days import format_day
from ..queries import case_steps
from ..queries.akte import Task
from ..queries.case_steps import MovedStep, PlannedStep, Step, StepPlan
from ..texts import _, ngettext
from . import theme
from .chips import Chip
from .day_edit import DayEdit
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .statusline import announce
from .widgets import Button, PlainLabel, SectionTitle, button_row
from .workbench import Workbench


class StepsView(ScrollColumn):
    """The reminders about a case by their day, ticked in place; the button makes more from the template.

    Signals:
        new_wanted(str, dict): a single new reminder about the case.
    """

    new_wanted = Signal(str, dict)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("stepsView", _("Schritte"), parent)
        self._bench = workbench
        self._case_id = 0
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the steps of a case."""
        self._case_id = record_id
        clear_layout(self.column)
        found = case_steps.steps(self._bench.store, record_id)
        for task in found:
            self.column.addWidget(StepRow(self._bench, task))
        if not found:
            self.column.addWidget(
                nothing(_("Noch keine Schritte. Die Vorlage dieser Vorgangsart schlägt welche mit Tagen vor."))
            )
        make = Button(_("Schritte anlegen …"), icon="clipboard-check", look="quiet", name="makeSteps")
        make.clicked.connect(self.ask)
        one = Button(_("Wiedervorlage anlegen"), icon="plus", look="quiet", name="newStep")
        one.clicked.connect(lambda: self.new_wanted.emit("reminder", {"about": record_id}))
        row = QHBoxLayout()
        row.addWidget(make)
        row.addWidget(one)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def ask(self) -> None:
        """Let the person choose steps from the template."""
        StepsWindow(self._bench, case_steps.plan(self._bench.store, self._case_id), self.window()).open()


class StepRow(QWidget):
    """One step: a tick, what, and by when."""

    def __init__(self, bench: Workbench, task: Task) -> None:
        super().__init__()
        is_done = task.done_on is not None
        tick = QCheckBox()
        tick.setObjectName(f"tick-{task.id}")
        tick.setChecked(is_done)
        tick.setAccessibleName(_("{text} erledigt").format(text=task.text))
        tick.clicked.connect(lambda on: bench.do(complete_reminder if on else reopen_reminder, task.id))
        day = _("erledigt {day}").format(day=format_day(task.done_on)) if task.done_on else format_day(task.due_on)
        late = task.days_overdue
        if late:
            day = ngettext("seit {count} Tag überfällig", "seit {count} Tagen überfällig", late)
        chip = Chip(day, "danger" if late else "positive" if is_done else "neutral")
        waits = _("wartet auf {name}").format(name=task.waiting_for) if task.waiting_for else ""
        weight = "normal" if is_done else "strong"
        line = LineRow(task.text, waits, weight=weight, trailing=[chip], name=f"step-{task.id}")
        line.setAccessibleDescription(", ".join(part for part in (waits, day) if part))
        line.clicked.connect(lambda: bench.open_wanted.emit(task.id, False))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.current().px(6), 0, 0, 0)
        row.setSpacing(theme.current().px(6))
        row.addWidget(tick)
        row.addWidget(line, 1)


class _Line:
    """A row of the window: tick, text, day, and what the day is counted from."""

    def __init__(self, planned: PlannedStep | None, at: int) -> None:
        self.planned = planned
        text = planned.step.text if planned else ""
        self.tick = QCheckBox()
        self.tick.setObjectName(f"takeStep-{at}")
        self.tick.setAccessibleName(_("Schritt {number} anlegen").format(number=at + 1))
        self.text = QLineEdit(text)
        self.text.setObjectName(f"stepText-{at}")
        self.text.setAccessibleName(_("Schritt {number}").format(number=at + 1))
        self.text.setCursorPosition(0)
        self.day = DayEdit(name=f"stepDay-{at}", label=_("Tag von Schritt {number}").format(number=at + 1))
        self.day.set_day(planned.due_on if planned else None)
        is_ahead = planned is not None and planned.due_on is not None and planned.due_on >= clock.today()
        self.tick.setChecked(is_ahead and planned is not None and not planned.exists)
        rule = planned.step.rule() if planned else _("eigener Schritt")
        if planned and planned.exists:
            rule = _("steht schon")
        elif planned and planned.due_on is None:
            rule = _("{rule}; noch ohne Frist").format(rule=rule)
        self.rule = PlainLabel(rule, role="muted", size="small")
        self.day.day_changed.connect(lambda day: self.tick.setChecked(day is not None and bool(self.text.text())))
        self.text.textEdited.connect(
            lambda typed: self.tick.setChecked(bool(typed.strip()) and self.day.day() is not None)
        )

    def entry(self) -> tuple[str, date | None]:
        """Return what is to be made."""
        return self.text.text().strip(), self.day.day()


class StepsWindow(QDialog):
    """Which steps of the template a case gets: ticked, text and day editable, one step to take back."""

    def __init__(self, bench: Workbench, plan: StepPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepsWindow")
        self.setWindowTitle(_("Schritte anlegen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._bench, self._plan = bench, plan
        self.lines = [_Line(planned, at) for at, planned in enumerate(plan.steps)]
        self.lines.append(_Line(None, len(self.lines)))
        self._build()
        self.resize(theme.fitting(760, 140 + 42 * len(self.lines)))

    def _build(self) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(20),) * 4)
        column.setSpacing(look.px(12))
        column.addWidget(SectionTitle(_("Schritte für: {kind}").format(kind=self._plan.kind_label)))
        column.addWidget(PlainLabel(self._sentence(), role="muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(10))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(self.lines):
            line.day.setFixedWidth(look.px(150))
            for place, widget in enumerate((line.tick, line.text, line.day, line.rule)):
                grid.addWidget(widget, row, place)
        column.addLayout(grid)
        column.addStretch(1)
        self._said = PlainLabel("", role="danger", wrap=True)
        self._said.setObjectName("stepsProblem")
        self._keep = QCheckBox(_("Als Vorlage für „{kind}“ merken").format(kind=self._plan.kind_label))
        self._keep.setObjectName("keepTemplate")
        take = Button(_("Anlegen"), look="primary", name="stepsTake")
        take.clicked.connect(self.take)
        take.setDefault(True)
        leave = Button(_("Abbrechen"), name="stepsLeave")
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(9))
        foot.addWidget(self._keep)
        foot.addWidget(self._said, 1)
        foot.addWidget(leave)
        foot.addWidget(take)
        column.addLayout(foot)

    def _sentence(self) -> str:
        opened = _("Eröffnet am {day}").format(day=format_day(self._plan.opened_on))
        deadline = _("ohne Frist")
        if self._plan.deadline_on is not None:
            deadline = _("Frist {day}").format(day=format_day(self._plan.deadline_on))
        return _("{opened}, {deadline}. Alle Tage sind Arbeitstage.").format(opened=opened, deadline=deadline)

    def take(self) -> None:
        """Make the ticked steps, or say what is missing."""
        ticked = [line for line in self.lines if line.tick.isChecked()]
        entries = [line.entry() for line in ticked]
        missing = next(
            (line for line, (text, day) in zip(ticked, entries, strict=True) if not text or day is None), None
        )
        if missing is not None or not ticked:
            self._say(_("Bitte Schritte ankreuzen.") if missing is None else _("Ein Schritt braucht Text und Tag."))
            (missing or self.lines[0]).text.setFocus()
            return
        try:
            changes = self._bench.do(add_steps, self._plan.case_id, [(text, day) for text, day in entries if day])
        except BadValues as trouble:
            self._say(str(trouble))
            return
        if changes is not None:
            if self._keep.isChecked():
                keep_step_template(self._bench.store, self._plan.kind, self._learned())
            self.accept()

    def _learned(self) -> list[Step]:
        """Return the template as it stands in the window: what has a text, with the days as they were edited."""
        empty = PlannedStep(Step("", 0), None)
        kept = []
        for line in self.lines:
            text, day = line.entry()
            planned = line.planned or empty
            stays = line.planned is not None and (line.planned.exists or line.planned.due_on is None)
            if text and (line.tick.isChecked() or stays):
                kept.append(
                    case_steps.learned(planned, text, day, self._plan) if day else replace(planned.step, text=text)
                )
        return kept

    def _say(self, text: str) -> None:
        self._said.setText(text)
        announce(self, text, is_urgent=True)


class MoveStepsWindow(QDialog):
    """The deadline moved: which open steps move along."""

    def __init__(self, bench: Workbench, case_id: int, steps: list[MovedStep], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moveStepsWindow")
        self.setWindowTitle(_("Frist verschoben"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._bench, self._case_id, self._steps = bench, case_id, steps
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(20),) * 4)
        column.setSpacing(look.px(10))
        column.addWidget(PlainLabel(_("Die Frist hat sich verschoben. Welche offenen Schritte ziehen mit?"), wrap=True))
        self.ticks: dict[int, QCheckBox] = {}
        for step in steps:
            tick = QCheckBox(f"{step.text}: {format_day(step.due_on)} → {format_day(step.moved_to)}".replace("&", "&&"))
            tick.setObjectName(f"moveStep-{step.id}")
            tick.setChecked(step.wanted)
            self.ticks[step.id] = tick
            column.addWidget(tick)
        take = Button(_("Mitziehen"), look="primary", name="moveStepsTake")
        take.setDefault(True)
        take.clicked.connect(self.take)
        leave = Button(_("So lassen"), name="moveStepsLeave")
        leave.clicked.connect(self.reject)
        column.addStretch(1)
        column.addLayout(button_row(leave, take))

    def take(self) -> None:
        """Move the ticked steps."""
        days = {step.id: step.moved_to for step in self._steps if self.ticks[step.id].isChecked()}
        if days:
            self._bench.do(move_steps, self._case_id, days)
        self.accept()


def offer_to_move_steps(bench: Workbench, case_id: int, old: date | None, parent: QWidget) -> MoveStepsWindow | None:
    """Ask whether open steps follow a deadline that was `old` until now; nothing is asked where none would move."""
    new = case_steps.plan(bench.store, case_id).deadline_on
    if old is None or new is None or old == new:
        return None
    found = case_steps.moved(bench.store, case_id, old, new)
    if not any(step.wanted for step in found):
        return None
    window = MoveStepsWindow(bench, case_id, found, parent)
    window.open()
    return window
