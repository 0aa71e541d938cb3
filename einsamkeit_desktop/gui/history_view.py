"""The history of a record (Verlauf): what was changed when, field by field, old and new."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..actions.old_values import bring_back_value
from ..kinds import clock
from ..kinds.days import format_day, relative_day
from ..queries.exports import exports_naming
from ..queries.history import FieldChange, HistoryStep, OldValue, history
from ..texts import _
from . import theme
from .chips import Chip
from .export_log_page import ExportsNaming
from .lines import ScrollColumn, clear_layout, nothing
from .widgets import Button, Hairline, PlainLabel
from .workbench import Workbench

LONGEST = 400


class HistoryView(ScrollColumn):
    """The steps that changed one record, newest first; those taken back say so. An old value can be brought back."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("historyView", _("Verlauf"), parent)
        self._workbench = workbench
        self._record_id = 0
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))
        self.column.setSpacing(look.px(10))

    def show_record(self, record_id: int) -> None:
        """Show the history of a record."""
        focused = self.focusWidget()
        place = self.verticalScrollBar().value() if record_id == self._record_id else 0
        had_button = isinstance(focused, Button) and record_id == self._record_id
        self._record_id = record_id
        clear_layout(self.column)
        steps = history(self._workbench.store, record_id)
        if exports_naming(self._workbench.store, record_id):
            self.column.addWidget(ExportsNaming(self._workbench, record_id))
        if not steps:
            self.column.addWidget(nothing(_("Zu diesem Datensatz ist noch kein Schritt verzeichnet.")))
        views = [StepView(step) for step in steps]
        for number, view in enumerate(views):
            if number:
                self.column.addWidget(Hairline())
            view.brought_back.connect(self._bring_back)
            self.column.addWidget(view)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(place)
        buttons = [button for view in views for button in view.buttons]
        if had_button and buttons:
            buttons[0].setFocus()

    def _bring_back(self, old: OldValue) -> None:
        self._workbench.do(bring_back_value, self._record_id, old.field, old.value)


class StepView(QWidget):
    """One step: its name and day, and what it changed. Signals: brought_back(OldValue): this value is wanted again."""

    brought_back = Signal(object)

    def __init__(self, step: HistoryStep) -> None:
        super().__init__()
        self.setObjectName(f"step-{step.step_id}")
        self.buttons: list[Button] = []
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
            label = PlainLabel(change.label, role="muted", size="small", wrap=True)
            label.setFixedWidth(look.px(120))
            said = PlainLabel(_said(change), wrap=True)
            said.setAlignment(Qt.AlignmentFlag.AlignTop)
            changes.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            changes.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
            if change.old is not None and not step.is_undone:
                label.setContentsMargins(0, look.px(5), 0, 0)
                said.setContentsMargins(0, look.px(4), 0, 0)
                button = self._way_back(change, change.old, f"bringBack-{step.step_id}-{row}")
                changes.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(changes)

    def _way_back(self, change: FieldChange, old: OldValue, name: str) -> Button:
        button = Button(_("Zurückholen"), look="quiet", name=name)
        button.setAccessibleName(
            _("Alten Wert zurückholen: {field}, {value}").format(field=change.label, value=_short(change.before))
        )
        button.setToolTip(_("Alten Wert zurückholen"))
        button.clicked.connect(lambda: self.brought_back.emit(old))
        self.buttons.append(button)
        return button


def _said(change: FieldChange) -> str:
    before, after = _short(change.before), _short(change.after)
    if before and after:
        return _("{before} → {after}").format(before=before, after=after)
    return _("{before} → leer").format(before=before) if before else after


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"
