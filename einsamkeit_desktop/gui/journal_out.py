"""The journal for others: asked for once, as Excel or CSV file, or on paper, logged with what for and whom it names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..actions.exports import Leaving, leaving
from ..exports.files import place_of
from ..exports.handing import write_list
from ..progress import Progress
from ..queries import exports
from ..queries.chronicle import Period
from ..queries.chronicle_sheet import chronicle_sheet, sentence
from ..queries.sheet import Sheet
from ..store.store import Store
from ..texts import _, ngettext
from .export_parts import Choice
from .handing_out import HandingOut
from .out_window import OutWindow
from .papers_out import papers_of
from .tasks import Outcome
from .workbench import Workbench

_FORMATS = ("xlsx", "csv", "csv-plain", "pdf")


class JournalOutWindow(OutWindow):
    """Asks how the journal is wanted.

    Signals:
        wanted(str, str): the format and the purpose.
    """

    wanted = Signal(str, str)

    def __init__(self, workbench: Workbench, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "journalOut", _("Journal weitergeben"), parent)
        self.format = Choice(_("Format"), "journalFormat")
        for code in _FORMATS:
            self.format.addItem(_("Papier (PDF)") if code == "pdf" else _(exports.FORMATS[code]), code)
        self.add(_("Format"), self.format)
        self.add(_("Zweck"), self.purpose)
        self.format.currentIndexChanged.connect(self._name_button)
        shown = _("{sentence}. Vertrauliches und Gesperrtes bleibt hier und wird gezählt.")
        self.lay_out(_("Journal weitergeben"), shown.format(sentence=sentence(period)))

    def tell(self) -> None:
        """Say the format, and what for."""
        self.wanted.emit(self.format.chosen(), self.for_what())

    def _name_button(self) -> None:
        is_paper = self.format.chosen() == "pdf"
        self.name_go(_("Vorschau") if is_paper else _("Speichern …"), "eye" if is_paper else "file-down")


class JournalOut(HandingOut):
    """Hands out the journal. Signals: those of HandingOut."""

    def ask(self, period: Period) -> None:
        """Ask how the entries of the period are wanted, and hand them out so."""
        window = JournalOutWindow(self.workbench, period, self.window.window())
        window.wanted.connect(lambda code, purpose: self._hand_out(period, code, purpose))
        window.finished.connect(window.deleteLater)
        window.open()

    def _hand_out(self, period: Period, code: str, purpose: str) -> None:
        if code == "pdf":
            from .paper_sides import SIDE_WIDTH, JournalSide

            papers_of(self.workbench, self.window).paper_with(JournalSide(self.workbench, period, purpose), SIDE_WIDTH)
            return
        ending = exports.Wish(code).ending
        target = self.ask_target(_("Journal"), f"{_(exports.FORMATS[code])} (*{ending})", ending)
        if target is not None:
            self.write(period, target, purpose, plain=code == "csv-plain")

    def write(self, period: Period, target: Path, purpose: str, *, plain: bool = False) -> None:
        """Write the entries of the period in the background; what went wrong is told."""
        store = self.workbench.store

        def work(progress: Progress) -> Sheet:
            return _work(store, period, target, purpose, plain, progress)

        def then(outcome: Outcome) -> None:
            if not self.has_failed(outcome):
                self.tell_done(target, _in_words(outcome.result()))

        self.workbench.runner.run(_("Journal wird geschrieben"), work, then)


def _work(store: Store, period: Period, target: Path, purpose: str, plain: bool, progress: Progress) -> Sheet:
    made = chronicle_sheet(store, period)
    line = Leaving(
        _("Journal"),
        place_of(target),
        made.sheet.count,
        made.person_ids,
        left_out=made.sheet.left_out or 0,
        purpose=purpose,
        sentence=made.sheet.sentence,
    )
    with leaving(store, line):
        write_list(replace(made.sheet, purpose=purpose), target, progress, plain=plain)
    return made.sheet


def _in_words(sheet: Sheet) -> str:
    text = ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", sheet.count)
    if sheet.left_out:
        text += ngettext(", {count} vertraulicher ausgelassen", ", {count} vertrauliche ausgelassen", sheet.left_out)
    return text
