"""Work that may take longer than a tenth of a second, off the GUI thread, and the strip that shows it."""

from __future__ import annotations

import gc
import itertools
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ..errors import Cancelled
from ..progress import Progress
from ..texts import _
from . import theme
from .widgets import Button, PlainLabel

REPORTS_PER_SECOND = 10
COLLECT_MS = 500
SHOWN_AFTER_MS = 300


@dataclass(frozen=True)
class Outcome:
    """How a task ended: with a value, or with the exception that ended it."""

    value: Any = None
    error: Exception | None = None

    @property
    def was_cancelled(self) -> bool:
        """Whether the person stopped it."""
        return isinstance(self.error, Cancelled)

    def result(self) -> Any:
        """Return the value. Raises the exception the work ended with."""
        if self.error is not None:
            raise self.error
        return self.value


class Task(QObject):
    """One piece of work on its way; lives in the GUI thread and is never touched by the worker.

    Signals:
        progressed(int, int): done and total, at most ten times a second and at the end.
        done(Outcome): it ended, one way or the other.
    """

    progressed = Signal(int, int)
    done = Signal(object)

    def __init__(self, name: str, progress: Progress, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._progress = progress

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._progress.cancel()

    def forget(self) -> None:
        """Let go of the work, which holds the runner: a circle only the garbage collector could undo."""
        self._progress = Progress()


class TaskRunner(QObject):
    """Starts tasks; `inline=True` does them at once in the calling thread (tests).

    Signals:
        started(Task), finished(Task): for the strip and for whoever must not quit meanwhile.

    Workers put their messages into a deque and wake the runner; only the GUI thread talks to tasks. While workers run,
    Python's garbage collector is off and the GUI thread collects: in a worker it would delete widgets that happen to
    be garbage there, and Qt crashes (reproduced with PySide6 6.11 and 6.12).
    """

    started = Signal(object)
    finished = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._inline = inline
        self._pool = QThreadPool(self)
        self._numbers = itertools.count()
        self._tasks: dict[int, tuple[Task, Callable[[Outcome], None] | None]] = {}
        self._mail: deque[tuple[int, tuple[int, int] | Outcome]] = deque()
        self._collecting = QTimer(self)
        self._collecting.setInterval(COLLECT_MS)
        self._collecting.timeout.connect(self._collect)
        if not inline:
            self._woken.connect(self._read_mail, Qt.ConnectionType.QueuedConnection)

    def run(self, name: str, work: Callable[[Progress], Any], then: Callable[[Outcome], None] | None = None) -> Task:
        """Start work and return its task; `then` gets the outcome in the GUI thread.

        `name` is shown ("Partnerliste wird geschrieben"); what nobody waits for has none. The work gets a Progress and
        must not touch widgets.
        """
        number = next(self._numbers)
        progress = Progress(_throttled(lambda done, total: self._send(number, (done, total))))
        task = Task(name, progress, self)
        self._tasks[number] = (task, then)
        self.started.emit(task)
        if self._inline:
            self._work(number, work, progress)
        else:
            gc.disable()
            self._collecting.start()
            self._pool.start(lambda: self._work(number, work, progress))
        return task

    def is_busy(self) -> bool:
        """Return whether something is running."""
        return bool(self._tasks)

    def stop_all(self, wait_ms: int = 5000) -> bool:
        """Cancel everything and wait; False when something did not stop in time."""
        for task, _then in list(self._tasks.values()):
            task.cancel()
        is_done = self._pool.waitForDone(wait_ms)
        self._collect()
        return is_done

    def _collect(self) -> None:
        gc.collect(1)
        if self._pool.activeThreadCount() == 0:
            self._collecting.stop()
            gc.enable()

    def _work(self, number: int, work: Callable[[Progress], Any], progress: Progress) -> None:
        try:
            outcome = Outcome(value=work(progress))
        except Exception as error:  # noqa: BLE001 - carried to the GUI thread, where result() raises it
            outcome = Outcome(error=error)
        self._send(number, outcome)

    def _send(self, number: int, message: tuple[int, int] | Outcome) -> None:
        self._mail.append((number, message))
        if self._inline:
            self._read_mail()
        else:
            self._woken.emit()

    def _read_mail(self) -> None:
        while self._mail:
            number, message = self._mail.popleft()
            task, then = self._tasks[number]
            if not isinstance(message, Outcome):
                task.progressed.emit(*message)
                continue
            del self._tasks[number]
            self.finished.emit(task)
            task.done.emit(message)
            task.forget()
            task.deleteLater()
            if then is not None:
                then(message)


def _throttled(report: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Let through at most ten reports a second, and the last one."""
    last = 0.0

    def throttled(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done >= total or now - last >= 1 / REPORTS_PER_SECOND:
            last = now
            report(done, total)

    return throttled


class ProgressStrip(QWidget):
    """Name, bar and "Abbrechen" of the running task, in the status line; what is soon done does not flicker there."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressStrip")
        self.setAccessibleName(_("Laufender Vorgang"))
        self._tasks: list[Task] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._show_last)
        self._label = PlainLabel("", role="muted", size="small")
        self._bar = QProgressBar()
        self._bar.setObjectName("progressBar")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.current().px(120))
        self._cancel = Button(_("Abbrechen"), look="quiet", name="cancelTask")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self._bar, self._cancel):
            row.addWidget(widget)
        runner.started.connect(self._add)
        runner.finished.connect(self._remove)
        self.hide()

    def _add(self, task: Task) -> None:
        if not task.name:
            return
        self._tasks.append(task)
        task.progressed.connect(self._move)
        if self.isHidden():
            self._patience.start()
        else:
            self._show_last()

    def _remove(self, task: Task) -> None:
        if task not in self._tasks:
            return  # begun before there was a strip
        self._tasks.remove(task)
        if not (self._tasks and self.isHidden()):
            self._show_last()

    def _show_last(self) -> None:
        self.setVisible(bool(self._tasks))
        if self._tasks:
            name = self._tasks[-1].name
            self._label.setText(name)
            self._bar.setAccessibleName(name)
            self._bar.setRange(0, 0)
            self._cancel.setEnabled(True)
            self._cancel.setAccessibleDescription(name)

    def _move(self, done: int, total: int) -> None:
        if self._tasks and self.sender() is self._tasks[-1]:
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(min(done, max(total, 1)))

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        if self._tasks:
            self._tasks[-1].cancel()
