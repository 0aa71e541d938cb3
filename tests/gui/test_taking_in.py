"""Lists come in by choice, by drop and by paste; the reports of all imports stay within reach."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.gui.import_report import ReportWindow
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.preferences import Preferences
from einsamkeit_desktop.gui.steps_page import StepsPage
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports import whole
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.store.store import Store

from ..makers import make_organisation

LIST = "Organisation\tOrt\nTreff Süd\tKöln\n"


@pytest.fixture
def window(store: Store, qtbot: QtBot) -> MainWindow:
    """Give the window."""
    made = MainWindow(Workbench(store, TaskRunner(inline=True)), Preferences())
    qtbot.addWidget(made)
    made.show()
    return made


def opened(window: MainWindow) -> list[ImportWindow]:
    return window.findChildren(ImportWindow)


def dropped(window: MainWindow, *paths: Path) -> bool:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.setAccepted(False)
    window.dropEvent(event)
    return event.isAccepted()


def test_a_dropped_file_opens_the_import(window: MainWindow, tmp_path: Path):
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")

    assert dropped(window, tmp_path / "a.csv")

    (shown,) = opened(window)
    assert shown.take.text() == "1 Zeile importieren"


def test_several_files_or_a_folder_are_not_taken(window: MainWindow, tmp_path: Path):
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")

    assert not dropped(window, tmp_path / "a.csv", tmp_path / "a.csv")
    assert not dropped(window, tmp_path)
    assert opened(window) == []


def test_a_table_of_the_clipboard_opens_the_import(window: MainWindow):
    QGuiApplication.clipboard().setText(LIST)

    window.doors.files.paste()

    (shown,) = opened(window)
    assert shown.found.table.model().rowCount() == 1


def test_without_a_table_in_the_clipboard_a_sentence_says_so(window: MainWindow):
    QGuiApplication.clipboard().setText("nur ein Satz")

    window.doors.files.paste()

    assert opened(window) == [] and "keine Tabelle" in window.status.text()


def test_imports_are_a_filter_of_the_steps_and_show_their_report(window: MainWindow, store: Store, qtbot: QtBot):
    plan = whole.plan_tables(store, [table_of("ä.csv", "Organisation;Ort\nTreff;Köln\n;Bonn\n")])
    whole.take_over_reported(store, plan)
    make_organisation(store)
    window.go_to("steps")
    page = window.pages.page("steps")
    assert isinstance(page, StepsPage)
    assert page.table.model().rowCount() == 2 and not page.report_button.isVisible()

    page.filter_button.click()
    assert page.filter_button.text() == "Alle Schritte"
    assert page.table.model().rowCount() == 1 and page.report_button.isVisible()
    page.report_button.setFocus()
    qtbot.keyClick(page.report_button, Qt.Key.Key_Return)

    (shown,) = window.findChildren(ReportWindow)
    assert "Weder eine Organisation" in shown.page.details.toPlainText()
    shown.close()
    page.take_back_current()
    assert page.table.model().rowCount() == 1 and not page.undo_button.isEnabled()
