"""What all views of the calendar share: the chosen day, the keys that go and move, pulling with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ..kinds import clock
from ..queries.calendar import CalendarItem
from . import theme
from .calendar_bars import ItemBar, MoreButton
from .calendar_days import Days, day_in_words, shifted
from .statusline import announce

_HALF_HOUR = 30


class MoreButtons:
    """The buttons "+3 weitere" of a view, one per day that needs one."""

    def __init__(self, view: CalendarView) -> None:
        self._view = view
        self._made: dict[date, MoreButton] = {}

    def clear(self) -> None:
        """Take all of them away."""
        for button in self._made.values():
            button.hide()
            button.deleteLater()
        self._made = {}

    def show_count(self, day: date, count: int, place: QRect) -> None:
        """Say at a place how many more there are on a day; nothing for none."""
        if count > 0 and day not in self._made:
            button = self._made[day] = MoreButton(self._view)
            button.clicked.connect(lambda: self._view.day_opened.emit(day))
        if day in self._made:
            button = self._made[day]
            button.show_count(max(count, 1), day)
            button.setGeometry(place.x(), place.y(), min(button.sizeHint().width(), place.width()), place.height())
            button.setVisible(count > 0)


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
        theme.current().changed.connect(self._arrange)

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
        bar = bars[min(max(at + steps, 0), len(bars) - 1)]
        bar.setFocus(Qt.FocusReason.TabFocusReason)
        self._reveal(bar)
        return True

    def spot(self) -> QRect:
        """Return where the chosen day is, so that the page can scroll there."""
        return self.rect()

    def place_at(self, where: QPoint) -> tuple[date, time | None] | None:
        """Return the day, and where there are hours the time, at a place of the screen; None beside the days."""
        raise NotImplementedError

    def _make_bars(self) -> list[ItemBar]:
        raise NotImplementedError

    def _arrange(self) -> None:
        raise NotImplementedError

    def _reveal(self, bar: ItemBar) -> None:
        """Scroll to a bar, where the view scrolls."""

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
        moved = shifted(item, days=days, minutes=minutes, federal_state=self.federal_state)
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


class GridView(CalendarView):
    """Base of the views whose places are days. Signals: those of CalendarView."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the bars anew."""
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the day."""
        place = self.place_at(event.globalPosition().toPoint())
        if place is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.day_chosen.emit(place[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Make something new there."""
        place = self.place_at(event.globalPosition().toPoint())
        if place is not None:
            self.new_wanted.emit(*place)


def _stop(is_chosen: bool) -> Qt.FocusPolicy:
    return Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus


_ARROWS: dict[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -_HALF_HOUR),
    Qt.Key.Key_Down: (0, _HALF_HOUR),
}
"""What an arrow with Alt moves by: days and minutes."""
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_T: 0}
