"""A list of one kind of record: chips above, table below, the chosen record beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from ..actions import records
from ..actions.lists import delete_list, keep_setting, save_list
from ..errors import BadSearch
from ..kinds.registry import KINDS
from ..queries import lists
from ..queries.settings import kept_setting
from ..store.writing import Changes
from ..texts import _, grouped
from . import theme
from .chips import FlowLayout, RemovableChip
from .filter_menu import FilterMenu
from .listing import plural, table_cells, table_columns
from .names import ask_name
from .record_pane import RecordPane
from .table import ListTable, PagedModel
from .widgets import Button, PlainLabel
from .workbench import Workbench


class ListPage(QWidget):
    """The page of one kind.

    Signals:
        export_wanted(ListQuery, list[int]): the list as a file, exactly as it is shown.
        briefing_wanted(list[int]): a briefing pack on these records.
        import_wanted(): an empty list was asked to be filled from a file.
    """

    export_wanted = Signal(object, object)
    briefing_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"page-{kind}")
        self.kind = kind
        self._workbench = workbench
        self.query = self._first_query()
        self._saved_query: lists.ListQuery | None = None
        self._saved_name = ""
        self._model = PagedModel(lambda ids: table_cells(workbench.store, self.query, ids), table_columns(self.query))
        self.table = ListTable(self._model, name=f"list-{kind}")
        self.table.setAccessibleName(plural(kind))
        self.pane = RecordPane(workbench)
        self.pane.briefing_wanted.connect(lambda record_id: self.briefing_wanted.emit([record_id]))
        self._build()
        self._wire()
        self._is_stale = True

    def _first_query(self) -> lists.ListQuery:
        kept = kept_setting(self._workbench.store, f"list.{self.kind}")
        if kept:
            return lists.ListQuery.from_json(kept)
        start = {"reminder": (lists.Filter("done_on", "open"),), "case": (lists.Filter("closed_on", "open"),)}
        return lists.ListQuery(self.kind, start.get(self.kind, ()))

    def _build(self) -> None:
        look = theme.current()
        self._title = PlainLabel(plural(self.kind), size="title", weight="strong")
        self._count = PlainLabel("", role="muted")
        self._export = Button(
            _("Partnerliste") if self._is_partner else _("Liste"), icon="table-2", name="exportButton"
        )
        self._briefing = Button(_("Briefing"), icon="file-text", name="briefingButton")
        self._briefing.setVisible(self._is_partner or self.kind in {"body", "case"})
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        for widget in (self._title, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._export)
        head.addWidget(self._briefing)
        self._chips = FlowLayout()
        self._filters = FilterMenu(self._workbench, self.kind, self)
        self._add_filter = Button(_("+ Filter"), look="quiet", name="filterButton")
        self._lists_button = Button(_("Listen"), look="quiet", name="savedListsButton")
        second = QHBoxLayout()
        second.addLayout(self._chips, 1)
        second.addWidget(self._lists_button, 0, Qt.AlignmentFlag.AlignTop)
        self._empty = PlainLabel("", role="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty_button = Button(_("Partnerliste importieren"), icon="import", name="emptyImport")
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(0, look.px(60), 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._middle = QStackedLayout()
        self._middle.addWidget(self.table)
        self._middle.addWidget(nothing)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(look.px(18), look.px(14), look.px(14), look.px(8))
        box.setSpacing(look.px(8))
        box.addLayout(head)
        box.addLayout(second)
        box.addLayout(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.splitter.setSizes([look.px(640), look.px(590)])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    @property
    def _is_partner(self) -> bool:
        return self.kind in {"organisation", "person", "municipality"}

    def _wire(self) -> None:
        self.table.row_changed.connect(self._show_current)
        self.table.opened.connect(self._open)
        self.table.previewed.connect(lambda record_id: self.pane.show_record(record_id))
        self.table.columns_wanted.connect(self._choose_columns)
        self.table.context_wanted.connect(self._row_menu)
        self._model.sort_wanted.connect(lambda name, down: self._ask(replace(self.query, sort=name, descending=down)))
        self._add_filter.clicked.connect(lambda: self._filters.pop(self._add_filter, self.query))
        self._filters.query_changed.connect(self._ask)
        self._lists_button.clicked.connect(self._lists_menu)
        self._export.clicked.connect(self.export)
        self._briefing.clicked.connect(lambda: self.briefing_wanted.emit(self._scope()))
        self._empty_button.clicked.connect(self.import_wanted)
        self._workbench.changed.connect(self._hear)
        trash = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        trash.activated.connect(self._trash)
        self.pane.closed.connect(self.table.setFocus)

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Read the list when it is first seen and after changes made elsewhere."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Ask the store again and keep the place in the list."""
        self._is_stale = False
        current = self.table.current_id()
        try:
            found = lists.ids(self._workbench.store, self.query)
        except BadSearch as trouble:
            self._workbench.troubled.emit(str(trouble))
            self.query = lists.ListQuery(self.kind)
            found = lists.ids(self._workbench.store, self.query)
        self._model.show_columns(table_columns(self.query))
        self._model.show_ids(found)
        self._model.show_sorted(*self.query.sorted_by())
        self._say_count(len(found))
        self._show_chips()
        if current is not None and self.table.go_to(current):
            return
        if found and self.pane.record_id is None:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def go_to(self, record_id: int) -> None:
        """Show a record; where the filters hide it, it is shown beside the list all the same."""
        if self._is_stale:
            self.reload()
        if not self.table.go_to(record_id):
            self.table.clearSelection()
            self.pane.show_record(record_id)

    def show_list(self, query: lists.ListQuery) -> None:
        """Show another query of the same kind."""
        self._ask(query)

    def new_record(self, preset: dict[str, object] | None = None) -> None:
        """Show an empty form beside the list."""
        self.pane.show_new(self.kind, preset)

    def export(self) -> None:
        """Ask for the list as a file: all that was found, or the selection where it is one of several."""
        self.export_wanted.emit(self.query, self._scope(all_found=True))

    def go_by(self, steps: int) -> None:
        """Go to the neighbour in the list."""
        self.table.go_by(steps)

    def _say_count(self, found: int) -> None:
        store = self._workbench.store
        total = lists.count(store, lists.ListQuery(self.kind)) if self.query.filters or self.query.words else found
        shown = (
            grouped(found)
            if found == total
            else _("{found} von {total}").format(found=grouped(found), total=grouped(total))
        )
        self._count.setText(shown)
        self._middle.setCurrentIndex(0 if found else 1)
        name = plural(self.kind)
        if total:
            self._empty.setText(_("Kein Eintrag passt zu den Filtern."))
        else:
            self._empty.setText(_("Hier stehen später Ihre {name}. Neu anlegen mit Strg+N.").format(name=name))
        self._empty_button.setVisible(not total and self._is_partner)

    def _show_chips(self) -> None:
        words = self._workbench.words()
        self._chips.clear()
        for wanted in self.query.filters:
            chip = RemovableChip(lists.filter_text(wanted, self.kind, words))
            chip.removed.connect(lambda wanted=wanted: self._ask(lists.toggled(self.query, wanted, on=False)))
            self._chips.addWidget(chip)
        self._add_filter = Button(_("+ Filter"), look="quiet", name="filterButton")
        self._add_filter.clicked.connect(lambda: self._filters.pop(self._add_filter, self.query))
        self._chips.addWidget(self._add_filter)
        changed = self._saved_query is not None and self._saved_query != self.query
        label = self._saved_name or _("Listen")
        self._lists_button.setText(f"{_('Liste geändert') if changed else label}  ▾")

    def _ask(self, query: lists.ListQuery) -> None:
        self.query = query
        self.reload()
        keep_setting(self._workbench.store, f"list.{self.kind}", query.to_json())

    def _hear(self, changes: Changes) -> None:
        if not self.isVisible():
            self._is_stale = True
        elif self.kind in changes.kinds or changes.tables & {"contact_note", "role", "link", "record"}:
            self.reload()

    def _scope(self, *, all_found: bool = False) -> list[int]:
        chosen = self.table.selected_ids()
        return chosen if len(chosen) > 1 or (chosen and not all_found) else list(self._model.ids)

    def _show_current(self, record_id: int) -> None:
        if record_id > 0:
            self.pane.show_record(record_id)

    def _open(self, record_id: int) -> None:
        self.pane.show_record(record_id)
        self.pane.take_focus()

    def _trash(self) -> None:
        chosen = self.table.selected_ids()
        if chosen:
            self._workbench.do(records.trash, chosen)

    def _row_menu(self, at: QPoint) -> None:
        count = len(self.table.selected_ids())
        if not count:
            return
        menu = QMenu(self)
        menu.addAction(_("Öffnen\tEingabe"), lambda: self._open(self.table.current_id() or 0))
        menu.addAction(
            _("Briefing ({count})").format(count=count), lambda: self.briefing_wanted.emit(self.table.selected_ids())
        )
        menu.addAction(
            _("Als Excel-Liste ({count})").format(count=count),
            lambda: self.export_wanted.emit(self.query, self.table.selected_ids()),
        )
        menu.addAction(_("Als Tabelle kopieren\tStrg+C"), lambda: self.table.copy_selection())
        menu.addSeparator()
        menu.addAction(_("In den Papierkorb ({count})\tEntf").format(count=count), self._trash)
        menu.exec(at)

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        shown = [column.name for column in self.query.shown()]
        for name, column in lists.columns_of(self.kind).items():
            action = QAction(_(column.label), menu, checkable=True, checked=name in shown)
            action.setEnabled(name != "title")
            action.toggled.connect(lambda on, name=name: self._toggle_column(name, on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Spalten zurücksetzen"), lambda: self._ask(replace(self.query, columns=())))
        menu.exec(at)

    def _toggle_column(self, name: str, on: bool) -> None:
        shown = [column.name for column in self.query.shown() if column.name != name]
        self._ask(replace(self.query, columns=(*shown, *((name,) if on else ()))))

    def _lists_menu(self) -> None:
        menu = QMenu(self)
        for saved in lists.saved_lists(self._workbench.store, self.kind):
            action = QAction(saved.name, menu, checkable=True, checked=saved.name == self._saved_name)
            action.triggered.connect(lambda _on=False, saved=saved: self._use(saved))
            menu.addAction(action)
        menu.addAction(_("Alle {name}").format(name=plural(self.kind)), self._use_all)
        menu.addSeparator()
        if self._saved_name:
            menu.addAction(_("„{name}“ speichern").format(name=self._saved_name), lambda: self._save(self._saved_name))
            menu.addAction(_("Änderungen verwerfen"), lambda: self._ask(self._saved_query or self.query))
        menu.addAction(_("Als neue Liste speichern …"), self._save_as)
        if self._saved_name:
            menu.addAction(_("„{name}“ löschen").format(name=self._saved_name), self._delete_saved)
        menu.exec(self._lists_button.mapToGlobal(QPoint(0, self._lists_button.height())))

    def _use(self, saved: lists.SavedList) -> None:
        self._saved_query, self._saved_name = saved.query, saved.name
        self._ask(saved.query)

    def _use_all(self) -> None:
        self._saved_query, self._saved_name = None, ""
        self._ask(lists.ListQuery(self.kind))

    def _save_as(self) -> None:
        name = ask_name(self, _("Liste speichern"), _("Name der Liste"))
        if name:
            self._save(name)

    def _save(self, name: str) -> None:
        self._saved_query, self._saved_name = self.query, name
        self._workbench.do(save_list, self.kind, name, self.query.to_json())
        self._show_chips()

    def _delete_saved(self) -> None:
        for saved in lists.saved_lists(self._workbench.store, self.kind):
            if saved.name == self._saved_name:
                self._workbench.do(delete_list, saved.id)
        self._use_all()


def kinds_with_page() -> tuple[str, ...]:
    """Return the kinds that have a list of their own, in the order of the navigation."""
    return tuple(code for code in KINDS if code != "role")
