"""The start of the program: what goes to the command line, what to the window, and processes of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from einsamkeit_desktop import __main__ as start
from einsamkeit_desktop import __version__, cli, system_libraries
from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.system_libraries import LibraryMissing, NoDisplay

from .children import ROOT
from .fixtures import CHEAP


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


_STARTED = """
import sys, pathlib
from einsamkeit_desktop.app import Application, make_application
def tell():
    print(*(name.removeprefix('einsamkeit_desktop.') for name in sys.modules))
qt = make_application()
program = Application(pathlib.Path(sys.argv[1]), inline_tasks=True)
tell()
program.start()
tell()
while 'einsamkeit_desktop.gui.main_window' not in sys.modules:
    qt.processEvents()
tell()
"""


def loaded_at_start(folder: Path) -> list[set[str]]:
    """Return what is imported before the door, when the first window is shown, and once it has been painted."""
    done = subprocess.run(
        [sys.executable, "-c", _STARTED, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return [set(line.split()) for line in done.stdout.splitlines()]


def test_on_the_way_to_the_window_no_command_is_described():
    program = (
        "import sys; from einsamkeit_desktop import __main__, cli\n"
        "cli.run([], lambda _store, _demo: print(*sys.modules) or 0, lambda _folder, _passphrase: 0)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert set(done.stdout.split()) & {"einsamkeit_desktop.kinds", "multiprocessing", "PySide6"} == set()
    assert "einsamkeit_desktop.system_libraries" in done.stdout.split()


def test_the_window_loads_nothing_that_the_first_page_does_not_show(store_folder: Path):
    _before, shown, _painted = loaded_at_start(store_folder)

    assert "gui.today_page" in shown
    later = {"list_page", "form", "table", "composer", "calendar_page", "lists_out", "papers_out", "taking_in"}
    assert shown & {f"gui.{name}" for name in later} == set()
    assert (
        shown & {"imports", "demo", "cli", "exports.handing", "openpyxl", "reportlab", "alembic", "holidays"} == set()
    )


def test_no_source_text_is_read_at_the_start():
    program = (
        "import linecache, sys, einsamkeit_desktop.app, einsamkeit_desktop.gui.main_window as last\n"
        "print(last.__file__ in linecache.cache, sys.modules['sqlalchemy'].__file__ in linecache.cache)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert done.stdout.split() == ["False", "False"], done.stderr


def test_whoever_asks_for_the_passphrase_needs_no_database_and_loads_it_once_that_is_seen(tmp_path: Path):
    create_store(tmp_path / "store", "Nordmarkt Kranich 42", cost=CHEAP)[0].close()

    before, shown, painted = loaded_at_start(tmp_path / "store")

    assert "gui.entrance" in before and "gui.unlock" in shown
    assert shown & {"sqlalchemy", "sqlcipher3", "store.store", "kinds", "queries", "actions", "cli", "hashlib"} == set()
    assert {"gui.main_window", "store.store"} <= painted
