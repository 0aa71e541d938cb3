"""One column of the board: its cards, painted; moved by mouse, by Ctrl with the arrows, or from a menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..kinds.days import format_day
from ..queries.cases import Card, deadline_chip
from ..texts import _, ngettext
from . import icons, theme
from .widgets import draw_ring, plain_tip

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
CARD_TYPE = "application/x-gem-einsamkeit-card"
_HEIGHT = 84

Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The cards of one status."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards."""
        self.beginResetModel()
        self._cards = tuple(cards)
        self.endResetModel()

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, -1 where it is not here."""
        return next((row for row, card in enumerate(self._cards) if card.id == case_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return how many cards there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the subject, the card itself, or the card as a screen reader says it."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(card.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (card.title, card.reference, day_of(card)[0], people_of(card)) if part)
        return card if role == CARD_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every card be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Name what is dragged: a card of this program alone."""
        return [CARD_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """Return the dragged card by the id of its case."""
        dragged = QMimeData()
        if indexes:
            dragged.setData(CARD_TYPE, QByteArray(str(self._cards[indexes[0].row()].id).encode()))
        return dragged


def day_of(card: Card) -> tuple[str, str]:
    """Return the day that matters on a card in words, and its role: a near deadline before the day it waits for."""
    if card.closed_on is not None:
        return _("seit {day}").format(day=format_day(card.closed_on)), "neutral"
    text, role = deadline_chip(card.deadline_on, None)
    if card.waiting_until is None:
        return text, role
    waits = _("wartet bis {day}").format(day=format_day(card.waiting_until))
    return (f"{text} · {waits}", role) if role in {"danger", "warning"} else (waits, "neutral")


def people_of(card: Card) -> str:
    """Return in words how many partners take part, "" for none."""
    return ngettext("{count} Beteiligte", "{count} Beteiligte", card.people) if card.people else ""


class CardDelegate(QStyledItemDelegate):
    """Paints a card: subject in two lines, file reference, deadline with its colour, how many take part."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Give every card the same height."""
        return QSize(theme.current().px(120), theme.current().px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the card of an index."""
        look, card = theme.current(), index.data(CARD_ROLE)
        column = option.widget
        assert isinstance(column, CardColumn)
        area: QRect = option.rect.adjusted(look.px(6), look.px(3), -look.px(6), -look.px(3))
        is_current = column.currentIndex() == index and column.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("selected" if is_current else "room"))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if is_current:
            draw_ring(painter, QRectF(area), 6, look.colour("accent"))
        inside = area.adjusted(look.px(9), look.px(7), -look.px(9), -look.px(7))
        self._paint_title(painter, inside, card)
        self._paint_foot(painter, inside, card)
        painter.restore()

    def _paint_title(self, painter: QPainter, inside: QRect, card: Card) -> None:
        look = theme.current()
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        metrics = painter.fontMetrics()
        for at, line in enumerate(two_lines(card.title, inside.width(), painter.font())):
            painter.drawText(inside.left(), inside.top() + metrics.ascent() + at * metrics.lineSpacing(), line)

    def _paint_foot(self, painter: QPainter, inside: QRect, card: Card) -> None:
        look = theme.current()
        painter.setFont(look.font("tiny"))
        metrics = painter.fontMetrics()
        low = inside.bottom() - metrics.descent()
        high = low - metrics.lineSpacing()
        text, role = day_of(card)
        painter.setPen(look.colour({"danger": "danger", "warning": "warning"}.get(role, "muted")))
        painter.drawText(inside.left(), low, metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width()))
        painter.setPen(look.colour("muted"))
        right = 0
        if card.people:
            count, size = str(card.people), look.px(12)
            right = metrics.horizontalAdvance(count) + size + look.px(8)
            painter.drawText(inside.right() - metrics.horizontalAdvance(count), high, count)
            at = inside.right() - right + look.px(4)
            icons.paint(painter, "users", "muted", at, high - metrics.ascent() + look.px(1), size)
        room = inside.width() - right
        painter.drawText(inside.left(), high, metrics.elidedText(card.reference, Qt.TextElideMode.ElideRight, room))


def two_lines(text: str, width: int, font: QFont) -> list[str]:
    """Return a text in at most two lines of a width, the second cut with … where it is longer."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    first, rest = text[: line.textLength()], text[line.textLength() :].strip()
    cut = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [first.strip(), cut] if cut else [first.strip()]


class CardColumn(QListView):
    """The cards of one status in a column.

    Signals:
        opened(int): Enter, or a click twice: the case is wanted beside the board.
        step_wanted(int, int): Ctrl with an arrow: the case and +1 or -1.
        dropped(int, str): a case was dropped here; the status of this column.
        menu_wanted(int, QPoint): where a card may go is asked for.
        left(int): an arrow without Ctrl leads to the column at the left (-1) or right (+1).
    """

    opened = Signal(int)
    step_wanted = Signal(int, int)
    dropped = Signal(int, str)
    menu_wanted = Signal(int, QPoint)
    left = Signal(int)

    def __init__(self, status: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"column-{status}")
        self.setAccessibleName(label)
        self.setAccessibleDescription(_("Strg+Pfeil rechts oder links ändert den Status, Eingabe öffnet den Vorgang."))
        self.status = status
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(CARD_ROLE).id))
        theme.current().changed.connect(self.scheduleDelayedItemsLayout)

    def current_card(self) -> Card | None:
        """Return the card the keyboard is on."""
        card: Card | None = self.currentIndex().data(CARD_ROLE)
        return card

    def go_to(self, case_id: int) -> bool:
        """Put the keyboard on a case; False where it is not in this column."""
        row = self.cards.row_of(case_id)
        if row < 0:
            return False
        self.setCurrentIndex(self.cards.index(row, 0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl with the arrows from the window, where they lead to the neighbour in a list."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the card, open it, or go to the next column."""
        card, step = self.current_card(), _step(event)
        if card is not None and step:
            self.step_wanted.emit(card.id, step)
        elif card is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(card.id)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.left.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Begin with the first card."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer where the card may go; by the key of the menu too."""
        card = self.current_card()
        if card is not None:
            self.menu_wanted.emit(card.id, self.mapToGlobal(event.pos()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome a card."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Welcome a card wherever it is held."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell which case was dropped here."""
        case_id = dropped_case(event.mimeData())
        if case_id is not None:
            event.setDropAction(Qt.DropAction.IgnoreAction)  # the store moves it, and the board is read again
            event.accept()
            self.dropped.emit(case_id, self.status)

    def _welcome(self, event: QDragMoveEvent) -> None:
        if dropped_case(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()


def dropped_case(held: QMimeData) -> int | None:
    """Return the case that is being dragged, None where it is something else."""
    text = bytes(held.data(CARD_TYPE).data()) if held.hasFormat(CARD_TYPE) else b""
    return int(text) if text.isdigit() else None


def _step(event: QKeyEvent) -> int:
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return 0
    return {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
