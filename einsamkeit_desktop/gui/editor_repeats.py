"""The editor for how something repeats: common choices, and every other one in words."""

from __future__ import annotations

from typing import Any

from ..kinds.fields import Field
from ..texts import _, mark
from .editors import Editor, SearchableCombo
from .widgets import plain_tip
from .workbench import Workbench

COMMON = (
    mark("täglich"),
    mark("jeden Arbeitstag"),
    mark("wöchentlich"),
    mark("alle 2 Wochen"),
    mark("monatlich"),
    mark("jeden 1. Montag im Monat"),
    mark("vierteljährlich"),
    mark("halbjährlich"),
    mark("jährlich"),
)


class RepeatEditor(Editor):
    """A repetition, chosen or typed in German or as an RRULE; what was typed is written out when it is left."""

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__(field, bench)
        self._combo = SearchableCombo()
        self._combo.addItems(["", *(_(text) for text in COMMON)])
        line = self._combo.lineEdit()
        assert line is not None
        self._line = line
        line.setAccessibleName(_(field.label))
        line.setPlaceholderText(_("nie"))
        self._combo.activated.connect(self.edited)
        self._combo.currentTextChanged.connect(lambda text: self._combo.setToolTip(plain_tip(text)))
        line.textEdited.connect(self.edited)
        line.editingFinished.connect(self._tidy)
        self.take(self._combo)
        self.row.addWidget(self._combo)

    def value(self) -> Any:
        """Return the rule. Raises ValueError for a text that is none."""
        return self.field.parse(self._combo.currentText())

    def show_value(self, value: Any) -> None:
        """Show a rule in German."""
        self._combo.setCurrentIndex(0)
        self._combo.setEditText(self.field.show(value))
        self._line.setCursorPosition(0)

    def _tidy(self) -> None:
        try:
            shown = self.field.show(self.value())
        except ValueError:
            shown = self._line.text()
        if shown != self._line.text():
            self._combo.setEditText(shown)
        self.left.emit()
