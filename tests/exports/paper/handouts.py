"""Record sheets, Akten, reports, minutes, badges and labels for the tests: short, ordinary, long and hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from einsamkeit_desktop.queries.briefing import Line, OpenPoint, PersonLine
from einsamkeit_desktop.queries.handouts import (
    AktePaper,
    AttendanceSheet,
    Attendee,
    Badges,
    CaseReport,
    CouncilLine,
    CourseEntry,
    Head,
    Imprint,
    Label,
    Labels,
    LineGroup,
    Minutes,
    PracticeProfile,
    RecordSheet,
    TaskLine,
)

from .stories import LONG_WORD, MARKUP, NAME_120, ODD, OFFICE, TODAY

IMPRINT = Imprint(OFFICE, TODAY, left_out=2, person_ids=(1, 2))
HEAD = Head("Organisation", "Verein Alleinerziehend & Stark e. V.", ("Verein", "Kooperation", "Priorität A"))
FACTS = (Line("Anschrift", "Lindenwinkel 12, 44145 Dortmund"), Line("Zielgruppen", "Alleinerziehende, junge Eltern"))
PEOPLE = (
    PersonLine("Aylin Çelik", "Geschäftsführung", "0231 0471-10", "celik@stark.example", "seit 03/2024"),
    PersonLine("Dr. Łukasz Đorđević", "Vorstand", "", "", "ausgeschieden 31.12.2025"),
)
TASKS = (
    TaskLine("Raumfrage mit Familienbüro Nord klären", date(2026, 11, 30), "Aylin Çelik"),
    TaskLine("Termine schicken", date(2026, 12, 4)),
    TaskLine("Flyer", None, "", date(2026, 11, 20)),
)
ENTRY = CourseEntry(
    date(2026, 11, 13),
    "Besuch",
    "Frühstück für Alleinerziehende",
    "Lindenwinkel 12",
    "Aylin Çelik, Verein Alleinerziehend & Stark e. V.",
    "Sechs Familien kommen regelmäßig.\nDer Raum ist ab Januar belegt.",
    "Winterkalender gemeinsam drucken.",
    TASKS[:1],
)
DOCUMENTS = (Line("Kooperationsvertrag.pdf", "12.03.2026"),)
POINTS = (OpenPoint("Raumfrage klären", TODAY, "mine"), OpenPoint("Zahlen schicken", TODAY, "theirs", "Aylin Çelik", 4))
ATTENDEES = (
    Attendee("Aylin Çelik", "Verein Alleinerziehend & Stark e. V.", "Geschäftsführung"),
    Attendee("Sr. Benedikta"),
    Attendee("", "Familienbüro Nord"),
)
ADDRESS = Label(("Verein Alleinerziehend & Stark e. V.", "Frau Aylin Çelik", "Lindenwinkel 12", "44145 Dortmund"))


def sheet() -> RecordSheet:
    """Return an ordinary record sheet."""
    related = (LineGroup("Angebote", (Line("Offenes Frühstück", "aktiv · Zuletzt geprüft 02.03.2026"),)),)
    groups = (LineGroup("Stammdaten", FACTS), LineGroup("Zusammenarbeit", FACTS))
    return RecordSheet(HEAD, groups, "Ansprechpersonen", PEOPLE, related, IMPRINT)


def akte(count: int = 3) -> AktePaper:
    """Return an Akte with so many entries."""
    entries = tuple(replace(ENTRY, is_confidential=number == 1) for number in range(count))
    return AktePaper(HEAD, "Gesamter Zeitraum, neueste Einträge zuerst", entries, POINTS, DOCUMENTS, IMPRINT)


def report() -> CaseReport:
    """Return an ordinary report on a case."""
    head = Head("Vorgangsbericht", "Raum mit Küche gesucht", ("Anfrage", "In Arbeit"))
    outcome = (Line("Ergebnis", "Vermittelt"),)
    text = "Gesucht wird ein Raum.\nStufenlos."
    council = (CouncilLine("Bericht", "Drucksache 26/1", "Rat", "10.12.2026", "Beschluss", "beschlossen"),)
    return CaseReport(head, FACTS, PEOPLE, text, (ENTRY,), POINTS, outcome, IMPRINT, TASKS, council, council)


def minutes() -> Minutes:
    """Return ordinary minutes."""
    head = Head("Niederschrift", "Runder Tisch Migration")
    return Minutes(head, FACTS, ATTENDEES, ENTRY.content, ENTRY.agreement, TASKS, IMPRINT)


def practice() -> PracticeProfile:
    """Return an ordinary practice profile."""
    sections = tuple(Line(label, ENTRY.content) for label in ("Problem", "Vorgehen", "Ergebnisse"))
    return PracticeProfile(Head("Gute Praxis", "Feiertagstisch"), "Kurz.", FACTS, sections, PEOPLE, FACTS, IMPRINT)


def attendance(count: int = 3, free_rows: int = 2) -> AttendanceSheet:
    """Return a list to sign; day and place are asked for."""
    people = tuple(ATTENDEES[number % 3] for number in range(count))
    return AttendanceSheet(
        Head("Teilnehmendenliste", "Beirat"), (Line("Datum", ""), Line("Ort", "Rathaus")), people, IMPRINT, free_rows
    )


def badges(*names: str) -> Badges:
    """Return badges for names."""
    return Badges(tuple(Attendee(name, HEAD.title, "Geschäftsführung") for name in names), IMPRINT)


def labels(count: int = 5) -> Labels:
    """Return so many labels."""
    return Labels((ADDRESS,) * count, IMPRINT, ("Niemand",))


def hostile() -> dict[str, object]:
    """Return one paper of each shape in which every text is bad."""
    bad = f"{MARKUP}\n{ODD}\n{LONG_WORD}"
    head = Head(MARKUP, f"{NAME_120} {LONG_WORD}", (MARKUP, ODD, LONG_WORD))
    facts = (Line(LONG_WORD, bad), Line("", MARKUP), Line(ODD, ""))
    person = PersonLine(NAME_120, LONG_WORD, ODD, "<max@example.org>" * 9, MARKUP)
    task = TaskLine(bad, TODAY, LONG_WORD, TODAY, bad)
    entry = CourseEntry(TODAY, MARKUP, LONG_WORD, ODD, bad, bad * 20, bad, (task,) * 3, True)
    attendee = Attendee(f"{NAME_120} {ODD}", LONG_WORD, MARKUP)
    groups = (LineGroup(MARKUP, facts), LineGroup("", facts))
    council = (CouncilLine(bad, ODD, LONG_WORD, MARKUP, NAME_120, LONG_WORD),) * 3
    return {
        "sheet": RecordSheet(head, groups, ODD, (person,) * 4, groups, IMPRINT),
        "akte": AktePaper(head, bad, (entry,) * 4, (OpenPoint(bad, None, "mine", LONG_WORD, 900),), facts, IMPRINT),
        "report": CaseReport(head, facts, (person,), bad, (entry,), (), facts, IMPRINT, (task,), council, council),
        "minutes": Minutes(head, facts, (attendee,) * 3, bad * 30, bad, (task,), IMPRINT),
        "practice": PracticeProfile(head, bad, facts, facts, (person,), facts, IMPRINT),
        "attendance": AttendanceSheet(head, facts, (attendee,) * 5, IMPRINT),
        "badges": Badges((attendee, Attendee(LONG_WORD), Attendee(""), Attendee("委員會")), IMPRINT),
        "labels": Labels((Label((NAME_120, MARKUP, ODD)), Label((LONG_WORD * 3,)), ADDRESS), IMPRINT),
    }
