"""Composition: which store is opened, how, and the window around it."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
import traceback
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget

from .errors import StoreBusy, StoreMissing, Trouble, WrongKey
from .gui import theme
from .gui.first_start import FirstStart
from .gui.handing_out import open_with_system, with_ending
from .gui.main_window import MainWindow
from .gui.preferences import Preferences
from .gui.tasks import TaskRunner
from .gui.unlock import BusyPage, UnlockPage
from .gui.workbench import Workbench
from .kinds import clock
from .paths import default_store, log_dir
from .store import keys
from .store.backup import mend_interrupted_restore
from .store.store import Store
from .texts import _

IDLE_MS = 5 * 60 * 1000


class Application(QObject):
    """One running program: first start, locked, or at work on a store."""

    def __init__(self, folder: Path | None, *, inline_tasks: bool = False) -> None:
        super().__init__()
        self.preferences = Preferences.load()
        self.folder = folder or (Path(self.preferences.last_store) if self.preferences.last_store else default_store())
        self.runner = TaskRunner(self, inline=inline_tasks)
        self.window: MainWindow | None = None
        self.entrance = QStackedWidget()
        self.entrance.setWindowTitle("Gem-Einsamkeit")
        self.first_start = FirstStart(str(self.folder))
        self.unlock = UnlockPage()
        self.entrance.addWidget(self.first_start)
        self.busy = BusyPage()
        self.entrance.addWidget(self.unlock)
        self.entrance.addWidget(self.busy)
        self._recovery_key = ""
        self._was_at: tuple[str, int | None] | None = None
        self._waiting: Store | None = None
        self._scratch: list[Path] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.lock)
        self._wire()

    def _wire(self) -> None:
        start = self.first_start
        start.create_wanted.connect(self._create)
        start.open_wanted.connect(lambda folder: self._open_folder(Path(folder)))
        start.demo_wanted.connect(self.show_demo)
        start.sheet_pdf_wanted.connect(self._save_recovery_sheet)
        start.sheet_print_wanted.connect(self._print_recovery_sheet)
        start.finished.connect(self._enter_waiting)
        self.unlock.passphrase_given.connect(lambda text: self._unlock(passphrase=text))
        self.unlock.recovery_key_given.connect(lambda text: self._unlock(recovery_key=text))
        for page in (self.unlock, self.busy):
            page.other_store_wanted.connect(self._choose_other)
        self.busy.again_wanted.connect(self.start)

    def start(self) -> None:
        """Show what fits: the first start, the passphrase, or the store at once."""
        try:
            mend_interrupted_restore(self.folder)
            needs_passphrase = keys.needs_passphrase(self.folder)
        except StoreMissing:
            self._show_entrance(self.first_start)
            return
        except Trouble as trouble:
            self._show_entrance(self.first_start)
            self.first_start.show_problem(str(trouble))
            return
        if needs_passphrase:
            self._show_unlock()
        else:
            self._open_folder(self.folder)

    def show_demo(self) -> None:
        """Make a fresh demo store in a temporary folder and open it; it is gone when the window is closed."""
        from .demo.making import make_demo

        try:
            self.enter(make_demo(self._scratch_folder() / "Beispiel"))
        except Trouble as trouble:
            self.first_start.show_problem(str(trouble))

    def enter(self, store: Store) -> None:
        """Open the window on a store."""
        self.folder = store.folder
        self.window = MainWindow(Workbench(store, self.runner), self.preferences)
        self.window.lock_wanted.connect(self.lock)
        self.window.closed.connect(self._leave)
        self.window.top_bar.lock_button.setVisible(keys.needs_passphrase(store.folder))
        self.window.show()
        if self._was_at is not None:
            self.window.return_to(*self._was_at)
            self._was_at = None
        self.entrance.hide()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._idle.start()

    def lock(self) -> None:
        """Close the store and ask for the passphrase; a store without one stays open.

        Nobody may be there to be asked, so forms that can be saved are: undo takes that back, a loss could not be.
        """
        if self.window is None or not keys.needs_passphrase(self.folder):
            return
        self.window.pages.save_forms()
        self.window.keep_place()
        self._was_at = self.window.place()
        self._leave()
        self._show_unlock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count the five minutes anew with every key and every touch of the mouse."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._idle.start()
        return super().eventFilter(watched, event)

    def _show_entrance(self, page: FirstStart | UnlockPage | BusyPage) -> None:
        self.entrance.setCurrentWidget(page)
        self.entrance.resize(theme.fitting(1080, 720))
        self.entrance.show()

    def _show_unlock(self) -> None:
        self.unlock.forget()
        self.unlock.show_locked(self.folder.name)
        self._show_entrance(self.unlock)

    def _unlock(self, passphrase: str | None = None, recovery_key: str | None = None) -> None:
        self.unlock.set_waiting(True)
        QApplication.processEvents()
        try:
            self.enter(Store.open(self.folder, passphrase, recovery_key))
        except StoreBusy as trouble:
            self._show_busy(str(trouble))
        except Trouble as trouble:
            self.unlock.show_problem(str(trouble))
        finally:
            self.unlock.set_waiting(False)

    def _open_folder(self, folder: Path) -> None:
        try:
            store = Store.open(folder)
        except WrongKey:
            self.folder = folder
            self._show_unlock()
        except StoreBusy as trouble:
            self.folder = folder
            self._show_busy(str(trouble))
        except Trouble as trouble:
            self._show_entrance(self.first_start)
            self.first_start.show_problem(str(trouble))
        else:
            self._remember(folder)
            self.enter(store)

    def _show_busy(self, sentence: str) -> None:
        self.busy.show_problem(sentence)
        self._show_entrance(self.busy)

    def _create(self, folder: str, passphrase: str) -> None:
        from .actions.setup import create_store

        try:
            store, self._recovery_key = create_store(Path(folder), passphrase or None)
        except Trouble as trouble:
            self.first_start.show_problem(str(trouble))
            return
        self.folder = Path(folder)
        self._remember(self.folder)
        if self._recovery_key:
            self._waiting = store
            self.first_start.show_sheet(self._recovery_key)
        else:
            self.enter(store)

    def _enter_waiting(self) -> None:
        if self._waiting is not None:
            store, self._waiting, self._recovery_key = self._waiting, None, ""
            self._clear_scratch()
            self.enter(store)

    def _save_recovery_sheet(self) -> None:
        name = str(Path.home() / _("Wiederherstellungsblatt.pdf"))
        target, _kind = QFileDialog.getSaveFileName(self.entrance, _("Wiederherstellungsblatt"), name, "PDF (*.pdf)")
        if target and self._write_recovery_sheet(with_ending(Path(target), ".pdf")):
            self.first_start.show_done(
                _("Das Blatt ist gespeichert. Bitte drucken und getrennt vom Rechner aufbewahren.")
            )

    def _write_recovery_sheet(self, target: Path) -> bool:
        from .exports.files import write_whole
        from .exports.paper.recovery import recovery_pdf

        try:
            write_whole(target, recovery_pdf(self._recovery_key, str(self.folder), clock.today()))
        except Trouble as trouble:
            self.first_start.show_problem(str(trouble))
            return False
        return True

    def _print_recovery_sheet(self) -> None:
        sheet = self._scratch_folder() / _("Wiederherstellungsblatt.pdf")
        if self._write_recovery_sheet(sheet):
            open_with_system(str(sheet))

    def _scratch_folder(self) -> Path:
        """Make a folder for what must not stay; a file some viewer still holds goes at the end of the program."""
        folder = Path(tempfile.mkdtemp(prefix="gem-einsamkeit-"))
        self._scratch.append(folder)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _clear_scratch(self) -> None:
        while self._scratch:
            shutil.rmtree(self._scratch.pop(), ignore_errors=True)

    def _choose_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.entrance, _("Bestand öffnen"), str(self.folder.parent))
        if chosen:
            self._open_folder(Path(chosen))

    def _remember(self, folder: Path) -> None:
        self.preferences.last_store = str(folder)
        self.preferences.save()

    def _leave(self) -> None:
        window, self.window = self.window, None
        self._idle.stop()
        if window is not None:
            window.workbench.closing.emit()
            while not self.runner.stop_all():  # a worker may still write: the store stays open until it is done
                continue
            window.workbench.store.close()
            self._clear_scratch()
            if (popup := QApplication.activePopupWidget()) is not None:
                popup.close()  # its loop must end before the window it stands on is gone
            window.hide()
            window.deleteLater()


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
        application.show_demo()
    else:
        application.start()
    return qt.exec()
