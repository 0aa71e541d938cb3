"""Two small windows for reminders: what came of it and when it comes again, and to which day it moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import short_day
from ..kinds.repeats import next_of
from ..kinds.repeats import show as show_repeat
from ..kinds.workdays import is_working_day, next_working_day
from ..queries.akte import Task
from ..texts import _, ngettext
from . import theme
from .day_edit import DayEdit, make_calendar
from .editors import GrowingText
from .statusline import announce
from .widgets import Button, PlainLabel, button_row

_WIDTH = 420


class ReminderWindow(QDialog):
    """What both have in common: the reminder's text on top, the sentence below the day, the buttons."""

    def __init__(self, name: str, title: str, yes: str, tasks: Sequence[Task], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        look = theme.current()
        self.setMinimumWidth(look.px(_WIDTH))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(look.px(20),) * 4)
        self.column.setSpacing(look.px(6))
        many = ngettext("{count} Wiedervorlage", "{count} Wiedervorlagen", len(tasks))
        self.column.addWidget(PlainLabel(tasks[0].text if len(tasks) == 1 else many, weight="strong", wrap=True))
        about = tasks[0].about if len(tasks) == 1 else None
        if about is not None:
            self.column.addWidget(PlainLabel(about.title, role="muted"))
        self.day = DayEdit(name=f"{name}Day", label=title)
        self.note = PlainLabel("", role="muted", size="small", wrap=True)
        self.note.setObjectName(f"{name}Note")
        self._cancel = Button(_("Abbrechen"), name=f"{name}Cancel")
        self._cancel.clicked.connect(self.reject)
        self.yes = Button(yes, look="primary", name=f"{name}Yes")
        self.yes.setToolTip(_("Strg+Eingabe"))
        self.yes.clicked.connect(self.decide)

    def add_label(self, text: str) -> None:
        """Add the caption of the field that follows."""
        self.column.addSpacing(theme.current().px(6))
        self.column.addWidget(PlainLabel(text, role="muted", size="small", weight="medium"))

    def add_buttons(self) -> None:
        """Add the buttons below everything."""
        self.column.addSpacing(theme.current().px(10))
        self.column.addLayout(button_row(self._cancel, self.yes))

    def refuse(self, sentence: str) -> None:
        """Say why the window stays open, and go to the day."""
        self.note.set_role("danger")
        self.note.setText(sentence)
        announce(self, sentence, is_urgent=True)
        self.day.setFocus()

    def decide(self) -> None:
        """Take what stands there."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Decide with Enter, also from the text with Ctrl+Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
        else:
            super().keyPressEvent(event)


class CompleteWindow(ReminderWindow):
    """Signals: decided(str, date | None, bool): the result, another day for the next one, whether a series goes on."""

    decided = Signal(str, object, bool)

    def __init__(self, tasks: Sequence[Task], federal_state: str, parent: QWidget) -> None:
        super().__init__("completeReminder", _("Erledigt mit Ergebnis"), _("Erledigt"), tasks, parent)
        self._state = federal_state
        self._series = _next_day(tasks, federal_state)
        self.result_text = GrowingText(3)
        self.result_text.setObjectName("completeReminderResult")
        self.result_text.setAccessibleName(_("Ergebnis"))
        self.add_label(_("Ergebnis"))
        self.column.addWidget(self.result_text)
        self.add_label(_("Nächste Wiedervorlage am"))
        self.day.setAccessibleName(_("Nächste Wiedervorlage am"))
        self.day.set_day(self._series)
        self.day.day_changed.connect(self._tell)
        self.column.addWidget(self.day)
        self.column.addWidget(self.note)
        self.add_buttons()
        self._several = len(tasks) > 1 and any(task.repeat for task in tasks)
        self._words = show_repeat(tasks[0].repeat) if self._series is not None else ""
        self._tell(self._series)
        self.result_text.setFocus()

    def decide(self) -> None:
        """Take result and day, unless the day means nothing."""
        if self.day.problem():
            self.refuse(self.day.problem())
            return
        chosen = self.day.day()
        goes_on = chosen is None if self._several else chosen is not None and chosen == self._series
        self.decided.emit(self.result_text.toPlainText().strip(), None if goes_on else chosen, goes_on)
        self.accept()

    def _tell(self, day: date | None) -> None:
        self.note.set_role("muted")
        if self._several and day is None:
            self.note.setText(_("Leer lassen: Was sich wiederholt, kommt an seinem Tag."))
        elif day is None:
            self.note.setText(_("Leer lassen: Die Reihe endet.") if self._words else _("Leer lassen: keine"))
        else:
            moved = _moved_sentence(day, self._state)
            series = self._words if day == self._series else ""
            self.note.setText(" · ".join(part for part in (series, moved) if part))


class PostponeWindow(ReminderWindow):
    """A day, typed in words or picked from a month. Signals: decided(date)."""

    decided = Signal(object)

    def __init__(self, tasks: Sequence[Task], federal_state: str, parent: QWidget) -> None:
        super().__init__("postponeReminder", _("Verschieben auf"), _("Verschieben"), tasks, parent)
        self._state = federal_state
        start = next_working_day(max(clock.today(), max(task.due_on for task in tasks)), federal_state)
        self.add_label(_("Verschieben auf"))
        self.day.set_day(start)
        self.day.selectAll()
        self.day.day_changed.connect(self._tell)
        self.column.addWidget(self.day)
        self.column.addWidget(self.note)
        self.calendar = make_calendar(start)
        self.calendar.setAccessibleName(_("Monat"))
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        self.column.addWidget(self.calendar)
        self.add_buttons()
        # With large text on a small screen the month has no room; the day's own calendar (Alt+Down) is there.
        self.calendar.setVisible(self.sizeHint().height() < self.screen().availableGeometry().height() - 60)
        self._tell(start)
        self.day.setFocus()

    def decide(self) -> None:
        """Take the day, unless it means nothing."""
        day = self.day.day()
        if day is None:
            self.refuse(self.day.problem() or _("Bitte einen Tag nennen, zum Beispiel fr oder +14."))
            return
        self.decided.emit(day)
        self.accept()

    def _pick(self, picked: QDate) -> None:
        self.day.set_day(date(picked.year(), picked.month(), picked.day()))
        self._tell(self.day.day())

    def _tell(self, day: date | None) -> None:
        self.note.set_role("muted")
        self.note.setText(_moved_sentence(day, self._state) if day is not None else "")
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))


def _next_day(tasks: Sequence[Task], federal_state: str) -> date | None:
    """Return when a single repeating reminder is due next, None for others and at the end of a series."""
    if len(tasks) != 1 or not tasks[0].repeat:
        return None
    task = tasks[0]
    found = next_of(task.repeat, task.first_due_on or task.due_on, clock.today(), federal_state)
    return found[0] if found is not None else None


def _moved_sentence(day: date, federal_state: str) -> str:
    """Say on which day a reminder comes up that is wished for a day off; else which weekday it is."""
    today = clock.today()
    if day <= today or is_working_day(day, federal_state):
        return short_day(day, today)
    shown = short_day(next_working_day(day - timedelta(days=1), federal_state), today)
    return _("{wished} ist kein Arbeitstag: kommt am {day}").format(wished=short_day(day, today), day=shown)
