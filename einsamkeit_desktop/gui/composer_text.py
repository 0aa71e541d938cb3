"""What is read out of the text while it is written: tasks, and the day to come back to it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from ..actions.notes import NewTask
from ..kinds import clock
from ..kinds.note_text import FollowUp, follow_up_doubt, follow_up_in, split_due, split_owner, task_in
from .composer_tasks import People, TaskChips
from .composer_widgets import FollowUpButton
from .growing_text import GrowingTextEdit

LOOK_AFTER_MS = 400
_TASK_DAYS = 14


class TextReader(QObject):
    """Ctrl+Enter makes the line a task, and so does leaving a line "Aufgabe: …"; "WV fr" sets the follow-up.

    Signals:
        day_read(): the follow-up was set, or taken back, by the text; or there is another doubt about it.
    """

    day_read = Signal()

    def __init__(
        self, edit: GrowingTextEdit, tasks: TaskChips, follow_up: FollowUpButton, people: People, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._edit, self._tasks, self._follow_up, self._people = edit, tasks, follow_up, people
        self._read: FollowUp | None = None
        self.doubt = ""  # what the person should know about a "WV" of the text
        self._lines = 1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self.read_day)
        edit.task_wanted.connect(self._take_current)
        edit.textChanged.connect(self._timer.start)
        edit.blockCountChanged.connect(self._left_line)

    def begin(self) -> None:
        """Take the text as it stands for read, because it came from a draft or was emptied."""
        self._timer.stop()
        self._lines = self._edit.blockCount()
        self._read = follow_up_in(self._edit.toPlainText(), clock.today())
        self.doubt = follow_up_doubt(self._edit.toPlainText(), clock.today())
        if self._read is not None and self._read.day != self._follow_up.day():
            self._read = None

    def finish(self) -> None:
        """Read what was not read yet: the note is about to be kept."""
        block = self._edit.document().begin()
        while block.isValid():
            block = self._edit.document().begin() if self._take_if_task(block) else block.next()
        self.read_day()

    def said_by_text(self) -> bool:
        """Whether the follow-up in force was read out of the text."""
        return self._read is not None and self._follow_up.day() == self._read.day

    def read_day(self) -> None:
        """Let the text set the follow-up; taking the words away takes back what they set, a day chosen since stays."""
        self._timer.stop()
        text, before = self._edit.toPlainText(), self.doubt
        found, self.doubt = follow_up_in(text, clock.today()), follow_up_doubt(text, clock.today())
        if (found and found.day) == (self._read and self._read.day):
            if self.doubt != before:
                self.day_read.emit()
            return
        if found is not None:
            self._follow_up.set_day(found.day)
        elif self.said_by_text():
            self._follow_up.set_day(None)
        self._read = found
        self.day_read.emit()

    def _take_current(self, line: str) -> None:
        if line:
            self._remove(self._edit.textCursor().block(), with_line=False)
            self._add(task_in(line) or line)

    def _left_line(self, count: int) -> None:
        is_longer, self._lines = count > self._lines, count
        if is_longer:
            QTimer.singleShot(0, self, self._take_left)  # the text may not change while it tells of a change

    def _take_left(self) -> None:
        self._take_if_task(self._edit.textCursor().block().previous())

    def _take_if_task(self, block: QTextBlock) -> bool:
        task = task_in(block.text()) if block.isValid() else ""
        if task:
            self._remove(block, with_line=True)
            self._add(task)
        return bool(task)

    def _remove(self, block: QTextBlock, *, with_line: bool) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if with_line:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _add(self, line: str) -> None:
        said, day = split_due(line, clock.today())
        text, owner = split_owner(said, self._people())
        due = day or self._follow_up.day() or clock.today() + timedelta(days=_TASK_DAYS)
        self._tasks.add(NewTask(text, due, owner))
