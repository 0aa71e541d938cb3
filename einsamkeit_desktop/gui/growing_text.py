"""The text of a note: grows with its lines, makes a line a task, offers names after an @."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ..kinds.markup import plain
from . import theme
from .marking import MarkingKeys
from .search_popup import Provider, SearchPopup, Suggestion
from .widgets import Card

_CLOSING_MARKS = (",", ".", ";", ":", "!", "?", ")")


class GrowingTextEdit(MarkingKeys, QPlainTextEdit):
    """Plain text that grows with its lines; Tab leaves it. Marks of simple formatting have keys, see marking.py.

    Signals:
        task_wanted(str): Ctrl+Enter; the words of the line the cursor is in, without marks.
        mention_typed(str, QRect): the word after an @ at the cursor, and where the cursor is in this widget.
        mention_left(): the cursor is no longer in such a word.
    """

    task_wanted = Signal(str)
    mention_typed = Signal(str, QRect)
    mention_left = Signal()

    def __init__(
        self,
        placeholder: str = "",
        *,
        lines: int = 3,
        most_lines: int = 14,
        name: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "bare")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._lines, self._most_lines = lines, most_lines
        self._is_mentioning = False
        self._spaced_at = -1  # where the space behind a name that was chosen ends
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self.cursorPositionChanged.connect(self._look_for_mention)
        theme.current().changed.connect(self._grow)
        self._grow()

    def current_line(self) -> str:
        """Return the text of the line the cursor is in."""
        return self.textCursor().block().text()

    def replace_mention(self, text: str) -> None:
        """Put a name where the @word stands; undo takes it back."""
        cursor = self.textCursor()
        word = self._mention()
        if word is None:
            return
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(word) + 1)
        cursor.insertText(text + " ")
        self._spaced_at = self.textCursor().position()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Let the card around show the ring; the text itself has no frame."""
        super().focusInEvent(event)
        self._ring_card(event, True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring_card(event, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Make the line a task on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.task_wanted.emit(plain(self.current_line()).strip())
            return
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # reached only where there is no other widget to go to
            return
        if event.text() and self._takes_space(event.text()):
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Leave dropped files to the record's pane, which attaches them."""
        return not any(url.isLocalFile() for url in source.urls()) and super().canInsertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the lines there are."""
        return QSize(theme.current().px(200), self.minimumHeight())

    def _takes_space(self, typed: str) -> bool:
        """Let the space behind a chosen name be the one that is typed; a mark of punctuation takes its place."""
        is_behind, self._spaced_at = self.textCursor().position() == self._spaced_at, -1
        if is_behind and typed in _CLOSING_MARKS:
            self.textCursor().deletePreviousChar()
        return is_behind and typed == " "

    def _ring_card(self, event: QFocusEvent, is_shown: bool) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, Card):
            around = around.parentWidget()
        if around is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            around.show_focus(is_shown)

    def _grow(self) -> None:
        lines = max(self._lines, min(round(self.document().size().height()), self._most_lines))
        high = ceil(lines * QFontMetricsF(self.font()).lineSpacing()) + 2 * self.frameWidth() + theme.current().px(6)
        if high != self.minimumHeight() or high != self.maximumHeight():
            self.setFixedHeight(high)

    def _mention(self) -> str | None:
        """Return the word after an @ just before the cursor, None when there is none."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        at = before.rfind("@")
        if at < 0 or (at > 0 and not before[at - 1].isspace() and before[at - 1] not in "(/,"):
            return None
        word = before[at + 1 :]
        return word if len(word) <= 40 and word.count(" ") <= 1 and not word.startswith(" ") else None

    def _look_for_mention(self) -> None:
        word = self._mention()
        if word is not None:
            self._is_mentioning = True
            self.mention_typed.emit(word, self.cursorRect())
        elif self._is_mentioning:
            self._is_mentioning = False
            self.mention_left.emit()


class MentionPopup(SearchPopup):
    """The suggestions below an @word in a GrowingTextEdit; choosing writes the name into the text.

    Signals: those of SearchPopup; link the record on `chosen`.
    """

    opens_by_key = False

    def __init__(self, edit: GrowingTextEdit, provider: Provider) -> None:
        super().__init__(edit, provider)
        self._edit = edit
        self._word = ""
        edit.mention_typed.connect(self._hear)
        edit.mention_left.connect(self.close_popup)

    def words(self) -> str:
        """Return the word after the @."""
        return self._word

    def spend(self, suggestion: Suggestion) -> None:
        """Write the name in the place of the @word."""
        self._edit.replace_mention(suggestion.title)

    def anchor(self) -> QRect:
        """Return the place of the cursor."""
        return self._edit.cursorRect().translated(self._edit.viewport().pos())

    def _hear(self, word: str, _place: QRect) -> None:
        self._word = word
        self.ask()
