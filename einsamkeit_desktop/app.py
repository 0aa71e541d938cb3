"""Composition: the entrance, the window around an open store, and the lock between them."""

from __future__ import annotations

import gc
import sys
import traceback
from datetime import datetime
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from .gui import theme
from .gui.entrance import Entrance
from .gui.painting import after_painting
from .gui.preferences import Preferences
from .gui.tasks import TaskRunner
from .paths import default_store, log_dir
from .store import keys
from .texts import _

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from .gui.main_window import MainWindow
    from .store.securing import Secured
    from .store.store import Store

IDLE_MS = 5 * 60 * 1000


class Application(QObject):
    """One running program: before the door, or at work on a store."""

    def __init__(self, folder: Path | None, *, inline_tasks: bool = False) -> None:
        super().__init__()
        self.preferences = Preferences.load()
        last = self.preferences.last_store
        self.runner = TaskRunner(self, inline=inline_tasks)
        self.window: MainWindow | None = None
        self.entrance = Entrance(folder or (Path(last) if last else default_store()), self.runner, self.preferences)
        self.entrance.opened.connect(self.enter)
        self._was_at: tuple[str, int | None] | None = None
        self._watches = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.lock)

    def start(self) -> None:
        """Show what fits: the first start, the passphrase, or the store at once."""
        after_painting(self.entrance, self._load_ahead)
        self.entrance.start()

    def _load_ahead(self) -> None:
        """Import what comes behind the entrance while a passphrase is typed."""
        self.runner.run("", lambda _progress: workroom())

    def enter(self, store: Store) -> None:
        """Open the window on a store."""
        from .gui.workbench import Workbench

        self.window = workroom()(Workbench(store, self.runner), self.preferences)
        self.window.lock_wanted.connect(self.lock)
        self.window.workbench.securing_wanted.connect(self.secure)
        self.window.closed.connect(self._leave)
        self.window.top_bar.lock_button.setVisible(keys.needs_passphrase(store.folder))
        after_painting(self.window, self._watch_windows)
        after_painting(self.window, self._say_where_it_lies)
        after_painting(self.window, self._read_ahead)
        self.window.show()
        if self._was_at is not None:
            self.window.return_to(*self._was_at)
            self._was_at = None
        self.entrance.hide()
        if self.entrance.word:
            self.window.status.say(self.entrance.word, is_trouble=True)
            self.entrance.word = ""
        self._idle.start()

    def _watch_windows(self) -> None:
        """See every key from now on. Windows are watched, not the application: that has ten times as many events."""
        if not self._watches:
            self._watches = True
            QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]
        if self.window is not None:
            self._watch(self.window.windowHandle())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _say_where_it_lies(self) -> None:
        """Say that the store lies where it may break, if it does and there is nothing worse to say."""
        from .store.shared_places import shared_place

        if self.window is None or self.window.status.text():
            return
        if place := shared_place(self.window.workbench.store.folder):
            self.window.status.say(place.short())

    def _read_ahead(self) -> None:
        """Read what the first click on a list, and the first note with a task, would wait for: 0.1 and 0.4 s."""

        def read() -> None:
            from .kinds import clock
            from .kinds.workdays import public_holidays

            import_module(".gui.board_page", __package__)
            public_holidays(clock.today().year)

        self.runner.run("", lambda _progress: read())

    def lock(self) -> None:
        """Close the store and ask for the passphrase; a store without one stays open.

        Nobody may be there to be asked, so forms that can be saved are: undo takes that back, a loss could not be.
        """
        if self.window is None:
            return
        folder = self.window.workbench.store.folder
        if not keys.needs_passphrase(folder):
            return
        self._close_for_now()
        self.entrance.show_locked(folder)

    def secure(self, secured: Secured) -> None:
        """Close the store, give it the passphrase that was prepared, and ask for it."""
        if self.window is not None:
            folder = self.window.workbench.store.folder
            self._close_for_now()
            self.entrance.secure(folder, secured)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count the five minutes anew with every key and every touch of the mouse."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._idle.start()
        return super().eventFilter(watched, event)

    def _close_for_now(self) -> None:
        assert self.window is not None
        self.window.pages.save_forms()
        self.window.keep_place()
        self._was_at = self.window.place()
        self._leave()

    def _leave(self) -> None:
        window, self.window = self.window, None
        self._idle.stop()
        if window is not None:
            window.workbench.closing.emit()
            while not self.runner.stop_all():  # a worker may still write: the store stays open until it is done
                continue
            window.workbench.store.close()
            self.entrance.scratch.clear()
            _close_dialogs()
            window.hide()
            window.deleteLater()


@cache
def workroom() -> type[MainWindow]:
    """Import what works on an open store, and let the garbage collector look through it no more: all of it stays."""
    from .gui.main_window import MainWindow

    gc.freeze()
    return MainWindow


def _close_dialogs() -> None:
    """Close what stands on the window: the loop of an open menu or dialog must end before the window is gone."""
    if (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.done(QDialog.DialogCode.Rejected)  # not reject(): it may ask, and nobody may be there


def report_bug(application: Application, kind: type[BaseException], bug: BaseException, trace: Any) -> None:
    """Write a bug to the log, without any value from the store, and say where; the program goes on."""
    places = "".join(traceback.format_tb(trace))
    try:
        log = log_dir() / "fehler.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {kind.__name__}\n{places}\n")
        sentence = _("Das war ein Fehler im Programm. Ihre Daten sind unverändert. Näheres steht in {log}.").format(
            log=log
        )
    except OSError:
        sentence = _("Das war ein Fehler im Programm. Ihre Daten sind unverändert.")
    if application.window is not None:
        application.window.status.say(sentence, is_trouble=True)
    sys.__excepthook__(kind, bug, trace)


def make_application(arguments: list[str] | None = None) -> QApplication:
    """Return the dressed QApplication, made if there is none yet."""
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(arguments or sys.argv[:1])
    qt.setApplicationName("Gem-Einsamkeit")
    qt.setDesktopFileName("einsamkeit-desktop")
    chosen = Preferences.load()
    theme.apply(qt, chosen.dark, chosen.text_scale)
    if qt.property("gem-translated") is None:
        qt.setProperty("gem-translated", True)
        translator = QTranslator(qt)
        if translator.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            qt.installTranslator(translator)  # Qt's own dialogs and menus of text fields
    return qt


def run(store: Path | None, demo: bool) -> int:
    """Run the program on a store (the last one if None) or on fresh demo data; return the exit code."""
    qt = make_application()
    application = Application(store)
    sys.excepthook = partial(report_bug, application)
    if demo:
        application.entrance.show_demo()
    else:
        application.start()
    return qt.exec()
