"""Papers for the meeting: the briefing pack, logged with whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..actions.lists import log_export
from ..errors import Trouble
from ..exports.handing import write_briefing
from ..kinds import clock
from ..progress import Progress
from ..queries import packs
from ..queries.briefing import Briefing
from ..texts import _
from .handing_out import HandingOut
from .tasks import Outcome


class PapersOut(HandingOut):
    """Hands out papers. Signals: those of HandingOut."""

    def briefing(self, ids: Sequence[int], note_id: int | None = None) -> None:
        """Hand out a briefing pack on records, or for an appointment."""
        store = self.workbench.store
        try:
            pack = packs.pack(store, ids) if note_id is None else packs.pack_for_appointment(store, note_id)
        except Trouble as trouble:
            self.workbench.troubled.emit(str(trouble))
            return
        name = f"{clock.today().isoformat()} Briefing {pack.title}"
        target = self.ask_target(name, _("PDF (*.pdf)"), ".pdf")
        if target is not None:
            self.write_briefing(pack, target, ids)

    def write_briefing(self, pack: Briefing, target: Path, ids: Sequence[int] = ()) -> None:
        """Write a pack to a known place."""
        store = self.workbench.store

        def work(progress: Progress) -> int:
            write_briefing(pack, target, progress)
            log_export(
                store, _("Briefing"), target.name, count=len(pack.profiles), person_ids=packs.persons_of(store, ids)
            )
            return len(pack.profiles)

        def then(outcome: Outcome) -> None:
            if not self.has_failed(outcome):
                self.tell_done(target, _("Briefing geschrieben"))

        self.workbench.runner.run(_("Briefing wird gesetzt"), work, then)
