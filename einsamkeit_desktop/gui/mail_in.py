"""Mails that are dropped on a record: read in the background, each shown before it becomes a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ..errors import Trouble
from ..imports.mail import is_mail, read_mail_file
from ..imports.mail_parts import MailFile
from ..kinds.work import ANY_MATTER, ANY_PARTNER
from ..queries.record import Named, named
from ..texts import _
from .mail_window import MailWindow
from .tasks import Outcome
from .workbench import Workbench


class MailsIn(QObject):
    """Takes mails in one after the other; `attach` gets the paths of those that shall be attached as they are."""

    def __init__(self, workbench: Workbench, widget: QWidget, attach: Callable[[int, Sequence[Path]], None]) -> None:
        super().__init__(widget)
        self._bench, self._widget, self._attach = workbench, widget, attach
        self._waiting: list[tuple[Named, Path]] = []
        self._is_busy = False

    def take(self, record_id: int, paths: Sequence[Path]) -> list[Path]:
        """Take the mails among dropped files; return the files that are none. Only what has an Akte takes mails."""
        about = named(self._bench.store, [record_id]).get(record_id)
        if about is None or about.kind not in (*ANY_PARTNER, *ANY_MATTER):
            return list(paths)
        mails = [path for path in paths if is_mail(path)]
        self._waiting += [(about, path) for path in mails]
        self._next()
        return [path for path in paths if path not in mails]

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            return
        self._is_busy = True
        about, path = self._waiting.pop(0)
        self._bench.runner.run(
            _("E-Mail wird gelesen"),
            lambda _progress: read_mail_file(path),
            lambda outcome: self._show(outcome, about, path),
        )

    def _show(self, outcome: Outcome, about: Named, path: Path) -> None:
        if not self._bench.store.writable:  # locked meanwhile
            self._waiting.clear()
            return
        if isinstance(outcome.error, Trouble):
            self._bench.troubled.emit(str(outcome.error))
            self._attach(about.id, [path])
            self._end()
            return
        mail, content = outcome.result()
        window = MailWindow(self._bench, mail, MailFile(path.name, content), about, self._widget.window())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.attach_wanted.connect(lambda: self._attach(about.id, [path]))
        window.finished.connect(lambda _result: self._end())
        self._bench.closing.connect(window.reject)
        window.open()

    def _end(self) -> None:
        self._is_busy = False
        self._next()
