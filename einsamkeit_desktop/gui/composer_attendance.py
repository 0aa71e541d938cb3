"""Who of a committee was there: a strip in the composer, and the list behind it that is done with a few keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ..queries.record import Named, load_many, named
from ..store.store import Store
from ..texts import _, mark, ngettext
from . import theme
from .chips import RemovableChip
from .statusline import announce
from .widgets import Button, PlainLabel, button_row

PRESENT, EXCUSED, ABSENT = "present", "excused", "absent"
_STATES = {PRESENT: mark("anwesend"), EXCUSED: mark("entschuldigt"), ABSENT: mark("fehlt")}
_KEYS = {Qt.Key.Key_A: PRESENT, Qt.Key.Key_E: EXCUSED, Qt.Key.Key_F: ABSENT}
_ROWS_SHOWN = 12


def members_of(store: Store, body_ids: Sequence[int]) -> list[Named]:
    """Return the members of these committees, each once; restricted and trashed ones are left out."""
    ids = [row_id for body in load_many(store, body_ids) for row_id in body.values["members"]]
    known = named(store, ids, with_restricted=False, with_trashed=False)
    return [known[row_id] for row_id in dict.fromkeys(ids) if row_id in known]


class AttendanceStrip(RemovableChip):
    """Says how many members there are, or who was there once that was taken; hidden without members.

    Signals:
        taken(): the list was taken over, or what it said was dropped.
    """

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "neutral", name="noteAttendance", parent=parent)
        self.setAccessibleDescription(_("Eingabe öffnet die Liste, Entf erfasst keine Anwesenheit"))
        self._members: list[Named] = []
        self._states: dict[int, str] = {}
        self._is_dropped = False
        self.clicked.connect(self.open)
        self.removed.connect(self._drop)
        self.hide()

    def show_members(self, members: Sequence[Named]) -> None:
        """Offer these members; who was there stays known for those who are still among them."""
        if [member.id for member in members] != [member.id for member in self._members]:
            self._is_dropped = False
        self._members = list(members)
        ids = {member.id for member in members}
        self._states = {row_id: state for row_id, state in self._states.items() if row_id in ids}
        self._say()

    def set_taken(self, present: Sequence[int], excused: Sequence[int]) -> None:
        """Show what was taken earlier; nothing for none."""
        said = {**dict.fromkeys(present, PRESENT), **dict.fromkeys(excused, EXCUSED)}
        members = [member.id for member in self._members]
        self._states = {row_id: said.get(row_id, ABSENT) for row_id in members} if said else {}
        self._is_dropped = False
        self._say()

    def with_state(self, state: str) -> tuple[int, ...]:
        """Return the members of a state, in the committee's order; none before the list was taken."""
        return tuple(member.id for member in self._members if self._states.get(member.id) == state)

    def titles(self, state: str) -> dict[int, str]:
        """Return the names of the members of a state, by id."""
        wanted = set(self.with_state(state))
        return {member.id: member.title for member in self._members if member.id in wanted}

    def open(self) -> AttendanceWindow:
        """Show the list."""
        window = AttendanceWindow(self._members, self._states, self.window())
        window.taken.connect(self._take)
        window.open()
        return window

    def _take(self, states: dict[int, str]) -> None:
        self._states = states
        self._say()
        announce(self, self.text())
        self.taken.emit()

    def _drop(self) -> None:
        self._is_dropped = not self._states
        self._states = {}
        self._say()
        self.taken.emit()

    def _say(self) -> None:
        count = len(self._members)
        if self._states:
            counts = {state: len(self.with_state(state)) for state in _STATES}
            parts = [f"{counts[state]} {_(_STATES[state])}" for state in _STATES if counts[state]]
            text = _("Anwesenheit: {parts}").format(parts=", ".join(parts))
        else:
            text = ngettext("Anwesenheit: {count} Mitglied", "Anwesenheit: {count} Mitglieder", count)
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.setVisible(bool(count) and not self._is_dropped)


class AttendanceWindow(QDialog):
    """One line per member, everybody there at first; A, E and F say otherwise, Space goes round, Enter takes the list.

    Signals:
        taken(dict[int, str]): the state of each member by id.
    """

    taken = Signal(object)

    def __init__(self, members: Sequence[Named], states: Mapping[int, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("attendanceWindow")
        self.setWindowTitle(_("Anwesenheit"))
        look = theme.current()
        self.table = AttendanceTable(members, states)
        self.table.entered_key.connect(self._take)
        keys = PlainLabel(_("A anwesend · E entschuldigt · F fehlt · Leertaste wechselt"), role="muted", size="small")
        leave = Button(_("Abbrechen"), name="attendanceLeave")
        leave.clicked.connect(self.reject)
        take = Button(_("Übernehmen"), look="primary", name="attendanceTake")
        take.setToolTip(_("Eingabe"))
        take.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(20),) * 4)
        column.setSpacing(look.px(10))
        column.addWidget(self.table)
        column.addWidget(keys)
        column.addLayout(button_row(leave, take))
        self.resize(theme.fitting(520, 150 + 30 * min(len(members), _ROWS_SHOWN)))
        self.table.setFocus()

    def _take(self) -> None:
        self.taken.emit(self.table.states())
        self.accept()


class AttendanceTable(QTableWidget):
    """Signals: entered_key(): Enter was pressed."""

    entered_key = Signal()

    def __init__(self, members: Sequence[Named], states: Mapping[int, str], parent: QWidget | None = None) -> None:
        super().__init__(len(members), 2, parent)
        self.setObjectName("attendanceTable")
        self.setAccessibleName(_("Anwesenheit"))
        self.setHorizontalHeaderLabels([_("Mitglied"), _("Anwesenheit")])
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding-left: 5px; }")  # below the headings' texts
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(30))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(1, theme.current().px(140))
        self._ids = [member.id for member in members]
        self._states = {row_id: states.get(row_id, PRESENT) for row_id in self._ids}
        for row, member in enumerate(members):
            self.setItem(row, 0, QTableWidgetItem(member.title))
            self.setItem(row, 1, QTableWidgetItem(_(_STATES[self._states[member.id]])))
        self.cellClicked.connect(lambda row, column: self._go_round(row) if column else None)
        if members:
            self.setCurrentCell(0, 1)

    def states(self) -> dict[int, str]:
        """Return the state of each member by id."""
        return dict(self._states)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Set the state of the line and go to the next one."""
        row, is_plain = self.currentRow(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        elif event.key() in _KEYS and is_plain and row >= 0:
            self._set(row, _KEYS[Qt.Key(event.key())])
            self.setCurrentCell(min(row + 1, self.rowCount() - 1), 1)
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self._go_round(row)
        else:
            super().keyPressEvent(event)

    def _go_round(self, row: int) -> None:
        states = list(_STATES)
        self._set(row, states[(states.index(self._states[self._ids[row]]) + 1) % len(states)])

    def _set(self, row: int, state: str) -> None:
        self._states[self._ids[row]] = state
        names, states = self.item(row, 0), self.item(row, 1)
        if names is not None and states is not None:
            states.setText(_(_STATES[state]))
            announce(self, f"{names.text()}: {states.text()}")
