"""The pieces of the page "Heute": cards with a number, tasks that are ticked and moved in place."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import short_day
from ..kinds.repeats import show as show_repeat
from ..queries.akte import Task
from ..queries.reminders import moved_words
from ..texts import _, grouped, ngettext
from . import theme
from .chips import Chip
from .lines import LineRow
from .reminder_work import HELP, ReminderWork
from .widgets import EnterClicks, PlainLabel, SmallSign, draw_ring


class NumberCard(EnterClicks, QAbstractButton):
    """A number with what it counts; a click shows the list behind it. Signals: those of QAbstractButton."""

    def __init__(self, icon: str, role: str, label: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label = label
        self.setBackgroundRole(QPalette.ColorRole.Window)  # else the texts inside take the colour of button texts
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        look = theme.current()
        self.setMinimumHeight(look.px(99))
        self._number = PlainLabel("", size="number", weight="strong")
        self._note = PlainLabel("", role="muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(SmallSign(icon, role), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(PlainLabel(label, role="muted", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(17), look.px(14), look.px(16), look.px(10))
        column.setSpacing(look.px(3))
        column.addLayout(head)
        column.addWidget(self._number)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_number(self, number: int, note: str) -> None:
        """Show a number and the line below it."""
        self._number.setText(grouped(number))
        self._note.setText(note)
        self.setAccessibleName(f"{self._label}: {grouped(number)}")
        self.setAccessibleDescription(note)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for what the texts need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept a narrow card with broken lines."""
        return QSize(theme.current().px(120), theme.current().px(99))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card, its ground under the mouse, the ring."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("hover" if self.underMouse() else "room"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), 8, look.colour("accent"))
        painter.end()


class TaskRow(LineRow):
    """A task: a click on its clock ticks it, a click elsewhere opens what it is about; keys as in reminder_work.py.

    Signals:
        opened(int): show this record.
    """

    opened = Signal(int)

    def __init__(self, task: Task, work: ReminderWork, priority: str = "", parent: QWidget | None = None) -> None:
        chip, about = due_chip(task), _about(task, priority)
        late = task.days_overdue or has_struck(task)
        role = "danger" if late else "warning" if task.due_on == clock.today() else "muted"
        super().__init__(
            task.text,
            about,
            icon="alarm-clock",
            role=role,
            trailing=(chip,),
            name=f"task-{task.id}",
            parent=parent,
        )
        self.task, self._work = task, work
        keys = f"{_('Leertaste: erledigt')} · {_('B: Wiedervorlage bearbeiten')} · {_(HELP)}"
        self.setAccessibleDescription(f"{chip.text()}, {about}. {keys}")
        self.setToolTip(keys.replace(" · ", "\n"))
        self.setMouseTracking(True)
        self._is_on_tick = False
        self.clicked.connect(self._open)

    def tick(self) -> None:
        """Complete the task."""
        self._work.complete([self.task.id])

    def edit(self) -> None:
        """Show the reminder itself."""
        self.opened.emit(self.task.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter, tick with Space, edit with b, and what the keys of reminders mean."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Space:
            self.tick()
        elif event.text().casefold() == "b" and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.edit()
        elif not self._work.take_key(event, [self.task.id]):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell the clock from the text."""
        if event.button() == Qt.MouseButton.LeftButton and self._tick_area().contains(event.position().toPoint()):
            self.setDown(False)
            self.tick()
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show a tick where a click would set it."""
        self._is_on_tick = self._tick_area().contains(event.position().toPoint())
        self.update()
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer all that can be done with the task."""
        menu = self.build_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def build_menu(self) -> QMenu:
        """Return the menu of the task."""
        menu = QMenu(self)
        menu.addAction(_("Öffnen\tEingabe"), self._open)
        menu.addAction(_("Wiedervorlage bearbeiten\tB"), self.edit)
        self._work.add_to(menu, [self.task.id])
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Show the tick in the clock's place while the mouse is over it."""
        on_tick = self._is_on_tick and self.underMouse()
        clock_icon, self.icon_name = self.icon_name, "circle-check" if on_tick else self.icon_name
        super().paintEvent(event)
        self.icon_name = clock_icon

    def _open(self) -> None:
        self.opened.emit(self.task.about.id if self.task.about is not None else self.task.id)

    def _tick_area(self) -> QRect:
        return QRect(0, 0, theme.current().px(30), self.height())


class Panel(QWidget):
    """A card whose lines stand nearer to its edge than its headings."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        look = theme.current()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look.px(12), look.px(14), look.px(12), look.px(14))
        self.column.setSpacing(0)

    def add_heading(self, text: str, *, is_first: bool = False) -> None:
        """Add a heading."""
        look = theme.current()
        heading = PlainLabel(text, size="section", weight="strong")
        heading.setContentsMargins(look.px(10), look.px(4 if is_first else 8), 0, look.px(5))
        self.column.addWidget(heading)

    def add_words(self, text: str) -> None:
        """Add the words that stand where nothing is."""
        look = theme.current()
        label = PlainLabel(text, role="muted", wrap=True)
        label.setContentsMargins(look.px(10), look.px(2), look.px(10), look.px(6))
        self.column.addWidget(label)

    def stops(self) -> list[QAbstractButton]:
        """Return where Tab stops, from top to bottom."""
        items = (self.column.itemAt(place) for place in range(self.column.count()))
        widgets = [item.widget() for item in items if item is not None]
        found: list[QAbstractButton] = []
        for widget in widgets:
            found += [widget] if isinstance(widget, QAbstractButton) else []
            found += widget.findChildren(QAbstractButton) if widget is not None else []
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().colour("line")), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def due_chip(task: Task) -> Chip:
    """Return when a task is due: how long it has been, today, or the day; with its time where it has one."""
    today = clock.today()
    if task.days_overdue:
        return Chip(ngettext("seit {count} Tag", "seit {count} Tagen", task.days_overdue), "danger")
    if has_struck(task):
        return Chip(_("seit {time}").format(time=task.due_time), "danger")
    if task.due_on == today:
        return Chip(f"{_('heute')} {task.due_time}".strip(), "warning")
    day = _("morgen") if task.due_on == today + timedelta(days=1) else short_day(task.due_on, today)
    return Chip(f"{day} {task.due_time}".strip())


def has_struck(task: Task) -> bool:
    """Return whether a task was due earlier today, by the clock."""
    return task.due_on == clock.today() and "" < task.due_time <= f"{clock.now().astimezone():%H:%M}"


def _about(task: Task, priority: str) -> str:
    parts = [task.about.title if task.about is not None else ""]
    if task.waiting_for and task.waiting_for != parts[0]:
        parts.append(_("warte auf {name}").format(name=task.waiting_for))
    elif task.whose == "theirs":
        parts.append(_("warte auf andere"))
    if task.priority == "hoch":
        parts.append(_("Priorität {name}").format(name=priority.lower()))
    parts.append(moved_words(task.due_on, task.first_due_on, task.postponed))
    if task.repeat:
        parts.append(show_repeat(task.repeat))
    return " · ".join(part for part in parts if part)
