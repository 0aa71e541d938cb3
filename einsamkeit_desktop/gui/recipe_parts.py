"""The parts of a briefing pack with their ticks and order, and the button that keeps them as a recipe."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ..actions.recipes import delete_recipe, rename_recipe, save_recipe
from ..errors import BadValues
from ..queries.briefing import LEADING, PARTS
from ..queries.recipes import Recipe, recipes, standard
from ..texts import _
from . import theme
from .composer_widgets import ChoiceButton
from .names import ask_name
from .ordering import Ordering
from .statusline import announce
from .widgets import Button
from .workbench import Workbench

NOTE_NUMBERS = (0, 1, 2, 3, 5, 8, 12, 20)
"""How many of the last contacts are offered; 0: as many as fit, at least three."""


class RecipeParts(QWidget):
    """One tick box per part, in order; cover and contents stay in front.

    Signals:
        changed(): a tick, the order, or the number of contacts is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipeParts")
        self._name = ""
        self._ordering = Ordering(self, self._movable)
        self._ordering.moved.connect(self._move)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._boxes = {code: self._make_box(code, _(label)) for code, label in PARTS.items()}
        self.notes = ChoiceButton(_("Anzahl der letzten Kontakte"), name="recipeNotes")
        self.notes.setToolTip(
            _("Automatisch: drei je Partner; bei einem einzigen bis zu fünf, so viele auf zwei Seiten passen.")
        )
        self.notes.setAccessibleDescription(self.notes.toolTip())
        self.notes.chosen.connect(lambda _key: self.changed.emit())
        self._offer_notes(0)
        self._rows = {code: self._make_row(code) for code in PARTS}
        self._lay_out(list(PARTS))

    def recipe(self) -> Recipe:
        """Return what is ticked, in the order shown, under the name it was shown with."""
        left_out = frozenset(code for code, box in self._boxes.items() if not box.isChecked())
        return Recipe(self._name, tuple(self._order), left_out, int(self.notes.key()))

    def show_recipe(self, recipe: Recipe) -> None:
        """Show a recipe; emits nothing."""
        self.blockSignals(True)
        self._name = recipe.name
        for code, box in self._boxes.items():
            box.setChecked(code not in recipe.left_out)
        self._offer_notes(recipe.notes)
        self._lay_out([*LEADING, *(code for code in recipe.order if code not in LEADING)])
        self.blockSignals(False)

    def box(self, code: str) -> QCheckBox:
        """Return the tick box of a part."""
        return self._boxes[code]

    def _make_box(self, code: str, label: str) -> QCheckBox:
        box = QCheckBox(label)
        box.setObjectName(f"part-{code}")
        box.setAccessibleName(label)
        box.toggled.connect(lambda _on: self.changed.emit())
        if code not in LEADING:
            box.setAccessibleDescription(_("Alt mit Pfeil verschiebt"))
            self._ordering.watch(box)
        return box

    def _make_row(self, code: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._boxes[code])
        line.addStretch(1)
        if code == "notes":
            line.addWidget(self.notes)
        return row

    def _offer_notes(self, chosen: int) -> None:
        """Offer the usual numbers and the chosen one."""
        numbers = sorted({chosen, *NOTE_NUMBERS})
        self.notes.set_choices([(str(n), str(n) if n else _("automatisch")) for n in numbers])
        self.notes.choose(str(chosen))

    def _movable(self) -> list[QWidget]:
        return [self._boxes[code] for code in self._order if code not in LEADING]

    def _move(self, box: QCheckBox, place: int) -> None:
        moved = next(code for code, other in self._boxes.items() if other is box)
        rest = [code for code in self._order if code not in LEADING and code != moved]
        rest.insert(place, moved)
        had_focus = box.hasFocus()
        self._lay_out([*LEADING, *rest])
        if had_focus:
            box.setFocus()
        said = _("{title}, Platz {place} von {count}")
        announce(self, said.format(title=box.text(), place=place + 1, count=len(rest)))
        self.changed.emit()

    def _lay_out(self, order: list[str]) -> None:
        self._order = order
        for code in order:
            self._column.removeWidget(self._rows[code])
            self._column.addWidget(self._rows[code])
        self._column.activate()
        stops: list[QWidget] = []
        for code in order:
            stops += [self._boxes[code], *([self.notes] if code == "notes" else [])]
        for one, following in zip(stops, stops[1:], strict=False):
            QWidget.setTabOrder(one, following)


class RecipeButton(Button):
    """Names the recipe in force, says when it was changed, and keeps, renames and deletes recipes.

    Signals:
        chosen(Recipe): another recipe shall be used; those of QPushButton.
        refused(str): the sentence why a name cannot be.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, workbench: Workbench, parts: RecipeParts, parent: QWidget | None = None) -> None:
        super().__init__("", look="quiet", name="recipeButton", parent=parent)
        self._workbench, self._parts = workbench, parts
        self.clicked.connect(self.pop)
        parts.changed.connect(self.tell)
        workbench.changed.connect(self.tell)
        self.setMaximumWidth(theme.current().px(240))

    def tell(self, _changes: object = None) -> None:
        """Say which recipe this is, and whether it differs from what was saved."""
        saved, shown = self._saved(), self._parts.recipe()
        name = (saved or standard()).name
        label = name if (saved or standard()).is_like(shown) else _("„{name}“ geändert").format(name=name)
        self.setText(f"{label}  ▾".replace("&", "&&"))
        self.setAccessibleName(_("Rezept: {name}").format(name=label))

    def pop(self) -> None:
        """Show the menu below the button."""
        menu = self.build()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def build(self) -> QMenu:
        """Return the menu: the recipes, and what can be done with the one in force."""
        menu, saved, shown = QMenu(self), self._saved(), self._parts.recipe()
        for recipe in recipes(self._workbench.store):
            is_used = recipe.name == (saved or standard()).name
            action = QAction(recipe.name.replace("&", "&&"), menu, checkable=True, checked=is_used)
            action.triggered.connect(partial(self._use, recipe))
            menu.addAction(action)
        menu.addSeparator()
        is_own = saved is not None and saved.name != standard().name
        name = saved.name.replace("&", "&&") if saved is not None else ""
        if is_own and saved is not None and not saved.is_like(shown):
            menu.addAction(_("„{name}“ speichern").format(name=name), partial(self.keep, saved.name))
        menu.addAction(_("Als neues Rezept speichern …"), self._keep_as)
        if is_own:
            menu.addAction(_("„{name}“ umbenennen …").format(name=name), self._rename)
            menu.addAction(_("„{name}“ löschen").format(name=name), self._delete)
        return menu

    def keep(self, name: str) -> None:
        """Save what is ticked under a name."""
        self._do(save_recipe, name, self._parts.recipe(), then=name)

    def rename(self, name: str) -> None:
        """Give the recipe in force another name."""
        self._do(rename_recipe, self._parts.recipe().name, name, then=name)

    def _saved(self) -> Recipe | None:
        name = self._parts.recipe().name
        return next((recipe for recipe in recipes(self._workbench.store) if recipe.name == name), None)

    def _use(self, recipe: Recipe, _checked: bool = False) -> None:
        self._parts.show_recipe(recipe)
        self.tell()
        self.chosen.emit(recipe)

    def _keep_as(self) -> None:
        name = ask_name(self, _("Rezept speichern"), _("Name des Rezepts"))
        if name:
            self.keep(name)

    def _rename(self) -> None:
        name = ask_name(self, _("Rezept umbenennen"), _("Name des Rezepts"), self._parts.recipe().name)
        if name:
            self.rename(name)

    def _delete(self) -> None:
        self._do(delete_recipe, self._parts.recipe().name, then=standard().name)

    def _do(self, action: object, *arguments: object, then: str) -> None:
        """Run an action on recipes; the parts shown belong to the recipe `then` afterwards."""
        try:
            changes = self._workbench.do(action, *arguments)  # type: ignore[arg-type]
        except BadValues as trouble:
            self.refused.emit(str(trouble))
            return
        if changes is not None:
            self._parts.show_recipe(replace(self._parts.recipe(), name=then))
        self.tell()
