"""The list of one kind: chips above, table below, and what can be done with its rows.

Long lists are read beside the GUI thread: the ids of 100,000 records take up to 0.3 s; until they come, the rows that
are seen are read again and stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from ..actions import records
from ..errors import BadSearch
from ..queries import counts, lists
from ..queries.settings import kept_setting
from ..store.store import Store
from ..store.writing import Changes
from ..texts import _
from . import theme
from .cells import Cell
from .list_head import ListHead
from .listing import EmptyList, column_menu, has_briefing, plural, table_cells, table_columns
from .paper_menu import add_list_papers
from .reminder_work import ReminderKeys
from .table import ListTable, PagedModel
from .table_out import copy_table
from .tasks import Outcome
from .workbench import Workbench

_FIRST_FILTERS = {
    **dict.fromkeys(("reminder", "mandate"), (lists.Filter("done_on", "open"),)),
    "case": (lists.Filter("closed_on", "open"),),
    "citizen_case": (lists.Filter("closed_on", "open"),),
}
_SHOWN_IN_CELLS = frozenset({"contact_note", "role", "link", "record", "term", "area"})
_AT_ONCE = 5000  # records of a kind that are read in the GUI thread: some 15 ms


@dataclass(frozen=True)
class _Found:
    """What a list holds: the ids of its records in order, and how many there are without filters."""

    ids: list[int]
    total: int


class ListSide(QWidget):
    """The list itself, without the record beside it.

    Signals:
        row_changed(int): another row is current; its record. Not for the row that a list read again finds again.
        row_lost(int): the list was read and its current row is gone; the record next to it, 0 in an empty list.
        opened(int), previewed(int): a record is wanted, with or without the focus.
        export_wanted(ListQuery, list[int]): the list as a file, exactly as it is shown.
        briefing_wanted(list[int] | None): a briefing pack on these records; None: on those a command means.
        import_wanted(): an empty list was asked to be filled from a file.
    """

    row_changed = Signal(int)
    row_lost = Signal(int)
    opened = Signal(int)
    previewed = Signal(int)
    export_wanted = Signal(object, object)
    briefing_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._workbench = workbench
        kept = kept_setting(workbench.store, f"list.{kind}")
        self.query = lists.ListQuery.from_json(kept) if kept else lists.ListQuery(kind, _FIRST_FILTERS.get(kind, ()))
        self._is_stale = True
        self._reads = 0
        self._wanted_id: int | None = None
        self._told_id: int | None = None
        self._has_rows = False
        self._other: QWidget | None = None
        self.head = ListHead(workbench, kind)
        self._model = PagedModel(self._load, table_columns(self.query))
        self.table = ListTable(self._model, name=f"list-{kind}")
        self.table.setAccessibleName(plural(kind))
        self._reminders = ReminderKeys(workbench, self.table) if kind == "reminder" else None
        self._empty = EmptyList(kind)
        self._build()
        self._wire()

    def _build(self) -> None:
        look = theme.current()
        self._middle = QStackedLayout()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(18), look.px(14), look.px(14), look.px(8))
        box.setSpacing(look.px(8))
        box.addWidget(self.head)
        box.addLayout(self._middle, 1)

    def _wire(self) -> None:
        self.table.row_changed.connect(self._tell_row)
        self.table.opened.connect(self.opened)
        self.table.previewed.connect(self.previewed)
        self.table.columns_wanted.connect(self._choose_columns)
        self.table.context_wanted.connect(self._show_row_menu)
        self.table.copy_wanted.connect(self._copy)
        self._model.sort_wanted.connect(
            lambda name, down: self.show_list(replace(self.query, sort=name, descending=down))
        )
        self.head.query_changed.connect(self._show_chosen)
        self.head.export_wanted.connect(self.export)
        self.head.briefing_wanted.connect(lambda: self.briefing_wanted.emit(None))
        self._empty.import_wanted.connect(self.import_wanted)
        trash = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        trash.activated.connect(self._trash)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read the list when it is first seen and after changes made elsewhere."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Ask the store again and keep the place in the list."""
        self._is_stale = False
        self._reads += 1
        read, query, store = self._reads, self.query, self._workbench.store
        if counts.by_kind(store).get(self.kind, 0) <= _AT_ONCE:
            self._show_found(read, Outcome(_read(store, query)))
            return
        self._model.refresh()
        self._workbench.runner.run(
            _("Liste wird gelesen"), lambda _progress: _read(store, query), partial(self._show_found, read)
        )

    def _show_found(self, read: int, outcome: Outcome) -> None:
        if read != self._reads:  # asked again meanwhile
            return
        try:
            found: _Found = outcome.result()
        except BadSearch as trouble:
            self._workbench.troubled.emit(str(trouble))
            self.query = lists.ListQuery(self.kind)
            self.reload()
            return
        current = self._wanted_id if self._wanted_id is not None else self.table.current_id()
        self._wanted_id = None
        near = _nearest(self._model.ids, found.ids, current)
        self._model.show_columns(table_columns(self.query))
        self._model.show_ids(found.ids)
        self._model.show_sorted(*self.query.sorted_by())
        self.head.show_query(self.query, len(found.ids), found.total)
        self._empty.say(found.total)
        self._has_rows = bool(found.ids)
        self.show_instead(self._other)
        if current is None or not self.table.go_to(current):
            if self._reminders is not None:
                self._reminders.keep_row()
            self._told_id = self.table.current_id()
            self.row_lost.emit(near)

    def show_instead(self, view: QWidget | None) -> None:
        """Show another view of the same query in the table's place; None: the table again."""
        if view is not None and self._middle.indexOf(view) < 0:
            self._middle.addWidget(view)
        self._other = view
        self._middle.setCurrentWidget(view or (self.table if self._has_rows else self._empty))

    def show_list(self, query: lists.ListQuery) -> None:
        """Show another query of the same kind and remember it."""
        self.query = query
        self.reload()
        self._workbench.keep(f"list.{self.kind}", query.to_json())

    def go_to(self, record_id: int) -> None:
        """Make a record's row current, now or when the list has been read; no row is, where the filters hide it."""
        self._wanted_id = record_id
        if self._is_stale:
            self.reload()
        if self.table.go_to(record_id):
            self._wanted_id = None
        else:
            self.table.clearSelection()

    def hear(self, changes: Changes) -> None:
        """Take notice of a write: read again what it can have changed."""
        if not self.isVisible():
            self._is_stale = True
        elif self.kind in changes.kinds or (changes.tables & _SHOWN_IN_CELLS and self._hangs_on_others()):
            self.reload()
        elif changes.tables & _SHOWN_IN_CELLS:
            self._model.refresh()

    def export(self) -> None:
        """Ask for the list as a file: all that was found, or the selection where it is several."""
        self.export_wanted.emit(self.query, self.meant())

    def meant(self) -> list[int]:
        """Return the records a command on the list means: all that was found, or the selection where it is several."""
        chosen = self.table.selected_ids()
        return chosen if len(chosen) > 1 else list(self._model.ids)

    def _hangs_on_others(self) -> bool:
        """Whether a change of other kinds (a note) can alter which records are listed, or their order."""
        name, _descending = self.query.sorted_by()
        return name not in {"title", "changed_at"} or any(f.field == "last_contact" for f in self.query.filters)

    def _tell_row(self, record_id: int) -> None:
        if record_id > 0 and record_id != self._told_id:
            self._told_id = record_id
            self.row_changed.emit(record_id)

    def _load(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        return table_cells(self._workbench.store, self.query, ids)

    def _show_chosen(self, query: lists.ListQuery) -> None:
        self.show_list(query)
        self.table.setFocus()

    def _copy(self) -> None:
        copy_table(self._workbench, self.query, self.table.selected_ids())

    def _trash(self) -> None:
        chosen = self.table.selected_ids()
        if chosen:
            self._workbench.do(records.trash, chosen)

    def _show_row_menu(self, at: QPoint) -> None:
        chosen = self.table.selected_ids()
        if not chosen:
            return
        menu, count = QMenu(self), len(chosen)
        menu.addAction(_("Öffnen\tEingabe"), partial(self.opened.emit, chosen[0]))
        if self._reminders is not None:
            self._reminders.work.add_to(menu, chosen)
            menu.addSeparator()
        if has_briefing(self.kind):
            menu.addAction(_("Briefing ({count})").format(count=count), partial(self.briefing_wanted.emit, chosen))
        menu.addAction(
            _("Liste weitergeben ({count}) …").format(count=count), partial(self.export_wanted.emit, self.query, chosen)
        )
        add_list_papers(menu, self._workbench, self.query, chosen)
        menu.addAction(_("Als Tabelle kopieren\tStrg+C"), self._copy)
        menu.addSeparator()
        menu.addAction(_("In den Papierkorb ({count})\tEntf").format(count=count), self._trash)
        menu.exec(at)
        menu.deleteLater()

    def _choose_columns(self, at: QPoint) -> None:
        menu = column_menu(self.query, self.show_list, self)
        menu.exec(at)
        menu.deleteLater()


def _nearest(before: Sequence[int], after: Sequence[int], lost: int | None) -> int:
    """Return who stands where the lost one stood: the next one of `before` that is left, else the one above it."""
    if lost in before:
        place, left = before.index(lost), set(after)
        around = chain(before[place + 1 :], reversed(before[:place]))
        return next((one for one in around if one in left), after[0] if after else 0)
    return after[0] if after else 0


def _read(store: Store, query: lists.ListQuery) -> _Found:
    found = lists.ids(store, query)
    is_cut = bool(query.filters or query.words)
    return _Found(found, lists.count(store, lists.ListQuery(query.kind)) if is_cut else len(found))
