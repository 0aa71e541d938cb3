"""The tasks of a note that is being written: chips that say what, until when and whose, and open to be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QSizePolicy, QWidget

from ..actions.notes import NewTask
from ..kinds import clock
from ..kinds.days import short_day
from ..kinds.note_text import landing_day
from ..texts import _
from . import theme
from .chips import FlowLayout, RemovableChip
from .composer_widgets import ChoiceButton
from .day_edit import DayEdit
from .widgets import Button, PlainLabel, button_row

People = Callable[[], Mapping[int, str]]
"""Gives the titles of those who take part, by id: whom a task can wait for."""


class TaskChips(QWidget):
    """Signals: changed(): a task was added, changed or taken away."""

    changed = Signal()

    def __init__(self, people: People, federal_state: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noteTasks")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._people, self._state = people, federal_state
        self._tasks: list[NewTask] = []
        self._flow = FlowLayout(self)
        self.hide()

    def tasks(self) -> tuple[NewTask, ...]:
        """Return the tasks in their order."""
        return tuple(self._tasks)

    def set_tasks(self, tasks: tuple[NewTask, ...]) -> None:
        """Show these; emits nothing."""
        self._tasks = list(tasks)
        self._show()

    def add(self, task: NewTask) -> None:
        """Add a task at the end."""
        self._tasks.append(task)
        self._show()
        self.changed.emit()

    def said(self, task: NewTask) -> str:
        """Return what the chip of a task says; a day that is no working day with the one it moves to."""
        today = clock.today()
        landed = landing_day(task.due_on, today, self._state)
        day = short_day(landed, today)
        if landed != task.due_on:
            day = _("{wished} → {day}").format(wished=short_day(task.due_on, today), day=day)
        text = _("Aufgabe: {text}, bis {day}").format(text=task.text, day=day)
        owner = self._people().get(task.waiting_for) if task.waiting_for else None
        return _("{text} · wartet auf {name}").format(text=text, name=owner) if owner else text

    def change(self, place: int, task: NewTask) -> None:
        """Put another task in the place of one."""
        self._tasks[place] = task
        self._show(place)
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Take a task away."""
        del self._tasks[place]
        self._show(min(place, len(self._tasks) - 1))
        self.changed.emit()

    def open(self, place: int) -> TaskPopup:
        """Let the person change a task, below its chip."""
        chip = self.chips()[place]
        popup = TaskPopup(self._tasks[place], self._people(), chip)
        popup.taken.connect(partial(self.change, place))
        popup.move(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
        popup.show()
        popup.text.setFocus()
        return popup

    def chips(self) -> list[RemovableChip]:
        """Return the chips in their order."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, RemovableChip)]

    def _show(self, focused: int | None = None) -> None:
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._flow.clear()
        for place, task in enumerate(self._tasks):
            chip = RemovableChip(self.said(task), name=f"noteTask-{place}")
            chip.setAccessibleDescription(_("Eingabe ändert, Entf entfernt"))
            chip.clicked.connect(partial(self.open, place))
            chip.removed.connect(partial(self.remove, place))
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(self._tasks))
        self.updateGeometry()
        if had_focus and focused is not None and self._tasks:
            self.chips()[focused].setFocus()


class TaskPopup(QFrame):
    """Text, day and owner of a task; Enter takes them, Esc does not.

    Signals:
        taken(NewTask): the task as it was changed.
    """

    taken = Signal(object)

    def __init__(self, task: NewTask, people: Mapping[int, str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("taskPopup")
        self.setAccessibleName(_("Aufgabe ändern"))
        self.setProperty("look", "popup")
        self._task = task
        look = theme.current()
        self.text = QLineEdit(task.text)
        self.text.setObjectName("taskText")
        self.text.setAccessibleName(_("Was"))
        self.text.setMinimumWidth(look.px(300))
        self.day = DayEdit(name="taskDay", label=_("Bis"))
        self.day.set_day(task.due_on)
        self.owner = ChoiceButton(_("Wer"), _owners(people), name="taskOwner")
        self.owner.choose(str(task.waiting_for or ""))
        self._take = Button(_("Übernehmen"), look="primary", name="taskTake")
        form = QFormLayout(self)
        form.setContentsMargins(*(look.px(12),) * 4)
        for label, widget in ((_("Was"), self.text), (_("Bis"), self.day), (_("Wer"), self.owner)):
            caption = PlainLabel(label, role="muted")
            caption.setMinimumHeight(widget.sizeHint().height())
            form.addRow(caption, widget)
        form.addRow(button_row(self._take))
        for line in (self.text, self.day):
            line.returnPressed.connect(self.take)
        self._take.clicked.connect(self.take)

    def take(self) -> None:
        """Take what stands there; an empty text or an unclear day keeps the window open."""
        text, day = self.text.text().strip(), self.day.day()
        if not text or day is None:
            (self.day if text else self.text).setFocus()
            return
        owner = int(self.owner.key()) if self.owner.key() else None
        self.taken.emit(replace(self._task, text=text, due_on=day, waiting_for=owner))
        self.close()


def _owners(people: Mapping[int, str]) -> list[tuple[str, str]]:
    waiting = [(str(row_id), _("warten auf {name}").format(name=title)) for row_id, title in people.items()]
    return [("", _("ich selbst")), *waiting]
