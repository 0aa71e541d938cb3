"""Lists of others, chosen, dropped or pasted: shown as they would come in, and taken over as one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import Trouble
from ..imports import files
from ..imports.calendar import is_calendar_file, plan_calendar
from ..imports.intake import Intake
from ..imports.pasted import read_pasted
from ..imports.plans import Plan
from ..imports.tables import Table
from ..progress import Progress
from ..queries.imports import profiles
from ..texts import _
from .calendar_import import CalendarImportWindow
from .import_window import ImportWindow
from .tasks import Outcome
from .workbench import Workbench


class TakingIn(QObject):
    """Asks for a file, plans the import in the background, and shows the plan before anything is written."""

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window

    def ask(self) -> None:
        """Let the person choose a file."""
        kinds = _("Adresslisten und Kalender ({endings});;Alle Dateien (*)").format(
            endings=" ".join((*files.PATTERNS, "*.ics"))
        )
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window, _("Partnerliste importieren"), str(Path.home()), kinds
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Plan the import of a file and show the plan."""
        if is_calendar_file(path):
            store = self._workbench.store
            work = partial(plan_calendar, store, path)
            self._workbench.runner.run(_("Datei wird gelesen"), work, self._show_calendar)
        else:
            self._plan(lambda: files.read(path), path)

    def paste(self) -> None:
        """Plan the import of the table in the clipboard; text fields paste for themselves."""
        copied = QGuiApplication.clipboard().mimeData()
        if copied is not None and (path := dropped_file(copied)) is not None:
            self.read(path)
            return
        text = copied.text() if copied is not None and copied.hasText() else ""
        html = copied.html() if copied is not None and copied.hasHtml() else ""
        self._plan(lambda: read_pasted(text, html), None)

    def _plan(self, read: Callable[[], tuple[Table, ...]], path: Path | None) -> None:
        store = self._workbench.store

        def work(progress: Progress) -> tuple[Intake, Plan]:
            intake = Intake.of(read(), profiles(store), path)
            return intake, intake.planning(store)(progress)

        self._workbench.runner.run(_("Datei wird gelesen"), work, self._show)

    def _has_failed(self, outcome: Outcome) -> bool:
        if outcome.error is not None:
            if not isinstance(outcome.error, Trouble):
                outcome.result()
            self._workbench.troubled.emit(str(outcome.error))
        return outcome.error is not None

    def _show_calendar(self, outcome: Outcome) -> None:
        if not self._has_failed(outcome):
            window = CalendarImportWindow(self._workbench, outcome.result(), self._window)
            window.finished.connect(window.deleteLater)
            window.open()

    def _show(self, outcome: Outcome) -> None:
        if self._has_failed(outcome):
            return
        intake, plan = outcome.result()
        window = ImportWindow(self._workbench, intake, plan, self._window)
        window.finished.connect(window.deleteLater)  # it holds every row of the file
        window.open()


def dropped_file(carried: QMimeData) -> Path | None:
    """Return the one file of this computer that is dragged or copied, or None."""
    urls = carried.urls() if carried.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None
