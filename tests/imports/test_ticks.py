"""A column per entry, ticked where it applies, becomes that entry; what is no cross is never guessed."""

import pytest

from einsamkeit_desktop.imports import whole
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.labels import Target
from einsamkeit_desktop.imports.presets import key_of, target_of
from einsamkeit_desktop.imports.ticks import TickTarget, are_ticks, entry_of, offered, ticked
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.record import load_many


@pytest.mark.parametrize(
    ("header", "field", "entry"),
    [
        ("Thema Demenz", "topics", "Demenz"),
        ("Themen: Demenz", "topics", "Demenz"),
        ("Zielgruppe Senioren", "target_groups", "Senioren"),
        ("Zielgruppe_Senioren", "target_groups", "Senioren"),
        ("Schwerpunkt – Trauer (früh)", "topics", "Trauer (früh)"),
        ("Thema (Demenz)", "topics", "Demenz"),
        ("Art Verein", "organisation_type", "Verein"),
        ("Art der Organisation: Verein", "organisation_type", "Verein"),
        ("Art der Organisation Verein", "organisation_type", "Verein"),
        ("Stadtbezirk\nHörde", "serves", "Hörde"),
        ("Kategorie Rundbrief", "tags", "Rundbrief"),
    ],
)
def test_a_header_that_names_a_list_and_an_entry_means_that_entry(header, field, entry):
    found = ticked(header, ["x", "", "ja"])

    assert found is not None and (found.field, entry_of(found)) == (field, entry)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Thema Demenz", ["x", "geplant"]),
        ("Thema Demenz", ["", ""]),
        ("Thema Demenz", []),
        ("Thema", ["x"]),
        ("Thema 1", ["1", "1"]),
        ("Art der Funktion", ["1"]),
        ("Telefon privat", ["1"]),
        ("Vertraulich", ["ja"]),
        ("Ansprechperson: Leitung", ["x"]),
        ("", ["x"]),
    ],
)
def test_what_is_no_column_of_crosses_stays_what_it_was(header, cells):
    assert ticked(header, cells) is None


def test_ticks_are_crosses_and_words_for_yes_and_no():
    assert are_ticks(["X", " Ja ", "1", "✓", "nein", "0", "–", ""])
    assert not are_ticks(["x", "2"])


HEADER = "Organisation;Thema Bewegung;Themen: Digitalisierung;Zielgruppe Senioren;Art Verein\n"
TEXT = f"{HEADER}Treff;x;ja;1;x\nHaus;nein;x;;\n"


def values(store, title):
    (found,) = [record for record in load_many(store, range(1, 9)) if record.title == title]
    return found.values


def test_crosses_become_topics_target_groups_and_kinds(store):
    report = whole.take_over(store, whole.plan_tables(store, [table_of("a.csv", TEXT)]))
    assert (report.new, report.rows) == (2, ())

    treff, haus = values(store, "Treff"), values(store, "Haus")

    assert (set(treff["topics"]), haus["topics"]) == ({"sport_bewegung", "digitalisierung"}, ("digitalisierung",))
    assert (treff["target_groups"], haus["target_groups"]) == (("aeltere_60",), ())
    assert treff["organisation_type"] and not haus["organisation_type"]
    assert not treff["remark"] and not haus["remark"]


def test_a_topic_that_is_a_target_group_here_becomes_one(store):
    plan = whole.plan_tables(store, [table_of("a.csv", "Organisation;Thema Demenz\nTreff;x\n")])

    values = plan.subjects[0].values
    assert (values["target_groups"], values["topics"], values["remark"]) == (("demenz",), (), None)


def test_an_entry_nobody_knows_is_told_and_kept(store):
    plan = whole.plan_tables(store, [table_of("a.csv", "Organisation;Thema Quatsch\nTreff;x\n")])

    assert plan.rows[0].warnings == ("Themen „Quatsch“ ist nicht bekannt und steht in der Bemerkung.",)
    assert plan.subjects[0].values["remark"] == "Themen: Quatsch"


def test_the_person_may_send_crosses_to_a_list_or_to_the_remark(store):
    intake = Intake.of((table_of("a.csv", "Organisation;Bewegung;Thema Wohnen\nTreff;x;x\nHaus;;x\n"),), {})
    assert [target.field for target in intake.targets[0]] == ["name", "note", "topics"]
    (topic, *_others) = offered("Bewegung")
    assert topic.label == "Themen: Bewegung"

    intake.choose_target(0, 1, topic)
    intake.choose_target(0, 2, Target("note"))
    plan = intake.planning(store)(Progress())

    treff, haus = (row.subjects[0].values for row in plan.rows)
    assert (treff["topics"], haus["topics"]) == (("sport_bewegung",), ())
    assert treff["remark"] == haus["remark"] == "Thema Wohnen: x"


def test_what_is_no_cross_among_crosses_is_kept_with_its_entry(store):
    intake = Intake.of((table_of("a.csv", "Organisation;Bewegung\nTreff;x\nHaus;bald\n"),), {})
    intake.choose_target(0, 1, offered("Bewegung")[0])

    plan = intake.planning(store)(Progress())

    haus = plan.rows[1]
    assert haus.subjects[0].values["remark"] == "Themen: Bewegung: bald"
    assert haus.warnings == ("Themen „Bewegung: bald“ ist nicht bekannt und steht in der Bemerkung.",)


def test_a_profile_keeps_where_crosses_go():
    table = table_of("a.csv", "Organisation;Zielgruppe: A|B\nTreff;x\n")
    target = map_columns(table).targets[1]
    assert entry_of(target) == "A|B"

    again = target_of(key_of(target))

    assert isinstance(again, TickTarget) and again == target and again.label == "Zielgruppen: A|B"
