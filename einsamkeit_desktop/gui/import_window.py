"""What an import would do, before it does it: counts that add up, every row, and what is wrong with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..errors import Trouble
from ..imports import plans, whole
from ..store.writing import Changes
from ..texts import _, grouped, mark, ngettext
from . import theme
from .cells import Cell, Column
from .table import ListTable, PagedModel
from .tasks import Outcome, Task
from .widgets import Button, PlainLabel, draw_ring
from .workbench import Workbench

_ALL = "read"
_OUTCOMES = {
    plans.NEW: (mark("neu"), "positive"),
    plans.UPDATED: (mark("geändert"), "warning"),
    plans.SKIPPED: (mark("unverändert"), "muted"),
    plans.FAILED: (mark("fehlerhaft"), "danger"),
}
_MOST_REMARKS = 4


class FigureCard(QAbstractButton):
    """One count of the import; pressed, it shows only those rows. Signals: those of QAbstractButton."""

    def __init__(self, key: str, label: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"figure_{key}")
        self.setCheckable(True)
        self.setEnabled(number > 0 or key == _ALL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{label}: {grouped(number)}")
        self.setAccessibleDescription(_("Zeigt nur diese Zeilen."))
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(9), look.px(14), look.px(9))
        column.setSpacing(look.px(2))
        column.addWidget(PlainLabel(label, role="muted", size="small"))
        role = "text" if number else "muted"
        column.addWidget(PlainLabel(grouped(number), size="title", weight="strong", role=role))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for what the two lines need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame; a pressed card is tinted, the ring is for the keyboard."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground, line = ("accent_soft", "accent") if self.isChecked() else ("room", "line")
        painter.setBrush(QColor(look.colour(ground)))
        painter.setPen(QPen(look.colour(line), 1))
        painter.drawRoundedRect(area, 8, 8)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), 8, look.colour("accent"))
        painter.end()


class ImportWindow(QDialog):
    """Shows the plan of a file; "Importieren" takes it over as one step that can be taken back."""

    def __init__(self, workbench: Workbench, plan: plans.Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importWindow")
        self.setWindowTitle(_("Partnerliste importieren"))
        self._workbench = workbench
        self._plan = plan
        rows = {(row.sheet, row.row) for row in plan.rows}
        self._of_rows = [remark for remark in plan.remarks if (remark.sheet, remark.row) in rows]
        self._task: Task | None = None
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (20, 18, 20, 16)))
        column.setSpacing(look.px(12))
        column.addWidget(PlainLabel(plan.file, size="title", weight="strong"))
        column.addLayout(self._figures())
        self._sentence = PlainLabel(self._summary(), role="muted", wrap=True)
        column.addWidget(self._sentence)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.details = self._make_details()
        column.addWidget(self.details)
        column.addLayout(self._buttons())
        self.resize(look.px(980), look.px(700))
        self.show_only(_ALL)

    def show_only(self, outcome: str) -> None:
        """Show the rows of one outcome, or all of them."""
        rows = self._plan.rows
        self._model.show_ids([at for at, row in enumerate(rows) if outcome in (_ALL, row.outcome)])
        self._cards[outcome].setChecked(True)
        if self._model.ids:
            self.table.go_to(self._model.ids[0])
        else:
            self._tell_details(-1)

    def is_running(self) -> bool:
        """Return whether the import is being written."""
        return self._task is not None

    def reject(self) -> None:
        """Close the window; while the import runs, stop that and stay."""
        if self._task is None:
            super().reject()
            return
        self._leave.setEnabled(False)
        self._task.cancel()

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        group = QButtonGroup(self)
        self._cards: dict[str, FigureCard] = {}
        figures = [(_ALL, _("gelesen"), self._plan.read)]
        figures += [(key, _(text), self._plan.count(key)) for key, (text, _tone) in _OUTCOMES.items()]
        for at, (key, label, number) in enumerate(figures):
            if at:
                sign = PlainLabel("=" if at == 1 else "+", role="muted", size="title")
                row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
            card = self._cards[key] = FigureCard(key, label, number)
            card.clicked.connect(partial(self.show_only, key))
            group.addButton(card)
            row.addWidget(card, 1)
        return row

    def _summary(self) -> str:
        if not self._plan.rows:
            return _("In dieser Datei wurde keine Adressliste erkannt. Es braucht eine Zeile mit Überschriften.")
        texts = [_("Noch ist nichts geschrieben. Der Import ist ein einziger Schritt und lässt sich zurücknehmen.")]
        told = [remark.sentence for remark in self._plan.remarks if remark not in self._of_rows]
        texts += told[:_MOST_REMARKS]
        if len(told) > _MOST_REMARKS:
            more = len(told) - _MOST_REMARKS
            texts.append(ngettext("… und {count} weiterer Hinweis", "… und {count} weitere Hinweise", more))
        return "\n".join(texts)

    def _make_table(self) -> ListTable:
        columns = [
            Column("title", _("Eintrag"), 300, "text", can_sort=False),
            Column("row", _("Zeile"), 60, "muted", True, can_sort=False),
            Column("outcome", _("Was geschieht"), 130, can_sort=False),
            Column("why", _("Einzelheiten"), 400, can_sort=False),
        ]
        self._has_sheets = len({row.sheet for row in self._plan.rows}) > 1
        if self._has_sheets:
            columns.insert(1, Column("sheet", _("Blatt"), 110, can_sort=False))
        self._model = PagedModel(lambda ids: [self._cells(i) for i in ids], columns, self)
        table = ListTable(self._model, name="importRows")
        table.setAccessibleName(_("Zeilen der Datei"))
        table.row_changed.connect(self._tell_details)
        return table

    def _make_details(self) -> QPlainTextEdit:
        details = QPlainTextEdit()
        details.setObjectName("importDetails")
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setAccessibleName(_("Einzelheiten der gewählten Zeile"))
        details.setFixedHeight(theme.current().px(112))
        return details

    def _lines(self, row: plans.PlannedRow) -> list[str]:
        """Return all that is to be said about a row, a line for each."""
        changes = [f"{change.label}: {change.old or '–'} → {change.new}" for change in row.changes]
        remarks = [remark.reason for remark in self._of_rows if (remark.sheet, remark.row) == (row.sheet, row.row)]
        return [line for line in (row.reason, *row.warnings, *remarks, *changes) if line]

    def _cells(self, place: int) -> tuple[Cell, ...]:
        row = self._plan.rows[place]
        text, tone = _OUTCOMES[row.outcome]
        sheet = (Cell(row.sheet),) if self._has_sheets else ()
        # A line break in a value would cut the row of the table.
        why = " ".join("; ".join(self._lines(row)).split())
        return Cell(row.title or "–"), *sheet, Cell(str(row.row)), Cell(_(text), tone), Cell(why)

    def _tell_details(self, place: int) -> None:
        if not 0 <= place < len(self._plan.rows):
            self.details.setPlainText("")
            return
        row = self._plan.rows[place]
        where = _("Zeile {row}").format(row=row.row)
        where = _("Blatt „{sheet}“, {where}").format(sheet=row.sheet, where=where) if self._has_sheets else where
        title = f"{row.title} – {where}" if row.title else where
        lines = self._lines(row) or [_("Nichts Besonderes: Der Eintrag wird angelegt.")]
        self.details.setPlainText("\n".join((title, *lines)))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        ready = self._plan.count(plans.NEW) + self._plan.count(plans.UPDATED)
        text = (
            ngettext("{count} Zeile importieren", "{count} Zeilen importieren", ready) if ready else _("Nichts zu tun")
        )
        self.take = Button(text, look="primary", icon="import", name="importTake")
        self.take.setEnabled(ready > 0)
        self.take.clicked.connect(self._run)
        self._leave = Button(_("Abbrechen"), name="importLeave")
        self._leave.clicked.connect(self.reject)
        self.bar = QProgressBar()
        self.bar.setObjectName("importProgress")
        self.bar.setAccessibleName(_("Import läuft"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        row.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _run(self) -> None:
        self.take.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._say(_("Zuerst wird eine Sicherung angelegt, dann wird importiert."), "muted")
        store, plan = self._workbench.store, self._plan
        # The runner may be done before it returns (tests), so the task is noted when it starts.
        self._workbench.runner.started.connect(self._note_task)
        self._workbench.runner.run(
            _("Import läuft"), lambda progress: whole.take_over(store, plan, progress), self._done
        )

    def _note_task(self, task: Task) -> None:
        self._workbench.runner.started.disconnect(self._note_task)
        self._task = task
        task.progressed.connect(self._move)

    def _move(self, done: int, total: int) -> None:
        # The last stretch (journal, search text, commit) has no steps: the bar only shows that it goes on.
        self.bar.setRange(0, total if 0 < done < total else 0)
        self.bar.setValue(done)

    def _done(self, outcome: Outcome) -> None:
        self._task = None
        self.bar.hide()
        self._leave.setEnabled(True)
        if outcome.error is not None:
            self.take.setEnabled(not self._plan.steps)
            if not isinstance(outcome.error, Trouble):
                outcome.result()
            self._say(str(outcome.error), "muted" if outcome.was_cancelled else "danger")
            return
        report: plans.Report = outcome.result()
        figures = ", ".join(
            (
                _("{count} gelesen").format(count=grouped(report.read)),
                *(f"{grouped(getattr(report, key))} {_(text)}" for key, (text, _tone) in _OUTCOMES.items()),
            )
        )
        kinds = frozenset(("organisation", "person", "role"))
        name = _("Import: {figures}").format(figures=figures)
        self.accept()
        self._workbench.tell(Changes(report.step_id, name, frozenset(), kinds, frozenset(("record",))))

    def _say(self, text: str, role: str) -> None:
        self._sentence.setText(text)
        self._sentence.set_role(role)
