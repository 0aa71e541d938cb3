"""Measure the memory of the real program at work on a store, against a bare window with a table.

    python -m tests.benchmarks.memory STORE [SCENE …]

The list of all persons is opened and scrolled about; then records of all kinds are opened one after another in the
window, and what the process has grown by after a warm-up is told in memory, widgets and Python objects. Files in and
out are measured the same way: a list on paper, an Excel list of all persons, an Excel import. Works on a copy; each
scene has a process of its own, and its events run as in the program. "Settled" is what stays, "peak" the most there
was, both resident. For Linux (`/proc`).
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from einsamkeit_desktop.gui.main_window import MainWindow

TIMES = 2.5
WARM_UP, OPENED = 400, 1000
ROWS = 10_000
KINDS = ("person", "organisation", "contact_note", "person", "case", "organisation", "reminder", "offer", "body")
_SETTLE_MS = 700  # longer than anything that a list or a field puts off
# By chance: a uid has no order.
_SOME = "SELECT id FROM record WHERE kind = ? AND trashed_at IS NULL AND restricted = 0 ORDER BY uid LIMIT 1000"

Steps = Iterator[int]
"""What a person does in the window, step by step; each gives the milliseconds she waits then."""


@dataclass(frozen=True)
class Held:
    """What a process holds: resident memory now and at its peak in MB, widgets, and Python objects."""

    settled: float
    peak: float
    widgets: int
    objects: int


def held() -> Held:
    """Return what this process holds."""
    from PySide6.QtWidgets import QApplication

    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    found = {name: rest.split() for name, _colon, rest in (line.partition(":") for line in lines)}
    gc.collect()
    widgets = len(QApplication.allWidgets())
    return Held(int(found["VmRSS"][0]) / 1024, int(found["VmHWM"][0]) / 1024, widgets, len(gc.get_objects()))


def list_of_persons(window: MainWindow) -> Steps:
    """Open the list of all persons and scroll about in it."""
    window.resize(1440, 860)
    window.go_to("person")
    yield _SETTLE_MS
    bar, chance = window.pages.list_page("person").table.verticalScrollBar(), Random(7)
    for _jump in range(60):
        bar.setValue(chance.randrange(bar.maximum()))
        yield 1
    bar.setValue(0)
    for _screen in range(60):
        bar.setValue(bar.value() + bar.pageStep())
        yield 1
    yield _SETTLE_MS


def records(window: MainWindow) -> Steps:
    """Open records of all kinds, the other tabs of some too."""
    yield from list_of_persons(window)
    from einsamkeit_desktop.gui.record_tabs import TABS

    with window.workbench.store.reading() as connection:
        found = {kind: connection.exec_driver_sql(_SOME, (kind,)).scalars().all() for kind in set(KINDS)}
    same = found["person"][0]  # what is in front when it is measured
    for number in range(WARM_UP + OPENED):
        if number in (WARM_UP, WARM_UP + OPENED // 2):
            window.open_record(same)
            yield _SETTLE_MS
            tell(held())
        kind = KINDS[number % len(KINDS)]
        window.open_record(found[kind][number % len(found[kind])])
        yield 1
        if number % 7 == 0:
            tabs = window.pages.list_page(kind).pane.tabs
            for key in ("data", *(tab.key for tab in reversed(TABS) if kind in tab.kinds)):
                tabs.choose(key)
                yield 1
    window.open_record(same)
    yield _SETTLE_MS


def paper(window: MainWindow) -> Steps:
    """Set a list of 10,000 persons on paper, see it and close it."""
    from einsamkeit_desktop.gui.paper_window import PaperWindow

    yield from hand_out(window, "pdf", ROWS)
    shown = window.findChild(PaperWindow)
    assert shown is not None and shown.save_button.isEnabled()
    yield _SETTLE_MS
    shown.reject()
    del shown
    yield _SETTLE_MS


def sheet(window: MainWindow) -> Steps:
    """Write all persons into an Excel file."""
    yield from hand_out(window, "xlsx")


def hand_out(window: MainWindow, code: str, most: int | None = None) -> Steps:
    """Hand out the list of persons as its window does."""
    from einsamkeit_desktop.exports.handing import ExportOrder
    from einsamkeit_desktop.queries.exports import Wish
    from einsamkeit_desktop.queries.lists import ListQuery

    yield from list_of_persons(window)
    tell(held())
    page, out = window.pages.list_page("person"), window.doors.lists
    out.written.disconnect()  # it would be opened by another program
    wish, target = Wish(code, purpose="Messung"), window.workbench.store.folder.parent / f"liste.{code}"
    out.hand_out(ExportOrder(ListQuery("person"), page.table.model().ids[:most], wish, target))  # type: ignore[attr-defined]
    yield _SETTLE_MS


def intake(window: MainWindow) -> Steps:
    """Import 10,000 rows of an Excel list and close the window."""
    from einsamkeit_desktop.gui.import_window import ImportWindow

    yield from list_of_persons(window)
    path = window.workbench.store.folder.parent / "liste.xlsx"
    subprocess.run([sys.executable, "-m", "tests.benchmarks.memory", "write", str(path)], check=True)  # noqa: S603
    tell(held())
    window.doors.files.read(path)
    yield _SETTLE_MS
    shown = window.findChild(ImportWindow)
    assert shown is not None
    click(shown.take)
    yield _SETTLE_MS
    assert shown.report is not None, "the import was not taken over"
    click(shown.report.leave)
    del shown
    yield _SETTLE_MS


def click(button: QAbstractButton) -> None:
    assert button.isEnabled(), button.text()
    button.click()


SCENES: dict[str, Callable[[MainWindow], Steps]] = {
    "list": list_of_persons,
    "records": records,
    "paper": paper,
    "sheet": sheet,
    "intake": intake,
}


def tell(found: Held) -> None:
    print(json.dumps(asdict(found)), flush=True)


def bare() -> None:
    """Tell what a bare window with a table holds."""
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    qt, window, table, model = QApplication([]), QMainWindow(), QTableView(), QStandardItemModel(100, 5)
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1440, 860)
    window.show()
    qt.processEvents()
    tell(held())
    os._exit(0)


def play(scene: Callable[[MainWindow], Steps], folder: Path) -> None:
    """Play a scene in the program and tell what it holds then."""
    from PySide6.QtCore import QTimer

    from einsamkeit_desktop.app import Application, make_application

    def fail(*error: Any) -> None:
        traceback.print_exception(*error)
        os._exit(1)

    def go_on(steps: Steps | None = None) -> None:
        window = program.window
        if window is None or program.runner.is_busy():
            QTimer.singleShot(20, lambda: go_on(steps))
            return
        steps = scene(window) if steps is None else steps
        wait = next(steps, None)
        if wait is None:
            tell(held())
            os._exit(0)
        QTimer.singleShot(wait, lambda: go_on(steps))

    sys.excepthook = fail
    qt, program = make_application(), Application(folder)
    program.start()
    QTimer.singleShot(0, go_on)
    qt.exec()


def played(scratch: Path, *arguments: str) -> list[Held]:
    """Return what a scene told that was played in a process of its own, in a home of its own."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    environ = {name: value for name, value in environ.items() if not name.startswith("XDG_")} | {"HOME": str(scratch)}
    command = [sys.executable, "-m", "tests.benchmarks.memory", *arguments]
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    return [Held(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def growth(before: Held, after: Held) -> str:
    return (
        f"{after.settled - before.settled:+.1f} MB, {after.widgets - before.widgets:+,} widgets, "
        f"{after.objects - before.objects:+,} objects"
    )


def main(folder: Path, wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        least = min(played(scratch, "bare")[0].settled for _run in range(3))
        print(f"{'what':<12}{'settled MB':>12}{'peak MB':>10}{'of bare':>9}  target")
        print(f"{'bare window':<12}{least:>12.1f}")
        for name in wanted or SCENES:
            store = scratch / "store"
            shutil.copytree(folder, store, ignore=shutil.ignore_patterns("sperre*", "sicherungen"))
            told = played(scratch, name, str(store))
            ratio = told[-1].settled / least
            verdict = "" if ratio <= TIMES else "   MISSED"
            print(f"{name:<12}{told[-1].settled:>12.1f}{told[-1].peak:>10.1f}{ratio:>9.2f}  <= {TIMES}{verdict}")
            for before, after in zip(told, told[1:], strict=False):
                print(f"{'':<12}since: {growth(before, after)}")
            shutil.rmtree(store)


if __name__ == "__main__":
    if sys.argv[1:] == ["bare"]:
        bare()
    elif sys.argv[1] == "write":
        from .imports import write_list

        write_list(ROWS, Path(sys.argv[2]))
    elif sys.argv[1] in SCENES:
        play(SCENES[sys.argv[1]], Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
