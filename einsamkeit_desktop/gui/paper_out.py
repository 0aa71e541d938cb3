"""Papers on records into files: made in the background, logged with whom they name, opened by the system."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ..actions.lists import log_export
from ..errors import NotFound
from ..exports.files import write_whole
from ..exports.paper.build import Paper
from ..exports.paper.fields import badges_paper, labels_paper
from ..exports.paper.meeting import attendance_paper, minutes_paper
from ..exports.paper.records import akte_pdf_paper, case_report_paper, practice_profile_paper, record_sheet_paper
from ..exports.paper.sheetforms import SheetForm
from ..kinds import clock
from ..progress import Progress
from ..queries import mailing, meetings, papers
from ..queries.handouts import Imprint
from ..store.store import Store
from ..texts import _, ngettext
from .handing_out import HandingOut, open_with_system
from .tasks import Outcome
from .workbench import Workbench


@dataclass(frozen=True)
class Made:
    """A finished paper, what it says about itself, and what else is to be said about it."""

    paper: Paper
    imprint: Imprint
    said: str = ""


Maker = Callable[[Store, Progress], Made]


class RecordPapers(HandingOut):
    """Hands out the papers on records. Signals: those of HandingOut."""

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(workbench, window)
        self.written.connect(open_with_system)

    def hand_out(self, what: str, about: str, make: Maker, *, count: int = 1) -> None:
        """Ask where to, make the paper and write it; `what` is its name in the log, `about` goes into the file's."""
        name = " ".join(part for part in (clock.today().isoformat(), what, about) if part)
        target = self.ask_target(name, _("PDF (*.pdf)"), ".pdf")
        if target is None:
            return
        store = self.workbench.store

        def work(progress: Progress) -> Made:
            made = make(store, progress)
            write_whole(target, made.paper.content)
            log_export(
                store,
                what,
                target.name,
                count=count,
                person_ids=made.imprint.person_ids,
                left_out=made.imprint.left_out,
            )
            return made

        def then(outcome: Outcome) -> None:
            if not self.has_failed(outcome):
                made: Made = outcome.result()
                said = [
                    _("{paper} geschrieben").format(paper=what),
                    _left_out(made.imprint.left_out),
                    _as_codes(made.paper.missing),
                    made.said.rstrip("."),
                ]
                self.tell_done(target, ", ".join(part for part in said if part))

        self.workbench.runner.run(_("{paper} wird gesetzt").format(paper=what), work, then)


def papers_of(workbench: Workbench, widget: QWidget) -> RecordPapers:
    """Return what hands out papers in the widget's window, made once."""
    window = widget.window()
    found = window.findChild(RecordPapers)
    return found if found is not None and found.workbench is workbench else RecordPapers(workbench, window)


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} vertraulicher Eintrag ausgelassen", "{count} vertrauliche Einträge ausgelassen", count)


def _as_codes(missing: Mapping[str, int]) -> str:
    """Say that characters no face has stand as codes on the paper, as in [U+59D4]."""
    return ngettext("{count} Zeichen als Code", "{count} Zeichen als Code", len(missing)) if missing else ""


def record_sheet(record_id: int) -> Maker:
    """Return what makes the record sheet."""

    def make(store: Store, progress: Progress) -> Made:
        sheet = papers.record_sheet(store, record_id)
        return Made(record_sheet_paper(sheet, progress), sheet.imprint)

    return make


def akte(record_id: int, wishes: papers.AkteWishes) -> Maker:
    """Return what makes the Akte."""

    def make(store: Store, progress: Progress) -> Made:
        told = papers.akte_paper(store, record_id, wishes)
        return Made(akte_pdf_paper(told, progress), told.imprint)

    return make


def case_report(record_id: int) -> Maker:
    """Return what makes the report on a case."""

    def make(store: Store, progress: Progress) -> Made:
        report = papers.case_report(store, record_id)
        return Made(case_report_paper(report, progress), report.imprint)

    return make


def practice_profile(record_id: int) -> Maker:
    """Return what makes the practice profile."""

    def make(store: Store, progress: Progress) -> Made:
        practice = papers.practice_profile(store, record_id)
        return Made(practice_profile_paper(practice, progress), practice.imprint)

    return make


def minutes(record_id: int) -> Maker:
    """Return what makes the minutes of a contact note."""

    def make(store: Store, progress: Progress) -> Made:
        told = meetings.minutes(store, record_id)
        return Made(minutes_paper(told, progress), told.imprint)

    return make


def attendance(record_id: int) -> Maker:
    """Return what makes the list to sign."""

    def make(store: Store, progress: Progress) -> Made:
        sheet = meetings.attendance_sheet(store, record_id)
        return Made(attendance_paper(sheet, progress), sheet.imprint)

    return make


def badges(record_ids: Sequence[int]) -> Maker:
    """Return what makes name badges."""

    def make(store: Store, progress: Progress) -> Made:
        told = meetings.badges(store, record_ids)
        return Made(badges_paper(told, progress), told.imprint)

    return make


def address_labels(record_ids: Sequence[int], form: SheetForm, start: int, one_per_address: bool) -> Maker:
    """Return what makes address labels; who gets none is said."""

    def make(store: Store, progress: Progress) -> Made:
        told = mailing.labels(store, record_ids, one_per_address=one_per_address)
        if not told.labels:
            raise NotFound(mailing.without_address_sentence(told.without_address) or _("Es gibt keine Anschriften."))
        made = labels_paper(told, form, start, progress)
        said = mailing.without_address_sentence(told.without_address)
        if made.too_long:
            names = ", ".join(made.too_long[:6])
            said = f"{said} " + _("Zu lang für dieses Etikett: {names}.").format(names=names)
        return Made(made.paper, told.imprint, said.strip())

    return make
