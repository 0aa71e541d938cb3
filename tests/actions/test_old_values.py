"""A single old value comes back as one step; what no longer fits is refused in words and changes nothing."""

from datetime import date

import pytest

from einsamkeit_desktop.actions.old_values import bring_back_value
from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.errors import Conflict
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.queries.history import history
from einsamkeit_desktop.queries.record import load
from tests.makers import make_note, make_organisation, make_person, make_role

PHONE = ContactPoint("phone", "0231 1234", "0231/1234", "Büro", True)
HOUSE = Address("Weg 1", "", "44135", "Musterstadt")


def lost(store, record_id):
    """Return the old values of the newest step that can be brought back."""
    return [change.old for change in history(store, record_id)[0].changes if change.old is not None]


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("short_name", "Nord", "Süd"),
        ("priority", "A", None),
        ("topics", ("armut",), ()),
        ("contacts", (PHONE,), ()),
        ("addresses", (HOUSE,), (Address("Weg 2", "", "44137", "Musterstadt"),)),
    ],
)
def test_an_old_value_comes_back_as_one_step_that_can_be_undone(store, field, old, new):
    organisation = make_organisation(store, "Treff", **{field: old})
    save_record(store, "organisation", organisation, {field: new})
    (value,) = lost(store, organisation)

    changes = bring_back_value(store, organisation, value.field, value.value)

    assert set(old if isinstance(old, tuple) else [old]) <= set(
        load(store, organisation).values[field] if isinstance(old, tuple) else [load(store, organisation).values[field]]
    )
    assert changes.name.startswith("„Treff“: alter Wert von „")
    undo(store)
    assert load(store, organisation).values[field] == new


def test_what_stands_there_again_is_not_offered(store):
    organisation = make_organisation(store, "Treff", short_name="Nord")
    save_record(store, "organisation", organisation, {"short_name": "Süd"})
    save_record(store, "organisation", organisation, {"short_name": "Nord"})

    newest, older, _made = history(store, organisation)

    assert [change.old and change.old.value for change in newest.changes] == ["Süd"]
    assert [change.old for change in older.changes] == [None]
    with pytest.raises(Conflict, match="steht schon"):
        bring_back_value(store, organisation, "short_name", "Nord")


def test_a_participant_comes_back_but_not_out_of_the_trash(store):
    first, second = make_person(store, "Erste"), make_person(store, "Zweite")
    note = make_note(store, first, second)
    save_record(store, "contact_note", note, {"participants": (first,)})
    (value,) = lost(store, note)
    trash(store, [second])

    with pytest.raises(Conflict, match="Zweite“ liegt im Papierkorb"):
        bring_back_value(store, note, value.field, value.value)

    undo(store)
    bring_back_value(store, note, value.field, value.value)
    assert load(store, note).values["participants"] == (first, second)


def test_a_value_that_breaks_the_rules_of_today_is_refused(store):
    person, organisation = make_person(store), make_organisation(store)
    role = make_role(store, person, organisation, since=date(2025, 1, 1))
    save_record(store, "role", role, {"since": date(2024, 1, 1), "until": date(2024, 6, 1)})
    version = load(store, role).version

    with pytest.raises(Conflict, match="passt nicht mehr"):
        bring_back_value(store, role, "since", date(2025, 1, 1))

    assert load(store, role).version == version


def test_a_record_in_the_trash_keeps_its_values(store):
    organisation = make_organisation(store, "Treff", short_name="Nord")
    save_record(store, "organisation", organisation, {"short_name": "Süd"})
    trash(store, [organisation])

    assert all(change.old is None for step in history(store, organisation) for change in step.changes)
    with pytest.raises(Conflict, match="Papierkorb"):
        bring_back_value(store, organisation, "short_name", "Nord")


def test_a_code_that_the_value_list_lost_is_refused(store):
    organisation = make_organisation(store, "Treff")

    with pytest.raises(Conflict, match="nicht mehr"):
        bring_back_value(store, organisation, "topics", "gibt-es-nicht")
