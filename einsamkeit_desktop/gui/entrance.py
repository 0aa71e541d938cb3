"""What stands before an open store: the first start, the passphrase, or who else holds it.

Opening with a passphrase and making a store take a second on purpose (Argon2id), so both run beside the GUI thread.
Whoever asks for a passphrase needs no database: what opens a store is imported when one is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ..errors import StoreBusy, StoreMissing, Trouble, WrongKey
from ..store import keys
from ..store.mending import mend
from ..texts import _
from . import theme
from .preferences import Preferences
from .scratch import ScratchFolders
from .tasks import Outcome, TaskRunner
from .unlock import BusyPage, UnlockPage

if TYPE_CHECKING:
    from ..store.securing import Secured
    from ..store.store import Store
    from .first_start import FirstStart
    from .recovery_sheet import RecoverySheet


class Entrance(QStackedWidget):
    """Signals: opened(Store): a store is open and may be worked with. `word` is what the window has to say then."""

    opened = Signal(object)

    def __init__(self, folder: Path, runner: TaskRunner, preferences: Preferences) -> None:
        super().__init__()
        self.setWindowTitle("Gem-Einsamkeit")
        self.folder = folder
        self.scratch = ScratchFolders()
        self._runner = runner
        self._preferences = preferences
        self.word = ""
        self._waiting: tuple[Store, RecoverySheet] | None = None

    @cached_property
    def unlock(self) -> UnlockPage:
        """The page that asks for the passphrase; each page is made when it is first shown."""
        unlock = UnlockPage()
        unlock.passphrase_given.connect(lambda text: self._open(self.folder, passphrase=text))
        unlock.recovery_key_given.connect(lambda text: self._open(self.folder, recovery_key=text))
        unlock.other_store_wanted.connect(self._choose_other)
        self.addWidget(unlock)
        return unlock

    @cached_property
    def busy(self) -> BusyPage:
        """The page that says who holds the store."""
        busy = BusyPage()
        busy.other_store_wanted.connect(self._choose_other)
        busy.again_wanted.connect(self.start)
        self.addWidget(busy)
        return busy

    @cached_property
    def first_start(self) -> FirstStart:
        """The page of the first start."""
        from .first_start import FirstStart

        first = FirstStart(str(self.folder))
        first.create_wanted.connect(self._create)
        first.open_wanted.connect(lambda folder: self._open(Path(folder)))
        first.demo_wanted.connect(self.show_demo)
        first.sheet_wanted.connect(self._show_sheet)
        first.finished.connect(self._enter_new)
        self.addWidget(first)
        return first

    def start(self) -> None:
        """Show what fits: the first start, the passphrase, or the store at once."""
        try:
            mend(self.folder)
            needs_passphrase = keys.needs_passphrase(self.folder)
        except StoreMissing:
            self._show(self.first_start)
            return
        except Trouble as trouble:
            self._show_first_problem(str(trouble))
            return
        if needs_passphrase:
            self.show_locked(self.folder)
        else:
            self._open(self.folder)

    def show_demo(self) -> None:
        """Make a fresh demo store in a temporary folder and open it; it is gone when the window is closed."""
        folder = self.scratch.new() / "Beispiel"

        def made() -> Store:
            from ..demo.making import make_demo

            return make_demo(folder)

        def opened(outcome: Outcome) -> None:
            try:
                self.opened.emit(outcome.result())
            except Trouble as trouble:
                self._show_first_problem(str(trouble))

        self._work(_("Beispieldaten werden angelegt"), made, opened)

    def show_locked(self, folder: Path) -> None:
        """Ask for the passphrase of a store."""
        self.folder = folder
        self.unlock.forget()
        self.unlock.show_locked(folder.name)
        self._show(self.unlock)

    def secure(self, folder: Path, secured: Secured) -> None:
        """Give a store without a passphrase, closed just now, the one prepared; then ask for it."""
        from ..store.securing import set_passphrase

        self.show_locked(folder)
        self.unlock.say(_("Der Bestand wird gesichert und neu verschlüsselt …"))
        self._work(_("Passphrase wird gesetzt"), lambda: set_passphrase(folder, secured), self._secured)

    def _secured(self, outcome: Outcome) -> None:
        try:
            outcome.result()
        except Trouble as trouble:
            self.word = str(trouble)
            self._open(self.folder)
        else:
            self.show_locked(self.folder)
            self.unlock.say(_("Die Passphrase ist gesetzt. Bitte den Bestand jetzt mit ihr öffnen."))

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.resize(theme.fitting(1080, 720))
        self.show()

    def _show_first_problem(self, sentence: str) -> None:
        self._show(self.first_start)
        self.first_start.show_problem(sentence)

    def _work(self, name: str, work: Callable[[], object], then: Callable[[Outcome], None]) -> None:
        """Do what takes a second; meanwhile nothing can be pressed twice."""

        def done(outcome: Outcome) -> None:
            self.setEnabled(True)
            self._set_waiting(False)
            then(outcome)

        self.setEnabled(False)
        self._runner.run(name, lambda _progress: work(), done)

    def _set_waiting(self, is_waiting: bool) -> None:
        if isinstance(page := self.currentWidget(), UnlockPage):
            page.set_waiting(is_waiting)

    def _open(self, folder: Path, passphrase: str | None = None, recovery_key: str | None = None) -> None:
        def opened() -> Store:
            from ..store.store import Store

            return Store.open(folder, passphrase, recovery_key)

        self.folder = folder
        self._set_waiting(True)
        has_key = bool(passphrase or recovery_key)
        self._work(_("Bestand wird geöffnet"), opened, lambda outcome: self._opened(outcome, has_key=has_key))

    def _opened(self, outcome: Outcome, *, has_key: bool) -> None:
        try:
            store = outcome.result()
        except StoreBusy as trouble:
            self.busy.show_problem(str(trouble))
            self._show(self.busy)
        except WrongKey as trouble:
            if has_key:
                self.unlock.show_problem(str(trouble))
            else:
                self.show_locked(self.folder)
        except Trouble as trouble:
            if has_key:
                self.unlock.show_problem(str(trouble))
            else:
                self._show_first_problem(str(trouble))
        else:
            self._preferences.remember_store(self.folder)
            self.opened.emit(store)

    def _create(self, folder: str, passphrase: str) -> None:
        def created() -> tuple[Store, str]:
            from ..actions.setup import create_store

            return create_store(Path(folder), passphrase or None)

        self.folder = Path(folder)
        self._work(_("Bestand wird angelegt"), created, self._created)

    def _created(self, outcome: Outcome) -> None:
        try:
            store, recovery_key = outcome.result()
        except Trouble as trouble:
            self.first_start.show_problem(str(trouble))
            return
        self._preferences.remember_store(self.folder)
        if recovery_key:
            from .recovery_sheet import RecoverySheet

            self._waiting = (store, RecoverySheet(recovery_key, self.folder))
            self.first_start.show_sheet(recovery_key)
        else:
            self.opened.emit(store)

    def _enter_new(self) -> None:
        if self._waiting is not None:
            (store, _sheet), self._waiting = self._waiting, None
            self.scratch.clear()
            self.opened.emit(store)

    def _show_sheet(self) -> None:
        if self._waiting is not None:
            self._waiting[1].show(self.first_start.sheet, self._runner)

    def _choose_other(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self, _("Bestand öffnen"), str(self.folder.parent))
        if chosen:
            self._open(Path(chosen))
