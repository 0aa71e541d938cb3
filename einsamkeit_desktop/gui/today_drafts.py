"""Notes that were begun and not saved yet, on Heute: nothing that was typed waits where nobody looks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ..texts import _, ngettext
from .drafts import BegunNote, begun_notes
from .lines import LineRow, clear_layout
from .widgets import Card, PlainLabel
from .workbench import Workbench

_SHOWN = 3


class BegunNotes(Card):
    """One line per note, hidden without any; a line opens the note where it was begun."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=10)
        self.setObjectName("begunNotes")
        self._workbench = workbench
        self._shown: list[BegunNote] = []
        self.hide()

    def refresh(self) -> None:
        """Read again what was begun."""
        found = begun_notes(self._workbench.store)
        if found == self._shown:
            return
        self._shown = found
        clear_layout(self.body)
        for note in found[:_SHOWN]:
            open_it = PlainLabel(_("öffnen"), role="accent", size="small")
            row = LineRow(
                note.said, icon="notebook-pen", weight="normal", trailing=(open_it,), name=f"begun-{note.record_id}"
            )
            row.setAccessibleDescription(_("Eingabe öffnet ihn"))
            row.clicked.connect(partial(self._open, note.record_id))
            self.body.addWidget(row)
        if len(found) > _SHOWN:
            more = ngettext("und {count} weiterer", "und {count} weitere", len(found) - _SHOWN)
            self.body.addWidget(PlainLabel(more, role="muted", size="small"))
        self.setVisible(bool(found))

    def stops(self) -> list[QWidget]:
        """Return where Tab stops."""
        items = (self.body.itemAt(place) for place in range(self.body.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, LineRow)]

    def event(self, event: QEvent) -> bool:
        """Read again when a window in front, perhaps that of a note, has gone."""
        if event.type() == QEvent.Type.WindowActivate and self._workbench.store.writable:
            self.refresh()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read again what changed while the page was hidden."""
        super().showEvent(event)
        self.refresh()

    def _open(self, record_id: int, _checked: bool = False) -> None:
        if record_id:
            self._workbench.open_wanted.emit(record_id, False)
        else:
            from .note_window import NoteWindow

            NoteWindow(self._workbench, self.window()).open()
