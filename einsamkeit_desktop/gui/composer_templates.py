"""Templates of note texts in the composer: choose one, remember the text as one, rename and delete one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from ..kinds.clean import clean_text
from ..kinds.note_templates import SETTING, NoteTemplate, built_in, from_setting, to_setting
from ..queries.settings import kept_setting
from ..texts import _
from . import theme
from .chips import PillButton
from .names import ask_name
from .widgets import Button, PlainLabel, button_row
from .workbench import Workbench


class OwnTemplates:
    """One's own templates, kept in the store."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench

    def all(self) -> tuple[NoteTemplate, ...]:
        """Return them in the order they were made."""
        return from_setting(kept_setting(self._workbench.store, SETTING))

    def keep(self, templates: Sequence[NoteTemplate]) -> None:
        """Keep these and no others."""
        self._workbench.keep(SETTING, to_setting(templates))

    def put(self, template: NoteTemplate) -> None:
        """Keep one; it takes the place of one with the same name."""
        self.keep([*(other for other in self.all() if other.name != template.name), template])


class TemplateButton(PillButton):
    """The pill [Vorlage ▾]. `now` gives what stands in the form as a template without a name.

    Signals:
        chosen(NoteTemplate): its text is wanted; where something stands already, behind that.
    """

    chosen = Signal(object)

    def __init__(self, workbench: Workbench, now: Callable[[], NoteTemplate], parent: QWidget | None = None) -> None:
        super().__init__(_("Vorlage"), triangle=True, name="noteTemplate", parent=parent)
        self.setToolTip(_("Text mit einer Gliederung beginnen"))
        self._own, self._now = OwnTemplates(workbench), now
        self.clicked.connect(self.open_menu)

    def menu(self) -> QMenu:
        """Return the menu, made anew."""
        menu, own, now = QMenu(self), self._own.all(), self._now()
        said = _("„{name}“ anhängen") if now.text else "{name}"  # what was typed is never replaced
        for group in (built_in(), own):
            for template in group:
                action = menu.addAction(said.format(name=template.name).replace("&", "&&"))
                action.setData(template.name)
                action.triggered.connect(partial(self._choose, template))
            menu.addSeparator()
        remember = menu.addAction(_("Diesen Text als Vorlage merken …"), partial(self._remember, now))
        remember.setEnabled(bool(now.text))
        if own:
            menu.addAction(_("Eigene Vorlagen …"), self.manage)
        menu.setActiveAction(menu.actions()[0])
        return menu

    def open_menu(self) -> None:
        """Show the menu below the pill."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def manage(self) -> TemplatesWindow:
        """Show one's own templates."""
        window = TemplatesWindow(self._own, self.window())
        window.open()
        return window

    def _choose(self, template: NoteTemplate, _checked: bool = False) -> None:
        self.chosen.emit(template)

    def _remember(self, now: NoteTemplate) -> None:
        name = clean_text(ask_name(self, _("Als Vorlage merken"), _("Name der Vorlage")))
        if name:
            self._own.put(NoteTemplate(name, now.note_kind, now.text))


class TemplatesWindow(QDialog):
    """One's own templates by name: F2 or a double click renames, Entf deletes."""

    def __init__(self, own: OwnTemplates, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("templatesWindow")
        self.setWindowTitle(_("Eigene Vorlagen"))
        self._own = own
        self._templates = list(own.all())
        look = theme.current()
        self.names = QListWidget()
        self.names.setObjectName("templateNames")
        self.names.setAccessibleName(_("Eigene Vorlagen"))
        self.names.setFrameShape(QListWidget.Shape.NoFrame)
        for template in self._templates:
            item = QListWidgetItem(template.name, self.names)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.names.setCurrentRow(0)
        self.names.itemChanged.connect(self._renamed)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(20),) * 4)
        column.setSpacing(look.px(10))
        column.addWidget(self.names)
        column.addWidget(PlainLabel(_("F2 benennt um, Entf löscht"), role="muted", size="small"))
        column.addLayout(self._buttons())
        self.resize(theme.fitting(380, 320))
        self.names.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete with Entf."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete()
        else:
            super().keyPressEvent(event)

    def delete(self) -> None:
        """Forget the template in front; notes written with it stay."""
        row = self.names.currentRow()
        if row >= 0:
            del self._templates[row]
            self.names.takeItem(row)
            self._own.keep(self._templates)

    def _buttons(self) -> QHBoxLayout:
        rename = Button(_("Umbenennen"), name="templateRename")
        rename.clicked.connect(lambda: self.names.editItem(self.names.currentItem()))
        delete = Button(_("Löschen"), name="templateDelete")
        delete.clicked.connect(self.delete)
        close = Button(_("Schließen"), name="templateClose")
        close.clicked.connect(self.accept)
        row = button_row(close)
        for place, button in enumerate((rename, delete)):
            row.insertWidget(place, button)
        return row

    def _renamed(self, item: QListWidgetItem) -> None:
        row, name = self.names.row(item), clean_text(item.text())
        template = self._templates[row]
        others = {other.name for place, other in enumerate(self._templates) if place != row}
        if not name or name in others:
            name = template.name
        self._templates[row] = NoteTemplate(name, template.note_kind, template.text)
        self._own.keep(self._templates)
        if item.text() != name:
            item.setText(name)
