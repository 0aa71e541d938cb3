"""What sets each paper for its window: read, told, made into a PDF, with what the log and the window say of it.

Loaded when a menu asks for it: at the start of the program nobody prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import BadValues, NotFound
from ..exports.paper.build import Paper
from ..exports.paper.fields import badges_paper, labels_paper
from ..exports.paper.lists import list_paper
from ..exports.paper.meeting import attendance_paper, minutes_paper
from ..exports.paper.records import akte_pdf_paper, case_report_paper, practice_profile_paper, record_sheet_paper
from ..exports.paper.sheetforms import SheetForm
from ..progress import Progress
from ..queries import exports, lists, mailing, meetings, papers, sheets
from ..queries.chronicle import Period
from ..queries.chronicle_sheet import chronicle_sheet
from ..queries.exports import Wish
from ..queries.handouts import Imprint
from ..queries.record import named
from ..store.store import Store
from ..texts import _, ngettext
from .briefing_window import as_codes
from .paper_setting import MadePaper, Maker


def refusing(sentence: str) -> Maker:
    """Return what sets nothing and says why."""

    def make(_store: Store, _progress: Progress) -> MadePaper:
        raise BadValues({"": sentence})

    return make


def record_sheet(record_id: int) -> Maker:
    """Return what sets the record sheet."""
    return _on_record(_("Stammblatt"), record_id, papers.record_sheet, record_sheet_paper)


def akte(record_id: int, wishes: papers.AkteWishes) -> Maker:
    """Return what sets the Akte."""
    return _on_record(
        _("Akte"), record_id, lambda store, about: papers.akte_paper(store, about, wishes), akte_pdf_paper
    )


def case_report(record_id: int) -> Maker:
    """Return what sets the report on a case."""
    return _on_record(_("Vorgangsbericht"), record_id, papers.case_report, case_report_paper)


def practice_profile(record_id: int) -> Maker:
    """Return what sets the practice profile."""
    return _on_record(_("Praxisprofil"), record_id, papers.practice_profile, practice_profile_paper)


def minutes(record_id: int) -> Maker:
    """Return what sets the minutes of a contact note, or what else an office calls the paper on it."""

    def make(store: Store, progress: Progress) -> MadePaper:
        told = meetings.minutes(store, record_id)
        return _made(told.head.kind_label, told.head.title, minutes_paper(told, progress), told.imprint)

    return make


def attendance(record_id: int) -> Maker:
    """Return what sets the list to sign."""
    return _on_record(_("Teilnehmendenliste"), record_id, meetings.attendance_sheet, attendance_paper)


def badges(record_ids: Sequence[int]) -> Maker:
    """Return what sets name badges; those of one record are called after it."""

    def make(store: Store, progress: Progress) -> MadePaper:
        told = meetings.badges(store, record_ids)
        about = named(store, record_ids)[record_ids[0]].title if len(record_ids) == 1 else ""
        made = _made(_("Namensschilder"), about, badges_paper(told, progress), told.imprint)
        return replace(made, count=len(told.attendees))

    return make


def address_labels(record_ids: Sequence[int], form: SheetForm, start: int, one_per_address: bool) -> Maker:
    """Return what sets address labels; who gets none is said."""

    def make(store: Store, progress: Progress) -> MadePaper:
        told = mailing.labels(store, record_ids, one_per_address=one_per_address)
        without = mailing.without_address_sentence(told.without_address)
        if not told.labels:
            raise NotFound(without or _("Es gibt keine Anschriften."))
        made = labels_paper(told, form, start, progress)
        count = len(told.labels) - len(made.too_long)
        remarks = [ngettext("{count} Etikett", "{count} Etiketten", count), without.rstrip(".")]
        if made.too_long:
            names = mailing.some_names(made.too_long)
            remarks.append(_("Zu lang für dieses Etikett und nicht darauf: {names}").format(names=names))
        if not count:
            raise NotFound(remarks[-1])
        return replace(_made(_("Adressetiketten"), "", made.paper, told.imprint, remarks), count=count)

    return make


def list_of(query: lists.ListQuery, record_ids: Sequence[int], wish: Wish) -> Maker:
    """Return what sets a list."""

    def make(store: Store, progress: Progress) -> MadePaper:
        made = sheets.sheet(store, query, record_ids, wish)
        paper = list_paper(made, progress)
        kept = sheets.open_ids(store, record_ids, with_confidential=wish.with_confidential)
        return MadePaper(
            what=exports.what("pdf", query.kind),
            about="",
            content=paper.content,
            pages=paper.pages,
            count=len(kept),
            person_ids=tuple(sheets.persons_named(store, query, kept, wish)),
            left_out=made.left_out or 0,
            remarks=_remarks(paper, made.left_out or 0),
            purpose=wish.purpose,
            sentence=made.sentence,
            called=made.title,
        )

    return make


def journal(period: Period, purpose: str) -> Maker:
    """Return what sets the journal of a period."""

    def make(store: Store, progress: Progress) -> MadePaper:
        told = chronicle_sheet(store, period)
        made = replace(told.sheet, purpose=purpose)
        paper = list_paper(made, progress)
        return MadePaper(
            what=_("Journal"),
            about="",
            content=paper.content,
            pages=paper.pages,
            count=made.count,
            person_ids=told.person_ids,
            left_out=made.left_out or 0,
            remarks=_remarks(paper, made.left_out or 0),
            purpose=purpose,
            sentence=made.sentence,
        )

    return make


def _on_record(
    what: str, record_id: int, read: Callable[[Store, int], Any], make_paper: Callable[[Any, Progress], Paper]
) -> Maker:
    def make(store: Store, progress: Progress) -> MadePaper:
        told = read(store, record_id)
        return _made(what, told.head.title, make_paper(told, progress), told.imprint)

    return make


def _made(what: str, about: str, paper: Paper, imprint: Imprint, remarks: Sequence[str] = ()) -> MadePaper:
    return MadePaper(
        what=what,
        about=about,
        content=paper.content,
        pages=paper.pages,
        person_ids=imprint.person_ids,
        left_out=imprint.left_out,
        remarks=(*(remark for remark in remarks if remark), *_remarks(paper, imprint.left_out)),
    )


def _remarks(paper: Paper, left_out: int) -> tuple[str, ...]:
    return tuple(remark for remark in (_left_out(left_out), _as_codes(paper.missing)) if remark)


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} vertraulicher oder gesperrter Eintrag ausgelassen",
        "{count} vertrauliche oder gesperrte Einträge ausgelassen",
        count,
    )


def _as_codes(missing: Mapping[str, int]) -> str:
    return as_codes(sum(missing.values())) if missing else ""
