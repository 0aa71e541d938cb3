"""Start, lock and unlock: where the person comes back to, and what a second start says."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.app import Application, make_application
from einsamkeit_desktop.gui.main_window import MainWindow
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
    assert "abgeglichen" in window.status.text()
    window.go_to("settings")
    warning = window.findChild(QLabel, "placeWarning")
    assert isinstance(warning, QLabel) and "Dropbox" in warning.text()
    window.close()
