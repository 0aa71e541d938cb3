"""The menu behind "+ Filter": ready-made conditions, then every value list of the kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ..kinds import fields
from ..kinds.registry import KINDS
from ..queries import lists
from ..texts import _
from .workbench import Workbench


class FilterMenu(QObject):
    """Signals: query_changed(ListQuery) with the condition added or taken away."""

    query_changed = Signal(object)

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench, self._kind, self._parent = workbench, kind, parent

    def pop(self, button: QWidget, query: lists.ListQuery) -> None:
        """Show the menu below the button."""
        menu = self.build(query)
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))
        menu.deleteLater()

    def build(self, query: lists.ListQuery) -> QMenu:
        """Return the menu for a query; a tick says that a condition is set."""
        menu = QMenu(self._parent)
        menu.setObjectName("filterMenu")
        words = self._workbench.words()
        for preset in lists.presets(self._kind):
            self._add(menu, query, preset, lists.filter_text(preset, self._kind, words))
        menu.addSeparator()
        for name, field in KINDS[self._kind].fields.items():
            if field.listed and isinstance(field, fields.Choice | fields.Terms | fields.Areas):
                self._add_values(menu.addMenu(_(field.label)), query, name, self._options(field))
        return menu

    def _options(self, field: fields.Field) -> list[tuple[str, str]]:
        words = self._workbench.words()
        if isinstance(field, fields.Areas):
            return [(area.code, area.name) for area in words.districts]
        entries = words.lists.get(getattr(field, "of", ""), ())
        return [(entry.code, entry.label) for entry in entries if entry.active]

    def _add_values(self, menu: QMenu, query: lists.ListQuery, name: str, options: Iterable[tuple[str, str]]) -> None:
        chosen = next((f for f in query.filters if f.field == name and f.op == "in"), lists.Filter(name))
        is_area = isinstance(KINDS[self._kind].fields[name], fields.Areas)
        for code, label in options:
            action = QAction(label, menu, checkable=True, checked=code in chosen.values)
            values = self._without(chosen.values, code) if code in chosen.values else (*chosen.values, code)
            with_whole = chosen.with_whole if chosen.values else is_area
            wanted = lists.Filter(name, "in", values, with_whole)
            action.triggered.connect(lambda _on=False, wanted=wanted: self._set(query, wanted))
            menu.addAction(action)
        if is_area and chosen.values:
            menu.addSeparator()
            whole = self._workbench.words().area_name(lists.WHOLE)
            action = QAction(_("auch {whole}").format(whole=whole), menu, checkable=True, checked=chosen.with_whole)
            flipped = lists.Filter(name, "in", chosen.values, not chosen.with_whole)
            action.triggered.connect(lambda _on=False: self._set(query, flipped))
            menu.addAction(action)
        menu.addSeparator()
        self._add(menu, query, lists.Filter(name, "empty"), _("leer"))

    @staticmethod
    def _without(values: Sequence[str], code: str) -> tuple[str, ...]:
        return tuple(value for value in values if value != code)

    def _set(self, query: lists.ListQuery, wanted: lists.Filter) -> None:
        self.query_changed.emit(lists.toggled(query, wanted, on=bool(wanted.values)))

    def _add(self, menu: QMenu, query: lists.ListQuery, wanted: lists.Filter, text: str) -> None:
        is_set = wanted in query.filters
        action = QAction(text, menu, checkable=True, checked=is_set)
        action.triggered.connect(lambda _on=False: self.query_changed.emit(lists.toggled(query, wanted, on=not is_set)))
        menu.addAction(action)
