"""Pieces the pages of an import share: counts that filter, a choice the wheel leaves alone, a named field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..progress import Progress
from ..texts import _, grouped
from . import theme
from .tasks import Outcome, Task, TaskRunner
from .widgets import EnterClicks, PlainLabel, StillCombo, draw_ring

ALL = "read"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FigureCard(EnterClicks, QAbstractButton):
    """One count of the import; pressed, it shows only those rows. Signals: those of QAbstractButton."""

    def __init__(self, key: str, label: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"figure_{key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(_("Zeigt nur diese Zeilen."))
        self._label, self._key = label, key
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 9)  # large text takes the room itself
        column.setSpacing(look.px(2))
        column.addWidget(PlainLabel(label, role="muted", size="small"))
        self._number = PlainLabel("", size="title", weight="strong")
        column.addWidget(self._number)
        self.show_number(number)

    def show_number(self, number: int) -> None:
        """Show another count."""
        self.setEnabled(number > 0 or self._key == ALL)
        self.setAccessibleName(f"{self._label}: {grouped(number)}")
        self._number.setText(grouped(number))
        self._number.set_role("text" if number else "muted")
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def only_tell(self) -> None:
        """Be a figure that cannot be pressed."""
        self.setCheckable(False)
        self.setAccessibleDescription("")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for what the two lines need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame; a pressed card is tinted, the ring is for the keyboard."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground, line = ("accent_soft", "accent") if self.isChecked() else ("room", "line")
        painter.setBrush(QColor(look.colour(ground)))
        painter.setPen(QPen(look.colour(line), 1))
        painter.drawRoundedRect(area, 8, 8)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), 8, look.colour("accent"))
        painter.end()


class Figures(QWidget):
    """Counts that add up: the first is the sum of the others.

    Signals:
        chosen(str): the key of the count that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, figures: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(10))
        group = QButtonGroup(self)
        self.cards: dict[str, FigureCard] = {}
        for at, (key, label) in enumerate(figures):
            if at:
                sign = PlainLabel("=" if at == 1 else "+", role="muted", size="title")
                row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
            card = self.cards[key] = FigureCard(key, label, 0)
            card.clicked.connect(partial(self.chosen.emit, key))
            group.addButton(card)
            row.addWidget(card, 1)

    def in_words(self) -> list[str]:
        """Return the counts with their names."""
        return [card.accessibleName() for card in self.cards.values()]

    def show_numbers(self, numbers: dict[str, int]) -> None:
        """Show these counts."""
        for key, number in numbers.items():
            self.cards[key].show_number(number)


class Pick(StillCombo):
    """One of several in a box, with the room of so many letters. Signals: those of QComboBox."""

    def __init__(self, label: str, name: str, room: int = 16) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(room)

    def show_entries(self, entries: Sequence[tuple[str, object]], chosen: object) -> None:
        """Offer (text, value) and choose one value; tells nobody."""
        self.blockSignals(True)
        self.clear()
        for text, value in entries:
            self.addItem(text, value)
        values = [value for _text, value in entries]
        self.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        self.blockSignals(False)


class EnterPresses(QObject):
    """Lets Enter in these fields press a button once; held down it presses nothing."""

    def __init__(self, button: QPushButton, *fields: QWidget) -> None:
        super().__init__(button)
        self._button = button
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take Enter, leave the rest."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if not event.isAutoRepeat() and self._button.isVisible():
            self._button.click()
        return True


def named(label: str, field: QWidget) -> QWidget:
    """Return a field with its label above."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(3))
    text = PlainLabel(label, role="muted", size="small")
    text.setBuddy(field)
    column.addWidget(text)
    column.addWidget(field)
    return whole


def beside_fields(button: QWidget) -> QWidget:
    """Return a button on the line of the fields beside it, whose labels stand above them."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(3))
    column.addWidget(PlainLabel("", size="small"))
    column.addWidget(button)
    return whole


def wrapped(text: str) -> PlainLabel:
    """Return a sentence that takes as many lines as it needs and never asks for width."""
    label = PlainLabel(text, role="muted", wrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # Minimum: as high as if narrow
    return label


class TaskBar(QProgressBar):
    """Runs one piece of work at a time, shows how far it is, and can stop it."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("importProgress")
        self.setTextVisible(False)
        self.hide()
        self._runner = runner
        self._task: Task | None = None

    def is_running(self) -> bool:
        """Return whether work is going on."""
        return self._task is not None

    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._task is not None:
            self._task.cancel()

    def start(self, name: str, work: Callable[[Progress], Any], then: Callable[[Outcome], None]) -> None:
        """Start work; `then` gets the outcome when the bar is at rest again."""

        def ended(outcome: Outcome) -> None:
            self._task = None
            self.hide()
            then(outcome)

        self.setAccessibleName(name)
        self.setRange(0, 0)
        self.show()
        # The runner may be done before it returns (tests), so the task is noted when it starts.
        self._runner.started.connect(self._note_task)
        self._runner.run(name, work, ended)

    def _note_task(self, task: Task) -> None:
        self._runner.started.disconnect(self._note_task)
        self._task = task
        task.progressed.connect(self._move)

    def _move(self, done: int, total: int) -> None:
        # The last stretch (journal, search text, commit) has no steps: the bar only shows that it goes on.
        self.setRange(0, total if 0 < done < total else 0)
        self.setValue(done)


def scrolling(page: QWidget) -> QScrollArea:
    """Return a page that scrolls where the screen has no room for it."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area


def stacked(page: QWidget, upper: Sequence[QWidget], table: QWidget, details: QWidget, share: int = 2) -> None:
    """Lay a page out: what sums up, the table, and the details of the chosen row with `share` fifths of the room."""
    look = theme.current()
    table.setMinimumHeight(look.px(150))
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(12))
    for part in upper:
        column.addWidget(part)
    column.addWidget(table, 5 - share)
    column.addWidget(details, share)


def details_field(name: str, label: str) -> QPlainTextEdit:
    """Return the place for the whole of a long text below a table."""
    details = QPlainTextEdit()
    details.setObjectName(name)
    details.setReadOnly(True)
    details.setTabChangesFocus(True)
    details.setAccessibleName(label)
    details.setMinimumHeight(theme.current().px(96))
    # What the field would like to have is more than a small screen gives: its share of the room is all.
    details.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return details
