"""Every step can be taken back and done again, by name, across restarts, and never over somebody's later change."""

from contextlib import closing
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings

from einsamkeit_desktop.actions.putting import add_records, change_record
from einsamkeit_desktop.actions.records import redo, save_record, take_back_import, trash, undo
from einsamkeit_desktop.errors import Conflict, NotFound
from einsamkeit_desktop.kinds.network import Person
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store import backup, journal
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import KIND_TABLES
from tests.content import DEEDS, content, derived_content, do, rebuilt_content
from tests.makers import make_note, make_organisation, make_person, make_role

PERSON = KIND_TABLES["person"]
_numbers = count()


def fresh_store(template: Path) -> Store:
    """Open a new copy of the template: a property runs many times in one test."""
    return Store.open(Path(copytree(template, template.parent / f"Kopie {next(_numbers)}")))


def import_people(store: Store, *names: str) -> tuple[int, list[int]]:
    """Keep several people in one step."""
    with store.writing("Import: liste.xlsx") as write:
        ids = add_records(write, Person, [{"family_name": name} for name in names])
    return write.changes.step_id, ids


@settings(max_examples=25)
@given(deeds=DEEDS)
def test_undoing_all_and_redoing_all_loses_and_invents_nothing(store_template, deeds):
    with closing(fresh_store(store_template)) as store:
        before = content(store)
        do(store, deeds)
        after = content(store)

        while journal.undoable(store):
            undo(store)
        assert content(store) == before

        while journal.redoable(store):
            redo(store)
        assert content(store) == after
        assert backup.check(store) == []


@settings(max_examples=25)
@given(deeds=DEEDS)
def test_each_undo_gives_the_state_before_its_step(store_template, deeds):
    with closing(fresh_store(store_template)) as store:
        states = [content(store)]
        for deed in deeds:
            steps = len(journal.steps(store))
            do(store, [deed])
            states += [content(store)] * (len(journal.steps(store)) - steps == 1)
            if len(journal.steps(store)) - steps > 1:
                return  # the deed made what it needed first: more steps than states

        for state in reversed(states[:-1]):
            undo(store)
            assert content(store) == state


@settings(max_examples=25)
@given(deeds=DEEDS, more=DEEDS)
def test_derived_tables_are_always_what_rebuilding_gives(store_template, deeds, more):
    with closing(fresh_store(store_template)) as store:
        do(store, deeds)
        for _step in range(4):
            if journal.undoable(store):
                undo(store)
        if journal.redoable(store):
            redo(store)
        do(store, more)

        assert derived_content(store) == rebuilt_content(store)


def test_undo_and_redo_survive_a_restart(store, store_folder):
    person = make_person(store, "Müller")
    save_record(store, "person", person, {"family_name": "Möller"})
    store.close()

    with Store.open(store_folder) as again:
        undo(again)
        assert load(again, person).title == "Müller"
    with Store.open(store_folder) as again:
        redo(again)
        assert load(again, person).title == "Möller"


def test_undo_refuses_when_the_row_changed_since(store):
    person = make_person(store, "Müller")
    step = save_record(store, "person", person, {"family_name": "Möller"}).step_id
    save_record(store, "person", person, {"family_name": "Mahler"})
    before = content(store)

    with pytest.raises(Conflict, match="seither etwas geändert.*Es wurde nichts geändert"):
        undo(store, step)
    assert content(store) == before


def test_undo_of_one_field_leaves_later_changes_of_others(store):
    person = make_person(store, "Müller")
    step = save_record(store, "person", person, {"remark": "alt"}).step_id
    save_record(store, "person", person, {"contacts": (ContactPoint("phone", "0231 1"),)})

    undo(store, step)

    assert load(store, person).values["remark"] is None
    assert load(store, person).values["contacts"] == (ContactPoint("phone", "0231 1"),)


def test_undo_refuses_to_take_away_what_others_refer_to(store):
    step = save_record(store, "person", None, {"family_name": "Müller"}).step_id
    make_role(store, load(store, 1).id, make_organisation(store))
    before = content(store)

    with pytest.raises(Conflict):
        undo(store, step)
    assert content(store) == before


def test_a_row_changed_twice_in_one_step_goes_back_and_forth(store):
    person = make_person(store, family_name="Vorher")
    with store.writing("zweimal") as write:
        change_record(write, Person, person, {"family_name": "Einmal"})
        change_record(write, Person, person, {"family_name": "Zweimal"})

    undo(store, write.changes.step_id)
    assert load(store, person).title == "Vorher"
    redo(store, write.changes.step_id)

    assert load(store, person).title == "Zweimal"


def test_a_record_made_and_changed_in_one_step_can_be_taken_back(store):
    with store.writing("Import: liste.xlsx") as write:
        made = add_records(write, Person, [{"family_name": "Neu"}])[0]
        change_record(write, Person, made, {"family_name": "Neuer"})

    outcome = take_back_import(store, write.changes.step_id)

    assert (outcome.taken_back, outcome.kept, outcome.failed) == (1, (), ())


def test_redo_refuses_when_the_row_changed_since(store):
    person = make_person(store, "Müller")
    save_record(store, "person", person, {"family_name": "Möller"})
    with store.writing("am Rückgängig vorbei") as write:
        write.journaled = False
        write.update_from(PERSON, write.row(PERSON, person), {"remark": "neu"})
    undo(store)
    with store.writing("am Rückgängig vorbei") as write:
        write.journaled = False
        write.update_from(PERSON, write.row(PERSON, person), {"family_name": "Mahler"})

    with pytest.raises(Conflict):
        redo(store)


def test_a_step_is_undone_only_once(store):
    step = save_record(store, "person", None, {"family_name": "Müller"}).step_id
    undo(store, step)

    with pytest.raises(Conflict, match="schon rückgängig"):
        undo(store, step)
    redo(store)
    with pytest.raises(Conflict, match="nichts zu wiederholen"):
        redo(store)


def test_with_nothing_to_undo_there_is_a_sentence(store):
    with pytest.raises(Conflict, match="nichts rückgängig"):
        undo(store)
    with pytest.raises(Conflict, match="gibt es nicht mehr"):
        undo(store, 4711)


def test_setting_up_a_store_is_no_step(store):
    assert journal.steps(store) == []


def test_a_new_step_after_undo_ends_redo(store):
    make_person(store, "Müller")
    undo(store)
    make_person(store, "Mahler")

    assert journal.redoable(store) is None


def test_an_undone_record_is_gone_and_comes_back_with_its_uid(store):
    person = make_person(store, "Müller", contacts=(ContactPoint("email", "m@example.org"),))
    before = load(store, person)

    undo(store)
    with pytest.raises(NotFound):
        load(store, person)
    redo(store)

    assert load(store, person).uid == before.uid
    assert load(store, person).values == before.values


def test_ids_of_undone_records_are_not_given_to_others(store):
    first = make_person(store, "Müller")
    undo(store)

    assert make_person(store, "Mahler") > first


def test_undo_counts_the_version_up_so_that_open_forms_notice(store):
    person = make_person(store, "Müller")
    save_record(store, "person", person, {"family_name": "Möller"})
    version = load(store, person).version

    undo(store)

    with pytest.raises(Conflict):
        save_record(store, "person", person, {"family_name": "Mahler"}, expected_version=version)


def test_undo_names_the_records_that_look_different_now(store):
    person = make_person(store, "Müller")
    note = make_note(store, person)

    changes = undo(store)

    assert note in changes.record_ids
    assert {"contact_note", "record", "link"} <= changes.tables
    assert changes.name.startswith("Rückgängig: ")


def test_undo_names_the_kind_of_a_record_that_is_gone(store):
    make_person(store)

    assert undo(store).kinds == {"person"}


def test_steps_are_named_newest_first(store):
    make_person(store, "Müller")
    trash(store, [1])

    assert [(step.name, step.record_count) for step in journal.steps(store)] == [
        ("Person „Müller“ in den Papierkorb gelegt", 1),
        ("Person „Müller“ angelegt", 1),
    ]
    assert [step.name for step in journal.steps(store, limit=1, offset=1)] == ["Person „Müller“ angelegt"]


def test_a_record_has_its_own_history(store):
    person, other = make_person(store, "Müller"), make_person(store, "Yıldız")
    save_record(store, "person", person, {"family_name": "Möller", "contacts": (ContactPoint("phone", "0231 1"),)})
    save_record(store, "person", other, {"remark": "x"})

    found = journal.history(store, person)

    assert [step.name for step, _rows in found] == ["Person „Möller“ geändert", "Person „Müller“ angelegt"]
    rows = {row["table_name"]: (row["before"], row["after"]) for row in found[0][1]}
    assert rows["person"] == ({"family_name": "Müller"}, {"family_name": "Möller"})
    assert rows["contact_point"][0] is None
    assert all(row["record_id"] == person for _step, rows in found for row in rows)


def test_taking_an_import_back_has_three_results(store):
    step, (unchanged, edited, referred) = import_people(store, "Ada", "Bea", "Cem")
    save_record(store, "person", edited, {"remark": "seit dem Import"})
    make_role(store, referred, make_organisation(store))

    result = take_back_import(store, step)

    assert (result.taken_back, result.kept, result.failed) == (1, (edited,), (referred,))
    with pytest.raises(NotFound):
        load(store, unchanged)
    assert load(store, edited).values["remark"] == "seit dem Import"
    assert load(store, referred).title == "Cem"
    assert derived_content(store) == rebuilt_content(store)
    assert backup.check(store) == []


def test_an_untouched_import_is_taken_back_whole_and_can_be_redone(store):
    before = content(store)
    step, ids = import_people(store, "Ada", "Bea", "Cem")
    after = content(store)

    result = take_back_import(store, step)

    assert (result.taken_back, result.kept, result.failed) == (3, (), ())
    assert content(store) == before
    redo(store)
    assert content(store) == after


def test_what_was_kept_can_be_taken_back_later(store):
    step, (_ada, bea) = import_people(store, "Ada", "Bea")
    later = save_record(store, "person", bea, {"remark": "x"}).step_id
    take_back_import(store, step)

    undo(store, later)
    result = take_back_import(store, step)

    assert (result.taken_back, result.kept, result.failed) == (1, (), ())


def test_an_import_of_many_is_one_step(store):
    step, ids = import_people(store, *(f"Person {number}" for number in range(600)))

    assert journal.steps(store)[0].record_count == 600
    undo(store, step)
    assert content(store)["record"] == []
