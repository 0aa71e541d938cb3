"""The start of the program: what goes to the command line, what to the window, and processes of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from einsamkeit_desktop import __main__ as start
from einsamkeit_desktop import __version__, cli, system_libraries
from einsamkeit_desktop.system_libraries import LibraryMissing, NoDisplay

from .children import ROOT


def run_process(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "einsamkeit_desktop", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_process_of_its_own_speaks_utf_8_whatever_the_console_does(store_folder: Path):
    path = store_folder.parent / "liste.csv"
    path.write_text("Organisation\nTreff Łódź\n", encoding="utf-8")

    done = run_process("import", str(path), "--store", str(store_folder), "--json", PYTHONIOENCODING="ascii")
    found = run_process("find", "lodz", "--store", str(store_folder), "--json", PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["new"] == 1
    assert json.loads(found.stdout.decode("utf-8"))[0]["title"] == "Treff Łódź"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack a display")
def test_without_a_display_the_command_line_is_named():
    done = run_process(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")

    assert done.returncode == 1 and done.stdout == b""
    assert "einsamkeit-desktop --help" in done.stderr.decode("utf-8")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes that head closes")
def test_a_reader_that_goes_away_leaves_no_traceback(store_folder: Path):
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "einsamkeit_desktop", "info", "--store", str(store_folder)],
        cwd=ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)

    assert (done.returncode, done.stderr) == (1, b"")


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]):
    assert start.main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize(
    ("given", "wanted"),
    [([], (None, False)), (["--demo"], (None, True)), (["--store", "a"], (Path("a"), False))],
)
def test_without_a_command_the_program_opens(given: list[str], wanted: tuple[Path | None, bool]):
    opened: list[tuple[Path | None, bool]] = []

    def program(store: Path | None, demo: bool) -> int:
        opened.append((store, demo))
        return 0

    assert cli.run(given, program, lambda _folder, _passphrase: 0) == 0
    assert opened == [wanted]


def test_a_missing_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def lacking() -> None:
        raise LibraryMissing(["libEGL.so.1"])

    monkeypatch.setattr(system_libraries, "check", lacking)

    assert start.main([]) == 1
    assert "sudo apt-get install libegl1" in capsys.readouterr().err


def test_an_import_that_fails_for_a_library_is_told_apart_from_a_bug():
    missing = ImportError("libXyz.so.1: cannot open shared object file: No such file or directory")

    assert isinstance(start._trouble_of(missing), LibraryMissing)
    bug = ImportError("cannot import name 'x'")
    assert start._trouble_of(bug) is bug
    assert "--help" in str(NoDisplay())


def test_the_window_loads_nothing_that_the_first_page_does_not_show(store_folder: Path):
    program = (
        "import sys, pathlib\n"
        "from einsamkeit_desktop.app import Application, make_application\n"
        "make_application(); program = Application(pathlib.Path(sys.argv[1]), inline_tasks=True)\n"
        "print(*(name.removeprefix('einsamkeit_desktop.') for name in sys.modules)); program.start()\n"
        "print(*(name.removeprefix('einsamkeit_desktop.') for name in sys.modules)); program.window.close()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(store_folder)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    before, loaded = (set(line.split()) for line in done.stdout.splitlines())
    assert "gui.entrance" in before and not before & {"gui.main_window", "gui.today_page", "queries"}
    assert "gui.today_page" in loaded, done.stderr
    later = {"list_page", "form", "table", "composer", "calendar_page", "lists_out", "papers_out", "taking_in"}
    assert loaded & {f"gui.{name}" for name in later} == set()
    assert loaded & {"imports", "demo", "cli", "exports.handing", "openpyxl", "reportlab", "alembic"} == set()
