"""Measure the start of the program up to its first window, and up to its first page with data, as whole processes.

    python -m tests.benchmarks.start STORE

Reference: a bare window with a table, its imports included. Both run as processes of their own, in turn, without a
screen; what counts is their processor time, because the waiting for other programs says nothing about ours.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from einsamkeit_desktop.actions.setup import create_store

from .figures import RUNS, Figure, folders, show

_TELL = "print(time.process_time() * 1000, flush=True); os._exit(0)"
_BARE = f"""
import os, time
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
qt, window, table, model = QApplication([]), QMainWindow(), QTableView(), QStandardItemModel(100, 5)
table.setModel(model)
window.setCentralWidget(table)
window.resize(1440, 860)
window.show()
qt.processEvents()
{_TELL}
"""
_BEGIN = """
import gc, os, sys, time
from pathlib import Path
gc.disable()
from einsamkeit_desktop.app import Application, make_application
gc.freeze()
gc.enable()
qt, program = make_application(), Application(Path(sys.argv[1]))
program.start()
"""
_PAGE = f"""{_BEGIN}
while program.window is None:
    qt.processEvents()
    time.sleep(0.001)
qt.processEvents()
{_TELL}
"""
_DOOR = f"""{_BEGIN}
qt.processEvents()
{_TELL}
"""


def started(program: str, *arguments: str) -> float:
    """Return the processor time in ms that a process took until its window was painted."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled already
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environ, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def figure(what: str, program: str, store: Path, times: float) -> Figure:
    """Measure a program on a store against the bare window."""
    started(program, str(store))
    started(_BARE)
    pairs = [(started(program, str(store)), started(_BARE)) for _ in range(RUNS)]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(what, ours, bare, times)


def main() -> None:
    for folder in folders():
        with tempfile.TemporaryDirectory() as scratch:
            store, locked = Path(scratch) / "store", Path(scratch) / "locked"
            shutil.copytree(folder, store, ignore=shutil.ignore_patterns("sperre*", "sicherungen"))
            create_store(locked, "Nordmarkt Kranich 42")[0].close()
            show(
                [
                    figure("start to the window that asks for the passphrase", _DOOR, locked, 1.5),
                    figure("start to the first page with data", _PAGE, store, 2.5),
                ]
            )


if __name__ == "__main__":
    main()
