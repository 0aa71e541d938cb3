"""The keyboard goes where the person went: never left behind in the search field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui.board_page import show_board
from einsamkeit_desktop.gui.focus import holds_focus
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.queries.search import find
from tests.gui.finding import child
from tests.gui.keys import type_text
from tests.makers import make_case, make_organisation, make_person


@pytest.fixture
def window(qtbot, qapp, store, today):
    make_application()
    make_organisation(store, name="Malteser Hilfsdienst")
    make_case(store, "Winterangebote")
    made = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    made.resize(1440, 860)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def search(qtbot, window, text):
    field = window.top_bar.search
    window.search()
    type_text(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("asked", ["malteser", "> gehe zu heute", "> gehe zu wiedervorlagen", "> gehe zu papierkorb"])
@pytest.mark.parametrize("width", [1440, 760])
def test_what_was_found_gets_the_keyboard(qtbot, window, asked, width):
    window.resize(width, 720)

    search(qtbot, window, asked)

    assert holds_focus(window.pages.currentWidget())


def test_a_case_found_gets_the_keyboard_on_its_card(qtbot, window):
    show_board(window)

    search(qtbot, window, "winterangebote")

    assert holds_focus(child(window, QWidget, "column-neu"))


def test_the_board_without_cards_takes_the_keyboard_too(qtbot, window, store):
    window.workbench.undo()
    show_board(window)

    search(qtbot, window, "> gehe zu vorgänge")

    assert holds_focus(window.pages.list_page("case").board)


def test_esc_takes_a_command_begun_away_and_leads_back(qtbot, window):
    window.go_to("organisation")
    window.search()
    type_text(window.top_bar.search, "> ")
    window.popup.ask()

    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)

    assert window.top_bar.search.text() == ""
    assert window.pages.list_page("organisation").table.hasFocus()


def test_esc_keeps_the_words_of_a_search_once(qtbot, window):
    field = window.top_bar.search
    window.search()
    type_text(field, "malt")
    window.popup.ask()

    qtbot.keyClick(field, Qt.Key.Key_Escape)
    kept = field.text(), field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert kept == ("malt", True)
    assert (field.text(), field.hasFocus()) == ("", False)


@pytest.mark.parametrize("place", ["today", "organisation", "steps"])
def test_after_an_import_asked_for_in_the_search_field_ctrl_z_takes_it_back(
    qtbot, window, store, tmp_path, monkeypatch, place
):
    path = tmp_path / "liste.csv"
    path.write_text("Organisation;Ort\nTreff Süd;Köln\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    window.go_to(place)
    search(qtbot, window, "> liste importieren")
    taking = window.findChild(ImportWindow)
    taking.take.click()
    taking.report.leave.click()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    came_in = counts.by_kind(store)["organisation"]

    assert holds_focus(window.pages.currentWidget())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (came_in, counts.by_kind(store)["organisation"]) == (2, 1)


@pytest.mark.parametrize(("typed", "left"), [("", 0), ("malteser", 1)])
def test_ctrl_z_belongs_to_the_search_field_only_while_something_is_typed(qtbot, window, store, typed, left):
    make_organisation(store, name="Treff Süd")
    field = window.top_bar.search
    window.search()
    type_text(field, "zuvor")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    field.setFocus()
    type_text(field, typed)

    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert (field.text(), len(find(store, "Treff Süd"))) == ("", left)


def test_after_attaching_a_file_the_keyboard_is_on_the_attachments(qtbot, window, store, tmp_path):
    person = make_person(store)
    window.open_record(person)
    pane = window.pages.list_page("person").pane
    pane.take_focus()
    path = tmp_path / "Einladung.txt"
    path.write_text("Herzlich willkommen", encoding="utf-8")

    pane.attach([path])

    qtbot.waitUntil(lambda: window.focusWidget().objectName() == "attachFiles")
    assert holds_focus(pane.tabs.current())
