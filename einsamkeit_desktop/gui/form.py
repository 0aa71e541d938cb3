"""The form of any kind of record, made from the kind's fields. It gives values out and knows no store writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ..kinds.base import Kind
from ..queries.record import Record
from ..texts import _, ngettext
from . import theme
from .form_parts import Answer, FieldBlock, FieldGroup, FormFoot, ask_in_words, read, say_problems
from .widgets import Hairline
from .workbench import Workbench

TWO_COLUMNS_FROM = 440  # width in px at 13 px text
_NO_RECORD: Any = object()


class RecordForm(QWidget):
    """Shows a record's values to be edited; Ctrl+S saves, Esc cancels.

    `ask` may be replaced: it gets the record's title and says what shall become of unsaved changes.

    Signals:
        saved(dict): the values to keep, checked; of a record that exists only those that were edited.
        cancelled(): the person is done without saving; nothing unsaved is left in the form.
        dirty_changed(bool): there is something unsaved now, or no longer.
    """

    saved = Signal(dict)
    cancelled = Signal()
    dirty_changed = Signal(bool)

    def __init__(self, workbench: Workbench, kind: type[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"form-{kind.code}")
        self.setAccessibleName(_(kind.label))
        self.kind = kind
        self.record: Record | None = None
        self.ask: Callable[[str], Answer] = partial(ask_in_words, self)
        self._blocks = {
            name: FieldBlock(field, workbench) for name, field in kind.fields.items() if not field.automatic
        }
        self._baseline: dict[str, Any] = {}
        self._unshown: dict[str, Any] = {}
        self._edited: set[str] = set()
        self._is_showing = False
        self._build()
        for name, block in self._blocks.items():
            block.editor.edited.connect(lambda name=name: self._hear(name))
            block.editor.left.connect(lambda name=name: self._check(name))
            block.editor.stops_changed.connect(self._chain)

    def _build(self) -> None:
        look = theme.current()
        self._groups = [
            FieldGroup(_(heading) if heading else "", [self._blocks[field.name] for field in fields])
            for heading, fields in groupby(
                (block.field for block in self._blocks.values()), key=lambda field: field.group
            )
        ]
        room = QWidget()
        room.setObjectName("scrolled")
        fields_column = QVBoxLayout(room)
        fields_column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))
        fields_column.setSpacing(look.px(16))
        for group in self._groups:
            fields_column.addWidget(group)
        fields_column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(room)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Hairline())
        self._foot = FormFoot()
        self._foot.cancel.clicked.connect(self.cancel)
        self._foot.save.clicked.connect(self.save)
        column.addWidget(self._foot)

    @property
    def is_dirty(self) -> bool:
        """Whether something was edited and not saved."""
        return bool(self._edited)

    def show(self, record: Record | None = _NO_RECORD, preset: Mapping[str, Any] | None = None) -> None:
        """Show a record's values, or those of a new one with `preset` filled in; without arguments just be visible."""
        if record is _NO_RECORD:
            super().show()
            return
        self.record = record
        shown = self.kind.empty_values() if record is None else dict(record.values)
        self._unshown = {name: value for name, value in (preset or {}).items() if name not in self._blocks}
        self._is_showing = True
        for name, block in self._blocks.items():
            block.editor.show_value({**shown, **(preset or {})}.get(name))
            block.say("")
        self._baseline, _unread = read(self._blocks)
        self._is_showing = False
        self._chain()
        was_dirty, self._edited = self.is_dirty, set()
        self._foot.say("")
        self._tell_dirty(was_dirty)

    def values(self) -> dict[str, Any]:
        """Return what is to be kept: of a record that exists the edited fields, of a new one all that hold something.

        Fields whose text means nothing are missing; `problems` names them.
        """
        values, _unread = read(self._blocks)
        if self.record is not None:
            return self._unshown | {name: value for name, value in values.items() if name in self._edited}
        empty = self.kind.empty_values()
        return self._unshown | {name: value for name, value in values.items() if value != empty[name]}

    def problems(self) -> dict[str, str]:
        """Return a sentence for each field that cannot be kept as it stands, in the order of the form."""
        _values, unread = read(self._blocks)
        values = self.values() if self.record is not None else {**self.kind.empty_values(), **self.values()}
        found = {**self.kind.problems(values), **unread}
        return {name: found[name] for name in self._blocks if name in found}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show each sentence below its field, sum up at the foot, and go to the first."""
        elsewhere, first = say_problems(self._blocks, problems)
        count = ngettext(
            "Noch nicht gespeichert: {count} Angabe fehlt oder passt nicht.",
            "Noch nicht gespeichert: {count} Angaben fehlen oder passen nicht.",
            len(problems),
        )
        self._foot.say(elsewhere or count, is_trouble=True)
        if first is not None:
            first.editor.take_focus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(first)

    def save(self) -> None:
        """Check, and give the values out when all is well."""
        problems = self.problems()
        if problems:
            self.show_problems(problems)
            return
        if not self.is_dirty and self.record is not None:
            self._foot.say(_("Es gibt nichts zu speichern."))
            return
        self._foot.say("")
        self.saved.emit(self.values())

    def cancel(self) -> None:
        """Leave without saving, after asking once where something is unsaved."""
        if self.may_leave():
            self.cancelled.emit()

    def may_leave(self) -> bool:
        """Ask what shall become of unsaved changes; return whether the form may be left now."""
        if not self.is_dirty:
            return True
        answer = self.ask("" if self.record is None else self.record.title)
        if answer is Answer.SAVE:
            self.save()
            return not self.is_dirty
        if answer is Answer.DROP:
            self.show(self.record)
        return answer is Answer.DROP

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Ctrl+S from the window's shortcuts while the focus is in the form."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Save with Ctrl+S, cancel with Esc."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.setFocus()  # a field that is left reads its text
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Give the focus to the first field."""
        super().focusInEvent(event)
        next(iter(self._blocks.values())).editor.take_focus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One column where two are too narrow."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= theme.current().px(TWO_COLUMNS_FROM) else 1
        for group in self._groups:
            group.arrange(columns)

    def _chain(self) -> None:
        """Let Tab go through the form as one reads it, through rows and chips that came later too."""
        if self._is_showing:
            return
        stops = [stop for block in self._blocks.values() for stop in block.editor.stops()]
        for one, following in pairwise([*stops, self._foot.cancel, self._foot.save]):
            QWidget.setTabOrder(one, following)

    def _hear(self, name: str) -> None:
        if self._is_showing:
            return
        was_dirty, (values, _unread) = self.is_dirty, read({name: self._blocks[name]})
        if name in values and name in self._baseline and values[name] == self._baseline[name]:
            self._edited.discard(name)
        else:
            self._edited.add(name)
        if self._blocks[name].has_problem():
            self._check(name)
        self._tell_dirty(was_dirty)

    def _check(self, name: str) -> None:
        """Say at once what is wrong with a field that was edited and left; what is missing is said at saving."""
        if self._is_showing or name not in self._edited:
            return
        values, unread = read({name: self._blocks[name]})
        problem = unread.get(name) or self.kind.fields[name].problem(values[name])
        self._blocks[name].say(problem or "")

    def _tell_dirty(self, was_dirty: bool) -> None:
        self._foot.save.setEnabled(self.is_dirty or self.record is None)
        if was_dirty is not self.is_dirty:
            self._foot.say(_("Nicht gespeichert") if self.is_dirty else "")
            self.dirty_changed.emit(self.is_dirty)


def _is_ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Save) or event.key() == Qt.Key.Key_Escape
