"""The pieces of the page "Heute": cards with a number, tasks that are ticked and moved in place."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import WEEKDAYS, format_day
from ..kinds.workdays import next_working_day
from ..queries.akte import Task
from ..texts import _, grouped, ngettext
from . import theme
from .chips import Chip
from .entry_view import SmallSign
from .lines import LineRow
from .widgets import PlainLabel, draw_ring

TASK_HELP = "Leertaste: erledigt · Eingabe: öffnen · +: ein Tag später · w: eine Woche · n: nächster Arbeitstag"


class NumberCard(QAbstractButton):
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

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
    """A task: a click on its clock ticks it, a click elsewhere opens what it is about.

    Signals:
        done(int): the task with this id is done.
        postponed(int, date): it is to come up on this day.
        opened(int): show this record.
    """

    done = Signal(int)
    postponed = Signal(int, object)
    opened = Signal(int)

    def __init__(self, task: Task, federal_state: str, parent: QWidget | None = None) -> None:
        chip = due_chip(task)
        role = "danger" if task.days_overdue else "warning" if task.due_on == clock.today() else "muted"
        super().__init__(
            task.text,
            _about(task),
            icon="alarm-clock",
            role=role,
            trailing=(chip,),
            name=f"task-{task.id}",
            parent=parent,
        )
        self.task, self._state = task, federal_state
        self.setAccessibleDescription(f"{chip.text()}, {_about(task)}. {_(TASK_HELP)}")
        self.setToolTip(_(TASK_HELP))
        self.setMouseTracking(True)
        self._is_on_tick = False
        self.clicked.connect(self._open)

    def tick(self) -> None:
        """Say that the task is done."""
        self.done.emit(self.task.id)

    def postpone(self, day: date) -> None:
        """Say that the task is to come up on a day."""
        self.postponed.emit(self.task.id, day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter, tick with Space, move with +, w, n."""
        later = self._later(event.text().casefold())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Space:
            self.tick()
        elif later is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.postpone(later)
        else:
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
        menu, later = QMenu(self), self._later
        menu.addAction(_("Erledigt"), self.tick)
        menu.addAction(_("Öffnen"), self._open)
        menu.addSeparator()
        for key, label in (("+", _("Ein Tag später")), ("w", _("Eine Woche später")), ("n", _("Nächster Arbeitstag"))):
            day = later(key)
            assert day is not None
            menu.addAction(f"{label}   {short_day(day)}", partial(self.postpone, day))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Show the tick in the clock's place while the mouse is over it."""
        on_tick = self._is_on_tick and self.underMouse()
        clock_icon, self.icon_name = self.icon_name, "circle-check" if on_tick else self.icon_name
        super().paintEvent(event)
        self.icon_name = clock_icon

    def _later(self, key: str) -> date | None:
        """Return the day a key moves the task to; what is overdue counts from today."""
        start = max(self.task.due_on, clock.today())
        if key == "+":
            return start + timedelta(days=1)
        if key == "w":
            return start + timedelta(days=7)
        return next_working_day(start, self._state) if key == "n" else None

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
    """Return when a task is due: how long it has been, today, or the day."""
    if task.days_overdue:
        return Chip(ngettext("seit {count} Tag", "seit {count} Tagen", task.days_overdue), "danger")
    if task.due_on == clock.today():
        return Chip(_("heute"), "warning")
    if task.due_on == clock.today() + timedelta(days=1):
        return Chip(_("morgen"))
    return Chip(short_day(task.due_on))


def short_day(day: date) -> str:
    """Return a day near to today: Do 26.11., with the year where it is another one."""
    shown = format_day(day) if day.year != clock.today().year else f"{day.day:02d}.{day.month:02d}."
    return f"{_(WEEKDAYS[day.weekday()])[:2]} {shown}"


def _about(task: Task) -> str:
    parts = [task.about.title if task.about is not None else ""]
    if task.waiting_for and task.waiting_for != parts[0]:
        parts.append(_("warte auf {name}").format(name=task.waiting_for))
    elif task.whose == "theirs":
        parts.append(_("warte auf andere"))
    return " · ".join(part for part in parts if part)
