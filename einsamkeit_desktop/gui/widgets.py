"""Small pieces every page is made of: labels, buttons, cards, the circle of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from . import icons, theme
from .long_words import broken, broken_height

_WIDEST_WORD = 200  # px at 13 px text; what is wider does not widen its page
WEIGHTS = {
    "normal": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "strong": QFont.Weight.DemiBold,
    "bold": QFont.Weight.Bold,
}


def draw_ring(painter: QPainter, area: QRectF, radius: float, colour: QColor) -> None:
    """Draw the focus ring, two pixels wide, just inside the area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def draw_triangle(painter: QPainter, centre: QPointF, width: float, colour: QColor) -> None:
    """Draw the small filled triangle that says: there is a choice below."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half, high = width / 2, width * 0.42
    x, y = centre.x(), centre.y()
    painter.drawPolygon(QPolygonF([QPointF(x - half, y - high), QPointF(x + half, y - high), QPointF(x, y + high)]))
    painter.restore()


def repolish(widget: QWidget) -> None:
    """Let the stylesheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def is_enter(event: QKeyEvent) -> bool:
    """Whether this is Enter without Ctrl, Alt or Shift, be it the one of the number pad."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return not held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


if TYPE_CHECKING:
    _Base = QWidget
    _ButtonBase = QAbstractButton
else:
    _Base = _ButtonBase = object


class KeyboardRing(_Base):
    """Mixed in before a widget that paints itself: knows whether its focus ring belongs on the screen."""

    _came_by_mouse = False

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Remember how the focus came."""
        self._came_by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def shows_ring(self) -> bool:
        """Return whether the focus is here and the mouse did not bring it."""
        return self.hasFocus() and not self._came_by_mouse


class EnterClicks(_ButtonBase):
    """Mixed in before a button: Enter presses it as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class PlainLabel(QLabel):
    """Text that is never taken for HTML; too long a line is cut with … and shown whole as tooltip.

    `wrap=True` breaks lines instead. `role` names a colour, `size` and `weight` a font of the theme.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "text",
        size: str = "body",
        weight: str = "normal",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full, self._role, self._size, self._weight = text, role, size, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        across = QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        self._wear()
        self.setAccessibleName(text)
        super().setText(text)  # to be cut or broken when the first size comes, which always does
        theme.current().changed.connect(self._dress)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def full_text(self) -> str:
        """Return the whole text, also when it is shown cut."""
        return self._full

    def set_role(self, role: str) -> None:
        """Take the colour of another role."""
        self._role = role
        self._dress()

    def set_struck(self, is_struck: bool) -> None:
        """Strike the text through (done), or no longer."""
        font = self.font()
        font.setStrikeOut(is_struck)
        self.setFont(font)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the room of the whole text."""
        if self.wordWrap():
            return super().sizeHint()
        metrics = self.fontMetrics()
        margins = self.contentsMargins()
        width = metrics.horizontalAdvance(self._full) + margins.left() + margins.right() + 1
        return QSize(width, metrics.height() + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept the room of a few letters, or of a word when wrapping; wider words are broken."""
        if self.wordWrap():
            hint = super().minimumSizeHint()
            return QSize(min(hint.width(), theme.current().px(_WIDEST_WORD)), hint.height())
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().px(40)), hint.height())

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height with wide words broken."""
        margins = self.contentsMargins()
        inside = width - margins.left() - margins.right()
        height = broken_height(self._full, self.fontMetrics(), inside) if self.wordWrap() else 0
        return height + margins.top() + margins.bottom() if height else super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Cut again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.wordWrap():
            super().setText(broken(self._full, self.fontMetrics(), self.contentsRect().width()))
            return
        shown = self.fontMetrics().elidedText(
            self._full, Qt.TextElideMode.ElideRight, max(self.contentsRect().width(), 1)
        )
        super().setText(shown)
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")

    def _wear(self) -> None:
        look = theme.current()
        font = look.font(self._size, WEIGHTS[self._weight])
        font.setStrikeOut(self.font().strikeOut())
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, look.colour(self._role))
        self.setPalette(colours)
        self.setFont(font)

    def _dress(self) -> None:
        self._wear()
        self.updateGeometry()
        self._fit()


def plain_tip(text: str) -> str:
    """Return the text so that a tooltip shows it as it is: Qt guesses HTML from the text alone."""
    if "<" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<p>{escaped}</p>"


class SectionTitle(PlainLabel):
    """The heading of a card or section."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, size="section", weight="strong", parent=parent)


class Hairline(QFrame):
    """A line of one pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "line")


class Card(QFrame):
    """A framed area; put content into `body`. With `show_focus` it carries the ring of a frameless field inside."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 16) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self._margin = margin
        self._has_ring = False
        self._measure()
        theme.current().changed.connect(self._measure)

    def show_focus(self, is_shown: bool) -> None:
        """Draw the focus ring along the frame, or no longer."""
        self._has_ring = is_shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Add the ring."""
        super().paintEvent(event)
        if self._has_ring:
            painter = QPainter(self)
            draw_ring(painter, QRectF(self.rect()), 8, theme.current().colour("accent"))
            painter.end()

    def _measure(self) -> None:
        look = theme.current()
        self.body.setContentsMargins(*(look.px(side) for side in (self._margin, 13, self._margin, 13)))
        self.body.setSpacing(look.px(6))


class Button(EnterClicks, QPushButton):
    """A button whose icon follows the theme and whose focus ring shows for the keyboard, not for the mouse.

    `look` is primary (one per place), plain, or quiet (text alone). Signals: those of QPushButton.
    """

    def __init__(
        self, text: str = "", *, icon: str = "", look: str = "plain", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self.setProperty("look", look)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setObjectName(name)
        self.setAccessibleName(text)
        self._dress()
        theme.current().changed.connect(self._dress)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show other words; the accessible name follows them unless it was given words of its own."""
        if self.accessibleName() == self.text():
            self.setAccessibleName(text)
        super().setText(text)

    def set_icon_name(self, icon: str) -> None:
        """Show another Lucide icon."""
        self._icon_name = icon
        self._dress()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring unless the mouse brought the focus."""
        self._ring("none" if event.reason() == Qt.FocusReason.MouseFocusReason else "")
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Add the inner ring of the filled button, where an edge of its own colour would not be seen."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("look") == "primary" and self.property("ring") != "none":
            painter = QPainter(self)
            inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            draw_ring(painter, inside, 6, theme.current().colour("on_accent"))
            painter.end()

    def _ring(self, wish: str) -> None:
        if self.property("ring") != wish:
            self.setProperty("ring", wish)
            repolish(self)

    def _dress(self) -> None:
        if self._icon_name:
            look = theme.current()
            role = {"primary": "on_accent", "quiet": "accent", "faint": "muted"}.get(self.property("look"), "text")
            self.setIcon(icons.icon(self._icon_name, role, look.px(16)))
            self.setIconSize(QSize(look.px(16), look.px(16)))


class StillCombo(QComboBox):
    """One of several in a box; the wheel scrolls the page and never changes it by accident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()


def button_row(*buttons: QWidget) -> QHBoxLayout:
    """Return a row with these at its right end."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().px(9))
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


class IconCircle(QWidget):
    """The round sign at the left of a timeline entry; decoration, the entry's text says the same."""

    def __init__(self, icon: str, role: str = "accent", ground: str = "accent_soft", parent: QWidget | None = None):
        super().__init__(parent)
        self._icon, self._role, self._ground = icon, role, ground
        self._measure()
        theme.current().changed.connect(self._measure)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint circle and icon."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(self._ground))
        painter.drawEllipse(QRectF(self.rect()))
        size = look.px(16)
        icons.paint(painter, self._icon, self._role, (self.width() - size) / 2, (self.height() - size) / 2, size)
        painter.end()

    def _measure(self) -> None:
        side = theme.current().px(30)
        self.setFixedSize(side, side)
        self.update()


class SmallSign(QWidget):
    """A small sign beside a text that says the same."""

    def __init__(self, icon: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        side = theme.current().px(15)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sign."""
        painter = QPainter(self)
        icons.paint(painter, self._icon, self._role, 0, 0, self.width())
        painter.end()
