"""Lists of others, chosen, dropped or pasted: shown as they would come in, and taken over as one step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ..errors import Trouble
from ..imports import files
from ..imports.calendar import is_calendar_file, plan_calendar
from ..imports.intake import Intake
from ..imports.pasted import read_pasted
from ..imports.plans import Plan
from ..imports.tables import Table
from ..progress import Progress
from ..queries.imports import profiles
from ..texts import _, ngettext
from .calendar_import import CalendarImportWindow
from .import_refused import RefusedWindow
from .import_window import ImportWindow
from .tasks import Outcome
from .workbench import Workbench

_MOST_FILES = 10


class TakingIn(QObject):
    """Asks for a file, plans the import in the background, and shows the plan before anything is written.

    What is taken in while another file is read or shown waits for its turn; what is the matter with some of them is
    said when all are through.
    """

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window
        self._waiting: deque[Callable[[], None]] = deque()
        self._troubles: list[str] = []
        self._is_busy = False
        workbench.closing.connect(self._forget)

    def ask(self) -> None:
        """Let the person choose a file."""
        kinds = _("Listen, Adressbücher und Kalender ({endings});;Alle Dateien (*)").format(
            endings=" ".join((*files.PATTERNS, "*.ics"))
        )
        chosen, _kind = QFileDialog.getOpenFileName(self._window, _("Liste importieren"), str(Path.home()), kinds)
        if chosen:
            self.read(Path(chosen))

    def take(self, carried: QMimeData) -> None:
        """Take in what was dropped or pasted: files, else a table; what cannot be taken is said."""
        urls = carried.urls() if carried.hasUrls() else []
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if not urls:
            text, html = carried.text() if carried.hasText() else "", carried.html() if carried.hasHtml() else ""
            self._queue(partial(self._plan, lambda: read_pasted(text, html), None))
        elif not paths:
            self._refuse(
                _("Das steht im Internet, und dieses Programm geht nicht ins Netz. Bitte die Datei zuerst speichern.")
            )
        elif len(paths) > _MOST_FILES:
            sentence = _("Das sind {count} Dateien. Bitte höchstens {most} auf einmal.")
            self._refuse(sentence.format(count=len(paths), most=_MOST_FILES))
        else:
            self._queue(*(partial(self._read, path) for path in paths))

    def read(self, path: Path) -> None:
        """Plan the import of a file and show the plan."""
        self._queue(partial(self._read, path))

    def paste(self) -> None:
        """Plan the import of the table in the clipboard; text fields paste for themselves."""
        self.take(QGuiApplication.clipboard().mimeData() or QMimeData())

    def _queue(self, *works: Callable[[], None]) -> None:
        is_late = self._is_busy
        self._waiting.extend(works)
        if is_late:
            told = ngettext(
                "{count} Datei kommt an die Reihe, wenn die jetzige fertig ist.",
                "{count} Dateien kommen an die Reihe, wenn die jetzige fertig ist.",
                len(self._waiting),
            )
            self._workbench.said.emit(told, False)
        else:
            self._go_on()

    def _go_on(self, _result: int = 0) -> None:
        """Take the next one in; after the last one say what was the matter."""
        self._is_busy = bool(self._waiting)
        if self._waiting:
            self._waiting.popleft()()
        elif self._troubles:
            told, self._troubles = self._troubles, []
            self._refuse(*told)

    def _forget(self) -> None:
        self._waiting.clear()
        self._troubles.clear()

    def _read(self, path: Path) -> None:
        if path.is_dir():
            sentence = _("„{name}“ ist ein Ordner. Bitte ihn öffnen und die Dateien darin hierher ziehen.")
            self._troubles.append(sentence.format(name=path.name))
            self._go_on()
        elif is_calendar_file(path):
            store = self._workbench.store
            work = partial(plan_calendar, store, path)
            self._workbench.runner.run(_("Datei wird gelesen"), work, self._show_calendar)
        else:
            self._plan(lambda: files.read(path), path)

    def _refuse(self, *reasons: str) -> None:
        """Say what was not taken in, where it is seen whole; the status line keeps it."""
        self._workbench.troubled.emit(" ".join(reasons))
        window = RefusedWindow(reasons, self._window)
        window.other_wanted.connect(self.ask)
        window.finished.connect(window.deleteLater)
        window.open()

    def _plan(self, read: Callable[[], tuple[Table, ...]], path: Path | None) -> None:
        store = self._workbench.store

        def work(progress: Progress) -> tuple[Intake, Plan]:
            intake = Intake.of(read(), profiles(store), path)
            return intake, intake.planning(store)(progress)

        self._workbench.runner.run(_("Datei wird gelesen"), work, self._show)

    def _has_failed(self, outcome: Outcome) -> bool:
        if outcome.error is None:
            return False
        if outcome.was_cancelled:
            self._workbench.said.emit(str(outcome.error), False)
        elif isinstance(outcome.error, Trouble):
            self._troubles.append(str(outcome.error))
        else:
            self._is_busy = False
            outcome.result()
        self._go_on()
        return True

    def _show_calendar(self, outcome: Outcome) -> None:
        if not self._has_failed(outcome):
            self._open(CalendarImportWindow(self._workbench, outcome.result(), self._window))

    def _show(self, outcome: Outcome) -> None:
        if self._has_failed(outcome):
            return
        intake, plan = outcome.result()
        if not any(table.rows or table.broken or table.lines for table in intake.tables):
            self._troubles.append(
                _("„{file}“ enthält keinen Eintrag. Ist es die richtige Datei?").format(file=plan.file)
            )
            self._go_on()
            return
        self._open(ImportWindow(self._workbench, intake, plan, self._window))

    def _open(self, window: QDialog) -> None:
        if self._waiting:
            rest = ngettext("danach {count} weitere Datei", "danach {count} weitere Dateien", len(self._waiting))
            window.setWindowTitle(f"{window.windowTitle()} – {rest}")
        window.finished.connect(window.deleteLater)  # it holds every row of the file
        window.finished.connect(self._go_on)
        self._workbench.closing.connect(window.reject)
        window.open()
