"""Packs and lists for the tests of papers: short, ordinary, long and hostile ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from einsamkeit_desktop.queries.briefing import (
    Briefing,
    Line,
    NoteLine,
    OfferLine,
    Office,
    OpenPoint,
    PersonLine,
    Profile,
)
from einsamkeit_desktop.queries.sheet import Sheet, SheetColumn

TODAY = date(2026, 11, 22)
OFFICE = Office(
    "Stadt Musterhausen",
    "Büro der Oberbürgermeisterin · Koordinierungsstelle Einsamkeit",
    ("Rathausplatz 1", "12345 Musterhausen"),
    "0231 0100-20",
    "einsamkeit@musterhausen.example",
)
MARKUP = '<b>fett</b> & <img src="file:///etc/passwd"/> <para> </para> %s {0} \\n (Klammer) [eckig] <max@example.org>'
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 6
ODD = (
    "Emoji 👩‍👩‍👧 und 😀, 委員會, العربية مرحبا, עברית, \x00NUL\x07, \ud83dhalb, "
    "\u202egespiegelt\u202c, \ufeffBOM, e\u0301"
)
NAME_120 = (
    "Arbeitsgemeinschaft der Selbsthilfegruppen und Nachbarschaftsinitiativen "
    "für Alleinerziehende & Großeltern „Miteinander“ e. V."
)


def make_profile(title: str = "Verein Alleinerziehend & Stark e. V.", **changes: object) -> Profile:
    """Return an ordinary partner."""
    profile = Profile(
        title=title,
        kind_label="Organisation",
        chips=("Verein", "Kooperation", "Priorität A", "seit 96 Tagen kein Kontakt (Ziel 60)"),
        facts=(
            Line("Anschrift", "Lindenwinkel 12, 44145 Dortmund"),
            Line("Wirkungsbereich", "Innenstadt-Nord, gesamtstädtisch"),
            Line("Zielgruppen", "Alleinerziehende, junge Eltern"),
            Line("Träger", ""),
            Line("Telefon", "0231 0471-10"),
        ),
        description=(
            "Selbsthilfeverein von und für Alleinerziehende mit offenem Frühstück, Beratung und einer "
            "Patenbörse. Zwei hauptamtliche Stellen, etwa 30 Ehrenamtliche."
        ),
        people=(
            PersonLine("Aylin Çelik", "Geschäftsführung", "0231 0471-11", "celik@stark.example", "seit 03/2024"),
            PersonLine("Björn Müller", "Projektleitung Frühstück", "0231 0471-14", "mueller@stark.example"),
            PersonLine("Prof. Dr. Miriam Ötztal-Brandt", "Vorstand", "", "", "ausgeschieden 31.12.2025"),
        ),
        notes=(
            NoteLine(
                date(2026, 8, 18),
                "Telefonat",
                "Frühstück für Alleinerziehende",
                "Zweiter Standort im Hafenviertel ab Oktober möglich, Kinderbetreuung über das Familienbüro. "
                "Fahrtkosten noch offen.",
                "Aylin Çelik schickt die Termine der Frühstücksrunde bis Monatsende.",
                "Aylin Çelik, Björn Müller (Familienbüro Nord)",
            ),
            NoteLine(
                date(2026, 7, 2),
                "Sitzung",
                "Runder Tisch Alleinerziehende, 4. Sitzung",
                "",
                "Gemeinsamer Winterkalender der Angebote; Entwurf bis 30.09.",
                "12 Teilnehmende",
            ),
            NoteLine(date(2026, 6, 11), "E-Mail eingehend", "Anfrage Mehrbedarf Raum", "", "", "Aylin Çelik"),
        ),
        open_points=(
            OpenPoint("Raumfrage mit Familienbüro Nord klären", date(2026, 12, 4), "mine", "Koordinierungsstelle"),
            OpenPoint("Fahrtkosten: Fördermöglichkeit prüfen", None, "mine"),
            OpenPoint("Termine der Frühstücksrunde schicken", date(2026, 11, 18), "theirs", "Aylin Çelik", 4),
        ),
        offers=(
            OfferLine(
                "Frühstück für Alleinerziehende", "2. Samstag im Monat, 10–12 Uhr", "Hafenviertel", "läuft", TODAY
            ),
            OfferLine("Patenbörse", "nach Vereinbarung", "", "in Vorbereitung", None),
        ),
        hidden_notes=2,
    )
    return replace(profile, **changes)  # type: ignore[arg-type]


def make_briefing(*profiles: Profile, **changes: object) -> Briefing:
    """Return a pack of these partners, of one ordinary partner without any."""
    briefing = Briefing(
        title="Gespräch mit dem Verein Alleinerziehend & Stark",
        occasion="Antrittsbesuch der Oberbürgermeisterin, zweiter Standort im Hafenviertel",
        place="Lindenwinkel 12, 44145 Dortmund",
        starts_at=datetime(2026, 11, 23, 13, 0, tzinfo=UTC),
        participants=("Oberbürgermeisterin", "Aylin Çelik, Geschäftsführung", "Koordinierungsstelle Einsamkeit"),
        profiles=profiles or (make_profile(),),
        talking_points=(),
        office=OFFICE,
        today=TODAY,
    )
    return replace(briefing, **changes)  # type: ignore[arg-type]


def short_briefing() -> Briefing:
    """Return the least a pack can hold."""
    profile = Profile("TuS Kranich 09 e. V.", "Organisation", (), (), "", (), (), (), ())
    return Briefing("Kurz", "", "", None, (), (profile,), (), Office("", "", ()), TODAY)


def long_briefing(count: int = 24) -> Briefing:
    """Return a pack of many partners, each with long notes."""
    note = make_profile().notes[0]
    profiles = []
    for number in range(count):
        notes = [
            replace(note, content=note.content * (1 + (number + n) % 4), day=date(2026, 1 + n, 3)) for n in range(7)
        ]
        profiles.append(make_profile(f"Seniorenbüro Nummer {number + 1} (Demo)", notes=tuple(notes)))
    points = tuple(f"Punkt {number}: Was aus dem Winterkalender wird und wer ihn pflegt." for number in range(1, 9))
    return make_briefing(*profiles, talking_points=points, title="Runde der Seniorenbüros", confidential=True)


def hostile_briefing() -> Briefing:
    """Return a pack of everything that breaks papers: markup, endless words, foreign scripts, huge texts."""
    texts = (MARKUP, LONG_WORD, ODD, NAME_120)
    people = tuple(PersonLine(text, text, "0231 " + "1" * 60, text, text) for text in texts)
    notes = tuple(NoteLine(TODAY, text, text, text * 3, text + "\n\n" + text, text) for text in texts)
    huge = NoteLine(
        TODAY, "Besuch", "Sehr lang", "Ein Satz zum Umbrechen. " * 850, "Vereinbart ist viel. " * 950, "alle"
    )
    profile = make_profile(
        NAME_120,
        description=f"{MARKUP}\r\n\r\n{ODD}\u2028{LONG_WORD}",
        chips=texts,
        facts=tuple(Line(text, text) for text in texts),
        people=people,
        notes=(*notes, huge),
        open_points=tuple(OpenPoint(text, TODAY, whose, text, 400) for text in texts for whose in ("mine", "theirs")),
        offers=tuple(OfferLine(text, text, text, text, TODAY) for text in texts),
    )
    return make_briefing(
        profile,
        make_profile(ODD),
        make_profile(LONG_WORD),
        title=MARKUP,
        occasion=ODD,
        place=LONG_WORD,
        participants=texts,
    )


COLUMNS = (
    SheetColumn("Organisation", "text"),
    SheetColumn("Art", "text"),
    SheetColumn("Wirkungsbereich", "text"),
    SheetColumn("Anschrift", "text"),
    SheetColumn("Telefon", "text"),
    SheetColumn("Letzter Kontakt", "day"),
    SheetColumn("Kontakte", "number"),
    SheetColumn("Priorität", "text"),
)
ROWS = (
    (
        *("Mehrgenerationenhaus Lindenwinkel", "MGH", "Mengede", "Am Kranichplatz 3, 44359 Dortmund", "0231 0471-0"),
        *(date(2026, 8, 2), 12, "A"),
    ),
    (
        *("Verein Alleinerziehend & Stark e. V.", "Verein", "Innenstadt-Nord", "Lindenwinkel 12, 44145 Dortmund"),
        *("0231 0471-10", date(2026, 8, 18), 1234, "A"),
    ),
    ("Wohnungsgenossenschaft Grüner Bogen eG", "Wohnungsunternehmen", "Hombruch, Hörde", "", "", None, 0, "B"),
    (
        *("Hochschule Ruhrbogen – Soziale Arbeit", "Hochschule", "gesamtstädtisch", "Campusallee 1, 04109 Leipzig"),
        *("0231 0999-1", date(2026, 1, 9), 12500, "C"),
    ),
)


def make_sheet(length: int = 4, **changes: object) -> Sheet:
    """Return a list with so many rows."""
    sheet = Sheet(
        title="Partnerliste",
        sentence="Organisationen, Wirkungsbereich Innenstadt-Nord oder gesamtstädtisch, Zielgruppe Alleinerziehende",
        columns=COLUMNS,
        rows=tuple(ROWS[number % len(ROWS)] for number in range(length)),
        count=length,
        author="Koordinierungsstelle Einsamkeit",
        today=TODAY,
        purpose="Einladung zum Runden Tisch",
        left_out=3,
        office="Stadt Musterhausen, Koordinierungsstelle Einsamkeit",
        criteria=(Line("Wirkungsbereich", "Innenstadt-Nord + gesamtstädtisch"), Line("Zielgruppe", "Alleinerziehende")),
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]


def hostile_sheet() -> Sheet:
    """Return a list with everything that breaks tables."""
    rows: list[tuple[object, ...]] = [
        (text, text, "", text[:40], "=1+1", None, 3.14159, text[:3]) for text in (MARKUP, LONG_WORD, ODD, NAME_120)
    ]
    rows.append(("Roman", "x", "Ein Satz zum Umbrechen. " * 850, "", "", TODAY, -5, ""))
    return make_sheet(title=MARKUP, sentence=ODD, rows=tuple(rows), count=len(rows))
