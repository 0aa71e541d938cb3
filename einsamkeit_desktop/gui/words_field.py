"""A pill to type words into that narrow what is shown; Esc empties it before it leads elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ..texts import _
from . import theme


class WordsField(QLineEdit):
    """Words to look for in what a page or a tab shows."""

    def __init__(self, name: str, label: str, width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "pill")
        self.setPlaceholderText(_("Darin suchen"))
        self.setAccessibleName(label)
        self.setFixedWidth(theme.current().px(width))

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page while there is something to empty."""
        asked = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and asked == Qt.Key.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Empty the field with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
