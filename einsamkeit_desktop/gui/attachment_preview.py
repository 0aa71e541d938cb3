"""A picture or PDF among the attachments, looked at in a window of the program: nothing in it is run or fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from ..queries.attachments import Attachment
from ..texts import _
from . import theme
from .paper_view import PaperView, PdfPages
from .statusline import announce
from .widgets import Button, Hairline, PlainLabel

WIDTH, HEIGHT = 860, 800  # px at 13 px text
# Beyond these a file is no document but an attack, or too large to look at: it can still be saved.
MOST_PIXELS = 60_000_000
MOST_PAGES = 300
_TALLEST = 6  # times as high as wide, or the other way round

PDF = "application/pdf"


def can_preview(entry: Attachment) -> bool:
    """Whether an attachment can be looked at here: pictures and PDF."""
    return entry.is_picture or entry.media_type == PDF


class PreviewWindow(QDialog):
    """Shows one attachment after the other: arrows go on, Space and Esc close, Enter opens it outside.

    `content` gives the bytes of an attachment, None where they are gone.

    Signals:
        open_wanted(Attachment): open it with the system's program.
    """

    open_wanted = Signal(object)

    def __init__(
        self,
        entries: Sequence[Attachment],
        first: Attachment,
        content: Callable[[Attachment], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("previewWindow")
        self._entries = [entry for entry in entries if can_preview(entry)]
        self._content = content
        self._at = self._entries.index(first)
        self.paper = PaperView("previewPages")
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture = PictureView()
        self.problem = PlainLabel("", role="muted", wrap=True)
        self.problem.setObjectName("previewProblem")
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self._show()
        self.resize(theme.fitting(WIDTH, HEIGHT))
        self.setFocus()

    def _build(self) -> None:
        look = theme.current()
        self._name = PlainLabel("", weight="strong")
        self._name.setObjectName("previewName")
        self._before = Button("", icon="chevron-left", look="faint", name="previewBefore")
        self._before.setAccessibleName(_("Voriger Anhang"))
        self._before.clicked.connect(lambda: self.go(-1))
        self._after = Button("", icon="chevron-right", look="faint", name="previewAfter")
        self._after.setAccessibleName(_("Nächster Anhang"))
        self._after.clicked.connect(lambda: self.go(1))
        out = Button(_("Öffnen"), icon="external-link", name="previewOpen")
        out.clicked.connect(self._open)
        leave = Button(_("Schließen"), look="quiet", name="previewClose")
        leave.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setContentsMargins(*(look.px(side) for side in (16, 9, 12, 9)))
        head.setSpacing(look.px(6))
        head.addWidget(self._name, 1)
        for button in (self._before, self._after, out, leave):
            head.addWidget(button)
        self._stack = QStackedLayout()
        for view in (self.paper, self.picture, self.problem):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addLayout(self._stack, 1)

    def entry(self) -> Attachment:
        """Return the attachment that is shown."""
        return self._entries[self._at]

    def go(self, steps: int) -> None:
        """Show the neighbour; at the ends nothing happens."""
        at = self._at + steps
        if 0 <= at < len(self._entries):
            self._at = at
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go on, Page keys scroll, Space closes, Enter opens outside."""
        match event.key():
            case Qt.Key.Key_Left:
                self.go(-1)
            case Qt.Key.Key_Right:
                self.go(1)
            case Qt.Key.Key_Space:
                self.reject()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.paper.keyPressEvent(event)
            case _:
                super().keyPressEvent(event)

    def _show(self) -> None:
        entry = self.entry()
        self.setWindowTitle(_("Vorschau: {name}").format(name=entry.file_name))
        self._name.setText(entry.file_name)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < len(self._entries) - 1)
        found = self._content(entry) or b""
        problem = self._show_pdf(found) if entry.media_type == PDF else self._show_picture(found)
        if problem:
            self.problem.setText(problem)
            self._stack.setCurrentWidget(self.problem)
            announce(self, problem)

    def _show_pdf(self, content: bytes) -> str:
        """Show the pages; return why that is not possible, "" when it is."""
        problem = pdf_problem(content)
        if not problem:
            self.paper.show_pdf(content)
            self.paper.verticalScrollBar().setValue(0)
            self._stack.setCurrentWidget(self.paper)
        return problem

    def _show_picture(self, content: bytes) -> str:
        picture = small_picture(content, theme.fitting(1920, 1200))
        if picture.isNull():
            return _("Dieses Bild lässt sich nicht zeigen. Es ist beschädigt oder zu groß.")
        self.picture.show_picture(picture, self.entry().file_name)
        self._stack.setCurrentWidget(self.picture)
        return ""

    def _open(self) -> None:
        self.open_wanted.emit(self.entry())


class PictureView(QLabel):
    """A picture, scaled down to the room there is and never up."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("previewPicture")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._picture = QImage()

    def show_picture(self, picture: QImage, name: str) -> None:
        """Show a picture; `name` is what is said of it."""
        self._picture = picture
        self.setAccessibleName(_("Bild: {name}").format(name=name))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Scale anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = (self.size() - QSize(16, 16)).expandedTo(QSize(1, 1)) * ratio
        shown = self._picture
        if shown.width() > room.width() or shown.height() > room.height():
            shown = shown.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(shown)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


def pdf_problem(content: bytes) -> str:
    """Return why a PDF cannot be shown here, "" when it can."""
    import pypdfium2

    try:
        sizes = PdfPages(content).sizes
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return _("Diese PDF-Datei lässt sich hier nicht zeigen. Sie ist beschädigt oder mit einem Kennwort geschützt.")
    if len(sizes) > MOST_PAGES:
        return _("Diese PDF-Datei hat {count} Seiten und ist für die Vorschau zu lang. Bitte öffnen.").format(
            count=len(sizes)
        )
    if not sizes or any(min(size) < 1 or max(size) > _TALLEST * min(size) for size in sizes):
        return _("Diese PDF-Datei hat ungewöhnliche Seitenmaße und wird hier nicht gezeigt. Bitte öffnen.")
    return ""


def small_picture(content: bytes, room: QSize) -> QImage:
    """Return a picture scaled down into a room, turned as it was taken; an empty one if it cannot be shown."""
    raw = QByteArray(content)
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if reader.format().data() not in (b"png", b"jpeg") or not size.isValid():
        return QImage()
    if size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if size.width() > room.width() or size.height() > room.height():
        scaled = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    return reader.read()
