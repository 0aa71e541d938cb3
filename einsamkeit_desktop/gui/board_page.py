"""The page of the cases: as a list, or as a board by status."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ..queries.cases import BOARD_LEAVES_OUT
from ..queries.settings import kept_setting
from ..texts import _
from . import theme
from .board_view import BoardView
from .list_page import ListPage
from .widgets import Button
from .workbench import Workbench

_KEPT = "cases.as_board"


def show_board(window: Any) -> None:
    """Show the board of a window's cases."""
    window.go_to("case")
    page = window.pages.list_page("case")
    page.show_board(True)
    page.board.take_focus()


class BoardPage(ListPage):
    """The list of cases with a switch to the board; the choice is kept with the store."""

    def __init__(self, workbench: Workbench, kind: str = "case", parent: QWidget | None = None) -> None:
        super().__init__(workbench, kind, parent)
        self._workbench = workbench
        self.is_board = False
        self._shows_record = False
        self.board = BoardView(workbench, lambda: self.query)
        self.board.opened.connect(self._open)
        self.board.counted.connect(self._show_counted)
        self.list.head.add_switch(self._switch())
        self.list.head.query_changed.connect(self._reload_board)
        if kept_setting(workbench.store, _KEPT, False):
            self.show_board(True)

    def show_board(self, is_board: bool) -> None:
        """Show the board, or the list."""
        self.is_board = is_board
        self._buttons.button(int(is_board)).setChecked(True)
        self._shows_record = False
        self.list.show_instead(self.board if is_board else None)
        if is_board:
            self.board.reload()
        else:
            self.list.head.show_instead(None)
        self._share_room()

    def go_to(self, record_id: int) -> None:
        """Show a case beside the list or the board."""
        self._shows_record = True
        super().go_to(record_id)

    def take_focus(self) -> None:
        """Put the keyboard on the card of the shown case, the list, or the record in their place."""
        shown = self.pane.record_id
        if not self.is_board or self.list.isHidden():
            super().take_focus()
        elif shown is None or not self.board.go_to(shown):
            self.board.take_focus()

    def _show_counted(self, count: int) -> None:
        if self.is_board:
            self.list.head.show_instead(count, BOARD_LEAVES_OUT)

    def _reload_board(self) -> None:
        if self.is_board:
            self.board.reload()

    def _switch(self) -> QWidget:
        switch = QWidget()
        row = QHBoxLayout(switch)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(4))
        self._buttons = QButtonGroup(switch)
        for place, (label, icon, name) in enumerate(
            ((_("Liste"), "list", "asList"), (_("Tafel"), "columns-3", "asBoard"))
        ):
            button = Button(label, icon=icon, look="quiet", name=name)
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setAccessibleName(_("Als {view} anzeigen").format(view=label))
            self._buttons.addButton(button, place)
            row.addWidget(button)
        self._buttons.idClicked.connect(self._choose)
        return switch

    def _choose(self, place: int) -> None:
        self.show_board(place == 1)
        self._workbench.keep(_KEPT, self.is_board)
        if self.is_board:
            self.board.take_focus()
        else:
            self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def new_record(self, preset: dict[str, object] | None = None) -> None:
        """Show an empty form beside list or board."""
        self._shows_record = True
        super().new_record(preset)

    def _share_room(self, *, record_first: bool = False) -> None:
        super()._share_room(record_first=record_first)
        if self.is_board and not self._shows_record:
            self.list.show()
            self.pane.hide()

    def _open(self, record_id: int) -> None:
        self._shows_record = True
        super()._open(record_id)

    def _back_to_list(self) -> None:
        held, self._shows_record = self.pane.record_id, False
        super()._back_to_list()
        if self.is_board and (held is None or not self.board.go_to(held)):
            self.board.take_focus()
        elif not self.is_board:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
