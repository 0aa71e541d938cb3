"""A small window before something leaves: what goes along, what for, and the button that goes on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..kinds.clean import clean_text
from ..queries import exports
from ..texts import _
from . import theme
from .export_parts import Choice, PurposeField
from .lines import ScrollColumn
from .widgets import Button, PlainLabel
from .workbench import Workbench


class OutWindow(QDialog):
    """Base of the windows that ask before something leaves: fields below each other, the purpose last.

    The keyboard begins at the purpose; Enter goes on, Esc leaves. Subclasses add their fields, then call `lay_out`, and
    say in `tell` what was chosen; the window is closed by then. `name` begins the names of its parts.
    """

    def __init__(self, workbench: Workbench, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setObjectName(f"{name}Window")
        self.setWindowTitle(title)
        self.purpose = PurposeField(exports.purposes(workbench.store))
        self.go = Button(_("Speichern …"), look="primary", icon="file-down", name=f"{name}Go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._finish)
        self.leave = Button(_("Abbrechen"), name=f"{name}Leave")
        self.leave.clicked.connect(self.reject)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.current().px(14))
        self._grid.setVerticalSpacing(theme.current().px(10))
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, field: QWidget) -> None:
        """Add a field below the others."""
        row = self._grid.rowCount()
        shown = PlainLabel(label, role="muted")
        shown.setMinimumWidth(shown.sizeHint().width())
        self._grid.addWidget(shown, row, 0)
        side = Qt.AlignmentFlag.AlignLeft if isinstance(field, Choice) else Qt.AlignmentFlag(0)
        self._grid.addWidget(field, row, 1, side)

    def lay_out(self, heading: str, sentence: str, height: int) -> None:
        """Put everything in its place, the purpose below the other fields; `height` is in px at 13 px text."""
        look = theme.current()
        self.add(_("Zweck"), self.purpose)
        fields = ScrollColumn(f"{self._name}Fields", self.windowTitle())
        fields.column.setContentsMargins(0, 0, look.px(4), 0)
        fields.column.addLayout(self._grid)
        fields.column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (22, 18, 22, 18)))
        column.setSpacing(look.px(14))
        column.addWidget(PlainLabel(heading, size="title", weight="strong", wrap=True))
        column.addWidget(PlainLabel(sentence, role="muted", wrap=True))
        column.addWidget(fields, 1)
        column.addLayout(buttons)
        room = self.screen().availableGeometry().size()
        self.resize(QSize(look.px(620), look.px(height)).boundedTo(room - QSize(40, 60)))
        self.purpose.setFocus()

    def for_what(self) -> str:
        """Return the purpose as it goes into the log."""
        return clean_text(self.purpose.currentText()).strip()

    def tell(self) -> None:
        """Say what was chosen."""
        raise NotImplementedError

    def _finish(self) -> None:
        self.accept()
        self.tell()
