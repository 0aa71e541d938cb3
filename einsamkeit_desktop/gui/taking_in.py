"""Files of others: a partner list is read, shown as it would come in, and taken over as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import Trouble
from ..imports import whole
from ..texts import _
from .import_window import ImportWindow
from .tasks import Outcome
from .workbench import Workbench

ENDINGS = "*.xlsx *.xls *.ods *.csv *.txt *.vcf"


class TakingIn(QObject):
    """Asks for a file, plans the import in the background, and shows the plan before anything is written."""

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window

    def ask(self) -> None:
        """Let the person choose a file."""
        kinds = _("Adresslisten ({endings});;Alle Dateien (*)").format(endings=ENDINGS)
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window, _("Partnerliste importieren"), str(Path.home()), kinds
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Plan the import of a file and show the plan."""
        store = self._workbench.store
        self._workbench.runner.run(
            _("Datei wird gelesen"),
            lambda progress: whole.plan_file(store, path, progress),
            self._show,
        )

    def _show(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if not isinstance(outcome.error, Trouble):
                outcome.result()
            self._workbench.troubled.emit(str(outcome.error))
            return
        ImportWindow(self._workbench, outcome.result(), self._window).open()
