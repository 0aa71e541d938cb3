"""The pages of the window, made when they are first asked for. A page that is no list is one line in `_MAKERS`.

Each is imported when it is made: at the start of the program only the first one is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from ..kinds.registry import KINDS
from .doors import Doors
from .focus import focus_within
from .preferences import Preferences
from .today_page import TodayPage
from .workbench import Workbench

if TYPE_CHECKING:
    from .list_page import ListPage


class Window(Protocol):
    """What the pages ask of the window."""

    workbench: Workbench
    doors: Doors

    def new_record(self, kind: str, preset: dict[str, object] | None = None) -> None: ...
    def show_list(self, kind: str, filters: object) -> None: ...


def _today(window: Window) -> QWidget:
    page = TodayPage(window.workbench)
    page.list_wanted.connect(window.show_list)
    page.briefing_wanted.connect(lambda note_id: window.doors.papers.briefing([], note_id))
    return page


def _calendar(window: Window) -> QWidget:
    from .calendar_out import CalendarOut
    from .calendar_page import CalendarPage

    page = CalendarPage(window.workbench)
    page.new_wanted.connect(window.new_record)
    page.export_wanted.connect(CalendarOut(window.workbench, page).hand_out)
    return page


def _journal(window: Window) -> QWidget:
    from .journal_page import JournalPage

    return JournalPage(window.workbench)


def _steps(window: Window) -> QWidget:
    from .steps_page import StepsPage

    return StepsPage(window.workbench)


def _exports(window: Window) -> QWidget:
    from .export_log_page import ExportLogPage

    return ExportLogPage(window.workbench)


def _trash(window: Window) -> QWidget:
    from .trash_page import TrashPage

    return TrashPage(window.workbench)


def _settings(window: Window) -> QWidget:
    from .settings_page import SettingsPage

    return SettingsPage(window.workbench)


_MAKERS: dict[str, Callable[[Window], QWidget]] = {
    "today": _today,
    "calendar": _calendar,
    "journal": _journal,
    "steps": _steps,
    "exports": _exports,
    "trash": _trash,
    "settings": _settings,
}


class Pages(QStackedWidget):
    """All pages; one of them is in front."""

    def __init__(self, window: Window, preferences: Preferences) -> None:
        super().__init__()
        self._window = window
        self._preferences = preferences
        self._made: dict[str, QWidget] = {}
        self._lists: dict[str, ListPage] = {}

    def page(self, key: str) -> QWidget:
        """Return a page, made when it is first asked for."""
        if key in KINDS:
            return self.list_page(key)
        if key not in self._made:
            self._made[key] = _MAKERS[key](self._window)
            self.addWidget(self._made[key])
        return self._made[key]

    def list_page(self, kind: str) -> ListPage:
        """Return the page of a kind."""
        if kind not in self._lists:
            self._lists[kind] = self._make_list(kind)
            self.addWidget(self._lists[kind])
        return self._lists[kind]

    def shown_list(self) -> ListPage | None:
        """Return the page in front, if it is that of a kind."""
        front = self.currentWidget()
        return next((page for page in self._lists.values() if page is front), None)

    def take_focus(self) -> None:
        """Put the keyboard into the page in front."""
        page = self.shown_list()
        if page is not None:
            page.take_focus()
        elif front := self.currentWidget():
            focus_within(front)

    def may_leave(self) -> bool:
        """Ask the forms that hold unsaved text; False keeps the person here."""
        return all(page.pane.may_leave() for page in self._lists.values())

    def save_forms(self) -> None:
        """Save what stands unsaved in the forms, as far as it can be."""
        for page in self._lists.values():
            page.pane.save_forms()

    def keep_layouts(self) -> None:
        """Hand the division of each list to the preferences."""
        divided = {kind: page.layout_state() for kind, page in self._lists.items()}
        self._preferences.layouts = {**self._preferences.layouts, **divided}

    def _make_list(self, kind: str) -> ListPage:
        from .board_page import BoardPage
        from .list_page import ListPage

        window = self._window
        page = BoardPage(window.workbench) if kind == "case" else ListPage(window.workbench, kind)
        if layout := self._preferences.layouts.get(kind):
            page.restore_layout(layout)
        page.export_wanted.connect(lambda query, ids: window.doors.lists.list_file(query, ids))  # a door opens late
        page.briefing_wanted.connect(lambda ids: window.doors.papers.briefing(ids))
        page.import_wanted.connect(lambda: window.doors.files.ask())
        page.pane.new_wanted.connect(window.new_record)
        return page
