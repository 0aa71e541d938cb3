"""A contact note as it is read: its text formatted and whole, its tasks to tick, and with whom and what about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..actions.reminders import complete_reminder, reopen_reminder
from ..kinds.registry import KINDS
from ..queries.akte import read_entry
from ..queries.record import Named, load, named
from ..texts import _
from . import theme
from .entry_view import TaskLine, when
from .formatted import text_view
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .widgets import PlainLabel
from .workbench import Workbench


class NoteView(ScrollColumn):
    """The tab "Lesen" of a contact note; Enter on a record opens it."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("noteView", _("Lesen"), parent)
        self._workbench = workbench
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show a note."""
        clear_layout(self.column)
        store = self._workbench.store
        entry, values = read_entry(store, record_id), load(store, record_id).values
        term = self._workbench.words().term("note_kind", entry.note_kind)
        subject = values["subject"] if values["subject"] != entry.title else ""  # titled by a citizen's code
        facts = (term.label if term else "", when(entry), entry.place, values["occasion"] or "", subject or "")
        self.column.addWidget(PlainLabel(" · ".join(part for part in facts if part), role="muted", wrap=True))
        for heading, text in ((_("Inhalt"), entry.content), (_("Vereinbart"), entry.agreement)):
            if text:
                self._add_heading(heading)
                self.column.addWidget(text_view(text))
        if not entry.content and not entry.agreement:
            self.column.addWidget(nothing(_("Dieser Vermerk hat noch keinen Text.")))
        if entry.tasks:
            self._add_heading(_("Aufgaben"))
        for task in entry.tasks:
            line = TaskLine(task)
            line.ticked.connect(self._tick)
            self.column.addWidget(line)
        self._add_records(_("Beteiligt"), entry.people)
        about = named(store, values["about"], with_restricted=False, with_trashed=False)
        self._add_records(_("Betrifft"), tuple(about[i] for i in values["about"] if i in about))
        self.column.addStretch(1)

    def _add_heading(self, text: str) -> None:
        heading = PlainLabel(text, weight="strong", size="small")
        heading.setContentsMargins(0, theme.current().px(8), 0, 0)
        self.column.addWidget(heading)

    def _add_records(self, heading: str, records: tuple[Named, ...]) -> None:
        if records:
            self._add_heading(heading)
        for found in records:
            row = LineRow(found.title, icon=KINDS[found.kind].icon, weight="normal", name=f"noteRecord-{found.id}")
            row.clicked.connect(lambda _checked=False, found=found: self._open(found.id))
            self.column.addWidget(row)

    def _open(self, record_id: int) -> None:
        self._workbench.open_wanted.emit(record_id, False)

    def _tick(self, reminder_id: int, is_done: bool) -> None:
        self._workbench.do(complete_reminder if is_done else reopen_reminder, reminder_id)
