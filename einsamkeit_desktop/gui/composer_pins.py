"""Pins: a small button beside a field that keeps its value for the next note, as for ten visits at one event."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..texts import _
from . import icons, theme
from .drafts import PINNABLE, Draft
from .widgets import EnterClicks, KeyboardRing, draw_ring
from .workbench import Workbench

_SIDE = 22


class PinButton(KeyboardRing, EnterClicks, QAbstractButton):
    """Pressed while its field is kept; Space and Enter press it. Signals: those of QAbstractButton."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pinned = name
        self.setObjectName(f"pin-{name}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("{field} für die nächsten Vermerke behalten").format(field=_(PINNABLE[name])))
        self.setToolTip(self.accessibleName())
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the height of a pill."""
        side = theme.current().px(_SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pin, on a soft ground while it holds."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if self.isChecked() else "hover"))
            painter.drawEllipse(QRectF(self.rect()))
        size = look.px(14)
        role = "accent" if self.isChecked() else "muted"
        icons.paint(painter, "pin", role, (self.width() - size) / 2, (self.height() - size) / 2, size)
        if self.shows_ring():
            draw_ring(painter, QRectF(self.rect()), self.height() / 2, look.colour("accent"))
        painter.end()


class Pins(QObject):
    """The pins of one form.

    Signals:
        changed(): a pin was pressed or let go.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.buttons = {name: PinButton(name) for name in PINNABLE}
        self._is_open = False
        for button in self.buttons.values():
            button.clicked.connect(self._pressed)

    def names(self) -> frozenset[str]:
        """Return the names of what is kept."""
        return frozenset(name for name, button in self.buttons.items() if button.isChecked())

    def hold(self, names: frozenset[str]) -> None:
        """Press these pins and no others; emits nothing."""
        for name, button in self.buttons.items():
            button.setChecked(name in names)
        self.set_open(self._is_open)

    def set_open(self, is_open: bool) -> None:
        """Show all pins, or only those that hold."""
        self._is_open = is_open
        for button in self.buttons.values():
            button.setVisible(is_open or button.isChecked())

    def _pressed(self) -> None:
        self.set_open(self._is_open)
        self.changed.emit()


@dataclass
class PinnedSession:
    """What pins keep until the program ends: their names and the values."""

    names: frozenset[str] = frozenset()
    values: Draft = field(default_factory=Draft)


_sessions: WeakKeyDictionary[Workbench, dict[str, PinnedSession]] = WeakKeyDictionary()


def session_of(workbench: Workbench, place: str) -> PinnedSession:
    """Return what the pins of the composers of one place keep."""
    return _sessions.setdefault(workbench, {}).setdefault(place, PinnedSession())
