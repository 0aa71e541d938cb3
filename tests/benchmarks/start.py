"""Measure the start of the program up to its first window, and up to its first page with data, as whole processes.

    python -m tests.benchmarks.start STORE

Reference: a bare window with a table, its imports included. Both run as processes of their own, in turn, without a
screen; what counts is their processor time, because the waiting for other programs says nothing about ours. Ours is the
whole program from its command line on; the time is taken when its event loop has painted the window.
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
_OURS = f"""
import gc, os, sys, time
gc.disable()
from einsamkeit_desktop.__main__ import main
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

def tell():
    {_TELL}

class Watch(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return False

def show(window, really=QWidget.show):
    if type(window).__name__ == sys.argv[2]:
        window.installEventFilter(Watch(window))
    really(window)

QWidget.show = show
main(["--store", sys.argv[1]])
"""


def started(program: str, home: Path, *arguments: str) -> float:
    """Return the processor time in ms that a process took until its window was painted."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home), "APPDATA": str(home)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled already
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environ, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def figure(what: str, window: str, store: Path, times: float) -> Figure:
    """Measure the program up to a window, named by its class, against the bare one."""
    home = store.parent
    runs = [(started(_OURS, home, str(store), window), started(_BARE, home)) for _ in range(RUNS + 1)]
    ours, bare = (statistics.median(column) for column in zip(*runs[1:], strict=True))
    return Figure(what, ours, bare, times)


def main() -> None:
    for folder in folders():
        with tempfile.TemporaryDirectory() as scratch:
            store, locked = Path(scratch) / "store", Path(scratch) / "locked"
            shutil.copytree(folder, store, ignore=shutil.ignore_patterns("sperre*", "sicherungen"))
            create_store(locked, "Nordmarkt Kranich 42")[0].close()
            show(
                [
                    figure("start to the window that asks for the passphrase", "Entrance", locked, 1.5),
                    figure("start to the first page with data", "MainWindow", store, 2.5),
                ]
            )


if __name__ == "__main__":
    main()
