"""Tabs with counts, drawn like the rest of the pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from . import icons, theme
from .widgets import WEIGHTS, KeyboardRing, draw_ring


class Tabs(KeyboardRing, QTabBar):
    """Tabs in a row over a hairline: the chosen one strong, in accent, underlined; counts after the name.

    Signals:
        chosen(str): the key of the tab the person went to.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "tabs") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self._names: list[tuple[str, str]] = []
        self.currentChanged.connect(self._tell)
        theme.current().changed.connect(self._relayout)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these tabs, each (key, label); the first is chosen."""
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._names = list(tabs)
        for _key, label in tabs:
            self.addTab(label)
        self.blockSignals(False)

    def set_count(self, key: str, count: int | None) -> None:
        """Show a count behind a label; None or 0 shows none."""
        place = self._place(key)
        label = self._names[place][1]
        self.setTabText(place, f"{label} {count}" if count else label)

    def choose(self, key: str) -> None:
        """Go to a tab."""
        self.setCurrentIndex(self._place(key))

    def chosen_key(self) -> str:
        """Return the key of the tab in front."""
        return self._names[self.currentIndex()][0] if self._names else ""

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Measure with the strong font, so that choosing a tab moves nothing; closer where room is scarce."""
        look = theme.current()
        metrics = QFontMetrics(look.font("body", WEIGHTS["strong"]))
        widths = [metrics.horizontalAdvance(self.tabText(place)) for place in range(self.count())]
        gap = look.px(24) if sum(widths) + look.px(24) * len(widths) <= self.width() else look.px(12)
        return QSize(widths[index] + gap, look.px(31))

    def tabLayoutChange(self) -> None:  # noqa: N802
        """Dress the buttons that scroll, which Qt would leave blank."""
        for button, icon in zip(self.findChildren(QToolButton), ("chevron-left", "chevron-right"), strict=False):
            button.setArrowType(Qt.ArrowType.NoArrow)
            button.setIcon(icons.icon(icon, "text"))
            button.setIconSize(QSize(theme.current().px(14), theme.current().px(14)))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Never squeeze a tab; the bar scrolls."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint all tabs."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        under_mouse = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            area, is_chosen = self.tabRect(index), index == self.currentIndex()
            role = "accent" if is_chosen else "text" if index == under_mouse else "muted"
            painter.setFont(look.font("body", WEIGHTS["strong" if is_chosen else "normal"]))
            painter.setPen(look.colour(role))
            text_area = area.adjusted(look.px(2), 0, 0, -look.px(3))
            painter.drawText(text_area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(index))
            if is_chosen:
                width = painter.fontMetrics().horizontalAdvance(self.tabText(index))
                line = QRectF(text_area.left() - 1, self.height() - 2, width + 2, 2)
                painter.fillRect(line, look.colour("accent"))
                if self.shows_ring():
                    ring = QRectF(area.left(), area.top() + 1, width + look.px(6), area.height() - 4)
                    draw_ring(painter, ring, 6, look.colour("accent"))
        painter.end()

    def _place(self, key: str) -> int:
        return [name for name, _label in self._names].index(key)

    def _tell(self, index: int) -> None:
        if 0 <= index < len(self._names):
            self.chosen.emit(self._names[index][0])

    def _relayout(self) -> None:
        self.setIconSize(QSize(theme.current().px(16), theme.current().px(16)))  # makes QTabBar measure again
        self.updateGeometry()
