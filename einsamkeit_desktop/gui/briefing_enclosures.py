"""Which attached PDFs and pictures go along with a briefing pack."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ..queries.packs import Offered
from ..texts import _, ngettext
from .lines import clear_layout
from .widgets import PlainLabel

_SHOWN = 40


class EnclosureChoice(QWidget):
    """A tick box per attachment; those that were ticked stay ticked while they are offered.

    Signals:
        changed(): another one is ticked, or not any more.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("briefingEnclosures")
        self.setAccessibleName(_("Anlagen"))
        self._boxes: dict[int, QCheckBox] = {}
        self._wanted: set[int] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def want(self, ids: Collection[int]) -> None:
        """Tick these as far as they are offered; emits nothing."""
        self._wanted = set(ids)
        for row_id, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(row_id in self._wanted)
            box.blockSignals(False)

    def chosen(self) -> tuple[int, ...]:
        """Return the ids of the ticked ones, in their order."""
        return tuple(row_id for row_id, box in self._boxes.items() if box.isChecked())

    def offer(self, offered: Sequence[Offered]) -> None:
        """Show what can go along; says so where there is nothing."""
        if [entry.id for entry in offered[:_SHOWN]] == list(self._boxes) and self._column.count():
            return
        clear_layout(self._column)
        self._boxes = {}
        for entry in offered[:_SHOWN]:
            self._boxes[entry.id] = self._box(entry)
            self._column.addWidget(self._boxes[entry.id])
        if not offered:
            said = _("Keine PDF-Dateien oder Bilder an den Partnern und am Termin.")
            self._column.addWidget(PlainLabel(said, role="muted", size="small", wrap=True))
        elif more := len(offered) - _SHOWN if len(offered) > _SHOWN else 0:
            text = ngettext("{count} ältere Datei steht hier nicht.", "{count} ältere Dateien stehen hier nicht.", more)
            self._column.addWidget(PlainLabel(text, role="muted", size="small", wrap=True))

    def _box(self, entry: Offered) -> QCheckBox:
        box = QCheckBox()
        shown = entry.file_name if len(entry.file_name) <= 44 else f"{entry.file_name[:28]} … {entry.file_name[-12:]}"
        box.setText(shown.replace("&", "&&"))
        box.setObjectName(f"enclosure-{entry.id}")
        box.setAccessibleName(f"{entry.file_name}, {entry.owner}")
        box.setToolTip(f"{entry.file_name}\n{entry.owner}")
        box.setChecked(entry.id in self._wanted)
        box.toggled.connect(lambda is_on: self._take(entry.id, is_on))
        return box

    def _take(self, row_id: int, is_on: bool) -> None:
        (self._wanted.add if is_on else self._wanted.discard)(row_id)
        self.changed.emit()
