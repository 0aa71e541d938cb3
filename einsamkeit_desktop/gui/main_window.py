"""The window: top bar, navigation, pages, status line, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ..errors import NotFound
from ..kinds.registry import KINDS
from ..queries import counts
from ..queries.lists import ListQuery
from ..queries.record import load
from ..store.writing import Changes
from ..texts import _
from . import theme
from .commands import CREATABLE, commands, key_sequence
from .export_log_page import ExportLogPage
from .handing_out import open_with_system
from .list_page import ListPage
from .lists_out import ListsOut
from .navigation import Navigation
from .note_window import NoteWindow
from .papers_out import PapersOut
from .places import bottom, sections
from .preferences import Preferences
from .scratch import scratch_of
from .search_popup import SearchPopup, Suggestion
from .settings_page import SettingsPage
from .statusline import StatusLine
from .steps_page import StepsPage
from .suggest import Suggester
from .taking_in import TakingIn, dropped_file
from .tasks import ProgressStrip
from .today_page import TodayPage
from .topbar import TopBar
from .trash_page import TrashPage
from .workbench import Workbench


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
        self._pages: dict[str, QWidget] = {}
        self._build()
        self.commands = commands(self)
        self.suggester = Suggester(workbench.store, self.commands)
        self.popup = SearchPopup(self.top_bar.search, self.suggester.suggest)
        self._wire()
        scratch_of(workbench)
        self._count()
        self.go_to("today")
        self._take_place()

    def _build(self) -> None:
        self.top_bar = TopBar()
        self.navigation = Navigation(sections(), bottom())
        self.pages = QStackedWidget()
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
        bench.changed.connect(self._hear)
        bench.said.connect(lambda text, can_undo: self.status.say(text, can_undo=can_undo))
        bench.troubled.connect(lambda text: self.status.say(text, is_trouble=True))
        bench.open_wanted.connect(lambda record_id, _beside: self.open_record(record_id))
        self.status.undo_wanted.connect(bench.undo)
        self.navigation.chosen.connect(self.go_to)
        self.popup.chosen.connect(self._take)
        self.popup.chosen_beside.connect(self._take)
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

    def page(self, key: str) -> QWidget:
        """Return a page, made when it is first asked for."""
        if key not in self._pages:
            page = self._make_page(key)
            self._pages[key] = page
            self.pages.addWidget(page)
        return self._pages[key]

    def _make_page(self, key: str) -> QWidget:
        if key in KINDS:
            listed = ListPage(self.workbench, key)
            if layout := self._preferences.layouts.get(key):
                listed.restore_layout(layout)
            listed.export_wanted.connect(self.lists_out.list_file)
            listed.briefing_wanted.connect(self.papers_out.briefing)
            listed.import_wanted.connect(self.taking_in.ask)
            listed.pane.new_wanted.connect(self.new_record)
            return listed
        if key == "today":
            today = TodayPage(self.workbench)
            today.list_wanted.connect(self.show_list)
            today.briefing_wanted.connect(lambda note_id: self.papers_out.briefing([], note_id))
            return today
        makers: dict[str, Callable[[Workbench], QWidget]] = {
            "steps": StepsPage,
            "exports": ExportLogPage,
            "trash": TrashPage,
            "settings": SettingsPage,
        }
        return makers[key](self.workbench)

    def go_to(self, key: str) -> None:
        """Show a place of the navigation."""
        page = self.page(key)
        self.navigation.select(key)
        self.pages.setCurrentWidget(page)
        if isinstance(page, ListPage):
            page.table.setFocus()

    def open_record(self, record_id: int) -> None:
        """Show a record beside the list of its kind; a function opens its person."""
        try:
            found = load(self.workbench.store, record_id)
        except NotFound as trouble:
            self.workbench.troubled.emit(str(trouble))
            return
        kind = found.kind
        if kind == "role":
            record_id, kind = found.values["person"], "person"
        self.suggester.remember(record_id)
        self.go_to(kind)
        page = self.page(kind)
        assert isinstance(page, ListPage)
        page.go_to(record_id)

    def show_list(self, kind: str, filters: object) -> None:
        """Show the list of a kind with these filters."""
        self.go_to(kind)
        page = self.page(kind)
        assert isinstance(page, ListPage)
        page.show_list(ListQuery(kind, tuple(filters)))  # type: ignore[arg-type]

    def new_record(self, kind: str, preset: dict[str, object] | None = None) -> None:
        """Show an empty form of a kind."""
        self.go_to(kind)
        page = self.page(kind)
        assert isinstance(page, ListPage)
        page.new_record(preset)

    def write_note(self) -> None:
        """Write a contact note: on the shown record, else in a window of its own."""
        page = self.pages.currentWidget()
        if isinstance(page, ListPage) and page.write_note():
            return
        NoteWindow(self.workbench, self).open()

    def export_list(self) -> None:
        """Hand out the shown list, or that of the organisations."""
        page = self.pages.currentWidget()
        if not isinstance(page, ListPage):
            self.go_to("organisation")
            page = self.pages.currentWidget()
        assert isinstance(page, ListPage)
        page.export()

    def print_briefing(self) -> None:
        """Hand out a briefing on the shown record."""
        page = self.pages.currentWidget()
        if isinstance(page, ListPage) and page.scope():
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

    def show_new_menu(self) -> None:
        """Ask which kind of record is wanted."""
        menu = self.build_new_menu()
        button = self.top_bar.new_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def build_new_menu(self) -> QMenu:
        """Return the menu behind "Neu"; the kind of the shown list comes first."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        page = self.pages.currentWidget()
        shown = page.kind if isinstance(page, ListPage) else ""
        for code in sorted(CREATABLE, key=lambda code: code != shown):
            menu.addAction(_(KINDS[code].label), partial(self.new_record, code))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _go_by(self, steps: int) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, ListPage):
            page.go_by(steps)

    def _hear(self, changes: Changes) -> None:
        self._count()

    def _count(self) -> None:
        found = counts.navigation(self.workbench.store)
        for section in sections():
            for place in section.places:
                self.navigation.set_count(place.key, found.get(place.key) or None)
        self.navigation.set_count("trash", found["trash"] or None)

    def save_forms(self) -> None:
        """Save what stands unsaved in the forms, as far as it can be."""
        for page in self._pages.values():
            if isinstance(page, ListPage):
                page.pane.save_forms()

    def _take_place(self) -> None:
        """Stand where the window stood last, if that is on a screen; else in the design's size."""
        place = QRect(*self._preferences.windows.get("main", (0, 0, 0, 0)))
        if place.isEmpty() or not any(s.availableGeometry().intersects(place) for s in QGuiApplication.screens()):
            self.resize(theme.fitting(1440, 860))
        else:
            self.setGeometry(place)

    def place(self) -> tuple[str, int | None]:
        """Return where the person is: the place in the navigation and the record shown there, if any."""
        page = self.pages.currentWidget()
        return self.navigation.selected(), page.pane.record_id if isinstance(page, ListPage) else None

    def return_to(self, key: str, record_id: int | None) -> None:
        """Go back to a place, after unlocking."""
        self.go_to(key)
        page = self.page(key)
        if isinstance(page, ListPage) and record_id is not None:
            page.go_to(record_id)

    def keep_place(self) -> None:
        """Remember size, place and the division of the lists for the next start."""
        place = self.normalGeometry()
        self._preferences.windows = {
            **self._preferences.windows,
            "main": (place.x(), place.y(), place.width(), place.height()),
        }
        lists = {key: page.layout_state() for key, page in self._pages.items() if isinstance(page, ListPage)}
        self._preferences.layouts = {**self._preferences.layouts, **lists}
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
        for page in self._pages.values():
            if isinstance(page, ListPage) and not page.pane.may_leave():
                event.ignore()
                return
        self.workbench.runner.stop_all()
        self.keep_place()
        self.closed.emit()
        super().closeEvent(event)
