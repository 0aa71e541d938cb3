"""Exchange with other municipalities: practice sheets and what was given or received."""

from __future__ import annotations

from ..texts import mark
from .base import Kind
from .fields import Choice, Day, Flag, Links, Number, Ref, Terms, Text

_ADOPTION = mark("Übertragung")


class Practice(Kind):
    """A practice sheet: problem, approach, effect, evidence, adoption status (Gute Praxis)."""

    code = "practice"
    label = mark("Gute Praxis")
    plural = mark("Gute Praxis")
    counted = (mark("Beispiel guter Praxis"), mark("Beispiele guter Praxis"))
    icon = "lightbulb"
    columns = ("title", "municipality", "evidence", "transfer_status")

    name = Text(mark("Titel"), required=True, searched=True)
    summary = Text(mark("Kurzfassung"), searched=True, multiline=True)
    municipality = Ref(mark("Herkunftskommune"), to=("municipality",), listed=True)
    provider = Text(mark("Träger"), searched=True, listed=True)
    people = Links(mark("Ansprechpersonen"), to=("person",))
    problem = Text(mark("Problem, Anlass"), searched=True, multiline=True)
    goal = Text(mark("Ziel"), searched=True, multiline=True)
    setting = Text(mark("Setting"), searched=True, listed=True)
    approach = Text(mark("Vorgehen"), searched=True, multiline=True)
    conditions = Text(mark("Voraussetzungen"), searched=True, multiline=True)
    resources = Text(mark("Aufwand"), searched=True, multiline=True)
    staff = Text(mark("Personal"), hint=mark("Vollzeitstellen, Ehrenamtliche"))
    cost = Text(mark("Kosten"), hint=mark("einmalig, laufend, Jahr"))
    funding = Text(mark("Finanzierung"), searched=True)
    partners = Text(mark("Beteiligte Partner"), searched=True, multiline=True)
    reach = Text(mark("Reichweite"), hint=mark("Personen im Jahr"))
    effect = Text(mark("Ergebnisse"), searched=True, multiline=True)
    evaluation = Text(mark("Evaluation"), searched=True, multiline=True)
    success_factors = Text(mark("Erfolgsfaktoren"), searched=True, multiline=True)
    pitfalls = Text(mark("Stolpersteine"), searched=True, multiline=True)
    target_groups = Terms(mark("Zielgruppen"), of="target_group", listed=True, searched=True)
    topics = Terms(mark("Themen"), of="topic", listed=True, searched=True)
    maturity = Choice(mark("Reifegrad"), of="maturity", listed=True, group=_ADOPTION)
    evidence = Choice(mark("Evidenz"), of="evidence", listed=True, group=_ADOPTION)
    transferability = Choice(mark("Übertragbarkeit"), of="transferability", listed=True, group=_ADOPTION)
    transfer_status = Choice(mark("Transferstatus"), of="transfer_status", listed=True, group=_ADOPTION)
    transfer_note = Text(mark("Begründung"), searched=True, multiline=True, group=_ADOPTION)
    source = Text(mark("Quelle"), group=_ADOPTION)
    origin = Ref(mark("Aus Vorgang"), to=("case",), group=_ADOPTION)
    shareable = Flag(mark("Darf weitergegeben werden"), group=_ADOPTION)
    as_of = Day(mark("Stand"), listed=True, group=_ADOPTION)


class Exchange(Kind):
    """What was given to or received from which municipality, when, and what came of it (Austausch)."""

    code = "exchange"
    label = mark("Austausch")
    plural = mark("Austausch")
    counted = (mark("Austausch"), mark("Austausche"))
    icon = "arrow-left-right"
    columns = ("title", "municipality", "exchange_kind", "direction", "day")
    order = ("day", True)

    subject = Text(mark("Betreff"), required=True, searched=True)
    municipality = Ref(mark("Kommune"), to=("municipality",), required=True, listed=True)
    day = Day(mark("Am"), required=True, listed=True)
    exchange_kind = Choice(mark("Art"), of="exchange_kind", listed=True)
    direction = Choice(mark("Richtung"), of="exchange_direction", required=True, listed=True)
    practice = Ref(mark("Gute Praxis"), to=("practice",), listed=True)
    people = Links(mark("Beteiligt"), to=("person",))
    duration_minutes = Number(mark("Dauer"), unit=mark("min"))
    content = Text(mark("Inhalt"), searched=True, multiline=True)
    outcome = Text(mark("Was daraus wurde"), searched=True, multiline=True)
