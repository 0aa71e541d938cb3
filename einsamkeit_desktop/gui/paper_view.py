"""A paper on the screen: the pages of a PDF below each other, as wide as there is room."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..progress import Progress
from ..texts import _, ngettext
from . import theme
from .tasks import Outcome, Task, TaskRunner
from .widgets import draw_ring

MARGIN, GAP, WIDEST = 18, 14, 900  # px at 13 px text
PAGES_KEPT = 8  # a page of 900 x 1273 px takes 4.6 MB and 5 ms, one with a large plan on it seconds
PATIENCE_MS = 250  # before a sheet says that it is on its way
_READING = -1  # beside the numbers of pages: the paper itself is on its way

_ONE_AT_A_TIME = threading.Lock()  # PDFium does not work in two threads at once


class PdfPages:
    """The pages of a PDF as pictures; `sizes` are theirs in points.

    The document is opened for every question (0.8 ms for 18 pages), so that nothing has to be closed.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        with self._opened() as document:
            self.sizes: list[tuple[float, float]] = [document.get_page_size(n) for n in range(len(document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, width_px: int) -> QImage:
        """Return a page (from 0) drawn this wide."""
        with self._opened() as document:
            drawn = document[number].render(scale=width_px / self.sizes[number][0], prefer_bgrx=True)
            pixels = ctypes.string_at(drawn.buffer, drawn.stride * drawn.height)
            return QImage(pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()

    def text(self, number: int) -> str:
        """Return what a page says, for those who hear it."""
        with self._opened() as document:
            told: str = document[number].get_textpage().get_text_bounded()
        return told

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import pypdfium2

        with _ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(self._content)
            try:
                yield document
            finally:
                document.close()


class PageView(QWidget):
    """One page; drawn when it is first seen, a white sheet until then."""

    def __init__(self, view: PaperView, number: int) -> None:
        super().__init__()
        self._view, self.number = view, number
        self.picture: QImage | None = None
        self._says = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say_wait)
        self.setObjectName(f"paperPage-{number + 1}")

    def turn_blank(self, total: int) -> None:
        """Forget what was drawn: it is a page of another paper now, which has this many."""
        self.picture, self._says = None, ""
        self._patience.stop()
        self.setAccessibleName(_("Seite {number} von {total}").format(number=self.number + 1, total=total))
        self.setAccessibleDescription("")
        self.update()

    def wait(self) -> None:
        """Say soon that the page is on its way, unless it is there by then."""
        if self.picture is None and not self._patience.isActive():
            self._patience.start()

    def show_drawn(self, picture: QImage | None, text: str) -> None:
        """Show the page as it was drawn; None where that failed, `text` says why."""
        self._patience.stop()
        self.picture, self._says = picture, "" if picture is not None else text
        self.setAccessibleDescription(text)
        self.update()

    def has_failed(self) -> bool:
        """Return whether the page could not be drawn."""
        return self.picture is None and bool(self.accessibleDescription())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the page on white, with a hairline around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        painter.fillRect(area, Qt.GlobalColor.white)
        picture = self._view.picture(self)
        if picture is not None:
            painter.drawImage(area, picture)
        elif self._says:
            painter.setOpacity(0.65)  # on white in light and dark: 7 : 1
            painter.setPen(Qt.GlobalColor.black)
            painter.setFont(theme.current().font())
            upper = area.adjusted(0, 0, 0, -area.height() / 3)
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._says)
            painter.setOpacity(1)
        painter.setPen(QPen(theme.current().colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _say_wait(self) -> None:
        self._says = _("Seite {number} wird gezeichnet …").format(number=self.number + 1)
        self.update()


class PaperView(QScrollArea):
    """Shows the pages of a paper, read and drawn in the background; arrows, Page Up and Page Down scroll."""

    def __init__(self, runner: TaskRunner, name: str = "paperView", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Vorschau"))
        self._pdf: PdfPages | None = None
        self._drawn: list[PageView] = []
        self._tasks: dict[int, Task] = {}
        self._waiting: set[int] = set()
        room = QWidget()
        room.setObjectName("scrolled")
        self._column = QVBoxLayout(room)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(room)
        self._measure()
        theme.current().changed.connect(self._measure)

    def pages(self) -> list[PageView]:
        """Return the pages, from the first to the last."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, PageView)]

    def show_pdf(self, content: bytes) -> None:
        """Read a paper and show it; what is on its way for the one before is not drawn any more."""
        self._stop()
        self._begin(_READING, lambda _progress: PdfPages(content), lambda outcome: self.show_pages(outcome.result()))

    def show_pages(self, pdf: PdfPages) -> None:
        """Show another paper; the place in it stays as far as it is that long."""
        self._stop()
        self._pdf = pdf
        total, shown = len(pdf), self.pages()
        for number in range(len(shown), total):
            self._column.addWidget(PageView(self, number), 0, Qt.AlignmentFlag.AlignHCenter)
        self._drop(shown[total:])
        for page in self.pages():
            page.turn_blank(total)
        self._drawn = []
        self.setAccessibleName(ngettext("Vorschau, {count} Seite", "Vorschau, {count} Seiten", total))
        self._fit()

    def clear(self) -> None:
        """Show nothing, and draw nothing any more."""
        self._stop()
        self._pdf, self._drawn = None, []
        self._drop(self.pages())
        self.setAccessibleName(_("Vorschau"))

    def _drop(self, pages: Sequence[PageView]) -> None:
        for page in pages:
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()

    def picture(self, page: PageView) -> QImage | None:
        """Return the picture of a page; one as wide as it is shown is drawn in the background where there is none."""
        width = round(page.width() * page.devicePixelRatioF())
        if self._pdf is None or page.number in self._waiting or page.has_failed():
            return page.picture
        if page.picture is None or page.picture.width() != width:
            pdf, number = self._pdf, page.number
            page.wait()

            def draw(progress: Progress) -> tuple[QImage, str]:
                progress.step(0, 1)
                return pdf.image(number, width), pdf.text(number)

            self._begin(number, draw, lambda outcome: self._show_drawn(page, outcome))
        return page.picture

    def _show_drawn(self, page: PageView, outcome: Outcome) -> None:
        if outcome.was_cancelled:
            return
        if isinstance(outcome.error, RuntimeError | ValueError | MemoryError):  # PdfiumError is a RuntimeError
            page.show_drawn(None, _("Diese Seite lässt sich hier nicht zeigen."))
            return
        page.show_drawn(*outcome.result())
        self._drawn = [*(kept for kept in self._drawn if kept is not page), page]
        for forgotten in self._drawn[:-PAGES_KEPT]:
            forgotten.picture = None
        self._drawn = self._drawn[-PAGES_KEPT:]

    def _begin(self, key: int, work: Callable[[Progress], Any], then: Callable[[Outcome], None]) -> None:
        """Do work in the background; `then` is called unless another paper was wanted meanwhile."""
        waiting = self._waiting
        waiting.add(key)

        def end(outcome: Outcome) -> None:
            if waiting is self._waiting and isValid(self):
                waiting.discard(key)
                self._tasks.pop(key, None)
                then(outcome)

        task = self._runner.run(_("Vorschau"), work, end)
        if waiting is self._waiting and key in waiting:
            self._tasks[key] = task

    def _stop(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks, self._waiting = {}, set()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the table the pages lie on, and the ring."""
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colour("neutral_soft"))
        if self.hasFocus():
            draw_ring(painter, QRectF(self.viewport().rect()), 2, look.colour("accent"))
        painter.end()

    def _fit(self) -> None:
        look = theme.current()
        width = min(self.viewport().width() - 2 * look.px(MARGIN), look.px(WIDEST))
        if self._pdf is None or width < 1:
            return
        for page, (across, down) in zip(self.pages(), self._pdf.sizes, strict=True):
            page.setFixedSize(QSize(width, round(width * down / across)))

    def _measure(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(*(look.px(MARGIN) for _side in range(4)))
        self._column.setSpacing(look.px(GAP))
        self._fit()
