"""One program from start to end: what locking saves, and that nothing is left in temporary folders."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.app import Application, make_application
from einsamkeit_desktop.gui import printing
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.gui.recovery_sheet import RecoveryWindow
from einsamkeit_desktop.gui.tabs import Tabs
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.store import Store
from tests.fixtures import CHEAP
from tests.makers import make_organisation

PASSPHRASE = "Nordmarkt Kranich 42"


@pytest.fixture(autouse=True)
def scratch(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which temporary ones are made, and keep files from being opened by the system."""
    make_application()
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    return folder


def application_on(folder: Path, qtbot: QtBot) -> Application:
    application = Application(folder, inline_tasks=True)
    qtbot.addWidget(application.entrance)
    return application


def recovery_window(application: Application, folder: Path) -> RecoveryWindow:
    """Make a store and return the window with its recovery sheet."""
    first_start = application.entrance.first_start
    first_start.create_wanted.emit(str(folder), PASSPHRASE)
    first_start.sheet_wanted.emit()
    window = application.entrance.findChild(RecoveryWindow)
    assert window is not None
    return window


def test_the_recovery_sheet_is_seen_before_it_leaves_and_is_on_no_disk(
    scratch: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    application = application_on(tmp_path / "Bestand", qtbot)
    window = recovery_window(application, tmp_path / "Bestand")

    qtbot.waitUntil(lambda: bool(window.view.pages() and window.view.pages()[0].accessibleDescription()))

    key = application.entrance.first_start.sheet.key.text().split()
    shown = window.view.pages()[0].accessibleDescription()
    assert all(group in shown for group in key) and not list(scratch.iterdir())
    window.reject()
    application.entrance.first_start.finished.emit()
    application._leave()


def test_the_recovery_sheet_is_saved_from_its_window(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "Blatt"), ""))
    application = application_on(tmp_path / "Bestand", qtbot)
    window = recovery_window(application, tmp_path / "Bestand")

    window.save()

    assert (tmp_path / "Blatt.pdf").read_bytes().startswith(b"%PDF") and not window.isVisible()
    assert application.entrance.first_start.sheet.problem.full_text().startswith("Das Blatt ist gespeichert.")
    application.entrance.first_start.finished.emit()
    application._leave()


def test_the_recovery_sheet_is_printed_from_its_window(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "gedruckt.pdf"))
    monkeypatch.setattr(printing, "ask_printer", lambda *_given: printer)
    application = application_on(tmp_path / "Bestand", qtbot)
    window = recovery_window(application, tmp_path / "Bestand")

    window.print()

    assert len(PdfPages((tmp_path / "gedruckt.pdf").read_bytes())) == 1
    assert application.entrance.first_start.sheet.problem.full_text().startswith("Das Blatt ist gedruckt.")
    application.entrance.first_start.finished.emit()
    application._leave()


def test_the_demo_does_not_stay(scratch: Path, tmp_path: Path, qtbot: QtBot) -> None:
    application = application_on(tmp_path / "Bestand", qtbot)
    application.entrance.show_demo()
    assert application.window is not None and list(scratch.iterdir())

    application.window.close()

    assert not list(scratch.iterdir())


def test_locking_saves_what_stands_in_a_form(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "Bestand"
    store, _key = create_store(folder, PASSPHRASE, cost=CHEAP)
    with store:
        organisation = make_organisation(store, name="Verein")
    application = application_on(folder, qtbot)
    application.enter(Store.open(folder, PASSPHRASE))
    assert application.window is not None
    page = application.window.pages.page("organisation")
    assert isinstance(page, ListPage)
    application.window.open_record(organisation)
    tabs = page.pane.findChild(Tabs, "recordTabs")
    assert tabs is not None
    tabs.choose("data")
    field = page.pane.findChild(QLineEdit, "field_name")
    assert field is not None
    field.setText("Verein am Markt")
    field.textEdited.emit("Verein am Markt")

    application.lock()

    with Store.open(folder, PASSPHRASE) as opened:
        assert load(opened, organisation).title == "Verein am Markt"
