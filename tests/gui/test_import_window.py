"""The window of an import: figures that add up and filter, whole details, one step, a backup before it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.errors import NoRoom
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports import plans, whole
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.store import backup, journal
from einsamkeit_desktop.store.store import Store

LIST = "Organisation;Zielgruppen;Telefon\nTreff Nord;Senioren;0231 1\nTreff Süd;Marsmenschen;\n;;0231 2\nTreff Nord;;\n"

Open = Callable[[Store], ImportWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Open:
    """Give what opens the window on the list."""

    def opened(store: Store) -> ImportWindow:
        path = tmp_path / "partner.csv"
        path.write_text(LIST, encoding="utf-8")
        window = ImportWindow(Workbench(store, TaskRunner(inline=True)), whole.plan_file(store, path))
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


def card(window: ImportWindow, key: str):
    return window.findChild(object, f"figure_{key}")


def rows_shown(window: ImportWindow) -> int:
    model = window.table.model()
    assert model is not None
    return model.rowCount()


def test_the_figures_add_up_and_show_their_rows(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window(store)
    keys = ("read", plans.NEW, plans.UPDATED, plans.SKIPPED, plans.FAILED)

    assert [card(window, key).accessibleName() for key in keys] == [
        "gelesen: 4", "neu: 2", "geändert: 0", "unverändert: 1", "fehlerhaft: 1",
    ]  # fmt: skip
    assert rows_shown(window) == 4
    qtbot.mouseClick(card(window, plans.FAILED), Qt.MouseButton.LeftButton)
    assert rows_shown(window) == 1
    assert "Weder eine Organisation" in window.details.toPlainText()
    assert not card(window, plans.UPDATED).isEnabled()
    qtbot.mouseClick(card(window, "read"), Qt.MouseButton.LeftButton)
    assert rows_shown(window) == 4


def test_the_whole_of_a_long_reason_stands_below_the_table(store: Store, open_window: Open):
    window = open_window(store)

    window.table.go_to(1)

    lines = window.details.toPlainText().split("\n")
    assert lines == ["Treff Süd – Zeile 3", "Zielgruppen „Marsmenschen“ ist nicht bekannt und steht in der Bemerkung."]


def test_the_import_is_one_step_after_a_backup_and_says_its_figures(store: Store, open_window: Open):
    window = open_window(store)
    said: list[tuple[str, bool]] = []
    window._workbench.said.connect(lambda *words: said.append(words))

    window.take.click()

    assert said == [("Import: 4 gelesen, 2 neu, 0 geändert, 1 unverändert, 1 fehlerhaft.", True)]
    assert not window.isVisible()
    assert counts.by_kind(store)["organisation"] == 2
    assert [found.reason for found in backup.backups(store.folder)] == ["import"]
    assert len([step for step in journal.steps(store) if step.name.startswith("Import")]) == 1


def test_without_room_for_a_backup_nothing_is_imported(store: Store, open_window: Open, monkeypatch):
    window = open_window(store)

    def full(*_arguments: object) -> None:
        raise NoRoom("Für eine Sicherung fehlt Platz.")

    monkeypatch.setattr(whole.backup, "back_up", full)
    window.take.click()

    assert window.isVisible() and window.take.isEnabled()
    assert window._sentence.full_text() == "Für eine Sicherung fehlt Platz."
    assert counts.by_kind(store)["organisation"] == 0


def test_leaving_while_it_runs_stops_the_import_and_stays(store: Store, open_window: Open, monkeypatch):
    window = open_window(store)
    moved: list[tuple[bool, bool]] = []

    def slow(_store: Store, plan: plans.Plan, progress: Progress) -> plans.Report:
        progress.step(1, 2)
        moved.append((window.is_running(), window.bar.isVisible()))
        window.reject()
        progress.step(2, 2)
        return plans.report(plan)

    monkeypatch.setattr(whole, "take_over", slow)
    window.take.click()

    assert moved == [(True, True)]
    assert window.isVisible() and not window.bar.isVisible() and window.take.isEnabled()
    assert "abgebrochen" in window._sentence.full_text()
