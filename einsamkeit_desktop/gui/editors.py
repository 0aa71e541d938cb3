"""Editors: one widget per type of field, which shows a value and gives back what the person made of it.

An editor knows its field and the workbench's value lists, never the store's writes. `form_parts.editor_for` finds the
right one; those for chips, points and repeats live in editor_chips, editor_points and editor_repeats.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..kinds.fields import Choice, Day, Field, Flag, Text
from ..texts import _
from . import theme
from .day_edit import DayEdit
from .marking import MarkingKeys
from .widgets import StillCombo, plain_tip
from .workbench import Workbench

MOST_LINES = 12
LEAST_LINES = 2
LONG_LINE = 300  # characters from which a required line, the title of its kind, takes the whole width


class Editor(QWidget):
    """What every editor has in common.

    `is_wide` editors take both columns of a form, `names_itself` ones need no label above. `control` is the widget
    that takes the focus and is marked when something is wrong.

    Signals:
        edited(): the person changed something.
        left(): the person went on; now is the time to say what is wrong.
        stops_changed(): Tab stops elsewhere now (a row more, a chip less).
    """

    edited = Signal()
    left = Signal()
    stops_changed = Signal()
    is_wide = False
    names_itself = False

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__()
        self.field = field
        self.bench = bench
        self.control: QWidget = self
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.current().px(6))

    def take(self, control: QWidget) -> None:
        """Make a widget the control: named and spoken.

        It is no focus proxy: Tab would go to the proxy's owner too, and from there back (Qt 6.12).
        """
        self.control = control
        control.setObjectName(f"field_{self.field.name}")
        control.setAccessibleName(_(self.field.label))
        control.installEventFilter(self)

    def value(self) -> Any:
        """Return the value as it stands. Raises ValueError with a sentence when the text means nothing."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value; emits nothing."""
        raise NotImplementedError

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus into the control."""
        self.control.setFocus(reason)

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        return [self.control]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Tell when the control lost the focus to another widget."""
        if watched is self.control and event.type() == QEvent.Type.FocusOut:
            reason = event.reason() if isinstance(event, QFocusEvent) else Qt.FocusReason.OtherFocusReason
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.left.emit()
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    """One line of text; also moments and numbers, which are read when the person goes on."""

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__(field, bench)
        self.is_wide = isinstance(field, Text) and field.required and field.max_length >= LONG_LINE
        self._line = QLineEdit()
        self._line.textEdited.connect(self.edited)
        self._line.editingFinished.connect(self._tidy)
        if type(field) is Text:  # a time is typed longer than it is kept
            self._line.setMaxLength(field.limit)
        self.take(self._line)
        self.row.addWidget(self._line)

    def value(self) -> Any:
        """Return what the text means."""
        return self.field.parse(self._line.text())

    def show_value(self, value: Any) -> None:
        """Show a value, from its beginning."""
        self._line.setText(self.field.show(value))
        self._line.setCursorPosition(0)

    def _tidy(self) -> None:
        """Show the text as the field writes it: "heute 9 Uhr" becomes the moment."""
        try:
            shown = self.field.show(self.value())
        except ValueError:
            return
        if shown != self._line.text():
            self._line.setText(shown)


class DayEditor(Editor):
    """A calendar day, typed in words or picked."""

    def __init__(self, field: Day, bench: Workbench) -> None:
        super().__init__(field, bench)
        self._edit = DayEdit(label=_(field.label))
        self._edit.textEdited.connect(self.edited)
        self._edit.day_changed.connect(self.edited)
        self.take(self._edit)
        self.row.addWidget(self._edit)

    def value(self) -> Any:
        """Return the day. Raises ValueError for a text that is none."""
        if self._edit.problem():
            raise ValueError(self._edit.problem())
        return self._edit.day()

    def show_value(self, value: Any) -> None:
        """Show a day."""
        self._edit.set_day(value)


class GrowingText(QPlainTextEdit):
    """Several lines; the height follows the text up to a limit, Tab goes on to the next field."""

    def __init__(self, least: int = LEAST_LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines are broken
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._fit)
        theme.current().changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the height of the text."""
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Break lines again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(self._least, int(self.document().size().height()))
        shown = min(lines, MOST_LINES)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        height = shown * self.fontMetrics().lineSpacing() + theme.current().px(14)
        if height != self.maximumHeight() or height != self.minimumHeight():
            self.setFixedHeight(height)


class MarkedText(MarkingKeys, GrowingText):
    """Several lines of text that is read formatted."""


class TextEditor(Editor):
    """Several lines of text."""

    is_wide = True

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__(field, bench)
        self._text = MarkedText() if isinstance(field, Text) and field.formatted else GrowingText()
        self._is_showing = False
        self._text.textChanged.connect(self._tell)
        self.take(self._text)
        self.row.addWidget(self._text)

    def value(self) -> Any:
        """Return the text, cleaned."""
        return self.field.parse(self._text.toPlainText())

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self._is_showing = True
        self._text.setPlainText(value or "")
        self._is_showing = False

    def _tell(self) -> None:
        if not self._is_showing:
            self.edited.emit()


class _RoomyDelegate(QStyledItemDelegate):
    """Gives the entries of a list room."""

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = theme.current()
        return QSize(super().sizeHint(option, index).width() + look.px(12), look.px(28))


class SearchableCombo(StillCombo):
    """A choice one can type into: every entry that contains the typed letters is offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        completer = self.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = completer.popup()
        assert popup is not None
        popup.setProperty("look", "popup")
        for view in (self.view(), popup):
            view.setItemDelegate(_RoomyDelegate(view))
        line = self.lineEdit()
        assert line is not None
        line.setProperty("look", "bare")

    def showPopup(self) -> None:  # noqa: N802
        """Open as wide as the entries need."""
        view = self.view()
        look = theme.current()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + look.px(24), self.window().width() - look.px(40)))
        super().showPopup()


class ChoiceEditor(Editor):
    """One entry of a value list, or none; entries out of use are offered only where they are chosen already."""

    def __init__(self, field: Choice, bench: Workbench) -> None:
        super().__init__(field, bench)
        self._of = field.of
        self._combo = SearchableCombo()
        line = self._combo.lineEdit()
        assert line is not None
        line.setAccessibleName(_(field.label))
        self._combo.activated.connect(self.edited)
        self._combo.currentTextChanged.connect(lambda text: self._combo.setToolTip(plain_tip(text)))
        line.textEdited.connect(self.edited)
        line.editingFinished.connect(self.left)
        self.take(self._combo)
        self.row.addWidget(self._combo)
        self.show_value(None)

    def value(self) -> str | None:
        """Return the code of the entry that was typed or chosen. Raises ValueError when there is none of that name."""
        text = self._combo.currentText().strip()
        if not text:
            return None
        shown = self._combo.findText(text, Qt.MatchFlag.MatchFixedString)
        if shown >= 0:
            return self._combo.itemData(shown)
        entry = self.bench.words().find(self._of, text)
        if entry is None:
            raise ValueError(_("„{text}“ steht nicht in dieser Liste. Bitte einen Eintrag wählen.").format(text=text))
        return entry.code

    def show_value(self, value: Any) -> None:
        """Show the entry of this code."""
        words = self.bench.words()
        self._combo.clear()
        self._combo.addItem("", None)
        for entry in words.lists.get(self._of, ()):
            if entry.active or entry.code == value:
                self._combo.addItem(entry.label, entry.code)
        place = self._combo.findData(value) if value else 0
        if place < 0:  # a code the list lost: kept and shown as it is
            self._combo.addItem(str(value), value)
            place = self._combo.count() - 1
        self._combo.setCurrentIndex(place)
        line = self._combo.lineEdit()
        assert line is not None
        line.setCursorPosition(0)


class FlagEditor(Editor):
    """Yes or no; the box carries the label."""

    names_itself = True

    def __init__(self, field: Flag, bench: Workbench) -> None:
        super().__init__(field, bench)
        self._box = QCheckBox(_(field.label))
        self._box.clicked.connect(self.edited)
        self.take(self._box)
        self.row.addWidget(self._box)
        self.row.addStretch(1)

    def value(self) -> bool:
        """Return whether the box is ticked."""
        return self._box.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick the box or not."""
        self._box.setChecked(bool(value))
