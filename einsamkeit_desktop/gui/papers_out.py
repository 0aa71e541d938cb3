"""Papers for the meeting: the briefing pack, previewed, saved or printed, and logged with whom it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..actions.lists import log_export
from ..errors import Trouble
from ..kinds import clock
from ..progress import Progress
from ..queries import packs
from ..texts import _
from .briefing_window import BriefingWindow
from .handing_out import HandingOut
from .pack_setting import SetPack
from .tasks import Outcome


class PapersOut(HandingOut):
    """Hands out papers. Signals: those of HandingOut."""

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
        window = BriefingWindow(self.workbench, meant, self.window)
        window.save_wanted.connect(lambda made: self.save(made, window))
        window.print_wanted.connect(lambda made: self.print_out(made, window))
        window.open()

    def save(self, made: SetPack, window: BriefingWindow) -> None:
        """Ask where to, write the pack there, and close its window."""
        name = f"{clock.today().isoformat()} Briefing {made.title}"
        target = self.ask_target(name, _("PDF (*.pdf)"), ".pdf")
        if target is not None:
            self.write_briefing(made, target, window.close_saved, window.say_trouble)

    def write_briefing(
        self, made: SetPack, target: Path, then: Callable[[], object], troubled: Callable[[str], object]
    ) -> None:
        """Write a pack to a known place; `then` when it is there, else `troubled` gets the sentence."""

        def work(progress: Progress) -> None:
            from ..exports.files import write_whole

            progress.step(0, 1)
            write_whole(target, made.content)
            self._log(made, target.name)

        def finish(outcome: Outcome) -> None:
            if self._went_well(outcome, troubled):
                then()
                self.tell_done(target, _("Briefing geschrieben"))

        self.workbench.runner.run(_("Briefing wird geschrieben"), work, finish)

    def print_out(self, made: SetPack, window: BriefingWindow) -> None:
        """Ask for a printer and print the pack; its window stays."""
        from . import printing

        printer = printing.ask_printer(window, made.title, made.pages)
        if printer is None:
            return

        def work(progress: Progress) -> int:
            pages = printing.print_pdf(made.content, printer, progress)
            self._log(made, _("Drucker {name}").format(name=printer.printerName()))
            return pages

        def finish(outcome: Outcome) -> None:
            if self._went_well(outcome, window.say_trouble):
                text = _("Briefing gedruckt: {name}").format(name=printer.printerName() or printer.outputFileName())
                window.say(text)
                self.workbench.said.emit(text, False)

        window.say(_("Wird gedruckt …"))
        self.workbench.runner.run(_("Briefing wird gedruckt"), work, finish)

    def _log(self, made: SetPack, target: str) -> None:
        log_export(self.workbench.store, _("Briefing"), target, count=made.partners, person_ids=made.person_ids)

    def _went_well(self, outcome: Outcome, troubled: Callable[[str], object]) -> bool:
        if not self.has_failed(outcome):
            return True
        troubled(str(outcome.error))
        return False
