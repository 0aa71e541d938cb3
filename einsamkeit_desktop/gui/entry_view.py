"""One entry of a timeline: sign, headline with its day, text, tasks to tick, and who was there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import format_day, relative_day
from ..queries.akte import Entry, Task
from ..queries.happenings import Happening
from ..queries.terms import Vocabulary
from ..texts import _, ngettext
from . import icons, theme
from .chips import Chip
from .formatted import is_longer, text_view
from .widgets import Button, EnterClicks, IconCircle, PlainLabel, SmallSign, draw_ring

_SHOWN_PEOPLE = 4
_LONG = 600


class TickButton(EnterClicks, QAbstractButton):
    """The round box of a task: open, or done with a tick. Signals: those of QAbstractButton."""

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_done = task.done_on is not None
        self.setCheckable(True)
        self.setChecked(self._is_done)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"tick-{task.id}")
        state = _("erledigt") if self._is_done else _("offen")
        self.setAccessibleName(_("Aufgabe „{text}“, {state}").format(text=task.text, state=state))
        side = theme.current().px(20)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sign and, for the keyboard, the ring."""
        look = theme.current()
        painter = QPainter(self)
        size, gap = look.px(15), look.px(15) / 6
        name, role = ("circle-check", "positive") if self._is_done else ("circle", "warning")
        icons.paint(painter, name, role, gap, gap, size)
        if self.hasFocus():
            draw_ring(painter, self.rect().toRectF(), self.width() / 2, look.colour("accent"))
        painter.end()


class TaskLine(QWidget):
    """A task to tick in place: its text, for whom or on whom it waits, and when it is due.

    Signals: ticked(int, bool): the task's id and whether it is done now.
    """

    ticked = Signal(int, bool)

    def __init__(self, task: Task, beside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self.tick = TickButton(task)
        self.tick.toggled.connect(lambda done: self.ticked.emit(task.id, done))
        row.addWidget(self.tick)
        label = PlainLabel(task.text, role="muted" if task.done_on else "text")
        label.set_struck(task.done_on is not None)
        row.addWidget(label)
        if task.done_on is None:
            words = beside or _waiting(task)
            if words:
                row.addSpacing(look.px(4))
                row.addWidget(PlainLabel(words, role="muted"))
            chip = _due_chip(task)
            chip.setMinimumWidth(chip.sizeHint().width())
            row.addSpacing(look.px(4))
            row.addWidget(chip)
            self.tick.setAccessibleDescription(", ".join(part for part in (words, chip.text()) if part))
        row.addStretch(1)


class EntryView(QWidget):
    """`with_time` says when on its day a past entry was: where there are several.

    Signals: task_ticked(int, bool): the task's id and whether it is done now; opened(int): a record's id.
    """

    task_ticked = Signal(int, bool)
    opened = Signal(int)

    def __init__(self, entry: Entry, words: Vocabulary, own_id: int, *, with_time: bool = False) -> None:
        super().__init__()
        look = theme.current()
        term = words.term("note_kind", entry.note_kind)
        kind = term.short if term else ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(4), 0, look.px(8))
        row.setSpacing(look.px(13))
        icon = str(term.extra.get("icon", "notebook-pen")) if term else "notebook-pen"
        row.addWidget(IconCircle(icon), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(4))
        row.addLayout(column, 1)
        head = QHBoxLayout()
        said = [entry.subject] if entry.subject.startswith(kind) else [kind, entry.subject]  # each thing once
        headline = ": ".join(part for part in said if part) or entry.title
        self.title = PlainLabel(headline, weight="strong")
        head.addWidget(self.title, 1)
        if entry.at > clock.now():
            head.addWidget(Chip(_("geplant"), "accent"))
        if entry.confidential:
            head.addWidget(Chip(_("vertraulich"), "warning"))
        day = PlainLabel(when(entry, with_time=with_time), role="muted")
        day.setToolTip(_moment(entry))
        head.addWidget(day)
        edit = Button("", icon="pencil", look="faint", name=f"edit-{entry.id}")
        edit.setAccessibleName(_("Vermerk öffnen: {title}").format(title=entry.title))
        edit.setToolTip(_("Vermerk öffnen"))
        edit.clicked.connect(lambda: self.opened.emit(entry.id))
        head.addWidget(edit)
        column.addLayout(head)
        self._add_texts(column, entry)
        for task in entry.tasks:
            line = TaskLine(task)
            line.ticked.connect(self.task_ticked)
            column.addWidget(line)
        others = [person for person in entry.people if person.id != own_id]
        if others:
            column.addLayout(self._people_row([person.title for person in others]))
        if entry.excused:
            names = ", ".join(person.title for person in entry.excused)
            column.addWidget(PlainLabel(_("Entschuldigt: {names}").format(names=names), role="muted", wrap=True))
        self.setAccessibleName(f"{kind}: {entry.title}, {when(entry, with_time=with_time)}")

    def _add_texts(self, column: QVBoxLayout, entry: Entry) -> None:
        """Add content and agreement; of long ones the beginning, and a button for the whole."""
        texts = [("", entry.content), (_("Vereinbart:"), entry.agreement)]
        shown = [text_view(text, before=before, most=_LONG) for before, text in texts if text]
        for view in shown:
            column.addWidget(view)
        if not any(is_longer(text, _LONG) for _before, text in texts):
            return
        whole = Button(_("Ganzen Text zeigen"), look="quiet", name=f"whole-{entry.id}")
        whole.setAccessibleName(_("Ganzen Text zeigen: {title}").format(title=entry.title))
        column.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)

        def unfold() -> None:
            for view in shown:
                view.hide()
                view.deleteLater()
            whole.hide()
            place = column.indexOf(whole)
            for before, text in reversed([entry for entry in texts if entry[1]]):
                column.insertWidget(place, text_view(text, before=before))

        whole.clicked.connect(unfold)

    def _people_row(self, names: list[str]) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        sign = SmallSign("users", "muted")
        row.addWidget(sign)
        shown = ", ".join(names[:_SHOWN_PEOPLE])
        if len(names) > _SHOWN_PEOPLE:
            shown += " " + ngettext("und {count} weitere", "und {count} weitere", len(names) - _SHOWN_PEOPLE)
        row.addWidget(PlainLabel(shown, role="muted"), 1)
        return row


class HappeningView(QWidget):
    """A quiet line of a timeline: a function begun, an exchange, an event. Signals: opened(int): a record's id."""

    opened = Signal(int)

    def __init__(self, happening: Happening, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(2), 0, look.px(6))
        row.setSpacing(look.px(6))
        row.addWidget(IconCircle(happening.icon, "muted", "neutral_soft"))
        row.addSpacing(look.px(7))
        self.title = PlainLabel(happening.text, role="muted")
        row.addWidget(self.title, 1)
        if happening.confidential:
            row.addWidget(Chip(_("vertraulich"), "warning"))
        day = format_day(happening.day)
        row.addWidget(PlainLabel(day, role="muted"))
        lead = Button("", icon="chevron-right", look="faint", name=f"lead-{happening.record_id}")
        lead.setAccessibleName(_("Öffnen: {text}, {day}").format(text=happening.text, day=day))
        lead.setToolTip(_("Öffnen"))
        lead.clicked.connect(lambda: self.opened.emit(happening.record_id))
        row.addWidget(lead)
        self.setAccessibleName(f"{happening.text}, {day}")


def when(entry: Entry, *, with_time: bool = False) -> str:
    """Return the day of an entry, its time where it is planned or asked for, how long it took."""
    local = entry.at.astimezone()
    is_planned = entry.at > clock.now()
    day = format_day(local.date()) + (f" {local:%H:%M}" if with_time or is_planned else "")
    if is_planned:
        return day
    minutes = entry.duration_minutes
    if not minutes:
        return day
    if minutes < 60:
        return f"{day} · {minutes} min"
    hours = f"{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")
    return f"{day} · {hours} h"


def _moment(entry: Entry) -> str:
    local = entry.at.astimezone()
    distance = relative_day(local.date(), clock.today())
    return _("{day}, {time} Uhr ({distance})").format(
        day=format_day(local.date()), time=f"{local:%H:%M}", distance=distance
    )


def _waiting(task: Task) -> str:
    if not task.waiting_for or task.waiting_for in task.text:
        return ""
    return _("wartet auf {name}").format(name=task.waiting_for)


def _due_chip(task: Task) -> Chip:
    if task.days_overdue:
        text = ngettext("überfällig seit {count} Tag", "überfällig seit {count} Tagen", task.days_overdue)
        return Chip(text, "danger")
    at = f" {task.due_time}" if task.due_time else ""
    if task.due_on == clock.today():
        return Chip(_("heute") + at, "warning")
    return Chip(_("bis {day}").format(day=format_day(task.due_on)) + at)
