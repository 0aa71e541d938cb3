"""Start, lock and unlock: where the person comes back to, and what a second start says."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.app import Application, make_application
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.scratch import ScratchFolders
from einsamkeit_desktop.gui.settings_securing import SecuringCard
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.store import backup, keys
from einsamkeit_desktop.store.store import Store

from ..fixtures import CHEAP
from ..makers import make_person
from .keys import type_text

PASSPHRASE = "Kranich Überfahrt 42"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a passphrase and one person in it."""
    place = tmp_path / "Bestand"
    store, _key = create_store(place, PASSPHRASE, cost=CHEAP)
    make_person(store, family_name="Özdemir")
    store.close()
    return place


def _application(qtbot: QtBot, folder: Path) -> Application:
    make_application()
    application = Application(folder, inline_tasks=True)
    qtbot.addWidget(application.entrance)
    application.start()
    return application


def _unlock(qtbot: QtBot, application: Application, passphrase: str = PASSPHRASE) -> None:
    field = application.entrance.findChild(QWidget, "unlockPassphrase")
    assert field is not None
    type_text(field, passphrase)
    button = application.entrance.findChild(QWidget, "unlockButton")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _window(application: Application) -> MainWindow:
    assert application.window is not None
    return application.window


def test_unlocking_returns_to_the_record_she_was_in(qtbot: QtBot, folder: Path) -> None:
    application = _application(qtbot, folder)
    _unlock(qtbot, application)
    window = _window(application)
    window.go_to("person")
    page = window.pages.page("person")
    shown = page.pane.record_id  # type: ignore[attr-defined]

    application.lock()
    assert application.window is None
    _unlock(qtbot, application)

    again = _window(application)
    assert again.navigation.selected() == "person"
    assert again.pages.page("person").pane.record_id == shown  # type: ignore[attr-defined]
    again.close()


def test_a_wrong_passphrase_stays_before_the_door(qtbot: QtBot, folder: Path) -> None:
    application = _application(qtbot, folder)

    _unlock(qtbot, application, "falsch")

    assert application.window is None
    assert application.entrance.currentWidget() is application.entrance.unlock


def test_a_second_start_says_who_holds_the_store(qtbot: QtBot, folder: Path) -> None:
    with Store.open(folder, PASSPHRASE):
        application = _application(qtbot, folder)
        _unlock(qtbot, application)

        sentence = application.entrance.findChild(QLabel, "busySentence")
        assert application.entrance.currentWidget() is application.entrance.busy
        assert sentence is not None and "bereits geöffnet" in sentence.text()

    again = application.entrance.findChild(QWidget, "busyAgain")
    assert again is not None
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)

    assert application.entrance.currentWidget() is application.entrance.unlock


def test_every_key_and_click_puts_off_the_lock_also_in_a_dialog(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = _application(qtbot, folder)
    _unlock(qtbot, application)
    window, begun = _window(application), []
    qtbot.waitUntil(lambda: application._watches)
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    monkeypatch.setattr(application._idle, "start", lambda: begun.append(True))

    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton)

    assert len(begun) == 2
    dialog.close()
    window.close()


def test_qts_own_dialogs_speak_german(qapp: object) -> None:
    make_application()

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_a_store_in_a_synchronised_folder_opens_with_a_word_and_the_settings_say_more(
    qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "Dropbox" / "Bestand"
    create_store(place)[0].close()

    application = _application(qtbot, place)

    window = _window(application)
    qtbot.waitUntil(lambda: "abgeglichen" in window.status.text())
    window.go_to("settings")
    warning = window.findChild(QLabel, "placeWarning")
    assert isinstance(warning, QLabel) and "Dropbox" in warning.text()
    window.close()


def _field(parent: QWidget, name: str) -> QWidget:
    found = parent.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def _press(parent: QWidget, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(_field(parent, name), Qt.MouseButton.LeftButton)


def _ask_for_passphrase(application: Application, qtbot: QtBot) -> QWidget:
    """Type a passphrase into the settings of an open store and return the dialog with the recovery key."""
    window = _window(application)
    window.go_to("settings")
    for name in ("newPassphrase", "newPassphraseAgain"):
        type_text(_field(window, name), PASSPHRASE)
    _press(window, "setPassphraseButton", qtbot)
    return _field(window, "sheetDialog")


def test_a_store_without_passphrase_gets_one_and_asks_for_it(
    qtbot: QtBot, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "DEFAULT_COST", CHEAP)
    application = _application(qtbot, store_folder)
    dialog = _ask_for_passphrase(application, qtbot)
    _field(dialog, "sheetConfirmed").setChecked(True)  # type: ignore[attr-defined]
    _press(dialog, "sheetDoneButton", qtbot)

    note = _field(application.entrance, "unlockNote")
    assert application.window is None and "Passphrase ist gesetzt" in note.text()  # type: ignore[attr-defined]
    assert keys.needs_passphrase(store_folder)
    _unlock(qtbot, application)
    assert _window(application).navigation.selected() == "settings"
    _window(application).close()


def test_leaving_the_recovery_key_changes_nothing(
    qtbot: QtBot, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "DEFAULT_COST", CHEAP)
    application = _application(qtbot, store_folder)
    _press(_ask_for_passphrase(application, qtbot), "sheetCancel", qtbot)

    assert application.window is not None and not keys.needs_passphrase(store_folder)
    _window(application).close()


def test_a_passphrase_that_could_not_be_set_leaves_the_store_open_and_says_why(
    qtbot: QtBot, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "DEFAULT_COST", CHEAP)
    monkeypatch.setattr(backup, "_RESERVE", 2**62)
    application = _application(qtbot, store_folder)
    dialog = _ask_for_passphrase(application, qtbot)
    _field(dialog, "sheetConfirmed").setChecked(True)  # type: ignore[attr-defined]
    _press(dialog, "sheetDoneButton", qtbot)

    assert "Platz" in _window(application).status.text() and not keys.needs_passphrase(store_folder)
    _window(application).close()


def test_a_demo_store_says_that_it_is_gone_when_closed_and_takes_no_passphrase(qtbot: QtBot) -> None:
    place = ScratchFolders().new() / "Beispiel"
    create_store(place)[0].close()

    with Store.open(place) as demo:
        card = SecuringCard(Workbench(demo, TaskRunner(inline=True)))
    qtbot.addWidget(card)

    assert "gelöscht" in card.findChild(QLabel, "withoutPassphraseNote").text()  # type: ignore[union-attr]
    assert card.findChild(QWidget, "newPassphrase") is None
