"""Files for others: the list as a sheet, the briefing as a paper; both are logged with whom they name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ..actions.lists import log_export
from ..errors import Trouble
from ..exports.handing import write_briefing, write_list
from ..kinds import clock
from ..progress import Progress
from ..queries import lists, packs
from ..queries.briefing import Briefing
from ..queries.sheets import open_ids, persons_named, sheet
from ..texts import _, ngettext
from .tasks import Outcome
from .workbench import Workbench


class HandingOut(QObject):
    """Asks where to, writes in the background, says what became of it.

    Signals: written(str): the path of a finished file.
    """

    written = Signal(str)

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window

    def list_file(self, query: lists.ListQuery, ids: Sequence[int]) -> None:
        """Hand out the records of a list as Excel, CSV or PDF, the visible columns in their order."""
        name = _("{day} Partnerliste").format(day=clock.today().isoformat())
        target = self._ask(name, _("Excel-Liste (*.xlsx);;CSV für Excel (*.csv);;PDF-Liste (*.pdf)"), ".xlsx")
        if target is not None:
            self.write_list(query, ids, target)

    def write_list(self, query: lists.ListQuery, ids: Sequence[int], target: Path) -> None:
        """Write the list to a known place."""
        store = self._workbench.store

        def work(progress: Progress) -> tuple[int, int]:
            made = sheet(store, query, ids)
            write_list(made, target, progress)
            kept = open_ids(store, ids)
            log_export(
                store,
                made.title,
                target.name,
                count=made.count,
                person_ids=persons_named(store, query, kept),
                left_out=made.left_out,
                sentence=made.sentence,
            )
            return made.count, made.left_out

        def then(outcome: Outcome) -> None:
            if self._failed(outcome):
                return
            count, left_out = outcome.result()
            text = ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", count)
            if left_out:
                text += ngettext(", {count} vertraulicher ausgelassen", ", {count} vertrauliche ausgelassen", left_out)
            self._done(target, text)

        self._workbench.runner.run(_("Liste wird geschrieben"), work, then)

    def briefing(self, ids: Sequence[int], note_id: int | None = None) -> None:
        """Hand out a briefing pack on records, or for an appointment."""
        store = self._workbench.store
        try:
            pack = packs.pack(store, ids) if note_id is None else packs.pack_for_appointment(store, note_id)
        except Trouble as trouble:
            self._workbench.troubled.emit(str(trouble))
            return
        name = f"{clock.today().isoformat()} Briefing {pack.title}"
        target = self._ask(name, _("PDF (*.pdf)"), ".pdf")
        if target is not None:
            self.write_briefing(pack, target, ids)

    def write_briefing(self, pack: Briefing, target: Path, ids: Sequence[int] = ()) -> None:
        """Write a pack to a known place."""
        store = self._workbench.store

        def work(progress: Progress) -> int:
            write_briefing(pack, target, progress)
            log_export(
                store, _("Briefing"), target.name, count=len(pack.profiles), person_ids=packs.persons_of(store, ids)
            )
            return len(pack.profiles)

        def then(outcome: Outcome) -> None:
            if not self._failed(outcome):
                self._done(target, _("Briefing geschrieben"))

        self._workbench.runner.run(_("Briefing wird gesetzt"), work, then)

    def _ask(self, name: str, kinds: str, ending: str) -> Path | None:
        safe = "".join(c if c not in '\\/:*?"<>|' else "_" for c in name)[:120].strip()
        start = Path.home() / f"{safe}{ending}"
        chosen, chosen_kind = QFileDialog.getSaveFileName(self._window, _("Speichern unter"), str(start), kinds)
        if not chosen:
            return None
        target = Path(chosen)
        return target if target.suffix else target.with_suffix(chosen_kind.partition("*")[2].rstrip(")") or ending)

    def _failed(self, outcome: Outcome) -> bool:
        if outcome.was_cancelled:
            self._workbench.said.emit(_("Abgebrochen. Es wurde keine Datei geschrieben."), False)
            return True
        if isinstance(outcome.error, Trouble):
            self._workbench.troubled.emit(str(outcome.error))
            return True
        outcome.result()
        return False

    def _done(self, target: Path, text: str) -> None:
        self._workbench.said.emit(_("{text}: {name}").format(text=text, name=target.name), False)
        self.written.emit(str(target))


def open_with_system(path: str) -> None:
    """Show a finished file in the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
