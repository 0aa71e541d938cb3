"""The window: top bar, navigation, pages, status line, and the keys that work everywhere."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from ..errors import NotFound
from ..kinds.registry import KINDS
from ..queries import counts
from ..queries.lists import ListQuery
from ..queries.record import load
from .commands import commands, key_sequence
from .doors import Doors
from .due_notices import DueNotices
from .frame import Frame
from .pages import Pages
from .painting import after_painting
from .places import sections
from .preferences import Preferences
from .tasks import ProgressStrip
from .workbench import Workbench

if TYPE_CHECKING:
    from .search_popup import SearchPopup, Suggestion
    from .suggest import Suggester

# Kinds without a page: what is opened in their place, and the field that names it.
_SHOWN_AS = {"role": ("person", "person"), "consultation": ("council_paper", "paper")}


class MainWindow(Frame):
    """The program at work on one open store.

    Signals:
        lock_wanted(): close the store and ask for the passphrase.
        closed(): the window was closed.
    """

    lock_wanted = Signal()
    closed = Signal()

    def __init__(
        self, workbench: Workbench, preferences: Preferences | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(preferences or Preferences(), parent)
        self.workbench = workbench
        self.doors = Doors(workbench, self)
        self.pages = Pages(self, self._preferences)
        self.hold(self.pages)
        self.status.add_widget(ProgressStrip(workbench.runner))
        self.commands = commands(self)
        self._wire()
        self._count()
        self.go_to("today")
        after_painting(self, lambda: self.popup)
        after_painting(self, self._keep_house)

    @cached_property
    def suggester(self) -> Suggester:
        """What knows the answers of the one field."""
        from .suggest import Suggester

        return Suggester(self.workbench.store, self.commands)

    @cached_property
    def popup(self) -> SearchPopup:
        """The list below the one field, made once the window has been painted: it takes as long as the frame."""
        from .search_popup import SearchPopup

        popup = SearchPopup(self.top_bar.search, self.suggester.suggest)
        popup.chosen.connect(self._take)
        popup.chosen_beside.connect(self._take)
        popup.escaped.connect(self.top_bar.search.give_up_command)
        return popup

    def _keep_house(self) -> None:
        """Clear away what a killed program left, and what has been kept long enough."""
        from .citizen_watch import CallbackWatch
        from .scratch import scratch_of

        scratch_of(self.workbench)
        CallbackWatch(self.workbench)

    def _wire(self) -> None:
        bench = self.workbench
        bench.changed.connect(self._count)
        bench.said.connect(lambda text, can_undo: self.status.say(text, can_undo=can_undo))
        bench.troubled.connect(lambda text: self.status.say(text, is_trouble=True))
        bench.open_wanted.connect(lambda record_id, _beside: self.open_record(record_id))
        bench.edit_wanted.connect(partial(self.open_record, to_edit=True))
        bench.list_wanted.connect(self.show_list)
        self.status.undo_wanted.connect(bench.undo)
        self.pages.currentChanged.connect(lambda _page: self.status.turn_page())
        DueNotices(bench, self.status, self)
        self.dropped.connect(lambda carried: self.doors.files.take(carried))
        self.navigation.chosen.connect(self.go_to)
        self.top_bar.search.left.connect(self.pages.take_focus)
        self.top_bar.note_wanted.connect(self.write_note)
        self.top_bar.new_wanted.connect(self.show_new_menu)
        self.top_bar.lock_wanted.connect(self.lock_wanted)
        for command in self.commands:
            if command.shortcut:
                self.add_key(key_sequence(command.shortcut), command.run)
        self.add_key("Ctrl+K", self.search)
        self.add_key("Ctrl+Y", bench.redo)
        self.add_key("Ctrl+Left", lambda: self._go_by(-1))
        self.add_key("Ctrl+Right", lambda: self._go_by(1))

    def go_to(self, key: str) -> None:
        """Show a place of the navigation."""
        self.pages.setCurrentWidget(self.pages.page(key))
        self.navigation.select(key)
        if self.pages.shown_list() is not None:
            self.pages.take_focus()

    def open_record(self, record_id: int, *, to_edit: bool = False) -> None:
        """Show a record beside the list of its kind; a function opens its person, a session its paper.

        With `to_edit` the form is in front.
        """
        try:
            found = load(self.workbench.store, record_id)
        except NotFound as trouble:
            self.workbench.troubled.emit(str(trouble))
            return
        kind = found.kind
        if kind in _SHOWN_AS:
            kind, field = _SHOWN_AS[kind]
            record_id = found.values[field]
        self.suggester.remember(record_id)
        self.go_to(kind)
        page = self.pages.list_page(kind)
        page.go_to(record_id)
        page.take_focus()
        if to_edit:
            page.pane.tabs.choose("data")

    def show_list(self, kind: str, filters: object) -> None:
        """Show the list of a kind with these filters."""
        self.pages.list_page(kind).list.show_list(ListQuery(kind, tuple(filters)))  # type: ignore[arg-type]
        self.go_to(kind)

    def new_record(self, kind: str, preset: dict[str, object] | None = None) -> None:
        """Show an empty form of a kind."""
        self.go_to(kind)
        self.pages.list_page(kind).new_record(preset)

    def write_note(self) -> None:
        """Write a contact note: on the shown record, else in a window of its own."""
        page = self.pages.shown_list()
        if page is not None and page.write_note():
            return
        from .note_window import NoteWindow

        NoteWindow(self.workbench, self).open()

    def search(self) -> None:
        """Put the focus into the one field."""
        self.top_bar.search.setFocus()
        self.top_bar.search.selectAll()
        self.popup.ask()

    def _take(self, suggestion: Suggestion) -> None:
        what, _colon, rest = suggestion.key.partition(":")
        self.top_bar.search.setText("")  # not clear(), which Ctrl+Z would take back
        if what == "record":
            self.open_record(int(rest))
        elif what == "command":
            next(command for command in self.commands if command.key == rest).run()
        else:
            kind, _colon, name = rest.partition(":")
            self.new_record(kind, {"name" if "name" in KINDS[kind].fields else "family_name": name})
        if self.focusWidget() is self.top_bar.search:  # also behind a dialog, which gives the focus back
            self.pages.take_focus()

    def show_new_menu(self) -> None:
        """Ask which kind of record is wanted."""
        from .new_menu import new_menu

        page, button = self.pages.shown_list(), self.top_bar.new_button
        menu = new_menu(self, page.kind if page is not None else "", self.new_record)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _go_by(self, steps: int) -> None:
        if page := self.pages.shown_list():
            page.go_by(steps)

    def _count(self) -> None:
        found = counts.navigation(self.workbench.store)
        for section in sections():
            for place in section.places:
                self.navigation.set_count(place.key, found.get(place.key) or None)
        self.navigation.set_count("trash", found["trash"] or None)

    def place(self) -> tuple[str, int | None]:
        """Return where the person is: the place in the navigation and the record shown there, if any."""
        page = self.pages.shown_list()
        return self.navigation.selected(), page.pane.record_id if page is not None else None

    def return_to(self, key: str, record_id: int | None) -> None:
        """Go back to a place, after unlocking."""
        self.go_to(key)
        page = self.pages.shown_list()
        if page is not None and record_id is not None:
            page.go_to(record_id)

    def keep_place(self) -> None:
        """Remember size, place and the division of the lists for the next start."""
        self.pages.keep_layouts()
        super().keep_place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Let running work finish or stop, ask forms that hold unsaved text, then go."""
        if not self.pages.may_leave():
            event.ignore()
            return
        self.workbench.runner.stop_all()
        self.keep_place()
        self.closed.emit()
        super().closeEvent(event)
