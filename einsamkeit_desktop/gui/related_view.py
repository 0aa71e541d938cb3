"""The records of one kind that refer to the shown one: offers of a provider, cases of a partner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..kinds.fields import Links
from ..kinds.registry import KINDS
from ..queries.record import named
from ..queries.related import reference_field, related_lines
from ..texts import _, mark
from . import theme
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .widgets import Button
from .workbench import Workbench

_NOTHING = {
    "offer": mark("Noch keine Angebote. Hier steht, was diese Organisation gegen Einsamkeit anbietet."),
    "case": mark("Noch keine Vorgänge. Hier stehen Anfragen, Projekte und Vorlagen mit dieser Beteiligung."),
    "exchange": mark("Noch kein Austausch. Hier steht, was mit dieser Kommune gegeben und erhalten wurde."),
}


class RelatedView(ScrollColumn):
    """Lines that open a record each, and the button that makes another one.

    Signals:
        new_wanted(str, dict): a new record of this kind with these values filled in.
    """

    new_wanted = Signal(str, dict)

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(f"relatedView-{kind}", _(KINDS[kind].plural), parent)
        self._workbench = workbench
        self.kind = kind
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show what refers to a record."""
        clear_layout(self.column)
        store, described = self._workbench.store, KINDS[self.kind]
        shown = named(store, [record_id]).get(record_id)
        lines = related_lines(store, record_id, self.kind)
        for line in lines:
            subtitle = " · ".join(line.details)
            row = LineRow(line.record.title, subtitle, icon=described.icon, name=f"related-{line.record.id}")
            row.clicked.connect(
                lambda _checked=False, target=line.record.id: self._workbench.open_wanted.emit(target, False)
            )
            self.column.addWidget(row)
        if not lines:
            self.column.addWidget(nothing(_(_NOTHING.get(self.kind, mark("Noch nichts verknüpft.")))))
        field = reference_field(self.kind, shown.kind) if shown else ""
        if field:
            self.column.addLayout(self._foot(field, record_id))
        self.column.addStretch(1)

    def _foot(self, field: str, record_id: int) -> QHBoxLayout:
        described = KINDS[self.kind]
        many = field in described.of_type(Links)
        preset = {field: (record_id,) if many else record_id}
        label = _("{kind} anlegen").format(kind=_(described.label))
        button = Button(label, icon="plus", look="quiet", name=f"new-{self.kind}")
        button.clicked.connect(lambda: self.new_wanted.emit(self.kind, preset))
        row = QHBoxLayout()
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        return row
