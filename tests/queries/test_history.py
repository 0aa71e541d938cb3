"""The history of a record tells what changed, in words, and names nobody who is restricted."""

from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.queries.history import history
from einsamkeit_desktop.store.tables import record
from tests.makers import make_note, make_organisation, make_person


def restrict(store, record_id):
    with store.writing("gesperrt") as write:
        write.update(record, record_id, {"restricted": True})


def test_a_changed_field_is_told_with_old_and_new(store):
    organisation = make_organisation(store, "Alt")
    save_record(store, "organisation", organisation, {"name": "Neu"})

    (change,) = history(store, organisation)[0].changes

    assert (change.label, change.before, change.after) == ("Name", "Alt", "Neu")


def test_restricted_records_are_not_named(store):
    person, parent = make_person(store, "Geheim"), make_organisation(store, "Geheimträger")
    child = make_organisation(store, "Kind", parent=parent)
    note = make_note(store, person, content="x")
    assert "Geheim" in str(history(store, note)) and "Geheim" in str(history(store, child))

    for record_id in (person, parent):
        restrict(store, record_id)

    assert "Geheim" not in str(history(store, note))
    assert "Geheim" not in str(history(store, child))
