"""The steps: everything that was done in the store, across all sessions, and the way back from each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from shiboken6 import isValid

from ..actions import records
from ..errors import Conflict, Trouble
from ..progress import Progress
from ..queries.imports import ImportReport, import_step_ids, kept_report, kept_rows
from ..queries.steps import in_the_way, step_ids, steps_named
from ..store import journal
from ..store.journal import Step, TakenBack
from ..texts import _, grouped, inner, mark, ngettext
from .cells import Cell, Column
from .chips import FlowLayout
from .day_edit import format_moment
from .import_done import ReportWindow
from .statusline import announce
from .steps_words import result_in_words
from .table_page import TablePage
from .tasks import Outcome
from .widgets import Button, Card, PlainLabel
from .workbench import AT_ONCE, Workbench

SENTENCE = mark(
    "Strg+Z nimmt den neuesten Schritt zurück, Strg+Umschalt+Z wiederholt ihn; auch nach einem Neustart. "
    "In Textfeldern gelten beide nur für den Text."
)
EMPTY = mark("Noch kein Schritt. Was Sie anlegen, ändern oder importieren, steht hier und lässt sich zurücknehmen.")
_NAMED_STEPS = 3


class StepsPage(TablePage):
    """Takes back one step whole, or of a large one what was not changed since."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(
            workbench,
            key="steps",
            title=_("Schritte"),
            sentence=_(SENTENCE),
            empty=_(EMPTY),
            columns=(
                Column("name", _("Schritt"), 300, "text", can_sort=False),
                Column("at", _("Wann"), 140, can_sort=False),
                Column("count", _("Datensätze"), 96, is_right=True, can_sort=False),
                Column("state", _("Stand"), 150, can_sort=False),
            ),
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._is_working = False
        self._report: ImportReport | None = None
        self._shows_imports = False
        self._refused: Step | None = None
        self.redo_button = Button(_("Wiederholen"), icon="redo-2", name="redoButton")
        self.undo_button = Button(_("Diesen Schritt zurücknehmen"), icon="undo-2", name="undoButton")
        self.filter_button = Button(_("Nur Importe"), look="quiet", name="onlyImports")
        self.report_button = Button(_("Bericht ansehen"), icon="file-text", name="reportButton")
        self.buttons.addWidget(self.filter_button)
        self.buttons.addWidget(self.report_button)
        self.buttons.addWidget(self.redo_button)
        self.buttons.addWidget(self.undo_button)
        self._add_notice()
        self.undo_button.clicked.connect(self.take_back_current)
        self.redo_button.clicked.connect(self._redo)
        self.filter_button.clicked.connect(self._filter)
        self.report_button.clicked.connect(self._show_report)
        self.table.row_changed.connect(self._go_on)
        self.table.opened.connect(self._lead_to_button)

    def _add_notice(self) -> None:
        """Make the place that tells of a refused step and asks for what can be taken back of it."""
        self.notice = Card()
        self.notice.setObjectName("stepNotice")
        self._notice_text = PlainLabel("", wrap=True)
        self._notice_text.setObjectName("stepNoticeText")
        self.part_button = Button(_("Zurücknehmen, was unverändert ist"), name="takeBackPartButton")
        self.close_button = Button(_("Schließen"), look="quiet", name="closeNoticeButton")
        self.notice.body.addWidget(self._notice_text)
        answers = FlowLayout()
        answers.addWidget(self.part_button)
        answers.addWidget(self.close_button)
        self.notice.body.addLayout(answers)
        self.notice.hide()
        self._column.insertWidget(2, self.notice)
        self.part_button.clicked.connect(self._take_back_part)
        self.close_button.clicked.connect(self._close_notice)

    def find_ids(self) -> list[int]:
        """Return all steps, or those that were imports."""
        store = self._workbench.store
        imported = import_step_ids(store)
        self._shows_imports = self._shows_imports and bool(imported)
        self.filter_button.setVisible(bool(imported))
        self.filter_button.setText(_("Alle Schritte") if self._shows_imports else _("Nur Importe"))
        return imported if self._shows_imports else step_ids(store)

    def cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        """Return the cells of one page of ids."""
        return [() if step is None else _cells(step) for step in steps_named(self._workbench.store, ids)]

    def after_reading(self) -> None:
        """Offer what the current step allows."""
        step = self._current()
        self._report = None if step is None else kept_report(self._workbench.store, step.id)
        self.report_button.setVisible(self._report is not None)
        can_undo = step is not None and step.undone_at is None
        obstacle = self._obstacle(step) if step is not None and can_undo else ""
        self.undo_button.setEnabled(not self._is_working and can_undo and not obstacle)
        self.undo_button.setAccessibleDescription(obstacle or (step.name if step is not None else ""))
        if not self.notice.isVisible():
            self.say(obstacle or _(SENTENCE))
        again = journal.redoable(self._workbench.store)
        self.redo_button.setEnabled(not self._is_working and again is not None)
        self.redo_button.setAccessibleDescription(again.name if again is not None else "")
        self.redo_button.setToolTip(_("Wiederholen: {step}").format(step=again.name) if again is not None else "")

    def _obstacle(self, step: Step) -> str:
        """Say which later steps stand in the way; of several records the unchanged ones can be taken back even so."""
        if step.record_count > 1:
            return ""
        later = in_the_way(self._workbench.store, step.id)
        if not later:
            return ""
        return _("{step} lässt sich zurücknehmen, sobald zurückgenommen ist, was darauf aufbaut: {later}.").format(
            step=_quoted(step.name), later=_named(later)
        )

    def _filter(self) -> None:
        self._shows_imports = not self._shows_imports
        self._close_notice()
        self.reload()

    def _show_report(self) -> None:
        if self._report is not None:
            step = self._current()
            rows = None if step is None else kept_rows(self._workbench.store, step.id)
            holds = step.id if step is not None and step.undone_at is None else 0
            window = ReportWindow(self._workbench, self._report, rows, self.window(), holds)
            window.finished.connect(window.deleteLater)
            window.open()

    def take_back_current(self) -> None:
        """Take the current step back as a whole."""
        step = self._current()
        if step is None or step.undone_at is not None or self._is_working:
            return
        self._close_notice()
        store = self._workbench.store

        def then(outcome: Outcome) -> None:
            if isinstance(outcome.error, Conflict) and step.record_count > 1:
                self._offer_part(step, str(outcome.error))
                return
            self._workbench.tell_outcome(outcome)
            if outcome.error is None and step.record_count > 1:
                taken = TakenBack(outcome.result(), step.record_count)
                self._show_notice(result_in_words(step.name, taken), is_question=False)

        self._work(step, lambda progress: records.undo(store, step.id, progress), then)

    def _take_back_part(self) -> None:
        step, self._refused = self._refused, None
        if step is None:
            return
        store = self._workbench.store

        def then(outcome: Outcome) -> None:
            self._close_notice()
            if isinstance(outcome.error, Trouble):
                self._workbench.troubled.emit(str(outcome.error))
                return
            taken: TakenBack = outcome.result()
            self._workbench.tell(taken.changes)
            self._show_notice(result_in_words(step.name, taken), is_question=False)

        self._work(step, lambda progress: records.take_back_import(store, step.id, progress), then)

    def _work(self, step: Step, work: Callable[[Progress], object], then: Callable[[Outcome], None]) -> None:
        """Do it at once, or in the background where the step is large; the page takes no second one meanwhile."""
        if step.record_count <= AT_ONCE:
            then(_done(lambda: work(Progress())))
            return
        self._is_working = True
        self.part_button.setEnabled(False)
        self.after_reading()

        def ended(outcome: Outcome) -> None:
            if isValid(self):
                self._is_working = False
                self.part_button.setEnabled(True)
                self.after_reading()
                then(outcome)

        self._workbench.runner.run(_("Schritt wird zurückgenommen"), work, ended)

    def _redo(self) -> None:
        self._close_notice()
        self._workbench.redo()

    def _offer_part(self, step: Step, trouble: str) -> None:
        self._refused = step
        later = in_the_way(self._workbench.store, step.id) if step.record_count <= AT_ONCE else ()
        since = _("Seither: {later}.").format(later=_named(later)) if later else ""
        self._show_notice(f"{trouble} {since}".strip(), is_question=True)
        self.part_button.setFocus()

    def _show_notice(self, text: str, *, is_question: bool) -> None:
        self._notice_text.setText(text)
        self.part_button.setVisible(is_question)
        self.close_button.setText(_("So lassen") if is_question else _("Schließen"))
        self.undo_button.setVisible(not is_question)
        self.say("")
        self.notice.show()
        announce(self, text, is_urgent=is_question)

    def _close_notice(self) -> None:
        had_focus = self.notice.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._refused = None
        self.notice.hide()
        self.undo_button.show()
        self.say(_(SENTENCE))
        if had_focus:
            self.table.setFocus()

    def _go_on(self, step_id: int) -> None:
        if self._refused is not None and step_id not in (-1, self._refused.id):
            self._close_notice()
        self.after_reading()

    def _lead_to_button(self, _step_id: int) -> None:
        """Enter leads to the button, it takes nothing back by itself."""
        if self.undo_button.isEnabled():
            self.undo_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _current(self) -> Step | None:
        step_id = self.table.current_id()
        return None if step_id is None else steps_named(self._workbench.store, [step_id])[0]


def _done(work: Callable[[], object]) -> Outcome:
    try:
        return Outcome(value=work())
    except Trouble as trouble:
        return Outcome(error=trouble)


def _quoted(name: str) -> str:
    """Return the name of a step in quotation marks; those inside become single ones."""
    return f"„{inner(name)}“"


def _named(steps: Sequence[Step]) -> str:
    shown = [f"{_quoted(step.name)} ({format_moment(step.at)})" for step in steps[:_NAMED_STEPS]]
    more = len(steps) - _NAMED_STEPS
    if more > 0:
        shown.append(ngettext("{count} weiterer", "{count} weitere", more))
    return ", ".join(shown)


def _cells(step: Step) -> tuple[Cell, ...]:
    is_undone = step.undone_at is not None
    return (
        Cell(step.name, "muted" if is_undone else ""),
        Cell(format_moment(step.at)),
        Cell(grouped(step.record_count)),
        Cell(_("zurückgenommen"), icon="undo-2") if is_undone else Cell(_("gilt")),
    )
