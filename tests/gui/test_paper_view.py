"""Pages on the screen and on the printer are those of the PDF."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.errors import Cancelled
from einsamkeit_desktop.exports.paper.briefing import briefing_paper
from einsamkeit_desktop.gui import printing
from einsamkeit_desktop.gui.paper_view import PAGES_KEPT, PaperView, PdfPages
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.progress import Progress
from tests.exports.paper import stories


@pytest.fixture(scope="module")
def paper() -> bytes:
    """A pack of many pages."""
    return briefing_paper(stories.long_briefing(8), Progress()).content


@pytest.fixture
def view(qtbot: QtBot, qapp: object) -> PaperView:
    """A view of some size."""
    make_application()
    made = PaperView(TaskRunner(inline=True))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def _printer(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printing.prepare(printer, "Briefing")
    return printer


def test_every_page_of_the_paper_is_shown_with_its_name_and_text(view: PaperView, paper: bytes, qtbot: QtBot) -> None:
    view.show_pdf(paper)

    total = len(PdfPages(paper))
    qtbot.waitUntil(lambda: bool(view.pages()[0].accessibleDescription()))
    assert [page.accessibleName() for page in view.pages()][::-1][0] == f"Seite {total} von {total}"
    assert "Stadt Musterhausen" in view.pages()[0].accessibleDescription()
    assert view.accessibleName() == f"Vorschau, {total} Seiten"


def test_pages_are_as_wide_as_there_is_room_and_keep_the_sheet_s_form(view: PaperView, paper: bytes) -> None:
    view.show_pdf(paper)
    before = view.pages()[0].width()
    view.resize(900, 500)

    page = view.pages()[0]
    assert before < page.width() <= view.viewport().width()
    assert page.height() / page.width() == pytest.approx(297 / 210, abs=0.01)


def test_only_pages_near_the_seen_ones_are_kept_as_pictures(view: PaperView, paper: bytes, qtbot: QtBot) -> None:
    view.show_pdf(paper)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    for _step in range(len(view.pages())):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        view.viewport().repaint()

    assert bar.value() > 0
    for page in view.pages():
        view.picture(page)
    assert sum(page.picture is not None for page in view.pages()) == PAGES_KEPT


def test_another_paper_takes_the_place_of_the_first(view: PaperView, paper: bytes) -> None:
    view.show_pdf(paper)
    short = briefing_paper(stories.short_briefing(), Progress())
    view.show_pdf(short.content)

    assert len(view.pages()) == short.pages
    view.clear()
    assert view.pages() == []


def test_printing_gives_every_page(qapp: object, paper: bytes, tmp_path: Path) -> None:
    target = tmp_path / "gedruckt.pdf"

    printed = printing.print_pdf(paper, _printer(target), Progress())

    made = PdfPages(target.read_bytes())
    assert printed == len(PdfPages(paper)) == len(made)
    assert made.sizes[0] == pytest.approx(QPageSize(QPageSize.PageSizeId.A4).sizePoints().toTuple(), abs=1)
    ink = made.image(1, 200)
    assert any(ink.pixelColor(x, y).lightness() < 128 for x in range(20, 180) for y in range(20, 120))


def test_printing_keeps_to_the_chosen_pages_and_order(qapp: object, paper: bytes, tmp_path: Path) -> None:
    printer = _printer(tmp_path / "gedruckt.pdf")
    printer.setFromTo(2, 3)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)

    assert printing.print_pdf(paper, printer, Progress()) == 2


def test_printing_can_be_cancelled(qapp: object, paper: bytes, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        printing.print_pdf(paper, _printer(tmp_path / "gedruckt.pdf"), progress)
