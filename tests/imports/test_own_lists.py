"""The program's own lists come back: nothing new in the same store, the same functions and dates in an empty one."""

from datetime import date

import pytest

from einsamkeit_desktop.exports.handing import write_list
from einsamkeit_desktop.imports import engine, files
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.plans import report
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import lists, sheets
from einsamkeit_desktop.queries.exports import Wish

from ..makers import make, make_organisation, make_person, make_role
from .own_lists import bring_in, export
from .test_engine import outcomes, records

LISTS = [("organisation", False), ("person", False), ("person", True), ("role", False)]


@pytest.mark.parametrize("kind", ["organisation", "person", "role"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_of_the_columns_on_screen_changes_nothing_either(demo, tmp_path, kind, ending):
    query = lists.ListQuery(kind)
    target = tmp_path / f"liste.{ending}"
    write_list(sheets.sheet(demo, query, lists.ids(demo, query), Wish()), target, Progress())

    told = report(engine.plan(demo, files.read(target)))

    assert (told.new, told.updated, told.failed) == (0, 0, 0), told.rows


def bring(store, text):
    return engine.run(store, engine.plan(store, [table_of("a.csv", text)]))


def functions(store):
    """Return who does what where, from when to when, sorted."""
    titles = {entry.id: entry.title for kind in ("person", "organisation") for entry in records(store, kind)}
    named = ("function", "role_kind", "since", "until", "main_contact")
    found = (entry.values for entry in records(store, "role"))
    told = ((titles[v["person"]], titles[v["organisation"]], *(v[name] for name in named)) for v in found)
    return sorted(told, key=str)


def fill(store):
    """Keep people as lists find them hard: two employers, the same function twice, names that divide in two ways."""
    house, office = make_organisation(store, "Haus am See"), make_organisation(store, "Büro Nord")
    inge = make_person(store, "Zahn", given_name="Inge")
    make_role(store, inge, house, date(2021, 3, 10), date(2022, 5, 29), "Beratung")
    first = {"since": date(2026, 8, 7), "main_contact": True, "role_kind": "vorstand"}
    make(store, "role", person=inge, organisation=house, function="Beratung", **first)
    make_role(store, inge, office, None, None, "Vorstand (Ehrenamt)")
    for family, given in (("Ben Salah", "Rania"), ("Sr. Benedikta", None), ("Шевчук (Ševčuk)", "Oleksandra")):
        person = make_person(store, family, given_name=given)
        make_role(store, person, office, function="Leitung, Beratung", since=date(2024, 1, 1))
        make_role(store, person, house, function="")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(("kind", "function_rows"), LISTS)
def test_a_list_of_the_program_changes_nothing_where_it_came_from(demo, tmp_path, kind, function_rows, ending):
    path = export(demo, kind, tmp_path / f"liste.{ending}", function_rows=function_rows)

    told = report(engine.plan(demo, files.read(path)))

    assert told.read > 100
    assert outcomes(told) == (told.read, 0, 0, told.read, 0)
    assert [line.reason for line in told.rows if line.row] == []


@pytest.mark.parametrize(("kind", "function_rows"), LISTS)
def test_hard_names_and_functions_change_nothing_where_they_came_from(store, today, tmp_path, kind, function_rows):
    fill(store)

    told = bring_in(store, export(store, kind, tmp_path / "liste.csv", function_rows=function_rows))

    assert outcomes(told) == (told.read, 0, 0, told.read, 0)


def test_a_row_per_function_gives_an_empty_store_the_same_functions(store, empty, today, tmp_path):
    fill(store)

    bring_in(empty, export(store, "person", tmp_path / "personen.xlsx", function_rows=True))

    assert functions(empty) == functions(store)
    assert {p.title for p in records(empty, "organisation")} == {"Haus am See", "Büro Nord"}


def test_a_row_per_person_gives_an_empty_store_the_same_current_functions(store, empty, today, tmp_path):
    fill(store)

    bring_in(empty, export(store, "person", tmp_path / "personen.xlsx"))

    assert functions(empty) == [told for told in functions(store) if told[5] is None]
    names = [{p.values["family_name"] for p in records(where, "person")} for where in (store, empty)]
    assert names[0] == names[1]


def test_a_list_of_functions_completes_the_people_it_names(store, empty, today, tmp_path):
    fill(store)
    bring_in(empty, export(store, "person", tmp_path / "personen.xlsx"))

    told = bring_in(empty, export(store, "role", tmp_path / "funktionen.xlsx"))

    assert functions(empty) == functions(store)
    assert (told.new, told.updated, told.failed) == (0, 1, 0)


OWN = "Person;Organisation;Funktion;Abteilung;Art der Funktion;Funktion seit;Funktion bis;Ist erste Ansprechperson\n"


def test_a_begin_that_was_corrected_stays_one_function(store, today):
    house = make_organisation(store, "Haus am See")
    make_role(store, make_person(store, "Zahn", given_name="Inge"), house, date(2020, 1, 1))

    bring(store, OWN + "Inge Zahn;Haus am See;Leitung;;;01.02.2020;;\n")

    assert [told[2:6] for told in functions(store)] == [("Leitung", None, date(2020, 2, 1), None)]


def test_who_comes_back_has_the_function_a_second_time(store, today):
    house = make_organisation(store, "Haus am See")
    make_role(store, make_person(store, "Zahn", given_name="Inge"), house, date(2020, 1, 1), date(2021, 1, 1))

    bring(store, "Name;Organisation;Funktion;Funktion seit\nInge Zahn;Haus am See;Leitung;01.02.2024\n")

    assert [told[4:6] for told in functions(store)] == [
        (date(2020, 1, 1), date(2021, 1, 1)),
        (date(2024, 2, 1), None),
    ]


def test_an_organisation_in_two_lines_of_another_list_stays_one(store):
    bring(store, 'Name;Organisation;Funktion\nInge Zahn;"Caritasverband\nDortmund";Leitung\n')

    assert [p.title for p in records(store, "organisation")] == ["Caritasverband Dortmund"]


def test_a_function_without_its_person_is_told_and_gives_nobody_its_remark(store):
    house = make_organisation(store, "Haus am See")

    told = bring(store, "UID;Bemerkung;" + OWN + "a1b2c3d4-0000;geheim;;Haus am See;Leitung;;;;;\n")

    assert "Zu einer Funktion gehören eine Person und eine Organisation" in told.rows[0].reason
    assert records(store, "organisation")[0].id == house
    assert records(store, "organisation")[0].values["remark"] is None


@pytest.mark.parametrize("family", ["De Luca", "El Amrani", "Von Amsberg"])
def test_a_family_name_that_begins_large_stays_whole(store, tmp_path, family):
    make_person(store, family, given_name="Rania")
    make_person(store, "Salm-Demohof", particle="Graf zu", given_name="Leopold")

    for ending in ("csv", "xlsx"):
        plan = engine.plan(store, files.read(export(store, "person", tmp_path / f"liste.{ending}")))
        assert [row.outcome for row in plan.rows] == ["skipped", "skipped"]
