"""Cases beyond their form: moved by status, their steps, their participants, and the practice that comes of one."""

from datetime import date

import pytest

from einsamkeit_desktop.actions.cases import (
    add_party,
    add_steps,
    keep_step_template,
    move_case,
    move_steps,
    practice_from_case,
    remove_party,
)
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.errors import BadValues, Conflict
from einsamkeit_desktop.queries import case_steps
from einsamkeit_desktop.queries.case_steps import Step
from einsamkeit_desktop.queries.record import load
from tests.makers import make_case, make_organisation, make_person, make_reminder


def test_a_case_moves_with_what_its_status_asks_for(store, today):
    case = make_case(store)

    with pytest.raises(BadValues):
        move_case(store, case, "wartet_extern")
    changes = move_case(store, case, "wartet_extern", {"waiting_until": date(2026, 12, 4)})

    assert changes.name == "„Anfrage zu Winterangeboten“: Wartet auf andere"
    assert load(store, case).values["status"] == "wartet_extern"


def test_a_partner_takes_part_in_a_role_and_leaves_it_again(store):
    case, partner = make_case(store), make_organisation(store)

    add_party(store, case, "cosigners", partner)
    assert load(store, case).values["cosigners"] == (partner,)
    remove_party(store, case, "cosigners", partner)

    assert load(store, case).values["cosigners"] == ()


def test_steps_count_forward_from_the_opening_and_back_from_the_deadline_on_working_days(store, today):
    case = make_case(store, opened_on=date(2026, 11, 20), deadline_on=date(2026, 12, 28))

    plan = case_steps.plan(store, case)

    assert [(p.step.text, p.due_on) for p in plan.steps] == [
        ("Eingang bestätigen, Zuständigkeit klären", date(2026, 11, 23)),  # Saturday: the Monday after
        ("Beiträge der Fachbereiche anfordern", date(2026, 11, 23)),
        ("Antwort im Entwurf", date(2026, 12, 21)),
        ("Mitzeichnung einholen", date(2026, 12, 24)),
        ("Antwort abgeben", date(2026, 12, 24)),  # Sunday after two holidays: the Thursday before
    ]


def test_without_a_deadline_steps_before_it_have_no_day(store, today):
    plan = case_steps.plan(store, make_case(store))

    assert [planned.due_on is None for planned in plan.steps] == [False, False, True, True, True]


def test_steps_are_made_in_one_step_and_said_to_be_there(store, today):
    case = make_case(store)

    changes = add_steps(store, case, [("Antwort im Entwurf", date(2026, 12, 1)), ("Abgeben", date(2026, 12, 3))])

    assert changes.name == "„Anfrage zu Winterangeboten“: 2 Schritte angelegt"
    assert [task.text for task in case_steps.steps(store, case)] == ["Antwort im Entwurf", "Abgeben"]
    assert [planned.exists for planned in case_steps.plan(store, case).steps].count(True) == 1
    undo(store)
    assert case_steps.steps(store, case) == []


def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(store):
    keep_step_template(store, "anfrage_politik", [Step("Anrufen", 2), Step("Abgeben", 1, before_deadline=True)])

    assert case_steps.template(store, "anfrage_politik") == (Step("Anrufen", 2), Step("Abgeben", 1, True))
    assert case_steps.template(store, "anfrage_presse")[0].text == "Pressestelle beteiligen"


def test_open_steps_move_with_the_deadline_and_done_ones_stay(store, today):
    old, new = date(2026, 12, 10), date(2026, 12, 17)
    case = make_case(store, deadline_on=old)
    make_reminder(store, "Antwort im Entwurf", date(2026, 12, 3), about=case)
    make_reminder(store, "Beiträge der Fachbereiche anfordern", date(2026, 11, 25), about=case)
    make_reminder(store, "Mitzeichnung einholen", date(2026, 12, 7), about=case, done_on=today)

    found = case_steps.moved(store, case, old, new)
    move_steps(store, case, {step.id: step.moved_to for step in found if step.wanted})

    assert [(step.text, step.wanted) for step in found] == [
        ("Beiträge der Fachbereiche anfordern", False),  # counts from the opening
        ("Antwort im Entwurf", True),
    ]
    assert [task.due_on for task in case_steps.steps(store, case)] == [
        date(2026, 11, 25),
        date(2026, 12, 10),
        date(2026, 12, 7),
    ]


def test_a_closed_case_becomes_a_practice_that_says_where_it_came_from(store, today):
    partner, person = make_organisation(store, "Treff"), make_person(store)
    case = make_case(
        store, status="erledigt", description="Allein an Feiertagen", outcome="Es gibt einen Tisch",
        applicants=(partner, person), target_groups=("alleinlebende",),
    )  # fmt: skip

    practice = practice_from_case(store, case).record_id
    assert practice is not None

    values = load(store, practice).values
    assert (values["name"], values["problem"], values["effect"]) == (
        "Anfrage zu Winterangeboten",
        "Allein an Feiertagen",
        "Es gibt einen Tisch",
    )
    assert (values["origin"], values["partners"], values["target_groups"]) == (case, "Treff", ("alleinlebende",))


def test_a_confidential_case_gives_a_confidential_practice(store, today):
    practice = practice_from_case(store, make_case(store, status="erledigt", confidential=True)).record_id

    assert practice is not None and load(store, practice).confidential


def test_an_open_case_is_no_practice_yet(store):
    with pytest.raises(Conflict, match="noch offen"):
        practice_from_case(store, make_case(store))
