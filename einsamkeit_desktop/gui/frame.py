"""The frame of the window: top bar, navigation, status line, and where it stands on the screen. It knows no store."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from . import theme
from .navigation import Navigation
from .places import bottom, sections
from .preferences import Preferences
from .statusline import StatusLine
from .topbar import TopBar


class Frame(QMainWindow):
    """A window with room for the pages.

    Signals:
        dropped(QMimeData): files, a table or cards of another program were dropped on it.
    """

    dropped = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gem-Einsamkeit")
        self.setAcceptDrops(True)
        self._preferences = preferences
        self.top_bar = TopBar()
        self.navigation = Navigation(sections(), bottom())
        self.status = StatusLine()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.navigation)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(self._middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self._take_place()

    def hold(self, pages: QWidget) -> None:
        """Put the pages beside the navigation."""
        self._middle.addWidget(pages, 1)

    def add_key(self, keys: str, run: Callable[[], object]) -> None:
        """Let a key work in the whole window."""
        QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _take_place(self) -> None:
        """Stand where the window stood last, if that is on a screen, else in the design's size; wholly visible."""
        place = QRect(*self._preferences.windows.get("main", (0, 0, 0, 0)))
        rooms = [theme.room_on(screen) for screen in QGuiApplication.screens()]
        rooms.sort(key=lambda room: not room.contains(place.center()))
        room = next((room for room in rooms if room.intersects(place)), None) if not place.isEmpty() else None
        if room is None:
            room = theme.room_on(self.screen())
            place.setSize(theme.fitting(1440, 860))
            place.moveCenter(room.center())
        self.setGeometry(_moved_into(place, room))

    def keep_place(self) -> None:
        """Remember size and place for the next start."""
        place = self.normalGeometry()
        self._preferences.windows = {
            **self._preferences.windows,
            "main": (place.x(), place.y(), place.width(), place.height()),
        }
        self._preferences.save()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome files, and texts that may be a table."""
        if _may_be_taken(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped."""
        if _may_be_taken(event):
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData())


def _moved_into(place: QRect, room: QRect) -> QRect:
    """Return the place no larger than the room, and within it."""
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(place.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(QPoint(left, top), size)


def _may_be_taken(event: QDropEvent) -> bool:
    """Whether what is dragged here is files, or a text of another program with lines, cells or a page."""
    carried = event.mimeData()
    if carried.hasUrls():
        return True
    text = carried.text().strip() if carried.hasText() else ""
    return event.source() is None and ("\n" in text or "\t" in text or carried.hasHtml())
