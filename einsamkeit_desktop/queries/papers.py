"""What the papers on a single record say: record sheet (Stammblatt), Akte, case report, practice profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..kinds.days import format_day
from ..kinds.registry import KINDS
from ..store.store import Store
from ..texts import _
from . import akte
from .briefing import Line, OpenPoint
from .gathering import Gathering, gather, person_lines, role_lines
from .handouts import AktePaper, CaseReport, CourseEntry, Head, LineGroup, PracticeProfile, RecordSheet, TaskLine
from .related import RELATED_KINDS, related_lines

_ALL = 100_000  # entries: more than any Akte has
_CASE_FACTS = (
    "file_reference", "case_kind", "opened_on", "deadline_on", "closed_on", "districts", "target_groups",
)  # fmt: skip
_PRACTICE_FACTS = ("municipality", "provider", "target_groups", "topics", "maturity", "evidence", "transferability")
_PRACTICE_TEXTS = ("problem", "approach", "conditions", "resources", "effect")
_PRACTICE_TRANSFER = ("transfer_status", "transfer_note", "source", "as_of")


@dataclass(frozen=True)
class AkteWishes:
    """Which part of an Akte is printed: the days from and until, the order, confidential notes only if asked for."""

    since: date | None = None
    until: date | None = None
    oldest_first: bool = False
    with_confidential: bool = False


def record_sheet(store: Store, record_id: int) -> RecordSheet:
    """Return the record sheet: every filled field by group, people, and the records that refer to it."""
    begun = gather(store, record_id)
    by_group: dict[str, list[str]] = {}
    for name, of in KINDS[begun.found.kind].fields.items():
        if not of.spine:
            by_group.setdefault(of.group, []).append(name)
    groups = [
        LineGroup(_(label) if label else _("Stammdaten"), begun.lines(names)) for label, names in by_group.items()
    ]
    lines = role_lines(begun)
    related = [_related(begun, code) for code in RELATED_KINDS]
    return RecordSheet(
        begun.head(_("Stammblatt · {kind}").format(kind=_(KINDS[begun.found.kind].label))),
        tuple(group for group in groups if group.lines),
        _("Organisationen") if begun.found.kind == "person" else _("Ansprechpersonen"),
        lines,
        tuple(group for group in related if group.lines),
        begun.imprint(),
    )


def _related(begun: Gathering, kind: str) -> LineGroup:
    lines = related_lines(begun.store, begun.found.id, kind)
    named = begun.open_names(line.record.id for line in lines)
    told = (Line(line.record.title, " · ".join(line.details)) for line in lines if line.record.id in named)
    return LineGroup(_(KINDS[kind].plural), tuple(told))


def akte_paper(store: Store, record_id: int, wishes: AkteWishes | None = None) -> AktePaper:
    """Return the course of a record: its notes in the period with what was agreed, and what is open."""
    wishes = wishes or AkteWishes()
    begun = gather(store, record_id, secret=wishes.with_confidential)
    entries = course(begun, wishes.since, wishes.until)
    if wishes.oldest_first:
        entries.reverse()
    points = open_points(begun)
    return AktePaper(begun.head(_("Akte")), _sentence(wishes), tuple(entries), points, begun.imprint())


def count_confidential(store: Store, record_id: int) -> int:
    """Return how many confidential notes the Akte of a record holds, to be asked about before it is printed."""
    return akte.count_entries(store, record_id, confidential=True)


def _sentence(wishes: AkteWishes) -> str:
    since, until = (format_day(day) if day else "" for day in (wishes.since, wishes.until))
    if since and until:
        period = _("{since} bis {until}").format(since=since, until=until)
    elif since or until:
        period = _("ab {day}").format(day=since) if since else _("bis {day}").format(day=until)
    else:
        period = _("gesamter Zeitraum")
    order = _("älteste Einträge zuerst") if wishes.oldest_first else _("neueste Einträge zuerst")
    return f"{period[0].upper()}{period[1:]}, {order}"


def course(begun: Gathering, since: date | None = None, until: date | None = None) -> list[CourseEntry]:
    """Return the notes of the record's Akte in a period, newest first; confidential ones are in it or counted."""
    told = []
    for entry in akte.timeline(begun.store, begun.found.id, _ALL):
        day = entry.at.astimezone().date()
        if (since and day < since) or (until and day > until) or begun.hides(entry.id, entry.confidential):
            continue
        title, content = heading_and_text(entry)
        told.append(
            CourseEntry(
                day=day,
                kind=begun.words.short_label("note_kind", entry.note_kind),
                title=title,
                place=entry.place,
                people=", ".join(begun.titles(entry.people)),
                content=content,
                agreement=entry.agreement,
                tasks=task_lines(begun, entry),
                is_confidential=entry.confidential,
            )
        )
    return told


def heading_and_text(entry: akte.Entry) -> tuple[str, str]:
    """Return title and text of a note without saying the same twice: a note without subject is titled by its text."""
    title, text = entry.title.strip(), entry.content.strip()
    first, _newline, rest = text.partition("\n")
    if title == first.strip():
        return title, rest.strip()
    if title.endswith("…") and text.startswith(title.rstrip(" …")):
        return "", text
    return title, text


def task_lines(begun: Gathering, entry: akte.Entry) -> tuple[TaskLine, ...]:
    """Return the tasks that came from a note; confidential ones are in it or counted."""
    return tuple(
        TaskLine(task.text, task.due_on, task.waiting_for, task.done_on)
        for task in entry.tasks
        if not begun.hides(task.id, task.confidential)
    )


def open_points(begun: Gathering) -> tuple[OpenPoint, ...]:
    """Return what is open with the record on both sides; confidential tasks are in it or counted."""
    return tuple(
        OpenPoint(
            task.text, task.due_on, "theirs" if task.whose == "theirs" else "mine", task.waiting_for, task.days_overdue
        )
        for task in akte.open_tasks(begun.store, begun.found.id)
        if not begun.hides(task.id, task.confidential)
    )


def case_report(store: Store, case_id: int) -> CaseReport:
    """Return the report on a case, its course oldest first; confidential notes are left out and counted."""
    begun = gather(store, case_id)
    facts = begun.lines(_CASE_FACTS)
    parties = person_lines(begun, begun.found.values["parties"])
    entries, points = course(begun), open_points(begun)
    return CaseReport(
        begun.head(_("Vorgangsbericht")),
        facts,
        parties,
        begun.found.values["description"] or "",
        tuple(reversed(entries)),
        points,
        begun.lines(("result", "outcome")),
        begun.imprint(),
    )


def practice_profile(store: Store, practice_id: int) -> PracticeProfile:
    """Return the practice sheet as it is passed on to colleagues and other municipalities."""
    begun = gather(store, practice_id)
    facts = begun.lines(_PRACTICE_FACTS)
    contacts = person_lines(begun, begun.found.values["people"])
    return PracticeProfile(
        Head(_("Gute Praxis"), begun.found.title or _("Ohne Namen")),
        begun.found.values["summary"] or "",
        facts,
        begun.lines(_PRACTICE_TEXTS),
        contacts,
        begun.lines(_PRACTICE_TRANSFER),
        begun.imprint(),
    )
