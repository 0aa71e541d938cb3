"""Fields for passphrases and the sentence beside a field, shared by the first start and the lock page."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ..texts import _
from . import icons, theme
from .statusline import announce
from .widgets import PlainLabel, repolish


class SecretField(QWidget):
    """A passphrase with a button that shows what is typed.

    Signals:
        edited(str): the text, after each key.
        entered(): Enter was pressed.
    """

    edited = Signal(str)
    entered = Signal()

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self._eye = QToolButton()
        self._eye.setObjectName(f"{name}Shown")
        self._eye.setCheckable(True)
        self._eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._eye.toggled.connect(self.show_text)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._eye)
        self._dress()
        theme.current().changed.connect(self._dress)

    def stops(self) -> tuple[QWidget, QWidget]:
        """Return where Tab halts: in the line, at the button."""
        return self.line, self._eye

    def text(self) -> str:
        """Return what was typed, untouched."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed and hide again."""
        self.line.clear()
        self._eye.setChecked(False)

    def show_text(self, is_shown: bool) -> None:
        """Show or hide what is typed."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._dress()

    def _dress(self) -> None:
        is_shown = self.line.echoMode() == QLineEdit.EchoMode.Normal
        side = theme.current().px(16)
        self._eye.setIconSize(QSize(side, side))
        self._eye.setIcon(icons.icon("eye-off" if is_shown else "eye", "muted"))
        words = _("Verbergen") if is_shown else _("Anzeigen")
        self._eye.setToolTip(words)
        self._eye.setAccessibleName(f"{self.line.accessibleName()}: {words}")


def lead_from_line_to_line(*fields: SecretField) -> None:
    """Let Tab pass all lines before the buttons: blanks meant for the next line would show the one before.

    The fields must stand in their window already.
    """
    stops = [field.stops() for field in fields]
    lines, eyes = zip(*stops, strict=True)
    for one, following in pairwise((*lines, *eyes)):
        QWidget.setTabOrder(one, following)


class LabelledField(QWidget):
    """A label above a field and, when something is wrong, the sentence below it.

    `hint` stands below the field in grey; `say` puts a problem in its place and announces it.
    """

    def __init__(self, label: str, field: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        caption = PlainLabel(label, weight="strong")
        caption.setBuddy(field)
        self._note = PlainLabel(hint, role="muted", size="small", wrap=True)
        self._note.setObjectName(f"{(field.focusProxy() or field).objectName()}Note")
        self._note.setVisible(bool(hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(5))
        for widget in (caption, field, self._note):
            column.addWidget(widget)

    def set_hint(self, hint: str) -> None:
        """Say something else in grey and take a problem away."""
        self._hint = hint
        self.say("")

    def say(self, problem: str) -> None:
        """Show the sentence that says what is wrong and what to do; "" takes it away."""
        target = self.field.focusProxy() or self.field
        target.setProperty("problem", bool(problem))
        target.setAccessibleDescription(problem or self._hint)
        repolish(target)
        self._note.set_role("danger" if problem else "muted")
        self._note.setText(problem or self._hint)
        self._note.setVisible(bool(problem or self._hint))
        if problem:
            announce(self, problem, is_urgent=True)

    def note(self) -> str:
        """Return what stands below the field."""
        return self._note.full_text()
