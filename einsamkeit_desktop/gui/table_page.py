"""A page that is one table: heading and buttons above, a sentence on what it is, words where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from ..store.writing import Changes
from ..texts import _, grouped
from . import theme
from .cells import Cell, Column
from .chips import FlowLayout
from .table import ListTable, PagedModel
from .widgets import PlainLabel
from .workbench import Workbench


class TablePage(QWidget):
    """Base of the trash and the steps: reads its ids when it is first seen and after each write while it is seen."""

    def __init__(
        self, workbench: Workbench, *, key: str, title: str, sentence: str, empty: str, columns: Sequence[Column]
    ) -> None:
        super().__init__()
        self.setObjectName(f"page-{key}")
        self.setAccessibleName(title)
        self._workbench = workbench
        self._is_stale = True
        self._model = PagedModel(self.cells, columns)
        self.table = ListTable(self._model, name=f"list-{key}")
        self.table.setAccessibleName(title)
        self.table.setAccessibleDescription(sentence)
        self.setFocusProxy(self.table)
        self._count = PlainLabel("", role="muted")
        self._head = QHBoxLayout()
        self._title = PlainLabel(title, size="title", weight="strong")
        for label in (self._title, self._count):
            label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._head.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addStretch(1)
        self.buttons = FlowLayout()
        self._head.addLayout(self.buttons)
        self._sentence = PlainLabel(sentence, role="muted", wrap=True)
        self._sentence.setObjectName(f"{key}Sentence")
        self._empty = PlainLabel(empty, role="muted", wrap=True)
        self._empty.setObjectName(f"{key}Empty")
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._middle = QStackedLayout()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._sentence)
        self._column.addLayout(self._middle, 1)
        self._measure()
        theme.current().changed.connect(self._measure)
        workbench.changed.connect(self._hear)
        self.table.copy_wanted.connect(self.copy)

    def find_ids(self) -> list[int]:
        """Return what the table shows, in order."""
        raise NotImplementedError

    def cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        """Return the cells of one page of ids."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Put another sentence above the table; "" makes room for something else."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence and self._model.ids))

    def copy(self) -> None:
        """Say that nothing is copied: the names of steps and of what is in the trash may be confidential."""
        self._workbench.troubled.emit(_("Diese Tabelle wird nicht kopiert, sie kann Vertrauliches nennen."))

    def after_reading(self) -> None:
        """Take note of what was read: buttons, sentences."""

    def reload(self) -> None:
        """Read again; the current row stays, or the one that took its place."""
        self._is_stale = False
        row, current = self.table.currentIndex().row(), self.table.current_id()
        had_focus = self.table.hasFocus() or self._empty.hasFocus()
        found = self.find_ids()
        self._model.show_ids(found)
        self._count.setText(grouped(len(found)) if found else "")
        self.say(self._sentence.full_text())
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus if found else Qt.FocusPolicy.StrongFocus)
        self._middle.setCurrentIndex(0 if found else 1)
        self.setFocusProxy(self.table if found else self._empty)
        if found and (current is None or not self.table.go_to(current)):
            self.table.setCurrentIndex(self._model.index(min(max(row, 0), len(found) - 1), 0))
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.after_reading()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read when first seen, and after what was written elsewhere."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def _hear(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _measure(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(*(look.px(side) for side in (18, 14, 14, 8)))
        self._column.setSpacing(look.px(8))
        self._head.setSpacing(look.px(10))
        for label in (self._title, self._count):
            label.setFixedHeight(look.px(30))
        self.table.setMinimumHeight(look.px(60))  # heading and a row: 200 % text on 1280×720 has no more to spare
        self._empty.setContentsMargins(look.px(40), look.px(60), look.px(40), 0)
