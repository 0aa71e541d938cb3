"""Writing down a contact: one note, everyone involved, its tasks and its follow-up, as one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..kinds.registry import KINDS
from ..kinds.work import ContactNote
from ..store.store import Store
from ..store.writing import Changes
from ..texts import _, inner
from .putting import add_records, title_of


@dataclass(frozen=True)
class NewTask:
    """A task that comes out of a note: mine, or one the note's partner owes (`waiting_for` is then a record id)."""

    text: str
    due_on: date
    waiting_for: int | None = None


@dataclass(frozen=True)
class NewNote:
    """A contact note as the composer gives it; `participants`, `excused` and `about` are record ids."""

    note_kind: str
    at: datetime
    content: str
    participants: tuple[int, ...] = ()
    excused: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    subject: str = ""
    occasion: str = ""
    agreement: str = ""
    place: str = ""
    duration_minutes: int | None = None
    confidential: bool = False
    tasks: tuple[NewTask, ...] = ()


def write_note(store: Store, note: NewNote) -> Changes:
    """Keep a contact note with its tasks; `Changes.record_id` is the note. Raises errors.BadValues.

    The tasks hang on the first participant, so that they stand in its Akte, and know the note they came from.
    """
    values = {
        "subject": note.subject or None,
        "note_kind": note.note_kind,
        "at": note.at,
        "duration_minutes": note.duration_minutes,
        "place": note.place or None,
        "participants": note.participants,
        "excused": note.excused,
        "about": note.about,
        "occasion": note.occasion or None,
        "content": note.content or None,
        "agreement": note.agreement or None,
        "confidential": note.confidential,
    }
    with store.writing("") as write:
        note_id = add_records(write, ContactNote, [values])[0]
        write.record_id = note_id
        write.name = _("Vermerk „{title}“ geschrieben").format(title=inner(title_of(write, note_id)))
        subject = next(iter((*note.participants, *note.about)), None)
        tasks = [
            {
                "text": task.text,
                "due_on": task.due_on,
                "first_due_on": task.due_on,
                "owner": "mine" if task.waiting_for is None else "theirs",
                "waiting_for": task.waiting_for,
                "about": subject,
                "origin": note_id,
                "confidential": note.confidential,
            }
            for task in note.tasks
        ]
        add_records(write, KINDS["reminder"], tasks)
        write.announce((*note.participants, *note.about))
    return write.changes
