"""Setting a paper in the background, again and again while it is being prepared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ..errors import Trouble
from ..progress import Progress
from ..store.store import Store
from ..texts import _
from .tasks import SHOWN_AFTER_MS, Outcome, Task
from .workbench import Workbench

DELAY_MS = 300  # from the last key to the new preview


@dataclass(frozen=True)
class MadePaper:
    """A paper that was set.

    `what` is its name in the log ("Stammblatt"), `about` what else its file is called, `called` the name of the file
    where it is another ("Partnerliste"), `remarks` what is to be known beside it. `count`, `person_ids`, `left_out`,
    `purpose` and `sentence` are for the log.
    """

    what: str
    about: str
    content: bytes
    pages: int
    count: int = 1
    person_ids: tuple[int, ...] = ()
    left_out: int = 0
    remarks: tuple[str, ...] = ()
    purpose: str = ""
    sentence: str = ""
    called: str = ""

    @property
    def title(self) -> str:
        """What the paper is called for a person."""
        return self.called or " ".join(part for part in (self.what, self.about) if part)


Maker = Callable[[Store, Progress], MadePaper]
"""Sets a paper; made for a worker thread. Raises a Trouble whose sentence says why there is none, errors.Cancelled."""


class PaperSetter(QObject):
    """Sets what `wanted` returns; while one paper is being set, the next begins when it is finished.

    Signals:
        finished(MadePaper): a paper is set, and nothing changed since.
        failed(str): there is none; the whole sentence.
        progressed(int, int): done and total, of a paper that takes its time.
        stopped(): after `stop`, when nothing is on its way any more.
    """

    finished = Signal(object)
    failed = Signal(str)
    progressed = Signal(int, int)
    stopped = Signal()

    def __init__(self, workbench: Workbench, wanted: Callable[[], Maker], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._wanted = workbench, wanted
        self._made: MadePaper | None = None
        self._task: Task | None = None
        self._is_setting, self._is_stale, self._is_stopped = False, True, False
        self._waiting: Callable[[MadePaper], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.begin)
        self._clock = QElapsedTimer()

    def is_settled(self) -> bool:
        """Return whether the last paper says what is wanted now."""
        return not self._is_stale and not self._is_setting

    def made(self) -> MadePaper | None:
        """Return the last paper, None where it could not be set."""
        return self._made

    def begin_soon(self) -> None:
        """Set anew when nothing was changed for a moment."""
        self._is_stale = True
        self._timer.start()

    def begin(self) -> None:
        """Set anew at once."""
        self._timer.stop()
        if self._is_stopped or self._is_setting:
            return
        self._is_setting, self._is_stale = True, False
        self._clock.start()
        maker, store = self._wanted(), self._workbench.store
        task = self._workbench.runner.run(_("Vorschau"), lambda progress: maker(store, progress), self._end)
        self._task = task if self._is_setting else None
        task.progressed.connect(self._tell_progress)

    def _tell_progress(self, done: int, total: int) -> None:
        if self._is_setting and self._clock.elapsed() >= SHOWN_AFTER_MS:
            self.progressed.emit(done, total)

    def when_set(self, then: Callable[[MadePaper], object]) -> None:
        """Call with the paper as it is wanted now, once it is set."""
        if self.is_settled() and self._made is not None:
            then(self._made)
            return
        self._waiting = then
        self.begin()

    def stop(self) -> None:
        """Set nothing more; stopped() follows."""
        self._is_stopped = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        if not self._is_setting:
            self.stopped.emit()

    def _end(self, outcome: Outcome) -> None:
        self._is_setting, self._task = False, None
        if self._is_stopped:
            self.stopped.emit()
            return
        if self._is_stale:
            self.begin()
            return
        then, self._waiting = self._waiting, None
        if isinstance(outcome.error, Trouble):
            self._made = None
            self.failed.emit(str(outcome.error))
            return
        made: MadePaper = outcome.result()
        self._made = made
        self.finished.emit(made)
        if then is not None:
            then(made)
