"""A day or a week of the calendar: a column for each day, things without a time above, the others at their hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ..kinds import clock
from ..kinds.days import WEEKDAYS
from ..texts import _
from . import theme
from .calendar_bars import BAR, GAP, ItemBar, is_free, paint_day_number
from .calendar_days import Placed, fills_day, holiday, side_by_side, span
from .calendar_view import GridView, MoreButtons
from .widgets import draw_ring

_HEAD = 27  # number and name of a day
_HOLIDAY = 17  # the name of its holiday, where a day has one
_HOURS = 46  # the names of the hours
_HOUR = 42
_STRIP_LINES = 3
_LEAST_LANE = 56  # narrower than this, things go behind "+3 weitere"
_FIRST_SHOWN = 7
_STEP = 15  # minutes a pulled thing snaps to


class HoursView(GridView):
    """Columns of hours, one or seven. Signals: those of CalendarView."""

    def __init__(self, view: str, parent: QWidget | None = None) -> None:
        super().__init__(f"calendar{view.capitalize()}", _("Tag") if view == "day" else _("Woche"), parent)
        self._view = view
        self._placed: dict[ItemBar, Placed] = {}
        self._above: dict[date, list[ItemBar]] = {}
        self._more = MoreButtons(self)
        self._is_scrolled = False
        self.target: tuple[date, time | None] | None = None
        self.canvas = HourCanvas(self)
        self.area = QScrollArea(self)
        self.area.setObjectName("calendarHours")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.canvas)
        self.area.viewport().setAutoFillBackground(False)

    def days(self) -> list[date]:
        """Return the days shown."""
        first, last = span(self._view, self.day)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def column(self, day: date) -> tuple[int, int]:
        """Return left edge and width of a day."""
        left, days = theme.current().px(_HOURS), self.days()
        wide = self._room() - left
        place = (day - days[0]).days
        x = left + place * wide // len(days)
        return x, left + (place + 1) * wide // len(days) - x

    def place_at(self, where: QPoint) -> tuple[date, time | None] | None:
        """Return day and time at a place of the screen; above the hours there is no time."""
        here = self.mapFromGlobal(where)
        day = next((day for day in self.days() if 0 <= here.x() - self.column(day)[0] < self.column(day)[1]), None)
        if day is None or not self.rect().contains(here):
            return None
        if here.y() < self.area.y():
            return day, None
        minute = self.canvas.minute_at(self.canvas.mapFromGlobal(where).y())
        snapped = min(max(minute // _STEP * _STEP, 0), 24 * 60 - _STEP)
        return day, time(snapped // 60, snapped % 60)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for some hours below the head."""
        look = theme.current()
        return QSize(look.px(320), self._head_height() + look.px(_HOUR * 4))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin with the morning; later the person's own place stays."""
        super().showEvent(event)
        if not self._is_scrolled:
            self._is_scrolled = True
            self.area.verticalScrollBar().setValue(self.canvas.y_of(_FIRST_SHOWN * 60) - theme.current().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the heads of the days and the ground above the hours."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self.area.y()
        for place, day in enumerate(self.days()):
            x, wide = self.column(day)
            name = holiday(day, self.federal_state)
            is_target = self.target is not None and self.target == (day, None)
            if is_target or is_free(day, name):
                painter.fillRect(x, 0, wide, bottom, look.colour("selected" if is_target else "rail"))
            if place or len(self.days()) == 1:
                painter.fillRect(x, look.px(4), 1, bottom, look.colour("line"))
            _paint_head(painter, self, day, name)
        painter.fillRect(0, bottom - 1, self._room(), 1, look.colour("line"))
        if self.hasFocus():
            x, wide = self.column(self.day)
            draw_ring(painter, QRectF(x, 0, wide, bottom - 1), 4, look.colour("accent"))
        painter.end()

    def _walk(self, key: Qt.Key) -> None:
        """Go to other days with left and right, through the things of the day with up and down."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_item(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super()._walk(key)

    def spot(self) -> QRect:
        """Return the head of the chosen day."""
        x, wide = self.column(self.day)
        return QRect(x, 0, wide, self.area.y())

    def _reveal(self, bar: ItemBar) -> None:
        if bar in self._placed:
            self.area.ensureWidgetVisible(bar, 0, theme.current().px(20))

    def _make_bars(self) -> list[ItemBar]:
        self._more.clear()
        self._placed, self._above, bars = {}, {}, []
        for day in self.days():
            self._above[day] = [ItemBar(item, day, self) for item in fills_day(self.items_on(day), day)]
            bars += self._above[day]
            for placed in side_by_side(self.items_on(day), day):
                bar = ItemBar(placed.item, day, self.canvas)
                self._placed[bar] = placed
                bars.append(bar)
        self.updateGeometry()
        return bars

    def _head_height(self) -> int:
        look = theme.current()
        lines = max((len(above) for above in self._above.values()), default=0)
        most = _STRIP_LINES if self._view == "week" else _STRIP_LINES * 2
        shown = min(max(lines, 1), most)
        return self._strip_top() + shown * (look.px(BAR) + look.px(GAP)) + look.px(4)

    def _strip_top(self) -> int:
        """Return where the things without a time begin."""
        has_holiday = any(holiday(day, self.federal_state) for day in self.days())
        return theme.current().px(_HEAD + (_HOLIDAY if has_holiday else 0))

    def _room(self) -> int:
        """Return the width beside the scroll bar; the area's own viewport learns of a new width too late."""
        return self.width() - self.area.verticalScrollBar().sizeHint().width()

    def _arrange(self) -> None:
        look, head = theme.current(), self._head_height()
        self.area.setGeometry(0, head, self.width(), max(0, self.height() - head))
        lines = (head - self._strip_top()) // (look.px(BAR) + look.px(GAP))
        for day in self.days():
            hidden = self._arrange_hours(day)
            above = self._above.get(day, [])
            shown = len(above) if len(above) <= lines and not hidden else min(len(above), lines - 1)
            x, wide = self.column(day)
            for place, bar in enumerate(above):
                y = self._strip_top() + place * (look.px(BAR) + look.px(GAP))
                bar.setGeometry(x + look.px(4), y, wide - look.px(8), look.px(BAR))
                bar.setVisible(place < shown)
            y = self._strip_top() + shown * (look.px(BAR) + look.px(GAP))
            there = QRect(x + look.px(4), y, wide - look.px(8), look.px(BAR))
            self._more.show_count(day, hidden + len(above) - shown, there)
        self.update()
        self.canvas.update()

    def _arrange_hours(self, day: date) -> int:
        """Place the things of a day at their hours; return how many have no room beside each other."""
        look, hidden = theme.current(), 0
        left, wide = self.column(day)
        most = max(1, (wide - look.px(4)) // look.px(_LEAST_LANE))
        for bar, placed in self._placed.items():
            if bar.day != day:
                continue
            lanes = min(placed.lanes, most)
            is_shown = placed.lane < lanes
            hidden += not is_shown
            lane = (wide - look.px(6)) / lanes
            top = self.canvas.y_of(placed.start)
            high = max(self.canvas.y_of(placed.end) - top - 1, look.px(BAR))
            bar.setGeometry(round(left + look.px(3) + placed.lane * lane), top + 1, round(lane) - 2, high)
            bar.setVisible(is_shown)
        return hidden

    def _mark_target(self, where: QPoint | None) -> None:
        self.target = self.place_at(where) if where is not None else None
        self.update()
        self.canvas.update()


class HourCanvas(QWidget):
    """The hours below the heads; scrolls."""

    def __init__(self, view: HoursView) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._view = view
        self._measure()
        theme.current().changed.connect(self._measure)

    def y_of(self, minute: int) -> int:
        """Return where a minute of the day is."""
        return round(minute * theme.current().px(_HOUR) / 60) + theme.current().px(7)

    def minute_at(self, y: int) -> int:
        """Return the minute of the day at a place."""
        return round((y - theme.current().px(7)) * 60 / theme.current().px(_HOUR))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand every key to the view: the area around would scroll at the arrows."""
        self._view.keyPressEvent(event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the day."""
        self._view.mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Make something new at this hour."""
        self._view.mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint tints, hours, and what time it is."""
        look, view = theme.current(), self._view
        painter = QPainter(self)
        for place, day in enumerate(view.days()):
            x, wide = view.column(day)
            if is_free(day, holiday(day, view.federal_state)):
                painter.fillRect(x, 0, wide, self.height(), look.colour("rail"))
            if place or len(view.days()) == 1:
                painter.fillRect(x, 0, 1, self.height(), look.colour("line"))
        painter.setFont(look.font("tiny"))
        for hour in range(25):
            y = self.y_of(hour * 60)
            painter.fillRect(look.px(_HOURS), y, self.width() - look.px(_HOURS), 1, look.colour("line"))
            painter.setPen(look.colour("muted"))
            area = QRect(0, y - look.px(8), look.px(_HOURS) - look.px(8), look.px(16))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour % 24:02d}:00")
        self._paint_target(painter)
        self._paint_now(painter)
        painter.end()

    def _paint_target(self, painter: QPainter) -> None:
        if self._view.target is None or self._view.target[1] is None:
            return
        day, at = self._view.target[0], self._view.target[1]
        look = theme.current()
        x, wide = self._view.column(day)
        top = self.y_of(at.hour * 60 + at.minute)
        painter.fillRect(x + 1, top, wide - 1, look.px(_HOUR) // 2, look.colour("selected"))
        painter.setPen(look.colour("accent"))
        painter.drawText(QRect(x + look.px(6), top, wide, look.px(16)), _LEFT, f"{at:%H:%M}")

    def _paint_now(self, painter: QPainter) -> None:
        if clock.today() not in self._view.days():
            return
        look, now = theme.current(), datetime.now()
        x, wide = self._view.column(clock.today())
        y = self.y_of(now.hour * 60 + now.minute)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(x, y - 1, wide, 2, look.colour("danger"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("danger"))
        painter.drawEllipse(QRectF(x - look.px(3), y - look.px(3), look.px(6), look.px(6)))

    def _measure(self) -> None:
        self.setMinimumHeight(self.y_of(24 * 60) + theme.current().px(10))


def _paint_head(painter: QPainter, view: HoursView, day: date, name: str) -> None:
    """Paint the number of a day, its weekday, and the name of a holiday."""
    look = theme.current()
    x, wide = view.column(day)
    is_narrow = wide < look.px(60)
    inset = look.px(4 if is_narrow else 8)
    line = QRect(x + inset, look.px(3), wide - inset - look.px(1 if is_narrow else 4), look.px(22))
    end = paint_day_number(painter, day, line, "text") + look.px(3 if is_narrow else 6)
    weekday = _(WEEKDAYS[day.weekday()])
    text = weekday if wide > look.px(110) else weekday[:2]
    if day == clock.today() and wide > look.px(150):
        text = _("{weekday}, heute").format(weekday=text)
    painter.setFont(look.font("small", QFont.Weight.DemiBold if day == view.day else QFont.Weight.Normal))
    painter.setPen(look.colour("accent" if day == view.day else "muted"))
    painter.drawText(QRect(end, line.top(), max(0, line.right() - end), line.height()), _LEFT, text)
    if name:
        painter.setFont(look.font("tiny"))
        painter.setPen(look.colour("muted"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line.translated(0, look.px(19)), _LEFT, shown)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
