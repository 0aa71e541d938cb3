"""Frame pieces, chips, labels, tabs, status line."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.chips import Chip, FlowLayout, PillButton, RemovableChip
from einsamkeit_desktop.gui.lines import LineRow
from einsamkeit_desktop.gui.navigation import Navigation, Place, Section
from einsamkeit_desktop.gui.statusline import StatusLine
from einsamkeit_desktop.gui.tabs import Tabs
from einsamkeit_desktop.gui.topbar import TopBar
from einsamkeit_desktop.gui.widgets import Button, PlainLabel, StillCombo

HEUTE = Place("heute", "Heute", "sun")
ORGANISATIONS = Place("organisation", "Organisationen", "building-2")
PERSONS = Place("person", "Personen", "users")
DUPLICATES = Place("duplicates", "Dubletten", "copy")
TRASH = Place("trash", "Papierkorb", "trash-2")


def child(parent: QWidget, name: str) -> Button:
    """Return the button of that name."""
    found = parent.findChild(Button, name)
    assert isinstance(found, Button)
    return found


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, dark=False)


@pytest.fixture
def navigation(qtbot):
    made = Navigation(
        (Section("", (HEUTE,)), Section("Netzwerk", (ORGANISATIONS, PERSONS)), Section("Pflege", (DUPLICATES,))),
        (TRASH,),
    )
    made.select("heute")
    qtbot.addWidget(made)
    made.resize(212, 600)
    made.show()
    return made


def test_label_shows_markup_as_text(qtbot):
    label = PlainLabel("<b>Ärger & Söhne</b>")
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.full_text() == label.accessibleName() == "<b>Ärger & Söhne</b>"


def test_a_wide_word_breaks_where_the_label_ends_and_others_stay_whole(qtbot):
    label = PlainLabel("Fördermittelbeantragung und " + "x" * 200, wrap=True)
    qtbot.addWidget(label)
    label.resize(250, label.heightForWidth(250))
    label.show()

    assert label.minimumSizeHint().width() <= 200
    assert label.heightForWidth(250) >= 5 * label.fontMetrics().height()
    assert label.text().startswith("Fördermittelbeantragung und x\u200bx")
    assert label.accessibleName() == label.full_text() == "Fördermittelbeantragung und " + "x" * 200


def test_label_cuts_and_keeps_the_whole_text_as_plain_tip(qtbot):
    label = PlainLabel("<i>Wohnungsgenossenschaft</i> mit sehr langem Namen")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()

    assert label.text().endswith("…")
    assert "&lt;i&gt;" in label.toolTip()
    assert label.full_text().endswith("Namen")


def test_a_button_is_called_by_its_words_unless_it_has_a_name_of_its_own(qtbot):
    more, new = Button("Mehr"), Button("Neu")
    new.setAccessibleName("Neu am gewählten Tag")
    for button in (more, new):
        qtbot.addWidget(button)
        button.setText("Weniger")

    assert (more.accessibleName(), new.accessibleName()) == ("Weniger", "Neu am gewählten Tag")


@pytest.mark.parametrize("make", [lambda: Button("Weiter"), lambda: PillButton("Weiter"), lambda: LineRow("Weiter")])
def test_enter_of_the_number_pad_presses_a_button(qtbot, make):
    button = make()
    qtbot.addWidget(button)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_the_wheel_over_a_choice_belongs_to_the_page(qtbot):
    combo = StillCombo()
    qtbot.addWidget(combo)
    combo.addItems(["A", "B"])
    nowhere, plain = QPointF(), Qt.KeyboardModifier.NoModifier
    turned = QWheelEvent(
        nowhere, nowhere, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, plain, Qt.ScrollPhase.NoScrollPhase, False
    )

    QApplication.sendEvent(combo, turned)

    assert combo.currentIndex() == 0 and not turned.isAccepted()


def test_removable_chip_tells_cross_from_text(qtbot):
    chip = RemovableChip("Innenstadt-Nord + gesamtstädtisch")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    told: list[str] = []
    chip.removed.connect(lambda: told.append("removed"))
    chip.clicked.connect(lambda: told.append("clicked"))

    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 10))
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.keyClick(chip, Qt.Key.Key_Return)

    assert told == ["clicked", "removed", "removed", "clicked"]


def test_chip_grows_with_its_text_and_names_itself(qtbot):
    chip = Chip("A")
    qtbot.addWidget(chip)
    narrow = chip.sizeHint().width()

    chip.set_text("überfällig seit 4 Tagen", "danger")

    assert chip.sizeHint().width() > narrow
    assert chip.accessibleName() == "überfällig seit 4 Tagen"


def test_flow_breaks_rows_when_narrow(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(ground)
    for text in ("Verein", "Kooperation", "Priorität A"):
        flow.addWidget(Chip(text))

    assert flow.heightForWidth(600) == theme.current().px(22)
    assert flow.heightForWidth(120) > 2 * theme.current().px(22)


def test_flow_clears(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(ground)
    flow.addWidget(Chip("Verein"))

    flow.clear()

    assert flow.count() == 0


def test_pill_with_triangle_opens_by_keyboard(qtbot):
    pill = PillButton("Telefonat", triangle=True, name="kind")
    qtbot.addWidget(pill)

    with qtbot.waitSignal(pill.clicked):
        qtbot.keyClick(pill, Qt.Key.Key_Down)


def test_navigation_tells_where_the_person_went(navigation, qtbot):
    with qtbot.waitSignal(navigation.chosen) as told:
        qtbot.mouseClick(navigation.item("person"), Qt.MouseButton.LeftButton)

    assert told.args == ["person"]
    assert navigation.selected() == "person"


def test_in_a_low_rail_the_lower_places_scroll_with_the_others(qtbot):
    places = [Place(f"p{number}", f"Ort {number}", "sun") for number in range(12)]
    rail = Navigation((Section("", tuple(places[:8])),), places[8:])
    qtbot.addWidget(rail)
    rail.resize(211, 800)
    rail.show()
    lowest = rail.item("p11")
    stood = lowest.mapTo(rail, QPoint(0, lowest.height())).y() <= 800

    rail.resize(211, 240)
    qtbot.waitUntil(lambda: lowest.mapTo(rail, QPoint(0, 0)).y() > 240)
    rail.select("p11")

    assert stood
    assert 0 < lowest.mapTo(rail, QPoint(0, 0)).y() < 240


def test_select_from_code_tells_nothing(navigation, qtbot):
    with qtbot.assertNotEmitted(navigation.chosen):
        navigation.select("organisation")

    assert navigation.selected() == "organisation"


def test_navigation_moves_with_arrows(navigation, qtbot):
    qtbot.waitExposed(navigation)
    navigation.item("person").setFocus()

    qtbot.keyClick(navigation.item("person"), Qt.Key.Key_Down)

    assert navigation.focusWidget() is navigation.item("duplicates")


def test_navigation_is_one_tab_stop(navigation):
    stops = [
        key
        for key in ("heute", "organisation", "person", "trash")
        if navigation.item(key).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert stops == ["heute"]


def test_navigation_says_counts_to_screen_readers(navigation):
    navigation.set_count("organisation", 1420)

    assert navigation.item("organisation").accessibleDescription() == "1.420"


def test_status_text_goes_with_undo(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()

    line.say("Person gespeichert.", can_undo=True)
    assert line.isVisible() and child(line, "statusUndo").isVisible()
    line.turn_page()
    stayed = line.text()
    line._retire()

    assert (stayed, line.text()) == ("Person gespeichert.", "")
    assert not child(line, "statusUndo").isVisible()


@pytest.mark.parametrize(
    ("way", "has_time"),
    [({}, True), ({"can_undo": True}, True), ({"is_trouble": True}, False), ({"stays": True}, False)],
)
def test_status_text_has_its_time_and_trouble_stays(qtbot, way, has_time):
    line = StatusLine()
    qtbot.addWidget(line)

    line.say("Liste geschrieben.", **way)

    assert line._timer.isActive() is has_time


def test_status_text_goes_with_its_page_but_not_at_once(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.say("Gespeichert.")
    line.turn_page()
    on_the_way = line.text()
    qtbot.waitUntil(lambda: not line._fresh.isActive())

    line.turn_page()

    assert (on_the_way, line.text()) == ("Gespeichert.", "")


def test_status_undo_stays_while_it_has_the_focus(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.say("Person gespeichert.", can_undo=True)
    undo = child(line, "statusUndo")
    line.activateWindow()
    undo.setFocus()
    qtbot.waitUntil(undo.hasFocus)

    line._retire()

    assert undo.isVisible()


def test_status_undo_is_asked_once(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.say("12 Personen verschlagwortet.", can_undo=True)

    with qtbot.waitSignal(line.undo_wanted):
        qtbot.mouseClick(child(line, "statusUndo"), Qt.MouseButton.LeftButton)

    assert not child(line, "statusUndo").isVisible()


def test_tabs_carry_counts_and_tell_the_key(qtbot):
    tabs = Tabs()
    qtbot.addWidget(tabs)
    tabs.set_tabs([("akte", "Akte"), ("people", "Personen")])
    tabs.set_count("people", 3)

    with qtbot.waitSignal(tabs.chosen) as told:
        tabs.choose("people")

    assert told.args == ["people"]
    assert tabs.tabText(1) == "Personen 3"
    tabs.set_count("people", 0)
    assert tabs.tabText(1) == "Personen"


@pytest.mark.parametrize(
    ("name", "signal"), [("noteButton", "note_wanted"), ("newButton", "new_wanted"), ("lockButton", "lock_wanted")]
)
def test_top_bar_buttons(qtbot, name, signal):
    bar = TopBar()
    qtbot.addWidget(bar)

    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.mouseClick(child(bar, name), Qt.MouseButton.LeftButton)

    assert child(bar, name).accessibleName()


def test_pieces_follow_a_change_of_the_look(qapp, qtbot):
    bar = TopBar()
    qtbot.addWidget(bar)
    low = bar.height()

    theme.apply(qapp, dark=True, point_size=18)

    assert bar.height() > low


def test_tabs_without_room_show_buttons_that_scroll(qapp, qtbot):
    theme.apply(qapp, dark=False)
    tabs = Tabs()
    qtbot.addWidget(tabs)
    tabs.set_tabs([(f"t{number}", f"Bereich {number}") for number in range(9)])
    tabs.resize(300, 31)
    tabs.show()

    buttons = [button for button in tabs.findChildren(QToolButton) if button.isVisible()]

    assert len(buttons) == 2
    assert all(not button.icon().isNull() and button.width() > button.iconSize().width() for button in buttons)
