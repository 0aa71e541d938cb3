"""The window of an import shows what the rows are, lets it be chosen otherwise, and offers the fields of that kind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.store.store import Store

from ..makers import make_organisation

OFFERS = "Angebot;Anbieter;Kosten;Farbe\nTafelrunde;Treff Nord;Spende;rot\nChor;Unbekannt;;\n"

Open = Callable[[str], ImportWindow]


@pytest.fixture
def open_window(store: Store, qtbot: QtBot) -> Open:
    """Give what opens the window on a list."""

    def opened(text: str) -> ImportWindow:
        intake = Intake.of((table_of("liste.csv", text),), {})
        window = ImportWindow(Workbench(store, TaskRunner(inline=True)), intake, intake.planning(store)(Progress()))
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_a_list_of_offers_is_shown_as_one_and_imported(store: Store, open_window: Open, qtbot: QtBot):
    make_organisation(store, "Treff Nord")
    window = open_window(OFFERS)
    lines = window.details.toPlainText().split("\n")
    for line in (
        "Neu: Angebot „Tafelrunde“",
        "Titel: – → Tafelrunde",
        "Anbieter: – → Treff Nord",
        "Kosten: – → Spende",
    ):
        assert line in lines, lines

    window.tabs.choose("found")
    assert window.found.kind.currentText() == "Angebote"
    window.tabs.choose("mapping")
    assert [pick.currentText() for pick in window.mapping.picks.values()] == [
        "Titel", "Anbieter", "Kosten", "Als Text in „Bemerkung“",
    ]  # fmt: skip
    window.tabs.choose("preview")
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert counts.by_kind(store)["offer"] == 2


def test_the_list_of_that_kind_hears_of_an_import(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window(OFFERS)
    window.tabs.choose("preview")

    with qtbot.waitSignal(window._workbench.changed) as told:
        qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert "offer" in told.args[0].kinds


def test_what_the_rows_are_may_be_chosen_otherwise(store: Store, open_window: Open, qtbot: QtBot):
    window = open_window("Bezeichnung;Wann\nSommerfest;12.06.2027 15:00\n")
    window.tabs.choose("found")
    assert window.found.kind.currentText() == "Organisationen und Personen"

    choose(window.found.kind, "Veranstaltungen")
    window.tabs.choose("mapping")
    choose(window.mapping.picks[0], "Titel")
    assert window.mapping.picks[1].currentText() == "Beginn"
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.take, Qt.MouseButton.LeftButton)

    assert counts.by_kind(store)["event"] == 1


def test_a_column_of_such_a_list_may_be_left_out(store: Store, open_window: Open):
    window = open_window(OFFERS)
    window.tabs.choose("mapping")

    choose(window.mapping.picks[3], "Nicht übernehmen")
    window.tabs.choose("preview")
    plan = window.intake.planning(store)(Progress())

    assert "rot" not in str(plan.subjects[0].values)
