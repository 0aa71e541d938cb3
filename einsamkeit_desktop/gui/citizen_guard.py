"""The guard beside a text field: marks what may tell who a citizen is, and says it below. It forbids nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from ..queries.guard import Warning, warnings
from ..texts import _, ngettext
from . import theme
from .statusline import announce
from .widgets import PlainLabel
from .workbench import Workbench

DELAY_MS = 400  # from the last key to the look at the text
_SHOWN = 3


class GuardNote(PlainLabel):
    """What the guard says below a field; hidden while it has nothing to say."""

    def __init__(self, name: str = "guardNote") -> None:
        super().__init__("", role="warning", size="small", wrap=True)
        self.setObjectName(name)
        self.hide()

    def tell(self, sentences: Sequence[str]) -> None:
        """Show the first sentences, and how many there are more; what is new is announced."""
        told = list(dict.fromkeys(sentences))
        lines, more = told[:_SHOWN], len(told) - _SHOWN
        if more > 0:
            lines.append(ngettext("und {count} weiterer Hinweis", "und {count} weitere Hinweise", more))
        if told:
            lines.append(_("Bitte so umschreiben, dass niemand daran zu erkennen ist."))
        text = "\n".join(lines)
        if text == self.full_text():
            return
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)


class TextGuard(QObject):
    """Looks at a field a moment after each change while `is_on` says so; marks the words and tells `note`."""

    def __init__(
        self,
        workbench: Workbench,
        edit: QPlainTextEdit | QLineEdit,
        note: GuardNote,
        is_on: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(edit)
        self._bench, self._note, self._is_on = workbench, note, is_on
        self._edits: list[QPlainTextEdit | QLineEdit] = []
        self._texts: list[Callable[[], Iterable[str]]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.look)
        self.watch(edit)
        theme.current().changed.connect(self.look)

    def watch(self, edit: QPlainTextEdit | QLineEdit) -> None:
        """Look at another field too, for the same note."""
        self._edits.append(edit)
        edit.textChanged.connect(self._timer.start)

    def watch_texts(self, texts: Callable[[], Iterable[str]], changed: SignalInstance) -> None:
        """Look at texts that stand in no field (chips), for the same note, as soon as they change."""
        self._texts.append(texts)
        changed.connect(self.look)

    def look(self) -> None:
        """Look at the texts at once."""
        self._timer.stop()
        if not self._bench.store.writable:  # locked; the colours may still change
            return
        is_on, sentences = self._is_on(), list[str]()
        for edit in self._edits:
            text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
            found = warnings(self._bench.store, text) if is_on else ()
            if isinstance(edit, QPlainTextEdit):
                _mark(edit, text, found)
            sentences += [warning.sentence for warning in found]
        for text in (text for texts in self._texts for text in texts() if is_on):
            sentences += [warning.sentence for warning in warnings(self._bench.store, text)]
        self._note.tell(sentences)


def _mark(edit: QPlainTextEdit, text: str, found: Sequence[Warning]) -> None:
    look = theme.current()
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(look.colour("warning"))
    form.setBackground(look.colour("warning_soft"))
    marks = []
    for warning in found:
        mark: Any = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = QTextCursor(edit.document()), form
        mark.cursor.setPosition(_in_qt(text, warning.start))
        mark.cursor.setPosition(_in_qt(text, warning.end), QTextCursor.MoveMode.KeepAnchor)
        marks.append(mark)
    edit.setExtraSelections(marks)


def _in_qt(text: str, place: int) -> int:
    """Return a place as Qt counts it: an emoji takes two."""
    return place + sum(ord(letter) > 0xFFFF for letter in text[:place])
