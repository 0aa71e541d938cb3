"""The way of a file into the store: recognised, sent to fields, matched, seen, taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ..errors import Trouble
from ..imports import plans, whole
from ..imports.intake import Intake
from ..progress import Progress
from ..store.writing import Changes
from ..texts import _, grouped, ngettext
from . import theme
from .import_done import NO_ROWS, ReportView
from .import_found import FoundPage
from .import_mapping import MappingPage
from .import_matching import MatchingPage
from .import_parts import EnterPresses, TaskBar, scrolling
from .import_preview import OUTCOMES, PreviewPage
from .table import ListTable
from .tabs import Tabs
from .tasks import Outcome
from .widgets import Button, PlainLabel, button_row
from .workbench import Workbench


class ImportWindow(QDialog):
    """Opens on the preview, so that a recognised file takes one press; every step before it can be gone back to.

    "Importieren" takes the file over as one step that can be taken back, and works only on a plan that was shown; what
    became of it is the last page.
    """

    def __init__(self, workbench: Workbench, intake: Intake, plan: plans.Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importWindow")
        self.setWindowTitle(_("Liste importieren"))
        self._workbench = workbench
        self.intake = intake
        self._plan = plan
        self._is_stale = False
        self.report: ReportView | None = None
        self.found = FoundPage(intake)
        self.mapping = MappingPage(workbench, intake)
        self.matching = MatchingPage(intake)
        self.preview = PreviewPage(plan, workbench.words())
        self.table, self.details = self.preview.table, self.preview.details
        self._pages: dict[str, QScrollArea] = {}
        self.pages = QStackedWidget()
        self.tabs = Tabs(name="importSteps")
        self.tabs.setAccessibleName(_("Schritte des Imports"))
        self._lay_out()
        self._wire()
        self.tabs.choose("preview" if plan.rows and intake.lists_any(intake.place) else "found")
        self._show_page(self.tabs.chosen_key())

    def _lay_out(self) -> None:
        look = theme.current()
        steps = {
            "found": (_("Erkannt"), self.found),
            "mapping": (_("Zuordnung"), self.mapping),
            "matching": (_("Abgleich"), self.matching),
            "preview": (_("Vorschau"), self.preview),
        }
        self.tabs.set_tabs([(key, text) for key, (text, _page) in steps.items()])
        for key, (_text, page) in steps.items():
            self._pages[key] = scrolling(page)
            self.pages.addWidget(self._pages[key])
        self._steps = QWidget()
        steps_column = QVBoxLayout(self._steps)
        steps_column.setContentsMargins(0, 0, 0, 0)
        steps_column.addWidget(self.tabs)
        steps_column.addWidget(self.pages, 1)
        steps_column.addLayout(self._buttons())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 14)))
        for each in (steps_column, self._column):
            each.setSpacing(look.px(12))
        self._column.addWidget(PlainLabel(self._plan.file, size="title", weight="strong"))
        self._column.addWidget(self._steps, 1)
        room = self.screen().availableGeometry().size()
        self.resize(min(look.px(1080), room.width() - 20), min(look.px(760), room.height() - 40))

    def _buttons(self) -> QHBoxLayout:
        self.take = Button("", look="primary", icon="import", name="importTake")
        self.take.setDefault(True)
        self._leave = Button(_("Abbrechen"), name="importLeave")
        self.bar = TaskBar(self._workbench.runner)
        row = button_row(self._leave, self.take)
        row.insertWidget(0, self.bar, 1)
        self._name_take()
        return row

    def _wire(self) -> None:
        self.take.clicked.connect(self._run)
        self._leave.clicked.connect(self.reject)
        self.tabs.chosen.connect(self._show_page)
        self.found.changed.connect(partial(self._forget_plan, self.mapping))
        self.found.read_wanted.connect(self._read_again)
        self.mapping.changed.connect(partial(self._forget_plan, self.matching))
        self.matching.changed.connect(partial(self._forget_plan, None))
        self.preview.answered.connect(self._take_answers)
        EnterPresses(self.take, self.found.table, self.table, self.details)
        self._order_fields()

    def _order_fields(self) -> None:
        """Let Tab go from the steps through the page that is seen, and from there to the buttons."""
        found, mapping, matching = self.found, self.mapping, self.matching
        asked = self.preview.all_questions
        order: list[QWidget] = [self.tabs, found.encoding, found.separator, found.sheet, found.header, found.kind]
        order += [found.is_used, found.table, mapping.sheet, mapping.profile, mapping.name, mapping.keep]
        order += [mapping.rename, mapping.delete, *matching.boxes.values(), *matching.buttons.values()]
        order += [*asked.buttons.values(), asked.show_button, self.table, *self.preview.questions.picks]
        order += [self.take, self._leave, self.details]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    def is_running(self) -> bool:
        """Return whether the import is being written."""
        return self.bar.is_running()

    def reject(self) -> None:
        """Close the window; while the import runs or is taken back, stop that and stay."""
        if self.report is not None:
            self.report.go()
            return
        if not self.is_running():
            super().reject()
            return
        self._leave.setEnabled(False)
        self.bar.cancel()

    def _show_page(self, key: str) -> None:
        self.pages.setCurrentWidget(self._pages[key])
        if key == "found":
            self.found.show_place()
        elif key == "mapping":
            self.mapping.show_place()
        if not self.tabs.hasFocus():  # who walks along the tabs stays there
            field = self._first_field(key)
            field.setFocus()
            if not isinstance(field, ListTable):  # above a table stand the figures, which matter more
                QTimer.singleShot(0, self, partial(self._pages[key].ensureWidgetVisible, field))
        self._name_take()
        if key == "preview" and self._is_stale:
            self._plan_again()

    def _first_field(self, key: str) -> QWidget:
        if key == "mapping":
            return self.mapping.first_field()
        return {"found": self.found.table, "matching": self.matching.boxes["by_uid"]}.get(key, self.table)

    def _forget_plan(self, page: FoundPage | MappingPage | MatchingPage | None = None) -> None:
        """What is chosen otherwise must be seen before it is taken over; `page` shows what the choice brought along."""
        if page is not None:
            page.show_intake(self.intake)
        self._is_stale = True
        self._name_take()

    def _take_answers(self) -> None:
        self.intake.rules = replace(self.intake.rules, answers=dict(self.preview.answers))
        self._forget_plan()
        self.preview.say(_("Mit diesen Antworten wird die Vorschau neu gemacht, bevor importiert wird."), "muted")

    def _name_take(self) -> None:
        if self._is_stale or self.tabs.chosen_key() != "preview":
            text, icon, is_on = _("Zur Vorschau"), "", True
        else:
            ready = self.preview.ready
            text, icon, is_on = _("Nichts zu tun"), "import", ready > 0
            if ready:
                text = ngettext("{count} Zeile importieren", "{count} Zeilen importieren", ready)
                if left := self.preview.unanswered:
                    text += ngettext(" ({count} Rückfrage offen)", " ({count} Rückfragen offen)", left)
        leave = _("Abbrechen") if is_on else _("Schließen")
        for button, said in ((self.take, text), (self._leave, leave)):
            button.setText(said)
        self.take.set_icon_name(icon or "eye")
        self.take.setEnabled(is_on and not self.is_running() and not self._plan.steps)

    def _read_again(self, encoding: str, separator: str) -> None:
        intake = self.intake

        def then(outcome: Outcome) -> None:
            if outcome.error is not None:
                self._tell_trouble(outcome)
                self.tabs.choose("preview")
                return
            self.intake = outcome.result()
            for page in (self.found, self.mapping, self.matching):
                page.show_intake(self.intake)
            self._forget_plan()

        self._start(_("Datei wird gelesen"), lambda _progress: intake.read_again(encoding, separator), then)

    def _plan_again(self) -> None:
        work = self.intake.planning(self._workbench.store)

        def then(outcome: Outcome) -> None:
            if outcome.error is not None:
                self._tell_trouble(outcome)
            else:
                self._plan, self._is_stale = outcome.result(), False
                self.preview.show_plan(self._plan)
                self.table.setFocus()
            self._name_take()

        self._start(_("Vorschau wird gemacht"), work, then)

    def _run(self) -> None:
        if self.tabs.chosen_key() != "preview":
            self.tabs.choose("preview")
            return
        if self._is_stale:
            self._plan_again()
            return
        self.preview.say(_("Zuerst wird eine Sicherung angelegt, dann wird importiert."), "muted")
        store, plan, tables = self._workbench.store, self._plan, self.intake.used_tables()
        self._start(
            _("Import läuft"), lambda progress: whole.take_over_reported(store, plan, progress, tables), self._done
        )

    def _start(self, name: str, work: Callable[[Progress], Any], then: Callable[[Outcome], None]) -> None:
        def ended(outcome: Outcome) -> None:
            self._leave.setEnabled(True)
            self.tabs.setEnabled(True)
            self._name_take()
            then(outcome)

        self.tabs.setEnabled(False)
        self.take.setEnabled(False)
        self.bar.start(name, work, ended)

    def _tell_trouble(self, outcome: Outcome) -> None:
        if not isinstance(outcome.error, Trouble):
            outcome.result()
        self.preview.say(str(outcome.error), "muted" if outcome.was_cancelled else "danger")

    def _done(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self._tell_trouble(outcome)
            return
        report: plans.Report = outcome.result()
        self._tell(report)
        self._show_report(report)

    def _tell(self, report: plans.Report) -> None:
        figures = ", ".join(
            (
                _("{count} gelesen").format(count=grouped(report.read)),
                *(f"{grouped(getattr(report, key))} {_(text)}" for key, (text, _tone) in OUTCOMES.items()),
            )
        )
        # A function shows in the lists of both its sides.
        kinds = frozenset(("organisation", "person", "role", *(each.kind.code for each in self._plan.subjects)))
        name = _("Import: {figures}").format(figures=figures)
        self._workbench.tell(Changes(report.step_id, name, frozenset(), kinds, frozenset(("record",))))

    def _show_report(self, done: plans.Report) -> None:
        """Stay with what became of it; rows that were not imported can be handed out, mended and imported again."""
        report = whole.kept_form(done)
        rows = self.intake.bad_rows(report) if report.failed else NO_ROWS
        self.report = ReportView(self._workbench, report, rows, done.step_id, is_fresh=True)
        self.report.left.connect(self.accept)
        self._steps.hide()
        self._column.addWidget(self.report, 1)
        self.report.fit(self)
        self.report.take_focus()
