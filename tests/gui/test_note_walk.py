"""The note after a phone call in the real window: by keyboard alone, under twenty seconds at human speed.

Nothing here looks at a clock: every key costs what it costs a person, after the keystroke-level model of Card, Moran
and Newell (0.2 s a key for an average typist, 1.35 s to think before each new thing).
"""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.akte import timeline
from einsamkeit_desktop.queries.lists import ListQuery, ids
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.store import Store
from tests.gui.keys import type_text
from tests.makers import make_organisation, make_person, make_role

KEY_S, THINK_S, ALLOWED_S = 0.2, 1.35, 20.0
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_BY_ALTGR = "@{}[]\\~|€"


class Typist:
    """Strikes keys where the focus is, counts what they cost a person, and notes where the focus went."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.met: dict[str, tuple[str, QAccessible.Role]] = {}

    def think(self) -> None:
        self.seconds += THINK_S

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= modifier
        self.seconds += KEY_S * (1 + len(held))
        QTest.keyClick(self._focus(), key, modifiers)
        QApplication.processEvents()
        self._look()

    def type(self, text: str) -> None:
        for letter in text:
            needs_two = letter.isupper() or letter in _BY_ALTGR or letter in ':;!?"()='
            self.seconds += KEY_S * (2 if needs_two else 1)
            type_text(self._focus(), letter)
        self._look()

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def _look(self) -> None:
        widget = QApplication.focusWidget()
        if widget is not None:
            spoken = QAccessible.queryAccessibleInterface(widget)
            self.met[widget.objectName()] = (spoken.text(QAccessible.Text.Name), spoken.role())


def is_in_text() -> bool:
    widget = QApplication.focusWidget()
    return widget is not None and widget.objectName() == "noteText"


@pytest.fixture
def window(store: Store, qtbot: QtBot, today: date) -> Iterator[MainWindow]:
    make_application()
    shown = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.navigation.setFocus()
    yield shown
    shown.close()


def test_a_phone_call_with_two_tasks_and_a_follow_up_is_written_down_in_twenty_seconds(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    aylin = make_person(store, "Çelik", given_name="Aylin")
    make_role(store, aylin, make_organisation(store))
    typist = Typist()
    window.setFocus()

    typist.press(Qt.Key.Key_V, CTRL, SHIFT)
    qtbot.waitUntil(is_in_text)
    typist.think()
    typist.type("@celik")
    typist.press(Qt.Key.Key_Return)
    typist.think()
    typist.type("sagt zu wv fr")
    typist.press(Qt.Key.Key_Return)
    typist.think()
    typist.type("Raum klären bis mo")
    typist.press(Qt.Key.Key_Return, CTRL)
    typist.think()
    typist.type("celik: Liste bis fr")
    typist.press(Qt.Key.Key_Return, CTRL)
    typist.press(Qt.Key.Key_S, CTRL)

    (note_id,) = ids(store, ListQuery("contact_note"))
    note = load(store, note_id)
    assert note.values["content"] == "Aylin Çelik sagt zu wv fr"
    assert (note.values["note_kind"], note.values["participants"]) == ("telefonat", (aylin,))
    (entry,) = timeline(store, aylin)
    assert {(task.text, task.due_on, task.whose, task.waiting_for) for task in entry.tasks} == {
        ("Raum klären", date(2026, 11, 23), "mine", ""),
        ("Liste", date(2026, 11, 27), "theirs", "Aylin Çelik"),
        ("Nachfassen: Aylin Çelik sagt zu", date(2026, 11, 27), "mine", ""),
    }
    assert typist.seconds < ALLOWED_S
    assert typist.met["noteText"][1] == QAccessible.Role.EditableText
    assert all(name and role != QAccessible.Role.NoRole for name, role in typist.met.values()), typist.met


def test_every_part_of_the_composer_is_reached_by_tab_and_has_a_name_and_a_role(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    make_person(store, "Çelik", given_name="Aylin")
    window.setFocus()
    typist = Typist()
    typist.press(Qt.Key.Key_V, CTRL, SHIFT)
    qtbot.waitUntil(is_in_text)
    typist.type("Aylin Çelik fragt")
    typist.press(Qt.Key.Key_Return, CTRL)
    typist.type("Frau Çelik fragt")
    composer = QApplication.focusWidget().window().composer  # type: ignore[union-attr]
    composer.form.offers.look()
    typist.press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    composer.take_focus()

    order: list[str] = []
    while not order or order[-1] != "noteSave":
        typist.press(Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget().objectName())  # type: ignore[union-attr]
        assert len(order) < 40, order

    assert [name for name in order if not name.startswith(("noteTask", "offer"))] == [
        "noteAgreement", "noteSubject", "pin-subject", "noteOccasion", "pin-occasion", "notePlace", "pin-place",
        "noteDuration", "noteConfidential", "notePeopleField", "pin-people", "noteMore", "noteAboutField", "pin-about",
        "noteKind", "pin-note_kind", "noteMoment", "pin-at", "noteFollowUp", "noteTemplate", "noteSave",
    ]  # fmt: skip
    assert [name.partition("-")[0] for name in order[:2]] == ["noteTask", "offer"]
    assert all(name and role != QAccessible.Role.NoRole for name, role in typist.met.values()), typist.met
