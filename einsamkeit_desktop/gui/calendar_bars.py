"""The pieces of the calendar's views: the bar of one thing, "+3 weitere", the number of a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ..kinds import clock
from ..queries.calendar import CalendarItem
from ..texts import _, ngettext
from . import icons, theme
from .calendar_days import in_words, time_in_words
from .widgets import KeyboardRing, draw_ring, plain_tip

BAR, GAP = 18, 2  # height of a bar in one line, and between two
LOOKS: dict[str, tuple[str, str, str]] = {
    "appointment": ("accent", "accent_soft", "users"),
    "contact": ("muted", "neutral_soft", "notebook-pen"),
    "event": ("positive", "positive_soft", "calendar-days"),
    "reminder": ("muted", "room", "alarm-clock"),
    "term": ("muted", "neutral_soft", "flag"),
}
"""Colour of sign and edge, ground, and sign of each group; the sign says the group without the colour."""


class ItemBar(QAbstractButton):
    """One thing on a day; in a high bar the time and place stand below its title.

    Signals: those of QAbstractButton, and
        dragged(QPoint): the mouse pulls it; where it is on the screen.
        dropped(QPoint): the mouse let go of it.
        menu_wanted(QPoint): what can be done with it, asked for at this place of the screen.
    """

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    menu_wanted = Signal(QPoint)

    def __init__(self, item: CalendarItem, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.item, self.day = item, day
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self.setObjectName(f"item-{item.kind}-{item.record_id}-{day.isoformat()}")
        self.setAccessibleName(in_words(item))
        self.setToolTip(plain_tip(in_words(item)))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Remember where a pull would begin."""
        self._pressed_at = event.globalPosition().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pull, once the mouse has gone far enough."""
        here = event.globalPosition().toPoint()
        if self._pressed_at is not None and self.item.is_movable:
            far = (here - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
            if far or self._is_dragged:
                self._is_dragged = True
                self.setDown(False)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.dragged.emit(here)
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go, or click."""
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        if was_dragged:
            self.setDown(False)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open on Enter and Space; the view knows every other key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done."""
        self.setFocus()
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, sign, title, and time and place where there is room."""
        look = theme.current()
        role, ground, sign = look_of(self.item)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        has_edge = ground == "room"
        painter.setPen(QPen(look.colour("line"), 1) if has_edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("hover" if self.underMouse() and has_edge else ground))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5) if has_edge else area, 5, 5)
        size, left = look.px(12), look.px(6)
        line = min(self.height(), look.px(BAR))
        if self.width() > look.px(64):
            icons.paint(painter, sign, role, left, (line - size) / 2, size)
            left += size + look.px(5)
        text = QRect(left, 0, self.width() - left - look.px(4), line)
        if self.height() >= look.px(2 * 15 + 4):
            self._paint_block(painter, text)
        else:
            self._paint_line(painter, text)
        if self.hasFocus():
            draw_ring(painter, area, 5, look.colour("accent"))
        painter.end()

    def _paint_line(self, painter: QPainter, area: QRect) -> None:
        """Paint time and title in one line."""
        look = theme.current()
        at = f"{self.item.start:%H:%M}" if self.item.start is not None and self.item.day == self.day else ""
        if at and area.width() > look.px(70):
            painter.setFont(look.font("tiny"))
            painter.setPen(look.colour("muted"))
            painter.drawText(area, _LEFT, at)
            area = area.adjusted(painter.fontMetrics().horizontalAdvance(at) + look.px(5), 0, 0, 0)
        self._paint_title(painter, area, "small", QFont.Weight.Medium)

    def _paint_block(self, painter: QPainter, area: QRect) -> None:
        """Paint the title, and below it time and place."""
        look = theme.current()
        self._paint_title(painter, area, "small", QFont.Weight.DemiBold)
        painter.setFont(look.font("tiny"))
        painter.setPen(look.colour("muted"))
        below = QRect(look.px(6), area.bottom(), self.width() - look.px(10), look.px(15))
        words = (time_in_words(self.item).replace(_(" bis "), "–"), self.item.place)
        for text in (" · ".join(part for part in words if part),):
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, _LEFT, shown)

    def _paint_title(self, painter: QPainter, area: QRect, size: str, weight: QFont.Weight) -> None:
        look = theme.current()
        font = look.font(size, weight)
        font.setStrikeOut(self.item.is_done and self.item.start is None)
        painter.setFont(font)
        painter.setPen(look.colour("muted" if self.item.is_done else "text"))
        shown = painter.fontMetrics().elidedText(self.item.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, shown)


class MoreButton(KeyboardRing, QAbstractButton):
    """ "+3 weitere" below the bars of a day that has more; opens the day. Signals: those of QAbstractButton."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("moreOfDay")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int, day: date) -> None:
        """Say how many more there are on a day."""
        text = ngettext("+{count} weiterer", "+{count} weitere", count)
        self.setText(text)
        self.setAccessibleName(_("{text} am {day}").format(text=text, day=f"{day.day:02d}.{day.month:02d}."))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the words."""
        look = theme.current()
        return QSize(QFontMetrics(look.font("tiny")).horizontalAdvance(self.text()) + look.px(10), look.px(BAR))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words."""
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font("tiny", QFont.Weight.Medium))
        painter.setPen(look.colour("accent_strong" if self.underMouse() else "accent"))
        inside = self.rect().adjusted(look.px(6), 0, 0, 0)
        fits = painter.fontMetrics().horizontalAdvance(self.text()) <= inside.width()
        painter.drawText(inside, _LEFT, self.text() if fits else self.text().partition(" ")[0])
        if self.shows_ring():
            draw_ring(painter, QRectF(self.rect()), 5, look.colour("accent"))
        painter.end()


def paint_day_number(painter: QPainter, day: date, area: QRect, role: str) -> int:
    """Paint the number of a day, today's in a filled disc; return where its text ends."""
    look = theme.current()
    is_today = day == clock.today()
    painter.setFont(look.font("small", QFont.Weight.DemiBold if is_today else QFont.Weight.Medium))
    text = str(day.day)
    if not is_today:
        painter.setPen(look.colour(role))
        painter.drawText(area.adjusted(look.px(2), 0, 0, 0), _LEFT, text)
        return area.left() + look.px(2) + painter.fontMetrics().horizontalAdvance(text)
    side = look.px(20)
    disc = QRectF(area.left() - look.px(3), area.center().y() - side / 2 + 0.5, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("accent"))
    painter.drawEllipse(disc)
    painter.setPen(look.colour("on_accent"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)
    return round(QPointF(disc.topRight()).x())


def is_free(day: date, name: str) -> bool:
    """Return whether a day is tinted: a weekend or a holiday with this name."""
    return day.weekday() >= 5 or bool(name)


def look_of(item: CalendarItem) -> tuple[str, str, str]:
    """Return colour of sign and edge, ground, and sign of a thing as things stand today."""
    role, ground, sign = LOOKS[item.group]
    if item.group == "reminder" and item.day < clock.today():
        return "danger", "danger_soft", sign
    if item.group == "reminder" and item.day == clock.today():
        return "warning", "warning_soft", sign
    return ("muted", "neutral_soft", sign) if item.is_done else (role, ground, sign)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
