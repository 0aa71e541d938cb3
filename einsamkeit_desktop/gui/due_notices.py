"""Says quietly, in the status line, that a reminder with a time of day falls due while the program is running."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ..kinds import clock
from ..queries.akte import Task
from ..queries.reminders import fallen_due
from ..texts import _
from .statusline import StatusLine
from .workbench import Workbench

LOOK_MS = 15_000


class DueNotices(QObject):
    """Looks at the clock four times a minute while the line is on the screen.

    What came while "Rückgängig" is offered is said after it.
    """

    def __init__(self, workbench: Workbench, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench, self._status = workbench, status
        self._looked_at = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        workbench.closing.connect(self._timer.stop)

    def look(self) -> None:
        """Say what fell due since the last look; nothing is said twice, and what was due before the start never."""
        now = clock.now()
        if self._status.offers_undo() or not self._status.isVisible():  # a closed window has no store any more
            return
        tasks = fallen_due(self._workbench.store, self._looked_at, now)
        self._looked_at = now
        if tasks:
            self._status.say(_sentence(tasks), stays=True)


def _sentence(tasks: list[Task]) -> str:
    first = tasks[0]
    said = f"{first.due_time} {first.text}"
    if first.about is not None:
        said += f" ({first.about.title})"
    if len(tasks) == 1:
        return _("Jetzt fällig: {what}").format(what=said)
    return _("Jetzt fällig: {what} und {count} weitere, siehe „Heute“").format(what=said, count=len(tasks) - 1)
