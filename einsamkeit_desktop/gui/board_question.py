"""What a move on the board asks for, in a strip above the columns: a day, a result, a reason; never more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..kinds.cases import Case
from ..texts import _
from . import theme
from .form_parts import FieldBlock, read, say_problems
from .lines import clear_layout
from .statusline import announce
from .widgets import Button, Card, PlainLabel, SectionTitle
from .workbench import Workbench


class MoveQuestion(Card):
    """Signals: taken(int, str, dict): move this case to this status with these values; left(int): do not;
    open_wanted(int): show the case instead.
    """

    taken = Signal(int, str, dict)
    left = Signal(int)
    open_wanted = Signal(int)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moveQuestion")
        self._bench = bench
        self._case_id, self._status = 0, ""
        self._blocks: dict[str, FieldBlock] = {}
        self._title = SectionTitle("")
        self._said = PlainLabel("", role="danger", wrap=True)
        self._said.setObjectName("moveProblem")
        self._fields = QHBoxLayout()
        self._fields.setSpacing(theme.current().px(14))
        self._take = Button(_("Verschieben"), look="primary", name="moveTake")
        self._take.clicked.connect(self._answer)
        self._open = Button(_("Vorgang öffnen"), name="moveOpen")
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._case_id))
        leave = Button(_("Abbrechen"), name="moveLeave")
        leave.clicked.connect(self._leave)
        foot = QHBoxLayout()
        foot.setSpacing(theme.current().px(9))
        foot.addWidget(self._said, 1)
        for button in (leave, self._open, self._take):
            foot.addWidget(button)
        self.body.addWidget(self._title)
        self.body.addLayout(self._fields)
        self.body.addLayout(foot)
        self.hide()

    def ask(self, case_id: int, status: str, title: str, fields: Sequence[str]) -> None:
        """Ask for these fields of a case that is to get a status."""
        self._case_id, self._status = case_id, status
        self._title.setText(title)
        self._say("")
        clear_layout(self._fields)
        self._blocks = {name: FieldBlock(Case.fields[name], self._bench) for name in fields}
        for block in self._blocks.values():
            block.editor.show_value(Case.empty_values()[block.field.name])
            block.say("")
            block.setMinimumWidth(theme.current().px(240))  # for the words that stand in an empty day
            self._fields.addWidget(block, 1 if block.field.name == "reopened_because" else 0)
        if "reopened_because" not in self._blocks:
            self._fields.addStretch(1)
        self._take.setVisible(bool(fields))
        self.show()
        first = next(iter(self._blocks.values()), None)
        if first is not None:
            first.editor.take_focus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is missing, each beside its field, the rest in the foot."""
        self._say(say_problems(self._blocks, problems)[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the answer with Enter, leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        values, problems = read(self._blocks)
        if problems:
            self.show_problems(problems)
        elif self._blocks:
            self.taken.emit(self._case_id, self._status, values)

    def _leave(self) -> None:
        self.hide()
        self.left.emit(self._case_id)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        if text:
            announce(self, text, is_urgent=True)
