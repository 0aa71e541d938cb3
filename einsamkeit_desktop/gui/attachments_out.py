"""Attachments out of the store: saved elsewhere or opened to be read, each with its line in the log.

Saving asks what for, like every list. A confidential record keeps its files here until that is ticked, for saving and
for opening; files of a restricted one are not even listed.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from ..actions.exports import attachment_leaving, leaving
from ..exports.files import place_of, write_whole
from ..kinds.attached import may_open, media_type
from ..progress import Progress
from ..queries.attachments import Attachment, content
from ..queries.exports import READING
from ..queries.sheets import closed_among
from ..texts import _, inner
from .handing_out import HandingOut, file_name, open_with_system
from .out_window import OutWindow
from .scratch import scratch_of
from .tasks import Outcome
from .workbench import Workbench


class AttachmentOutWindow(OutWindow):
    """Asks what an attachment is handed out for, and for a confidential record whether it shall be.

    Signals:
        wanted(str): the purpose.
    """

    wanted = Signal(str)

    def __init__(
        self, workbench: Workbench, entry: Attachment, parent: QWidget, *, to_open: bool, is_confidential: bool
    ) -> None:
        super().__init__(workbench, "attachmentOut", _("Anhang weitergeben"), parent)
        name = inner(entry.file_name)
        heading = _("„{name}“ öffnen").format(name=name) if to_open else _("„{name}“ speichern").format(name=name)
        sentence = _("Außerhalb des Bestands ist die Datei nicht mehr verschlüsselt.")
        if to_open:
            sentence = _("Ein anderes Programm zeigt eine Kopie; sie verschwindet, wenn der Bestand geschlossen wird.")
            self.name_go(_("Öffnen"), "external-link")
        line = self.purpose.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("etwa: an das Sozialamt (steht im Verzeichnis der Exporte)"))
        self.confidential = QCheckBox(_("Vertraulichen Anhang weitergeben"))
        self.confidential.setObjectName("attachmentConfidential")
        if is_confidential:
            self.add(_("Vertrauliches"), self.confidential)
            self.confidential.toggled.connect(self.go.setEnabled)
            self.go.setEnabled(False)
        self.add(_("Zweck"), self.purpose)
        self.lay_out(heading, sentence)

    def tell(self) -> None:
        """Say what for."""
        self.wanted.emit(self.for_what())


class AttachmentsOut(HandingOut):
    """Saves and opens attachments. Signals: those of HandingOut."""

    def save(self, record_id: int, entry: Attachment) -> None:
        """Ask what for and where to, and write the attachment there."""
        self._ask(record_id, entry, to_open=False)

    def open(self, record_id: int, entry: Attachment) -> None:
        """Open a read-only copy; one of a confidential record is asked about first."""
        if self._is_confidential(record_id):
            self._ask(record_id, entry, to_open=True)
        else:
            self._open(record_id, entry, _(READING))

    def _is_confidential(self, record_id: int) -> bool:
        return closed_among(self.workbench.store, [record_id]).confidential > 0

    def _ask(self, record_id: int, entry: Attachment, *, to_open: bool) -> None:
        is_confidential = self._is_confidential(record_id)
        host = self.window.window()
        window = AttachmentOutWindow(self.workbench, entry, host, to_open=to_open, is_confidential=is_confidential)
        run = self._open if to_open else self._ask_where
        window.wanted.connect(lambda purpose: run(record_id, entry, purpose))
        window.finished.connect(window.deleteLater)
        window.open()

    def _ask_where(self, _record_id: int, entry: Attachment, purpose: str) -> None:
        start = str(Path.home() / file_name(entry.file_name))
        chosen, _kind = QFileDialog.getSaveFileName(self.window.window(), _("Speichern unter"), start)
        if not chosen:
            return
        target, store = Path(chosen), self.workbench.store

        def work(progress: Progress) -> None:
            progress.step(0, 1)
            found = content(store, entry.id)
            with leaving(store, attachment_leaving(store, entry.id, place_of(target), purpose)):
                write_whole(target, found)

        def then(outcome: Outcome) -> None:
            if not self.has_failed(outcome):
                self.tell_done(target, _("Gespeichert"))

        self.workbench.runner.run(_("Anhang wird gespeichert"), work, then)

    def _open(self, record_id: int, entry: Attachment, purpose: str) -> None:
        """Open where name and content are of a sort that runs nothing; else offer to save it."""
        store, scratch = self.workbench.store, scratch_of(self.workbench)

        def work(progress: Progress) -> Path | None:
            progress.step(0, 1)
            found = content(store, entry.id)
            if not may_open(entry.file_name, media_type(found)):
                return None
            with leaving(store, attachment_leaving(store, entry.id, _("Zum Lesen geöffnet"), purpose)):
                return scratch.put(entry.file_name, found)

        def then(outcome: Outcome) -> None:
            if self.has_failed(outcome):
                return
            path: Path | None = outcome.result()
            if path is None:
                self.save(record_id, entry)
                return
            if not open_with_system(str(path)):
                text = _(
                    "Kein Programm hat „{name}“ geöffnet. Bitte speichern Sie den Anhang und öffnen Sie ihn von Hand."
                )
                self.workbench.troubled.emit(text.format(name=entry.file_name))
                return
            text = _("„{name}“ ist zum Lesen geöffnet. Änderungen darin werden nicht übernommen.")
            self.workbench.said.emit(text.format(name=entry.file_name), False)

        self.workbench.runner.run(_("Anhang wird geöffnet"), work, then)
