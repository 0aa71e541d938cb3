"""What handing out files has in common: where to, what went wrong, and that it is done."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import Trouble
from ..exports.replacing import free_name
from ..kinds.attached import clean_file_name
from ..texts import _
from .tasks import Outcome
from .workbench import Workbench


class HandingOut(QObject):
    """Base of what asks where to, writes in the background, and says what became of it.

    Signals: written(str): the path of a finished file.
    """

    written = Signal(str)

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self.workbench = workbench
        self.window = window

    def ask_target(self, name: str, kinds: str, ending: str) -> Path | None:
        """Let the person choose where to; the proposed name has no letter that Windows refuses."""
        start = Path.home() / f"{file_name(name)}{ending}"
        chosen, _kind = QFileDialog.getSaveFileName(self.window, _("Speichern unter"), str(start), kinds)
        return chosen_target(Path(chosen), ending) if chosen else None

    def has_failed(self, outcome: Outcome) -> bool:
        """Say in words why a task gave no file; bugs are raised."""
        if outcome.was_cancelled:
            self.say(_("Abgebrochen. Es wurde keine Datei geschrieben."))
            return True
        if isinstance(outcome.error, Trouble):
            self.say_trouble(str(outcome.error))
            return True
        outcome.result()
        return False

    def say(self, text: str) -> None:
        """Say what happened, in the status line; what works out of a window says it there."""
        self.workbench.said.emit(text, False)

    def say_trouble(self, text: str) -> None:
        """Say what did not work, as `say`."""
        self.workbench.troubled.emit(text)

    def tell_done(self, target: Path, text: str) -> None:
        """Say that a file is finished, and where."""
        self.say(_("{text}: {name}").format(text=text, name=target.name))
        self.written.emit(str(target))

    def open_written(self, path: str) -> None:
        """Show a finished file; where the system has no program for it, that it is there is said."""
        if not open_with_system(path):
            text = _(
                "„{name}“ ist gespeichert, aber kein Programm hat die Datei geöffnet. Bitte öffnen Sie sie von Hand."
            )
            self.say_trouble(text.format(name=Path(path).name))


def file_name(name: str) -> str:
    """Return the name without letters that Windows refuses, and not too long for any system."""
    return clean_file_name(re.sub(r"[/\\]", "_", name))


def chosen_target(chosen: Path, ending: str) -> Path:
    """Return what was chosen with its ending; the dialog asked about the name without it, so that is a free one."""
    target = with_ending(chosen, ending)
    return target if target == chosen else free_name(target)


def with_ending(target: Path, ending: str) -> Path:
    """Return the path with its ending, added where the person left it out (a dot in a name is no ending)."""
    return target if target.suffix.casefold() == ending else target.with_name(target.name + ending)


def open_with_system(path: str) -> bool:
    """Show a finished file in the program the system has for it; return False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(path))
