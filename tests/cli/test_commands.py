"""The command line as scripts see it: what it prints, what it writes, and how it ends."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from einsamkeit_desktop import cli
from einsamkeit_desktop.cli.arguments import in_german
from einsamkeit_desktop.imports import whole
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import export_log
from tests.places import read_only

from ..makers import make_note, make_organisation, make_person, make_role

Run = Callable[..., int]


@pytest.fixture
def run() -> Run:
    """Run the command line in this process; a window or pages would be a mistake here."""

    def never(*_arguments: object) -> int:
        raise AssertionError("no window is wanted here")

    return lambda *given: cli.run([str(argument) for argument in given], never, never)


@pytest.fixture
def stocked(store_folder: Path) -> Path:
    """A closed store with an organisation, its head Müller, a note, and a confidential person."""
    with Store.open(store_folder) as store:
        organisation = make_organisation(store, "Treff Łódź & Weiß e. V.", priority="A", serves=("GESAMT",))
        person = make_person(store, "Müller", given_name="Jürgen")
        make_role(store, person, organisation)
        make_note(store, person, organisation, content="Raum für das Frühstück zugesagt.")
        make_person(store, "Geheim", confidential=True)
    return store_folder


def write_list(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("Organisation;Telefon;PLZ", *rows)), encoding="utf-8")
    return path


def test_every_command_has_german_help(run: Run, capsys: pytest.CaptureFixture[str]):
    for name in ("demo", "import", "export", "brief", "find", "check", "backup", "info", "restore", "self-test"):
        assert run(name, "--help") == 0

        shown = capsys.readouterr().out
        assert shown.startswith("Aufruf: einsamkeit-desktop " + name)
        assert "usage" not in shown and "show this" not in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["nix"], "Den Befehl „nix“ gibt es nicht."),
        (["find", "--store", "x"], "Es fehlt: WORDS."),
        (["find", "a", "--store"], "Hinter --store fehlt eine Angabe."),
        (["info", "--store", "x", "--nix"], "Diese Angaben kennt der Befehl nicht: --nix."),
        (["--store", "x", "--demo"], "--demo und --store schließen sich aus."),
        (["--demo", "find", "a", "--store", "x"], "dahinter"),
        (["demo", "x", "--size", "riesig"], "klein, 15-monate, 10-jahre, stress"),
        (["demo", "x", "--today", "30.2.2026"], "Gut ist 2026-11-22."),
        (["demo", "x", "--seed", "ä"], "keine ganze Zahl"),
        (["export", "Einhörner", "x.csv", "--store", "x"], "Es gibt: organisation (Organisationen)"),
        (["export", "person", "x.csv", "--store", "x", "--where", "abc"], "FIELD=VALUE"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(
    given: list[str], sentence: str, run: Run, capsys: pytest.CaptureFixture[str]
):
    assert run(*given) == 2

    printed = capsys.readouterr()
    assert sentence in printed.err and printed.out == ""


def test_an_unknown_complaint_of_argparse_stays_as_it_is():
    assert in_german("something new") == "something new"


def test_trouble_ends_with_1_and_its_sentence(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run("find", "a", "--store", tmp_path / "nirgends") == 1

    printed = capsys.readouterr()
    assert "liegt kein Bestand" in printed.err and printed.out == ""


def test_ctrl_c_ends_with_1_and_a_sentence(
    run: Run, stocked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whole, "files", type("Files", (), {"read": staticmethod(interrupted)}))

    assert run("import", "liste.csv", "--store", stocked) == 1
    assert capsys.readouterr().err.startswith("Abgebrochen.")


def test_import_prints_one_object_per_file_that_adds_up(run: Run, store_folder: Path, tmp_path: Path, capsys):
    first = write_list(tmp_path / "eins.csv", "Treff Nord;0231 1234;01067", ";030 1;1")
    second = write_list(tmp_path / "zwei.csv", "Treff Nord;;01067", "Café Süd;;")

    assert run("import", first, second, "--store", store_folder, "--json") == 0

    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["file"] for report in reports] == [str(first), str(second)]
    for report in reports:
        assert list(report) == ["file", "read", "new", "updated", "skipped", "failed", "rows"]
        assert report["read"] == sum(report[name] for name in ("new", "updated", "skipped", "failed")) == 2
    assert reports[0]["failed"] == 1 and reports[0]["rows"][0]["row"] == 3
    assert set(reports[0]["rows"][0]) == {"row", "reason"}
    assert (reports[1]["new"], reports[1]["skipped"]) == (1, 1)


def test_a_dry_run_writes_nothing(run: Run, store_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_list(tmp_path / "liste.csv", "Treff Nord;;01067")

    with Store.open(store_folder):  # somebody has it open; a dry run only looks
        assert run("import", path, "--store", store_folder, "--dry-run") == 0
    assert "1 neu" in capsys.readouterr().out

    run("info", "--store", store_folder, "--json")
    assert json.loads(capsys.readouterr().out)["counts"]["organisation"] == 0


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    run: Run, store_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = write_list(tmp_path / "liste.csv", "Treff Nord;;01067", *(f";;{number}" for number in range(60)))

    assert run("import", tmp_path / "fehlt.csv", path, "--store", store_folder) == 1

    printed = capsys.readouterr()
    assert "fehlt.csv" in printed.err
    assert "61 gelesen = 1 neu + 0 geändert + 0 unverändert + 60 fehlerhaft" in printed.out
    assert "✗ Zeile 3: " in printed.out and "weitere Hinweise" in printed.out


def test_find_gives_kind_uid_title_and_snippet(run: Run, stocked: Path, capsys: pytest.CaptureFixture[str]):
    assert run("find", "mueller", "--store", stocked, "--json") == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert (hit["kind"], hit["title"], sorted(hit)) == ("person", "Jürgen Müller", ["kind", "snippet", "title", "uid"])

    assert run("find", "fruehstueck", "zugesagt", "--store", stocked) == 0
    assert "Kontaktvermerk: Raum für das Frühstück zugesagt." in capsys.readouterr().out

    assert run("find", "xyz", "--store", stocked, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []

    assert run("find", "xyz", "--store", stocked) == 0
    assert "„xyz“ wurde nichts gefunden" in capsys.readouterr().out


def test_export_leaves_out_the_confidential_and_writes_it_down(
    run: Run, stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "personen.csv"

    assert run("export", "Personen", target, "--store", stocked) == 0

    assert "1 Eintrag geschrieben, 1 vertraulicher ausgelassen" in capsys.readouterr().out
    with target.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert [row["Person"] for row in rows] == ["Müller, Jürgen"]
    assert {"Organisation", "Telefon", "E-Mail"} <= set(rows[0])
    (logged,) = export_entries(stocked)
    assert (logged["target"], logged["count"], logged["left_out"]) == (str(target), 1, 1)
    assert len(logged["person_ids"]) == 1


def export_entries(folder: Path) -> list:
    with Store.look(folder) as store, store.reading() as connection:
        return list(connection.execute(select(export_log)).mappings())


def test_export_takes_purpose_fields_and_the_confidential_where_asked_for(
    run: Run, stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "alle.csv"
    options = ("--all-fields", "--function-rows", "--with-confidential", "--purpose", "Runder Tisch")

    assert run("export", "person", target, "--store", stocked, *options) == 0

    assert "2 Einträge geschrieben:" in capsys.readouterr().out
    with target.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert {"UID", "Nachname", "Funktion seit"} <= set(rows[0]) and {row["Vertraulich"] for row in rows} == {"", "ja"}
    (logged,) = export_entries(stocked)
    assert (logged["purpose"], logged["left_out"], len(logged["person_ids"])) == ("Runder Tisch", 0, 2)


def test_export_tells_rows_apart_from_records(run: Run, stocked: Path, tmp_path: Path, capsys) -> None:
    with Store.open(stocked) as store:
        person = make_person(store, "Doppelt")
        for name in ("Eins", "Zwei"):
            make_role(store, person, make_organisation(store, name))

    assert run("export", "person", tmp_path / "p.xlsx", "--store", stocked, "--function-rows") == 0

    assert "2 Einträge in 3 Zeilen geschrieben, 1 vertraulicher ausgelassen" in capsys.readouterr().out
    criteria = dict(load_workbook(tmp_path / "p.xlsx").worksheets[1].values)
    assert (criteria["Datensätze"], criteria["Zeilen der Liste"]) == ("2", "3")


def test_export_takes_conditions_one_by_one_or_together(run: Run, stocked: Path, tmp_path: Path, capsys):
    for conditions in (["--where", "priority=A", "serves=GESAMT"], ["--where", "Priorität=A", "--where", "Art="]):
        assert run("export", "organisation", tmp_path / "o.xlsx", "--store", stocked, *conditions) == 0
        assert "1 Eintrag" in capsys.readouterr().out

    assert run("export", "organisation", tmp_path / "o.xlsx", "--store", stocked, "--where", "farbe=rot") == 1
    assert "„farbe“ gibt es bei „Organisationen“ nicht. Es gibt: name (Name)" in capsys.readouterr().err


def test_cards_are_for_persons_and_organisations(run: Run, stocked: Path, tmp_path: Path, capsys):
    target = tmp_path / "karten.vcf"

    assert run("export", "person", target, "--store", stocked) == 0
    assert "ORG:Treff Łódź & Weiß e. V." in target.read_text(encoding="utf-8")
    assert run("export", "organisation", target, "--store", stocked) == 0
    assert export_entries(stocked)[1]["person_ids"] == []

    assert run("export", "offer", target, "--store", stocked) == 1
    assert "nur Personen und Organisationen" in capsys.readouterr().err
    assert run("export", "person", tmp_path / "x.docx", "--store", stocked) == 1
    assert ".docx" in capsys.readouterr().err
    assert run("export", "person", tmp_path / "fehlt" / "x.csv", "--store", stocked) == 1


def test_an_export_that_cannot_be_logged_is_refused(run: Run, stocked: Path, tmp_path: Path, capsys):
    with Store.open(stocked):
        assert run("export", "person", tmp_path / "p.csv", "--store", stocked) == 1

    assert "bereits geöffnet" in capsys.readouterr().err
    assert not (tmp_path / "p.csv").exists()


def test_all_fields_are_refused_on_paper(run: Run, stocked: Path, tmp_path: Path, capsys):
    assert run("export", "organisation", tmp_path / "liste.pdf", "--store", stocked, "--all-fields") == 1

    assert "auf kein Blatt" in capsys.readouterr().err
    assert not (tmp_path / "liste.pdf").exists() and export_entries(stocked) == []


def test_brief_takes_names_and_uids_and_says_whom_it_took(run: Run, stocked: Path, tmp_path: Path, capsys):
    run("find", "mueller", "--store", stocked, "--json")
    uid = json.loads(capsys.readouterr().out)[0]["uid"]
    target = tmp_path / "Briefing.pdf"

    assert run("brief", target, "--store", stocked, uid, "treff lodz") == 0

    assert target.read_bytes().startswith(b"%PDF")
    assert "(Jürgen Müller, Treff Łódź & Weiß e. V.)" in capsys.readouterr().out
    assert len(export_entries(stocked)) == 1


def test_brief_refuses_other_endings_and_unknown_names(run: Run, stocked: Path, tmp_path: Path, capsys):
    assert run("brief", tmp_path / "b.docx", "--store", stocked, "Müller") == 1
    assert "PDF" in capsys.readouterr().err

    assert run("brief", tmp_path / "b.pdf", "--store", stocked, "Xyz") == 1
    assert "„Xyz“" in capsys.readouterr().err


def test_info_counts_and_knows_the_last_backup(run: Run, stocked: Path, capsys: pytest.CaptureFixture[str]):
    run("info", "--store", stocked, "--json")
    before = json.loads(capsys.readouterr().out)
    assert list(before["counts"]) == list(KINDS) and before["counts"]["person"] == 2
    assert before["schema_version"] and before["size"] > 4096 and before["last_backup"] is None

    assert run("backup", "--store", stocked) == 0
    printed = capsys.readouterr().out
    assert "geöffnet und geprüft" in printed and "2 Personen" in printed

    run("info", "--store", stocked, "--json")
    assert json.loads(capsys.readouterr().out)["last_backup"].startswith("20")
    assert run("info", "--store", stocked) == 0
    assert "Organisationen: 1\n" in capsys.readouterr().out


def test_info_tells_of_a_store_that_cannot_be_written(run: Run, stocked: Path, capsys: pytest.CaptureFixture[str]):
    with read_only(stocked):
        assert run("info", "--store", stocked) == 0

    assert "Personen: 2\n" in capsys.readouterr().out


def test_a_backup_can_be_made_while_the_program_is_open(run: Run, stocked: Path, capsys: pytest.CaptureFixture[str]):
    with Store.open(stocked):
        assert run("backup", "--store", stocked, "--json") == 0
        assert run("check", "--store", stocked) == 0

    assert json.loads(capsys.readouterr().out.splitlines()[0])["counts"]["person"] == 2


def test_restore_brings_the_store_back_and_keeps_the_other(run: Run, stocked: Path, tmp_path: Path, capsys):
    run("backup", "--store", stocked, "--json")
    backup = json.loads(capsys.readouterr().out)["folder"]

    assert run("restore", backup, "--to", tmp_path / "neu" / "Bestand") == 0
    assert run("restore", backup, "--to", stocked) == 0
    assert "wurde aufgehoben" in capsys.readouterr().out

    assert run("find", "mueller", "--store", tmp_path / "neu" / "Bestand") == 0
    with Store.open(stocked):
        assert run("restore", stocked / "sicherungen" / Path(backup).name, "--to", stocked) == 1
    assert "bereits geöffnet" in capsys.readouterr().err


def test_check_says_what_is_wrong_and_ends_with_1(run: Run, stocked: Path, capsys: pytest.CaptureFixture[str]):
    assert run("check", "--store", stocked, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}

    content = bytearray((stocked / "daten.db").read_bytes())
    content[len(content) // 2 : len(content) // 2 + 64] = bytes(64)
    (stocked / "daten.db").write_bytes(content)

    assert run("check", "--store", stocked, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False and found["findings"]
    assert run("check", "--store", stocked) == 1
    assert "Sicherung" in capsys.readouterr().err


def test_demo_makes_a_store_and_a_list_to_import(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "Beispiel"

    assert run("demo", folder, "--size", "klein", "--today", "2026-11-22", "--seed", "7") == 0
    assert run("import", folder / "partnerliste.xlsx", "--store", folder, "--json") == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert report["read"] >= 40 and report["new"] > 0

    assert run("demo", folder) == 1
    assert "nicht leer" in capsys.readouterr().err


def test_progress_is_for_terminals_alone(run: Run, stocked: Path, tmp_path: Path, monkeypatch, capsys):
    run("export", "person", tmp_path / "p.csv", "--store", stocked)
    assert capsys.readouterr().err == ""

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    run("export", "person", tmp_path / "p.csv", "--store", stocked)

    shown = capsys.readouterr().err
    assert shown.startswith("\rp.csv: ") and shown.endswith("\r\x1b[K")


def test_the_day_of_a_demo_is_a_day(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path):
    asked: list[object] = []

    def make_demo(folder: Path, size: str, today: date, seed: int, passphrase: str | None) -> Store:
        asked.extend((size, today, seed, passphrase))
        raise KeyboardInterrupt

    monkeypatch.setattr("einsamkeit_desktop.demo.making.make_demo", make_demo)

    assert run("demo", tmp_path / "x", "--today", "2028-02-29") == 1
    assert asked == ["15-monate", date(2028, 2, 29), 1, None]
