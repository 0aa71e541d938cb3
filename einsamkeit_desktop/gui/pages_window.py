"""A window with the pages of a paper before it leaves, and what is to be said of them below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from ..texts import _
from .paper_view import PaperView
from .statusline import announce
from .tasks import TaskRunner
from .widgets import Button, PlainLabel


class PagesWindow(QDialog):
    """Shows pages in `view` and says something in `message`; the names of its widgets begin with `name`."""

    def __init__(self, name: str, title: str, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Window")
        self.setWindowTitle(title)
        self.is_closed = False
        self.view = PaperView(runner, f"{name}Pages")
        self.message = PlainLabel("", role="muted", wrap=True)
        self.message.setObjectName(f"{name}Message")
        self.leave_button = Button(_("Schließen"), look="quiet", name=f"{name}Close")
        self.leave_button.clicked.connect(self.reject)

    def wire(self, button: Button, keys: str, run: Callable[[], object]) -> None:
        """Let a button and keys do something."""
        button.clicked.connect(run)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        QShortcut(QKeySequence(keys), self).activated.connect(run)

    def say(self, text: str, role: str = "muted") -> None:
        """Say what just happened, in the foot of the window."""
        if not self.is_closed:
            self.message.set_role(role)
            self.message.setText(text)
            announce(self, text, is_urgent=role == "danger")

    def before_closing(self) -> None:
        """Do what is wanted when the window closes."""

    def done(self, result: int) -> None:
        """Close; the pages are forgotten, and drawn no more."""
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close by the window's own button as by Esc."""
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self.before_closing()
            self.view.clear()
