"""The journal as a file for others: Excel, PDF or CSV, logged with whom it names."""

from __future__ import annotations

from pathlib import Path

from ..actions.exports import Leaving, leaving
from ..errors import BadTarget
from ..exports.handing import write_list
from ..progress import Progress
from ..queries.chronicle import Period
from ..queries.chronicle_sheet import chronicle_sheet
from ..queries.sheet import Sheet
from ..store.store import Store
from ..texts import _, ngettext
from .handing_out import HandingOut
from .tasks import Outcome

_KINDS = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)"


class JournalOut(HandingOut):
    """Hands out the journal. Signals: those of HandingOut."""

    def ask(self, period: Period) -> None:
        """Ask where to and write the entries of the period in the background."""
        target = self.ask_target(_("Journal"), _KINDS, ".xlsx")
        if target is not None:
            self.write(period, target)

    def write(self, period: Period, target: Path) -> None:
        """Write the entries of the period; what went wrong is told."""
        store = self.workbench.store

        def then(outcome: Outcome) -> None:
            if isinstance(outcome.error, BadTarget):
                self.workbench.troubled.emit(str(outcome.error))
            elif not self.has_failed(outcome):
                self.tell_done(target, _in_words(outcome.result()))

        self.workbench.runner.run(_("Journal wird geschrieben"), lambda p: _work(store, period, target, p), then)


def _work(store: Store, period: Period, target: Path, progress: Progress) -> Sheet:
    made = chronicle_sheet(store, period)
    line = Leaving(
        _("Journal"),
        target.name,
        made.sheet.count,
        made.person_ids,
        left_out=made.sheet.left_out or 0,
        sentence=made.sheet.sentence,
    )
    with leaving(store, line):
        write_list(made.sheet, target, progress)
    return made.sheet


def _in_words(sheet: Sheet) -> str:
    text = ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", sheet.count)
    if sheet.left_out:
        text += ngettext(", {count} vertraulicher ausgelassen", ", {count} vertrauliche ausgelassen", sheet.left_out)
    return text
