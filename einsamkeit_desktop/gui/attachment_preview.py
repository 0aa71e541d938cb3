"""A picture or PDF among the attachments, looked at in a window of the program: nothing in it is run or fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..errors import Trouble
from ..progress import Progress
from ..queries.attachments import Attachment
from ..texts import _
from . import theme
from .paper_view import PATIENCE_MS, PaperView, PdfPages
from .statusline import announce
from .tasks import Outcome, Task, TaskRunner
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

    `content` gives the bytes of an attachment; it is called in the background, and a Trouble of it is shown.

    Signals:
        open_wanted(Attachment): open it with the system's program.
    """

    open_wanted = Signal(object)

    def __init__(
        self,
        runner: TaskRunner,
        entries: Sequence[Attachment],
        first: Attachment,
        content: Callable[[Attachment], bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("previewWindow")
        self._entries = [entry for entry in entries if can_preview(entry)]
        self._runner, self._content = runner, content
        self._task: Task | None = None
        self._at = self._entries.index(first)
        self.paper = PaperView(runner, "previewPages")
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture = PictureView()
        self.problem = PlainLabel("", role="muted", wrap=True)
        self.problem.setObjectName("previewProblem")
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.problem.setText(_("Die Vorschau wird vorbereitet …")))
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

    def done(self, result: int) -> None:
        """Close; what is on its way is not drawn any more."""
        self._stop()
        super().done(result)

    def _stop(self) -> None:
        self._patience.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.paper.clear()

    def _show(self) -> None:
        entry, room, content = self.entry(), theme.fitting(1920, 1200), self._content
        self._stop()
        self.setWindowTitle(_("Vorschau: {name}").format(name=entry.file_name))
        self._name.setText(entry.file_name)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < len(self._entries) - 1)
        self.problem.setText("")
        self._stack.setCurrentWidget(self.problem)
        self._patience.start()

        def read(progress: Progress) -> PdfPages | QImage | str:
            progress.step(0, 1)
            found = content(entry)
            progress.step(0, 1)
            return readable(found) if entry.media_type == PDF else small_picture(found, room)

        def then(outcome: Outcome) -> None:
            if isValid(self) and entry is self.entry() and not outcome.was_cancelled:
                self._patience.stop()
                self._task = None
                self._show_found(str(outcome.error) if isinstance(outcome.error, Trouble) else outcome.result())

        task = self._runner.run(_("Vorschau"), read, then)
        self._task = task if self._patience.isActive() else None

    def _show_found(self, found: PdfPages | QImage | str) -> None:
        if isinstance(found, QImage) and found.isNull():
            found = _("Dieses Bild lässt sich nicht zeigen. Es ist beschädigt oder zu groß.")
        if isinstance(found, str):
            self.problem.setText(found)
            announce(self, found)
        elif isinstance(found, QImage):
            self.picture.show_picture(found, self.entry().file_name)
            self._stack.setCurrentWidget(self.picture)
        else:
            self.paper.show_pages(found)
            self.paper.verticalScrollBar().setValue(0)
            self._stack.setCurrentWidget(self.paper)

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


def readable(content: bytes) -> PdfPages | str:
    """Return the pages of a PDF, or the sentence why they cannot be shown here."""
    import pypdfium2

    try:
        pages = PdfPages(content)
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return _("Diese PDF-Datei lässt sich hier nicht zeigen. Sie ist beschädigt oder mit einem Kennwort geschützt.")
    sizes = pages.sizes
    if len(sizes) > MOST_PAGES:
        return _("Diese PDF-Datei hat {count} Seiten und ist für die Vorschau zu lang. Bitte öffnen.").format(
            count=len(sizes)
        )
    if not sizes or any(min(size) < 1 or max(size) > _TALLEST * min(size) for size in sizes):
        return _("Diese PDF-Datei hat ungewöhnliche Seitenmaße und wird hier nicht gezeigt. Bitte öffnen.")
    return pages


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
