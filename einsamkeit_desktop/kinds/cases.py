"""Cases, and the pseudonymous ones of citizens, which have no field for a person."""

from __future__ import annotations

from ..texts import mark
from .base import Kind, Values
from .fields import Areas, Choice, Day, Links, Terms, Text
from .work import ANY_PARTNER

_PEOPLE = mark("Beteiligte")
_END = mark("Abschluss")


class Case(Kind):
    """A request, project, funding matter or council paper with its file reference (Vorgang)."""

    code = "case"
    label = mark("Vorgang")
    plural = mark("Vorgänge")
    icon = "folder-open"
    columns = ("title", "file_reference", "status", "deadline_on")
    order = ("deadline_on", False)
    starts_with = {"status": "neu"}

    subject = Text(mark("Betreff"), required=True, searched=True)
    file_reference = Text(
        mark("Aktenzeichen"), listed=True, searched=True, max_length=80, hint=mark("Leer: wird nach Vorlage vergeben.")
    )
    case_kind = Choice(mark("Art"), of="case_kind", required=True, listed=True)
    status = Choice(mark("Status"), of="case_status", required=True, listed=True)
    waiting_until = Day(mark("Wartet bis"), listed=True)
    priority = Choice(mark("Priorität"), of="case_priority", listed=True)
    lead = Text(mark("Federführung"), listed=True)
    document_reference = Text(mark("Zeichen in der E-Akte"), searched=True, hint=mark("Verweis auf die führende Akte"))
    opened_on = Day(mark("Eröffnet am"), listed=True)
    deadline_on = Day(mark("Frist"), listed=True)
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True)
    districts = Areas(mark("Bezirk"), meaning="concerns", listed=True)
    description = Text(mark("Sachverhalt"), searched=True, multiline=True)
    parties = Links(mark("Beteiligt"), to=ANY_PARTNER, group=_PEOPLE)
    applicants = Links(mark("Anfragend, antragstellend"), to=ANY_PARTNER, listed=True, group=_PEOPLE)
    cosigners = Links(mark("Mitzeichnung"), to=ANY_PARTNER, group=_PEOPLE)
    informed = Links(mark("Zur Kenntnis"), to=ANY_PARTNER, group=_PEOPLE)
    result = Choice(mark("Ergebnis"), of="case_result", listed=True, group=_END)
    outcome = Text(mark("Ausgang"), searched=True, multiline=True, group=_END)
    closed_on = Day(mark("Abgeschlossen am"), listed=True, group=_END)
    reopened_because = Text(mark("Wieder aufgenommen, weil"), group=_END)


class CitizenCase(Kind):
    """What a citizen asked, under a random code: no name, no birthday, no address (Bürgeranliegen).

    Source of the rules: a person in need must not be found again through her case.
    """

    code = "citizen_case"
    label = mark("Bürgeranliegen")
    plural = mark("Bürgeranliegen")
    icon = "message-circle"
    columns = ("title", "concern", "districts", "status", "received_on")
    order = ("received_on", True)
    kept_back = ("description", "outcome")
    starts_with = {"status": "neu"}

    pseudonym = Text(mark("Kennwort"), searched=True, max_length=20, automatic=True)
    received_on = Day(mark("Eingang"), required=True, listed=True)
    channel = Choice(mark("Weg"), of="channel", listed=True)
    concern = Choice(mark("Anliegen"), of="concern", required=True, listed=True)
    age_band = Choice(mark("Altersgruppe"), of="age_band", listed=True)
    districts = Areas(mark("Bezirk"), meaning="concerns", listed=True)
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True)
    description = Text(
        mark("Was gesucht wird"), searched=True, multiline=True, hint=mark("Ohne Namen, Anschrift und Telefonnummer.")
    )
    status = Choice(mark("Status"), of="case_status", required=True, listed=True)
    referred_to = Links(mark("Vermittelt an"), to=("offer", "organisation"), listed=True)
    result = Choice(mark("Ergebnis"), of="case_result", listed=True, group=_END)
    outcome = Text(mark("Ausgang"), searched=True, multiline=True, group=_END)
    closed_on = Day(mark("Abgeschlossen am"), listed=True, group=_END)

    @classmethod
    def subtitle(cls, values: Values) -> str:
        """Return the beginning of what is looked for, so that a code in a list says something."""
        line = str(values.get("description") or "").strip().partition("\n")[0]
        return line if len(line) <= 80 else line[:79].rstrip() + "…"
