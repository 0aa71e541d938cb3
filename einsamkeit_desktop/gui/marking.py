"""Keys that write the marks of simple formatting into a text: Ctrl+B, Ctrl+I, and Enter in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from .widgets import is_enter

_MARKS = {Qt.Key.Key_B: "**", Qt.Key.Key_I: "_"}
_ITEM = re.compile(r"([ \t]*[-*•][ \t]+)(.*)")

if TYPE_CHECKING:
    _Base = QPlainTextEdit
else:
    _Base = object


class MarkingKeys(_Base):
    """Mixed in before a QPlainTextEdit; each key is one step of the text's own undo."""

    def event(self, event: QEvent) -> bool:
        """Keep the keys from the window, where they may mean something else."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _mark(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Mark the selection or the word at the cursor; go on with a list."""
        mark = _mark(event)
        if mark:
            toggle_mark(self, mark)
        elif not (is_enter(event) and go_on_with_list(self)):
            super().keyPressEvent(event)


def toggle_mark(edit: QPlainTextEdit, mark: str) -> None:
    """Put the mark around the selection (each line of it) or the word at the cursor, or take it away there."""
    cursor = edit.textCursor()
    if not cursor.hasSelection():
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    if not cursor.hasSelection():
        cursor.insertText(mark * 2)
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
        edit.setTextCursor(cursor)
        return
    start, said = cursor.selectionStart(), cursor.selectedText()
    whole = edit.toPlainText()
    end, width = start + len(said), len(mark)
    if whole[max(0, start - width) : start] == mark == whole[end : end + width]:
        start, end, wanted = start - width, end + width, said
    else:
        wanted = "\u2029".join(_marked(line, mark) for line in said.split("\u2029"))
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(wanted.replace("\u2029", "\n"))
    inner = width if wanted == mark + said + mark else 0
    cursor.setPosition(start + inner)
    cursor.setPosition(start + len(wanted) - inner, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def go_on_with_list(edit: QPlainTextEdit) -> bool:
    """Begin the next item of a list, or end the list in an empty one; False where the cursor is in none."""
    cursor = edit.textCursor()
    found = None if cursor.hasSelection() else _ITEM.fullmatch(cursor.block().text())
    if found is None or cursor.positionInBlock() < len(found[1]):
        return False
    if found[2].strip():
        cursor.insertText("\n" + found[1])
    else:
        cursor.select(QTextCursor.SelectionType.LineUnderCursor)
        cursor.removeSelectedText()
    edit.setTextCursor(cursor)
    edit.ensureCursorVisible()
    return True


def _mark(event: QKeyEvent) -> str:
    is_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return _MARKS.get(Qt.Key(event.key()), "") if is_ctrl else ""


def _marked(line: str, mark: str) -> str:
    """Return a line with the mark around its words, inside an item behind its sign; or without where it has it."""
    item = _ITEM.fullmatch(line)
    lead, words = (item[1], item[2]) if item else ("", line)
    said = words.strip()
    if not said:
        return line
    before, _words, after = words.partition(said)
    if said.startswith(mark) and said.endswith(mark) and len(said) > 2 * len(mark):
        return lead + before + said[len(mark) : -len(mark)] + after
    return lead + before + mark + said + mark + after
