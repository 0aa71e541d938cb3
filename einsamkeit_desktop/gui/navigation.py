"""The rail at the left: sections with headings, one pill per place, counts at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ..texts import grouped
from . import icons, theme
from .widgets import WEIGHTS, EnterClicks, KeyboardRing, PlainLabel, draw_ring

WIDTH = 211
# The least and the usual height of a place and of a heading, in px at 13 px text.
_LINE, _HEADING = (26, 30), (22, 29)


@dataclass(frozen=True)
class Place:
    """One place to go to: its key, name and Lucide icon."""

    key: str
    label: str
    icon: str


@dataclass(frozen=True)
class Section:
    """Places under one heading; an empty heading shows none."""

    heading: str
    places: tuple[Place, ...]


class NavigationItem(KeyboardRing, EnterClicks, QAbstractButton):
    """One place in the rail.

    Signals:
        stepped(int): an arrow key asks for the place so many further down.
    """

    stepped = Signal(int)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._count: int | None = None
        self._line = 0
        self.setObjectName(f"place-{place.key}")
        self.setText(place.label)
        self.setAccessibleName(place.label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def set_count(self, count: int | None) -> None:
        """Show a number at the right; None shows none."""
        self._count = count
        self.setAccessibleDescription("" if count is None else grouped(count))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for one line, as high as the rail has room for."""
        look = theme.current()
        return QSize(look.px(WIDTH - 20), self._line or look.px(_LINE[1]))

    def set_line(self, height: int) -> None:
        """Take this height, in pixels of the screen."""
        if height != self._line:
            self._line = height
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move with the arrows."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint pill, icon, name, count, ring."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, is_chosen = QRectF(self.rect()), self.isChecked()
        if is_chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if is_chosen else "neutral_soft"))
            painter.drawRoundedRect(area, 8, 8)
        size = look.px(18)
        icons.paint(
            painter, self.place.icon, "accent" if is_chosen else "muted", look.px(10), (area.height() - size) / 2, size
        )
        right = look.px(11)
        if self._count is not None:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("muted"))
            number = grouped(self._count)
            centre_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -right, 0), centre_right, number)
            right += painter.fontMetrics().horizontalAdvance(number) + look.px(6)
        painter.setFont(look.font("body", WEIGHTS["strong" if is_chosen else "normal"]))
        painter.setPen(look.colour("accent" if is_chosen else "text"))
        inside = self.rect().adjusted(look.px(40), 0, -right, 0)
        label = painter.fontMetrics().elidedText(self.place.label, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if self.shows_ring():
            draw_ring(painter, area, 8, look.colour("accent"))
        painter.end()


class Navigation(QWidget):
    """The whole rail. One tab stop; arrow keys move, Enter goes there.

    Signals:
        chosen(str): the key of the place the person went to.
    """

    chosen = Signal(str)

    def __init__(
        self, sections: Sequence[Section] = (), bottom: Sequence[Place] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._items: dict[str, NavigationItem] = {}
        self._headings: list[PlainLabel] = []
        self._group = QButtonGroup(self)
        self._scrolled = QWidget()
        self._scrolled.setObjectName("scrolled")
        self._upper = QVBoxLayout(self._scrolled)
        self._foot = QWidget()
        self._foot.setObjectName("scrolled")
        self._lower = QVBoxLayout(self._foot)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._scrolled)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._leave_room)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        for section in sections:
            self._add_section(section)
        self._upper.addStretch(1)
        for place in bottom:
            self._lower.addWidget(self._add_item(place))
        self._measure()
        theme.current().changed.connect(self._measure)

    def select(self, key: str) -> None:
        """Show a place as chosen; emits nothing."""
        for other, item in self._items.items():
            item.setChecked(other == key)
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self._scroll.ensureWidgetVisible(self._items[key], 0, 0)

    def selected(self) -> str:
        """Return the key of the chosen place, "" when none is."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_count(self, key: str, count: int | None) -> None:
        """Show a number behind a place; None shows none."""
        self._items[key].set_count(count)

    def item(self, key: str) -> NavigationItem:
        """Return the widget of a place."""
        return self._items[key]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Bring headings and places closer together in a low window, so that less needs to be scrolled for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look, places = theme.current(), len(self._items)
        headings, margins = max(len(self._headings), 1), look.px(12 + 8 + 4 + 12) + 1
        room = self.height() - margins
        lines = room - headings * (look.px(_HEADING[0]) + 1)
        line = min(max(lines // max(places, 1) - 1, look.px(_LINE[0])), look.px(_LINE[1]))
        heading = (room - places * (line + 1)) // headings - 1
        for item in self._items.values():
            item.set_line(line)
        for label in self._headings:
            label.setFixedHeight(min(max(heading, look.px(_HEADING[0])), look.px(_HEADING[1])))
        foot = len(self._foot.findChildren(NavigationItem)) * line + look.px(16)
        self._scroll_foot(heading < look.px(_HEADING[0]) and foot * 3 > self.height())

    def _scroll_foot(self, is_scrolled: bool) -> None:
        """Let the lower places scroll with the others where they would take more than a third of the rail."""
        layout = self._upper if is_scrolled else self._column
        if layout.indexOf(self._foot) < 0:
            layout.addWidget(self._foot)
            self._measure_columns()

    def _add_section(self, section: Section) -> None:
        if section.heading:
            label = PlainLabel(section.heading.upper(), role="muted", size="tiny", weight="strong")
            label.setAccessibleName(section.heading)
            label.setAlignment(Qt.AlignmentFlag.AlignBottom)
            self._upper.addWidget(label)
            self._headings.append(label)
        for place in section.places:
            self._upper.addWidget(self._add_item(place))

    def _add_item(self, place: Place) -> NavigationItem:
        item = NavigationItem(place)
        self._items[place.key] = item
        self._group.addButton(item)
        item.clicked.connect(lambda: self._go(place.key))
        item.stepped.connect(lambda steps: self._step(place.key, steps))
        return item

    def _go(self, key: str) -> None:
        self.select(key)
        self.chosen.emit(key)

    def _step(self, key: str, steps: int) -> None:
        keys = list(self._items)
        item = self._items[keys[min(max(keys.index(key) + steps, 0), len(keys) - 1)]]
        item.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(item, 0, 0)

    def _measure(self) -> None:
        look = theme.current()
        self.setFixedWidth(look.px(WIDTH) + 1)
        self._measure_columns()
        for column in (self._upper, self._lower):
            column.setSpacing(1)
        for label in self._headings:
            label.setContentsMargins(look.px(13), 0, 0, look.px(3))
        self._fit()

    def _measure_columns(self) -> None:
        look = theme.current()
        self._leave_room(0, self._scroll.verticalScrollBar().maximum())
        sides = 0 if self._upper.indexOf(self._foot) >= 0 else look.px(10)
        self._lower.setContentsMargins(sides, look.px(4), sides, look.px(12))

    def _leave_room(self, _least: int, most: int) -> None:
        """Let the scroll bar stand in the margin instead of narrowing the places."""
        look = theme.current()
        right = 0 if most else look.px(10)
        self._upper.setContentsMargins(look.px(10), look.px(12), right, look.px(8))
