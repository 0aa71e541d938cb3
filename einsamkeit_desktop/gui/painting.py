"""The first painting of a window, for what nobody waits for and what must not keep the person from seeing anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class _FirstPainting(QObject):
    """Lives in its window until that is painted."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the painting come to its end, then do it."""
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self._do)
        return False

    def _do(self) -> None:
        self.deleteLater()
        self._then()


def after_painting(window: QWidget, then: Callable[[], object]) -> None:
    """Do something once, in the GUI thread, when the window has been painted for the first time from now on."""
    _FirstPainting(window, then)
