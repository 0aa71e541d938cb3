"""What a sheet lists can be chosen by hand, and a profile keeps it; a preset makes nothing else of a list."""

from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.kindcolumns import KindTarget, choices_of
from einsamkeit_desktop.imports.kindwords import LISTED
from einsamkeit_desktop.imports.presets import key_of, presets, target_of
from einsamkeit_desktop.progress import Progress

from .test_engine import records

OFFERS = table_of("Angebote", "Angebot;Anbieter;Dauer;Geburtstag\nTafelrunde;Treff;3 h;1.1.1950\n")
UNCLEAR = table_of("Liste", "Bezeichnung;Wann\nSommerfest;12.06.2027 15:00\n")


def planned(store, intake):
    return intake.planning(store)(Progress())


def test_a_list_nobody_recognises_becomes_what_the_person_says(store):
    intake = Intake.of((UNCLEAR,), {})
    assert intake.kind(0) == ""

    intake.choose_kind(0, "event")
    intake.choose_target(0, 0, KindTarget("name", "event"))

    plan = planned(store, intake)
    assert [target.field for target in intake.targets[0]] == ["name", "starts_at"]
    assert [(row.outcome, row.title) for row in plan.rows] == [("new", "Sommerfest")]


def test_a_list_taken_for_another_may_be_one_of_partners_all_the_same(store):
    intake = Intake.of((OFFERS,), {})
    assert (intake.kind(0), intake.choices(0)[0].label) == ("offer", "Titel")

    intake.choose_kind(0, "")

    assert intake.kind(0) == "" and intake.choices(0)[0].label == "Name der Organisation"
    assert {subject.kind.code for subject in planned(store, intake).subjects} == {"organisation"}


def test_a_profile_keeps_what_the_rows_are():
    intake = Intake.of((UNCLEAR,), {})
    intake.choose_kind(0, "event")
    intake.choose_target(0, 0, KindTarget("name", "event"))

    again = Intake.of((UNCLEAR,), {"Feste": intake.as_profile("Feste")})

    assert (again.profile, again.kind(0), again.targets) == ("Feste", "event", intake.targets)


def test_a_preset_for_partners_leaves_a_list_of_another_kind_as_it_is():
    intake = Intake.of((table_of("Gute Praxis", "Titel;Kommune;Träger;Reifegrad;E-Mail\nA;B;C;;\n"),), {})
    before = list(intake.targets)

    for preset in presets():
        intake.apply(preset)
        assert intake.targets == before


def test_every_target_of_every_kind_is_kept_and_read_again():
    for kind in LISTED:
        assert [target_of(key_of(target)) for target in choices_of(kind)] == list(choices_of(kind))


def test_matters_of_private_life_are_left_out_and_said_so_here_too(store):
    plan = planned(store, Intake.of((OFFERS,), {}))

    told = [remark.reason for remark in plan.remarks]
    assert "Nicht übernommen, weil hier nur dienstliche Angaben stehen: „Geburtstag“." in told
    assert plan.subjects[0].values["remark"] == "Dauer: 3 h\nAnbieter: Treff"
    assert records(store, "offer") == []
