"""Chips: a quiet one that says something, a filter that can be taken away, and the layout that lets them flow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QSizePolicy, QWidget

from ..texts import _
from . import theme
from .widgets import EnterClicks, KeyboardRing, draw_ring, draw_triangle, plain_tip

ROLES = {
    "neutral": ("text", "neutral_soft"),
    "positive": ("positive", "positive_soft"),
    "warning": ("warning", "warning_soft"),
    "danger": ("danger", "danger_soft"),
    "accent": ("accent", "accent_soft"),
}
"""Colours of text and ground per role; the text always says the meaning too."""

_HEIGHT = 22
_SIDE = 13  # from the edge to the text
_CROSS = 29  # room for × at the right
_PILL_SIDE = 11
_TRIANGLE = 10  # room for ▾ after the text


class Chip(QWidget):
    """A small rounded label (kind, stage, warning). Nothing happens on a click.

    `role` is neutral, positive, warning, danger or accent.
    """

    def __init__(self, text: str = "", role: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._role = text, role
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        theme.current().changed.connect(self.updateGeometry)

    def text(self) -> str:
        """Return the text."""
        return self._text

    def set_text(self, text: str, role: str = "") -> None:
        """Show another text, and with `role` another meaning."""
        self._text, self._role = text, role or self._role
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the room of the text."""
        return _pill_size(self._text, 2 * _SIDE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept a cut text."""
        return _narrow(self.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground and text."""
        painter = QPainter(self)
        side = theme.current().px(_SIDE)
        shown = _paint_pill(painter, self.rect(), self._text, self._role, side, side)
        self.setToolTip("" if shown == self._text else plain_tip(self._text))
        painter.end()


class PillButton(KeyboardRing, EnterClicks, QAbstractButton):
    """A rounded small button, as in the composer: "Telefonat ▾"; with a triangle it opens a choice.

    Signals: those of QAbstractButton. Enter and Space click; Alt+Down and Down click too when it has a triangle.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "neutral",
        *,
        triangle: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._triangle = role, triangle
        self.setObjectName(name or "pill")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.set_label(text)
        theme.current().changed.connect(self.updateGeometry)

    def set_label(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.updateGeometry()

    def set_role(self, role: str) -> None:
        """Take the colours of another role."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the room of the text and the triangle."""
        return _pill_size(self.text(), 2 * _PILL_SIDE + (_TRIANGLE if self._triangle else 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept a cut text."""
        return _narrow(self.sizeHint())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open on Down."""
        has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._triangle and event.key() == Qt.Key.Key_Down and not has_ctrl:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, text, triangle, ring."""
        look = theme.current()
        painter = QPainter(self)
        right = look.px(_PILL_SIDE + (_TRIANGLE if self._triangle else 0))
        shown = _paint_pill(
            painter, self.rect(), self.text(), self._role, look.px(_PILL_SIDE), right, self.underMouse()
        )
        if self._triangle:
            colour = look.colour(ROLES[self._role][0])
            middle = QRectF(self.rect().right() - look.px(_PILL_SIDE + 6), 0, look.px(7), self.height()).center()
            draw_triangle(painter, middle, look.px(7), colour)
        if self.shows_ring():
            draw_ring(painter, QRectF(self.rect()), self.height() / 2, look.colour("accent"))
        if not self.toolTip() and shown != self.text():
            self.setToolTip(plain_tip(self.text()))
        painter.end()


class RemovableChip(KeyboardRing, EnterClicks, QAbstractButton):
    """A chip with ×: a filter of a list, or a person linked to an entry.

    Signals:
        clicked(): the text was clicked, Enter or Space pressed (change this filter).
        removed(): × was clicked, or Delete or Backspace pressed.
    """

    removed = Signal()

    def __init__(self, text: str = "", role: str = "accent", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setObjectName(name or "removableChip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(_("Entf entfernt"))
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the room of text and ×."""
        return _pill_size(self.text(), _SIDE + _CROSS)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept a cut text."""
        return _narrow(self.sizeHint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell × from the text."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_cross(event.position().x()):
            self.setDown(False)
            if self.rect().contains(event.position().toPoint()):
                self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Remove on Delete and Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, text, ×, ring."""
        look = theme.current()
        painter = QPainter(self)
        shown = _paint_pill(painter, self.rect(), self.text(), self._role, look.px(_SIDE), look.px(_CROSS))
        self.setToolTip("" if shown == self.text() else plain_tip(self.text()))
        cross = QRect(self.width() - look.px(_CROSS) + look.px(7), 0, look.px(12), self.height())
        painter.drawText(cross, Qt.AlignmentFlag.AlignCenter, "×")
        if self.shows_ring():
            draw_ring(painter, QRectF(self.rect()), self.height() / 2, look.colour("accent"))
        painter.end()

    def _is_on_cross(self, x: float) -> bool:
        return x >= self.width() - theme.current().px(_CROSS)


class FlowLayout(QLayout):
    """Lays its widgets in rows, like words; the height follows the width."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, row_gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._row_gap = gap, row_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Take over an item (addWidget calls this)."""
        self._items.append(item)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one at the place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give an item back, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Remove and delete all widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height at this width."""
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802
        """Place all items."""
        super().setGeometry(area)
        self._place(area, moving=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for one row."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + theme.current().px(self._gap) * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Accept the width of the widest item's least."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, area: QRect, *, moving: bool) -> int:
        look = theme.current()
        gap, row_gap = look.px(self._gap), look.px(self._row_gap)
        rows: list[list[tuple[QLayoutItem, int, QSize]]] = [[]]
        x = 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), 1_000_000))
            if rows[-1] and x + size.width() > area.width():
                rows.append([])
                x = 0
            rows[-1].append((item, x, size))
            x += size.width() + gap
        y = 0
        for row in rows:
            high = max((size.height() for _item, _x, size in row), default=0)
            for item, left, size in row:
                if moving:
                    top = y + (high - size.height()) // 2
                    item.setGeometry(QRect(area.topLeft() + QPoint(left, top), size))
            y += high + row_gap
        return max(0, y - row_gap)


def _pill_size(text: str, sides: int) -> QSize:
    look = theme.current()
    return QSize(QFontMetrics(look.font("small")).horizontalAdvance(text) + look.px(sides) + 1, look.px(_HEIGHT))


def _narrow(hint: QSize) -> QSize:
    return QSize(min(hint.width(), theme.current().px(70)), hint.height())


def _paint_pill(
    painter: QPainter, area: QRect, text: str, role: str, left: int, right: int, is_hot: bool = False
) -> str:
    """Paint ground and text, return the text as shown (cut or whole)."""
    look = theme.current()
    text_role, ground_role = ROLES[role]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("selected" if is_hot else ground_role))
    painter.drawRoundedRect(QRectF(area), area.height() / 2, area.height() / 2)
    painter.setFont(look.font("small"))
    painter.setPen(look.colour(text_role))
    inside = area.adjusted(left, 0, -right, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width() + 1)
    painter.drawText(inside.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return shown
