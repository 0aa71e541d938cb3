"""Lists of a hundred thousand rows: a model that holds ids and loads pages, and the table that shows it.

The model never sorts or filters: it asks (sort_wanted), and whoever knows the store answers with other ids.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from . import theme
from .cells import Cell, Column
from .rows import NOWHERE, ListHeader, RowDelegate, needed_widths
from .widgets import KeyboardRing, is_enter

PAGE_ROWS = 50  # one or two fill a screen: a jump reads no more than is seen
PAGES_KEPT = 40  # of each list: to read one again takes a millisecond
FIRST_AT_LEAST = 136  # width of the first column, which otherwise takes what the others leave
_BLANK = 60  # width of a column that holds nothing
CELL_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


Load = Callable[[Sequence[int]], Sequence[Sequence[Cell | str]]]
"""Gets ids, gives a tuple of cells for each, in that order. An id that is gone gives an empty tuple."""


class PagedModel(QAbstractTableModel):
    """Ids in an order, their rows loaded by pages of 50 and kept for the last 40 pages.

    Signals:
        sort_wanted(str, bool): a header was clicked; the column's key, and True for descending.
    """

    sort_wanted = Signal(str, bool)

    def __init__(self, load: Load, columns: Sequence[Column] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._columns = tuple(columns)
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, tuple[tuple[Cell, ...], ...]] = OrderedDict()
        self._sorted: tuple[str, bool] = ("", False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown, in order."""
        return self._columns

    @property
    def ids(self) -> Sequence[int]:
        """The ids shown, in order."""
        return self._ids

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show other records; the order is the caller's."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        if tuple(columns) == self._columns:
            return
        self.beginResetModel()
        self._columns = tuple(columns)
        self._pages.clear()
        self.endResetModel()

    def show_sorted(self, key: str, is_descending: bool) -> None:
        """Mark the column the ids are ordered by; emits nothing."""
        self._sorted = (key, is_descending)
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def sorted_by(self) -> tuple[str, bool]:
        """Return the marked column's key and whether it descends."""
        return self._sorted

    def refresh(self, ids: Sequence[int] | None = None) -> None:
        """Load rows again, all or those of the ids, because they changed."""
        if not self._ids or not self._columns:
            return
        if ids is None:
            self._pages.clear()
        else:
            changed = set(ids)
            for page in list(self._pages):
                if changed.intersection(self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]):
                    del self._pages[page]
        last = self.index(len(self._ids) - 1, len(self._columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of a row, loading its page when needed."""
        page = row // PAGE_ROWS
        if page not in self._pages:
            self._pages[page] = self._loaded(self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS])
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][row % PAGE_ROWS]

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """Return how many records are shown."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, or with CELL_ROLE the cell."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, CELL_ROLE):
            return None
        cells = self.row_cells(index.row())
        cell = cells[index.column()] if index.column() < len(cells) else Cell("")
        return cell if role == CELL_ROLE else cell.text

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's label."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _loaded(self, ids: Sequence[int]) -> tuple[tuple[Cell, ...], ...]:
        rows = [tuple(Cell(cell) if isinstance(cell, str) else cell for cell in row) for row in self._load(ids)]
        rows.extend(() for _missing in range(len(ids) - len(rows)))
        return tuple(rows)


class ListTable(KeyboardRing, QTableView):
    """The table of a list page.

    Signals:
        opened(int): Enter or double click on a record, its id.
        previewed(int): Space on a record, its id.
        row_changed(int): the current record is another one, its id (-1: none).
        selection_counted(int): so many records are selected now.
        columns_wanted(QPoint): the header's menu was asked for at this global point (choose columns).
        context_wanted(QPoint): the menu of the rows was asked for at this global point.
        copy_wanted(): Ctrl+C; whoever shows records sees to it what may leave.
    """

    opened = Signal(int)
    previewed = Signal(int)
    row_changed = Signal(int)
    selection_counted = Signal(int)
    columns_wanted = Signal(QPoint)
    context_wanted = Signal(QPoint)
    copy_wanted = Signal()

    def __init__(self, model: PagedModel, parent: QWidget | None = None, *, name: str = "list") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._paged = model
        self.setHorizontalHeader(ListHeader(model, self))
        self.setModel(model)
        self._delegate = RowDelegate(self, self.shows_ring)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.context_wanted.emit(self.viewport().mapToGlobal(at)))
        header = self.horizontalHeader()
        header.customContextMenuRequested.connect(lambda at: self.columns_wanted.emit(header.mapToGlobal(at)))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._paged.ids[index.row()]))
        model.modelReset.connect(self._content_may_differ)
        header.sectionResized.connect(self._section_resized)
        self._is_fitting = self._is_by_hand = False
        self._shown_columns: tuple[Column, ...] = ()
        self._needs: list[int] = []
        self._filled: set[int] = set()
        self._measure()
        self._content_may_differ()
        theme.current().changed.connect(self._measure)

    def current_id(self) -> int | None:
        """Return the id of the current record, None when there is none."""
        index = self.currentIndex()
        return self._paged.ids[index.row()] if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected records in the list's order; read from ranges, so all of 100,000 is quick."""
        ids = self._paged.ids
        return [
            record_id
            for top, bottom in selected_spans(self.selectionModel().selection())
            for record_id in ids[top : bottom + 1]
        ]

    def go_to(self, record_id: int) -> bool:
        """Make a record the current one; False when the list does not hold it."""
        try:
            row = self._paged.ids.index(record_id)
        except ValueError:
            return False
        self.setCurrentIndex(self._paged.index(row, 0))
        return True

    def go_by(self, steps: int) -> int | None:
        """Go to the neighbour so many rows further and return its id, None at the end."""
        row = self.currentIndex().row() + steps
        if not 0 <= row < self._paged.rowCount():
            return None
        self.setCurrentIndex(self._paged.index(row, 0))
        return self.current_id()

    def widths(self) -> QByteArray:
        """Return the widths of the columns, to be kept and given back to `restore_widths`."""
        return self.horizontalHeader().saveState()

    def restore_widths(self, state: QByteArray) -> bool:
        """Take over widths kept before; False when they do not fit the columns."""
        self._is_fitting = True
        is_fit = self.horizontalHeader().restoreState(state)
        self._is_fitting = False
        self._is_by_hand = is_fit
        return is_fit

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open, preview, copy."""
        current = self.current_id()
        self._came_by_mouse = False
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif is_enter(event) and current is not None:
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and current is not None:
            self.previewed.emit(current)
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # no type-ahead: it would load every page
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the first column take what the others leave."""
        super().resizeEvent(event)
        self._fit_columns()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tint the row under the mouse."""
        super().mouseMoveEvent(event)
        self._delegate.hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Forget the row when the mouse leaves, the ring when it works."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._came_by_mouse = True
        if event.type() == QEvent.Type.Leave:
            self._delegate.hover(-1)
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell which record is current now."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not current.isValid():
            self.row_changed.emit(self._paged.ids[current.row()] if current.isValid() else -1)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Tell how many are selected."""
        super().selectionChanged(selected, deselected)
        spans = selected_spans(self.selectionModel().selection())
        self.selection_counted.emit(sum(bottom - top + 1 for top, bottom in spans))
        self.viewport().update()

    def _content_may_differ(self) -> None:
        if self._paged.columns != self._shown_columns:
            self._shown_columns = self._paged.columns
            self._is_by_hand = False
            self._needs, self._filled = [], set()
        if not self._is_by_hand:
            self._see_needs()
            self._fit_columns()

    def _see_needs(self) -> None:
        """Measure what the first page needs in each column; more than before may be needed later, less never is."""
        rows = [self._paged.row_cells(row) for row in range(min(len(self._paged.ids), PAGE_ROWS))]
        if rows and self._shown_columns:
            needs = needed_widths(self._shown_columns, rows)
            self._needs = [max(pair) for pair in zip(needs, self._needs or needs, strict=True)]
            self._filled |= {place for row in rows for place, cell in enumerate(row) if cell.text}

    def _fit_columns(self) -> None:
        """Give the first column what the others leave; where that is too little, the others shrink to two thirds.

        Columns without a text begin with the least, and get more only where nothing else is cut.
        """
        if self._is_by_hand or not self._shown_columns:
            return
        look, room = theme.current(), self.viewport().width()
        least = look.px(FIRST_AT_LEAST)
        usual = [look.px(column.width) for column in self._shown_columns[1:]]
        first, *needed = self._needs or [least, *usual]
        least = max(least, min(first, room * 2 // 5))
        wanted = [min(pair) for pair in zip(usual, needed, strict=True)]
        if self._needs:
            blank = look.px(_BLANK)
            wanted = [each if place in self._filled else min(each, blank) for place, each in enumerate(wanted, 1)]
        scale = max(2 / 3, min(1.0, (room - least) / max(sum(wanted), 1)))
        headings = needed_widths(self._shown_columns, ())[1:]  # what shrinks keeps its heading whole, if it had it
        others = [max(int(width * scale), min(pair)) for width, *pair in zip(wanted, wanted, headings, strict=True)]
        least = max(look.px(FIRST_AT_LEAST), min(least, room - sum(others)))
        spare = room - max(first, least) - sum(others)
        for place, need in enumerate(needed):
            more = min(max(need - others[place], 0), max(spare, 0))
            others[place] += more
            spare -= more
        self._is_fitting = True
        for place, width in enumerate([max(least, room - sum(others)), *others]):
            self.setColumnWidth(place, width)
        self._is_fitting = False

    def _section_resized(self, _section: int, _old: int, _new: int) -> None:
        if not self._is_fitting:
            self._is_by_hand = True

    def _measure(self) -> None:
        look = theme.current()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)  # a larger one pins the rows when the text size changes
        rows.setDefaultSectionSize(look.px(33) + 1)
        self.horizontalHeader().setFixedHeight(look.px(33) + 1)
        self._needs = []
        self._see_needs()
        self._fit_columns()
        self.viewport().update()


def selected_spans(selection: QItemSelection) -> list[tuple[int, int]]:
    """Return the selected rows as spans (first, last) from top to bottom that do not overlap."""
    parts = [selection.at(place) for place in range(selection.count())]
    spans: list[tuple[int, int]] = []
    for top, bottom in sorted({(part.top(), part.bottom()) for part in parts}):
        first = max(top, spans[-1][1] + 1) if spans else top
        if first <= bottom:
            spans.append((first, bottom))
    return spans
