"""A list and the record beside it: what a list that is read again does to the row and to a form being filled in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.board_page import BoardPage
from einsamkeit_desktop.gui.form_parts import Answer
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.queries.lists import ListQuery
from einsamkeit_desktop.queries.lists import ids as listed
from tests.gui.finding import child
from tests.gui.keys import type_text
from tests.makers import make_case, make_person


@pytest.fixture
def shown(qtbot, qapp, store, today):
    make_application()

    def show(page, width=1300):
        qtbot.addWidget(page)
        page.resize(width, 760)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return show


@pytest.fixture
def people(store):
    return [make_person(store, name) for name in ("Ahrens", "Beier", "Conrad", "Dorn")]


@pytest.mark.parametrize("is_board", [False, True])
@pytest.mark.parametrize("earlier", [0, 2])
def test_saving_a_new_case_asks_nothing(qtbot, store, bench, shown, is_board, earlier):
    for _each in range(earlier):
        make_case(store)
    before = set(listed(store, ListQuery("case")))
    page = shown(BoardPage(bench))
    page.show_board(is_board)
    page.new_record({"case_kind": "anfrage_politik"})
    asked = []
    form = page.pane.tabs.form()

    def ask(title):
        asked.append(title)
        return Answer.STAY

    form.ask = ask

    type_text(child(form, QLineEdit, "field_subject"), "Ganz neu")
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert asked == []
    saved = set(listed(store, ListQuery("case"))) - before
    assert saved == {page.pane.record_id}


def test_a_list_read_again_leaves_a_form_being_filled_in_alone(store, bench, shown, people):
    page = shown(ListPage(bench, "person"))
    page.new_record()
    form = page.pane.tabs.form()
    form.ask = lambda _title: pytest.fail("asked for nothing")
    type_text(child(form, QLineEdit, "field_family_name"), "Neumann")

    page.list.reload()

    assert form.is_dirty and page.pane.record_id is None


@pytest.mark.parametrize(("gone", "neighbour"), [(1, 2), (3, 2), (0, 1)])
@pytest.mark.parametrize("width", [1300, 600])
def test_del_goes_to_the_neighbour(qtbot, bench, shown, people, gone, neighbour, width):
    page = shown(ListPage(bench, "person"), width)
    page.table.setFocus()
    page.table.go_to(people[gone])

    qtbot.keyClick(page.table, Qt.Key.Key_Delete)

    assert page.table.current_id() == people[neighbour]
    assert page.table.selected_ids() == [people[neighbour]]
    assert page.pane.record_id == people[neighbour]


def test_del_of_several_goes_to_the_first_that_is_left(qtbot, bench, shown, people):
    page = shown(ListPage(bench, "person"))
    page.table.setFocus()
    page.table.go_to(people[1])
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    qtbot.keyClick(page.table, Qt.Key.Key_Delete)

    assert page.table.selected_ids() == [people[3]]


def test_at_double_text_a_list_does_not_widen_the_window(qtbot, qapp, bench, people):
    make_application()
    theme.apply(qapp, text_scale=2.0)
    window = MainWindow(bench)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()

    window.go_to("person")
    qtbot.waitExposed(window)

    assert window.minimumSizeHint().width() <= 1280
