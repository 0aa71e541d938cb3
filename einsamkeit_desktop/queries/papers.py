"""What the papers on a single record say: record sheet (Stammblatt), Akte, case report, practice profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.registry import KINDS
from ..store.store import Store
from ..texts import _
from . import akte
from .attachments import attachments
from .briefing import Line
from .case_paper import done_steps, mandate_lines, party_lines, station_lines
from .gathering import Gathering, gather, heading_and_text, open_points, person_lines, role_lines
from .handouts import AktePaper, CaseReport, CourseEntry, Head, LineGroup, PracticeProfile, RecordSheet, TaskLine
from .happenings import happenings
from .moments import crowded_days
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

    def has(self, day: date) -> bool:
        """Return whether a day is in the period."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def record_sheet(store: Store, record_id: int) -> RecordSheet:
    """Return the record sheet: every filled field by group, people, and the records that refer to it.

    What only repeats the title is left out.
    """
    begun = gather(store, record_id)
    by_group: dict[str, list[str]] = {}
    for name, of in KINDS[begun.found.kind].fields.items():
        if not of.spine and name not in KINDS[begun.found.kind].kept_back:
            by_group.setdefault(of.group, []).append(name)
    title = begun.found.title
    groups = [
        LineGroup(_group_label(begun, label, names), tuple(line for line in begun.lines(names) if line.text != title))
        for label, names in by_group.items()
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


def _group_label(begun: Gathering, label: str, names: Sequence[str]) -> str:
    """Return the heading of a group of fields; one called after a field that is empty is not called after it."""
    for name in names:
        if KINDS[begun.found.kind].fields[name].label == label and not begun.found.values[name]:
            return _("Zu diesen Angaben")
    return _(label) if label else _("Stammdaten")


def _related(begun: Gathering, kind: str) -> LineGroup:
    lines = related_lines(begun.store, begun.found.id, kind)
    named = begun.open_names(line.record.id for line in lines)
    told = (Line(line.record.title, " · ".join(line.details)) for line in lines if line.record.id in named)
    return LineGroup(_(KINDS[kind].plural), tuple(told))


def akte_paper(store: Store, record_id: int, wishes: AkteWishes | None = None) -> AktePaper:
    """Return all that the Akte of a record shows, in the period: what is open, its course, its documents by name."""
    wishes = wishes or AkteWishes()
    begun = gather(store, record_id, secret=wishes.with_confidential)
    notes = course(begun, wishes)
    entries = sorted([*notes, *_beside(begun, wishes)], key=lambda entry: entry.day, reverse=True)
    if wishes.oldest_first:
        entries.reverse()
    points, documents = open_points(begun), _documents(begun, wishes)
    return AktePaper(begun.head(_("Akte")), _sentence(wishes), tuple(entries), points, documents, begun.imprint())


def _beside(begun: Gathering, wishes: AkteWishes) -> Iterator[CourseEntry]:
    """Yield what stands between the notes: functions, exchange, events, offers, and tasks done with their result."""
    for found in happenings(begun.store, begun.found.id):
        if wishes.has(found.day) and not begun.hides(found.record_id, found.confidential):
            begun.open_names([found.record_id])
            yield CourseEntry(found.day, title=found.text, is_quiet=True, is_confidential=found.confidential)
    told = {entry.id for entry in akte.timeline(begun.store, begun.found.id, _ALL)}
    for origin, task in akte.done_tasks(begun.store, begun.found.id, _ALL):
        day = task.done_on
        if day is None or origin in told or not wishes.has(day) or begun.hides(task.id, task.confidential):
            continue
        who, subject = begun.title(task.waiting_id), _("Erledigt: {text}").format(text=task.text)
        yield CourseEntry(day, title=subject, people=who, content=task.result, is_confidential=task.confidential)


def _documents(begun: Gathering, wishes: AkteWishes) -> tuple[Line, ...]:
    found = []
    for entry in attachments(begun.store, begun.found.id):
        day = entry.added_at.astimezone().date()
        if wishes.has(day):
            found.append(Line(entry.file_name, format_day(day)))
    return tuple(found)


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


def course(begun: Gathering, wishes: AkteWishes | None = None) -> list[CourseEntry]:
    """Return the notes of the record's Akte in a period, newest first; confidential ones are in it or counted."""
    wishes = wishes or AkteWishes()
    kept = [
        entry
        for entry in akte.timeline(begun.store, begun.found.id, _ALL)
        if wishes.has(entry.at.astimezone().date()) and not begun.hides(entry.id, entry.confidential)
    ]
    people, crowded = begun.took_part([entry.id for entry in kept]), crowded_days(begun.store, begun.found.id)
    told = []
    for entry in kept:
        title, content = heading_and_text(entry)
        local, is_planned = entry.at.astimezone(), entry.at > clock.now()
        told.append(
            CourseEntry(
                day=local.date(),
                time=f"{local:%H:%M}" if is_planned or local.date() in crowded else "",
                is_planned=is_planned,
                kind=begun.words.short_label("note_kind", entry.note_kind),
                title=title,
                place=entry.place,
                people=", ".join(one.title for one in people.get(entry.id, ()) if one.id != begun.found.id),
                content=content,
                agreement=entry.agreement,
                tasks=task_lines(begun, entry),
                is_confidential=entry.confidential,
            )
        )
    return told


def task_lines(begun: Gathering, entry: akte.Entry) -> tuple[TaskLine, ...]:
    """Return the tasks that came from a note; confidential ones are in it or counted."""
    return tuple(
        TaskLine(task.text, task.due_on, begun.title(task.waiting_id), task.done_on, task.result)
        for task in entry.tasks
        if not begun.hides(task.id, task.confidential)
    )


def case_report(store: Store, case_id: int) -> CaseReport:
    """Return the report on a case, its course oldest first; confidential notes are left out and counted."""
    begun = gather(store, case_id)
    facts = begun.lines(_CASE_FACTS)
    parties = party_lines(begun)
    entries, points = course(begun), open_points(begun)
    done, stations, mandates = done_steps(begun), station_lines(begun), mandate_lines(begun)
    return CaseReport(
        begun.head(_("Vorgangsbericht")),
        facts,
        parties,
        begun.found.values["description"] or "",
        tuple(reversed(entries)),
        points,
        begun.lines(("result", "outcome")),
        begun.imprint(),
        done,
        stations,
        mandates,
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
