"""Where the keyboard goes when the widget it was on is gone: Qt would pass it on to the search field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def holds_focus(place: QWidget) -> bool:
    """Return whether the keyboard of its window is on a widget or inside it."""
    focused = place.window().focusWidget()
    return focused is not None and (focused is place or place.isAncestorOf(focused))


def focus_within(place: QWidget) -> None:
    """Put the keyboard on a widget; where that takes none, on the first thing inside that does."""
    place.setFocus(Qt.FocusReason.OtherFocusReason)
    stop = place.nextInFocusChain()
    while stop is not None and stop is not place and not holds_focus(place):
        if place.isAncestorOf(stop) and stop.isVisible() and stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        stop = stop.nextInFocusChain()
