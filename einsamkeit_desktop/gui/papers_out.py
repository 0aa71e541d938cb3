"""Papers out of the house: seen in their window first, then saved, printed or opened, each with its line in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ..actions.exports import Leaving, leaving
from ..errors import Trouble
from ..exports.files import place_of, write_whole
from ..kinds import clock
from ..kinds.clean import clean_text
from ..progress import Progress
from ..queries import packs
from ..texts import _
from .briefing_window import BriefingWindow
from .handing_out import HandingOut, file_name, open_with_system
from .paper_setting import MadePaper, Maker
from .paper_window import PaperWindow
from .scratch import scratch_of
from .tasks import Outcome
from .workbench import Workbench

if TYPE_CHECKING:
    from .paper_sides import PaperSide


class PapersOut(HandingOut):
    """Shows papers and hands them out. Signals: those of HandingOut."""

    def briefing(self, ids: Sequence[int], note_id: int | None = None) -> None:
        """Prepare a briefing pack on records, or for an appointment, in a window of its own."""
        store = self.workbench.store
        try:
            meant = packs.occasion(store, ids if note_id is None else [note_id])
            if meant.partners:
                packs.pack(store, meant.partners, packs.PackWishes(parts=()))
        except Trouble as trouble:
            self.workbench.troubled.emit(str(trouble))
            return
        self.show(BriefingWindow(self.workbench, meant, self.window))

    def paper(self, title: str, maker: Maker) -> None:
        """Show a paper there is nothing to be chosen for."""
        window = PaperWindow(self.workbench, title, lambda: maker, self.window)
        window.begin()
        self.show(window)

    def paper_with(self, side: PaperSide, width: int) -> None:
        """Show a paper with what can be chosen for it."""
        window = PaperWindow(self.workbench, side.accessibleName(), side.maker, self.window)
        window.add_side(side, width)
        window.purpose.setHidden(side.asks_purpose)
        side.edited.connect(window.setter.begin_soon)
        window.begin()
        self.show(window)

    def show(self, window: PaperWindow) -> None:
        """Open a paper's window and hand out what it asks for."""
        window.save_wanted.connect(lambda made: self.save(made, window))
        window.print_wanted.connect(lambda made: self.print_out(made, window))
        window.open_wanted.connect(lambda made: self.open_outside(made, window))
        window.open()

    def save(self, made: MadePaper, window: PaperWindow) -> None:
        """Ask where to, write the paper there, and close its window."""
        target = self.ask_target(f"{clock.today().isoformat()} {made.title}", _("PDF (*.pdf)"), ".pdf")
        if target is None:
            return

        def write(progress: Progress) -> None:
            progress.step(0, 1)
            write_whole(target, made.content)

        def then(_outcome: Outcome) -> None:
            window.close_saved()
            self.tell_done(target, _("{paper} geschrieben").format(paper=made.what))

        self._let_out(made, place_of(target), window, write, then)

    def print_out(self, made: MadePaper, window: PaperWindow) -> None:
        """Ask for a printer and print the paper; its window stays."""
        from . import printing

        printer = printing.ask_printer(window, made.title, made.content)
        if printer is None:
            return
        file = printer.outputFileName()
        name = place_of(Path(file)) if file else printer.printerName()

        def then(_outcome: Outcome) -> None:
            text = _("{paper} gedruckt: {name}").format(paper=made.what, name=name)
            window.say(text)
            self.workbench.said.emit(text, False)

        window.say(_("Wird gedruckt …"))
        self._let_out(
            made,
            _("Druck in die Datei {name}").format(name=name) if file else _("Drucker {name}").format(name=name),
            window,
            lambda progress: printing.print_pdf(made.content, printer, progress),
            then,
        )

    def open_outside(self, made: MadePaper, window: PaperWindow) -> None:
        """Open a read-only copy in the system's own viewer; it goes when the store is closed or locked."""
        scratch = scratch_of(self.workbench)

        def then(outcome: Outcome) -> None:
            if not open_with_system(str(outcome.result())):
                window.say_trouble(
                    _("Kein PDF-Programm hat das Papier geöffnet. Bitte speichern Sie es und öffnen Sie es von Hand.")
                )
                return
            window.say(_("Im PDF-Programm geöffnet. Diese Kopie verschwindet, wenn der Bestand geschlossen wird."))

        self._let_out(
            made,
            _("PDF-Programm, Kopie zum Lesen"),
            window,
            lambda _progress: scratch.put(f"{file_name(made.title)}.pdf", made.content),
            then,
        )

    def _let_out(
        self,
        made: MadePaper,
        target: str,
        window: PaperWindow,
        work: Callable[[Progress], object],
        then: Callable[[Outcome], object],
    ) -> None:
        """Do the work in the background, with its line in the log; `then` when it went well."""
        store = self.workbench.store
        purpose = made.purpose or clean_text(window.purpose.currentText()).strip()
        line = Leaving(made.what, target, made.count, made.person_ids, made.left_out, purpose, made.sentence)

        def logged(progress: Progress) -> object:
            with leaving(store, line):
                return work(progress)

        def end(outcome: Outcome) -> None:
            if self.has_failed(outcome):
                window.say_trouble(str(outcome.error))
            else:
                then(outcome)

        self.workbench.runner.run(_("{paper} wird weitergegeben").format(paper=made.what), logged, end)


def papers_of(workbench: Workbench, widget: QWidget) -> PapersOut:
    """Return what hands out papers in the widget's window, made once."""
    window = widget.window()
    found = window.findChild(PapersOut)
    return found if found is not None and found.workbench is workbench else PapersOut(workbench, window)
