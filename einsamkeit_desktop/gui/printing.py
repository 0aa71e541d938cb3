"""Papers onto a printer: every page as the printer's own dots, exactly as the PDF has it."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ..errors import BadTarget
from ..progress import Progress
from ..texts import _
from .paper_view import PdfPages

FINEST_DPI = 600
"""More is no sharper for text; a page of 600 dpi takes 140 MB while it is drawn."""


def ask_printer(window: QWidget, title: str, content: bytes) -> QPrinter | None:
    """Let the person choose printer, pages and copies; None if she thought better of it."""
    pdf = PdfPages(content)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, title, is_wide=pdf.sizes[0][0] > pdf.sizes[0][1])
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(_("{paper} drucken").format(paper=title))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, len(pdf))
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def prepare(printer: QPrinter, title: str, *, is_wide: bool = False) -> None:
    """Set A4, upright or wide, the whole sheet, and the name of the job."""
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)


def print_pdf(content: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the chosen pages of a PDF and return how many; made for a worker thread.

    Raises errors.BadTarget where the printer refuses, errors.Cancelled.
    """
    if printer.resolution() > FINEST_DPI:
        printer.setResolution(FINEST_DPI)
    pdf = PdfPages(content)
    numbers = _chosen(printer, len(pdf))
    painter = QPainter()
    if not numbers or not painter.begin(printer):
        raise BadTarget(_("Der Drucker nimmt den Auftrag nicht an. Bitte prüfen, ob er eingeschaltet ist."))
    try:
        for place, number in enumerate(numbers):
            progress.step(place, len(numbers))
            if place and not printer.newPage():
                raise BadTarget(_("Der Drucker hat den Auftrag abgebrochen. Bitte den Drucker prüfen."))
            _print_page(painter, printer, pdf, number)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    progress.step(len(numbers), len(numbers))
    return len(numbers)


def _chosen(printer: QPrinter, total: int) -> list[int]:
    first, last = printer.fromPage() or 1, printer.toPage() or total
    numbers = list(range(max(first, 1) - 1, min(last, total)))
    return numbers[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else numbers


def _print_page(painter: QPainter, printer: QPrinter, pdf: PdfPages, number: int) -> None:
    dots = printer.resolution() / 72
    across, down = pdf.sizes[number]
    picture = pdf.image(number, round(across * dots))
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = QSizeF(across * dots, down * dots)
    shrink = min(sheet.width() / size.width(), sheet.height() / size.height(), 1.0)
    painter.drawImage(QRectF(0, 0, size.width() * shrink, size.height() * shrink), picture)
