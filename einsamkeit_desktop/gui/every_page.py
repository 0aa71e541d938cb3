"""Loads every page and window of the program once, in light and in dark: the last step of the self-test.

What is looked for is what breaks on another machine or in a built program: a missing module, icon, font or plugin.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ..errors import Trouble
from ..imports.csvfile import table_of
from ..imports.intake import Intake
from ..kinds.registry import KINDS
from ..progress import Progress
from ..queries import lists
from ..store.store import Store
from ..texts import _
from . import theme
from .briefing_window import BriefingWindow
from .export_window import ExportWindow
from .first_start import FirstStart
from .import_window import ImportWindow
from .main_window import MainWindow
from .note_window import NoteWindow
from .places import bottom, sections
from .tasks import TaskRunner
from .unlock import UnlockPage
from .workbench import Workbench


class PageNotLoaded(Trouble):
    """A page stayed empty."""


def load_every_page(folder: Path, passphrase: str) -> int:
    """Show each page on the store in the folder and return how many pictures were drawn.

    An error within a page is raised, also where Qt would only print it. Raises PageNotLoaded for an empty picture.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    with _errors_raised(), Store.open(folder, passphrase) as store:
        drawn = 0
        for is_dark in (False, True):
            theme.apply(app, is_dark)
            drawn += _draw_entrance() + _draw_window(store)
        theme.apply(app, None)
    return drawn


def _draw_entrance() -> int:
    start, unlock = FirstStart(), UnlockPage("Bestand")
    start.sheet.show_key("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789")
    drawn = _draw_stack(start) + _draw(unlock)
    for page in (start, unlock):
        page.deleteLater()
    return drawn


def _draw_stack(stack: QStackedWidget) -> int:
    drawn = 0
    for position in range(stack.count()):
        stack.setCurrentIndex(position)
        drawn += _draw(stack)
    return drawn


def _draw_window(store: Store) -> int:
    workbench = Workbench(store, TaskRunner(inline=True))
    window = MainWindow(workbench)
    drawn = 0
    for place in (*(place for section in sections() for place in section.places), *bottom()):
        window.go_to(place.key)
        drawn += _draw(window)
    for kind in KINDS:
        for record_id in lists.ids(store, lists.ListQuery(kind))[:1]:
            window.open_record(record_id)
            drawn += _draw(window)
    note = NoteWindow(workbench, window)
    drawn += _draw(note) + _draw_briefing(window, store)
    drawn += _draw(ExportWindow(workbench, lists.ListQuery("person"), [], [], window))
    drawn += _draw_import(window, workbench)
    window.hide()
    window.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # else dialogs lay themselves out once more
    return drawn


def _draw_import(window: MainWindow, workbench: Workbench) -> int:
    """Draw every step of an import that writes nothing."""
    intake = Intake.of((table_of("a.csv", "Organisation;Ort\nTreff;Köln\n"),), {})
    taking = ImportWindow(workbench, intake, intake.planning(workbench.store)(Progress()), window)
    drawn = 0
    for key in ("found", "mapping", "matching", "preview"):
        taking.tabs.choose(key)
        drawn += _draw(taking)
    taking.reject()
    return drawn


def _draw_briefing(window: MainWindow, store: Store) -> int:
    """Draw a pack with its pages, and load what prints it."""
    from . import printing  # noqa: F401 - a built program may lack it

    partners = lists.ids(store, lists.ListQuery("organisation"))[:1]
    window.doors.papers.briefing(partners)
    packs = window.findChildren(BriefingWindow)
    drawn = sum(_draw(pack) for pack in packs)
    for pack in packs:
        if partners and not pack.view.pages():
            raise PageNotLoaded(_("Eine Seite blieb leer: {name}.").format(name=pack.objectName()))
        pack.reject()
    return drawn


def _draw(widget: QWidget) -> int:
    widget.show()
    QApplication.processEvents()
    picture = widget.grab()
    if picture.isNull() or picture.width() < 50:
        raise PageNotLoaded(
            _("Eine Seite blieb leer: {name}.").format(name=widget.objectName() or type(widget).__name__)
        )
    return 1


@contextmanager
def _errors_raised() -> Iterator[None]:
    """Raise the first error that Qt met in a slot and only printed."""
    met: list[BaseException] = []

    def keep(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        met.append(error)

    before = sys.excepthook
    sys.excepthook = keep
    heard = qInstallMessageHandler(_hear)
    try:
        yield
    finally:
        sys.excepthook = before
        qInstallMessageHandler(heard)
    if met:
        raise met[0]


def _hear(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but for the platform without a screen having no windows to size."""
    if "propagateSizeHints" not in text and sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
