"""The sheet with the recovery key: seen as it will be printed, then saved or printed; on no disk unless it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout

from ..errors import Trouble
from ..exports.files import write_whole
from ..kinds import clock
from ..texts import _
from . import theme
from .first_start import SheetPage
from .handing_out import chosen_target
from .paper_view import PaperView
from .statusline import announce
from .tasks import Outcome, TaskRunner
from .widgets import Button, Hairline, PlainLabel

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


class RecoveryWindow(QDialog):
    """The sheet in the form in which every paper is seen before it leaves."""

    def __init__(self, content: bytes, page: SheetPage, runner: TaskRunner) -> None:
        super().__init__(page.window())
        self.setObjectName("recoveryWindow")
        self.setWindowTitle(_("Wiederherstellungsblatt"))
        self._content, self._page, self._runner = content, page, runner
        self._is_closed = False
        self.view = PaperView(runner, "recoveryPages")
        self.message = PlainLabel(_("Bitte getrennt vom Rechner aufbewahren."), role="muted", wrap=True)
        self.message.setObjectName("recoveryMessage")
        self.save_button = Button(_("Als PDF speichern …"), icon="file-down", name="recoverySave")
        self.print_button = Button(_("Drucken …"), look="primary", icon="printer", name="recoveryPrint")
        self.print_button.setDefault(True)
        self._lay_out()
        for button, keys, run in ((self.save_button, "Ctrl+S", self.save), (self.print_button, "Ctrl+P", self.print)):
            button.clicked.connect(run)
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self.finished.connect(self.deleteLater)
        self.view.show_pdf(content)
        self.print_button.setFocus()

    def _lay_out(self) -> None:
        look = theme.current()
        leave = Button(_("Schließen"), look="quiet", name="recoveryClose")
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(look.px(side) for side in (20, 12, 18, 12)))
        foot.setSpacing(look.px(9))
        foot.addWidget(self.message, 1)
        for button in (leave, self.save_button, self.print_button):
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
            self._say(str(trouble), "danger")
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
        self._say(_("Wird gedruckt …"), "muted")
        self._runner.run(
            _("Wiederherstellungsblatt wird gedruckt"),
            lambda progress: printing.print_pdf(content, printer, progress),
            self._printed,
        )

    def _printed(self, outcome: Outcome) -> None:
        if self._is_closed:
            return
        if outcome.was_cancelled or isinstance(outcome.error, Trouble):
            self._say(str(outcome.error or _("Nicht gedruckt.")), "danger")
            return
        outcome.result()
        self._page.show_done(_("Das Blatt ist gedruckt. Bitte getrennt vom Rechner aufbewahren."))
        self.accept()

    def _say(self, text: str, role: str) -> None:
        self.message.set_role(role)
        self.message.setText(text)
        announce(self, text, is_urgent=role == "danger")

    def done(self, result: int) -> None:
        """Close; the key is not kept in a picture."""
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close by the window's own button as by Esc."""
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self.view.clear()
