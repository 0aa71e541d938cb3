"""Every step can be taken back and done again, by name, across restarts, and never over somebody's later change."""

from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings

from einsamkeit_desktop.actions.putting import add_records, change_record, change_records
from einsamkeit_desktop.actions.records import redo, save_record, take_back_import, trash, undo
from einsamkeit_desktop.errors import Cancelled, Conflict, NotFound
from einsamkeit_desktop.kinds.network import Person
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store import backup, journal
from einsamkeit_desktop.store.shape import BOOKKEEPING, shape
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import KIND_TABLES, RECORD_COLUMN, attachment_content, metadata
from einsamkeit_desktop.store.tables import record as RECORD
from einsamkeit_desktop.store.writing import decode
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


@pytest.mark.parametrize("name", sorted(RECORD_COLUMN))
def test_the_database_writes_down_what_was_inserted_just_as_it_is_read(store, name):
    table = metadata.tables[name]
    person = make_person(store)
    with store.writing("Probe") as write:
        owner = write.add_spines([{"kind": name, "title": "", "sort_key": ""}])[0] if name in KIND_TABLES else 4711
        content_id = write.insert(attachment_content, {"content": b"\x00\xff"})
        own = {"id": owner, "uid": "ö-1", "kind": "person", "content_id": content_id}
        values = {**{c.name: _sample(c, person) for c in table.c}, **own}
        row_id = write.insert(table, {name: value for name, value in values.items() if name in table.c})
        whole = write.row(table, row_id)

    rows = [row for _step, found in journal.history(store, whole[RECORD_COLUMN[name]]) for row in found]
    image = next(row["after"] for row in rows if (row["table_name"], row["row_id"]) == (name, row_id))
    assert image == shape(table).encoded(whole)
    assert decode(name, image) == {key: value for key, value in whole.items() if key not in BOOKKEEPING}


def _sample(column, person):
    """Return an odd value of a column's type."""
    kind = column.type.python_type
    if column.foreign_keys:
        return person if column.references(RECORD.c.id) else 1
    samples = {str: 'Öl & "\\\n\x01€😀', bool: True, int: 7, date: date(1999, 12, 31)}
    return samples.get(kind, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_many_changed_records_are_taken_back_as_one_and_one_edited_since_stays(store):
    _step, ids = import_people(store, *(f"Person {number}" for number in range(1200)))
    before = content(store)
    with store.writing("Import: nochmal.xlsx") as write:
        change_records(
            write, Person, {i: {"remark": f"neu {i}", "contacts": (ContactPoint("phone", f"0231 {i}"),)} for i in ids}
        )
    save_record(store, "person", ids[7], {"remark": "seither"})
    seen: list[tuple[int, int]] = []

    result = take_back_import(store, write.changes.step_id, Progress(lambda done, total: seen.append((done, total))))

    assert (result.taken_back, result.kept, result.failed) == (1199, (ids[7],), ())
    assert load(store, ids[7]).values["remark"] == "seither"
    save_record(store, "person", ids[7], {"remark": None, "contacts": ()})
    assert content(store) == before
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert derived_content(store) == rebuilt_content(store)


def test_of_many_new_records_those_that_others_refer_to_stay(store):
    step, ids = import_people(store, *(f"Person {number}" for number in range(40)))
    office = make_organisation(store)
    referred = [ids[3], ids[4], ids[39]]
    for person in referred:
        make_role(store, person, office)

    result = take_back_import(store, step)

    assert (result.taken_back, result.kept, set(result.failed)) == (37, (), set(referred))
    assert backup.check(store) == []


def test_a_cancelled_taking_back_changes_nothing(store):
    step, _ids = import_people(store, "Ada", "Bea")
    before = content(store)
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        take_back_import(store, step, progress)

    assert content(store) == before
