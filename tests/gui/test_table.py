"""The paged list: what it loads, what it tells, what it copies."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.cells import Cell, Column
from einsamkeit_desktop.gui.table import PAGE_ROWS, PAGES_KEPT, ListTable, PagedModel

COLUMNS = (Column("title", "Organisation", tone="text"), Column("contact", "Letzter Kontakt"), Column("prio", "Prio"))


class Loader:
    """Gives rows that show their id, and counts the calls."""

    def __init__(self):
        self.calls: list[list[int]] = []
        self.suffix = ""

    def __call__(self, ids):
        self.calls.append(list(ids))
        return [(f"Verein {each}{self.suffix}", Cell("vor 112 T.", "danger"), "A") for each in ids]


@pytest.fixture
def loader(qapp):
    theme.apply(qapp, dark=False)
    return Loader()


@pytest.fixture
def model(loader):
    return PagedModel(loader, COLUMNS)


@pytest.fixture
def table(model, qtbot):
    made = ListTable(model)
    qtbot.addWidget(made)
    made.resize(600, 400)
    model.show_ids(range(1, 101))
    made.show()
    return made


def test_a_hundred_thousand_ids_load_nothing_until_looked_at(model, loader):
    model.show_ids(range(100_000))

    assert model.rowCount() == 100_000
    assert loader.calls == []


def test_rows_come_by_pages(model, loader):
    model.show_ids(range(100_000))

    assert model.data(model.index(54_321, 0)) == "Verein 54321"
    assert model.data(model.index(54_322, 0)) == "Verein 54322"
    assert [len(call) for call in loader.calls] == [PAGE_ROWS]


def test_only_the_last_pages_are_kept(model, loader):
    model.show_ids(range(100_000))

    for page in range(PAGES_KEPT + 1):
        model.row_cells(page * PAGE_ROWS)
    model.row_cells(0)

    assert len(loader.calls) == PAGES_KEPT + 2


def test_refresh_loads_only_pages_that_hold_the_changed_ids(model, loader):
    model.show_ids(range(1000))
    model.row_cells(0)
    model.row_cells(500)
    loader.suffix = " neu"

    model.refresh([3])

    assert model.data(model.index(3, 0)) == "Verein 3 neu"
    assert model.data(model.index(500, 0)) == "Verein 500"


def test_rows_gone_meanwhile_show_empty(qapp):
    model = PagedModel(lambda ids: [], COLUMNS)
    model.show_ids([7])

    assert model.data(model.index(0, 0)) == ""


def test_a_click_at_the_heading_asks_and_does_not_sort(table, model, qtbot):
    with qtbot.waitSignal(model.sort_wanted) as told:
        table.horizontalHeader().sectionClicked.emit(0)
    assert told.args == ["title", False]

    model.show_sorted("title", False)
    with qtbot.waitSignal(model.sort_wanted) as told:
        table.horizontalHeader().sectionClicked.emit(0)

    assert told.args == ["title", True]
    assert model.ids[0] == 1


def test_sorting_by_keyboard(table, model, qtbot):
    header = table.horizontalHeader()
    qtbot.keyClick(header, Qt.Key.Key_Right)

    with qtbot.waitSignal(model.sort_wanted) as told:
        qtbot.keyClick(header, Qt.Key.Key_Return)

    assert told.args == ["contact", False]


def test_enter_opens_and_space_previews(table, qtbot):
    table.go_to(42)

    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.previewed) as previewed:
        qtbot.keyClick(table, Qt.Key.Key_Space)

    assert (opened.args, previewed.args) == ([42], [42])


def test_neighbours_end_at_the_edges(table):
    table.go_to(100)

    assert table.go_by(-1) == 99
    assert table.go_by(1) == 100
    assert table.go_by(1) is None
    assert not table.go_to(4711)


def test_moving_tells_the_record_once(table, qtbot):
    told: list[int] = []
    table.row_changed.connect(told.append)

    table.go_to(5)
    qtbot.keyClick(table, Qt.Key.Key_Down)

    assert told == [5, 6]


def test_all_of_a_hundred_thousand_are_selected_by_range(table, model):
    model.show_ids(range(100_000))

    table.selectAll()

    assert len(table.selected_ids()) == 100_000


def test_selection_keeps_the_order_of_the_list(table, model):
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (9, 2, 3):
        table.selectionModel().select(model.index(row, 0), rows)

    assert table.selected_ids() == [3, 4, 10]


def test_copying_is_left_to_whoever_knows_what_may_leave(table, model, qtbot):
    table.go_to(2)
    QGuiApplication.clipboard().setText("vorher")

    with qtbot.waitSignal(table.copy_wanted):
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "vorher"


def test_widths_are_given_and_taken_back(table, model, qtbot):
    table.setColumnWidth(1, 177)
    kept = table.widths()
    other = ListTable(model)
    qtbot.addWidget(other)

    assert other.restore_widths(kept)
    assert other.columnWidth(1) == 177


def test_first_column_takes_what_the_others_leave(table):
    table.resize(900, 400)

    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()


def test_menu_of_columns_is_asked_at_the_heading(table, qtbot):
    with qtbot.waitSignal(table.columns_wanted):
        table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))


def test_painting_danger_shows_a_sign(table, qtbot):
    red = theme.current().colour("danger").name()

    shot = table.grab().toImage()

    area = table.visualRect(table.model().index(0, 1)).translated(0, table.horizontalHeader().height())
    sign = range(area.left() + 8, area.left() + 24)
    colours = {shot.pixelColor(x, y).name() for x in sign for y in range(area.top(), area.bottom())}
    assert red in colours


def test_the_ring_shows_for_the_keyboard_only(table, model, qtbot):
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert table.shows_ring()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(2, 0)).center())
    assert not table.shows_ring()
    qtbot.keyClick(table, Qt.Key.Key_Down)

    assert table.shows_ring()
    assert table.current_id() == 4


@pytest.fixture
def lists(qapp, qtbot):
    theme.apply(qapp, dark=False)

    def show(*cells, width=600):
        columns = (Column("title", "Gremium"), Column("at", "Angebunden an", 160), Column("rhythm", "Rhythmus", 90))
        model = PagedModel(lambda ids: [cells] * len(ids), columns)
        made = ListTable(model)
        qtbot.addWidget(made)
        made.resize(width, 300)
        made.show()
        model.show_ids([1, 2])
        return made

    return show


def needed(table, text):
    return table.fontMetrics().horizontalAdvance(text)


def test_an_empty_column_leaves_its_room_to_long_names(lists):
    name = "Interkommunale Arbeitsgemeinschaft gegen Einsamkeit und Armut"

    table = lists(name, "", "monatlich")

    assert table.columnWidth(0) > needed(table, name)


def test_an_empty_column_keeps_its_heading_where_there_is_room(lists):
    table = lists("Beirat", "", "monatlich")

    assert table.columnWidth(1) > needed(table, "Angebunden an")


def test_a_column_takes_more_than_usual_where_there_is_room(lists):
    rhythm = "alle sechs Wochen mittwochs"

    table = lists("Beirat", "", rhythm)

    assert table.columnWidth(2) > needed(table, rhythm)
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()


def test_a_narrow_list_keeps_the_name_readable(lists):
    table = lists("Beirat", "Verein für alle, die sonst niemanden haben", "alle sechs Wochen", width=340)

    assert table.columnWidth(0) >= theme.current().px(136)


@pytest.mark.parametrize("width", range(560, 600, 7))
def test_columns_that_shrink_leave_nothing_to_scroll_for(lists, width):
    table = lists("Interkommunale Arbeitsgemeinschaft gegen Einsamkeit", "", "nach Sitzungskalender", width=width)

    assert table.horizontalScrollBar().maximum() == 0


def test_what_shrinks_keeps_its_heading_whole(lists):
    name = "Interkommunale Arbeitsgemeinschaft gegen Einsamkeit und Armut"

    table = lists(name, "Verein", "monatlich", width=420)

    assert table.columnWidth(1) > needed(table, "Angebunden an")
    assert table.horizontalScrollBar().maximum() == 0
