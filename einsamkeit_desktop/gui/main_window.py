"""The window: top bar, navigation, pages, status line, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ..errors import NotFound
from ..kinds.registry import KINDS
from ..queries import counts
from ..queries.lists import ListQuery
from ..queries.record import load
from ..texts import _
from . import theme
from .citizen_watch import CallbackWatch
from .commands import commands, key_sequence
from .due_notices import DueNotices
from .handing_out import open_with_system
from .journal_page import JournalPage
from .lists_out import ListsOut
from .navigation import Navigation
from .new_menu import new_menu
from .note_window import NoteWindow
from .pages import Pages
from .papers_out import PapersOut
from .places import bottom, sections
from .preferences import Preferences
from .scratch import scratch_of
from .search_popup import SearchPopup, Suggestion
from .statusline import StatusLine
from .suggest import Suggester
from .taking_in import TakingIn, dropped_file
from .tasks import ProgressStrip
from .topbar import TopBar
from .workbench import Workbench

# Kinds without a page: what is opened in their place, and the field that names it.
_SHOWN_AS = {"role": ("person", "person"), "consultation": ("council_paper", "paper")}


class MainWindow(QMainWindow):
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
        super().__init__(parent)
        self.setWindowTitle("Gem-Einsamkeit")
        self.setAcceptDrops(True)
        self._preferences = preferences or Preferences()
        self.workbench = workbench
        self.lists_out = ListsOut(workbench, self)
        self.papers_out = PapersOut(workbench, self)
        self.taking_in = TakingIn(workbench, self)
        self._build()
        self.commands = commands(self)
        self.suggester = Suggester(workbench.store, self.commands)
        self.popup = SearchPopup(self.top_bar.search, self.suggester.suggest)
        self._wire()
        scratch_of(workbench)
        CallbackWatch(workbench)
        self._count()
        self.go_to("today")
        self._take_place()

    def _build(self) -> None:
        self.top_bar = TopBar()
        self.navigation = Navigation(sections(), bottom())
        self.pages = Pages(self, self._preferences)
        self.status = StatusLine()
        self.status.add_widget(ProgressStrip(self.workbench.runner))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.pages, 1)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    def _wire(self) -> None:
        bench = self.workbench
        bench.changed.connect(self._count)
        bench.said.connect(lambda text, can_undo: self.status.say(text, can_undo=can_undo))
        bench.troubled.connect(lambda text: self.status.say(text, is_trouble=True))
        bench.open_wanted.connect(lambda record_id, _beside: self.open_record(record_id))
        bench.edit_wanted.connect(partial(self.open_record, to_edit=True))
        self.status.undo_wanted.connect(bench.undo)
        DueNotices(bench, self.status, self)
        self.navigation.chosen.connect(self.go_to)
        self.popup.chosen.connect(self._take)
        self.popup.chosen_beside.connect(self._take)
        self.popup.escaped.connect(self.top_bar.search.give_up_command)
        self.top_bar.search.left.connect(self.pages.take_focus)
        self.top_bar.note_wanted.connect(self.write_note)
        self.top_bar.new_wanted.connect(self.show_new_menu)
        self.top_bar.lock_wanted.connect(self.lock_wanted)
        self.lists_out.written.connect(open_with_system)
        for command in self.commands:
            if command.shortcut:
                self._add_key(key_sequence(command.shortcut), command.run)
        self._add_key("Ctrl+K", self.search)
        self._add_key("Ctrl+Y", bench.redo)
        self._add_key("Ctrl+Left", lambda: self._go_by(-1))
        self._add_key("Ctrl+Right", lambda: self._go_by(1))

    def _add_key(self, keys: str, run: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(run)

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
        self.go_to(kind)
        self.pages.list_page(kind).list.show_list(ListQuery(kind, tuple(filters)))  # type: ignore[arg-type]

    def new_record(self, kind: str, preset: dict[str, object] | None = None) -> None:
        """Show an empty form of a kind."""
        self.go_to(kind)
        self.pages.list_page(kind).new_record(preset)

    def write_note(self) -> None:
        """Write a contact note: on the shown record, else in a window of its own."""
        page = self.pages.shown_list()
        if page is not None and page.write_note():
            return
        NoteWindow(self.workbench, self).open()

    def export_list(self) -> None:
        """Hand out the journal or the shown list, else that of the organisations."""
        front = self.pages.currentWidget()
        if isinstance(front, JournalPage):
            front.export()
            return
        if self.pages.shown_list() is None:
            self.go_to("organisation")
        if page := self.pages.shown_list():
            page.list.export()

    def print_briefing(self) -> None:
        """Hand out a briefing on the shown record."""
        page = self.pages.shown_list()
        if page is not None and page.scope():
            self.papers_out.briefing(page.scope())
        else:
            self.workbench.troubled.emit(_("Bitte zuerst eine Organisation oder Person öffnen."))

    def search(self) -> None:
        """Put the focus into the one field."""
        self.top_bar.search.setFocus()
        self.top_bar.search.selectAll()
        self.popup.ask()

    def _take(self, suggestion: Suggestion) -> None:
        what, _colon, rest = suggestion.key.partition(":")
        self.top_bar.search.clear()
        if what == "record":
            self.open_record(int(rest))
        elif what == "command":
            next(command for command in self.commands if command.key == rest).run()
        else:
            kind, _colon, name = rest.partition(":")
            self.new_record(kind, {"name" if "name" in KINDS[kind].fields else "family_name": name})
        if self.top_bar.search.hasFocus():
            self.pages.take_focus()

    def show_new_menu(self) -> None:
        """Ask which kind of record is wanted."""
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

    def _take_place(self) -> None:
        """Stand where the window stood last, if that is on a screen; else in the design's size."""
        place = QRect(*self._preferences.windows.get("main", (0, 0, 0, 0)))
        if place.isEmpty() or not any(s.availableGeometry().intersects(place) for s in QGuiApplication.screens()):
            self.resize(theme.fitting(1440, 860))
        else:
            self.setGeometry(place)

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
        place = self.normalGeometry()
        self._preferences.windows = {
            **self._preferences.windows,
            "main": (place.x(), place.y(), place.width(), place.height()),
        }
        self.pages.keep_layouts()
        self._preferences.save()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome one file of this computer."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the file in."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.taking_in.read(path)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Let running work finish or stop, ask forms that hold unsaved text, then go."""
        if not self.pages.may_leave():
            event.ignore()
            return
        self.workbench.runner.stop_all()
        self.keep_place()
        self.closed.emit()
        super().closeEvent(event)
