"""The first painting of a window, for what nobody waits for and what must not keep the person from seeing anything."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget


class _FirstPainting(QObject):
    """Lives in its window until that is painted and all is done."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.waiting: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._do_next)
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the painting come to its end, then begin."""
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            self._timer.start()
        return False

    def _do_next(self) -> None:
        """Do one thing, so that keys and the mouse come in between."""
        then = self.waiting.popleft()
        if not self.waiting:
            self._timer.stop()
            self.setParent(None)
            self.deleteLater()
        then()


def after_painting(window: QWidget, then: Callable[[], object]) -> None:
    """Do something once, in the GUI thread, when the window has been painted for the first time from now on.

    What is asked for first is done first.
    """
    options = Qt.FindChildOption.FindDirectChildrenOnly
    found = window.findChild(_FirstPainting, options=options) or _FirstPainting(window)
    found.waiting.append(then)
