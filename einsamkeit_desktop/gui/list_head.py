"""What stands above a list: its name and count, what can be handed out, the chips of its filters, its saved lists."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..queries import lists
from ..texts import _, grouped
from . import theme
from .chips import FlowLayout, RemovableChip
from .filter_menu import FilterMenu
from .listing import has_briefing, is_partner, plural
from .saved_lists import SavedLists
from .widgets import Button, PlainLabel
from .workbench import Workbench


class ListHead(QWidget):
    """Signals: query_changed(ListQuery): another list is wanted; export_wanted(), briefing_wanted(): hand it out."""

    query_changed = Signal(object)
    export_wanted = Signal()
    briefing_wanted = Signal()

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._kind = workbench, kind
        self._query = lists.ListQuery(kind)
        self._figures = (0, 0)
        self._count_instead: int | None = None
        self._left_out: Collection[str] = ()
        look = theme.current()
        self._count = PlainLabel("", role="muted")
        self._count.setObjectName("listCount")
        export = Button(
            _("Partnerliste") if is_partner(kind) else _("Weitergeben"), icon="table-2", name="exportButton"
        )
        export.clicked.connect(self.export_wanted)
        self._briefing = Button(_("Briefing"), icon="file-text", name="briefingButton")
        self._briefing.clicked.connect(self.briefing_wanted)
        self._briefing.setVisible(has_briefing(kind))
        upper = QHBoxLayout()
        upper.setSpacing(look.px(10))
        upper.addWidget(PlainLabel(plural(kind), size="title", weight="strong"))
        upper.addWidget(self._count)
        upper.addStretch(1)
        upper.addWidget(export)
        upper.addWidget(self._briefing)
        self._chips = FlowLayout()
        self._filters = FilterMenu(workbench, kind, self)
        self._filters.query_changed.connect(self.query_changed)
        self._more = Button(_("+ Filter"), look="quiet", name="filterButton")
        self._more.clicked.connect(lambda: self._filters.pop(self._more, self._query))
        self._chips.addWidget(self._more)
        self.saved = SavedLists(workbench, kind)
        self.saved.query_changed.connect(self.query_changed)
        lower = self._lower = QHBoxLayout()
        lower.addLayout(self._chips, 1)
        lower.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(upper)
        column.addLayout(lower)

    def show_query(self, query: lists.ListQuery, found: int, total: int) -> None:
        """Show the chips of a query and how many records it finds of how many."""
        self._query, self._figures = query, (found, total)
        self._show_count()
        self._show_chips()
        self.saved.show_query(query)

    def show_instead(self, count: int | None, left_out: Collection[str] = ()) -> None:
        """Count what another view shows in the list's place, without the filters it leaves out; None: the list again.

        Those filters have no chip meanwhile and are kept for the list.
        """
        is_other, self._left_out = left_out != self._left_out, left_out
        self._count_instead = count
        self._show_count()
        if is_other:
            self._show_chips()

    def add_switch(self, widget: QWidget) -> None:
        """Put a switch between views before the saved lists."""
        self._lower.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignTop)

    def _show_count(self) -> None:
        found, total = self._figures
        if self._count_instead is not None:
            found = self._count_instead
        shown = grouped(found)
        if found != total:
            shown = _("{found} von {total}").format(found=grouped(found), total=grouped(total))
        self._count.setText(shown)

    def _show_chips(self) -> None:
        for chip in self.findChildren(RemovableChip):
            self._chips.removeWidget(chip)
            chip.hide()
            chip.setParent(None)
            chip.deleteLater()
        words = self._workbench.words()
        before: QWidget = self._briefing
        for place, wanted in enumerate(each for each in self._query.filters if each.field not in self._left_out):
            chip = RemovableChip(lists.filter_text(wanted, self._kind, words))
            chip.removed.connect(partial(self._drop, wanted))
            self._chips.insert_widget(place, chip)
            chip.show()
            QWidget.setTabOrder(before, chip)
            before = chip

    def _drop(self, wanted: lists.Filter) -> None:
        self.query_changed.emit(lists.toggled(self._query, wanted, on=False))
