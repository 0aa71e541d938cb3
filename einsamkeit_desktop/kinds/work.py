"""Daily work: contact notes and reminders. Cases and council work stand in cases.py and council.py."""

from __future__ import annotations

from collections.abc import Iterable

from ..texts import _, mark
from .base import Kind, Values
from .fields import Choice, Day, Links, Moment, Number, Ref, Repeat, Text, Time
from .markup import plain

ANY_PARTNER = ("person", "organisation", "body", "municipality")
#: What a note may be about, beside the people in it.
ANY_MATTER = ("case", "citizen_case", "council_paper", "event", "practice", "offer", "exchange")
_TITLED = 2000  # letters that are looked at for a title


class ContactNote(Kind):
    """A talk, call, meeting, e-mail or visit: one note, many persons and organisations (Kontaktvermerk)."""

    code = "contact_note"
    label = mark("Kontaktvermerk")
    plural = mark("Kontaktvermerke")
    icon = "notebook-pen"
    named = False
    columns = ("title", "note_kind", "participants", "at")
    order = ("at", True)
    starts_with = {"note_kind": "telefonat"}

    subject = Text(mark("Betreff"), searched=True)
    note_kind = Choice(mark("Kontaktart"), of="note_kind", required=True, listed=True)
    at = Moment(mark("Zeitpunkt"), required=True, listed=True)
    duration_minutes = Number(mark("Dauer"), unit=mark("min"), listed=True)
    place = Text(mark("Ort"), searched=True, listed=True)
    participants = Links(mark("Beteiligt"), to=ANY_PARTNER, listed=True)
    excused = Links(mark("Entschuldigt"), to=("person",))
    about = Links(mark("Betrifft"), to=ANY_MATTER)
    occasion = Text(mark("Anlass"), searched=True)
    content = Text(mark("Inhalt"), searched=True, multiline=True, formatted=True)
    agreement = Text(mark("Vereinbarung"), searched=True, multiline=True, formatted=True)

    @classmethod
    def title(cls, values: Values) -> str:
        """Return the subject, else the first line of the text without marks, cut at a word after some 80 letters."""
        text = values.get("subject") or plain(
            (values.get("content") or values.get("agreement") or "").strip()[:_TITLED]
        )
        line = text.strip().partition("\n")[0].strip()
        if len(line) <= 80:
            return line
        return line[:80].rpartition(" ")[0].rstrip(" ,;:–-") + " …" if " " in line[:80] else line[:79] + "…"

    @classmethod
    def coded_title(cls, kind: str, codes: Iterable[str]) -> str:
        """Return what a note about citizens' cases is called: nothing of its text, which may tell who somebody is."""
        return _("{kind} zu {code}").format(kind=kind or _(cls.label), code=", ".join(codes))


class Reminder(Kind):
    """A dated follow-up on any record, mine or waited for (Wiedervorlage, Aufgabe)."""

    code = "reminder"
    label = mark("Wiedervorlage")
    plural = mark("Wiedervorlagen")
    icon = "alarm-clock"
    named = False
    columns = ("title", "about", "waiting_for", "due_on")
    order = ("due_on", False)
    starts_with = {"owner": "mine"}

    text = Text(mark("Was"), required=True, searched=True, max_length=500)
    due_on = Day(mark("Fällig am"), required=True, listed=True)
    due_time = Time(mark("Uhrzeit"), listed=True, hint=mark("14:05, 14 Uhr oder 9.30"))
    repeat = Repeat(
        mark("Wiederholung"), listed=True, hint=mark("zum Beispiel jeden Montag, alle 2 Wochen, monatlich am 15.")
    )
    owner = Choice(mark("Wer"), of="reminder_owner", required=True, listed=True)
    waiting_for = Ref(mark("Warten auf"), to=ANY_PARTNER, listed=True)
    about = Ref(mark("Zu"), listed=True)
    origin = Ref(mark("Aus Vermerk"), to=("contact_note",), automatic=True)
    priority = Choice(mark("Priorität"), of="reminder_priority", listed=True)
    first_due_on = Day(mark("Ursprünglich fällig am"), automatic=True)
    postponed = Number(mark("Verschoben"), unit=mark("mal"), automatic=True)
    done_on = Day(mark("Erledigt am"), listed=True)
    result = Text(mark("Ergebnis"), searched=True, multiline=True)
