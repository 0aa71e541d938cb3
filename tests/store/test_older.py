"""A store of each earlier schema, kept as it was written then, is opened, upgraded and worked with."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from einsamkeit_desktop.actions.records import save_record, undo
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries import counts, history, search, steps
from einsamkeit_desktop.queries.akte import timeline
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store import backup, upgrades
from einsamkeit_desktop.store.store import Store

_OLDER = Path(__file__).parent / "older"


@pytest.fixture
def upgraded(tmp_path):
    """Open a copy of the store that was written with schema 0001."""
    shutil.copytree(_OLDER / "0001", tmp_path / "Bestand")
    with Store.open(tmp_path / "Bestand") as store:
        yield store


def _find(store, words):
    return load(store, next(iter(search.find(store, words))).record_id)


def test_every_older_schema_has_its_stored_file():
    assert [folder.name for folder in sorted(_OLDER.iterdir())] == [f"{n:04d}" for n in range(1, int(upgrades.HEAD))]


def test_it_is_upgraded_whole_after_a_backup(upgraded):
    assert [entry.reason for entry in backup.backups(upgraded.folder)] == ["aktualisierung"]
    assert backup.check(upgraded) == []
    assert _find(upgraded, "strassencafe").title == "Straßencafé Łódź e. V."
    assert counts.by_kind(upgraded)["case"] == 1


def test_a_case_under_a_pseudonym_is_one_of_a_citizen_and_names_no_person(upgraded):
    entry = _find(upgraded, "witwer")
    organisation = _find(upgraded, "strassencafe").id

    assert (entry.kind, entry.title) == ("citizen_case", "V-2025-7K3Q")
    assert entry.values["description"].splitlines() == [
        "Witwer sucht Gruppe", "Geht gern spazieren.", "Aktenzeichen: 50-2",
    ]  # fmt: skip
    assert (entry.values["age_band"], entry.values["referred_to"]) == ("75_plus", (organisation,))
    assert history.history(upgraded, entry.id) == []


def test_notes_about_it_are_called_by_its_code_in_steps_too(upgraded):
    note = _find(upgraded, "vermittelt")

    assert note.title == "Telefonat zu V-2025-7K3Q"
    assert note.values["content"] == "Frau Meier vermittelt."
    named = steps.steps_named(upgraded, steps.step_ids(upgraded))
    assert named and not any("Meier" in step.name for step in named if step is not None)


def test_what_is_left_of_the_journal_still_undoes_and_reads(upgraded):
    case = _find(upgraded, "Raum für das Café")
    assert history.history(upgraded, case.id)

    for _step in range(3):
        undo(upgraded)
    assert load(upgraded, case.id).values["status"] == "neu"
    assert timeline(upgraded, case.id) == []


def test_it_has_the_new_value_lists_and_is_worked_with(upgraded):
    words = vocabulary(upgraded)
    case_kinds = {entry.code for entry in words.lists["case_kind"] if entry.active}

    saved = save_record(
        upgraded,
        "citizen_case",
        None,
        {**KINDS["citizen_case"].starts_with, "concern": "akut", "received_on": date(2026, 2, 10)},
    )
    assert load(upgraded, saved.record_id or 0).title.startswith("V-")
    assert words.label("channel", "telefon") == "Telefon"
    assert "anfrage_buerger" not in case_kinds and "projekt" in case_kinds
