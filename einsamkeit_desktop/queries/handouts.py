"""What the papers besides the briefing say, as plain values: record sheet, Akte, report, minutes, lists to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .briefing import Line, Office, OpenPoint, PersonLine


@dataclass(frozen=True)
class Imprint:
    """What every paper needs to know about itself.

    `confidential` says that confidential things are in it, `left_out` counts confidential and restricted ones that
    are not, `person_ids` are those it names, for the export log.
    """

    office: Office
    today: date
    confidential: bool = False
    left_out: int = 0
    person_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Head:
    """What stands at the top: what kind of record it is, its name, and its chips as words."""

    kind_label: str
    title: str
    chips: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineGroup:
    """Labelled facts under a heading of their own."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class TaskLine:
    """A task that came from a note; `who` is the person it waits for, "" for one's own, `result` what came of it."""

    text: str
    due: date | None
    who: str = ""
    done: date | None = None
    result: str = ""


@dataclass(frozen=True)
class CourseEntry:
    """A contact note in the course of things, or what stands between the notes.

    `is_confidential` ones are marked on the paper, `is_quiet` ones are a line of their own in quiet letters.
    `time` stands where it is needed: for what is planned, and where it tells two entries of a day apart.
    """

    day: date
    kind: str = ""
    title: str = ""
    place: str = ""
    people: str = ""
    content: str = ""
    agreement: str = ""
    tasks: tuple[TaskLine, ...] = ()
    is_confidential: bool = False
    is_quiet: bool = False
    time: str = ""
    is_planned: bool = False


@dataclass(frozen=True)
class RecordSheet:
    """All that is kept about one record (Stammblatt)."""

    head: Head
    groups: tuple[LineGroup, ...]
    people_label: str
    people: tuple[PersonLine, ...]
    related: tuple[LineGroup, ...]
    imprint: Imprint


@dataclass(frozen=True)
class AktePaper:
    """A record's whole course; `sentence` says which period and in which order, `documents` file names and days."""

    head: Head
    sentence: str
    entries: tuple[CourseEntry, ...]
    open_points: tuple[OpenPoint, ...]
    documents: tuple[Line, ...]
    imprint: Imprint


@dataclass(frozen=True)
class CouncilLine:
    """A station of a council paper, or a mandate: what about, its number or report, where, when, what for, result."""

    title: str
    detail: str
    body: str
    day: str
    purpose: str
    result: str


@dataclass(frozen=True)
class CaseReport:
    """A case from its beginning to its outcome (Vorgangsbericht); the course is oldest first.

    The `note` of the parties says in which roles they take part.
    """

    head: Head
    facts: tuple[Line, ...]
    parties: tuple[PersonLine, ...]
    description: str
    entries: tuple[CourseEntry, ...]
    open_points: tuple[OpenPoint, ...]
    outcome: tuple[Line, ...]
    imprint: Imprint
    done_steps: tuple[TaskLine, ...] = ()
    stations: tuple[CouncilLine, ...] = ()
    mandates: tuple[CouncilLine, ...] = ()


@dataclass(frozen=True)
class Attendee:
    """Somebody who takes part; an organisation without a person has an empty name."""

    name: str
    organisation: str = ""
    function: str = ""


@dataclass(frozen=True)
class Minutes:
    """The minutes of a contact (Niederschrift); `is_note` says that there was no meeting but a call, a mail, a memo."""

    head: Head
    facts: tuple[Line, ...]
    attendees: tuple[Attendee, ...]
    content: str
    agreement: str
    tasks: tuple[TaskLine, ...]
    imprint: Imprint
    is_note: bool = False


@dataclass(frozen=True)
class PracticeProfile:
    """A practice sheet as it is passed on (Praxisprofil); `sections` are problem, approach, effect … as filled in."""

    head: Head
    summary: str
    facts: tuple[Line, ...]
    sections: tuple[Line, ...]
    people: tuple[PersonLine, ...]
    transfer: tuple[Line, ...]
    imprint: Imprint


@dataclass(frozen=True)
class AttendanceSheet:
    """A list to sign (Teilnehmendenliste); at least `free_rows` empty rows follow the names.

    Facts without text are asked for on the paper.
    """

    head: Head
    facts: tuple[Line, ...]
    attendees: tuple[Attendee, ...]
    imprint: Imprint
    free_rows: int = 2


@dataclass(frozen=True)
class Badges:
    """Name badges (Namensschilder); `show_function` prints the function under the organisation."""

    attendees: tuple[Attendee, ...]
    imprint: Imprint
    show_function: bool = True


@dataclass(frozen=True)
class Label:
    """An address as it stands on a label or envelope: its lines after DIN 5008, no blank ones."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """Address labels; `without_address` names those whom no letter can reach."""

    labels: tuple[Label, ...]
    imprint: Imprint
    without_address: tuple[str, ...] = ()
