"""What stands in the way of taking a step back is named: later steps on the same fields, or on what it made."""

from datetime import date

import pytest

from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.errors import Conflict
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.steps import in_the_way, kinds_of
from einsamkeit_desktop.store import journal
from tests.makers import make_note, make_organisation, make_person, make_reminder, make_role


@pytest.fixture
def person(store, today):
    return make_person(store, "Özdemir", given_name="Ida")


def step(store) -> int:
    found = journal.undoable(store)
    assert found is not None
    return found.id


def names(store, step_id) -> list[str]:
    return [later.name for later in in_the_way(store, step_id)]


def changed(store, person, **values) -> int:
    save_record(store, "person", person, values)
    return step(store)


def test_of_three_interleaved_steps_only_the_one_on_the_same_field_is_in_the_way(store, person):
    first = changed(store, person, office_title="Rektorin", remark="eins")
    second = changed(store, person, informed_on=date(2026, 1, 2))
    third = changed(store, person, remark="zwei")

    assert [later.id for later in in_the_way(store, first)] == [third]
    assert names(store, second) == names(store, third) == []
    undo(store, second)
    with pytest.raises(Conflict):
        undo(store, first)
    undo(store, third)
    assert names(store, first) == []
    undo(store, first)


def test_what_was_changed_back_by_hand_is_not_in_the_way(store, person):
    first = changed(store, person, remark="eins")
    changed(store, person, remark="zwei")
    changed(store, person, remark="eins")

    assert names(store, first) == []
    undo(store, first)


def test_what_refers_to_a_record_stands_in_the_way_of_its_making(store, person):
    made = step(store)
    organisation = make_organisation(store, "Treff")
    by_role = make_role(store, person, organisation) and step(store)
    note = make_note(store, person) and step(store)
    reminder = make_reminder(store, about=person) and step(store)
    make_reminder(store, "anderes", due_on=date(2026, 12, 1))

    assert {later.id for later in in_the_way(store, made)} >= {by_role, note, reminder}
    for later in in_the_way(store, made):
        undo(store, later.id)
    assert names(store, made) == []
    undo(store, made)


def test_a_change_elsewhere_in_a_row_that_refers_is_not_named(store, person):
    organisation = make_organisation(store, "Treff")
    made = step(store)
    role = make_role(store, person, organisation)
    pointing = step(store)
    save_record(store, "role", role, {"function": "Vorsitz"})

    assert [later.id for later in in_the_way(store, made)] == [pointing]


def test_the_trash_is_in_the_way_of_nothing_but_itself(store, person):
    first = changed(store, person, remark="eins")
    trash(store, [person])
    trashed = step(store)

    assert names(store, first) == names(store, trashed) == []
    undo(store, first)


def test_what_a_step_made_or_changed_is_counted_by_kind_and_listed(store, person):
    other = make_person(store, "Ada")
    of_step = step(store)
    query = lists.ListQuery("person", (lists.Filter(lists.OF_STEP, "in", (of_step, "Person „Ada“ angelegt")),))

    assert kinds_of(store, of_step) == {"person": 1}
    assert lists.ids(store, lists.ListQuery.from_json(query.to_json())) == [other]
    assert lists.sentence(store, query) == "Person „Ada“ angelegt"
    trash(store, [other])
    assert kinds_of(store, of_step) == {} and lists.ids(store, query) == []
