"""Forgets how to call back citizens when the day has come: at opening the store, and at every midnight."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from ..actions.citizens import drop_due_callbacks
from ..errors import Trouble
from .workbench import Workbench

# A timer that sleeps through the night with the machine fires late: it looks at the clock every quarter of an hour.
_LONGEST_MS = 15 * 60 * 1000


class CallbackWatch(QObject):
    """Lives as long as its workbench."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._bench = workbench
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        workbench.closing.connect(self._timer.stop)
        self.look()

    def look(self) -> None:
        """Forget what is due now, and come back at midnight or sooner."""
        if self._bench.store.writable:
            try:
                drop_due_callbacks(self._bench.store)
            except Trouble as trouble:
                self._bench.troubled.emit(str(trouble))
        now = datetime.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
        until = int((midnight - now).total_seconds() * 1000) + 1000
        self._timer.start(min(until, _LONGEST_MS))
