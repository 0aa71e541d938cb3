"""Pictures and PDF are looked at in the program: by keyboard, within limits, with nothing run."""

import threading
from io import BytesIO

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.gui.attachment_preview import MOST_PAGES, PreviewWindow, can_preview, readable
from einsamkeit_desktop.gui.attachments_view import AttachmentsView
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.attachments import Attachment, attachments
from tests.makers import make_organisation


def pdf(pages=2, size=(595, 842)) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.drawString(20, 20, f"Seite {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(width=40, height=20) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(buffer.data().data())


@pytest.fixture
def owner(store):
    return make_organisation(store)


@pytest.fixture
def view(store, owner, qtbot):
    view = AttachmentsView(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(view)
    files = [("Text.txt", b"Hallo"), ("Bild.png", png()), ("Plan.pdf", pdf()), ("Kaputt.pdf", b"%PDF-1.7\nkein Ende")]
    add_attachments(store, owner, files)
    view.resize(700, 600)
    with qtbot.waitActive(view):
        view.show()
    view.show_record(owner)
    return view


def line_of(view, name) -> QWidget:
    entry = next(entry for entry in view._shown if entry.file_name == name)
    found = view.findChild(QWidget, f"file-{entry.id}")
    assert found is not None
    return found


def shown(view) -> list[PreviewWindow]:
    return [window for window in view.findChildren(PreviewWindow) if window.isVisible()]


def preview(view, qtbot, name) -> PreviewWindow:
    qtbot.keyClick(line_of(view, name), Qt.Key.Key_Space)
    (window,) = shown(view)
    return window


def test_space_shows_a_pdf_page_by_page(view, qtbot):
    window = preview(view, qtbot, "Plan.pdf")

    assert [page.accessibleName() for page in window.paper.pages()] == ["Seite 1 von 2", "Seite 2 von 2"]
    assert window.paper.isVisible()


def test_space_and_escape_close_and_the_focus_is_where_it_was(view, qtbot):
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        window = preview(view, qtbot, "Bild.png")
        assert window.picture.isVisible()

        qtbot.keyClick(window, key)

        assert not window.isVisible()


def test_arrows_go_to_the_neighbours_that_can_be_shown(view, qtbot):
    window = preview(view, qtbot, "Bild.png")
    names = [entry.file_name for entry in window._entries]
    assert "Text.txt" not in names
    window.go(-len(names))
    assert window.entry().file_name == "Bild.png"

    step = Qt.Key.Key_Left if names.index("Bild.png") else Qt.Key.Key_Right
    qtbot.keyClick(window, step)

    assert window.entry().file_name != "Bild.png"


def test_enter_opens_outside_as_from_the_list(view, qtbot, monkeypatch):
    taken: list[Attachment] = []
    monkeypatch.setattr(view, "open", taken.append)
    window = preview(view, qtbot, "Plan.pdf")

    qtbot.keyClick(window, Qt.Key.Key_Return)

    assert [entry.file_name for entry in taken] == ["Plan.pdf"]


def test_space_on_what_cannot_be_shown_does_what_enter_does(view, qtbot, monkeypatch):
    taken: list[Attachment] = []
    monkeypatch.setattr(view, "open", taken.append)

    qtbot.keyClick(line_of(view, "Text.txt"), Qt.Key.Key_Space)

    assert shown(view) == []
    assert [entry.file_name for entry in taken] == ["Text.txt"]


def test_a_broken_pdf_is_a_sentence(view, qtbot):
    window = preview(view, qtbot, "Kaputt.pdf")

    assert window.problem.isVisible()
    assert "lässt sich hier nicht zeigen" in window.problem.full_text()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "nicht zeigen"),
        (b"%PDF-1.7" + b"\xff" * 5000, "nicht zeigen"),
        (pdf(MOST_PAGES + 1), "zu lang"),
        (pdf(1, (100, 14_000)), "Seitenmaße"),
    ],
    ids=["empty", "noise", "pages", "strip"],
)
def test_what_would_take_too_much_is_not_shown(content, sentence, qapp):
    found = readable(content)

    assert isinstance(found, str) and sentence in found


def test_a_picture_that_claims_to_be_huge_is_not_decoded(store, view, owner, qtbot):
    bomb = bytearray(png())
    bomb[16:24] = (100_000).to_bytes(4, "big") * 2
    add_attachments(store, owner, [("Bombe.png", bytes(bomb))])
    view.show_record(owner)

    window = preview(view, qtbot, "Bombe.png")

    assert "beschädigt oder zu groß" in window.problem.full_text()


def test_only_pictures_and_pdf_can_be_previewed(store, view, owner):
    shown = {entry.file_name: can_preview(entry) for entry in attachments(store, owner)}

    assert shown == {"Text.txt": False, "Bild.png": True, "Plan.pdf": True, "Kaputt.pdf": True}


@pytest.fixture
def slow(store, owner, qtbot):
    """Give a preview with real workers whose first attachment is held back until `gate` is set."""
    gate, runner = threading.Event(), TaskRunner()
    add_attachments(store, owner, [("Plan.pdf", pdf()), ("Bild.png", png())])
    entries = sorted(attachments(store, owner), key=lambda entry: entry.file_name, reverse=True)

    def content(entry):
        if entry.file_name == "Plan.pdf":
            gate.wait(20)
        return pdf(3) if entry.file_name == "Plan.pdf" else png()

    window = PreviewWindow(runner, entries, entries[0], content)
    qtbot.addWidget(window)
    window.show()
    yield window, gate
    gate.set()
    assert runner.stop_all()


def test_a_calm_sentence_stands_until_the_pages_are_there(slow, qtbot, monkeypatch):
    window, gate = slow
    drawn_in: list[threading.Thread] = []
    image = PdfPages.image

    def watched(pages, number, width):
        drawn_in.append(threading.current_thread())
        return image(pages, number, width)

    monkeypatch.setattr(PdfPages, "image", watched)
    qtbot.waitUntil(lambda: window.problem.full_text() == "Die Vorschau wird vorbereitet …")

    gate.set()

    qtbot.waitUntil(lambda: bool(window.paper.pages()) and window.paper.pages()[0].picture is not None)
    assert window.paper.isVisible() and threading.main_thread() not in drawn_in


def test_what_is_on_its_way_for_another_attachment_is_not_shown(slow, qtbot):
    window, gate = slow

    window.go(1)
    qtbot.waitUntil(window.picture.isVisible)
    gate.set()
    qtbot.waitUntil(lambda: not window._runner.is_busy())

    assert window.entry().file_name == "Bild.png" and window.picture.isVisible() and window.paper.pages() == []


def test_a_window_closed_meanwhile_draws_nothing(slow, qtbot):
    window, gate = slow

    window.reject()
    gate.set()

    qtbot.waitUntil(lambda: not window._runner.is_busy())
    assert window.paper.pages() == []


def test_a_page_that_cannot_be_drawn_says_so_and_is_not_tried_again(view, qtbot, monkeypatch):
    tried: list[int] = []

    def broken(_pages, number, _width):
        tried.append(number)
        raise pypdfium2.PdfiumError("Failed to load page.")

    monkeypatch.setattr(PdfPages, "image", broken)
    window = preview(view, qtbot, "Plan.pdf")
    page = window.paper.pages()[0]
    qtbot.waitUntil(page.has_failed)
    for _again in range(3):
        page.repaint()

    assert page.accessibleDescription() == "Diese Seite lässt sich hier nicht zeigen." and tried.count(0) == 1
