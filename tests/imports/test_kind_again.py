"""A list that comes a second time changes nothing, whatever its rows leave out; what a fuzz of 20,000 rows found."""

from datetime import UTC, datetime

import pytest

from einsamkeit_desktop.imports import engine, files
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.plans import report

from ..makers import make, make_case, make_offer, make_organisation, make_person
from .own_lists import export
from .test_engine import outcomes

LONG = "Wort " * 40


def come_back(store, kind, path, all_fields):
    """Export all records of a kind and return the report of importing that list."""
    return report(engine.plan(store, files.read(export(store, kind, path, all_fields=all_fields))[:1]))


@pytest.mark.parametrize(
    "text",
    [
        "Zeitpunkt;Vereinbarung;Betrifft\n24.07.2026 10:07;Rückruf;Nirgends\n",
        "Zeitpunkt;Kontaktart;Notiz;Kontakt mit\n24.07.2026 10:07;Telefonat;ca. 30;Haus; am See, Nord\n",
        "Zeitpunkt;Betreff;Ort\n24.07.2026;Winter;hier\n",
        "Zeitpunkt;Inhalt;Dauer\n24.07.2026 10:07;*Hafen;lange* genug\n",
        f"Zeitpunkt;Betreff;Ort\n24.07.2026 0:00;{LONG};hier\n",
    ],
)
def test_a_list_of_notes_read_twice_changes_nothing(store, text):
    make_organisation(store, "Haus; am See, Nord")
    table = table_of("Vermerke", text.replace("Haus; am See, Nord", '"Haus; am See, Nord"'))
    first = engine.run(store, engine.plan(store, [table]))

    assert (first.new, first.failed) == (1, 0)
    assert outcomes(report(engine.plan(store, [table]))) == (1, 0, 0, 1, 0)


@pytest.mark.parametrize("all_fields", [True, False])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_notes_with_long_titles_blanks_and_midnight_come_back_as_they_are(store, tmp_path, ending, all_fields):
    anna, house = make_person(store), make_organisation(store, "Haus; am See, Nord")
    notes: list[dict[str, object]] = [
        {"subject": LONG.strip()},
        {"content": "zwei  Blanks\tTab"},
        {"subject": "Nachts", "participants": (house,)},
    ]
    for values in notes:
        at = datetime(2026, 8, 8).astimezone(UTC)
        make(store, "contact_note", **{"note_kind": "telefonat", "at": at, "participants": (anna,), **values})

    assert outcomes(come_back(store, "contact_note", tmp_path / f"a.{ending}", all_fields)) == (3, 0, 0, 3, 0)


def test_a_quarter_that_is_called_like_its_district_stays_one(store, tmp_path):
    make_case(store, "Anfrage", districts=("12",))

    assert outcomes(come_back(store, "case", tmp_path / "a.csv", True)) == (1, 0, 0, 1, 0)


def test_of_two_offers_of_one_name_the_row_means_that_of_its_provider(store, tmp_path):
    make_offer(store, "Frühstück")
    make_offer(store, "Frühstück", provider=make_organisation(store, "Treff"))

    assert outcomes(come_back(store, "offer", tmp_path / "a.csv", False)) == (2, 0, 0, 2, 0)


def test_a_note_of_another_hour_is_another_note(store):
    table = table_of("Vermerke", "Zeitpunkt;Betreff\n24.07.2026 10:00;Winter\n")
    engine.run(store, engine.plan(store, [table]))

    other = table_of("Vermerke", "Zeitpunkt;Betreff\n24.07.2026 12:00;Winter\n25.07.2026 10:00;Winter\n")

    assert outcomes(report(engine.plan(store, [other]))) == (2, 2, 0, 0, 0)
