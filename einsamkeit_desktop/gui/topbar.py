"""The bar at the top: the one field for everything, "Vermerk", "Neu", lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ..texts import _
from . import icons, theme
from .widgets import Button, PlainLabel


class SearchField(QLineEdit):
    """The one field (Ctrl+K). Its popup listens to its keys; see search_popup.SearchPopup.

    Signals:
        left(): Esc was pressed in it while no list was below: back to the page.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setPlaceholderText(_("Suchen, öffnen oder Befehl …"))
        self.setAccessibleName(_("Suchen, öffnen oder Befehl"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the width of the pictures."""
        look = theme.current()
        return QSize(look.px(520), look.px(34))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Stay wide enough for a name."""
        look = theme.current()
        return QSize(look.px(140), look.px(34))

    def give_up_command(self) -> None:
        """Leave the field where it held nothing or a command begun; words to search for stay to be changed."""
        if not self.text().strip() or self.text().lstrip().startswith(">"):
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Empty and leave the field with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave the keys that take back or do again to the window while nothing was typed here that they could mean."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            is_redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if is_undo or is_redo:
                event.ignore()
                return False
        return super().event(event)

    def _leave(self) -> None:
        self.setText("")  # not clear(), which Ctrl+Z would take back
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Add the magnifying glass."""
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        size = look.px(16)
        icons.paint(painter, "search", "muted", look.px(8), (self.height() - size) / 2, size)
        painter.end()


class TopBar(QWidget):
    """Title, search field, the buttons that are always there.

    `search` is the field. Signals:
        note_wanted(): write a contact note (Vermerk).
        new_wanted(): make a new record (Neu); `new_button` may get a menu.
        lock_wanted(): lock the store.
    """

    note_wanted = Signal()
    new_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, title: str = "Gem-Einsamkeit", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = PlainLabel(title, role="accent", size="brand", weight="bold")
        self.search = SearchField()
        self.note_button = Button(_("Vermerk"), icon="notebook-pen", look="primary", name="noteButton")
        self.new_button = Button(_("Neu"), icon="plus", name="newButton")
        self.lock_button = Button("", icon="lock", name="lockButton")
        self.lock_button.setAccessibleName(_("Sperren"))
        for button, signal, tip in (
            (self.note_button, self.note_wanted, _("Kontaktvermerk schreiben (Strg+Umschalt+V)")),
            (self.new_button, self.new_wanted, _("Neuen Datensatz anlegen (Strg+N)")),
            (self.lock_button, self.lock_wanted, _("Sperren (Strg+L)")),
        ):
            button.setToolTip(tip)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(signal)
        row = QHBoxLayout(self)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.search, 100)
        row.addStretch(1)
        for button in (self.note_button, self.new_button, self.lock_button):
            row.addWidget(button)
        self._measure()
        theme.current().changed.connect(self._measure)

    def _measure(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px(54) + 1)
        self.search.setMaximumWidth(look.px(520))
        row = self.layout()
        assert row is not None
        row.setContentsMargins(look.px(18), 0, look.px(14), 1)
        row.setSpacing(look.px(9))
