"""What one does with reminders, by key and by menu, the same on "Heute" and in their list, with one or with many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from ..kinds import clock
from ..kinds.days import short_day
from ..kinds.workdays import is_working_day, next_working_day
from ..queries.akte import Task
from ..queries.reminders import open_reminders
from ..queries.settings import profile
from ..texts import _, grouped, mark
from .workbench import Workbench

if TYPE_CHECKING:
    from .table import ListTable

# Key, what it does, and its name in menus; each key is one letter or sign without Ctrl.
_DONE, _RESULT, _DAY, _WEEK, _WORKDAY, _DATE = "e", "E", "+", "w", "n", "d"
LATER = (
    (_DAY, mark("Ein Tag später")),
    (_WEEK, mark("Eine Woche später")),
    (_WORKDAY, mark("Nächster Arbeitstag")),
)
MOST = 500
HELP = mark(
    "E: erledigt · Umschalt+E: erledigt mit Ergebnis · Eingabe: öffnen · +: ein Tag später · W: eine Woche später · "
    "N: nächster Arbeitstag · D: Tag wählen"
)


class ReminderWork(QObject):
    """Completes and postpones the reminders it is given by id; those that are done already are left out."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._window = parent

    def take_key(self, event: QKeyEvent, reminder_ids: Sequence[int]) -> bool:
        """Do what a key means for the reminders; False for a key that means nothing here."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        does = self._keys().get(event.text())
        if does is None or not reminder_ids:
            return False
        does(reminder_ids)
        return True

    def add_to(self, menu: QMenu, reminder_ids: Sequence[int]) -> None:
        """Put everything that can be done with the reminders into a menu."""
        tasks = self._open(reminder_ids) if len(reminder_ids) <= MOST else []
        if not tasks:
            return
        ids = [task.id for task in tasks]
        menu.addAction(_("Erledigt\tE"), partial(self.complete, ids))
        menu.addAction(_("Erledigt mit Ergebnis …\tUmschalt+E"), partial(self.complete_with_result, ids))
        menu.addSeparator()
        for key, label in LATER:
            shown = short_day(self._shown_day(key, tasks[0]), clock.today()) if len(tasks) == 1 else ""
            menu.addAction(f"{_(label)}   {shown}".rstrip() + f"\t{key.upper()}", partial(self.postpone, key, ids))
        menu.addAction(_("Auf einen Tag verschieben …\tD"), partial(self.postpone_to, ids))

    def complete(self, reminder_ids: Sequence[int]) -> None:
        """Tick reminders off."""
        tasks = self._open(reminder_ids)
        if tasks:
            self._complete(tasks)

    def complete_with_result(self, reminder_ids: Sequence[int]) -> None:
        """Ask what came of reminders and when the next one is due, then tick them off."""
        tasks = self._open(reminder_ids)
        if not tasks:
            return
        from .reminder_windows import CompleteWindow

        window = CompleteWindow(tasks, self._state(), self._window.window())
        window.decided.connect(lambda result, next_on, goes_on: self._complete(tasks, result, next_on, goes_on=goes_on))
        window.open()

    def _complete(self, tasks: Sequence[Task], *decided: Any, **named: Any) -> None:
        from ..actions.reminders import complete_reminders

        self._workbench.do(complete_reminders, [task.id for task in tasks], *decided, **named)

    def postpone(self, key: str, reminder_ids: Sequence[int]) -> None:
        """Move reminders as a key says; what is overdue counts from today."""
        tasks = self._open(reminder_ids)
        if tasks:
            self._postpone({task.id: self._later(key, task) for task in tasks})

    def postpone_to(self, reminder_ids: Sequence[int]) -> None:
        """Ask for a day and move reminders there."""
        tasks = self._open(reminder_ids)
        if not tasks:
            return
        from .reminder_windows import PostponeWindow

        window = PostponeWindow(tasks, self._state(), self._window.window())
        window.decided.connect(lambda day: self._postpone({task.id: day for task in tasks}))
        window.open()

    def _postpone(self, days: dict[int, date]) -> None:
        from ..actions.reminders import postpone_reminders

        self._workbench.do(postpone_reminders, days)

    def _keys(self) -> dict[str, Callable[[Sequence[int]], None]]:
        later = {key: partial(self.postpone, key) for key, _label in LATER}
        return {
            _DONE: self.complete,
            _RESULT: self.complete_with_result,
            _DATE: self.postpone_to,
            **later,
            **{key.upper(): does for key, does in later.items()},
        }

    def _later(self, key: str, task: Task) -> date:
        start = max(task.due_on, clock.today())
        if key == _WORKDAY:
            return next_working_day(start, self._state())
        return start + timedelta(days=7 if key == _WEEK else 1)

    def _shown_day(self, key: str, task: Task) -> date:
        """Return where a reminder really comes up: on a working day."""
        day = self._later(key, task)
        return day if is_working_day(day, self._state()) else next_working_day(day, self._state())

    def _open(self, reminder_ids: Sequence[int]) -> list[Task]:
        """Return the open ones; none, with a sentence, where they are too many for one step at the screen."""
        if len(reminder_ids) > MOST:
            sentence = _("Bitte höchstens {most} Wiedervorlagen auf einmal wählen; es sind {count}.")
            self._workbench.troubled.emit(sentence.format(most=MOST, count=grouped(len(reminder_ids))))
            return []
        return open_reminders(self._workbench.store, reminder_ids)

    def _state(self) -> str:
        return str(profile(self._workbench.store).get("federal_state", ""))


class ReminderKeys(QObject):
    """Lets the keys of reminders work in their list, on all selected ones, and keeps the place when rows go."""

    def __init__(self, workbench: Workbench, table: ListTable) -> None:
        super().__init__(table)
        self.work = ReminderWork(workbench, table)
        self._table = table
        self._row = -1
        table.setAccessibleDescription(_(HELP))
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the keys that mean something for the selected reminders."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._row = self._table.currentIndex().row()
            return self.work.take_key(event, self._table.selected_ids())
        return super().eventFilter(watched, event)

    def keep_row(self) -> None:
        """Make the row current that stands where the last one was."""
        rows = self._table.model().rowCount()
        if self._row >= 0 and rows and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._table.model().index(min(self._row, rows - 1), 0))
        self._row = -1
