"""What could not be taken in and why, in the middle of the screen: the sentence says what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ..texts import _, ngettext
from . import theme
from .widgets import Button, PlainLabel, button_row

_MOST = 4


class RefusedWindow(QDialog):
    """Tells the reasons; Enter closes.

    Signals:
        other_wanted(): the person wants to choose another file.
    """

    other_wanted = Signal()

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refusedWindow")
        self.setWindowTitle(_("Nicht importiert"))
        self.setAccessibleDescription(" ".join(reasons))
        look = theme.current()
        self.other = Button(_("Andere Datei wählen"), icon="import", name="refusedOther")
        self.close_button = Button(_("Schließen"), look="primary", name="refusedClose")
        self.close_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (22, 18, 22, 16)))
        column.setSpacing(look.px(12))
        column.addWidget(PlainLabel(_("Nicht importiert"), size="title", weight="strong"))
        width = min(look.px(520), self.screen().availableGeometry().width() - look.px(80))
        more = len(reasons) - _MOST
        told = [*reasons[:_MOST]]
        if more > 0:
            told.append(ngettext("… und {count} weitere Datei", "… und {count} weitere Dateien", more))
        for reason in told:
            text = PlainLabel(reason, wrap=True)
            text.setFixedWidth(width)
            column.addWidget(text)
        column.addSpacing(look.px(6))
        column.addLayout(button_row(self.other, self.close_button))
        self.other.clicked.connect(self._choose_other)
        self.close_button.clicked.connect(self.reject)
        self.close_button.setFocus()

    def _choose_other(self) -> None:
        self.accept()
        self.other_wanted.emit()
