"""The main job from end to end in the real window, with real clicks and keys: what the foundation promises."""

from datetime import date
from pathlib import Path

import pytest
import python_calamine
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.app import Application, make_application
from einsamkeit_desktop.demo.partnerlist import demo_partner_list
from einsamkeit_desktop.gui.briefing_window import BriefingWindow
from einsamkeit_desktop.gui.export_window import ExportWindow
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import counts

PASSPHRASE = "Nordmarkt Kranich 42 Überfahrt"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def dressed(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dress the application and keep finished files from being opened by the system."""
    make_application()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)


def _choose(monkeypatch: pytest.MonkeyPatch, method: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, method, staticmethod(lambda *_arguments, **_named: (str(path), "")))


def _child(parent: QWidget, name: str) -> QWidget:
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def _click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    qtbot.mouseClick(_child(parent, name), Qt.MouseButton.LeftButton)


def _type(widget: QWidget, text: str) -> None:
    """Type a text as a keyboard does; QTest's own keyClicks aborts the process at umlauts."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= modifier
    qtbot.keyClick(widget, key, modifiers)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _first_start(qtbot: QtBot, folder: Path) -> Application:
    application = Application(folder, inline_tasks=True)
    qtbot.addWidget(application.entrance)
    application.start()
    _click(qtbot, application.entrance, "newStoreButton")
    for field in ("passphrase", "passphraseAgain"):
        _type(_child(application.entrance, field), PASSPHRASE)
    _click(qtbot, application.entrance, "createButton")
    _click(qtbot, application.entrance, "sheetConfirmed")
    _click(qtbot, application.entrance, "sheetDoneButton")
    assert application.window is not None
    return application


def _shown(qtbot: QtBot, application: Application) -> MainWindow:
    window = application.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_partner_list_to_note_list_briefing_and_undo_across_a_restart(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.fix_today(TODAY)
    partners = tmp_path / "partnerliste.xlsx"
    demo_partner_list(partners, TODAY)
    application = _first_start(qtbot, tmp_path / "Bestand")
    window = _shown(qtbot, application)

    _choose(monkeypatch, "getOpenFileName", partners)
    _press(qtbot, window, Qt.Key.Key_I, CTRL)
    plan = window.findChild(ImportWindow)
    assert plan is not None, window.status.text()
    _click(qtbot, plan, "importTake")
    _click(qtbot, plan, "reportClose")
    found = counts.by_kind(window.workbench.store)
    assert found["organisation"] >= 30 and found["person"] >= 20
    assert "neu" in window.status.text()

    _click(qtbot, window, "place-organisation")
    table = window.pages.page("organisation").table  # type: ignore[attr-defined]
    _press(qtbot, table, Qt.Key.Key_Down)
    _press(qtbot, window, Qt.Key.Key_V, CTRL, SHIFT)
    text = window.focusWidget()
    assert text is not None and text.objectName() == "noteText"
    _type(text, "Winterangebote besprochen, Herr Mueller meldet sich wegen der Schlüssel.")
    _press(qtbot, text, Qt.Key.Key_S, CTRL)
    assert counts.by_kind(window.workbench.store)["contact_note"] == 1

    _press(qtbot, window, Qt.Key.Key_K, CTRL)
    _type(window.top_bar.search, "muller schlussel")
    window.popup.ask()
    assert [s.section for s in window.suggester.suggest("muller schlussel")][:1] == ["In Texten"]
    _press(qtbot, window.top_bar.search, Qt.Key.Key_Return)
    assert window.navigation.selected() == "contact_note"

    sheet = tmp_path / "liste.xlsx"
    _choose(monkeypatch, "getSaveFileName", sheet)
    _click(qtbot, window, "place-organisation")
    _press(qtbot, window, Qt.Key.Key_E, CTRL)
    asked = window.findChild(ExportWindow)
    assert asked is not None
    _click(qtbot, asked, "exportPlace")
    _press(qtbot, asked, Qt.Key.Key_Return)
    rows = python_calamine.CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Organisation", "Art"] and len(rows) == 1 + found["organisation"]

    paper = tmp_path / "briefing.pdf"
    _choose(monkeypatch, "getSaveFileName", paper)
    _press(qtbot, window, Qt.Key.Key_P, CTRL)
    pack = window.findChild(BriefingWindow)
    assert pack is not None, window.status.text()
    _click(qtbot, pack, "paperSave")
    assert paper.read_bytes().startswith(b"%PDF-1.7")

    table.setFocus()
    _press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert counts.by_kind(window.workbench.store)["contact_note"] == 0
    assert "Vermerk" in window.status.text() and "Rückgängig" in window.status.text()

    window.close()
    again = Application(tmp_path / "Bestand", inline_tasks=True)
    qtbot.addWidget(again.entrance)
    again.start()
    _type(_child(again.entrance, "unlockPassphrase"), PASSPHRASE)
    _click(qtbot, again.entrance, "unlockButton")
    window = _shown(qtbot, again)
    _press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert counts.by_kind(window.workbench.store)["organisation"] == 0
    window.close()
