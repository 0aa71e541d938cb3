"""A code that is no entry of its value list is refused with a sentence beside its field, and nothing is kept."""

import pytest
from sqlalchemy import event

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.kinds.network import Organisation
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.terms import vocabulary
from tests.makers import make_organisation


def test_an_unknown_code_is_refused_for_new_and_for_known_records(store):
    known = make_organisation(store, "Treff")

    for record_id, values in ((None, {"name": "Haus", "priority": "Z"}), (known, {"priority": "Z"})):
        with pytest.raises(BadValues) as told:
            save_record(store, "organisation", record_id, values)
        assert told.value.problems == {"priority": "„Z“ steht nicht in der Werteliste Priorität."}
    assert counts.by_kind(store)["organisation"] == 1 and load(store, known).values["priority"] is None


def test_every_code_of_a_list_is_taken_and_so_is_none(store):
    for entry in vocabulary(store).lists["organisation_type"]:
        made = make_organisation(store, organisation_type=entry.code)
        save_record(store, "organisation", made, {"organisation_type": None})

        assert load(store, made).values["organisation_type"] is None


def test_the_lists_are_read_once_however_many_records_come(store):
    asked = []
    with store.writing("Import") as write:
        event.listen(write.connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        add_records(write, Organisation, [{"name": f"Nr. {n}", "priority": "A"} for n in range(200)])

    assert len([statement for statement in asked if "FROM term" in statement]) == 1
