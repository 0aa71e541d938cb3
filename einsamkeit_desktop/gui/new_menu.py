"""The menu behind "Neu": every kind of record that can be made, the kind of the shown list first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from ..kinds.registry import KINDS
from ..texts import _
from .commands import CREATABLE


def new_menu(parent: QWidget, shown: str, make: Callable[[str], None]) -> QMenu:
    """Return the menu; `make` is called with the chosen kind. It deletes itself when it is closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for code in sorted(CREATABLE, key=lambda code: code != shown):
        menu.addAction(_(KINDS[code].label), partial(make, code))
    menu.setActiveAction(menu.actions()[0])
    return menu
