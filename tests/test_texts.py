"""Names inside a sentence: their own quotation marks are the inner ones (DIN 5008)."""

import pytest

from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.errors import Conflict
from einsamkeit_desktop.store.journal import undoable
from einsamkeit_desktop.texts import inner
from tests.makers import make, make_note


def test_quotes_inside_quotes_are_the_inner_ones():
    assert (
        inner("Videokonferenz: „Feiertagstisch“ und »Nordlicht«") == "Videokonferenz: ‚Feiertagstisch‘ und ›Nordlicht‹"
    )
    assert inner("Angebot „Am Ta …") == "Angebot ‚Am Ta …"


def test_steps_name_a_note_with_quotes_of_its_own_in_a_sentence(store, today):
    note = make_note(store, content="Videokonferenz zum „Feiertagstisch“")
    assert undoable(store).name == "Vermerk „Videokonferenz zum ‚Feiertagstisch‘“ geschrieben"

    trash(store, [note])

    assert "„Videokonferenz zum ‚Feiertagstisch‘“ in den Papierkorb" in undoable(store).name


def test_a_trouble_names_a_step_that_names_a_record(store, today):
    offer = make(store, "offer", name="Offener Mittagstisch")
    step = undoable(store)
    save_record(store, "offer", offer, {"name": "Mittagstisch"})

    with pytest.raises(Conflict) as refused:
        undo(store, step.id)

    assert "„Angebot ‚Offener Mittagstisch‘ angelegt“" in str(refused.value)
