"""The history of a record (Verlauf): what was changed when, field by field, old and new."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import format_day, relative_day
from ..queries.exports import exports_naming
from ..queries.history import FieldChange, HistoryStep, history
from ..texts import _
from . import theme
from .chips import Chip
from .export_log_page import ExportsNaming
from .lines import ScrollColumn, clear_layout, nothing
from .widgets import Hairline, PlainLabel
from .workbench import Workbench

LONGEST = 400


class HistoryView(ScrollColumn):
    """The steps that changed one record, newest first; those taken back say so."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("historyView", _("Verlauf"), parent)
        self._workbench = workbench
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))
        self.column.setSpacing(look.px(10))

    def show_record(self, record_id: int) -> None:
        """Show the history of a record."""
        clear_layout(self.column)
        steps = history(self._workbench.store, record_id)
        if exports_naming(self._workbench.store, record_id):
            self.column.addWidget(ExportsNaming(self._workbench, record_id))
        if not steps:
            self.column.addWidget(nothing(_("Zu diesem Datensatz ist noch kein Schritt verzeichnet.")))
        for place, step in enumerate(steps):
            if place:
                self.column.addWidget(Hairline())
            self.column.addWidget(StepView(step))
        self.column.addStretch(1)


class StepView(QWidget):
    """One step: its name and day, and what it changed."""

    def __init__(self, step: HistoryStep) -> None:
        super().__init__()
        self.setObjectName(f"step-{step.step_id}")
        look = theme.current()
        local = step.at.astimezone()
        when = f"{format_day(local.date())} {local:%H:%M}"
        title = PlainLabel(step.name, weight="strong", wrap=True)
        day = PlainLabel(when, role="muted")
        day.setToolTip(relative_day(local.date(), clock.today()))
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        head.addWidget(title, 1)
        if step.is_undone:
            head.addWidget(Chip(_("zurückgenommen"), "warning"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(head)
        changes = QGridLayout()
        changes.setHorizontalSpacing(look.px(12))
        changes.setVerticalSpacing(look.px(3))
        changes.setColumnStretch(1, 1)
        for row, change in enumerate(step.changes):
            label = PlainLabel(change.label, role="muted", size="small")
            label.setFixedWidth(look.px(120))
            changes.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            changes.addWidget(PlainLabel(_said(change), wrap=True), row, 1)
        column.addLayout(changes)


def _said(change: FieldChange) -> str:
    before, after = _short(change.before), _short(change.after)
    if before and after:
        return _("{before} → {after}").format(before=before, after=after)
    return _("{before} → leer").format(before=before) if before else after


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"
