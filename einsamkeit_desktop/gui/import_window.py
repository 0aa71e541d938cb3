"""What an import would do, before it does it: counts that add up, every row, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ..errors import Trouble
from ..imports import plans, whole
from ..store.writing import Changes
from ..texts import _, grouped, ngettext
from . import theme
from .cells import Cell, Column
from .table import ListTable, PagedModel
from .tasks import Outcome
from .widgets import Button, Card, PlainLabel
from .workbench import Workbench

_OUTCOMES = {
    plans.NEW: ("neu", "positive"),
    plans.UPDATED: ("geändert", "warning"),
    plans.SKIPPED: ("unverändert", "muted"),
    plans.FAILED: ("fehlerhaft", "danger"),
}


class ImportWindow(QDialog):
    """Shows the plan of a file; "Importieren" takes it over as one step that can be taken back."""

    def __init__(self, workbench: Workbench, plan: plans.Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importWindow")
        self.setWindowTitle(_("Partnerliste importieren"))
        self._workbench = workbench
        self._plan = plan
        self._rows = plan.rows
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
        column.addLayout(self._buttons())
        self.resize(look.px(900), look.px(620))

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(12))
        figures = [(_("gelesen"), len(self._rows))]
        figures += [(_(text), self._count(key)) for key, (text, _tone) in _OUTCOMES.items()]
        for label, number in figures:
            card = Card()
            card.body.addWidget(PlainLabel(label, role="muted", size="small"))
            card.body.addWidget(PlainLabel(grouped(number), size="title", weight="strong"))
            card.setAccessibleName(f"{label}: {number}")
            row.addWidget(card)
        return row

    def _count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self._rows)

    def _summary(self) -> str:
        if not self._rows:
            return _("In dieser Datei wurde keine Adressliste erkannt. Es braucht eine Zeile mit Überschriften.")
        unknown = sorted({label for columns in self._plan.columns for label in columns.unknown})
        text = _("Noch ist nichts geschrieben. Der Import ist ein einziger Schritt und lässt sich zurücknehmen.")
        if unknown:
            text += " " + _("Nicht erkannt und als Bemerkung übernommen: {columns}.").format(columns=", ".join(unknown))
        return text

    def _make_table(self) -> ListTable:
        columns = (
            Column("title", _("Eintrag"), 260, "text", can_sort=False),
            Column("row", _("Zeile"), 60, "muted", True, can_sort=False),
            Column("outcome", _("Was geschieht"), 120, can_sort=False),
            Column("why", _("Einzelheiten"), 400, can_sort=False),
        )
        model = PagedModel(lambda ids: [self._cells(i) for i in ids], columns, self)
        model.show_ids(range(len(self._rows)))
        table = ListTable(model, name="importRows")
        table.setAccessibleName(_("Zeilen der Datei"))
        return table

    def _cells(self, place: int) -> tuple[Cell, ...]:
        row = self._rows[place]
        text, tone = _OUTCOMES[row.outcome]
        changes = [f"{change.label}: {change.old or '–'} → {change.new}" for change in row.changes]
        why = "; ".join(part for part in (row.reason, *row.warnings, *changes) if part)
        return Cell(row.title or "–"), Cell(str(row.row)), Cell(_(text), tone), Cell(why)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        ready = self._count(plans.NEW) + self._count(plans.UPDATED)
        text = (
            ngettext("{count} Zeile importieren", "{count} Zeilen importieren", ready) if ready else _("Nichts zu tun")
        )
        self.take = Button(text, look="primary", icon="import", name="importTake")
        self.take.setEnabled(ready > 0)
        self.take.clicked.connect(self._run)
        leave = Button(_("Abbrechen"), name="importLeave")
        leave.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _run(self) -> None:
        self.take.setEnabled(False)
        store, plan = self._workbench.store, self._plan
        self._workbench.runner.run(
            _("Import läuft"), lambda progress: whole.take_over(store, plan, progress), self._done
        )

    def _done(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if not isinstance(outcome.error, Trouble):
                outcome.result()
            self._sentence.setText(str(outcome.error))
            self._sentence.set_role("danger")
            self.take.setEnabled(True)
            return
        report: plans.Report = outcome.result()
        names = [("read", _("gelesen")), ("new", _("neu")), ("updated", _("geändert")), ("skipped", _("unverändert"))]
        names.append(("failed", _("fehlerhaft")))
        figures = ", ".join(f"{grouped(getattr(report, name))} {label}" for name, label in names)
        kinds = frozenset(("organisation", "person", "role"))
        self.accept()
        self._workbench.tell(
            Changes(
                report.step_id,
                _("Import: {figures}").format(figures=figures),
                frozenset(),
                kinds,
                frozenset(("record",)),
            )
        )
