"""The menu behind "+ Filter": ready-made conditions, then every value list of the kind; typing narrows both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ..kinds import fields
from ..kinds.registry import KINDS
from ..queries import lists
from ..texts import _
from .narrowing_menu import NarrowingMenu
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

    def build(self, query: lists.ListQuery) -> NarrowingMenu:
        """Return the menu for a query; a tick says that a condition is set. Typed words find values in all lists."""
        menu = NarrowingMenu("filterMenu", _("Filter"), self._parent)
        words = self._workbench.words()
        for preset in lists.presets(self._kind):
            self._add(menu, query, preset, lists.filter_text(preset, self._kind, words))
        menu.addSeparator()
        for name, field in KINDS[self._kind].fields.items():
            if field.listed and isinstance(field, fields.Choice | fields.Terms | fields.Areas):
                inner = NarrowingMenu(f"filter-{name}", _(field.label), menu)
                menu.addMenu(inner)
                self._add_values(inner, query, name, self._options(field))
                for action in inner.shown():
                    deep = self._action(f"{_(field.label)}: {action.text()}", menu, is_set=action.isChecked())
                    deep.triggered.connect(action.trigger)
                    menu.add_deep(deep)
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
            action = self._action(label, menu, is_set=code in chosen.values)
            values = self._without(chosen.values, code) if code in chosen.values else (*chosen.values, code)
            with_whole = chosen.with_whole if chosen.values else is_area
            wanted = lists.Filter(name, "in", values, with_whole)
            action.triggered.connect(lambda _on=False, wanted=wanted: self._set(query, wanted))
            menu.addAction(action)
        if is_area and chosen.values:
            menu.addSeparator()
            whole = self._workbench.words().area_name(lists.WHOLE)
            action = self._action(_("auch {whole}").format(whole=whole), menu, is_set=chosen.with_whole)
            flipped = lists.Filter(name, "in", chosen.values, not chosen.with_whole)
            action.triggered.connect(lambda _on=False: self._set(query, flipped))
            menu.addAction(action)
        menu.addSeparator()
        self._add(menu, query, lists.Filter(name, "empty"), _("leer"))

    @staticmethod
    def _action(text: str, menu: QMenu, *, is_set: bool) -> QAction:
        return QAction(text.replace("&", "&&"), menu, checkable=True, checked=is_set)

    @staticmethod
    def _without(values: Sequence[str], code: str) -> tuple[str, ...]:
        return tuple(value for value in values if value != code)

    def _set(self, query: lists.ListQuery, wanted: lists.Filter) -> None:
        self.query_changed.emit(lists.toggled(query, wanted, on=bool(wanted.values)))

    def _add(self, menu: QMenu, query: lists.ListQuery, wanted: lists.Filter, text: str) -> None:
        is_set = wanted in query.filters
        action = self._action(text, menu, is_set=is_set)
        action.triggered.connect(lambda _on=False: self.query_changed.emit(lists.toggled(query, wanted, on=not is_set)))
        menu.addAction(action)
