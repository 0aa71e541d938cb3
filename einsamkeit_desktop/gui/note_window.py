"""A contact note written from anywhere: the composer in a small window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ..texts import _
from . import theme
from .composer import Composer
from .workbench import Workbench


class NoteWindow(QDialog):
    """Closes when the note is kept; what was typed survives closing as a draft."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # one left behind would keep its old text as a draft
        self.setObjectName("noteWindow")
        self.setWindowTitle(_("Vermerk schreiben"))
        look = theme.current()
        self.composer = Composer(workbench, "window")
        self.composer.start(None)
        self.composer.written.connect(lambda _note_id: self.accept())
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (16, 16, 16, 16)))
        column.addWidget(self.composer)
        self.setMinimumWidth(look.px(640))
        self.composer.take_focus()

    def done(self, result: int) -> None:
        """Keep what was begun before the window goes."""
        self.composer.keep_draft()
        super().done(result)
