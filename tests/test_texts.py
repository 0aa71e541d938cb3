"""Names inside a sentence: their own quotation marks are the inner ones (DIN 5008)."""

import pytest

from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.errors import Conflict
from einsamkeit_desktop.store.journal import undoable
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.texts import inner
from tests.makers import make, make_note


def named(store: Store) -> str:
    """Return the name of the step that would be undone."""
    step = undoable(store)
    assert step is not None
    return step.name


def test_quotes_inside_quotes_are_the_inner_ones():
    assert (
        inner("Videokonferenz: „Feiertagstisch“ und »Nordlicht«") == "Videokonferenz: ‚Feiertagstisch‘ und ›Nordlicht‹"
    )
    assert inner("Angebot „Am Ta …") == "Angebot ‚Am Ta …"


def test_steps_name_a_note_with_quotes_of_its_own_in_a_sentence(store, today):
    note = make_note(store, content="Videokonferenz zum „Feiertagstisch“")
    assert named(store) == "Vermerk „Videokonferenz zum ‚Feiertagstisch‘“ geschrieben"

    trash(store, [note])

    assert "„Videokonferenz zum ‚Feiertagstisch‘“ in den Papierkorb" in named(store)


def test_a_trouble_names_a_step_that_names_a_record(store, today):
    offer = make(store, "offer", name="Offener Mittagstisch")
    step = undoable(store)
    assert step is not None
    save_record(store, "offer", offer, {"name": "Mittagstisch"})

    with pytest.raises(Conflict) as refused:
        undo(store, step.id)

    assert "„Angebot ‚Offener Mittagstisch‘ angelegt“" in str(refused.value)
