"""Putting widgets into another order: by dragging, by Alt with an arrow, by their context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ..texts import _
from .chips import RemovableChip
from .composer_widgets import RecordPicker
from .search_popup import Provider
from .statusline import announce

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class Ordering(QObject):
    """Watches widgets that stand in an order; `shown` returns them in the order of today.

    Signals:
        moved(QWidget, int): this widget is wanted at that place among the others.
    """

    moved = Signal(object, int)

    def __init__(self, parent: QObject, shown: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(parent)
        self._shown = shown
        self._pressed: QWidget | None = None
        self._from = QPoint()
        self._is_dragging = False

    def watch(self, widget: QWidget) -> None:
        """Let this widget be moved."""
        widget.installEventFilter(self)
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, step in ((_("Nach vorn"), -1), (_("Nach hinten"), 1)):
            action = QAction(text, widget)
            action.triggered.connect(partial(self._step, widget, step))
            widget.addAction(action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Drag with the left button, step with Alt and an arrow; a drag is no click."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._step(watched, step)
                return True
        if isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            return self._drag(watched, event)
        return super().eventFilter(watched, event)

    def _drag(self, widget: QWidget, event: QMouseEvent) -> bool:
        at = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._from, self._is_dragging = widget, at, False
        elif event.type() == QEvent.Type.MouseMove and self._pressed is widget:
            far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
            self._is_dragging = self._is_dragging or far
            if self._is_dragging:
                self._carry(widget, at)
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is widget:
            was_dragging, self._pressed, self._is_dragging = self._is_dragging, None, False
            if was_dragging and isinstance(widget, QAbstractButton):
                widget.setDown(False)
            return was_dragging
        return False

    def _carry(self, widget: QWidget, at: QPoint) -> None:
        for place, other in enumerate(self._shown()):
            if other is not widget and other.rect().contains(other.mapFromGlobal(at)):
                self.moved.emit(widget, place)
                return

    def _step(self, widget: QObject, step: int) -> None:
        shown = list(self._shown())
        places = [place for place, other in enumerate(shown) if other is widget]
        if places and 0 <= places[0] + step < len(shown):
            self.moved.emit(widget, places[0] + step)


class OrderedPicker(RecordPicker):
    """Records as chips whose order counts. Signals: those of RecordPicker; changed() also when the order changed."""

    def __init__(
        self, provider: Provider, placeholder: str = "", *, name: str = "records", parent: QWidget | None = None
    ) -> None:
        super().__init__(provider, placeholder, name=name, parent=parent)
        self._ordering = Ordering(self, lambda: list(self._chips.values()))
        self._ordering.moved.connect(self._move)

    def add(self, key: str, title: str) -> None:
        """Add a record at the end; emits nothing."""
        is_new = key not in self._chips
        super().add(key, title)
        if is_new:
            chip = self._chips[key]
            chip.setAccessibleDescription(_("Entf entfernt, Alt mit Pfeil verschiebt"))
            self._ordering.watch(chip)
            self._order_tabs()

    def _move(self, chip: RemovableChip, place: int) -> None:
        keys = [key for key, other in self._chips.items() if other is not chip]
        moved = next(key for key, other in self._chips.items() if other is chip)
        keys.insert(place, moved)
        self._chips = {key: self._chips[key] for key in keys}
        for number, other in enumerate(self._chips.values()):
            self._flow.removeWidget(other)
            self._flow.insert_widget(number, other)
        self._flow.activate()
        self._order_tabs()
        said = _("{title}, Platz {place} von {count}")
        announce(self, said.format(title=chip.text(), place=place + 1, count=len(keys)))
        self.changed.emit()

    def _order_tabs(self) -> None:
        stops = [*self._chips.values(), self.line]
        for one, following in zip(stops, stops[1:], strict=False):
            if one.window() is following.window():
                QWidget.setTabOrder(one, following)
