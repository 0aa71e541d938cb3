"""The head of a record: its name, a line under it, chips, and the button of its menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ..queries.header import Header
from ..texts import _
from . import theme
from .chips import Chip, FlowLayout
from .widgets import Button, PlainLabel


class RecordHead(QWidget):
    """Signals: menu_wanted() by the button at the right."""

    menu_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel("", size="title", weight="strong")
        self._more = Button("", icon="ellipsis", look="faint", name="recordMenu")
        self._more.setAccessibleName(_("Mehr zu diesem Datensatz"))
        self._more.clicked.connect(self.menu_wanted)
        self._line = PlainLabel("", role="muted")
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._chips = FlowLayout()
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addLayout(row)
        column.addWidget(self._line)
        column.addLayout(self._chips)

    def show_record(self, head: Header) -> None:
        """Show the head of a record that is kept."""
        self.show_new(head.title, head.line)
        self._more.show()
        for chip in head.chips:
            self._chips.addWidget(Chip(chip.text, chip.role))

    def show_new(self, title: str, line: str = "") -> None:
        """Show a title alone, for a record that is not kept yet."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self._chips.clear()
        self._more.hide()

    def open(self, menu: QMenu) -> None:
        """Open a menu under the button."""
        menu.exec(self._more.mapToGlobal(QPoint(0, self._more.height())))
        menu.deleteLater()
