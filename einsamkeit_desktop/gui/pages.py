"""The pages of the window, made when they are first asked for. A page that is no list is one line in `_MAKERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from ..kinds.registry import KINDS
from .board_page import BoardPage
from .calendar_out import CalendarOut
from .calendar_page import CalendarPage
from .export_log_page import ExportLogPage
from .focus import focus_within
from .journal_page import JournalPage
from .list_page import ListPage
from .lists_out import ListsOut
from .papers_out import PapersOut
from .preferences import Preferences
from .settings_page import SettingsPage
from .steps_page import StepsPage
from .taking_in import TakingIn
from .today_page import TodayPage
from .trash_page import TrashPage
from .workbench import Workbench


class Window(Protocol):
    """What the pages ask of the window."""

    workbench: Workbench
    lists_out: ListsOut
    papers_out: PapersOut
    taking_in: TakingIn

    def new_record(self, kind: str, preset: dict[str, object] | None = None) -> None: ...
    def show_list(self, kind: str, filters: object) -> None: ...


def _today(window: Window) -> QWidget:
    page = TodayPage(window.workbench)
    page.list_wanted.connect(window.show_list)
    page.briefing_wanted.connect(lambda note_id: window.papers_out.briefing([], note_id))
    return page


def _calendar(window: Window) -> QWidget:
    page = CalendarPage(window.workbench)
    page.new_wanted.connect(window.new_record)
    page.export_wanted.connect(CalendarOut(window.workbench, page).hand_out)
    return page


_MAKERS: dict[str, Callable[[Window], QWidget]] = {
    "today": _today,
    "calendar": _calendar,
    "journal": lambda window: JournalPage(window.workbench),
    "steps": lambda window: StepsPage(window.workbench),
    "exports": lambda window: ExportLogPage(window.workbench),
    "trash": lambda window: TrashPage(window.workbench),
    "settings": lambda window: SettingsPage(window.workbench),
}


class Pages(QStackedWidget):
    """All pages; one of them is in front."""

    def __init__(self, window: Window, preferences: Preferences) -> None:
        super().__init__()
        self._window = window
        self._preferences = preferences
        self._made: dict[str, QWidget] = {}

    def page(self, key: str) -> QWidget:
        """Return a page, made when it is first asked for."""
        if key not in self._made:
            page = self._make_list(key) if key in KINDS else _MAKERS[key](self._window)
            self._made[key] = page
            self.addWidget(page)
        return self._made[key]

    def list_page(self, kind: str) -> ListPage:
        """Return the page of a kind."""
        page = self.page(kind)
        assert isinstance(page, ListPage)
        return page

    def shown_list(self) -> ListPage | None:
        """Return the page in front, if it is that of a kind."""
        page = self.currentWidget()
        return page if isinstance(page, ListPage) else None

    def take_focus(self) -> None:
        """Put the keyboard into the page in front."""
        page = self.shown_list()
        if page is not None:
            page.take_focus()
        elif front := self.currentWidget():
            focus_within(front)

    def may_leave(self) -> bool:
        """Ask the forms that hold unsaved text; False keeps the person here."""
        return all(page.pane.may_leave() for page in self._lists())

    def save_forms(self) -> None:
        """Save what stands unsaved in the forms, as far as it can be."""
        for page in self._lists():
            page.pane.save_forms()

    def keep_layouts(self) -> None:
        """Hand the division of each list to the preferences."""
        divided = {key: page.layout_state() for key, page in self._made.items() if isinstance(page, ListPage)}
        self._preferences.layouts = {**self._preferences.layouts, **divided}

    def _lists(self) -> Iterator[ListPage]:
        return (page for page in self._made.values() if isinstance(page, ListPage))

    def _make_list(self, kind: str) -> ListPage:
        window = self._window
        page = BoardPage(window.workbench) if kind == "case" else ListPage(window.workbench, kind)
        if layout := self._preferences.layouts.get(kind):
            page.restore_layout(layout)
        page.export_wanted.connect(window.lists_out.list_file)
        page.briefing_wanted.connect(window.papers_out.briefing)
        page.import_wanted.connect(window.taking_in.ask)
        page.pane.new_wanted.connect(window.new_record)
        return page
