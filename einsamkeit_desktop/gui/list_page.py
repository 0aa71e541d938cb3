"""The page of one kind: its list, and the chosen record beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from ..queries.lists import ListQuery
from . import theme
from .focus import focus_within
from .list_side import ListSide
from .record_pane import RecordPane
from .table import ListTable
from .workbench import Workbench

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
        self.list = ListSide(workbench, kind)
        self.pane = RecordPane(workbench)
        self._build()
        self._wire(workbench)

    def _build(self) -> None:
        look = theme.current()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.pane)
        self.splitter.setSizes([look.px(640), look.px(590)])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.pane.hide()  # until there is room for both: side by side they would widen the window at large text
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _wire(self, workbench: Workbench) -> None:
        self.list.row_changed.connect(self.pane.show_record)
        self.list.row_lost.connect(self._show_near)
        self.list.opened.connect(self._open)
        self.list.previewed.connect(self.pane.show_record)
        self.list.export_wanted.connect(self.export_wanted)
        self.list.import_wanted.connect(self.import_wanted)
        self.list.briefing_wanted.connect(lambda ids: self.briefing_wanted.emit(ids or self.scope()))
        workbench.changed.connect(self.list.hear)
        self.pane.closed.connect(self._back_to_list)
        self.pane.briefing_wanted.connect(lambda record_id: self.briefing_wanted.emit([record_id]))

    @property
    def table(self) -> ListTable:
        """The table of the list."""
        return self.list.table

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self.list.query

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show list and record side by side where there is room, else one of them."""
        super().resizeEvent(event)
        self._share_room()

    def layout_state(self) -> str:
        """Return how the page is divided, as text for `restore_layout`."""
        parts = (self.splitter.saveState(), self.table.widths())
        return " ".join(bytes(part.toBase64().data()).decode("ascii") for part in parts)

    def restore_layout(self, text: str) -> None:
        """Divide the page as it was; a text that does not fit changes nothing."""
        splitter, _blank, widths = text.partition(" ")
        self.splitter.restoreState(QByteArray.fromBase64(QByteArray(splitter.encode("ascii", "ignore"))))
        self.table.restore_widths(QByteArray.fromBase64(QByteArray(widths.encode("ascii", "ignore"))))

    def go_to(self, record_id: int) -> None:
        """Show a record; where the filters hide it, it is shown beside the list all the same."""
        self.list.go_to(record_id)
        self.pane.show_record(record_id)
        self._share_room(record_first=True)

    def new_record(self, preset: dict[str, Any] | None = None) -> None:
        """Show an empty form beside the list."""
        self.pane.show_new(self.kind, preset)
        self._share_room(record_first=True)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or into the record where that stands in the list's place."""
        if not self.list.isHidden():
            focus_within(self.table if self.table.isVisible() else self.list)
        else:
            self.pane.take_focus()

    def write_note(self) -> bool:
        """Go to the composer of the shown record; False where there is none."""
        if self.pane.record_id is None or not self.pane.has_akte():
            return False
        self._share_room(record_first=True)
        return self.pane.write_note()

    def go_by(self, steps: int) -> None:
        """Go to the neighbour in the list."""
        self.table.go_by(steps)

    def scope(self) -> list[int]:
        """Return the records a command means: those selected, else the one that is shown."""
        chosen = self.table.selected_ids()
        shown = self.pane.record_id
        return chosen or ([shown] if shown is not None else [])

    def _share_room(self, *, record_first: bool = False) -> None:
        is_narrow = self.width() < theme.current().px(SIDE_BY_SIDE_FROM)
        has_focus = self.pane.isAncestorOf(self.focusWidget() or self)
        shows_record = record_first or has_focus
        self.list.setVisible(not is_narrow or not shows_record)
        self.pane.setVisible(not is_narrow or shows_record)

    def _show_near(self, record_id: int) -> None:
        """Go to the neighbour of a row that is gone, unless a record that the filters hide is being read."""
        is_read = self.pane.record_id is not None and self.pane.isVisible()
        if record_id and not is_read and not self.pane.is_new:
            self.list.go_to(record_id)

    def _open(self, record_id: int) -> None:
        self.pane.show_record(record_id)
        self._share_room(record_first=True)
        self.pane.take_focus()

    def _back_to_list(self) -> None:
        self.list.show()
        self.table.setFocus()
        current = self.table.current_id()
        if self.pane.record_id is None and current is not None:
            self.pane.show_record(current)
        self._share_room()
