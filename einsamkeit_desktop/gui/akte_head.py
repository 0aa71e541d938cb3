"""What stands between composer and timeline of an Akte: what is open on both sides, and what was agreed last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import format_day, relative_day
from ..queries.akte import Agreement, Task
from ..texts import _, grouped
from . import theme
from .entry_view import TaskLine
from .formatted import text_view
from .lines import clear_layout
from .widgets import Button, Hairline, PlainLabel

_SHOWN_TASKS = 4
_LONG = 240


class AkteHead(QWidget):
    """The blocks "Offen" and "Zuletzt vereinbart"; what is empty is not shown.

    Signals: task_ticked(int, bool): the task's id and whether it is done now; opened(int): a record's id; unfolded():
    the lines were made anew.
    """

    task_ticked = Signal(int, bool)
    opened = Signal(int)
    unfolded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("akteHead")
        self.setAccessibleName(_("Offen und zuletzt vereinbart"))
        look = theme.current()
        self._lines: list[TaskLine] = []
        self._buttons: dict[str, Button] = {}
        self._tasks: tuple[Task, ...] = ()
        self._own_id = 0
        self._shows_all = False
        self._open, self._agreed = _Block("openTasks"), _Block("lastAgreement")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, look.px(4))
        column.setSpacing(look.px(10))
        column.addWidget(self._open)
        column.addWidget(self._agreed)
        column.addWidget(Hairline())

    def show_state(self, tasks: Sequence[Task], agreement: Agreement | None, own_id: int) -> None:
        """Show what is open with a record and what was agreed last; all tasks stay unfolded for the same record."""
        self._shows_all = self._shows_all and own_id == self._own_id
        self._own_id, self._tasks = own_id, tuple(tasks)
        self._show_tasks()
        self._show_agreement(agreement)
        self.setVisible(bool(tasks) or agreement is not None)

    def take_focus(self, reminder_id: int = 0) -> None:
        """Put the focus on an open task; where it is gone, on the first."""
        lines = [line for line in self._lines if line.tick.objectName() == f"openTick-{reminder_id}"] or self._lines
        if lines:
            lines[0].tick.setFocus()

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, from top to bottom."""
        return [*(line.tick for line in self._lines), *self._buttons.values()]

    def _show_tasks(self) -> None:
        self._open.begin(_("Offen"), grouped(len(self._tasks)))
        self._open.setVisible(bool(self._tasks))
        shown = self._tasks if self._shows_all else self._tasks[:_SHOWN_TASKS]
        self._lines = []
        agreed = self._buttons.pop("agreed", None)
        self._buttons = {}
        for task in shown:
            line = TaskLine(task, self._whose(task))
            line.tick.setObjectName(f"openTick-{task.id}")
            line.ticked.connect(self.task_ticked)
            self._open.lines.addWidget(line)
            self._lines.append(line)
        if len(shown) < len(self._tasks):
            text = _("Alle {count} offenen Aufgaben zeigen").format(count=grouped(len(self._tasks)))
            further = Button(text, look="quiet", name="allOpenTasks")
            further.clicked.connect(self._unfold)
            self._open.lines.addWidget(further, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons["further"] = further
        if agreed is not None:
            self._buttons["agreed"] = agreed

    def _unfold(self) -> None:
        self._shows_all = True
        hidden = self._tasks[_SHOWN_TASKS].id
        self._show_tasks()
        self.take_focus(hidden)
        self.unfolded.emit()

    def _whose(self, task: Task) -> str:
        about = task.about.title if task.about is not None and task.about.id != self._own_id else ""
        if task.whose != "theirs":
            return about
        if task.waiting_for:
            return "" if task.waiting_for in task.text else _("wartet auf {name}").format(name=task.waiting_for)
        return _("wartet auf andere")

    def _show_agreement(self, agreement: Agreement | None) -> None:
        self._agreed.setVisible(agreement is not None)
        self._buttons.pop("agreed", None)
        if agreement is None:
            self._agreed.begin("", "")
            return
        self._agreed.begin(_("Zuletzt vereinbart"), format_day(agreement.day))
        self._agreed.setToolTip(relative_day(agreement.day, clock.today()))
        open_note = Button("", icon="pencil", look="faint", name="openAgreement")
        open_note.setAccessibleName(
            _("Vermerk mit der Vereinbarung vom {day} öffnen").format(day=format_day(agreement.day))
        )
        open_note.setToolTip(_("Vermerk öffnen"))
        open_note.clicked.connect(lambda: self.opened.emit(agreement.note_id))
        self._buttons["agreed"] = open_note
        row = QHBoxLayout()
        text = text_view(agreement.text, most=_LONG)
        text.setObjectName("agreementText")
        row.addWidget(text, 1)
        row.addWidget(open_note, 0, Qt.AlignmentFlag.AlignTop)
        self._agreed.lines.addLayout(row)


class _Block(QWidget):
    """A quiet heading with something beside it, and lines below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        look = theme.current()
        self._heading = PlainLabel("", weight="strong", size="small")
        self._beside = PlainLabel("", role="muted", size="small")
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self._heading)
        head.addWidget(self._beside)
        head.addStretch(1)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(look.px(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(head)
        column.addLayout(self.lines)

    def begin(self, heading: str, beside: str) -> None:
        """Take out the lines and show another heading."""
        clear_layout(self.lines)
        self._heading.setText(heading)
        self._beside.setText(beside)
        self.setAccessibleName(f"{heading} {beside}".strip())
