"""The menu behind "+ Filter" narrows while one types, finds values of all lists, and sets the condition."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.filter_menu import FilterMenu
from einsamkeit_desktop.gui.narrowing_menu import NarrowingMenu
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.lists import Filter, ListQuery

from .keys import type_text


@pytest.fixture
def filters(store, today, qapp, qtbot):
    theme.apply(qapp, dark=False)
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    return FilterMenu(Workbench(store, TaskRunner(inline=True)), "organisation", ground)


@pytest.fixture
def menu(filters):
    made = filters.build(ListQuery("organisation"))
    made.show()
    yield made
    made.close()


def texts(menu: NarrowingMenu) -> list[str]:
    return [action.text() for action in menu.shown()]


def test_letters_narrow_to_entries_of_all_lists_and_esc_widens_again(menu, qtbot):
    whole = texts(menu)
    type_text(menu, "sportv")

    assert [text for text in texts(menu) if "Sportverein" in text] and len(texts(menu)) < len(whole)
    assert all(": " in text for text in texts(menu))
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert texts(menu) == whole and menu.isVisible()


def test_enter_sets_the_first_that_is_left(filters, menu, qtbot):
    type_text(menu, "sportverein")
    with qtbot.waitSignal(filters.query_changed) as told:
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    (query,) = told.args
    (wanted,) = query.filters
    assert isinstance(wanted, Filter) and wanted.field == "organisation_type" and len(wanted.values) == 1


@pytest.mark.parametrize("typed", ["oeffentl", "öffentl", "ÖFFENTL"])
def test_umlauts_are_found_as_they_are_typed(menu, typed):
    type_text(menu, typed)

    assert texts(menu) and all("ffentl" in text for text in texts(menu))


def test_what_is_nowhere_is_said_and_backspace_brings_entries_back(menu, qtbot):
    type_text(menu, "sportx")
    assert texts(menu) == [] and any(a.isVisible() and a.text() == "Nichts gefunden" for a in menu.actions())
    qtbot.keyClick(menu, Qt.Key.Key_Backspace)

    assert texts(menu)


def test_a_menu_of_values_narrows_by_itself_and_blanks_part_words(menu):
    inner = menu.findChild(NarrowingMenu, "filter-organisation_type")
    inner.show()
    count = len(texts(inner))
    type_text(inner, "stadtsp sport")

    assert texts(inner) == ["Sportverein / Stadtsportbund"] and count > 10
    inner.close()
