"""Council work: papers, their way through the committees, and the mandates that come out of it."""

from __future__ import annotations

from ..texts import mark
from .base import Kind, Values
from .fields import Choice, Day, Flag, Ref, Text


class CouncilPaper(Kind):
    """A paper for the council or a committee (Vorlage, Drucksache)."""

    code = "council_paper"
    label = mark("Vorlage")
    plural = mark("Vorlagen")
    icon = "newspaper"
    columns = ("title", "number", "paper_kind", "submit_by")
    order = ("submit_by", True)

    subject = Text(mark("Betreff"), required=True, searched=True)
    number = Text(mark("Drucksache"), listed=True, searched=True, max_length=80)
    paper_kind = Choice(mark("Art"), of="paper_kind", required=True, listed=True)
    case = Ref(mark("Vorgang"), to=("case",), listed=True)
    lead = Text(mark("Federführung"), listed=True)
    submit_by = Day(mark("Abgabe bis"), listed=True)
    submitted_on = Day(mark("Eingebracht am"), listed=True)
    proposal = Text(mark("Beschlussvorschlag"), searched=True, multiline=True)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True)


class Consultation(Kind):
    """One station of a paper: a committee's session, its purpose there and its result (Beratung)."""

    code = "consultation"
    label = mark("Beratung")
    plural = mark("Beratungen")
    icon = "landmark"
    named = False
    columns = ("paper", "body", "session_on", "purpose", "result")
    order = ("session_on", True)

    paper = Ref(mark("Vorlage"), to=("council_paper",), required=True, listed=True)
    body = Ref(mark("Gremium"), to=("body",), required=True, listed=True)
    session_on = Day(mark("Sitzung am"), required=True, listed=True)
    purpose = Choice(mark("Zweck"), of="paper_purpose", required=True, listed=True)
    is_public = Flag(mark("Öffentlich"), listed=True)
    result = Choice(mark("Ergebnis"), of="paper_result", listed=True)
    votes = Text(mark("Abstimmung"), max_length=120)
    remark = Text(mark("Bemerkung"), searched=True, multiline=True)

    @classmethod
    def title(cls, values: Values) -> str:
        """Return the day of the session; paper and committee stand in their own columns."""
        day = values.get("session_on")
        return cls.fields["session_on"].show(day) if day else ""


class Mandate(Kind):
    """What a committee asked to be done or reported, and until when (Auftrag)."""

    code = "mandate"
    label = mark("Auftrag")
    plural = mark("Aufträge")
    icon = "flag"
    columns = ("title", "body", "report_by", "done_on")
    order = ("report_by", False)

    text = Text(mark("Auftrag"), required=True, searched=True, max_length=500)
    body = Ref(mark("Gremium"), to=("body",), required=True, listed=True)
    given_on = Day(mark("Erteilt am"), listed=True)
    report_by = Day(mark("Berichten bis"), listed=True)
    paper = Ref(mark("Vorlage"), to=("council_paper",), listed=True)
    case = Ref(mark("Vorgang"), to=("case",), listed=True)
    done_on = Day(mark("Erledigt am"), listed=True)
    report = Text(mark("Bericht"), searched=True, multiline=True)
