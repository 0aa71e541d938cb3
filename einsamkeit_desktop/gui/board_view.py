"""The board: a column for each open status, the closed ones folded at the right; a card moves under the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ..actions.cases import move_case
from ..errors import BadValues
from ..queries.cases import BoardColumn, asked_for, board
from ..queries.lists import ListQuery
from ..queries.record import named
from ..store.writing import Changes
from ..texts import _, grouped
from . import theme
from .board_cards import CardColumn, dropped_case
from .board_question import MoveQuestion
from .lines import clear_layout
from .widgets import Button, PlainLabel
from .workbench import Workbench


class BoardView(QWidget):
    """Signals: opened(int): a case is wanted beside the board; counted(int): so many cases stand in its columns."""

    opened = Signal(int)
    counted = Signal(int)

    def __init__(self, workbench: Workbench, query: Callable[[], ListQuery], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseBoard")
        self.setAccessibleName(_("Vorgänge nach Status"))
        self._bench, self._query = workbench, query
        self._is_stale = True
        self._columns: dict[str, CardColumn] = {}
        self._unfolded: set[str] = set()
        self._order: tuple[str, ...] = ()
        self._labels: dict[str, str] = {}
        self._heads: dict[str, ColumnHead] = {}
        self.question = MoveQuestion(workbench)
        self.question.taken.connect(self._move)
        self.question.left.connect(self.go_to)
        self.question.open_wanted.connect(self.opened)
        self._row = QHBoxLayout()
        self._build()
        workbench.changed.connect(self._hear)

    def _build(self) -> None:
        look = theme.current()
        ground = QWidget()
        ground.setObjectName("scrolled")
        ground.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.px(10))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(ground)
        scroll.viewport().setAutoFillBackground(False)
        self._scroll = scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(10))
        whole.addWidget(self.question)
        whole.addWidget(scroll, 1)

    def reload(self) -> None:
        """Read the board again; the keyboard stays on its card."""
        self._is_stale = False
        held = self._held()
        found = board(self._bench.store, self._query(), unfolded=tuple(self._unfolded))
        shape = tuple((column.status, column.is_open or column.status in self._unfolded) for column in found)
        if shape != tuple((status, status in self._columns) for status in self._order):
            self._lay_out(found)
        for column in found:
            self._heads[column.status].show_count(column.count)
            if column.status in self._columns:
                self._columns[column.status].cards.show_cards(column.cards)
        self.counted.emit(sum(column.count for column in found))
        if held is not None:
            self.go_to(held)

    def go_to(self, case_id: int) -> bool:
        """Put the keyboard on a case, or on the first card where it is not shown."""
        for column in self._columns.values():
            if column.go_to(case_id):
                self._scroll.ensureWidgetVisible(column)
                return True
        return False

    def take_focus(self) -> None:
        """Put the keyboard on the first card there is, on an empty column where there is none."""
        columns = sorted(self._columns.values(), key=lambda column: not column.cards.rowCount())
        for column in columns[:1]:
            column.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what changed while the board was out of sight."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def want(self, case_id: int, status: str) -> None:
        """Move a case to a status, after asking for what that status needs."""
        if status == self._status_of(case_id):
            return
        needed = asked_for(self._bench.store, case_id, status)
        if needed:
            self.question.ask(case_id, status, self._heading(case_id, status), needed)
        else:
            self._move(case_id, status, {})

    def _move(self, case_id: int, status: str, values: dict[str, Any]) -> None:
        try:
            changes = self._bench.do(move_case, case_id, status, values)
        except BadValues as trouble:
            if not self.question.isVisible():
                self.question.ask(case_id, status, self._heading(case_id, status), ())
            self.question.show_problems(trouble.problems)
            return
        if changes is None:
            return
        self.question.hide()
        if not self.go_to(case_id):
            self._heads[status].take_focus()

    def _heading(self, case_id: int, status: str) -> str:
        title = named(self._bench.store, [case_id])[case_id].title
        return _("„{title}“ nach „{status}“").format(title=title, status=self._labels[status])

    def _step(self, case_id: int, step: int) -> None:
        at = self._order.index(self._status_of(case_id)) + step
        if 0 <= at < len(self._order):
            self.want(case_id, self._order[at])

    def _status_of(self, case_id: int) -> str:
        return next((status for status, column in self._columns.items() if column.cards.row_of(case_id) >= 0), "")

    def _held(self) -> int | None:
        for column in self._columns.values():
            card = column.current_card()
            if column.hasFocus() and card is not None:
                return card.id
        return None

    def _lay_out(self, found: Sequence[BoardColumn]) -> None:
        clear_layout(self._row)
        self._columns = {}
        self._order = tuple(column.status for column in found)
        self._labels = {column.status: column.label for column in found}
        self._heads = {}
        closed = QVBoxLayout()
        closed.setSpacing(theme.current().px(8))
        for column in found:
            frame = self._framed(column)
            if column.is_open:
                self._row.addWidget(frame, 5)
            else:
                closed.addWidget(frame, 1 if column.status in self._unfolded else 0)
        if not self._unfolded:
            closed.addStretch(1)
        self._row.addLayout(closed, 5 if self._unfolded else 4)

    def _framed(self, column: BoardColumn) -> QWidget:
        look = theme.current()
        frame = QFrame()
        frame.setProperty("look", "lane")
        box = QVBoxLayout(frame)
        box.setContentsMargins(0, look.px(4), 0, look.px(4))
        box.setSpacing(look.px(2))
        is_unfolded = column.is_open or column.status in self._unfolded
        head = ColumnHead(column, is_unfolded=is_unfolded)
        head.dropped.connect(self.want)
        head.fold_wanted.connect(self._fold)
        self._heads[column.status] = head
        box.addWidget(head)
        if is_unfolded:
            box.addWidget(self._made(column), 1)
        return frame

    def _made(self, column: BoardColumn) -> CardColumn:
        made = CardColumn(column.status, column.label)
        made.opened.connect(self.opened)
        made.step_wanted.connect(self._step)
        made.dropped.connect(self.want)
        made.menu_wanted.connect(self._show_menu)
        made.left.connect(partial(self._go_beside, column.status))
        self._columns[column.status] = made
        return made

    def _fold(self, status: str) -> None:
        self._unfolded ^= {status}
        self.reload()
        self._heads[status].take_focus()

    def _go_beside(self, status: str, step: int) -> None:
        shown = [column for column in self._columns.values() if column.cards.rowCount() or column.status == status]
        at = shown.index(self._columns[status]) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(shown[at])

    def _show_menu(self, case_id: int, at: QPoint) -> None:
        menu = self.build_menu(case_id)
        menu.exec(at)
        menu.deleteLater()

    def build_menu(self, case_id: int) -> QMenu:
        """Return the menu of a card: open it, or move it to a status."""
        menu, now = QMenu(self), self._status_of(case_id)
        menu.addAction(_("Öffnen\tEingabe"), partial(self.opened.emit, case_id))
        menu.addSeparator()
        for status in self._order:
            if status != now:
                label = _("Nach „{status}“").format(status=self._labels[status])
                menu.addAction(label, partial(self.want, case_id, status))
        return menu

    def _hear(self, changes: Changes) -> None:
        if not ("case" in changes.kinds or changes.tables & {"term"}):
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True


class ColumnHead(QWidget):
    """The name and count of a column; a closed one folds and unfolds, and takes cards while it is folded.

    Signals: fold_wanted(str); dropped(int, str): a case was dropped on it.
    """

    fold_wanted = Signal(str)
    dropped = Signal(int, str)

    def __init__(self, column: BoardColumn, *, is_unfolded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._status, self._label = column.status, column.label
        self._count = PlainLabel("", role="muted", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
        row.setSpacing(look.px(4))
        self._fold: Button | None = None
        if not column.is_open:
            row.setContentsMargins(look.px(4), 0, look.px(12), 0)
            self._fold = Button("", icon="chevron-down" if is_unfolded else "chevron-right", look="faint")
            self._fold.setObjectName(f"fold-{column.status}")
            self._fold.clicked.connect(lambda: self.fold_wanted.emit(column.status))
            row.addWidget(self._fold)
        row.addWidget(PlainLabel(column.label, weight="strong"), 1)
        row.addWidget(self._count)
        self.setAcceptDrops(True)

    def show_count(self, count: int) -> None:
        """Show how many cases have the status."""
        self._count.setText(grouped(count) if count else "")
        name = _("{label}, {count} Vorgänge").format(label=self._label, count=grouped(count))
        self.setAccessibleName(name)
        if self._fold is not None:
            self._fold.setAccessibleName(name)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Keep the name and the count whole, and room for cards; the board scrolls."""
        return self.sizeHint().expandedTo(QSize(theme.current().px(150), 0))

    def take_focus(self) -> None:
        """Put the focus on the button that folds."""
        if self._fold is not None:
            self._fold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fold by a click on the name as well."""
        if self._fold is not None and self.rect().contains(event.position().toPoint()):
            self.fold_wanted.emit(self._status)
        else:
            super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome a card."""
        if dropped_case(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell which case was dropped here."""
        case_id = dropped_case(event.mimeData())
        if case_id is not None:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            self.dropped.emit(case_id, self._status)
