"""The end of an import: its report, and what can be done with it; also opened later, from the steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..actions import records
from ..kinds.registry import KINDS
from ..queries.imports import BadRows, ImportReport
from ..queries.lists import OF_STEP, Filter
from ..queries.steps import kinds_of, steps_named
from ..store.journal import TakenBack
from ..texts import _, grouped, ngettext
from . import theme
from .import_parts import EnterPresses, TaskBar, scrolling
from .import_report import BadRowsOut, ReportPage
from .places import sections
from .statusline import announce
from .steps_words import result_in_words
from .tasks import Outcome
from .widgets import Button, PlainLabel
from .workbench import Workbench

NO_ROWS = BadRows((), ())
_LOW = 310  # height in px at 13 px text


class ReportView(QWidget):
    """A report with its buttons: hand out the refused rows, look at what came in, take it back, leave.

    `rows` are the refused ones as they stood in the file. "Rückgängig" is for an import just done; later the steps
    have it.

    Signals:
        left(): the person is through with it.
    """

    left = Signal()

    def __init__(
        self, workbench: Workbench, report: ImportReport, rows: BadRows, step_id: int, *, is_fresh: bool
    ) -> None:
        super().__init__()
        self._workbench, self._report, self._step_id = workbench, report, step_id
        self.page = ReportPage(report)
        self.kinds = _listed(kinds_of(workbench.store, step_id)) if step_id else {}
        self.bad = Button(_("Fehlerhafte Zeilen als Excel"), icon="table-2", name="reportBadRows")
        self.undo = Button(_("Rückgängig"), icon="undo-2", name="reportUndo")
        self.see = Button(_("Ansehen"), icon="eye", name="reportSee")
        self.see.setAccessibleDescription(_("Zeigt die Liste dessen, was dieser Import gebracht oder geändert hat."))
        self.leave = Button(_("Fertig") if is_fresh else _("Schließen"), look="primary", name="reportClose")
        self.bar = TaskBar(workbench.runner)
        self._lay_out()
        can_undo = is_fresh and step_id > 0
        for button, is_wanted in ((self.bad, rows.rows), (self.undo, can_undo), (self.see, self.kinds)):
            if not is_wanted:
                button.hide()
        self._wire(rows)
        self.page.add_sentence(_what_can_be_done(can_undo, rows))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(self.bad)
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        row.addWidget(self.see)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        column.addWidget(scrolling(self.page), 1)
        column.addLayout(row)

    def _wire(self, rows: BadRows) -> None:
        out = BadRowsOut(self._workbench, self)
        out.written.connect(out.open_written)
        out.told.connect(self.page.say)
        self.bad.clicked.connect(lambda: out.hand_out(self._report.file, rows))
        self.undo.clicked.connect(self._take_back)
        self.see.clicked.connect(self._ask_what_to_see)
        self.leave.clicked.connect(self.go)
        EnterPresses(self.leave, self.page.table, self.page.details)

    def take_focus(self) -> None:
        """Put the keyboard where Enter ends it, or on the lines where there are some; make Enter the way out."""
        self.leave.setDefault(True)
        (self.page.table if self._report.lines else self.leave).setFocus()

    def fit(self, window: QWidget) -> None:
        """Be seen and heard in a window, and give one that only tells the figures the height they need."""
        self.show()
        announce(self, " ".join((self.page.headline.full_text(), ", ".join(self.page.figures.in_words()))))
        if not self._report.lines:
            window.resize(window.width(), min(window.height(), theme.current().px(_LOW)))

    def go(self) -> None:
        """Be through with it; while the import is being taken back, stop that and stay."""
        if self.bar.is_running():
            self.bar.cancel()
        else:
            self.left.emit()

    def _ask_what_to_see(self) -> None:
        if len(self.kinds) == 1:
            self._see(next(iter(self.kinds)))
            return
        menu = QMenu(self)
        menu.setObjectName("reportSeeMenu")
        for kind, count in self.kinds.items():
            action = menu.addAction(f"{grouped(count)} {_(KINDS[kind].label if count == 1 else KINDS[kind].plural)}")
            action.triggered.connect(partial(self._see, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.see.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _see(self, kind: str) -> None:
        chip = _("Import: {file}").format(file=self._report.file)
        bench, filters = self._workbench, (Filter(OF_STEP, "in", (self._step_id, chip)),)
        self.left.emit()
        bench.list_wanted.emit(kind, filters)

    def _take_back(self) -> None:
        store, step_id = self._workbench.store, self._step_id
        for button in (self.undo, self.see, self.bad):
            button.setEnabled(False)
        self.leave.setText(_("Abbrechen"))
        self.page.say(_("Der Import wird zurückgenommen …"))
        self.bar.start(
            _("Import wird zurückgenommen"), lambda progress: records.undo(store, step_id, progress), self._told
        )

    def _told(self, outcome: Outcome) -> None:
        if not isValid(self):
            return
        self.leave.setText(_("Fertig"))
        for button in (self.undo, self.see, self.bad):
            button.setEnabled(True)
        self._workbench.tell_outcome(outcome)
        if outcome.error is not None:
            self.page.say(str(outcome.error), "muted" if outcome.was_cancelled else "danger")
            return
        (step,) = steps_named(self._workbench.store, [self._step_id])
        if step is not None:
            self.page.show_taken_back(result_in_words(step.name, TakenBack(outcome.result(), step.record_count)))
        self.undo.hide()
        self.see.hide()
        self.leave.setFocus()


class ReportWindow(QDialog):
    """A report of an earlier import; the rows it refused can be handed out as long as the report is kept."""

    def __init__(
        self,
        workbench: Workbench,
        report: ImportReport,
        rows: BadRows | None = None,
        parent: QWidget | None = None,
        step_id: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reportWindow")
        self.setWindowTitle(_("Bericht des Imports"))
        look = theme.current()
        self.view = ReportView(workbench, report, rows or NO_ROWS, step_id, is_fresh=False)
        self.page, self.bad = self.view.page, self.view.bad
        self.view.left.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (20, 18, 20, 16)))
        column.setSpacing(look.px(12))
        column.addWidget(PlainLabel(report.file, size="title", weight="strong"))
        column.addWidget(self.view, 1)
        room = self.screen().availableGeometry().size()
        self.resize(min(look.px(860), room.width() - 20), min(look.px(560), room.height() - 40))
        self.view.fit(self)
        self.view.take_focus()

    def reject(self) -> None:
        """Close as the button does."""
        self.view.go()


def _listed(counted: dict[str, int]) -> dict[str, int]:
    """Return the kinds that have a list, in the order of the navigation."""
    places = [place.key for section in sections() for place in section.places]
    return {kind: counted[kind] for kind in places if kind in counted}


def _what_can_be_done(can_undo: bool, rows: BadRows) -> str:
    texts = []
    if can_undo:
        texts.append(_("Der Import lässt sich hier oder später unter „Schritte“ im Ganzen zurücknehmen."))
    if rows.left_out and not rows.rows:
        texts.append(_("Als Excel gibt es sie hier nicht: Sie sind zu groß, um sie aufzuheben."))
    elif rows.left_out:
        texts.append(
            ngettext(
                "Als Excel gibt es hier nur die erste: Mehr ist zu viel, um es aufzuheben.",
                "Als Excel gibt es hier nur die ersten {count}: Mehr ist zu viel, um es aufzuheben.",
                len(rows.rows),
            )
        )
    return " ".join(texts)
