"""A form whose texts the guard looks at while the record is about a citizen's case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ..kinds.base import Kind
from ..kinds.fields import Links, Ref, Text
from ..queries.guard import is_guarded
from ..queries.record import Record
from .citizen_guard import GuardNote, TextGuard
from .form import _NO_RECORD, RecordForm
from .form_parts import FieldBlock
from .workbench import Workbench


class GuardedForm(RecordForm):
    """The form of notes and reminders. Signals: those of RecordForm."""

    def __init__(self, workbench: Workbench, kind: type[Kind], parent: QWidget | None = None) -> None:
        super().__init__(workbench, kind, parent)
        self._bench = workbench
        self._guards = [guard for block in self._blocks.values() if (guard := self._guard(block)) is not None]
        for name, block in self._blocks.items():
            if isinstance(kind.fields[name], Links | Ref):
                block.editor.edited.connect(self.look)

    def show(self, record: Record | None = _NO_RECORD, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record, or an empty form; without arguments just be visible."""
        super().show(record, preset)
        if record is not _NO_RECORD:
            self.look()

    def save(self) -> None:
        """Look at the texts once more, then save: the guard warns and never forbids."""
        self.look()
        super().save()

    def look(self) -> None:
        """Look at all texts at once."""
        for guard in self._guards:
            guard.look()

    def is_guarded(self) -> bool:
        """Return whether a citizen's case is linked as the form stands, or by what the form does not show."""
        linked: set[int] = set()
        for name, field in self.kind.of_type(Links, Ref).items():
            block = self._blocks.get(name)
            value = block.editor.value() if block else self.record.values[name] if self.record else None
            if value:
                linked.update(value if isinstance(field, Links) else [value])
        return is_guarded(self._bench.store, linked)

    def _guard(self, block: FieldBlock) -> TextGuard | None:
        edit, column = block.editor.control, block.layout()
        if not (isinstance(block.field, Text) and block.field.searched and isinstance(column, QVBoxLayout)):
            return None
        if not isinstance(edit, QPlainTextEdit | QLineEdit):
            return None
        note = GuardNote(f"guard_{block.field.name}")
        column.insertWidget(2, note)
        return TextGuard(self._bench, edit, note, self.is_guarded)
