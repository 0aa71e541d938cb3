"""The files attached to a record: dropped or chosen, opened where that is safe, saved elsewhere, renamed, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..actions.attachments import Attached, attach_files, remove_attachment, rename_attachment
from ..errors import BadValues, Trouble
from ..kinds.attached import split_name
from ..kinds.days import format_day
from ..progress import Progress
from ..queries.attachments import Attachment, attachments, content
from ..queries.guard import file_warnings, is_guarded
from ..store.store import Store
from ..texts import _, ngettext
from . import theme
from .attachment_preview import PreviewWindow, can_preview, small_picture
from .attachments_out import AttachmentsOut
from .citizen_guard import GuardNote
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .mail_in import MailsIn
from .tasks import Outcome
from .widgets import Button
from .workbench import Workbench

# Pictures are shown in small as far as that takes no time worth mentioning.
_PREVIEWS = 8
_LARGEST_PREVIEW = 8 * 1024 * 1024


class AttachmentsView(ScrollColumn):
    """The attachments of a record, the newest first, and the button that attaches more."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("attachmentsView", _("Anhänge"), parent)
        self._workbench = workbench
        self._record_id = 0
        self._previews: dict[int, QImage] = {}
        self._shown: list[Attachment] = []
        self._out = AttachmentsOut(workbench, self)
        self._mails = MailsIn(workbench, self, self._attach_files)
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the attachments of a record."""
        if record_id != self._record_id:
            self._previews.clear()
        self._record_id = record_id
        clear_layout(self.column)
        found = self._shown = attachments(self._workbench.store, record_id)
        self._warn([entry.file_name for entry in found])
        pictures = [entry for entry in found if entry.is_picture and entry.size <= _LARGEST_PREVIEW][:_PREVIEWS]
        rows = {entry.id: AttachmentRow(self, entry) for entry in found}
        for shown in rows.values():
            self.column.addWidget(shown)
        self._show_small({entry.id: rows[entry.id] for entry in pictures})
        if not found:
            self.column.addWidget(
                nothing(_("Noch keine Anhänge. Ziehen Sie Dateien hierher; sie liegen verschlüsselt im Bestand."))
            )
        self._add = Button(_("Dateien anhängen …"), icon="paperclip", look="quiet", name="attachFiles")
        self._add.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.setFocusProxy(self._add)

    def attach(self, record_id: int, paths: Sequence[Path]) -> None:
        """Attach files to a record; mails are shown first, to become notes."""
        files = self._mails.take(record_id, paths)
        if files:
            self._attach_files(record_id, files)

    def _warn(self, names: Sequence[str]) -> None:
        """Say what the names of a citizen's files tell of her."""
        store = self._workbench.store
        note = GuardNote("guard_files")
        self.column.addWidget(note)
        note.tell(file_warnings(store, names) if names and is_guarded(store, [self._record_id]) else ())

    def preview(self, entry: Attachment) -> None:
        """Show an attachment in a window of the program; what cannot be shown is opened or saved as by Enter."""
        if not can_preview(entry):
            self.take(entry)
            return
        window = PreviewWindow(
            self._workbench.runner, self._shown, entry, partial(_content, self._workbench.store), self.window()
        )
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.open_wanted.connect(self.take)
        self._workbench.closing.connect(window.reject)
        window.open()

    def take(self, entry: Attachment) -> None:
        """Open an attachment, or offer to save it where opening is not safe."""
        if entry.may_open:
            self.open(entry)
        else:
            self.save_as(entry)

    def _attach_files(self, record_id: int, paths: Sequence[Path]) -> None:
        """Attach files in the background; what is not taken is said in whole sentences."""
        bench, store = self._workbench, self._workbench.store

        def then(outcome: Outcome) -> None:
            if not store.writable:  # locked meanwhile; what was attached is there after unlocking
                return
            if isinstance(outcome.error, Trouble):
                bench.troubled.emit(str(outcome.error))
                return
            done: Attached = outcome.result()
            bench.tell(done.changes)
            if done.refused:
                bench.troubled.emit(_refusal(done.refused))

        bench.runner.run(
            _("Dateien werden angehängt"), lambda progress: attach_files(store, record_id, paths, progress), then
        )

    def open(self, entry: Attachment) -> None:
        """Open a read-only copy where name and content are of a sort that runs nothing; else offer to save it."""
        self._out.open(self._record_id, entry)

    def save_as(self, entry: Attachment) -> None:
        """Ask what for and where to, and write the attachment there."""
        self._out.save(self._record_id, entry)

    def rename(self, entry: Attachment, name: str) -> bool:
        """Give an attachment another name; False where it was refused, with the reason told."""
        try:
            done = self._workbench.do(rename_attachment, entry.id, name)
        except BadValues as trouble:
            self._workbench.troubled.emit(str(trouble))
            return False
        return self._changed(done is not None)

    def remove(self, entry: Attachment) -> None:
        """Take an attachment off the record; Ctrl+Z brings it back."""
        self._changed(self._workbench.do(remove_attachment, entry.id) is not None)

    def _changed(self, is_done: bool) -> bool:
        if is_done:
            self.show_record(self._record_id)
            self._add.setFocus()
        return is_done

    def _choose(self) -> None:
        record_id = self._record_id
        chosen, _kind = QFileDialog.getOpenFileNames(self.window(), _("Dateien anhängen"), str(Path.home()))
        if chosen:
            self.attach(record_id, [Path(path) for path in chosen])

    def _show_small(self, rows: dict[int, AttachmentRow]) -> None:
        """Show pictures in small below their rows, those not seen before read in the background."""
        look, store, kept = theme.current(), self._workbench.store, self._previews
        room = QSize(look.px(300), look.px(180))
        missing = [attachment_id for attachment_id in rows if attachment_id not in kept]

        def read(progress: Progress) -> dict[int, QImage]:
            read: dict[int, QImage] = {}
            for attachment_id in missing:
                progress.step(len(read), len(missing))
                read[attachment_id] = small_picture(content(store, attachment_id), room)
            return read

        def then(outcome: Outcome) -> None:
            if outcome.error is None:  # what is gone or was stopped has no picture
                kept.update(outcome.result())
            for attachment_id, row in rows.items():
                if isValid(row) and not (picture := kept.get(attachment_id, QImage())).isNull():
                    row.show_picture(picture)

        if missing:
            self._workbench.runner.run(_("Vorschaubilder"), read, then)
        else:
            then(Outcome({}))


def _content(store: Store, entry: Attachment) -> bytes:
    return content(store, entry.id)


class AttachmentRow(QWidget):
    """One attachment: Space previews it; Enter or a double click opens it, or offers to save what is not safe."""

    def __init__(self, view: AttachmentsView, entry: Attachment) -> None:
        super().__init__()
        self.setObjectName(f"attachment-{entry.id}")
        self._view, self._entry = view, entry
        look = theme.current()
        self._line = FileLine(entry)
        self._line.clicked.connect(self._take)
        self._line.preview_wanted.connect(lambda: view.preview(entry))
        action = _("Öffnen") if entry.may_open else _("Speichern unter …")
        take = Button(action, look="quiet", name=f"take-{entry.id}")
        take.setAccessibleName(_("{action}: {name}").format(action=action, name=entry.file_name))
        take.clicked.connect(self._take)
        self._more = Button("", icon="ellipsis", look="faint", name=f"more-{entry.id}")
        self._more.setAccessibleName(_("Mehr zu {name}").format(name=entry.file_name))
        self._more.clicked.connect(self._show_menu)
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        row.addWidget(self._line, 1)
        if can_preview(entry):
            preview = Button(_("Vorschau"), look="quiet", name=f"preview-{entry.id}")
            preview.setAccessibleName(_("Vorschau: {name}").format(name=entry.file_name))
            preview.clicked.connect(lambda: view.preview(entry))
            row.addWidget(preview)
        row.addWidget(take)
        row.addWidget(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))
        self._column.addLayout(row)
        self._question: QWidget | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F2 renames, Del removes, Esc puts the question away."""
        if event.key() == Qt.Key.Key_F2:
            self.ask_name()
        elif event.key() == Qt.Key.Key_Delete and self._question is None:
            self._view.remove(self._entry)
        elif event.key() == Qt.Key.Key_Escape and self._question is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def build_menu(self) -> QMenu:
        """Return the menu of what can be done with the attachment."""
        menu = QMenu(self)
        if self._entry.may_open:
            menu.addAction(_("Öffnen"), self._take)
        menu.addAction(_("Speichern unter …"), lambda: self._view.save_as(self._entry))
        menu.addSeparator()
        menu.addAction(_("Umbenennen"), self.ask_name)
        menu.addAction(_("Entfernen"), lambda: self._view.remove(self._entry))
        return menu

    def ask_name(self) -> None:
        """Show the name to be changed, its ending left out of the selection."""
        if self._question is not None:
            return
        look = theme.current()
        self._question = QWidget()
        self.name = QLineEdit(self._entry.file_name)
        self.name.setObjectName(f"name-{self._entry.id}")
        self.name.setAccessibleName(_("Name des Anhangs"))
        self.name.returnPressed.connect(self._rename)
        keep = Button(_("Umbenennen"), name=f"rename-{self._entry.id}")
        keep.clicked.connect(self._rename)
        leave = Button(_("Abbrechen"), look="quiet", name=f"renameNot-{self._entry.id}")
        leave.clicked.connect(self._leave)
        row = QHBoxLayout(self._question)
        row.setContentsMargins(look.px(35), 0, 0, look.px(6))
        row.setSpacing(look.px(9))
        row.addWidget(self.name, 1)
        row.addWidget(keep)
        row.addWidget(leave)
        self._column.insertWidget(1, self._question)
        self._question.show()
        self.name.setFocus()
        self.name.setSelection(0, len(split_name(self._entry.file_name)[0]))

    def _take(self) -> None:
        self._view.take(self._entry)

    def _rename(self) -> None:
        if self._question is not None:
            self._view.rename(self._entry, self.name.text())

    def _leave(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self._line.setFocus()

    def _show_menu(self) -> None:
        menu = self.build_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def show_picture(self, picture: QImage) -> None:
        """Show the picture in small below the line."""
        shown = QLabel()
        shown.setObjectName(f"picture-{self._entry.id}")
        shown.setAccessibleName(_("Vorschau von {name}").format(name=self._entry.file_name))
        shown.setPixmap(QPixmap.fromImage(picture))
        shown.setContentsMargins(theme.current().px(35), 0, 0, theme.current().px(8))
        self._column.addWidget(shown)


class FileLine(LineRow):
    """The line of a file. A single click only goes to it: opening starts another program.

    Signals:
        preview_wanted(): Space was pressed.
    """

    preview_wanted = Signal()

    def __init__(self, entry: Attachment) -> None:
        day = format_day(entry.added_at.astimezone().date())
        parts = (entry.sort, size_text(entry.size), _("angehängt am {day}").format(day=day))
        icon = "file-text" if entry.may_open else "file-down"
        name = f"file-{entry.id}"
        super().__init__(entry.file_name, " · ".join(part for part in parts if part), icon=icon, name=name)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Preview with Space; the button below would press itself."""
        if event.key() == Qt.Key.Key_Space:
            self.preview_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Do nothing more."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the file."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.click()
        event.accept()


class FileDrop(QObject):
    """Lets a widget take dropped files; `take` gets their paths."""

    def __init__(self, widget: QWidget, take: Callable[[list[Path]], None]) -> None:
        super().__init__(widget)
        self._take = take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Accept files of this machine, as copies, and nothing else."""
        if isinstance(event, QDropEvent) and event.type() in _DROPS:
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if not paths:
                event.ignore()
                return True
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if not isinstance(event, QDragMoveEvent):
                self._take(paths)
            return True
        return super().eventFilter(watched, event)


_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


def size_text(size: int) -> str:
    """Return a size as a person reads it: 812 Byte, 24 KB, 1,4 MB."""
    if size < 1024:
        return _("{count} Byte").format(count=size)
    if size < 1024 * 1024:
        return _("{count} KB").format(count=round(size / 1024))
    return _("{count} MB").format(count=f"{size / 1024 / 1024:.1f}".replace(".", ","))


def _refusal(refused: Sequence[str]) -> str:
    if len(refused) == 1:
        return refused[0]
    rest = len(refused) - 1
    more = ngettext(
        "{count} weitere Datei wurde nicht angehängt.", "{count} weitere Dateien wurden nicht angehängt.", rest
    )
    return f"{refused[0]} {more}"
