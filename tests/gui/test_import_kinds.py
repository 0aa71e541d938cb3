"""The window of an import shows what the rows are, lets it be chosen otherwise, and offers the fields of that kind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.gui.import_targets import TargetPick
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.narrowing_menu import NarrowingMenu
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
    if isinstance(box, TargetPick):
        box.fill()
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


def test_sentences_about_a_row_stand_beside_each_other_without_marks_between(store: Store, open_window: Open):
    shown = open_window("Aufgabe;Fällig am;betrifft;Priorität\nFlyer;1.12.2026;Niemand;Mond\n")

    why = shown.table.model().index(0, 3).data()

    assert "„Ergebnis“. Zu „Niemand“" in why
    assert ".;" not in why


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


def test_some_hundred_fields_stand_in_groups_of_a_menu(open_window: Open):
    window = open_window("Organisation;Farbe\nTreff;rot\n")
    pick = window.mapping.picks[1]
    pick.fill()

    menu = pick.open_menu()
    titles = [action.text() for action in menu.shown()]
    menu.close()

    assert titles == [
        "Organisation", "Person", "Funktion", "Kontakt", "Anschrift", "Zusätzliches", "Eigens der Organisation",
        "Eigens der Person", "Privat", "Bemerkung", "UID", "Nicht übernehmen",
    ]  # fmt: skip
    shown = [entry for inner in menu.findChildren(NarrowingMenu, "targetGroup") for entry in inner.shown()]
    assert len(shown) + 3 == pick.count() > 100


def test_letters_typed_on_a_field_find_its_target_in_all_groups(open_window: Open, qtbot: QtBot):
    window = open_window("Organisation;Farbe\nTreff;rot\n")
    window.tabs.choose("mapping")
    pick = window.mapping.picks[1]
    pick.setFocus()

    qtbot.keyClick(pick, "k")
    (menu,) = pick.findChildren(NarrowingMenu, "targetMenu")
    qtbot.keyClick(menu, "u")
    assert [action.text() for action in menu.shown()] == ["Kurzname", "Kurzbeschreibung"]
    qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert pick.currentText() == "Kurzname" and window.take.text() == "Zur Vorschau"
    assert window.intake.targets[0][1].field == "short_name"


def test_a_short_list_of_fields_needs_no_groups(open_window: Open):
    window = open_window("Auftrag;Berichten bis\nPrüfen;01.02.2027\n")
    pick = window.mapping.picks[0]
    pick.fill()

    menu = pick.open_menu()
    shown = menu.shown()
    menu.close()

    assert len(shown) == pick.count() and [action.text() for action in shown if action.isChecked()] == ["Auftrag"]


def test_the_lines_of_many_columns_are_made_in_turns(open_window: Open, qtbot: QtBot):
    headers = ";".join(f"Spalte {number}" for number in range(40))
    window = open_window(f"Organisation;{headers}\nTreff{';x' * 40}\n")
    window.tabs.choose("mapping")
    assert 0 < len(window.mapping.findChildren(TargetPick)) < 41

    qtbot.waitUntil(lambda: len(window.mapping.findChildren(TargetPick)) == 41)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (None, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_usual_keys_and_the_mouse_open_the_menu_of_fields(open_window: Open, qtbot: QtBot, key, modifier):
    window = open_window("Organisation;Farbe\nTreff;rot\n")
    window.tabs.choose("mapping")
    pick = window.mapping.picks[1]
    pick.setFocus()

    if key is None:
        qtbot.mouseClick(pick, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(pick, key, modifier)

    (menu,) = pick.findChildren(NarrowingMenu, "targetMenu")
    assert menu.isVisible() and menu.shown()[0].text() == "Organisation"
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert pick.currentText() == "Bemerkung" and window.isVisible()
