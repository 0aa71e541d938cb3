"""The self-test: that it passes here, and that it says what fails."""

from pathlib import Path

import pytest

from einsamkeit_desktop.__main__ import load_pages
from einsamkeit_desktop.cli import self_test
from einsamkeit_desktop.errors import BadTarget
from einsamkeit_desktop.system_libraries import LibraryMissing


def test_every_step_passes_and_has_its_line(capsys: pytest.CaptureFixture[str]):
    seen: list[Path] = []

    def pages(folder: Path, passphrase: str) -> int:
        seen.append(folder)
        assert (folder / "daten.db").exists() and passphrase
        return 12

    assert self_test.self_test(pages) is True

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 11 and all(line.startswith("✓ ") for line in lines[:-1])
    assert lines[-2:] == ["✓ Jede Seite des Programms laden (12 Seiten)", "Alles in Ordnung."]
    assert not seen[0].exists()


def test_the_first_failing_step_ends_it_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def full(*_arguments: object) -> None:
        raise BadTarget("Kein Platz mehr.")

    monkeypatch.setattr(self_test, "write_list", full)

    assert self_test.self_test(lambda _folder, _passphrase: 0) is False

    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1] == "✗ Liste als Excel schreiben"
    assert printed.err == "Kein Platz mehr.\n"


def test_a_machine_without_qt_fails_with_a_plain_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def pages(_folder: Path, _passphrase: str) -> int:
        raise LibraryMissing(["libEGL.so.1"])

    monkeypatch.setattr(self_test._Trial, "steps", lambda trial: [("Seiten", trial.load_pages)])

    assert self_test.self_test(pages) is False
    assert "libegl1" in capsys.readouterr().err


def test_every_page_of_the_program_loads(store_folder: Path):
    drawn = load_pages(store_folder, "")

    assert drawn > 20
