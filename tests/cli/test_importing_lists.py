"""`import` takes lists of every kind, and what `export --all-fields` wrote comes back unchanged."""

import json
from pathlib import Path

import pytest

from einsamkeit_desktop import cli
from einsamkeit_desktop.imports.kindwords import LISTED
from einsamkeit_desktop.store.store import Store

from ..makers import make_case, make_municipality, make_note, make_offer, make_organisation, make_person


def run(*words: object) -> int:
    def never(*_arguments: object) -> int:
        raise AssertionError("no window is wanted here")

    return cli.run([str(word) for word in words], never, never)


@pytest.fixture
def filled(store_folder: Path) -> Path:
    with Store.open(store_folder) as store:
        house, inge = make_organisation(store), make_person(store)
        make_offer(store, provider=house, contact_person=inge, confidential=True)
        make_case(store, parties=(house, inge, make_municipality(store)))
        make_note(store, house, inge, subject="Winter")
    return store_folder


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    return {name: found[name] for name in ("read", "new", "updated", "skipped", "failed")}


@pytest.mark.parametrize("kind", ["offer", "case", "contact_note", "municipality"])
def test_what_was_exported_with_all_fields_comes_back(kind: str, filled: Path, tmp_path: Path, capsys):
    assert kind in LISTED
    path = tmp_path / "liste.csv"
    assert run("export", kind, path, "--store", filled, "--all-fields", "--with-confidential") == 0
    capsys.readouterr()

    assert run("import", path, "--store", filled, "--json") == 0

    assert told(capsys) == {"read": 1, "new": 0, "updated": 0, "skipped": 1, "failed": 0}


def test_a_foreign_list_is_taken_and_says_as_what(filled: Path, tmp_path: Path, capsys):
    path = tmp_path / "angebote.csv"
    path.write_text("Angebot;Anbieter;Kosten\nTafelrunde;Unbekannt e. V.;Spende\n", encoding="utf-8")

    assert run("import", path, "--store", filled) == 0

    said = capsys.readouterr().out
    assert "1 gelesen = 1 neu" in said and "Gelesen als Liste: Angebote." in said
    assert "Zeile 2: Anbieter „Unbekannt e. V.“ steht nicht im Bestand" in said
