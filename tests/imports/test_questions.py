"""Whether a row means a record of the same name is asked, never guessed; the report says what was chosen."""

import pytest

from einsamkeit_desktop.imports import engine
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.questions import FIRST, FOR_ALL, LEAVE_OUT, MAKE_NEW
from einsamkeit_desktop.imports.rules import Rules
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from tests.makers import make_organisation, make_person, make_role, restrict

NEW_MAIL = "Vorname;Nachname;E-Mail\nAnna;Müller;anna@neu.example\n"
NAMESAKE = "Organisation;Telefon\nTreff;0231 999999\n"


def planned(store, text, answers=None):
    return engine.plan(store, [table_of("a.csv", text)], rules=Rules(answers=answers or {}))


def question(plan, place=0):
    (found,) = plan.rows[place].questions
    return found


@pytest.fixture
def two_treffs(store):
    return [
        make_organisation(store, "Treff", addresses=(Address(city="Köln"),)),
        make_organisation(store, "Treff", contacts=(ContactPoint("phone", "0231 1111"),)),
    ]


def test_a_person_known_by_the_name_alone_is_asked_about_and_new_without_an_answer(store):
    known = make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("phone", "0231 1234"),))

    plan = planned(store, NEW_MAIL)

    found = question(plan)
    assert (found.title, found.answer, found.is_answered) == ("Anna Müller", MAKE_NEW, False)
    assert [(one.id, one.text) for one in found.candidates] == [(known, "Anna Müller (0231 1234)")]
    assert "steht schon im Bestand" in found.sentence
    assert plan.rows[0].outcome == "new"


@pytest.mark.parametrize("for_all", [False, True])
def test_the_chosen_record_is_the_one_that_changes(store, for_all):
    known = make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("phone", "0231 1234"),))
    key = FOR_ALL if for_all else question(planned(store, NEW_MAIL)).key

    plan = planned(store, NEW_MAIL, {key: FIRST if for_all else known})
    report = engine.run(store, plan)

    assert (report.new, report.updated) == (0, 1)
    assert plan.rows[0].subjects[0].id == known
    assert "vorhandener Eintrag Anna Müller (0231 1234" in report.rows[0].reason
    assert "so gewählt" in report.rows[0].reason


def test_a_row_left_out_on_asking_is_skipped_and_the_figures_add_up(store):
    make_person(store, "Müller", given_name="Anna", contacts=(ContactPoint("phone", "0231 1234"),))

    report = engine.run(store, planned(store, NEW_MAIL, {FOR_ALL: LEAVE_OUT}))

    assert (report.read, report.new, report.updated, report.skipped, report.failed) == (1, 0, 0, 1, 0)
    assert "ausgelassen (so gewählt)" in report.rows[0].reason


def test_among_several_organisations_of_a_name_the_person_decides(store, two_treffs):
    plan = planned(store, NAMESAKE)
    assert [one.about for one in question(plan).candidates] == ["Köln", "0231 1111"]
    assert plan.rows[0].outcome == "new"

    chosen = planned(store, NAMESAKE, {question(plan).key: two_treffs[1]})

    assert chosen.rows[0].outcome == "updated"
    assert chosen.rows[0].subjects[0].id == two_treffs[1]


def test_what_is_decided_about_an_organisation_holds_for_all_its_rows(store, two_treffs):
    text = "Organisation;Telefon;Ansprechperson\nTreff;0231 777;Ada Öz\nTreff;;Bea Öz\nTreff;0231 888;Cem Öz\n"

    plan = planned(store, text)

    made = {subject for row in plan.rows for subject in row.subjects if subject.kind.code == "organisation"}
    assert len(made) == 1 and next(iter(made)).id is None
    assert [len(row.questions) for row in plan.rows] == [1, 0, 0]


def test_leaving_an_organisation_out_leaves_all_its_rows_out(store, two_treffs):
    text = "Organisation;Telefon;Ansprechperson\nTreff;0231 777;Ada Öz\nTreff;;Bea Öz\nHaus;;Cem Öz\n"
    key = question(planned(store, text)).key

    report = engine.run(store, planned(store, text, {key: LEAVE_OUT}))

    assert (report.read, report.new, report.skipped) == (3, 1, 2)


def test_a_further_person_of_a_cell_may_be_left_out_alone(store):
    make_person(store, "Öz", given_name="Bea", contacts=(ContactPoint("phone", "0231 1"),))
    make_role(store, make_person(store, "Öz", given_name="Bea"), make_organisation(store, "Anderswo"))
    text = "Organisation;Ansprechperson\nHaus;Ada Ya und Bea Öz\n"

    plan = planned(store, text, {FOR_ALL: LEAVE_OUT})

    titles = [subject.title for subject in plan.rows[0].subjects if subject.kind.code == "person"]
    assert (plan.rows[0].outcome, titles) == ("new", ["Ada Ya"])


def test_that_somebody_works_somewhere_new_is_asked_about_and_not_hung_on_a_namesake(store):
    known = make_person(store, "Öz", given_name="Bea")

    plan = planned(store, "Organisation;Ansprechperson\nHaus;Bea Öz\n")

    assert [one.id for one in question(plan).candidates] == [known]
    assert all(subject.id is None for subject in plan.rows[0].subjects)


def test_nobody_is_asked_where_a_record_says_all_that_the_row_says(store, two_treffs):
    plan = planned(store, "Organisation;Telefon\nTreff;0231 1111\n")

    assert plan.rows[0].questions == () and plan.rows[0].outcome == "skipped"


def test_of_two_that_say_all_the_row_says_the_first_is_meant_and_the_question_asked(store, two_treffs):
    found = question(planned(store, "Organisation;Ansprechperson\nTreff;Ada Öz\n"))

    assert (found.answer, found.is_answered, len(found.candidates)) == (two_treffs[0], False, 2)


def test_a_shared_mail_or_phone_or_office_answers_by_itself(store):
    office = make_organisation(store, "Caritas")
    points = (ContactPoint("email", "anna@x.example"), ContactPoint("mobile", "0170 1234567"))
    make_role(store, make_person(store, "Müller", given_name="Anna", contacts=points), office)

    for text in ("E-Mail;Fax\nAnna;Müller;anna@x.example;0231 5", "Mobil;Fax\nAnna;Müller;0170 1234567;0231 5"):
        assert planned(store, f"Vorname;Nachname;{text}\n").rows[0].questions == ()
    assert planned(store, "Name;Firma;Fax\nMüller, Anna;Caritas;0231 5\n").rows[0].questions == ()


def test_a_restricted_record_is_named_in_no_question(store, two_treffs):
    restrict(store, two_treffs[0])

    assert [one.id for one in question(planned(store, NAMESAKE)).candidates] == [two_treffs[1]]


def test_answers_are_kept_in_no_profile():
    assert Rules.from_kept(Rules(makes=False, answers={FOR_ALL: FIRST}).kept()) == Rules(makes=False)
