"""What all views of the calendar are made of: the bar of one thing, "+3 weitere", and the keys that work on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ..kinds import clock
from ..queries.calendar import CalendarItem
from ..texts import _, ngettext
from . import icons, theme
from .calendar_days import Days, day_in_words, in_words, shifted, time_in_words
from .statusline import announce
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
_HALF_HOUR = 30


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


class CalendarView(QWidget):
    """Base of the views: one day is chosen, its bars are what Tab goes through.

    Signals:
        day_chosen(date): the arrows or a click chose another day.
        opened(CalendarItem): show this record.
        day_opened(date): show this day alone.
        moved(CalendarItem, date, time | None): put it there; without a time its own stays.
        new_wanted(date, time | None): make something on this day.
        menu_wanted(CalendarItem, QPoint): what can be done with it.
        turn_wanted(int): so many pages on, negative: back; 0 is today.
    """

    day_chosen = Signal(object)
    opened = Signal(object)
    day_opened = Signal(object)
    moved = Signal(object, object, object)
    new_wanted = Signal(object, object)
    menu_wanted = Signal(object, QPoint)
    turn_wanted = Signal(int)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label = label
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.day = clock.today()
        self.federal_state = ""
        self.bars: list[ItemBar] = []
        self._items: Days = {}
        theme.current().changed.connect(self._measure)

    def show_items(self, day: date, items: Days, federal_state: str) -> None:
        """Show the things of the days around a chosen day; the thing that had the focus keeps it."""
        focused = self.focused()
        self.day, self._items, self.federal_state = day, items, federal_state
        had_focus = self.hasFocus() or focused is not None
        for bar in self.bars:
            bar.hide()
            bar.deleteLater()
        self.bars = self._make_bars()
        for bar in self.bars:
            self._wire(bar)
            bar.setFocusPolicy(_stop(bar.day == day))
        self._arrange()
        self._describe()
        if had_focus:
            self._focus_again(focused)

    def choose(self, day: date) -> None:
        """Choose another day among those shown; emits nothing."""
        self.day = day
        for bar in self.bars:
            bar.setFocusPolicy(_stop(bar.day == day))
        self._describe()
        self.update()

    def items_on(self, day: date) -> Sequence[CalendarItem]:
        """Return what stands on a day."""
        return self._items.get(day, ())

    def focused(self) -> CalendarItem | None:
        """Return the thing that has the focus."""
        return next((bar.item for bar in self.bars if bar.hasFocus()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go by days with the arrows, move what has the focus with Alt and the arrows, open, make something new."""
        key, is_moving = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if is_moving and key in _ARROWS:
            self._shift(*_ARROWS[key])
        elif plain and key in _ARROWS:
            self._walk(key)
        elif plain and key in _TURNS:
            self.turn_wanted.emit(_TURNS[key])
        elif plain and key == Qt.Key.Key_N:
            self.new_wanted.emit(self.day, None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def step_item(self, steps: int) -> bool:
        """Put the focus on the next or the previous thing of the chosen day; False where there is none."""
        bars = [bar for bar in self.bars if bar.day == self.day and bar.isVisible()]
        if not bars:
            return False
        at = next((place for place, bar in enumerate(bars) if bar.hasFocus()), -1 if steps > 0 else len(bars))
        bars[min(max(at + steps, 0), len(bars) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def place_at(self, where: QPoint) -> tuple[date, time | None] | None:
        """Return the day, and where there are hours the time, at a place of the screen; None beside the days."""
        raise NotImplementedError

    def _make_bars(self) -> list[ItemBar]:
        raise NotImplementedError

    def _arrange(self) -> None:
        raise NotImplementedError

    def _mark_target(self, where: QPoint | None) -> None:
        """Show where a pulled thing would land; None: nothing is pulled any more."""

    def _walk(self, key: Qt.Key) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}[key]
        self._go(self.day + timedelta(days=days))

    def _go(self, day: date) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day_chosen.emit(day)
        announce(self, day_in_words(self.day, self.items_on(self.day), self.federal_state))

    def _shift(self, days: int, minutes: int) -> None:
        item = self.focused()
        if item is None or not item.is_movable:
            return
        moved = shifted(item, days=days, minutes=minutes)
        if moved is not None:
            self.moved.emit(item, *moved)

    def _wire(self, bar: ItemBar) -> None:
        bar.clicked.connect(lambda: self.opened.emit(bar.item))
        bar.dragged.connect(self._mark_target)
        bar.dropped.connect(lambda where: self._drop(bar, where))
        bar.menu_wanted.connect(lambda where: self.menu_wanted.emit(bar.item, where))

    def _drop(self, bar: ItemBar, where: QPoint) -> None:
        self._mark_target(None)
        place = self.place_at(where)
        if place is None:
            return
        day, at = place
        if bar.day != bar.item.day:  # a later day of something long was pulled: it moves as far as the mouse did
            day = bar.item.day + (day - bar.day)
        if (day, at or bar.item.start) != (bar.item.day, bar.item.start):
            self.moved.emit(bar.item, day, at)

    def _focus_again(self, item: CalendarItem | None) -> None:
        same = [bar for bar in self.bars if item and (bar.item.record_id, bar.item.kind) == (item.record_id, item.kind)]
        shown = next((bar for bar in same if bar.isVisibleTo(self)), None)
        (shown or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _describe(self) -> None:
        words = day_in_words(self.day, self.items_on(self.day), self.federal_state)
        self.setAccessibleName(f"{self._label}: {words}")

    def _measure(self) -> None:
        self._arrange()
        self.update()


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


def _stop(is_chosen: bool) -> Qt.FocusPolicy:
    return Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ARROWS: dict[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -_HALF_HOUR),
    Qt.Key.Key_Down: (0, _HALF_HOUR),
}
"""What an arrow with Alt moves by: days and minutes."""
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_T: 0}
