"""Lists come in by choice, by drop and by paste; the reports of all imports stay within reach."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.gui.import_report import ReportWindow
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.preferences import Preferences
from einsamkeit_desktop.gui.steps_page import StepsPage
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports import files, whole
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.queries import imports as kept_imports
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


@pytest.fixture
def reported(window: MainWindow, store: Store) -> Callable[..., ReportWindow]:
    """Give what imports a list and opens its report later, from the steps."""

    def opened(text: str) -> ReportWindow:
        table = table_of("ä.csv", text)
        whole.take_over_reported(store, whole.plan_tables(store, [table]), None, [table])
        window.go_to("steps")
        page = window.pages.page("steps")
        assert isinstance(page, StepsPage)
        page.report_button.click()
        (shown,) = window.findChildren(ReportWindow)
        return shown

    return opened


def test_refused_rows_are_handed_out_from_a_report_opened_later(reported, monkeypatch, tmp_path: Path):
    target = tmp_path / "fehler.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    shown = reported("Organisation;Ort\nTreff;Köln\n;Bonn\n;Ulm\n")
    assert shown.bad.isVisible()

    shown.bad.click()

    again = files.read(target)[0]
    assert again.headers[:2] == ("Organisation", "Ort")
    assert [row[:2] for row in again.rows] == [("", "Bonn"), ("", "Ulm")]


def test_a_report_without_refused_rows_offers_none(reported):
    shown = reported("Organisation;Zielgruppen\nTreff;Marsmenschen\n")

    assert not shown.bad.isVisible() and shown.isVisible()


def test_a_report_says_how_many_refused_rows_it_keeps(reported, monkeypatch):
    monkeypatch.setattr(kept_imports, "MOST_LETTERS", 70)

    shown = reported("Organisation;Ort\nTreff;Köln\n;Bonn\n;Ulm\n;Trier\n")

    assert "nur die erste:" in shown.page.sentence.full_text()
