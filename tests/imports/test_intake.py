"""One file on its way in: choices change the plan and nothing else, and mangled files end in a plan or a sentence."""

import random

import pytest

from einsamkeit_desktop.errors import Trouble
from einsamkeit_desktop.imports import csvfile, vcard
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.labels import Target
from einsamkeit_desktop.imports.rules import Rules
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.imports import ImportProfile

from ..hostile import HOSTILE
from .corpora import every_file, needed
from .test_files import mutated

TABLE = csvfile.table_of("a.csv", "Organisation;Farbe;Leer\nTreff;;\nHaus;rot;\n")


def planned(store, intake):
    return intake.planning(store)(Progress())


def test_an_example_is_the_first_text_of_a_column(store):
    intake = Intake.of((TABLE,), {})

    assert intake.examples(0) == ["Treff", "rot", ""]
    assert intake.empty_columns(0) == {2}


def test_another_header_row_recognises_its_columns_anew(store):
    intake = Intake.of((TABLE,), {})
    intake.choose_header(0, 0)

    assert intake.tables[0].header_row == 0 and len(intake.tables[0].rows) == 3
    intake.choose_header(0, 1)
    assert intake.targets[0][0] == Target("name", "organisation")


def test_an_unknown_column_keeps_its_header_in_the_remark_beside_chosen_ones(store):
    intake = Intake.of((TABLE,), {})
    intake.choose_target(0, 2, Target("short_name"))

    plan = planned(store, intake)

    (house,) = [subject for subject in plan.subjects if subject.title == "Haus"]
    assert house.values["remark"] == "Farbe: rot"


def test_a_profile_brings_its_rules_along(store):
    profile = ImportProfile("P", {"Organisation": "name|organisation", "Farbe": "short_name", "Leer": "ignore"})
    known = {"P": ImportProfile("P", profile.columns, tuple(Rules(changes=False).kept()))}

    intake = Intake.of((TABLE,), known)

    assert intake.profile == "P" and intake.rules == Rules(changes=False)
    assert intake.as_profile("P") == known["P"]


def test_a_file_is_read_again_with_the_rules_kept(store, tmp_path):
    (tmp_path / "a.csv").write_bytes("Organisation|Ort\nTreff Süd|Köln\n".encode("cp1252"))
    first = Intake.of((csvfile.read_csv(tmp_path / "a.csv"),), {}, tmp_path / "a.csv")
    first.rules = Rules(makes=False)

    again = first.read_again("cp850", "|")

    assert again.tables[0].encoding == "cp850" and again.rules == Rules(makes=False)
    assert "\u00fc" not in again.tables[0].rows[0][0]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_end_in_a_plan_that_adds_up(store, text):
    quoted = text.replace('"', '""')
    table = csvfile.table_of("a.csv", f'Organisation;Ansprechperson;Telefon\n"{quoted}";"{quoted}";"{quoted}"\n')

    plan = planned(store, Intake.of((table,), {}))

    assert sum(plan.count(outcome) for outcome in ("new", "updated", "skipped", "failed")) == plan.read


@needed
def test_mutated_files_end_in_a_plan_or_a_sentence(store):
    chance = random.Random(20261122)
    cards = [path.read_bytes()[:8_000] for path in every_file() if path.suffix == ".vcf"]
    for number in range(60):
        changed = mutated(chance.choice(cards), chance)
        for read in (vcard.table_of, lambda name, raw: csvfile.table_of(name, csvfile.decode(raw))):
            try:
                plan = planned(store, Intake.of((read(f"{number}", changed),), {}))
            except Trouble as trouble:
                assert str(trouble)
            else:
                assert plan.read == len(plan.rows)


COVER = csvfile.table_of("Deckblatt", "Partnerliste 2026\nStand: heute\n")
LIST = csvfile.table_of("Partner", "Stand: heute\n\n\n\n\n\nOrganisation;Ort\nTreff;Dortmund\n")


def test_a_workbook_is_looked_at_where_it_names_partners_and_says_what_it_leaves_out(store):
    intake = Intake.of((COVER, LIST), {})
    assert (intake.place, intake.used, LIST.header_row) == (1, [False, True], 7)

    plan = planned(store, intake)

    assert plan.read == 1
    assert [remark.sentence for remark in plan.remarks] == [
        "Blatt „Deckblatt“: Nennt weder Organisationen noch Personen und wurde ausgelassen."
    ]


def test_a_sheet_that_names_partners_from_now_on_is_imported(store):
    intake = Intake.of((COVER, LIST), {})

    intake.choose_target(0, 0, Target("name", "organisation"))

    assert intake.used == [True, True] and intake.place == 1
    assert planned(store, intake).read == 2


def test_one_sheet_at_least_stays_in_use():
    intake = Intake.of((COVER, LIST), {})

    assert not intake.use(1, False) and intake.used == [False, True]
    assert intake.use(0, True) and intake.use(1, False) and intake.used == [True, False]


def test_a_profile_of_a_workbook_is_taken_by_itself_whatever_sheet_comes_first():
    intake = Intake.of((COVER, LIST), {})
    intake.choose_target(1, 1, Target("short_name"))
    kept = intake.as_profile("Jahresliste")
    assert set(kept.columns) == {"Organisation", "Ort"}

    again = Intake.of((COVER, LIST), {"Jahresliste": kept})

    assert again.profile == "Jahresliste" and again.targets[1][1] == Target("short_name")
    assert (again.place, again.used) == (1, [False, True])
