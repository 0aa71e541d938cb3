"""A calm page: one column of text in a white room, for the first start, the lock and what else asks one thing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from . import icons, theme
from .widgets import Button, Card, PlainLabel, button_row


class CalmPage(QScrollArea):
    """A column of text in the middle of a white room, with a title; scrolls when the window is low."""

    def __init__(
        self, title: str, text: str = "", *, name: str, width: int = 520, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._width = width
        ground = QWidget()
        ground.setObjectName("scrolled")
        self._middle = QWidget()
        self.column = QVBoxLayout(self._middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.title = PlainLabel(title, size="title", weight="strong", wrap=True)
        self.column.addWidget(self.title)
        if text:
            self.column.addWidget(PlainLabel(text, role="muted", wrap=True))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        down = QVBoxLayout(ground)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self.setWidget(ground)
        self._measure()
        theme.current().changed.connect(self._measure)

    def add_row(self, *widgets: QWidget) -> None:
        """Add widgets side by side, the last ones at the right."""
        self.column.addLayout(button_row(*widgets))

    def _measure(self) -> None:
        look = theme.current()
        self._middle.setMaximumWidth(look.px(self._width))
        self.column.setSpacing(look.px(14))


class WayIn(Card):
    """One of the three ways: sign, name, what it means, a button.

    Signals:
        taken(): the button was pressed.
    """

    taken = Signal()

    def __init__(self, icon: str, title: str, text: str, button: str, *, look: str, name: str) -> None:
        super().__init__(margin=18)
        self._icon = icon
        self._sign = QLabel()
        self.button = Button(button, look=look, name=name)
        self.button.setAccessibleDescription(text)
        self.button.clicked.connect(self.taken)
        words = QVBoxLayout()
        words.setSpacing(theme.current().px(2))
        words.addWidget(PlainLabel(title, weight="strong"))
        words.addWidget(PlainLabel(text, role="muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(14))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self._dress()
        theme.current().changed.connect(self._dress)

    def _dress(self) -> None:
        self._sign.setPixmap(icons.pixmap(self._icon, "accent", theme.current().px(20), self.devicePixelRatioF()))
