"""A page about days: its head, and when it is read again: after a write, by the clock, when it comes to the front."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..store.writing import Changes
from ..texts import _
from . import theme
from .lines import ScrollColumn
from .widgets import PlainLabel
from .workbench import Workbench

CLOCK_MS = 30_000


class DayPage(ScrollColumn):
    """A page that says a day and its week above what it shows; `head` has room at the right."""

    def __init__(self, workbench: Workbench, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{key}Page", label, parent)
        self._workbench = workbench
        self._is_stale = True
        self._title = PlainLabel("", size="title", weight="strong", wrap=True)
        self._title.setObjectName(f"{key}Title")
        self._week = PlainLabel("", role="muted")
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.current().px(12))
        self.head.addWidget(self._title, 1)
        self.head.addWidget(self._week, 0, Qt.AlignmentFlag.AlignVCenter)
        workbench.changed.connect(self._hear)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()

    def refresh(self) -> None:
        """Read everything that is shown again."""
        self._is_stale = False

    def look_at_clock(self) -> None:
        """Do what the hour asks for; twice a minute."""
        raise NotImplementedError

    def refresh_in_sight(self) -> None:
        """Read again now, or when the page is seen next."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read again what changed while the page was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _say(self, title: str, day: date) -> None:
        self._title.setText(title)
        self._week.setText(_("KW {week}").format(week=day.isocalendar().week))

    def _hear(self, _changes: Changes) -> None:
        self.refresh_in_sight()
