"""The window as a whole: where it stands, what its places are called, and that bugs are told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QDesktopServices, QScreen
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.app import Application, make_application, report_bug
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.frame import Frame
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.places import bottom, sections
from einsamkeit_desktop.gui.preferences import Preferences
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.paths import log_dir
from einsamkeit_desktop.store.store import Store

from ..makers import make_note, make_organisation, make_person

PLACES = [place.key for section in sections() for place in section.places] + [place.key for place in bottom()]


@pytest.fixture
def window(qtbot: QtBot, qapp: object, store: Store) -> MainWindow:
    """The window on a store with a little in it."""
    make_application()
    organisation = make_organisation(store, name="Verein <b>Fett</b> & Söhne")
    person = make_person(store, family_name="Özdemir")
    make_note(store, organisation, person, content="<img src='file:///etc/passwd'> besprochen")
    made = MainWindow(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    made.resize(1440, 860)
    made.show()
    return made


@pytest.mark.parametrize("place", PLACES)
def test_every_control_of_every_page_has_a_name(window: MainWindow, place: str) -> None:
    window.go_to(place)

    page = window.pages.page(place)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
    unnamed = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.window() is window  # not the lists Qt keeps for combo boxes
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not widget.accessibleName()
    ]

    assert unnamed == []


@pytest.mark.parametrize("place", PLACES)
def test_no_label_takes_text_for_markup(window: MainWindow, place: str) -> None:
    window.go_to(place)

    labels = window.pages.page(place).findChildren(QLabel)

    assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_page_fits_a_small_screen(window: MainWindow, place: str) -> None:
    window.go_to(place)
    window.resize(1280, 720)

    assert window.size() == QSize(1280, 720)
    assert window.minimumSizeHint().width() <= 1280


def test_tab_goes_round_and_is_never_caught(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("organisation")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.pages.page("organisation")
    assert isinstance(page, ListPage)
    page.table.setFocus()

    seen: list[QWidget | None] = []
    for _step in range(120):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
        if window.focusWidget() is page.table:
            break

    assert seen[-1] is page.table
    names = {widget.objectName() for widget in seen if widget is not None}
    assert {"searchField", "noteButton", "filterButton", "noteText", "noteSave"} <= names


def test_it_stands_where_it_stood(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    chosen = Preferences(windows={"main": (40, 30, 900, 640)})

    again = MainWindow(Workbench(store, TaskRunner(inline=True)), chosen)
    qtbot.addWidget(again)
    again.go_to("organisation")
    again.resize(950, 650)
    again.close()

    assert chosen.windows["main"][2:] == (950, 650)
    assert set(chosen.layouts) == {"organisation"}


def test_a_written_file_that_no_program_opens_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)

    window.doors.lists.tell_done(Path("Partnerliste.xlsx"), "3 Einträge geschrieben")

    assert window.status.text().startswith("„Partnerliste.xlsx“ ist gespeichert, aber kein Programm hat")


def test_a_message_does_not_follow_to_the_next_page(window: MainWindow, qtbot: QtBot) -> None:
    window.workbench.said.emit("3 Einträge geschrieben.", False)
    qtbot.waitUntil(lambda: not window.status._fresh.isActive())  # what said it has come to its end

    window.navigation.chosen.emit("organisation")

    assert window.status.text() == ""


@pytest.mark.parametrize("kept", [{}, {"main": (300, 200, 1440, 860)}, {"main": (-900, 20, 1000, 3000)}])
def test_it_opens_wholly_on_a_small_screen(
    qtbot: QtBot, qapp: object, kept: dict[str, tuple[int, int, int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = QRect(0, 0, 1366, 728)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: small)

    frame = Frame(Preferences(windows=kept))
    qtbot.addWidget(frame)

    around = frame.geometry().adjusted(-theme.FRAME_SIDE, -theme.FRAME_TOP, theme.FRAME_SIDE, theme.FRAME_SIDE)
    assert small.contains(around)
    assert frame.geometry().height() == 680


def test_a_bug_is_told_and_logged_without_data(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_application()
    application = Application(tmp_path / "Bestand", inline_tasks=True)
    qtbot.addWidget(application.entrance)
    try:
        raise ValueError("Frau Özdemir ist krank")
    except ValueError as bug:
        report_bug(application, ValueError, bug, bug.__traceback__)

    log = (log_dir() / "fehler.log").read_text(encoding="utf-8")

    assert "ValueError" in log and "Özdemir" not in log.replace('"Frau Özdemir ist krank"', "")
    assert "Özdemir" in capsys.readouterr().err
