"""Lists come in by choice, by drop and by paste; the reports of all imports stay within reach."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.import_done import ReportWindow
from einsamkeit_desktop.gui.import_refused import RefusedWindow
from einsamkeit_desktop.gui.import_targets import TargetPick
from einsamkeit_desktop.gui.import_window import ImportWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.preferences import Preferences
from einsamkeit_desktop.gui.steps_page import StepsPage
from einsamkeit_desktop.gui.taking_in import TakingIn
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.imports import files, whole
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.queries import imports as kept_imports
from einsamkeit_desktop.queries.imports import ImportReport
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


def files_of(*paths: Path) -> QMimeData:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return carried


def dropped(window: MainWindow, carried: QMimeData) -> bool:
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.setAccepted(False)
    window.dropEvent(event)
    return event.isAccepted()


def test_a_dropped_file_opens_the_import(window: MainWindow, tmp_path: Path):
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")

    assert dropped(window, files_of(tmp_path / "a.csv"))

    (shown,) = opened(window)
    assert shown.take.text() == "1 Zeile importieren"


def test_several_files_come_one_after_the_other(window: MainWindow, tmp_path: Path, qtbot: QtBot):
    for name in ("eins", "zwei"):
        (tmp_path / f"{name}.csv").write_text(LIST.replace("Süd", name), encoding="utf-8")
    (tmp_path / "leer.csv").write_bytes(b"")

    assert dropped(window, files_of(tmp_path / "eins.csv", tmp_path / "leer.csv", tmp_path / "zwei.csv"))
    (first,) = opened(window)
    assert first.windowTitle() == "Liste importieren – danach 2 weitere Dateien"
    first.take.click()
    assert first.report is not None
    first.report.leave.click()
    qtbot.waitUntil(lambda: [shown.isVisible() for shown in opened(window)] == [True])
    (second,) = opened(window)
    second.tabs.choose("found")

    assert second.found.table.model().index(0, 0).data() == "Treff zwei"
    second.reject()
    assert "„leer.csv“ ist leer" in window.status.text()


def test_what_is_dropped_while_a_file_is_read_waits_for_its_turn(store: Store, tmp_path: Path, qtbot: QtBot):
    for name in ("eins", "zwei", "drei"):
        (tmp_path / f"{name}.csv").write_text(LIST.replace("Süd", name), encoding="utf-8")
    bench = Workbench(store, TaskRunner())
    parent = QWidget()
    qtbot.addWidget(parent)
    taking, said = TakingIn(bench, parent), list[str]()
    bench.said.connect(lambda text, _can_undo: said.append(text))

    taking.take(files_of(tmp_path / "eins.csv"))
    taking.take(files_of(tmp_path / "zwei.csv"))
    taking.take(files_of(tmp_path / "drei.csv"))

    assert said[-1] == "2 Dateien kommen an die Reihe, wenn die jetzige fertig ist."
    for name in ("eins", "zwei", "drei"):
        qtbot.waitUntil(lambda: [shown.isVisible() for shown in parent.findChildren(ImportWindow)] == [True])
        (shown,) = parent.findChildren(ImportWindow)
        assert shown.intake.path is not None and shown.intake.path.stem == name
        shown.reject()
    bench.runner.stop_all()


def test_a_file_without_an_entry_is_told_and_another_may_be_chosen(window: MainWindow, tmp_path: Path):
    (tmp_path / "a.csv").write_text(";;\n;;\n", encoding="utf-8")

    dropped(window, files_of(tmp_path / "a.csv"))

    assert opened(window) == [] and "„a.csv“ enthält keinen Eintrag" in window.status.text()


def test_locking_closes_the_import_and_forgets_what_waits(window: MainWindow, tmp_path: Path):
    for name in ("eins", "zwei"):
        (tmp_path / f"{name}.csv").write_text(LIST, encoding="utf-8")
    dropped(window, files_of(tmp_path / "eins.csv", tmp_path / "zwei.csv"))

    window.workbench.closing.emit()

    assert [shown.isVisible() for shown in opened(window)] == [False]


def test_a_folder_says_what_to_do_and_the_files_beside_it_come_in(window: MainWindow, tmp_path: Path):
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "Listen").mkdir()

    assert dropped(window, files_of(tmp_path / "Listen", tmp_path / "a.csv"))

    (shown,) = opened(window)
    shown.reject()
    assert "„Listen“ ist ein Ordner" in window.status.text()


def test_why_a_file_is_not_taken_is_seen_whole_and_another_can_be_chosen(
    window: MainWindow, tmp_path: Path, monkeypatch, qtbot: QtBot
):
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "a.csv"), ""))

    dropped(window, files_of(tmp_path / "brief.pdf", tmp_path))

    (told,) = window.findChildren(RefusedWindow)
    reasons = [label.full_text() for label in told.findChildren(PlainLabel)]
    assert "„brief.pdf“ ist eine PDF-Datei" in reasons[1] and "ist ein Ordner" in reasons[2]
    assert told.focusWidget() is told.close_button
    qtbot.keyClick(told.other, Qt.Key.Key_Return)
    assert not told.isVisible() and len(opened(window)) == 1


def test_too_many_files_and_what_stands_in_the_net_are_told(window: MainWindow, tmp_path: Path):
    assert dropped(window, files_of(*(tmp_path / f"{number}.csv" for number in range(11))))
    assert "höchstens 10" in window.status.text()

    carried = QMimeData()
    carried.setUrls([QUrl("https://example.org/liste.xlsx")])
    assert dropped(window, carried)
    assert "Datei zuerst speichern" in window.status.text()


def test_a_dropped_table_opens_the_import_and_a_word_is_left_alone(window: MainWindow):
    carried = QMimeData()
    carried.setText(LIST)
    assert dropped(window, carried)
    (shown,) = opened(window)
    shown.reject()

    carried.setText("Wort")
    assert not dropped(window, carried)


def test_cells_without_headings_are_sent_to_their_columns_by_hand(window: MainWindow, store: Store):
    QGuiApplication.clipboard().setText(
        "Treff Eins\t0231 1111\t44135 Dortmund\nTreff Zwei\t0231 2222\t44137 Dortmund\n"
    )
    window.doors.files.paste()
    (shown,) = opened(window)
    assert shown.tabs.chosen_key() == "found" and "Zeile mit den Überschriften" in shown.found.why.full_text()

    choose(shown.found.header, "Keine: Alle Zeilen")
    for at, text in ((0, "Name der Organisation"), (1, "Telefon"), (2, "PLZ und Ort")):
        choose(shown.mapping.picks[at], text)
    shown.take.click()
    assert shown.take.text() == "2 Zeilen importieren"
    shown.take.click()

    assert counts.by_kind(store)["organisation"] == 2


def choose(pick: QComboBox, text: str) -> None:
    if isinstance(pick, TargetPick):
        pick.fill()
    pick.setCurrentIndex(pick.findText(text, Qt.MatchFlag.MatchStartsWith))
    pick.activated.emit(pick.currentIndex())


def test_what_came_in_is_seen_in_its_list_the_first_in_front(window: MainWindow, store: Store, tmp_path: Path):
    make_organisation(store, "Aachener Verein")
    (tmp_path / "a.csv").write_text("Organisation;Ort\nTreff;Köln\nZelt;Ulm\n", encoding="utf-8")
    dropped(window, files_of(tmp_path / "a.csv"))
    (shown,) = opened(window)
    shown.take.click()
    assert shown.report is not None

    shown.report.see.click()

    page = window.pages.shown_list()
    assert page is not None and page.kind == "organisation" and not shown.isVisible()
    assert [page.table.model().index(row, 0).data() for row in range(page.table.model().rowCount())] == [
        "Treff",
        "Zelt",
    ]
    assert page.pane.record_id == page.table.current_id()


def test_a_table_of_the_clipboard_opens_the_import(window: MainWindow):
    QGuiApplication.clipboard().setText(LIST)

    window.doors.files.paste()

    (shown,) = opened(window)
    shown.tabs.choose("found")
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


def test_a_report_fits_the_screen_with_large_text(store: Store, window: MainWindow, qapp):
    theme.apply(qapp, text_scale=2.0)
    try:
        shown = ReportWindow(window.workbench, ImportReport("a.csv", 1, 0, 0, 0, 1))
        room = shown.screen().availableGeometry().size()

        assert shown.width() <= room.width() and shown.height() <= room.height()
        shown.deleteLater()
    finally:
        theme.apply(qapp)
