"""A menu that narrows while one types: the keyboard stays with the menu, a pill at its head shows what was typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from ..kinds.folding import fold, query_words
from ..texts import _, ngettext
from . import theme
from .statusline import announce

_WIDTH = 200  # px at 13 px text


class NarrowingMenu(QMenu):
    """Letters narrow the entries to those with words that begin so, Backspace and Esc widen them again.

    Entries made with `add_deep` show only then: what lies in other menus, or further away.
    """

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTitle(label)
        self.typed = ""
        self._words: dict[QAction, str] = {}
        self._deep: set[QAction] = set()
        self._pill = QLineEdit()
        self._pill.setObjectName(f"{name}Typed")
        self._pill.setProperty("look", "pill")
        self._pill.setPlaceholderText(_("Tippen sucht"))
        self._pill.setAccessibleName(_("Gesucht in „{menu}“").format(menu=label))
        self._pill.setReadOnly(True)
        self._pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head = QWidgetAction(self)
        self._head.setDefaultWidget(self._ground())
        self.addAction(self._head)
        self._nothing = self.addAction(_("Nichts gefunden"))
        self._nothing.setEnabled(False)
        self._nothing.setVisible(False)

    def add_deep(self, action: QAction) -> None:
        """Add an entry that shows only when its words are typed."""
        self.addAction(action)
        self._deep.add(action)
        action.setVisible(False)

    def shown(self) -> list[QAction]:
        """Return the entries one can choose as things stand."""
        own = (self._head, self._nothing)
        return [each for each in self.actions() if each.isVisible() and not each.isSeparator() and each not in own]

    def narrow(self, typed: str) -> None:
        """Show the entries with words that begin like all those typed; "" shows the menu as it was."""
        if self.isVisible() and not self.typed:
            self.setMinimumWidth(self.width())  # the pill stays as wide as it was
        self.typed = typed
        self._pill.setText(typed)
        asked = query_words(typed)
        for action in self.actions():
            if action not in (self._head, self._nothing):
                action.setVisible(self._fits(action, asked) if asked else action not in self._deep)
        found = self.shown()
        self._nothing.setVisible(not found)
        if asked:
            self.setActiveAction(found[0] if found else self._nothing)
            announce(self, ngettext("{count} Eintrag", "{count} Einträge", len(found)))

    def _fits(self, action: QAction, asked: list[tuple[str, ...]]) -> bool:
        if action.isSeparator():
            return False
        if action not in self._words:
            self._words[action] = fold(action.text().replace("&", ""))
        words = self._words[action].split()
        return all(any(word.startswith(forms) for word in words) for forms in asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take letters, Backspace and, while something is typed, blanks and Esc; the rest is any menu's."""
        text, key = event.text(), event.key()
        is_plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if key == Qt.Key.Key_Backspace and self.typed:
            self.narrow(self.typed[:-1])
        elif key == Qt.Key.Key_Escape and self.typed:
            self.narrow("")
        elif is_plain and text.isprintable() and text and (text != " " or self.typed):
            self.narrow(self.typed + text)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Begin anew each time the menu is shown."""
        if event.type() == QEvent.Type.Show and self.typed:
            self.narrow("")
        return super().event(event)

    def _ground(self) -> QWidget:
        look, ground = theme.current(), QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(*(look.px(side) for side in (6, 4, 6, 4)))
        row.addWidget(self._pill)
        self._pill.setMinimumSize(QSize(look.px(_WIDTH), 0))
        return ground
