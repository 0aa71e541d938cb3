"""The line at the bottom: for a calm while what just happened, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..texts import _
from . import theme
from .widgets import Button, PlainLabel

SHOWN_MS = 10_000


class StatusLine(QWidget):
    """Says what happened; empty until the first message, so that nothing jumps when one comes.

    Signals:
        undo_wanted(): "Rückgängig" was pressed.

    A text goes after ten seconds or with the page it was said on; one with the button only after the ten seconds, and
    not while the button has the focus or the mouse; one that must not be missed stays until the page is left. Undo
    itself stays within reach through Ctrl+Z, so nothing has a time limit.
    """

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAccessibleName(_("Meldung"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = PlainLabel("", role="muted", size="small")
        self._label.setObjectName("statusText")
        self._undo = Button(_("Rückgängig"), look="quiet", name="statusUndo")
        self._undo.clicked.connect(self._take_back)
        self._undo.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._retire)
        self._fresh = QTimer(self)  # runs until whatever said it has come to its end
        self._fresh.setSingleShot(True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label)
        self._row.addWidget(self._undo)
        self._row.addStretch(1)
        self._measure()
        theme.current().changed.connect(self._measure)

    def say(self, text: str, *, can_undo: bool = False, is_trouble: bool = False, stays: bool = False) -> None:
        """Show what happened and announce it; `can_undo` offers the way back, trouble is red and spoken at once.

        Trouble, and what `stays`, is not taken away by time.
        """
        self._label.set_role("danger" if is_trouble else "muted")
        self._label.setText(text)
        self._undo.setVisible(can_undo)
        self._undo.setAccessibleDescription(text if can_undo else "")
        self._timer.stop()
        if can_undo or not (is_trouble or stays):
            self._timer.start()
        self._fresh.start()
        if text:
            announce(self, text, is_urgent=is_trouble)

    def text(self) -> str:
        """Return what is shown."""
        return self._label.full_text()

    def offers_undo(self) -> bool:
        """Return whether the way back of what just happened is shown."""
        return not self._undo.isHidden()

    def turn_page(self) -> None:
        """Let go of what was said on the page before, but not of a step's way back or what is said on the way."""
        if not self.offers_undo() and not self._fresh.isActive():
            self._clear()

    def add_widget(self, widget: QWidget) -> None:
        """Put something at the right end (the progress of a long piece of work)."""
        self._row.addWidget(widget)

    def _take_back(self) -> None:
        self._timer.stop()
        self._undo.hide()
        self.undo_wanted.emit()

    def _retire(self) -> None:
        if self._undo.hasFocus() or self._undo.underMouse():
            self._timer.start()
            return
        self._undo.hide()
        self._clear()

    def _clear(self) -> None:
        self._timer.stop()
        self._label.setText("")

    def _measure(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px(32) + 1)
        self._row.setContentsMargins(look.px(18), 1, look.px(14), 0)
        self._row.setSpacing(look.px(8))


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Let a screen reader speak the text without moving the focus."""
    from PySide6.QtGui import (
        QAccessible,
        QAccessibleAnnouncementEvent,
    )  # 1.5 ms, and at first nothing is said

    event = QAccessibleAnnouncementEvent(widget, text)
    if is_urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
