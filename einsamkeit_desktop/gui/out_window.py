"""A window before something leaves: what goes along, what for, and the button that goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QVBoxLayout, QWidget

from ..kinds.clean import clean_text
from ..queries import exports
from ..queries.sheets import Closed
from ..texts import _, ngettext
from . import theme
from .export_parts import Choice, PurposeField
from .lines import ScrollColumn
from .statusline import announce
from .widgets import Button, PlainLabel, button_row
from .workbench import Workbench

_WIDTH, _MARGIN, _GAP = 660, 22, 14  # px at 13 px text


class OutWindow(QDialog):
    """Base of the windows that ask before something leaves: fields below each other, among them what for.

    The keyboard begins at the purpose; Enter goes on, Esc leaves. Subclasses add their fields, call `lay_out`, and say
    in `tell` what was chosen; the window is closed by then. `name` begins the names of its parts.
    """

    def __init__(self, workbench: Workbench, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Window")
        self.setWindowTitle(title)
        self.purpose = PurposeField(exports.purposes(workbench.store))
        self.problem = PlainLabel("", role="danger", wrap=True)
        self.problem.setObjectName(f"{name}Problem")
        self.problem.hide()
        self.go = Button(_("Speichern …"), look="primary", icon="file-down", name=f"{name}Go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._finish)
        self.leave = Button(_("Abbrechen"), name=f"{name}Leave")
        self.leave.clicked.connect(self.reject)
        self._fields = ScrollColumn(f"{name}Fields", title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.current().px(_GAP))
        self._grid.setVerticalSpacing(theme.current().px(10))
        self._grid.setColumnStretch(1, 1)
        self._texts: tuple[PlainLabel, ...] = ()

    def add(self, label: str, content: QWidget | QLayout) -> PlainLabel:
        """Add a field, or several, below the others; return its label."""
        row = self._grid.rowCount()
        shown = PlainLabel(label, role="muted")
        shown.setFixedHeight(theme.current().px(30))
        shown.setMinimumWidth(shown.sizeHint().width())
        self._grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(content, QWidget):
            side = Qt.AlignmentFlag.AlignLeft if isinstance(content, Choice) else Qt.AlignmentFlag(0)
            self._grid.addWidget(content, row, 1, side)
        else:
            self._grid.addLayout(content, row, 1)
        return shown

    def lay_out(self, heading: str, sentence: str = "") -> None:
        """Put everything in its place and the keyboard at the purpose."""
        look = theme.current()
        head = PlainLabel(heading, size="title", weight="strong", wrap=True)
        below = PlainLabel(sentence, role="muted", wrap=True)
        below.setVisible(bool(sentence))
        self._texts = (head, below, self.problem)
        self._fields.column.setContentsMargins(0, 0, look.px(4), 0)
        self._fields.column.addLayout(self._grid)
        self._fields.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (_MARGIN, 18, _MARGIN, 18)))
        column.setSpacing(look.px(_GAP))
        column.addWidget(head)
        column.addWidget(below)
        column.addWidget(self._fields, 1)
        column.addWidget(self.problem)
        column.addLayout(button_row(self.leave, self.go))
        self.take_room()
        self.purpose.setFocus()

    def take_room(self) -> None:
        """Be as high as the fields, but never higher or wider than the screen: large text scrolls."""
        look, screen = theme.current(), self.screen().availableGeometry()
        self._grid.activate()
        content = self._fields.widget()
        assert content is not None
        width = min(look.px(_WIDTH), screen.width() - 40)
        inside = width - look.px(2 * _MARGIN + 4)
        room = max(content.sizeHint().height(), content.heightForWidth(inside)) + look.px(110)
        for text in self._texts:
            if text.full_text():
                room += text.heightForWidth(width - 2 * look.px(_MARGIN)) + look.px(_GAP)
        lowest = self.height() if self.isVisible() else 0  # grows with its fields, but does not jump to and fro
        self.resize(width, min(max(room, lowest), screen.height() - 60))

    def name_go(self, text: str, icon: str) -> None:
        """Say what the button that goes on will do."""
        self.go.setText(text)
        self.go.set_icon_name(icon)

    def say_problem(self, sentence: str) -> None:
        """Say what did not work; "" says nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.take_room()
        if sentence:
            announce(self, sentence, is_urgent=True)

    def for_what(self) -> str:
        """Return the purpose as it goes into the log."""
        return clean_text(self.purpose.currentText()).strip()

    def tell(self) -> None:
        """Say what was chosen."""
        raise NotImplementedError

    def _finish(self) -> None:
        self.accept()
        self.tell()


def going(count: int, closed: Closed, *, with_confidential: bool) -> tuple[int, str]:
    """Return how many of these records leave, and the sentence that says so and what stays."""
    count -= closed.restricted + (0 if with_confidential else closed.confidential)
    texts = [ngettext("{count} Eintrag wird weitergegeben", "{count} Einträge werden weitergegeben", count)]
    if closed.confidential and with_confidential:
        texts.append(ngettext("{count} vertraulicher geht mit", "{count} vertrauliche gehen mit", closed.confidential))
    elif closed.confidential:
        texts.append(
            ngettext("{count} vertraulicher bleibt hier", "{count} vertrauliche bleiben hier", closed.confidential)
        )
    if closed.restricted:
        texts.append(
            ngettext("{count} gesperrter bleibt immer hier", "{count} gesperrte bleiben immer hier", closed.restricted)
        )
    return count, _("{sentence}.").format(sentence="; ".join(texts))
