"""A list of one kind of record: chips above, table below, the chosen record beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from ..actions import records
from ..errors import BadSearch
from ..queries import lists
from ..queries.columns import columns_of
from ..queries.settings import kept_setting
from ..store.writing import Changes
from ..texts import _
from . import theme
from .cells import Cell
from .list_head import ListHead
from .listing import EmptyList, is_partner, plural, table_cells, table_columns
from .paper_menu import add_list_papers
from .record_pane import RecordPane
from .table import ListTable, PagedModel
from .workbench import Workbench

_FIRST_FILTERS = {"reminder": (lists.Filter("done_on", "open"),), "case": (lists.Filter("closed_on", "open"),)}
_SHOWN_IN_CELLS = frozenset({"contact_note", "role", "link", "record", "term", "area"})


SIDE_BY_SIDE_FROM = 800  # width in px at 13 px text; below it the record takes the place of the list


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
        kept = kept_setting(workbench.store, f"list.{kind}")
        self.query = lists.ListQuery.from_json(kept) if kept else lists.ListQuery(kind, _FIRST_FILTERS.get(kind, ()))
        self._is_stale = True
        self.head = ListHead(workbench, kind)
        self._model = PagedModel(self._load, table_columns(self.query))
        self.table = ListTable(self._model, name=f"list-{kind}")
        self.table.setAccessibleName(plural(kind))
        self._empty = EmptyList(kind)
        self.pane = RecordPane(workbench)
        self._build()
        self._wire()

    def _build(self) -> None:
        look = theme.current()
        self._middle = QStackedLayout()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        self._left = QWidget()
        box = QVBoxLayout(self._left)
        box.setContentsMargins(look.px(18), look.px(14), look.px(14), look.px(8))
        box.setSpacing(look.px(8))
        box.addWidget(self.head)
        box.addLayout(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.pane)
        self.splitter.setSizes([look.px(640), look.px(590)])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _wire(self) -> None:
        self.table.row_changed.connect(self._show_current)
        self.table.opened.connect(self._open)
        self.table.previewed.connect(self.pane.show_record)
        self.table.columns_wanted.connect(self._choose_columns)
        self.table.context_wanted.connect(self._show_row_menu)
        self._model.sort_wanted.connect(
            lambda name, down: self.show_list(replace(self.query, sort=name, descending=down))
        )
        self.head.query_changed.connect(self._show_chosen)
        self.head.export_wanted.connect(self.export)
        self.head.briefing_wanted.connect(lambda: self.briefing_wanted.emit(self.scope()))
        self._empty.import_wanted.connect(self.import_wanted)
        self._workbench.changed.connect(self._hear)
        self.pane.closed.connect(self._back_to_list)
        self.pane.briefing_wanted.connect(lambda record_id: self.briefing_wanted.emit([record_id]))
        trash = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        trash.activated.connect(self._trash)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read the list when it is first seen and after changes made elsewhere."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show list and record side by side where there is room, else one of them."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self, *, record_first: bool = False) -> None:
        is_narrow = self.width() < theme.current().px(SIDE_BY_SIDE_FROM)
        has_focus = self.pane.isAncestorOf(self.focusWidget() or self)
        shows_record = record_first or has_focus
        self._left.setVisible(not is_narrow or not shows_record)
        self.pane.setVisible(not is_narrow or shows_record)

    def reload(self) -> None:
        """Ask the store again and keep the place in the list."""
        self._is_stale = False
        current, store = self.table.current_id(), self._workbench.store
        try:
            found = lists.ids(store, self.query)
        except BadSearch as trouble:
            self._workbench.troubled.emit(str(trouble))
            self.query = lists.ListQuery(self.kind)
            found = lists.ids(store, self.query)
        is_cut = bool(self.query.filters or self.query.words)
        total = lists.count(store, lists.ListQuery(self.kind)) if is_cut else len(found)
        self._model.show_columns(table_columns(self.query))
        self._model.show_ids(found)
        self._model.show_sorted(*self.query.sorted_by())
        self.head.show_query(self.query, len(found), total)
        self._empty.say(total)
        self._middle.setCurrentIndex(0 if found else 1)
        if not (current is not None and self.table.go_to(current)) and found and self.pane.record_id is None:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def layout_state(self) -> str:
        """Return how the page is divided, as text for `restore_layout`."""
        parts = (self.splitter.saveState(), self.table.widths())
        return " ".join(bytes(part.toBase64().data()).decode("ascii") for part in parts)

    def restore_layout(self, text: str) -> None:
        """Divide the page as it was; a text that does not fit changes nothing."""
        splitter, _blank, widths = text.partition(" ")
        self.splitter.restoreState(QByteArray.fromBase64(QByteArray(splitter.encode("ascii", "ignore"))))
        self.table.restore_widths(QByteArray.fromBase64(QByteArray(widths.encode("ascii", "ignore"))))

    def show_list(self, query: lists.ListQuery) -> None:
        """Show another query of the same kind and remember it."""
        self.query = query
        self.reload()
        self._workbench.keep(f"list.{self.kind}", query.to_json())

    def _show_chosen(self, query: lists.ListQuery) -> None:
        self.show_list(query)
        self.table.setFocus()

    def go_to(self, record_id: int) -> None:
        """Show a record; where the filters hide it, it is shown beside the list all the same."""
        if self._is_stale:
            self.reload()
        if not self.table.go_to(record_id):
            self.table.clearSelection()
        self.pane.show_record(record_id)
        self._share_room(record_first=True)

    def new_record(self, preset: dict[str, Any] | None = None) -> None:
        """Show an empty form beside the list."""
        self.pane.show_new(self.kind, preset)
        self._share_room(record_first=True)

    def write_note(self) -> bool:
        """Go to the composer of the shown record; False where there is none."""
        if self.pane.record_id is None or not self.pane.has_akte():
            return False
        self._share_room(record_first=True)
        return self.pane.write_note()

    def export(self) -> None:
        """Ask for the list as a file: all that was found, or the selection where it is several."""
        chosen = self.table.selected_ids()
        self.export_wanted.emit(self.query, chosen if len(chosen) > 1 else list(self._model.ids))

    def go_by(self, steps: int) -> None:
        """Go to the neighbour in the list."""
        self.table.go_by(steps)

    def _load(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        return table_cells(self._workbench.store, self.query, ids)

    def _hear(self, changes: Changes) -> None:
        if not self.isVisible():
            self._is_stale = True
        elif self.kind in changes.kinds or (changes.tables & _SHOWN_IN_CELLS and self._hangs_on_others()):
            self.reload()
        elif changes.tables & _SHOWN_IN_CELLS:
            self._model.refresh()

    def _hangs_on_others(self) -> bool:
        """Whether a change of other kinds (a note) can alter which records are listed, or their order."""
        name, _descending = self.query.sorted_by()
        return name not in {"title", "changed_at"} or any(f.field == "last_contact" for f in self.query.filters)

    def scope(self) -> list[int]:
        """Return the records a command means: those selected, else the one that is shown."""
        chosen = self.table.selected_ids()
        shown = self.pane.record_id
        return chosen or ([shown] if shown is not None else [])

    def _show_current(self, record_id: int) -> None:
        if record_id > 0:
            self.pane.show_record(record_id)

    def _open(self, record_id: int) -> None:
        self.pane.show_record(record_id)
        self._share_room(record_first=True)
        self.pane.take_focus()

    def _back_to_list(self) -> None:
        self._left.show()
        self.table.setFocus()
        self._share_room()

    def _trash(self) -> None:
        chosen = self.table.selected_ids()
        if chosen:
            self._workbench.do(records.trash, chosen)

    def _show_row_menu(self, at: QPoint) -> None:
        chosen = self.table.selected_ids()
        if not chosen:
            return
        menu, count = QMenu(self), len(chosen)
        menu.addAction(_("Öffnen\tEingabe"), partial(self._open, chosen[0]))
        if is_partner(self.kind):
            menu.addAction(_("Briefing ({count})").format(count=count), partial(self.briefing_wanted.emit, chosen))
        menu.addAction(
            _("Liste weitergeben ({count}) …").format(count=count), partial(self.export_wanted.emit, self.query, chosen)
        )
        add_list_papers(menu, self._workbench, self.kind, chosen)
        menu.addAction(_("Als Tabelle kopieren\tStrg+C"), self.table.copy_selection)
        menu.addSeparator()
        menu.addAction(_("In den Papierkorb ({count})\tEntf").format(count=count), self._trash)
        menu.exec(at)
        menu.deleteLater()

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        shown = [column.name for column in self.query.shown()]
        for name, column in columns_of(self.kind).items():
            action = QAction(_(column.label), menu, checkable=True, checked=name in shown)
            action.setEnabled(name != "title")
            action.toggled.connect(partial(self._toggle_column, name))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Spalten zurücksetzen"), lambda: self.show_list(replace(self.query, columns=())))
        menu.exec(at)
        menu.deleteLater()

    def _toggle_column(self, name: str, on: bool) -> None:
        shown = [column.name for column in self.query.shown() if column.name != name]
        self.show_list(replace(self.query, columns=(*shown, *((name,) if on else ()))))
