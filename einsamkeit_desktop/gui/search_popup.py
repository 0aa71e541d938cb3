"""What the one field answers: records, texts, commands, "… anlegen", below the field while it keeps the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..texts import _
from . import icons, theme
from .statusline import announce
from .widgets import WEIGHTS

DELAY_MS = 15  # two keys typed together ask once; far below what a person notices
ROWS_SHOWN = 14
Marks = tuple[tuple[int, int], ...]
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Suggestion:
    """One thing the field can do. `key` is the caller's; the popup hands the whole suggestion back.

    Marks are (start, end) places of the found words. `section` is the heading it stands under; equal ones follow
    each other.
    """

    title: str
    key: str
    kind_icon: str = "circle"
    subtitle: str = ""
    section: str = ""
    shortcut: str = ""
    title_marks: Marks = ()
    subtitle_marks: Marks = ()


Provider = Callable[[str], Sequence[Suggestion]]
"""Gets what stands in the field (also ""), gives suggestions in order; must answer within a frame."""


class SuggestionModel(QAbstractListModel):
    """Headings (plain texts) and suggestions, one a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | Suggestion] = []

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these, a heading before each new section."""
        self.beginResetModel()
        self._rows = []
        section = ""
        for suggestion in suggestions:
            if suggestion.section and suggestion.section != section:
                self._rows.append(suggestion.section)
            section = suggestion.section
            self._rows.append(suggestion)
        self.endResetModel()

    def row(self, place: int) -> str | Suggestion | None:
        """Return a heading or suggestion, None past the ends."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def next_suggestion(self, place: int, step: int) -> int:
        """Return the row of the next suggestion in a direction, around the ends; -1 when there is none."""
        for _attempt in self._rows:
            place = (place + step) % len(self._rows)
            if isinstance(self._rows[place], Suggestion):
                return place
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a row."""
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and row is not None:
            return row if isinstance(row, str) else spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings not be chosen."""
        if isinstance(self.row(index.row()), Suggestion):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled


class SuggestionDelegate(QStyledItemDelegate):
    """Paints headings and suggestions, found words strong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the height: heading, one line or two."""
        row = _row_of(index)
        high = 28 if isinstance(row, str) else 46 if row and row.subtitle else 34
        return QSize(theme.current().px(200), theme.current().px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        look, row = theme.current(), _row_of(index)
        area, state = option.rect, option.state
        if isinstance(row, str):
            painter.setFont(look.font("tiny", WEIGHTS["strong"]))
            painter.setPen(look.colour("muted"))
            painter.drawText(area.adjusted(look.px(12), look.px(6), 0, 0), _LEFT, row.upper())
            return
        if row is None:
            return
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(QRectF(area).adjusted(4, 1, -4, -1), 6, 6)
        self._paint_suggestion(painter, area, row)
        painter.restore()

    def _paint_suggestion(self, painter: QPainter, area: QRect, row: Suggestion) -> None:
        look = theme.current()
        size = look.px(16)
        icons.paint(painter, row.kind_icon, "muted", area.left() + look.px(14), area.center().y() - size / 2 + 1, size)
        inside = area.adjusted(look.px(42), 0, -look.px(14), 0)
        if row.shortcut:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("muted"))
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.shortcut)
            inside.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(row.shortcut) - look.px(12))
        upper = inside
        if row.subtitle:
            half = inside.height() // 2
            upper = QRect(inside.left(), inside.top() + look.px(4), inside.width(), half - look.px(2))
            lower = QRect(inside.left(), inside.top() + half, inside.width(), half - look.px(4))
            painter.setPen(look.colour("muted"))
            draw_marked(painter, lower, row.subtitle, row.subtitle_marks, look.font("small"))
        painter.setPen(look.colour("text"))
        draw_marked(painter, upper, row.title, row.title_marks, look.font())


class SearchPopup(QFrame):
    """The list below the field.

    Signals:
        chosen(Suggestion): Enter or click.
        chosen_beside(Suggestion): Ctrl+Enter or Ctrl+click: open beside what is there.
        closed(): it went away, by Esc, by choosing, or because the focus left.
        escaped(): it went away by Esc.
    """

    chosen = Signal(object)
    chosen_beside = Signal(object)
    closed = Signal()
    escaped = Signal()
    opens_by_key = True

    def __init__(self, field: QWidget, provider: Provider) -> None:
        super().__init__(field.window())
        self.setObjectName("searchPopup")
        self.setAccessibleName(_("Vorschläge"))
        self._field, self._provider = field, provider
        self.model = SuggestionModel(self)
        self.view = QListView()
        self.view.setObjectName("suggestions")
        self.view.setAccessibleName(_("Vorschläge"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(SuggestionDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        column.addWidget(self.view)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.ask)
        field.installEventFilter(self)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda _text: self._timer.start())
        theme.current().changed.connect(self.close_popup)
        self.hide()

    def words(self) -> str:
        """Return what the person typed."""
        return self._field.text() if isinstance(self._field, QLineEdit) else ""

    def spend(self, suggestion: Suggestion) -> None:
        """Take what was typed away, because something was chosen."""
        if isinstance(self._field, QLineEdit):
            self._field.clear()

    def anchor(self) -> QRect:
        """Return the area, in the field, below which the popup belongs."""
        return self._field.rect()

    def ask(self) -> None:
        """Ask the provider for what stands in the field and show the answer."""
        self._timer.stop()
        suggestions = self._provider(self.words())
        self.model.show(suggestions)
        if not suggestions:
            self.close_popup()
            return
        self._go(self.model.next_suggestion(-1, 1))
        self._place()
        if not self.isVisible():
            self.show()
        self.raise_()

    def close_popup(self) -> None:
        """Go away; the field keeps its text."""
        self._timer.stop()
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def current(self) -> Suggestion | None:
        """Return the suggestion Enter would take."""
        row = self.model.row(self.view.currentIndex().row())
        return row if isinstance(row, Suggestion) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Listen to the field's keys and focus and to the mouse over the list."""
        if watched is self._field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
                self.close_popup()
            if event.type() == QEvent.Type.MouseButtonPress and self.opens_by_key and not self.isVisible():
                self._timer.start()
        elif isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            if isinstance(self.model.row(index.row()), Suggestion) and index.isValid():
                if event.type() == QEvent.Type.MouseMove:
                    self.view.setCurrentIndex(index)
                elif event.type() == QEvent.Type.MouseButtonRelease:
                    self.view.setCurrentIndex(index)
                    self._take(beside=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if not self.opens_by_key and not self.isVisible():
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            if self.isVisible():
                self._go(
                    self.model.next_suggestion(self.view.currentIndex().row(), steps[Qt.Key(key)]), spoken_too=True
                )
            else:
                self.ask()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or not self.isVisible():
                self.ask()
            self._take(beside=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        if key == Qt.Key.Key_Escape and self.isVisible():
            self.close_popup()
            self.escaped.emit()
            return True
        return False

    def _take(self, *, beside: bool) -> None:
        suggestion = self.current()
        if suggestion is None or not self.isVisible():
            return
        self.spend(suggestion)
        self.close_popup()
        (self.chosen_beside if beside else self.chosen).emit(suggestion)

    def _go(self, row: int, *, spoken_too: bool = False) -> None:
        self.view.setCurrentIndex(self.model.index(row))
        suggestion = self.current()
        if spoken_too and suggestion is not None:
            announce(self._field, spoken(suggestion))

    def _place(self) -> None:
        look = theme.current()
        rows = range(min(self.model.rowCount(), ROWS_SHOWN))
        delegate = self.view.itemDelegate()
        option = QStyleOptionViewItem()
        high = sum(delegate.sizeHint(option, self.model.index(row)).height() for row in rows) + 12
        window, anchor = self._field.window(), self.anchor()
        if self.parent() is not window:
            self.setParent(window)
        below = self._field.mapTo(window, anchor.bottomLeft() + QPoint(0, look.px(4)))
        above = self._field.mapTo(window, anchor.topLeft()).y() - look.px(4)
        room = window.height() - below.y() - look.px(8)
        goes_up = room < high and above > room  # near the lower edge the list opens upwards
        high = min(high, max(above if goes_up else room, look.px(60)))
        width = min(max(anchor.width(), look.px(320)), window.width() - look.px(16))
        left = max(min(below.x(), window.width() - width - look.px(8)), 0)
        self.setGeometry(left, above - high if goes_up else below.y(), width, high)


def spoken(suggestion: Suggestion) -> str:
    """Return the suggestion as a screen reader says it."""
    parts = (suggestion.title, suggestion.subtitle, suggestion.shortcut)
    return ", ".join(part for part in parts if part)


def draw_marked(painter: QPainter, area: QRect, text: str, marks: Marks, font: QFont) -> None:
    """Draw one line with the marked places strong, cut at the end; no HTML on the way."""
    strong = QFont(font)
    strong.setWeight(WEIGHTS["bold"])
    x, right = float(area.left()), float(area.right())
    for part, is_marked in _parts(text, marks):
        used = strong if is_marked else font
        metrics = QFontMetrics(used)
        width = metrics.horizontalAdvance(part)
        painter.setFont(used)
        room = QRectF(x, area.top(), right - x, area.height())
        if x + width > right:
            painter.drawText(room, _LEFT, metrics.elidedText(part, Qt.TextElideMode.ElideRight, int(right - x)))
            return
        painter.drawText(room, _LEFT, part)
        x += width


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


def _parts(text: str, marks: Marks) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(marks):
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        parts += [(text[done:start], False), (text[start:end], True)]
        done = end
    parts.append((text[done:], False))
    return [(part, is_marked) for part, is_marked in parts if part]


def _row_of(index: Index) -> str | Suggestion | None:
    model = index.model()
    return model.row(index.row()) if isinstance(model, SuggestionModel) else None
