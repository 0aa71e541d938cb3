"""The history of a record tells what changed, in words, and names nobody who is restricted."""

from datetime import date

from einsamkeit_desktop.actions.records import restore, save_record, trash
from einsamkeit_desktop.queries.history import history
from tests.makers import make, make_note, make_organisation, make_paper, make_person, restrict


def test_a_changed_field_is_told_with_old_and_new(store):
    organisation = make_organisation(store, "Alt")
    save_record(store, "organisation", organisation, {"name": "Neu"})

    (change,) = history(store, organisation)[0].changes

    assert (change.label, change.before, change.after) == ("Name", "Alt", "Neu")


def test_the_trash_is_told_in_words(store):
    organisation = make_organisation(store)
    trash(store, [organisation])
    restore(store, [organisation])

    told = [
        (change.label, change.before, change.after)
        for step in history(store, organisation)[:2]
        for change in step.changes
    ]

    assert told == [("Papierkorb", "", "zurückgeholt"), ("Papierkorb", "", "hineingelegt")]


def test_a_tick_taken_away_is_told_as_no_and_can_be_brought_back(store):
    consultation = make(
        store,
        "consultation",
        paper=make_paper(store),
        body=make(store, "body", name="Beirat"),
        session_on=date(2026, 12, 1),
        purpose="kenntnisnahme",
        is_public=True,
    )
    save_record(store, "consultation", consultation, {"is_public": False})

    (change,) = history(store, consultation)[0].changes

    assert (change.before, change.after) == ("ja", "nein")
    assert change.old is not None and change.old.value is True


def test_restricted_records_are_not_named(store):
    person, parent = make_person(store, "Geheim"), make_organisation(store, "Geheimträger")
    child = make_organisation(store, "Kind", parent=parent)
    note = make_note(store, person, content="x")
    assert "Geheim" in str(history(store, note)) and "Geheim" in str(history(store, child))

    for record_id in (person, parent):
        restrict(store, record_id)

    assert "Geheim" not in str(history(store, note))
    assert "Geheim" not in str(history(store, child))
