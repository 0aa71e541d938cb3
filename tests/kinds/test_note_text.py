"""What the text of a note says beside its words."""

from datetime import date

import pytest

from einsamkeit_desktop.kinds.note_templates import NoteTemplate, built_in, from_setting, to_setting
from einsamkeit_desktop.kinds.note_text import (
    fill_section,
    follow_up_doubt,
    follow_up_in,
    headings,
    landing_day,
    split_due,
    split_owner,
    task_in,
    without_empty,
    without_follow_up,
)

SUNDAY = date(2026, 11, 22)
PEOPLE = {7: "Aylin Çelik", 8: "Björn Müller", 9: "Petra Müller", 10: "Haus der Vielfalt e. V."}


@pytest.mark.parametrize(
    ("line", "text", "day"),
    [
        ("Angebot schicken bis fr", "Angebot schicken", date(2026, 11, 27)),
        ("Rückruf, bis zum 10.12.", "Rückruf", date(2026, 12, 10)),
        ("Termin klären WV +14", "Termin klären", date(2026, 12, 6)),
        ("Bericht lesen bis morgen.", "Bericht lesen", date(2026, 11, 23)),
        ("Raum buchen bis 10.2.", "Raum buchen", date(2027, 2, 10)),
        ("Raum buchen bis 10.10.", "Raum buchen", date(2027, 10, 10)),
        ("Wir warten, bis alle da sind", "Wir warten, bis alle da sind", None),
        ("bis morgen", "bis morgen", None),
        ("Raumfrage klären", "Raumfrage klären", None),
        ("Kostenaufstellung schicken fr", "Kostenaufstellung schicken", date(2026, 11, 27)),
        ("Rückruf Müller, Mo", "Rückruf Müller", date(2026, 11, 23)),
        ("Plakate drucken am Freitag.", "Plakate drucken", date(2026, 11, 27)),
        ("Plakate drucken 10.12.", "Plakate drucken", date(2026, 12, 10)),
        ("Plakate drucken am 10.12.", "Plakate drucken", date(2026, 12, 10)),
        ("Sitzung 10.12.", "Sitzung 10.12.", None),
        ("Protokoll nachreichen 10.11.", "Protokoll nachreichen 10.11.", None),
        ("Einladung für Fr", "Einladung für Fr", None),
        ("Öffnungszeiten klären, Mo, Di", "Öffnungszeiten klären, Mo, Di", None),
        ("Wir machen das so", "Wir machen das so", None),
        ("fr", "fr", None),
    ],
)
def test_a_task_line_may_end_in_its_day(line: str, text: str, day: date | None) -> None:
    assert split_due(line, SUNDAY) == (text, day)


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("Frau Çelik fragen. WV fr", "Frau Çelik fragen.", date(2026, 11, 27)),
        ("WV +14, dann weiter", "dann weiter", date(2026, 12, 6)),
        ("Rückruf – WV 10.2.", "Rückruf", date(2027, 2, 10)),
        ("erst WV +3\ndann WV in 2 Wochen", "erst WV +3\ndann", date(2026, 12, 6)),
        ("wv: morgen anrufen", "anrufen", date(2026, 11, 23)),
        ("WV fr", "WV fr", date(2026, 11, 27)),
    ],
)
def test_the_text_says_when_to_come_back(text: str, rest: str, day: date) -> None:
    found = follow_up_in(text, SUNDAY)

    assert found is not None and found.day == day
    assert without_follow_up(text, SUNDAY) == rest


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Rückruf, WV 31.2.", "„WV 31.2.“ nennt keinen kommenden Tag"),
        ("WV gestern", "„WV gestern“ nennt keinen kommenden Tag"),
        ("WV fr\nWV 10.2.20, sonst nichts", "„WV 10.2.20“ nennt keinen kommenden Tag"),
        ("WV fr, sonst WV mo", "mehrere Wiedervorlagen im Text, es gilt die letzte"),
        ("WV fr. Wie gesagt: WV fr", ""),
        ("Die WV ist erledigt, WV 12 Stühle", ""),
        ("WV +14", ""),
    ],
)
def test_a_follow_up_that_cannot_be_meant_is_told(text: str, doubt: str) -> None:
    assert follow_up_doubt(text, SUNDAY) == doubt


@pytest.mark.parametrize("text", ["", "BWV 147", "WV", "WV-Liste durchgehen", "WV gestern", "die WV\nfr", "WV 10.2.20"])
def test_no_day_to_come_back_is_read_into_other_words(text: str) -> None:
    assert follow_up_in(text, SUNDAY) is None


@pytest.mark.parametrize(
    ("line", "text", "owner"),
    [
        ("Çelik: Raumplan schicken", "Raumplan schicken", 7),
        ("Frau Celik: Raumplan schicken", "Raumplan schicken", 7),
        ("Björn Müller: anrufen", "anrufen", 8),
        ("Müller: anrufen", "Müller: anrufen", None),
        ("Haus der Vielfalt e. V.: Liste", "Liste", 10),
        ("Wichtig: Liste schicken", "Wichtig: Liste schicken", None),
        ("um 10:30 anrufen", "um 10:30 anrufen", None),
    ],
)
def test_a_task_that_begins_with_a_name_is_theirs(line: str, text: str, owner: int | None) -> None:
    assert split_owner(line, PEOPLE) == (text, owner)


def test_lines_of_minutes_name_tasks() -> None:
    assert task_in("- Aufgabe: Çelik: **Raumplan** bis fr") == "Çelik: Raumplan bis fr"
    assert task_in("Aufgabe:") == ""
    assert task_in("Die Aufgabe: schwer") == ""


def test_a_day_lands_on_a_working_day_of_the_state() -> None:
    assert landing_day(date(2026, 11, 28), SUNDAY, "NW") == date(2026, 11, 30)
    assert landing_day(date(2027, 5, 27), SUNDAY, "NW") == date(2027, 5, 28)  # Corpus Christi
    assert landing_day(date(2027, 5, 27), SUNDAY, "BE") == date(2027, 5, 27)
    assert landing_day(SUNDAY, SUNDAY, "NW") == SUNDAY


def test_headings_over_nothing_go_and_others_stay() -> None:
    text = "## Tagesordnung\n\nHaushalt\n\n## Anwesend\n\n## Eigenes\n\n## Beschlüsse\n"

    assert headings(text) == ["Tagesordnung", "Anwesend", "Eigenes", "Beschlüsse"]
    kept = without_empty(text, {"Tagesordnung", "Anwesend", "Beschlüsse"})
    assert kept == "## Tagesordnung\n\nHaushalt\n\n## Eigenes"


def test_a_section_is_filled_only_while_it_is_empty() -> None:
    filled = fill_section("## Anwesend\n\n## Beschlüsse\n", "Anwesend", "Aylin Çelik")

    assert filled == "## Anwesend\nAylin Çelik\n\n## Beschlüsse\n"
    assert fill_section(filled, "Anwesend", "Can Yıldız") == filled
    assert fill_section("Ohne", "Anwesend", "Aylin Çelik") == "Ohne"


def test_own_templates_survive_the_setting_and_rubbish_does_not() -> None:
    own = (NoteTemplate("Runde", "sitzung", "## Thema\n"),)

    assert from_setting(to_setting(own)) == own
    assert from_setting([{"name": "x"}, 3, None]) == () == from_setting({"a": 1})
    assert [template.name for template in built_in()] == ["Protokoll", "Telefonnotiz", "Besuch"]
