"""Who takes part in a case, by role; added by search, taken out by a button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..actions.cases import add_party, remove_party
from ..kinds.registry import KINDS
from ..kinds.work import ANY_PARTNER
from ..queries.cases import Parties, parties
from ..queries.record import Named
from ..texts import _
from . import theme
from .composer_widgets import ChoiceButton, RecordPicker
from .editor_chips import record_offers, replace_new
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .search_popup import Suggestion
from .widgets import Button, SectionTitle
from .widgets import Card as Framed
from .workbench import Workbench


class PartiesView(ScrollColumn):
    """The participants of a case under their roles."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("partiesView", _("Beteiligte"), parent)
        self._bench = workbench
        self._case_id = 0
        self._role = ""
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the participants of a case."""
        self._case_id = record_id
        clear_layout(self.column)
        groups = parties(self._bench.store, record_id)
        for group in groups:
            if group.records:
                self._add_group(group)
        if not any(group.records for group in groups):
            self.column.addWidget(
                nothing(_("Noch niemand beteiligt. Fügen Sie hinzu, wer anfragt, mitzeichnet oder Bescheid weiß."))
            )
        self.column.addSpacing(theme.current().px(8))
        self.form = PartyForm(self, self._bench, groups, self._role)
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    def add(self, role: str, record_id: int) -> None:
        """Let a partner take part in a role; the next one is offered the same role."""
        self._role = role
        if self._bench.do(add_party, self._case_id, role, record_id) is not None:
            self.show_record(self._case_id)
            self.form.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, role: str, record_id: int) -> None:
        """Take a partner out of a role."""
        if self._bench.do(remove_party, self._case_id, role, record_id) is not None:
            self.show_record(self._case_id)

    def _add_group(self, group: Parties) -> None:
        title = SectionTitle(group.label)
        title.setContentsMargins(theme.current().px(6), theme.current().px(8) if self.column.count() else 0, 0, 0)
        self.column.addWidget(title)
        for entry in group.records:
            self.column.addWidget(PartyRow(self, self._bench, group, entry))


class PartyRow(QWidget):
    """One participant: opens by a click, leaves the role by its button."""

    def __init__(self, view: PartiesView, bench: Workbench, group: Parties, entry: Named) -> None:
        super().__init__()
        described = KINDS[entry.kind]
        line = LineRow(entry.title, _(described.label), icon=described.icon, name=f"party-{group.role}-{entry.id}")
        line.clicked.connect(lambda: bench.open_wanted.emit(entry.id, False))
        leave = Button("", icon="x", look="faint", name=f"leave-{group.role}-{entry.id}")
        leave.setAccessibleName(_("{name} herausnehmen: {role}").format(name=entry.title, role=group.label))
        leave.setToolTip(_("Aus dieser Rolle nehmen"))
        leave.clicked.connect(partial(view.remove, group.role, entry.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(6))
        row.addWidget(line, 1)
        row.addWidget(leave)


class PartyForm(Framed):
    """Whom to add, and as what."""

    def __init__(self, view: PartiesView, bench: Workbench, groups: list[Parties], role: str) -> None:
        super().__init__(margin=10)
        self.setObjectName("partyForm")
        self._view, self._bench = view, bench
        self._there = {group.role: {str(entry.id) for entry in group.records} for group in groups}
        self.role = ChoiceButton(_("Rolle"), [(group.role, group.label) for group in groups], name="partyRole")
        if role:
            self.role.choose(role)
        self.picker = RecordPicker(self._offers, _("Beteiligte suchen …"), name="partyPicker")
        self.picker.changed.connect(self._take)
        for signal in (self.picker.popup.chosen, self.picker.popup.chosen_beside):
            signal.connect(lambda suggestion: replace_new(bench, self.picker, suggestion))
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(9))
        row.addWidget(self.picker, 1)
        row.addWidget(self.role)
        self.body.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keep Enter in the empty field from anything else."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _offers(self, text: str) -> list[Suggestion]:
        return record_offers(self._bench, text, ANY_PARTNER, without=tuple(self._there[self.role.key()]))

    def _take(self) -> None:
        chosen = [key for key in self.picker.keys() if key.isdigit()]  # noqa: SIM118 - a method, no dict
        if chosen:
            self._view.add(self.role.key(), int(chosen[0]))
