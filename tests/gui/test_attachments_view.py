"""Attachments on the record's pane: taken, opened where that is safe, saved elsewhere, and no copy that stays."""

import stat
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.app import Application, make_application
from einsamkeit_desktop.gui.attachment_preview import small_picture
from einsamkeit_desktop.gui.attachments_out import AttachmentOutWindow
from einsamkeit_desktop.gui.attachments_view import AttachmentRow, AttachmentsView, size_text
from einsamkeit_desktop.gui.growing_text import GrowingTextEdit
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.record_pane import RecordPane
from einsamkeit_desktop.gui.scratch import scratch_of
from einsamkeit_desktop.gui.tabs import Tabs
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import Button, PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.attachments import attachments
from einsamkeit_desktop.queries.exports import export_ids, exports_logged, purposes
from tests.makers import make_organisation

PDF = b"%PDF-1.7\nGeheimer Inhalt"


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Give the folder of temporary ones, and keep what would be opened by the system."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    opened: list[Path] = []
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    def remember(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    return folder, opened


@pytest.fixture
def bench(store, qapp, places):
    make_application()
    return Workbench(store, TaskRunner(inline=True))


@pytest.fixture
def owner(store):
    return make_organisation(store)


@pytest.fixture
def pane(bench, owner, qtbot):
    made = RecordPane(bench)
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitActive(made):
        made.show()
    made.show_record(owner)
    return made


def picture(width=40, height=20, form="PNG") -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice

    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)
    return bytes(buffer.data().data())


def row(pane: QWidget, place: int = 0) -> AttachmentRow:
    QApplication.processEvents()
    return [found for found in pane.findChildren(AttachmentRow) if found.isVisibleTo(pane)][place]


def show_tab(pane: RecordPane) -> AttachmentsView:
    tabs = pane.findChild(Tabs)
    assert tabs is not None
    tabs.choose("attachments")
    view = pane.findChild(AttachmentsView)
    assert view is not None
    return view


def line(shown: AttachmentRow):
    return next(child for child in shown.children() if child.objectName().startswith("file-"))


def mime(*urls: str) -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl(url) for url in urls])
    return made


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drag over a widget and let go; return whether it wanted what was dragged."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, data, left, none)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, data, left, none))
    return enter.isAccepted()


def test_files_dropped_on_the_pane_are_attached_and_shown(pane, store, owner, tmp_path):
    (tmp_path / "Öffnungszeiten.txt").write_text("Mo bis Fr", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(PDF)
    urls = [QUrl.fromLocalFile(str(tmp_path / name)).toString() for name in ("Öffnungszeiten.txt", "b.pdf")]

    assert drop(pane, mime(*urls))

    tabs = pane.findChild(Tabs)
    assert [entry.file_name for entry in attachments(store, owner)] == ["b.pdf", "Öffnungszeiten.txt"]
    assert tabs.chosen_key() == "attachments" and "Anhänge 2" in [tabs.tabText(i) for i in range(tabs.count())]
    assert any("angehängt am" in label.full_text() for label in row(pane).findChildren(PlainLabel))


def test_addresses_of_the_web_are_not_taken(pane):
    assert not drop(pane, mime("https://example.org/a.pdf"))
    assert not drop(pane, QMimeData())


def test_the_text_of_a_note_leaves_files_to_the_pane(qtbot):
    edit = GrowingTextEdit()
    qtbot.addWidget(edit)
    words = QMimeData()
    words.setText("Frühstück")

    assert not edit.canInsertFromMimeData(mime("file:///a.pdf")) and edit.canInsertFromMimeData(words)


def test_a_new_record_must_be_saved_first(pane, bench, store, qtbot, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    pane.show_new("organisation")

    with qtbot.waitSignal(bench.troubled) as told:
        pane.attach([tmp_path / "a.txt"])

    assert told.args == ["Bitte zuerst den Eintrag speichern oder öffnen, an den die Dateien sollen."]


def test_the_button_attaches_and_says_what_was_not_taken(pane, bench, store, owner, qtbot, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("a")
    chosen = [str(tmp_path / name) for name in ("a.txt", "weg", "auch weg")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: (chosen, ""))
    view = show_tab(pane)

    with qtbot.waitSignal(bench.troubled) as told:
        button = view.findChild(Button, "attachFiles")
        assert button is not None
        button.click()

    assert told.args == ["Die Datei „weg“ gibt es nicht mehr. 1 weitere Datei wurde nicht angehängt."]
    assert len(attachments(store, owner)) == 1


def test_enter_opens_a_read_only_copy_that_closing_clears(pane, bench, store, owner, qtbot, places):
    folder, opened = places
    add_attachments(store, owner, [("a.pdf", PDF)])
    show_tab(pane).show_record(owner)

    qtbot.keyClick(line(row(pane)), Qt.Key.Key_Return)

    (path,) = opened
    assert path.read_bytes() == PDF and path.name == "a.pdf" and folder in path.parents
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if sys.platform != "win32":
        assert all(not parent.stat().st_mode & 0o077 for parent in (path.parent, path.parent.parent))
    bench.closing.emit()
    assert not list(folder.iterdir())


def test_a_file_that_no_program_opens_is_not_called_opened(pane, bench, store, owner, qtbot, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    add_attachments(store, owner, [("a.pdf", PDF)])
    show_tab(pane).show_record(owner)

    with qtbot.assertNotEmitted(bench.said), qtbot.waitSignal(bench.troubled) as told:
        qtbot.keyClick(line(row(pane)), Qt.Key.Key_Return)

    assert told.args[0].startswith("Kein Programm hat „a.pdf“ geöffnet. Bitte speichern")


def test_a_click_goes_to_the_file_and_a_double_click_opens_it(pane, store, owner, qtbot, places):
    add_attachments(store, owner, [("a.pdf", PDF)])
    show_tab(pane).show_record(owner)

    qtbot.mouseClick(line(row(pane)), Qt.MouseButton.LeftButton)
    assert not places[1] and line(row(pane)).hasFocus()
    qtbot.mouseDClick(line(row(pane)), Qt.MouseButton.LeftButton)
    assert len(places[1]) == 1


@pytest.mark.parametrize("name", ["rechnung.exe", "a.pdf.lnk", "seite.html", "liste.csv", "makro.docm", "ohne"])
def test_what_could_run_is_only_saved_elsewhere(pane, store, owner, qtbot, places, monkeypatch, tmp_path, name):
    target = tmp_path / "dort"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    add_attachments(store, owner, [(name, PDF)])
    show_tab(pane).show_record(owner)

    qtbot.keyClick(line(row(pane)), Qt.Key.Key_Return)
    asked(pane).go.click()

    assert not places[1] and target.read_bytes() == PDF
    assert [action.text() for action in row(pane).build_menu().actions()][0] == "Speichern unter …"


def asked(pane: QWidget) -> AttachmentOutWindow:
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    (window,) = pane.findChildren(AttachmentOutWindow)
    assert isinstance(window, AttachmentOutWindow)
    return window


def logged(store):
    found = exports_logged(store, export_ids(store))
    return [(entry.what, entry.target, entry.purpose) for entry in found if entry]


def test_what_is_opened_or_saved_outside_has_its_line_in_the_log(
    pane, store, owner, qtbot, places, monkeypatch, tmp_path
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "dort.pdf"), ""))
    add_attachments(store, owner, [("a.pdf", PDF)])
    view = show_tab(pane)
    view.show_record(owner)

    view.open(attachments(store, owner)[0])
    view.save_as(attachments(store, owner)[0])
    line_edit = asked(pane).purpose.lineEdit()
    qtbot.keyClicks(line_edit, "an das Sozialamt")
    qtbot.keyClick(line_edit, Qt.Key.Key_Return)

    assert logged(store) == [
        ("Anhang „a.pdf“", str(tmp_path / "dort.pdf"), "an das Sozialamt"),
        ("Anhang „a.pdf“", "Zum Lesen geöffnet", "Lesen"),
    ]
    assert purposes(store) == ["an das Sozialamt"]


def test_an_attachment_of_a_confidential_record_stays_here_until_ticked(pane, store, places, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "dort.pdf"), ""))
    secret = make_organisation(store, "Geheim", confidential=True)
    add_attachments(store, secret, [("a.pdf", PDF)])
    view = show_tab(pane)
    view.show_record(secret)
    for take in (view.open, view.save_as):
        take(attachments(store, secret)[0])
        window = asked(pane)
        assert not window.go.isEnabled()
        window.go.click()
        window.reject()
    assert not places[1] and not (tmp_path / "dort.pdf").exists() and logged(store) == []

    for take in (view.open, view.save_as):
        take(attachments(store, secret)[0])
        asked(pane).confidential.setChecked(True)
        asked(pane).go.click()

    assert len(places[1]) == 1 and (tmp_path / "dort.pdf").exists() and len(logged(store)) == 2


def test_what_cannot_be_saved_is_a_sentence_without_a_line_in_the_log(pane, bench, store, owner, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("/gibt/es/nicht/a.pdf", ""))
    add_attachments(store, owner, [("a.pdf", PDF)])
    view = show_tab(pane)
    view.show_record(owner)
    view.save_as(attachments(store, owner)[0])

    with qtbot.waitSignal(bench.troubled) as told:
        asked(pane).go.click()

    assert "wählen Sie einen anderen Ordner" in told.args[0] and logged(store) == []


def test_content_of_another_sort_than_its_row_says_is_not_opened(pane, store, owner, qtbot, places, monkeypatch):
    from einsamkeit_desktop.store.tables import attachment

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("", ""))
    add_attachments(store, owner, [("a.pdf", b"MZ\x00")])
    with store.writing("x") as write:
        write.update(attachment, attachments(store, owner)[0].id, {"media_type": "application/pdf"})
    show_tab(pane).show_record(owner)

    qtbot.keyClick(line(row(pane)), Qt.Key.Key_Return)

    assert not places[1]


def test_f2_renames_and_esc_does_not(pane, store, owner, qtbot):
    add_attachments(store, owner, [("a.pdf", PDF)])
    show_tab(pane).show_record(owner)

    qtbot.keyClick(line(row(pane)), Qt.Key.Key_F2)
    field = row(pane).findChild(QLineEdit)
    assert field is not None and field.selectedText() == "a"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert attachments(store, owner)[0].file_name == "a.pdf" and not pane.isHidden()

    qtbot.keyClick(line(row(pane)), Qt.Key.Key_F2)
    field = [found for found in row(pane).findChildren(QLineEdit) if found.isVisibleTo(pane)][-1]
    field.setText("Konzept")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert attachments(store, owner)[0].file_name == "Konzept.pdf"


def test_del_removes_and_undo_brings_back(pane, bench, store, owner, qtbot):
    add_attachments(store, owner, [("a.pdf", PDF)])
    show_tab(pane).show_record(owner)

    qtbot.keyClick(line(row(pane)), Qt.Key.Key_Delete)
    assert not attachments(store, owner)
    bench.undo()

    assert row(pane) and attachments(store, owner)[0].file_name == "a.pdf"


def test_a_picture_is_shown_in_small(pane, store, owner):
    add_attachments(store, owner, [("foto.png", picture(3000, 1000)), ("torn.png", picture()[:30])])
    show_tab(pane).show_record(owner)
    QApplication.processEvents()

    labels = [found for found in pane.findChildren(QLabel) if found.isVisibleTo(pane)]
    shown = [found for found in labels if found.objectName().startswith("picture-")]
    assert len(shown) == 1 and 0 < shown[0].pixmap().width() <= 300 and shown[0].accessibleName().endswith("foto.png")


@pytest.mark.qt_log_ignore("JPEG", extend=True)
@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"<svg/>", picture()[:40]])
def test_what_is_no_picture_gives_none(qapp, content):
    assert small_picture(content, QSize(100, 100)).isNull()


def test_a_picture_bomb_is_not_unpacked(qapp):
    bomb = bytearray(picture())
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2

    assert small_picture(bytes(bomb), QSize(100, 100)).isNull()


def test_copies_of_a_killed_program_go_when_the_store_is_next_opened(store, qapp, places):
    folder, _opened = places
    killed = Workbench(store, TaskRunner(inline=True))
    path = scratch_of(killed).put("a.pdf", PDF)
    other = folder / "gem-einsamkeit-anhang-anderer-x"
    other.mkdir()

    scratch_of(Workbench(store, TaskRunner(inline=True)))

    assert not path.exists() and list(folder.iterdir()) == [other]


def test_locking_clears_what_was_opened(places, tmp_path, qtbot, qapp):
    folder, opened = places
    make_application()
    application = Application(tmp_path / "Neu", inline_tasks=True)
    qtbot.addWidget(application.entrance)
    application.entrance.first_start.create_wanted.emit(str(tmp_path / "Neu"), "Nordmarkt Kranich 42")
    application.entrance.first_start.finished.emit()
    window = application.window
    assert window is not None
    owner = make_organisation(window.workbench.store)
    add_attachments(window.workbench.store, owner, [("a.pdf", PDF)])
    window.open_record(owner)
    page = window.pages.currentWidget()
    assert isinstance(page, ListPage)
    view = show_tab(page.pane)
    view.open(attachments(window.workbench.store, owner)[0])
    assert opened[0].exists()

    application.lock()

    assert not opened[0].exists() and not list(folder.iterdir())


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 Byte"), (1023, "1023 Byte"), (2048, "2 KB"), (26214400, "25,0 MB"), (1500000, "1,4 MB")]
)
def test_sizes_are_readable(size, text):
    assert size_text(size) == text
