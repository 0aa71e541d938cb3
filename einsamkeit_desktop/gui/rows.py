"""How the rows and the heading of a list are painted: hairlines, tint of the chosen row, signs before red text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from . import icons, theme
from .cells import Cell, Column
from .widgets import WEIGHTS, draw_ring, draw_triangle

NOWHERE = QModelIndex()
PADDING = 8
SIGNS = {"danger": "triangle-alert", "warning": "triangle-alert"}
"""Icon per tone, so that red is never the only sign."""


class RowModel(Protocol):
    """What painting asks of the table's model."""

    @property
    def columns(self) -> tuple[Column, ...]: ...
    def row_cells(self, row: int) -> Sequence[Cell]: ...
    def columnCount(self) -> int: ...  # noqa: N802
    def sorted_by(self) -> tuple[str, bool]: ...

    sort_wanted: Any


class RowDelegate(QStyledItemDelegate):
    """Paints one cell; `hovered_row` is the row under the mouse, -1 for none."""

    def __init__(self, table: QTableView, shows_ring: Callable[[], bool]) -> None:
        super().__init__(table)
        self._table, self._shows_ring = table, shows_ring
        self.hovered_row = -1

    def hover(self, row: int) -> None:
        """Tint this row; -1 for none."""
        if row != self.hovered_row:
            self.hovered_row = row
            self._table.viewport().update()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, hairline, sign, text."""
        look = theme.current()
        model = cast("RowModel", index.model())
        cells = model.row_cells(index.row())
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or index.row() == self.hovered_row:
            painter.fillRect(area, look.colour("selected" if is_selected else "hover"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, look.colour("line"))
        if index.column() < len(cells):
            column = model.columns[index.column()]
            self._paint_cell(painter, area, cells[index.column()], column.tone, column.is_right, is_selected)
        if index.row() == self._table.currentIndex().row() and self._shows_ring():
            self._paint_focus(painter, area, index.column(), model.columnCount())

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the width of the whole text (double click at the edge of a heading)."""
        look = theme.current()
        model = cast("RowModel", index.model())
        cells = model.row_cells(index.row())
        text = cells[index.column()].text if index.column() < len(cells) else ""
        width = self._table.fontMetrics().horizontalAdvance(text) + look.px(2 * PADDING + 24)
        return QSize(width, look.px(33) + 1)

    def _paint_cell(
        self, painter: QPainter, area: QRect, cell: Cell, column_tone: str, is_right: bool, is_selected: bool
    ) -> None:
        look = theme.current()
        tone = cell.tone or column_tone
        role = "text" if is_selected and tone == "muted" else tone
        inside = area.adjusted(look.px(PADDING), 0, -look.px(PADDING), -1)
        sign = cell.icon or SIGNS.get(tone, "")
        if sign:
            size = look.px(16)
            icons.paint(painter, sign, role, inside.left(), inside.top() + (inside.height() - size) / 2, size)
            inside.setLeft(inside.left() + size + look.px(6))
        painter.setFont(look.font("body", WEIGHTS["strong" if cell.is_heading else "normal"]))
        painter.setPen(look.colour(role))
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, inside.width())
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _paint_focus(self, painter: QPainter, area: QRect, column: int, columns: int) -> None:
        """Frame the current row across its cells, two pixels wide."""
        colour = theme.current().colour("accent")
        painter.fillRect(area.left(), area.top(), area.width(), 2, colour)
        painter.fillRect(area.left(), area.bottom() - 1, area.width(), 2, colour)
        if column == 0:
            painter.fillRect(area.left(), area.top(), 2, area.height(), colour)
        if column == columns - 1:
            painter.fillRect(area.right() - 1, area.top(), 2, area.height(), colour)


class ListHeader(QHeaderView):
    """The heading: labels, a triangle at the column in force; a click asks the model to be sorted.

    By keyboard: Tab reaches it, arrows choose a column, Enter or Space sorts, the menu key asks for the columns.
    """

    def __init__(self, model: RowModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._paged = model
        self._section = 0
        self.setObjectName("listHeader")
        self.setAccessibleName("Spalten")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionClicked.connect(self._ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose a column and sort by it."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._section = min(max(self._section + step, 0), max(self.count() - 1, 0))
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask(self._section)
        elif key == Qt.Key.Key_Menu:
            self.customContextMenuRequested.emit(self.rect().bottomLeft())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Remember the column for the keyboard."""
        self._section = max(self.logicalIndexAt(event.position().toPoint()), 0)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Carry the hairline through to the right end."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().colour("line"))
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Paint label, triangle, ring."""
        look = theme.current()
        if not rect.isValid() or logicalIndex >= len(self._paged.columns):
            return
        column = self._paged.columns[logicalIndex]
        key, is_descending = self._paged.sorted_by()
        painter.save()
        painter.fillRect(rect, look.colour("room"))
        painter.setFont(_heading_font())
        painter.setPen(look.colour("muted"))
        room = look.px(14) if key == column.key else 0
        inside = rect.adjusted(look.px(PADDING), 0, -look.px(PADDING) - (0 if column.is_right else room), 0)
        label = painter.fontMetrics().elidedText(column.label, Qt.TextElideMode.ElideRight, inside.width())
        side = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, label)
        if room:
            right = painter.fontMetrics().horizontalAdvance(label) + look.px(9)
            x = inside.right() - right if column.is_right else inside.left() + right
            painter.translate(QPointF(x, rect.center().y() + 1))
            painter.scale(1, 1 if is_descending else -1)
            draw_triangle(painter, QPointF(0, 0), look.px(7), look.colour("muted"))
        painter.restore()
        if self.hasFocus() and logicalIndex == self._section:
            draw_ring(painter, QRectF(rect).adjusted(0, 1, 0, -2), 6, look.colour("accent"))

    def _ask(self, section: int) -> None:
        if not 0 <= section < len(self._paged.columns) or not self._paged.columns[section].can_sort:
            return
        key, is_descending = self._paged.sorted_by()
        wanted = self._paged.columns[section].key
        self._paged.sort_wanted.emit(wanted, wanted == key and not is_descending)


def needed_widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return how wide each column must be for its heading and the texts of these rows to stand whole."""
    look = theme.current()
    heading, plain = QFontMetrics(_heading_font()), QFontMetrics(look.font("body"))
    strong = QFontMetrics(look.font("body", WEIGHTS["strong"]))
    widths = [heading.horizontalAdvance(column.label) + look.px(16) for column in columns]
    for row in rows:
        for place, cell in enumerate(row):
            sign = look.px(22) if cell.icon or SIGNS.get(cell.tone or columns[place].tone) else 0
            text = (strong if cell.is_heading else plain).horizontalAdvance(cell.text)
            widths[place] = max(widths[place], text + sign)
    return [width + 2 * look.px(PADDING) + 2 for width in widths]


def _heading_font() -> QFont:
    return theme.current().font("small", WEIGHTS["strong"])
