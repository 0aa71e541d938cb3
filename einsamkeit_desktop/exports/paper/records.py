"""Papers on one record: the record sheet (Stammblatt), the Akte, the case report, the practice profile."""

from __future__ import annotations

from collections.abc import Sequence

from ...kinds.days import format_day
from ...progress import Progress
from ...queries.briefing import Line
from ...queries.handouts import AktePaper, CaseReport, CouncilLine, CourseEntry, PracticeProfile, RecordSheet, TaskLine
from ...texts import _
from .build import Paper
from .document import LABEL_WIDTH, Document, tell_open_points, tell_people, tightest
from .formatted import Formatted
from .house import COMPACT, SNUG, Types
from .lines import Run

_NEARLY_EMPTY = 0.3  # so much of its last page an Akte fills at least, or it is set tighter where that saves the page


def record_sheet_paper(sheet: RecordSheet, progress: Progress) -> Paper:
    """Return the record sheet as an accessible PDF; the same sheet gives the same bytes. Raises errors.Cancelled."""

    def told(types: Types) -> Document:
        document = Document(sheet.imprint, sheet.head, types)
        for group in sheet.groups:
            document.section(group.label)
            _tell_facts(document, group.lines)
        tell_people(document, sheet.people, sheet.people_label)
        for group in sheet.related:
            document.section(group.label)
            _tell_lines(document, group.lines, _("Bezeichnung"), _("Stand"))
        if not (sheet.groups or sheet.people or sheet.related):
            document.story.prose(_("Mehr als der Name ist noch nicht erfasst."), types.body, above=types.gap / 6)
        document.tell_left_out()
        return document

    return tightest(told, 1).build(progress)


def _tell_facts(document: Document, lines: Sequence[Line]) -> None:
    types = document.types
    document.story.facts(lines, types.label, types.cell, LABEL_WIDTH, above=types.gap / 6)


def _tell_lines(document: Document, lines: Sequence[Line], name: str, state: str) -> None:
    story, types = document.story, document.types
    rows = [[[story.run(line.label, types.cell_strong)], [story.run(line.text, types.cell)]] for line in lines]
    labels = [story.run(name, types.head), story.run(state, types.head)]
    story.table(labels, rows, [50, 55])


def akte_pdf_paper(akte: AktePaper, progress: Progress) -> Paper:
    """Return the Akte as an accessible PDF. Raises errors.Cancelled."""
    document = _akte(akte, SNUG)
    if document.last_page_filled() < _NEARLY_EMPTY:
        tighter = _akte(akte, COMPACT)
        document = tighter if tighter.page_count() < document.page_count() else document
    return document.build(progress)


def _akte(akte: AktePaper, types: Types) -> Document:
    document = Document(akte.imprint, akte.head, types)
    document.story.prose(akte.sentence, document.types.quiet)
    tell_open_points(document, akte.open_points)
    if akte.entries:
        _tell_course(document, akte.entries, _("Verlauf"))
    else:
        document.story.prose(_("In diesem Zeitraum gibt es keine Einträge."), document.types.body, above=10)
    if akte.documents:
        document.section(_("Anhänge"))
        _tell_lines(document, akte.documents, _("Datei"), _("Angehängt am"))
    document.tell_left_out()
    return document


def _tell_course(document: Document, entries: Sequence[CourseEntry], label: str) -> None:
    story, types = document.story, document.types
    document.section(label)
    items = [(format_day(entry.day), _told(document, entry)) for entry in entries]
    story.labelled_list(items, types.day, types.day.width("00.00.0000") + 6, types.gap / 4)


def _told(document: Document, entry: CourseEntry) -> list[Run | Formatted]:
    wording, types = document.wording, document.types
    is_said = bool(entry.kind) and entry.title.startswith(entry.kind)
    what = wording.joined(["" if is_said else entry.kind, entry.title], by=": ")
    told: list[Run | Formatted] = [Run(what, types.day if entry.is_quiet else types.strong)]
    time = _("{time} Uhr").format(time=entry.time) if entry.time else ""
    if entry.is_planned:
        told.append(Run(wording.joined([_("geplant"), time], by=", "), types.cell_strong))
        time = ""
    if entry.is_confidential:
        told.append(Run(wording.line(_("vertraulich")), types.alarm))
    told.append(Run(wording.joined([time, entry.people, entry.place]), types.cell_quiet))
    told.append(Formatted(entry.content, types.body))
    told.append(Formatted(entry.agreement, types.body, _("Vereinbart:")))
    for task in entry.tasks:
        told.append(Run(wording.line(_task(task)), types.body))
        told += [Run(line, types.cell_quiet) for line in wording.paragraphs(task.result)]
    return told


def _task(task: TaskLine) -> str:
    parts = [task.who, _("bis {day}").format(day=format_day(task.due)) if task.due else ""]
    if task.done:
        parts.append(_("erledigt {day}").format(day=format_day(task.done)))
    aside = ", ".join(part for part in parts if part)
    return _("Aufgabe: {text} ({aside})").format(text=task.text, aside=aside) if aside else task.text


def case_report_paper(report: CaseReport, progress: Progress) -> Paper:
    """Return the report on a case as an accessible PDF. Raises errors.Cancelled."""

    def told(types: Types) -> Document:
        document = Document(report.imprint, report.head, types)
        _tell_facts(document, report.facts)
        tell_people(document, report.parties, _("Beteiligte"))
        if document.wording.paragraphs(report.description):
            document.section(_("Sachverhalt"))
            document.story.prose(report.description, types.body, above=types.gap / 6)
        if report.entries:
            _tell_course(document, report.entries, _("Verlauf"))
        tell_open_points(document, report.open_points)
        _tell_done_steps(document, report.done_steps)
        _tell_stations(document, report.stations)
        _tell_mandates(document, report.mandates)
        if report.outcome:
            document.section(_("Abschluss"))
            _tell_facts(document, report.outcome)
        document.tell_left_out()
        return document

    return tightest(told, 1).build(progress)


def _tell_done_steps(document: Document, steps: Sequence[TaskLine]) -> None:
    if not steps:
        return
    story, types = document.story, document.types
    document.section(_("Erledigte Schritte"))
    rows = [
        [[story.run(step.text, types.cell)], [story.run(format_day(step.done) if step.done else "", types.cell)]]
        for step in steps
    ]
    story.table([story.run(_("Schritt"), types.head), story.run(_("Erledigt am"), types.head)], rows, [82, 26])


def _tell_stations(document: Document, stations: Sequence[CouncilLine]) -> None:
    if not stations:
        return
    story, types = document.story, document.types
    document.section(_("Beratungsfolge"))
    rows, last = [], ""
    for line in stations:
        paper = [story.run(line.title, types.cell_strong), story.run(line.detail, types.cell_quiet)]
        rows.append(
            [
                paper if line.title != last else [story.run("", types.cell)],
                [story.run(line.body, types.cell)],
                [story.run(line.day, types.cell)],
                [story.run(line.purpose, types.cell)],
                [story.run(line.result, types.cell)],
            ]
        )
        last = line.title
    names = (_("Vorlage"), _("Gremium"), _("Sitzung"), _("Zweck"), _("Ergebnis"))
    story.table([story.run(name, types.head) for name in names], rows, [34, 28, 18, 22, 24])


def _tell_mandates(document: Document, mandates: Sequence[CouncilLine]) -> None:
    if not mandates:
        return
    story, types = document.story, document.types
    document.section(_("Aufträge"))
    rows = [
        [
            [story.run(line.title, types.cell), *([story.run(line.detail, types.cell_quiet)] if line.detail else [])],
            [story.run(line.body, types.cell)],
            [story.run(line.day, types.cell)],
            [story.run(line.result, types.cell)],
        ]
        for line in mandates
    ]
    names = (_("Auftrag"), _("Gremium"), _("Berichten"), _("Stand"))
    story.table([story.run(name, types.head) for name in names], rows, [50, 30, 22, 24])


def practice_profile_paper(practice: PracticeProfile, progress: Progress) -> Paper:
    """Return the practice profile as an accessible PDF of one to two pages. Raises errors.Cancelled."""

    def told(types: Types) -> Document:
        names_people = bool(practice.people or practice.imprint.person_ids)
        document = Document(practice.imprint, practice.head, types, names_people)
        document.story.prose(practice.summary, types.body)
        document.story.facts(practice.facts, types.label, types.cell, LABEL_WIDTH, above=types.gap * 0.5)
        for text in practice.sections:
            if text.text.strip() == practice.summary.strip():
                continue
            document.section(text.label)
            document.story.prose(text.text, types.body, above=types.gap / 6)
        if practice.transfer:
            document.section(_("Übertragung"))
            _tell_facts(document, practice.transfer)
        tell_people(document, practice.people, _("Ansprechpersonen"))
        document.tell_left_out()
        return document

    return tightest(told, 2).build(progress)
