"""Where a column may go: some hundred fields in groups, behind a field whose menu narrows while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ..imports.kindcolumns import ADDRESS_FIELDS, REACH_FIELDS, KindTarget
from ..imports.labels import Target
from ..imports.ticks import TickTarget
from ..kinds.registry import KINDS
from ..texts import _, mark
from .import_parts import Pick
from .narrowing_menu import NarrowingMenu

Entry = tuple[str, Target]

_FEW = 20  # fields that need no groups
_SMALL = 2  # entries that are no group of their own
_TICKED, _REACH, _ADDRESS = mark("Angekreuztes"), mark("Kontakt"), mark("Anschrift")
_FURTHER, _PRIVATE = mark("Zusätzliches"), mark("Privat")
_OWNED = {"organisation": mark("Eigens der Organisation"), "person": mark("Eigens der Person")}
_ALWAYS_LAST = ("note", "uid", "ignore")
_OF_ALL = frozenset(("confidential", "source", "checked_on", "legal_basis", "informed_on"))
_NAMES_OF_PERSONS = frozenset(("full_name", "middle_name"))


class TargetPick(Pick):
    """The field that a column goes to; letters typed on it search all fields. Signals: those of QComboBox.

    It holds the one field until it is looked at: `known` then gives all of them.
    """

    def __init__(self, label: str, name: str, known: Callable[[], list[Entry]]) -> None:
        super().__init__(label, name, 24)
        self._known = known
        self._groups: list[tuple[str, list[Entry]]] = []

    def fill(self) -> None:
        """Offer all fields, once."""
        if self._groups:
            return
        known, chosen = self._known(), self.currentData()
        # „Name der Organisation“ is the same choice whether or not its owner was said.
        same = next((entry for text, entry in known if text == chosen.label), None)
        self._groups = groups_of(known if same else [*known, (chosen.label, chosen)])
        self.show_entries([entry for _title, group in self._groups for entry in group], same or chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Have the fields there for the arrows."""
        self.fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:  # noqa: N802
        """Open the menu in the list's place."""
        self.open_menu()

    def open_menu(self, typed: str = "") -> NarrowingMenu:
        """Show the groups, or with `typed` the fields with words that begin so."""
        self.fill()
        menu = self._menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        if typed:
            menu.narrow(typed)
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open on the left button, without the list that lies behind any such field."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.open_menu()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let letters search; arrows go through the fields one by one, Alt with Down opens."""
        text = event.text()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if is_plain and text.strip() and text.isprintable():
            self.open_menu(text)
        else:
            super().keyPressEvent(event)

    def _menu(self) -> NarrowingMenu:
        menu = NarrowingMenu("targetMenu", self.accessibleName(), self)
        menu.setMinimumWidth(self.width())
        menu.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click on the field closes it, and no more
        chosen = self.currentData()
        for title, entries in self._groups:
            if not title:
                menu.addSeparator()
            inner = NarrowingMenu("targetGroup", title, menu) if title else menu
            for text, target in entries:
                inner.addAction(self._action(inner, text, target, is_chosen=target == chosen))
                if title:
                    menu.add_deep(self._action(menu, text, target, is_chosen=target == chosen))
            if title:
                menu.addMenu(inner)
                if any(target == chosen for _text, target in entries):
                    menu.setActiveAction(inner.menuAction())
        return menu

    def _action(self, parent: QWidget, text: str, target: Target, *, is_chosen: bool) -> QAction:
        action = QAction(text.replace("&", "&&"), parent, checkable=True, checked=is_chosen)
        action.triggered.connect(lambda _on=False: self._choose(target))
        return action

    def _choose(self, target: Target) -> None:
        at = next(place for place in range(self.count()) if self.itemData(place) == target)
        self.setCurrentIndex(at)
        self.activated.emit(at)


def groups_of(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return the entries under the titles of their groups; those under "" come last and need none."""
    found: dict[str, list[Entry]] = {}
    for text, target in entries:
        found.setdefault(_group(target), []).append((text, target))
    for last in (_FURTHER, *_OWNED.values(), _PRIVATE):
        if last in found:
            found[last] = found.pop(last)
    plain = found.pop("", [])
    if len(entries) <= _FEW:
        return [("", [entry for group in found.values() for entry in group] + plain)]
    loose = [entry for group in found.values() if len(group) <= _SMALL for entry in group]
    return [*((_(title), group) for title, group in found.items() if len(group) > _SMALL), ("", loose + plain)]


def _group(target: Target) -> str:
    if isinstance(target, TickTarget):
        return _TICKED
    if target.field in _ALWAYS_LAST and not target.owner:
        return ""
    if isinstance(target, KindTarget):
        return _group_of_kind(target)
    if target.use:
        return _PRIVATE
    if target.owner in _OWNED and target.field != "name":
        return _OWNED[target.owner]
    return _reach(target.field) or _of_partner(target.field)


def _group_of_kind(target: KindTarget) -> str:
    kind = KINDS[target.owner]
    if described := kind.fields.get(target.field):
        return described.group or kind.label
    return "" if target.field in _ALWAYS_LAST else _reach(target.field) or _FURTHER


def _reach(field: str) -> str:
    return _REACH if field in REACH_FIELDS else _ADDRESS if field in ADDRESS_FIELDS else ""


def _of_partner(field: str) -> str:
    if field in _NAMES_OF_PERSONS:
        return KINDS["person"].label
    kinds = [] if field in _OF_ALL else [KINDS[code] for code in ("organisation", "person", "role")]
    return next((kind.label for kind in kinds if field in kind.fields), _FURTHER)
