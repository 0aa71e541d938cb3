"""How tests use the composer: shown, typed into as a person does, kept."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from einsamkeit_desktop.gui.chips import RemovableChip
from einsamkeit_desktop.gui.composer import Composer
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.tables import KIND_TABLES
from tests.gui.keys import type_text

CTRL = Qt.KeyboardModifier.ControlModifier


def shown(composer: Composer, qtbot) -> Composer:
    qtbot.addWidget(composer)
    composer.start(None)
    composer.resize(640, 400)
    composer.show()
    composer.activateWindow()
    composer.take_focus()
    qtbot.waitUntil(composer.form.text.hasFocus)
    return composer


def write(composer: Composer, text: str) -> None:
    """Type a text as a person does; what waits for a pause is done at once."""
    for place, line in enumerate(text.split("\n")):
        if place:
            type_text(composer.form.text, "\n")
            press(composer.form.text, Qt.Key.Key_Return)
        type_text(composer.form.text, line)
    settle(composer)


def settle(composer: Composer) -> None:
    QApplication.processEvents()
    composer.form.reader.read_day()
    composer.form.offers.look()


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, held)
    QApplication.processEvents()


def chips(composer: Composer, name: str) -> list[Any]:
    found = composer.findChildren(RemovableChip)
    return [chip for chip in found if chip.objectName().startswith(name) and chip.isVisible()]


def kept(composer: Composer, qtbot):
    with qtbot.waitSignal(composer.written) as told:
        composer.keep()
    return load(composer._workbench.store, told.args[0])


def tasks_of(store, note_id: int) -> list[dict]:
    table = KIND_TABLES["reminder"]
    with store.reading() as connection:
        rows = connection.execute(select(table).where(table.c.origin == note_id).order_by(table.c.id)).mappings()
        return [dict(row) for row in rows]
