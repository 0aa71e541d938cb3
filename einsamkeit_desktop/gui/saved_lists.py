"""The button that names the saved list in force, says when it was changed, and keeps new ones."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ..actions.lists import delete_list, save_list
from ..queries import lists
from ..texts import _
from .listing import plural
from .names import ask_name
from .widgets import Button
from .workbench import Workbench


class SavedLists(Button):
    """Signals: query_changed(ListQuery): another list was chosen; those of QPushButton."""

    query_changed = Signal(object)

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Listen"), look="quiet", name="savedListsButton", parent=parent)
        self._workbench, self._kind = workbench, kind
        self._saved: lists.SavedList | None = None
        self._query = lists.ListQuery(kind)
        self.clicked.connect(self.pop)

    def show_query(self, query: lists.ListQuery) -> None:
        """Say which list this is, and whether it differs from what was saved."""
        self._query = query
        name = self._saved.name if self._saved else _("Listen")
        label = _("„{name}“ geändert").format(name=name) if self._is_changed() else name
        self.setText(f"{label}  ▾")
        self.setAccessibleName(label)

    def pop(self) -> None:
        """Show the menu below the button."""
        menu = self.build()
        menu.exec(self.mapToGlobal(QPoint(0, self.height())))
        menu.deleteLater()

    def build(self) -> QMenu:
        """Return the menu: the saved lists, all records, and what can be done with the shown one."""
        menu = QMenu(self)
        for saved in lists.saved_lists(self._workbench.store, self._kind):
            action = QAction(
                saved.name, menu, checkable=True, checked=self._saved is not None and saved.id == self._saved.id
            )
            action.triggered.connect(partial(self._use, saved))
            menu.addAction(action)
        menu.addAction(_("Alle {name}").format(name=plural(self._kind)), self._use_all)
        menu.addSeparator()
        if self._saved is not None and self._is_changed():
            menu.addAction(_("„{name}“ speichern").format(name=self._saved.name), partial(self.keep, self._saved.name))
            menu.addAction(_("Änderungen verwerfen"), partial(self._use, self._saved))
        menu.addAction(_("Als neue Liste speichern …"), self._keep_as)
        if self._saved is not None:
            menu.addAction(_("„{name}“ löschen").format(name=self._saved.name), self._delete)
        return menu

    def keep(self, name: str) -> None:
        """Save the shown list under a name."""
        self._workbench.do(save_list, self._kind, name, self._query.to_json())
        self._saved = next((s for s in lists.saved_lists(self._workbench.store, self._kind) if s.name == name), None)
        self.show_query(self._query)

    def _is_changed(self) -> bool:
        return self._saved is not None and self._saved.query != self._query

    def _use(self, saved: lists.SavedList, _checked: bool = False) -> None:
        self._saved = saved
        self.query_changed.emit(saved.query)

    def _use_all(self) -> None:
        self._saved = None
        self.query_changed.emit(lists.ListQuery(self._kind))

    def _keep_as(self) -> None:
        name = ask_name(self, _("Liste speichern"), _("Name der Liste"))
        if name:
            self.keep(name)

    def _delete(self) -> None:
        if self._saved is not None:
            self._workbench.do(delete_list, self._saved.id)
        self._use_all()
