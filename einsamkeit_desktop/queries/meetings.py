"""What papers around a meeting say: minutes (Niederschrift), list to sign (Teilnehmendenliste), name badges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..errors import NotFound
from ..kinds import clock
from ..kinds.days import WEEKDAYS, format_day_long
from ..kinds.note_templates import without_attendance
from ..store.store import Store
from ..texts import _, mark
from . import people
from .akte import read_entries
from .briefing import Line
from .gathering import Gathering, current_post, gather
from .handouts import AttendanceSheet, Attendee, Badges, Head, Imprint, Minutes
from .papers import task_lines
from .placements import placements
from .record import Record, load_many, named
from .settings import office
from .sheets import open_ids

# where the people of a meeting stand, by kind
_PEOPLE = {"contact_note": ("participants",), "event": ("people", "organisers"), "body": ("members",)}
MEETINGS = tuple(_PEOPLE)
_OWN_LABELS = {
    "telefonat": mark("Telefonnotiz"),
    "gespraech": mark("Gesprächsnotiz"),
    "messenger": mark("Gesprächsnotiz"),
    "presse": mark("Gesprächsnotiz"),
    "besuch": mark("Besuchsnotiz"),
    "intern": mark("Vermerk"),
}


def minutes(store: Store, note_id: int) -> Minutes:
    """Return the minutes of a contact note; a confidential one makes confidential minutes."""
    begun = gather(store, note_id)
    values = begun.found.values
    with store.reading() as connection:
        (entry,) = read_entries(connection, [note_id])
    about, excused = (
        ", ".join(entry.title for entry in begun.open_names(values[name]).values()) for name in ("about", "excused")
    )
    length = values["duration_minutes"]
    names, label = begun.open_names(values["participants"]), _paper_label(begun)
    bodies = ", ".join(entry.title for entry in names.values() if entry.kind == "body")
    facts = (
        Line(_("Gremium"), bodies if bodies != begun.found.title else ""),
        Line(_("Anlass"), values["occasion"] or ""),
        Line(_("Art"), begun.words.label("note_kind", values["note_kind"])),
        Line(_("Datum"), moment(values["at"])),
        Line(_("Dauer"), _("{count} Minuten").format(count=length) if length else ""),
        Line(_("Ort"), values["place"] or ""),
        Line(_("Betrifft"), about),
        Line(_("Entschuldigt"), excused),
    )
    there, content = attendees(begun, values["participants"]), values["content"] or ""
    return Minutes(
        Head(label, _title(begun)),
        tuple(fact for fact in facts if fact.text),
        there,
        without_attendance(content) if there else content,
        values["agreement"] or "",
        task_lines(begun, entry),
        begun.imprint(),
        label != _("Niederschrift"),
    )


def _paper_label(begun: Gathering) -> str:
    """Return what an office calls the paper on a contact: only of a meeting there are minutes."""
    code = begun.found.values["note_kind"]
    if code in _OWN_LABELS:
        return _(_OWN_LABELS[code])
    term = begun.words.term("note_kind", code)
    return _("Niederschrift") if term and term.extra.get("direction") == "both" else _("Vermerk")


def _title(begun: Gathering) -> str:
    """Return what a meeting is called; a note without subject by its kind and day, not by the start of its text."""
    values = begun.found.values
    if begun.found.kind != "contact_note" or values["subject"]:
        return begun.found.title or _("Ohne Namen")
    kind = begun.words.short_label("note_kind", values["note_kind"])
    day = format_day_long(values["at"].astimezone().date())
    return _("{kind} vom {day}").format(kind=kind, day=day)


def attendance_sheet(store: Store, record_id: int, free_rows: int = 2) -> AttendanceSheet:
    """Return the list to sign for a contact note, an event or a committee."""
    begun = gather(store, record_id)
    kind, values = begun.found.kind, begun.found.values
    if kind not in _PEOPLE:
        raise NotFound(_("Teilnehmendenlisten gibt es für Vermerke, Veranstaltungen und Gremien."))
    at = values.get("at") or values.get("starts_at")
    facts = (
        Line(_("Datum"), moment(at) if at else ""),
        Line(_("Ort"), values.get("place") or ""),
    )
    ids = [row_id for name in _PEOPLE[kind] for row_id in values[name]]
    return AttendanceSheet(
        Head(_("Teilnehmendenliste"), _title(begun)),
        facts if kind == "body" else tuple(fact for fact in facts if fact.text),
        attendees(begun, ids),
        begun.imprint(),
        free_rows,
    )


def attendees(begun: Gathering, ids: Sequence[int]) -> tuple[Attendee, ...]:
    """Return those who take part: people by name with their organisation, then organisations and others alone.

    A committee is where they meet, and takes no part itself.
    """
    persons, others, present = [], [], set()
    for entry in begun.open_names(ids).values():
        if entry.kind == "person":
            function, organisation = current_post(begun, entry.id)
            present.add(organisation)
            persons.append(Attendee(entry.title, organisation, function))
        elif entry.kind != "body":
            others.append(Attendee("", entry.title))
    return (*persons, *(entry for entry in others if entry.organisation not in present))


def moment(at: datetime) -> str:
    """Return day and time on this machine's clock: Montag, 23. November 2026, 14:00 Uhr."""
    local = at.astimezone()
    return _("{weekday}, {day}, {time} Uhr").format(
        weekday=_(WEEKDAYS[local.weekday()]), day=format_day_long(local.date()), time=f"{local:%H:%M}"
    )


def badges(store: Store, record_ids: Sequence[int], *, show_function: bool = True) -> Badges:
    """Return the badges of persons, of the people of organisations, and of those who take part in meetings.

    Raises errors.NotFound if nobody is left.
    """
    wanted: dict[int, Attendee | None] = {}
    for entry in load_many(store, record_ids):
        if entry.kind == "organisation":
            for line in people.roles(store, entry.id):
                if line.is_current:
                    wanted.setdefault(line.other.id, Attendee(line.other.title, entry.title, line.function))
        for row_id in [entry.id] if entry.kind == "person" else _taking_part(store, entry):
            wanted.setdefault(row_id)
    kept = open_ids(store, list(wanted))
    if not kept:
        raise NotFound(_("Für Namensschilder ist keine Person übrig."))
    where, titles = placements(store, kept), named(store, kept)
    told = []
    for row_id in kept:
        place = where.get(row_id)
        posted = Attendee(titles[row_id].title, place.organisation, place.function) if place else None
        told.append(wanted[row_id] or posted or Attendee(titles[row_id].title))
    imprint = Imprint(office(store), clock.today(), False, len(wanted) - len(kept), tuple(sorted(kept)))
    return Badges(tuple(told), imprint, show_function)


def _taking_part(store: Store, meeting: Record) -> list[int]:
    linked = [row_id for name in _PEOPLE.get(meeting.kind, ()) for row_id in meeting.values[name]]
    kinds = {row_id: row.kind for row_id, row in named(store, linked).items()}
    return [row_id for row_id in linked if kinds.get(row_id) == "person"]
