"""The members of a committee; added by search, taken out by a button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..actions.records import save_record
from ..kinds.folding import word_key
from ..kinds.registry import KINDS
from ..queries.people import roles
from ..queries.record import Named, load
from ..store.store import Store
from ..texts import _
from . import theme
from .composer_attendance import members_of
from .composer_widgets import RecordPicker
from .editor_chips import record_offers, replace_new
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .search_popup import Suggestion
from .widgets import Button, Card
from .workbench import Workbench


def members(store: Store, body_id: int) -> list[Named]:
    """Return the members of a committee by name; restricted and trashed ones are left out."""
    return sorted(members_of(store, [body_id]), key=lambda one: word_key(one.title))


def count_members(store: Store, body_id: int) -> int:
    """Return how many members a committee has."""
    return len(members(store, body_id))


class MembersView(ScrollColumn):
    """The members of a committee; each change is one step to take back."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("membersView", _("Mitglieder"), parent)
        self._bench = workbench
        self._body_id = 0
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the members of a committee."""
        self._body_id = record_id
        clear_layout(self.column)
        found = members(self._bench.store, record_id)
        for member in found:
            self.column.addWidget(self._row(member))
        if not found:
            self.column.addWidget(
                nothing(_("Noch keine Mitglieder. Wer hier steht, wird bei der Anwesenheit einer Sitzung angeboten."))
            )
        self.column.addSpacing(theme.current().px(8))
        self.form = MemberForm(self, self._bench, [member.id for member in found])
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.setFocusProxy(self.form.picker.line)

    def add(self, person_id: int) -> None:
        """Take a person in; the next one can be typed at once."""
        if self._change(add=person_id):
            self.form.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, person_id: int) -> None:
        """Take a person out."""
        if self._change(remove=person_id):
            self.form.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, *, add: int = 0, remove: int = 0) -> bool:
        found = load(self._bench.store, self._body_id)
        kept = [one for one in found.values["members"] if one not in (add, remove)]
        values = {"members": (*kept, *([add] if add else []))}
        if self._bench.do(save_record, "body", self._body_id, values, found.version) is None:
            return False
        self.show_record(self._body_id)
        return True

    def _function(self, person_id: int) -> str:
        """Return where a member works now, as the first of her functions says."""
        current = (line for line in roles(self._bench.store, person_id) if line.is_current)
        return next((", ".join(part for part in (line.function, line.other.title) if part) for line in current), "")

    def _row(self, member: Named) -> QWidget:
        line = LineRow(
            member.title, self._function(member.id), icon=KINDS[member.kind].icon, name=f"member-{member.id}"
        )
        line.clicked.connect(lambda: self._bench.open_wanted.emit(member.id, False))
        leave = Button("", icon="x", look="faint", name=f"leaveBody-{member.id}")
        leave.setAccessibleName(_("{name} aus dem Gremium nehmen").format(name=member.title))
        leave.setToolTip(_("Aus dem Gremium nehmen"))
        leave.clicked.connect(partial(self.remove, member.id))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(6))
        row.addWidget(line, 1)
        row.addWidget(leave)
        return whole


class MemberForm(Card):
    """Whom to add."""

    def __init__(self, view: MembersView, bench: Workbench, there: list[int]) -> None:
        super().__init__(margin=10)
        self.setObjectName("memberForm")
        self._view, self._bench, self._there = view, bench, there
        self.picker = RecordPicker(self._offers, _("Mitglied suchen …"), name="memberPicker")
        self.picker.changed.connect(self._take)
        for signal in (self.picker.popup.chosen, self.picker.popup.chosen_beside):
            signal.connect(lambda suggestion: replace_new(bench, self.picker, suggestion))
        self.body.addWidget(self.picker)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keep Enter in the empty field from anything else."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _offers(self, text: str) -> list[Suggestion]:
        return record_offers(self._bench, text, ("person",), without=tuple(str(one) for one in self._there))

    def _take(self) -> None:
        chosen = [key for key in self.picker.keys() if key.isdigit()]  # noqa: SIM118 - a method, no dict
        if chosen:
            self._view.add(int(chosen[0]))
