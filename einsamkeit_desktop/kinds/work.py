"""Daily work: contact notes, reminders and cases."""

from __future__ import annotations

from ..texts import mark
from .base import Kind, Values
from .fields import Areas, Choice, Day, Links, Moment, Number, Ref, Terms, Text

ANY_PARTNER = ("person", "organisation", "body", "municipality")


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
    about = Links(mark("Betrifft"), to=("case", "event", "practice", "offer", "exchange"))
    occasion = Text(mark("Anlass"), searched=True)
    content = Text(mark("Inhalt"), searched=True, multiline=True)
    agreement = Text(mark("Vereinbarung"), searched=True, multiline=True)

    @classmethod
    def title(cls, values: Values) -> str:
        """Return the subject, else the first line of the text, cut at a word after some 80 characters."""
        text = values.get("subject") or values.get("content") or values.get("agreement") or ""
        line = text.strip().partition("\n")[0].strip()
        if len(line) <= 80:
            return line
        return line[:80].rpartition(" ")[0].rstrip(" ,;:–-") + " …" if " " in line[:80] else line[:79] + "…"


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
    owner = Choice(mark("Wer"), of="reminder_owner", required=True, listed=True)
    waiting_for = Ref(mark("Warten auf"), to=ANY_PARTNER, listed=True)
    about = Ref(mark("Zu"), listed=True)
    origin = Ref(mark("Aus Vermerk"), to=("contact_note",), automatic=True)
    priority = Choice(mark("Priorität"), of="reminder_priority", listed=True)
    first_due_on = Day(mark("Ursprünglich fällig am"), automatic=True)
    postponed = Number(mark("Verschoben"), unit=mark("mal"), automatic=True)
    done_on = Day(mark("Erledigt am"), listed=True)
    result = Text(mark("Ergebnis"), searched=True, multiline=True)


class Case(Kind):
    """A request, project, funding matter or council paper with its file reference (Vorgang)."""

    code = "case"
    label = mark("Vorgang")
    plural = mark("Vorgänge")
    icon = "folder-open"
    columns = ("title", "file_reference", "status", "deadline_on")
    starts_with = {"status": "neu"}

    subject = Text(mark("Betreff"), required=True, searched=True)
    file_reference = Text(mark("Aktenzeichen"), listed=True, searched=True, max_length=80)
    case_kind = Choice(mark("Art"), of="case_kind", required=True, listed=True)
    status = Choice(mark("Status"), of="case_status", required=True, listed=True)
    priority = Choice(mark("Priorität"), of="case_priority", listed=True)
    lead = Text(mark("Federführung"), listed=True)
    document_reference = Text(mark("Zeichen in der E-Akte"), searched=True, hint=mark("Verweis auf die führende Akte"))
    opened_on = Day(mark("Eröffnet am"), listed=True)
    deadline_on = Day(mark("Frist"), listed=True)
    closed_on = Day(mark("Abgeschlossen am"), listed=True)
    parties = Links(mark("Beteiligte"), to=ANY_PARTNER)
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True)
    districts = Areas(mark("Bezirk"), meaning="concerns", listed=True)
    pseudonym = Text(
        mark("Kennwort"), listed=True, searched=True, max_length=20, hint=mark("Zufälliger Code statt eines Namens.")
    )
    age_band = Choice(mark("Altersgruppe"), of="age_band")
    description = Text(mark("Sachverhalt"), searched=True, multiline=True)
    result = Choice(mark("Ergebnis"), of="case_result", listed=True)
    outcome = Text(mark("Ausgang"), searched=True, multiline=True)
