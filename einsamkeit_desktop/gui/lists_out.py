"""Lists for others: what the screen shows as a file, logged with whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..actions.lists import log_export
from ..exports.handing import write_list
from ..kinds import clock
from ..progress import Progress
from ..queries import lists
from ..queries.sheets import open_ids, persons_named, sheet
from ..texts import _, ngettext
from .handing_out import HandingOut
from .tasks import Outcome


class ListsOut(HandingOut):
    """Hands out lists. Signals: those of HandingOut."""

    def list_file(self, query: lists.ListQuery, ids: Sequence[int]) -> None:
        """Hand out the records of a list as Excel, CSV or PDF, the visible columns in their order."""
        name = _("{day} Partnerliste").format(day=clock.today().isoformat())
        target = self.ask_target(name, _("Excel-Liste (*.xlsx);;CSV für Excel (*.csv);;PDF-Liste (*.pdf)"), ".xlsx")
        if target is not None:
            self.write_list(query, ids, target)

    def write_list(self, query: lists.ListQuery, ids: Sequence[int], target: Path) -> None:
        """Write the list to a known place."""
        store = self.workbench.store

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
            if self.has_failed(outcome):
                return
            count, left_out = outcome.result()
            text = ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", count)
            if left_out:
                text += ngettext(", {count} vertraulicher ausgelassen", ", {count} vertrauliche ausgelassen", left_out)
            self.tell_done(target, text)

        self.workbench.runner.run(_("Liste wird geschrieben"), work, then)
