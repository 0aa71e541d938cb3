"""One record beside its list: head, tabs, and a view per tab that is made when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from ..actions import records
from ..errors import BadValues, NotFound
from ..kinds.registry import KINDS
from ..queries.akte import count_entries
from ..queries.attachments import count_attachments
from ..queries.header import Header, header
from ..queries.people import roles
from ..queries.record import load
from ..queries.related import related
from ..store.writing import Changes
from ..texts import _
from . import theme
from .akte_view import AkteView
from .attachments_view import AttachmentsView, FileDrop
from .chips import Chip, FlowLayout
from .form import RecordForm
from .history_view import HistoryView
from .paper_menu import add_record_papers
from .people_view import PeopleView
from .related_view import RelatedView
from .widgets import Button, PlainLabel, Tabs
from .workbench import Workbench

# Tables whose rows show in the head, the Akte or the counts of other records.
_SHOWN_TABLES = frozenset({"contact_note", "reminder", "role", "term", "offer", "exchange", "event"})
_PARTNERS = ("organisation", "person", "body", "municipality", "case", "event", "practice", "offer", "exchange")


class RecordPane(QWidget):
    """Signals: closed() by Esc, back to the list; briefing_wanted(int) for the shown record; new_wanted(str, dict): a
    new record of a kind that belongs to the shown one.
    """

    closed = Signal()
    new_wanted = Signal(str, dict)
    briefing_wanted = Signal(int)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordPane")
        self._workbench = workbench
        self.record_id: int | None = None
        self._kind = ""
        self._is_new = False
        self._is_outdated = False
        self._views: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._build()
        workbench.changed.connect(self._hear)

    def _build(self) -> None:
        look = theme.current()
        self._title = PlainLabel("", size="title", weight="strong")
        self._more = Button("", icon="ellipsis", look="faint", name="recordMenu")
        self._more.setAccessibleName(_("Mehr zu diesem Datensatz"))
        self._more.clicked.connect(self._show_menu)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._more)
        self._line = PlainLabel("", role="muted")
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._chips = FlowLayout()
        self._tabs = Tabs(name="recordTabs")
        self._tabs.setAccessibleName(_("Bereiche des Datensatzes"))
        self._tabs.chosen.connect(self._show_tab)
        self._stack = QStackedLayout()
        self._nothing = PlainLabel(_("Wählen Sie links einen Eintrag."), role="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(look.px(20), look.px(14), look.px(20), 0)
        column.setSpacing(look.px(8))
        column.addLayout(head)
        column.addWidget(self._line)
        column.addLayout(self._chips)
        column.addWidget(self._tabs)
        column.addLayout(self._stack, 1)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self._nothing)
        self._whole.addWidget(self._body)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._leave)
        self.setMinimumWidth(look.px(380))
        FileDrop(self, self.attach)

    def show_record(self, record_id: int) -> None:
        """Show a record, on the tab that is in front where it has it."""
        if record_id == self.record_id and not self._is_new:
            return
        if not self.may_leave():
            return
        self._is_new = False
        self.record_id = record_id
        self._reload(keep_tab=True)

    def show_new(self, kind: str, preset: dict[str, Any] | None = None) -> None:
        """Show an empty form for a new record."""
        if not self.may_leave():
            return
        self.record_id, self._kind, self._is_new = None, kind, True
        self._title.setText(_("Neu: {kind}").format(kind=_(KINDS[kind].label)))
        self._line.hide()
        self._chips.clear()
        self._more.hide()
        self._whole.setCurrentIndex(1)
        self._set_tabs([("data", _("Daten"))])
        form = self._form(kind)
        form.show(None, {**KINDS[kind].starts_with, **(preset or {})})
        self._stack.setCurrentWidget(form)
        form.setFocus()

    def take_focus(self) -> None:
        """Put the focus into the record: the composer where there is one."""
        view = self._stack.currentWidget()
        if isinstance(view, AkteView):
            view.take_focus()
        elif view is not None:
            view.setFocus()

    def has_akte(self) -> bool:
        """Whether notes can be written on the shown record."""
        return self.record_id is not None and self._kind in _PARTNERS

    def write_note(self) -> bool:
        """Go to the Akte and put the focus into the composer; False where the record has none."""
        if not self.has_akte():
            return False
        self._tabs.choose("akte")
        self.take_focus()
        return True

    def attach(self, paths: list[Path]) -> None:
        """Attach files to the shown record, and show its attachments."""
        if self.record_id is None or self._is_new:
            self._workbench.troubled.emit(
                _("Bitte zuerst den Eintrag speichern oder öffnen, an den die Dateien sollen.")
            )
            return
        view = self._view("attachments")
        assert isinstance(view, AttachmentsView)
        self._tabs.choose("attachments")
        view.attach(self.record_id, paths)

    def _reload(self, *, keep_tab: bool) -> None:
        self._is_outdated = False
        if self.record_id is None:
            self._whole.setCurrentIndex(0)
            return
        try:
            head = header(self._workbench.store, self.record_id)
        except NotFound:
            self._show_nothing()
            return
        if head.is_trashed:
            self._show_nothing(
                _("„{title}“ liegt im Papierkorb. Strg+Z holt den Eintrag zurück.").format(title=head.title)
            )
            return
        tab = self._tabs.chosen_key() if keep_tab and self._kind == head.kind else ""
        self._kind = head.kind
        self._more.show()
        self._show_head(head)
        self._set_tabs(self._tabs_of(head.kind))
        self._show_counts(head)
        self._stale = {key for key, _label in self._tabs_of(head.kind)}
        if tab in self._stale:
            self._tabs.choose(tab)
        self._show_tab(self._tabs.chosen_key())
        self._whole.setCurrentIndex(1)

    def _show_nothing(self, sentence: str = "") -> None:
        self.record_id = None
        self._nothing.setText(sentence or _("Wählen Sie links einen Eintrag."))
        self._whole.setCurrentIndex(0)

    def _show_head(self, head: Header) -> None:
        self._title.setText(head.title)
        self._line.setText(head.line)
        self._line.setVisible(bool(head.line))
        self.setAccessibleName(head.title)
        self._chips.clear()
        for chip in head.chips:
            self._chips.addWidget(Chip(chip.text, chip.role))

    def _tabs_of(self, kind: str) -> list[tuple[str, str]]:
        tabs = [("akte", _("Akte"))] if kind in _PARTNERS else []
        tabs.append(("data", _("Daten")))
        if kind == "organisation":
            tabs.append(("people", _("Personen")))
        elif kind == "person":
            tabs.append(("people", _("Organisationen")))
        if kind in {"organisation", "municipality"}:
            tabs.append(("offer", _("Angebote")) if kind == "organisation" else ("exchange", _("Austausch")))
        if kind in {"organisation", "person", "body", "municipality"}:
            tabs.append(("case", _("Vorgänge")))
        return [*tabs, ("attachments", _("Anhänge")), ("history", _("Verlauf"))]

    def _set_tabs(self, tabs: list[tuple[str, str]]) -> None:
        self._tabs.set_tabs(tabs)

    def _show_counts(self, head: Header) -> None:
        store, keys = self._workbench.store, [key for key, _label in self._tabs_of(head.kind)]
        found = related(store, head.id)
        for key in ("offer", "case", "exchange"):
            if key in keys:
                self._tabs.set_count(key, len(found.get(key, ())))
        if "people" in keys:
            self._tabs.set_count("people", sum(line.is_current for line in roles(store, head.id)))
        self._tabs.set_count("attachments", count_attachments(store, head.id))
        if "akte" in keys:
            self._tabs.setTabToolTip(0, _("{count} Einträge").format(count=count_entries(store, head.id)))

    def _show_tab(self, key: str) -> None:
        if not key or (self.record_id is None and not self._is_new):
            return
        view = self._view(key)
        if key in self._stale and self.record_id is not None:
            self._stale.discard(key)
            self._fill(view, self.record_id)
        self._stack.setCurrentWidget(view)

    def _fill(self, view: QWidget, record_id: int) -> None:
        if isinstance(view, RecordForm):
            view.show(load(self._workbench.store, record_id), None)
        elif isinstance(view, AkteView | AttachmentsView | HistoryView | PeopleView | RelatedView):
            view.show_record(record_id)

    def _view(self, key: str) -> QWidget:
        if key == "data":
            return self._form(self._kind)
        if key not in self._views:
            makers: dict[str, Callable[[], QWidget]] = {
                "akte": lambda: AkteView(self._workbench),
                "attachments": lambda: AttachmentsView(self._workbench),
                "history": lambda: HistoryView(self._workbench),
                "people": lambda: PeopleView(self._workbench),
            }
            self._add_view(key, makers[key]() if key in makers else self._related(key))
        return self._views[key]

    def _related(self, kind: str) -> RelatedView:
        view = RelatedView(self._workbench, kind)
        view.new_wanted.connect(self.new_wanted)
        return view

    def _form(self, kind: str) -> RecordForm:
        key = f"data {kind}"
        if key not in self._views:
            form = RecordForm(self._workbench, KINDS[kind])
            form.saved.connect(self._save)
            form.cancelled.connect(self._cancel)
            self._add_view(key, form)
        found = self._views[key]
        assert isinstance(found, RecordForm)
        return found

    def _add_view(self, key: str, view: QWidget) -> None:
        self._views[key] = view
        self._stack.addWidget(view)

    def _save(self, values: dict[str, Any]) -> None:
        form = self._form(self._kind)
        version = form.record.version if form.record is not None else None
        try:
            changes = self._workbench.do(
                records.save_record, self._kind, None if self._is_new else self.record_id, values, version
            )
        except BadValues as trouble:
            form.show_problems(trouble.problems)
            return
        if changes is not None and changes.record_id is not None:
            self._is_new = False
            self.record_id = changes.record_id
            self._reload(keep_tab=True)
            self._workbench.open_wanted.emit(changes.record_id, False)

    def _cancel(self) -> None:
        if self._is_new:
            self._is_new = False
            self._reload(keep_tab=False)
        elif self.record_id is not None:
            self._stale.add("data")
            self._show_tab("data")
        self.closed.emit()

    def may_leave(self) -> bool:
        """Ask forms that hold unsaved text; False keeps the person here."""
        return all(form.may_leave() for form in self._dirty_forms())

    def save_forms(self) -> None:
        """Save forms that hold unsaved text without asking; what cannot be kept stays unsaved."""
        for form in self._dirty_forms():
            form.save()

    def _dirty_forms(self) -> list[RecordForm]:
        return [view for view in self._views.values() if isinstance(view, RecordForm) and view.is_dirty]

    def _leave(self) -> None:
        if self._is_new:
            self._form(self._kind).cancel()
        else:
            self.closed.emit()

    def _hear(self, changes: Changes) -> None:
        if self.record_id is None or self._is_new:
            return
        if self.record_id in changes.record_ids or changes.tables & _SHOWN_TABLES:
            self._is_outdated = True
            self._catch_up()

    def _catch_up(self) -> None:
        """Read the record again after changes; every page has a pane, and only the one that is seen needs to."""
        if not self._is_outdated or not self.isVisible() or self._is_new:
            return
        form = self._views.get(f"data {self._kind}")
        if not (isinstance(form, RecordForm) and form.is_dirty):
            self._reload(keep_tab=True)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what changed while the pane was out of sight."""
        super().showEvent(event)
        self._catch_up()

    def _show_menu(self) -> None:
        menu = self.build_menu()
        menu.exec(self._more.mapToGlobal(QPoint(0, self._more.height())))
        menu.deleteLater()

    def build_menu(self) -> QMenu:
        """Return the menu of what can be done with the shown record."""
        menu = QMenu(self)
        record_id = self.record_id or 0
        if self._kind in _PARTNERS:
            menu.addAction(_("Vermerk schreiben"), self.write_note)
            menu.addAction(_("Briefing drucken"), lambda: self.briefing_wanted.emit(record_id))
            menu.addSeparator()
        add_record_papers(menu, self._workbench, self._kind, record_id, has_akte=self._kind in _PARTNERS)
        menu.addSeparator()
        menu.addAction(_("In den Papierkorb"), lambda: self._workbench.do(records.trash, [record_id]))
        return menu
