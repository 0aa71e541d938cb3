"""How rows find their records and what may become of them: only new, only known, by uid, by mail, by name."""

from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.rules import Rules
from einsamkeit_desktop.queries.record import load

from ..makers import make_organisation, make_person, make_role

LIST = (
    "Organisation;Träger;Ansprechperson;Funktion;E-Mail Ansprechperson;Kurzname\n"
    "Treff Nord;;Anna Müller;Leitung;anna@x.example;TN\n"
    "Treff Süd;Stadtverband;Eva Öz;;;TS\n"
)


def planned(store, rules, text=LIST):
    plan = engine.plan(store, [table_of("a.csv", text)], rules=rules)
    return plan, engine.run(store, plan)


def known(store):
    house = make_organisation(store, name="Treff Nord")
    anna = make_person(store, given_name="Anna", family_name="Müller")
    make_role(store, person=anna, organisation=house)


def outcomes(plan):
    return [row.outcome for row in plan.rows]


def test_only_new_leaves_what_is_known_as_it_is(store):
    known(store)

    plan, report = planned(store, Rules(changes=False))

    assert outcomes(plan) == ["skipped", "new"]
    assert "nichts Vorhandenes" in plan.rows[0].reason
    assert not any(subject.changed for subject in plan.subjects if subject.id is not None)
    assert (report.read, report.new, report.skipped) == (2, 1, 1)


def test_only_known_makes_nothing(store):
    known(store)

    plan, _report = planned(store, Rules(makes=False))

    assert outcomes(plan) == ["updated", "skipped"]
    assert "nichts neu angelegt" in plan.rows[1].reason
    assert [subject.title for subject in plan.subjects if subject.id is None] == []


def test_without_names_only_the_rows_of_the_file_find_each_other(store):
    known(store)

    plan, _report = planned(store, Rules(by_name=False), LIST + "Treff Nord;;Anna Müller;Leitung;anna@x.example;TN\n")

    assert outcomes(plan) == ["new", "new", "skipped"]


def test_without_uid_a_row_is_found_by_its_name_alone(store):
    uid = load(store, make_organisation(store, name="Treff Nord")).uid
    table = table_of("a.csv", f"UID;Organisation\n{uid};Treff Anders\n")

    assert outcomes(engine.plan(store, [table])) == ["updated"]
    assert outcomes(engine.plan(store, [table], rules=Rules(by_uid=False))) == ["new"]


def test_rules_are_kept_and_read_again():
    rules = Rules(by_mail=False, makes=False)

    assert Rules.from_kept(rules.kept()) == rules
    assert Rules.from_kept(None) == Rules.from_kept([]) == Rules()


def test_a_row_that_an_earlier_one_of_the_file_said_is_told_as_such(store):
    plan, _report = planned(store, Rules(), LIST + LIST.splitlines()[1] + "\n")

    assert outcomes(plan) == ["new", "new", "skipped"]
    assert plan.rows[2].reason == "Unverändert: Alle Angaben stehen schon in einer früheren Zeile dieser Datei."
