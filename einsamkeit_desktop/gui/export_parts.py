"""Fields of the window that hands out lists: one of several, side by side or in a box, and the purpose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QRadioButton, QVBoxLayout, QWidget

from ..texts import _
from . import theme
from .chips import FlowLayout

LONGEST_PURPOSE = 300


class Choice(QComboBox):
    """One of several in a box; the wheel never changes it by accident. Signals: those of QComboBox."""

    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def choose(self, code: str) -> None:
        """Choose the entry of a code; the first where there is none."""
        self.setCurrentIndex(max(self.findData(code), 0))

    def chosen(self) -> str:
        """Return the code of the chosen entry."""
        return str(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel alone."""
        event.ignore()


class Choices(QWidget):
    """One of several, all to be seen.

    Signals:
        changed(): another one was chosen.
    """

    changed = Signal()

    def __init__(self, label: str, name: str, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._codes = [code for code, _text in entries]
        self._group = QButtonGroup(self)
        row = FlowLayout(gap=14)
        for place, (code, text) in enumerate(entries):
            button = QRadioButton(text)
            button.setObjectName(f"{name}-{code}")
            button.setAccessibleName(f"{label}: {text}")
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.current().px(2), 0, 0)
        whole.addLayout(row)
        self._group.idToggled.connect(self._tell)

    def chosen(self) -> str:
        """Return the code of the chosen one."""
        return self._codes[self._group.checkedId()]

    def choose(self, code: str) -> None:
        """Choose one by its code; an unknown code changes nothing."""
        if code in self._codes:
            self._group.button(self._codes.index(code)).setChecked(True)

    def _tell(self, _place: int, is_on: bool) -> None:
        if is_on:
            self.changed.emit()


class PurposeField(QComboBox):
    """What a list is for, in free words; the purposes named before are offered."""

    def __init__(self, purposes: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("exportPurpose")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.addItems(list(purposes))
        self.setCurrentText("")
        line = self.lineEdit()
        assert line is not None
        line.setMaxLength(LONGEST_PURPOSE)
        line.setProperty("look", "bare")
        line.setPlaceholderText(_("etwa: Einladung Runder Tisch (steht in der Datei)"))
        line.setAccessibleName(_("Zweck"))
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel alone."""
        event.ignore()
