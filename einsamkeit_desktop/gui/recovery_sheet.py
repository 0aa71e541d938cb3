"""The sheet with the recovery key: seen as it will be printed, then saved or printed; on no disk unless it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from ..errors import Trouble
from ..exports.files import write_whole
from ..kinds import clock
from ..texts import _
from . import theme
from .first_start import SheetPage
from .handing_out import chosen_target
from .pages_window import PagesWindow
from .tasks import Outcome, TaskRunner
from .widgets import Button, Hairline

WIDTH, HEIGHT = 760, 800  # px at 13 px text


@dataclass(frozen=True)
class RecoverySheet:
    """The recovery key of a store that gets one, as long as its sheet can still be had."""

    key: str
    folder: Path

    def show(self, page: SheetPage, runner: TaskRunner) -> RecoveryWindow:
        """Show the sheet over the page with the key, which is told what became of it."""
        window = RecoveryWindow(self.content(), page, runner)
        window.open()
        return window

    def content(self) -> bytes:
        """Return the sheet as PDF."""
        from ..exports.paper.recovery import recovery_pdf

        return recovery_pdf(self.key, str(self.folder), clock.today())


class RecoveryWindow(PagesWindow):
    """The sheet in the form in which every paper is seen before it leaves."""

    def __init__(self, content: bytes, page: SheetPage, runner: TaskRunner) -> None:
        super().__init__("recovery", _("Wiederherstellungsblatt"), runner, page.window())
        self._content, self._page, self._runner = content, page, runner
        self.message.setText(_("Bitte getrennt vom Rechner aufbewahren."))
        self.save_button = Button(_("Als PDF speichern …"), icon="file-down", name="recoverySave")
        self.print_button = Button(_("Drucken …"), look="primary", icon="printer", name="recoveryPrint")
        self.print_button.setDefault(True)
        self._lay_out()
        self.wire(self.save_button, "Ctrl+S", self.save)
        self.wire(self.print_button, "Ctrl+P", self.print)
        self.finished.connect(self.deleteLater)
        self.view.show_pdf(content)
        self.print_button.setFocus()

    def _lay_out(self) -> None:
        look = theme.current()
        foot = QHBoxLayout()
        foot.setContentsMargins(*(look.px(side) for side in (20, 12, 18, 12)))
        foot.setSpacing(look.px(9))
        foot.addWidget(self.message, 1)
        for button in (self.leave_button, self.save_button, self.print_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.resize(theme.fitting(WIDTH, HEIGHT))

    def save(self) -> None:
        """Ask where the sheet goes, write it there, and close."""
        name = str(Path.home() / _("Wiederherstellungsblatt.pdf"))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Wiederherstellungsblatt"), name, "PDF (*.pdf)")
        if not chosen:
            return
        try:
            write_whole(chosen_target(Path(chosen), ".pdf"), self._content)
        except Trouble as trouble:
            self.say(str(trouble), "danger")
            return
        self._page.show_done(_("Das Blatt ist gespeichert. Bitte drucken und getrennt vom Rechner aufbewahren."))
        self.accept()

    def print(self) -> None:
        """Ask for a printer and print the sheet; the window stays until that is done."""
        from . import printing

        printer = printing.ask_printer(self, self.windowTitle(), self._content)
        if printer is None:
            return
        content = self._content
        self.say(_("Wird gedruckt …"))
        self._runner.run(
            _("Wiederherstellungsblatt wird gedruckt"),
            lambda progress: printing.print_pdf(content, printer, progress),
            self._printed,
        )

    def _printed(self, outcome: Outcome) -> None:
        if self.is_closed:
            return
        if outcome.was_cancelled or isinstance(outcome.error, Trouble):
            self.say(str(outcome.error or _("Nicht gedruckt.")), "danger")
            return
        outcome.result()
        self._page.show_done(_("Das Blatt ist gedruckt. Bitte getrennt vom Rechner aufbewahren."))
        self.accept()
