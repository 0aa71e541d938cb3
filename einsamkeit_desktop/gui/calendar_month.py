"""A month of the calendar: weeks below each other, each with its number, the things of a day as bars."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ..kinds.days import WEEKDAYS
from ..texts import _
from . import theme
from .calendar_bars import BAR, GAP, ItemBar, is_free, paint_day_number
from .calendar_days import holiday, span
from .calendar_view import GridView, MoreButtons
from .widgets import draw_ring

_HEAD = 24  # the names of the weekdays
_WEEK = 30  # the numbers of the weeks
_NUMBER = 23  # the line with the number of a day
_LEAST_BARS = 2
_MOST_BARS = 12


class MonthView(GridView):
    """Six weeks at most. Signals: those of CalendarView."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("calendarMonth", _("Monat"), parent)
        self._more = MoreButtons(self)
        self._target: date | None = None

    def days(self) -> list[date]:
        """Return the days shown, from the upper left to the lower right."""
        first, last = span("month", self.day)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def cell(self, day: date) -> QRect:
        """Return the place of a day."""
        look = theme.current()
        first, _last = span("month", self.day)
        week, column = divmod((day - first).days, 7)
        head, left, weeks = look.px(_HEAD), look.px(_WEEK), len(self.days()) // 7
        wide, high = self.width() - left, self.height() - head
        x, y = left + column * wide // 7, head + week * high // weeks
        return QRect(x, y, left + (column + 1) * wide // 7 - x, head + (week + 1) * high // weeks - y)

    def spot(self) -> QRect:
        """Return the place of the chosen day."""
        return self.cell(self.day)

    def place_at(self, where: QPoint) -> tuple[date, time | None] | None:
        """Return the day at a place of the screen."""
        here = self.mapFromGlobal(where)
        day = next((day for day in self.days() if self.cell(day).contains(here)), None)
        return (day, None) if day is not None else None

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for two bars on every day; below that the page scrolls."""
        look = theme.current()
        row = look.px(_NUMBER) + (_LEAST_BARS * (BAR + GAP) + 6) * look.em / theme.SMALLEST_TEXT_PX
        return QSize(look.px(320), look.px(_HEAD) + round(row) * (len(self.days()) // 7))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint names, numbers, tints and lines."""
        painter = QPainter(self)
        self._paint_head(painter)
        for place, day in enumerate(self.days()):
            self._paint_day(painter, day)
            if place % 7 == 0:
                self._paint_week(painter, day)
        self._paint_lines(painter)
        chosen = QRectF(self.cell(self.day)).adjusted(1, 1, 0, 0)
        if self.hasFocus():
            draw_ring(painter, chosen, 4, theme.current().colour("accent"))
        else:
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(chosen.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _make_bars(self) -> list[ItemBar]:
        bars = [ItemBar(item, day, self) for day in self.days() for item in self.items_on(day)[:_MOST_BARS]]
        self._more.clear()
        self.updateGeometry()
        return bars

    def _arrange(self) -> None:
        look = theme.current()
        bar_high, gap, inset = look.px(BAR), look.px(GAP), look.px(4)
        by_day: dict[date, list[ItemBar]] = {}
        for bar in self.bars:
            by_day.setdefault(bar.day, []).append(bar)
        for day, bars in by_day.items():
            cell = self.cell(day)
            top = cell.top() + look.px(_NUMBER)
            room = max(0, (cell.bottom() - top + gap) // (bar_high + gap))
            count = len(self.items_on(day))
            shown = count if count <= min(room, _MOST_BARS) else max(0, min(room - 1, _MOST_BARS))
            for place, bar in enumerate(bars):
                left, wide = cell.left() + inset, cell.width() - 2 * inset
                bar.setGeometry(left, top + place * (bar_high + gap), wide, bar_high)
                bar.setVisible(place < shown)
            there = QRect(bars[0].x(), top + shown * (bar_high + gap), cell.width() - 2 * inset, bar_high)
            self._more.show_count(day, count - shown, there)

    def _mark_target(self, where: QPoint | None) -> None:
        place = self.place_at(where) if where is not None else None
        self._target = place[0] if place is not None else None
        self.update()

    def _paint_head(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setFont(look.font("tiny", QFont.Weight.DemiBold))
        painter.setPen(look.colour("muted"))
        whole = self.width() // 7 > look.px(90)
        for day in self.days()[:7]:
            name = _(WEEKDAYS[day.weekday()])
            cell = self.cell(day)
            area = QRect(cell.left() + look.px(8), 0, cell.width() - look.px(8), look.px(_HEAD))
            painter.drawText(area, _LEFT, name if whole else name[:2])
        area = QRect(0, 0, look.px(_WEEK), look.px(_HEAD))
        painter.drawText(area, _LEFT, _("KW"))

    def _paint_week(self, painter: QPainter, monday: date) -> None:
        look = theme.current()
        painter.setFont(look.font("tiny"))
        painter.setPen(look.colour("muted"))
        area = QRect(0, self.cell(monday).top(), look.px(_WEEK), look.px(_NUMBER))
        painter.drawText(area, _LEFT, str(monday.isocalendar().week))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        look, cell, name = theme.current(), self.cell(day), holiday(day, self.federal_state)
        if day == self._target:
            painter.fillRect(cell, look.colour("selected"))
        elif is_free(day, name):
            painter.fillRect(cell, look.colour("rail"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(cell.left() + look.px(7), cell.top() + 1, cell.width() - look.px(12), look.px(_NUMBER) - 2)
        end = paint_day_number(painter, day, line, "text" if day.month == self.day.month else "hint")
        words = name
        if words:
            painter.setFont(look.font("tiny"))
            painter.setPen(look.colour("muted"))
            area = QRect(end + look.px(6), line.top(), line.right() - end - look.px(6), line.height())
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, _LEFT, shown)
        painter.restore()

    def _paint_lines(self, painter: QPainter) -> None:
        look = theme.current()
        colour, left = look.colour("line"), look.px(_WEEK)
        for place, day in enumerate(self.days()):
            cell = self.cell(day)
            if place % 7 == 0:
                painter.fillRect(left, cell.top(), self.width() - left, 1, colour)
            if place < 7:
                painter.fillRect(cell.left(), look.px(_HEAD), 1, self.height(), colour)
        painter.fillRect(left, self.height() - 1, self.width() - left, 1, colour)
        painter.fillRect(self.width() - 1, look.px(_HEAD), 1, self.height(), colour)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
