"""The sheet with the recovery key: saved as PDF or handed to the system's viewer to be printed, and gone afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import Trouble
from ..kinds import clock
from ..texts import _
from .first_start import SheetPage
from .handing_out import open_with_system, with_ending
from .scratch import ScratchFolders


@dataclass(frozen=True)
class RecoverySheet:
    """The recovery key of a store that gets one, as long as its sheet can still be had."""

    key: str
    folder: Path

    def save(self, page: SheetPage, parent: QWidget) -> None:
        """Ask where the sheet goes and write it there."""
        name = str(Path.home() / _("Wiederherstellungsblatt.pdf"))
        target, _kind = QFileDialog.getSaveFileName(parent, _("Wiederherstellungsblatt"), name, "PDF (*.pdf)")
        if target and self._write(page, with_ending(Path(target), ".pdf")):
            page.show_done(_("Das Blatt ist gespeichert. Bitte drucken und getrennt vom Rechner aufbewahren."))

    def print(self, page: SheetPage, scratch: ScratchFolders) -> None:
        """Open the sheet in the system's viewer, from a folder that does not stay."""
        sheet = scratch.new() / _("Wiederherstellungsblatt.pdf")
        if self._write(page, sheet) and not open_with_system(str(sheet)):
            page.show_problem(
                _("Kein PDF-Programm hat das Blatt geöffnet. Bitte speichern Sie es und drucken Sie es von Hand.")
            )

    def _write(self, page: SheetPage, target: Path) -> bool:
        from ..exports.files import write_whole
        from ..exports.paper.recovery import recovery_pdf

        try:
            write_whole(target, recovery_pdf(self.key, str(self.folder), clock.today()))
        except Trouble as trouble:
            page.show_problem(str(trouble))
            return False
        return True
