"""Heute: what is overdue and due, whom one meets today, whom one has not spoken to for too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from ..kinds import clock
from ..kinds.days import WEEKDAYS, format_day_long
from ..queries.akte import Entry, Task
from ..queries.deadlines import Deadline, case_filters
from ..queries.due import UNCHECKED_OFFERS, Neglected, Today
from ..queries.due import today as todays
from ..queries.lists import Filter
from ..texts import _, ngettext
from . import theme
from .day_page import CLOCK_MS, DayPage
from .lines import clear_layout
from .reminder_work import ReminderWork
from .today_drafts import BegunNotes
from .today_lines import appointment_row, deadline_row, neglected_row
from .today_parts import NumberCard, Panel, TaskRow, has_struck
from .widgets import Button
from .workbench import Workbench

MOST_TODAY = 60
ASLEEP = timedelta(milliseconds=3 * CLOCK_MS)  # a tick that comes later says that the machine slept
FOUR_CARDS_FROM, TWO_PANELS_FROM, TWO_CARDS_FROM = 760, 760, 360  # widths in px at 13 px text

_OPEN = Filter("done_on", "open")
_RowKey = tuple[Task, str, date, bool]  # all that a line shows


class TodayPage(DayPage):
    """The first page.

    Signals:
        list_wanted(str, tuple[Filter, …]): the list of a kind behind a number.
        briefing_wanted(int): a briefing pack for the appointment with this id.
    """

    list_wanted = Signal(str, object)
    briefing_wanted = Signal(int)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "today", _("Heute"), parent)
        self._shown: tuple[date, str] | None = None
        self._week_end = clock.today()
        self._work = ReminderWork(workbench, self)
        self._ticked_at = clock.now()
        self._shown_meetings: object = None
        self._rows: dict[_RowKey, TaskRow] = {}
        self._old_rows: dict[_RowKey, TaskRow] = {}
        self._build()
        self.refresh()

    def _build(self) -> None:
        look = theme.current()
        self._cards = {
            "overdue": NumberCard("triangle-alert", "danger", _("überfällig"), "cardOverdue", self.widget()),
            "due": NumberCard("alarm-clock", "warning", _("heute fällig"), "cardDue", self.widget()),
            "neglected": NumberCard(
                "heart-handshake", "accent", _("ohne Kontakt über Ziel"), "cardNeglected", self.widget()
            ),
            "offers": NumberCard("clipboard-check", "accent", _("Angebote prüfen"), "cardOffers", self.widget()),
        }
        for key, card in self._cards.items():
            card.clicked.connect(lambda _checked=False, key=key: self._show_list(key))
        self._card_grid = QGridLayout()
        self._card_grid.setSpacing(look.px(12))
        self._tasks = Panel("tasksPanel", _("Fällig"))
        self._meetings = Panel("meetingsPanel", _("Termine und Kontakte"))
        self._panels = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panels.setSpacing(look.px(12))
        self._panels.addWidget(self._tasks, 1)
        self._panels.addWidget(self._meetings, 1)
        self.column.setContentsMargins(look.px(24), look.px(17), look.px(24), look.px(24))
        self.column.setSpacing(look.px(14))
        self._begun = BegunNotes(self._workbench)
        self.column.addLayout(self.head)
        self.column.addWidget(self._begun)
        self.column.addLayout(self._card_grid)
        self.column.addLayout(self._panels)
        self.column.addStretch(1)
        self._columns = 0

    def refresh(self) -> None:
        """Read everything again; the focus stays at its place in the list."""
        super().refresh()
        place = self._focused_place()
        shown = todays(self._workbench.store, neglected_limit=6)
        self._shown = (clock.today(), greeting(clock.now().astimezone()))
        self._week_end = shown.week_end
        day = shown.day
        long_day = f"{_(WEEKDAYS[day.weekday()])}, {format_day_long(day)}".replace(". ", ".\u00a0")
        self._say(f"{self._shown[1]} – {long_day}", day)
        self._begun.refresh()
        self._show_numbers(shown)
        self._show_tasks(shown)
        self._show_meetings(shown)
        stops = [*self._begun.stops(), *self._cards.values(), *self._tasks.stops(), *self._meetings.stops()]
        for one, following in pairwise(stops):
            if one.window() is following.window():  # before the page is in its window Qt cannot order it
                QWidget.setTabOrder(one, following)
        self._focus_place(place)

    def task_rows(self) -> list[TaskRow]:
        """Return the tasks on the page, from top to bottom."""
        return [widget for widget in self._tasks.stops() if isinstance(widget, TaskRow)]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Four cards in a row where there is room, else two or one; panels side by side or below each other."""
        super().resizeEvent(event)
        look, width = theme.current(), self.viewport().width()
        columns = 4 if width >= look.px(FOUR_CARDS_FROM) else 2 if width >= look.px(TWO_CARDS_FROM) else 1
        is_wide = width >= look.px(TWO_PANELS_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._panels.setDirection(across if is_wide else down)
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards.values()):
            self._card_grid.removeWidget(card)
            self._card_grid.addWidget(card, place // columns, place % columns)
        for column in range(4):
            self._card_grid.setColumnStretch(column, 1 if column < columns else 0)

    def _show_numbers(self, shown: Today) -> None:
        oldest = max((task.days_overdue for task in shown.overdue), default=0)
        theirs = sum(task.whose == "theirs" for task in shown.due_today)
        mine = len(shown.due_today) - theirs
        self._cards["overdue"].show_number(
            shown.overdue_count,
            ngettext("älteste seit {count} Tag", "älteste seit {count} Tagen", oldest) if oldest else _("nichts offen"),
        )
        counts = ((mine, _("{count} von mir")), (theirs, _("{count} von anderen")))
        due_note = ", ".join(text.format(count=count) for count, text in counts if count)
        self._cards["due"].show_number(len(shown.due_today), due_note or _("nichts für heute"))
        partners = ngettext("von {count} aktivem Partner", "von {count} aktiven Partnern", shown.active_partners)
        self._cards["neglected"].show_number(shown.neglected_count, partners)
        self._cards["offers"].show_number(shown.offers_to_check, _("zuletzt geprüft vor > 12 Monaten"))

    def _show_tasks(self, shown: Today) -> None:
        panel, column = self._tasks, self._tasks.column
        before, self._rows = self._rows, {}
        for row in before.values():  # a line that says the same stays: fifty new ones take a tenth of a second
            column.removeWidget(row)
        clear_layout(column)
        self._old_rows = before
        panel.add_heading(_("Fällig"), is_first=True)
        self._add_tasks(shown.overdue)
        overdue = ngettext("Alle {count} überfällige zeigen", "Alle {count} überfälligen zeigen", shown.overdue_count)
        self._add_more(overdue, "overdue", shown.overdue_count > len(shown.overdue))
        self._add_tasks(shown.due_today[:MOST_TODAY])
        due = ngettext("Alle {count} heute fällige zeigen", "Alle {count} heute fälligen zeigen", len(shown.due_today))
        self._add_more(due, "due", len(shown.due_today) > MOST_TODAY)
        if not (shown.overdue or shown.due_today):
            panel.add_words(_("Heute ist nichts fällig. Wiedervorlagen entstehen beim Vermerk oder über „Neu“."))
        if shown.this_week:
            panel.add_heading(_("Diese Woche"))
            self._add_tasks(shown.this_week[:MOST_TODAY])
            week = ngettext("{count} Wiedervorlage zeigen", "Alle {count} dieser Woche zeigen", len(shown.this_week))
            self._add_more(week, "week", len(shown.this_week) > MOST_TODAY)
        panel.add_heading(_("Warten auf andere"))
        self._add_tasks(shown.waiting)
        waiting = ngettext("{count} zeigen", "Alle {count} zeigen, auf die Sie warten", shown.waiting_count)
        self._add_more(waiting, "waiting", shown.waiting_count > len(shown.waiting))
        if not shown.waiting:
            panel.add_words(_("Sonst steht von anderen nichts aus."))
        column.addStretch(1)
        for row in self._old_rows.values():
            row.hide()
            row.deleteLater()
        self._old_rows = {}

    def _add_tasks(self, tasks: Iterable[Task]) -> None:
        words, today = self._workbench.words(), clock.today()
        for task in tasks:
            key = (task, words.label("reminder_priority", task.priority), today, has_struck(task))
            row = self._old_rows.pop(key, None)
            if row is None:
                row = TaskRow(task, self._work, key[1])
                row.opened.connect(lambda record_id: self._workbench.open_wanted.emit(record_id, False))
            self._rows[key] = row
            self._tasks.column.addWidget(row)

    def _add_more(self, text: str, key: str, is_wanted: bool, panel: Panel | None = None) -> None:
        """Add the way to the whole list, where the page does not show all of it."""
        if is_wanted:
            more = Button(text, look="quiet", name=f"more-{key}")
            more.clicked.connect(lambda: self._show_list(key))
            (panel or self._tasks).column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_meetings(self, shown: Today) -> None:
        panel, column, near = self._meetings, self._meetings.column, shown.deadlines
        content = (shown.day, shown.appointments, near, shown.neglected, shown.active_partners, shown.without_rhythm)
        if content == self._shown_meetings:
            return
        self._shown_meetings = content
        clear_layout(column)
        panel.add_heading(_("Termine"), is_first=True)
        for entry in shown.appointments:
            column.addWidget(self._appointment(entry))
        if not shown.appointments:
            panel.add_words(_("In den nächsten sieben Tagen stehen keine Termine an."))
        self._add_deadlines(_("Sitzungen dieser Woche"), near.sessions, len(near.sessions), "sessions")
        self._add_deadlines(_("Fristen"), near.cases, near.case_count, "cases")
        self._add_deadlines(_("Aufträge der Gremien"), near.mandates, near.open_mandates, "mandates")
        panel.add_heading(_("Länger nicht gesprochen"))
        for neglected in shown.neglected:
            column.addWidget(self._neglected(neglected))
        if not shown.neglected:
            panel.add_words(_no_neglected(shown))
        column.addStretch(1)

    def _add_deadlines(self, heading: str, lines: Sequence[Deadline], count: int, key: str) -> None:
        """Add what has a last day, under its heading; nothing where there is nothing."""
        if not count:
            return
        self._meetings.add_heading(heading)
        for line in lines:
            row = deadline_row(line)
            row.clicked.connect(partial(self._workbench.open_wanted.emit, line.record.id, False))
            self._meetings.column.addWidget(row)
        more = ngettext("{count} offenen zeigen", "Alle {count} offenen zeigen", count)
        more = more if key == "mandates" else ngettext("{count} zeigen", "Alle {count} zeigen", count)
        self._add_more(more, key, count > len(lines), self._meetings)

    def _appointment(self, entry: Entry) -> QWidget:
        both, row, briefing = appointment_row(entry, self._workbench.words())
        briefing.clicked.connect(lambda: self.briefing_wanted.emit(entry.id))
        row.clicked.connect(lambda: self._workbench.open_wanted.emit(entry.id, False))
        return both

    def _neglected(self, line: Neglected) -> QWidget:
        row = neglected_row(line)
        row.clicked.connect(lambda: self._workbench.open_wanted.emit(line.record.id, False))
        return row

    def _show_list(self, key: str) -> None:
        self.list_wanted.emit(*_lists(clock.today(), self._week_end)[key])

    def look_at_clock(self) -> None:
        """Begin a new day at midnight, tell what fell due, and read again when the clock jumped: the machine slept."""
        now, slept = clock.now(), abs(clock.now() - self._ticked_at) > ASLEEP
        self._ticked_at = now
        struck = any(has_struck(row.task) is not had for (*_rest, had), row in self._rows.items())
        if slept or struck or self._shown != (clock.today(), greeting(now.astimezone())):
            self.refresh_in_sight()

    def _focused_place(self) -> int:
        """Return which task has the focus, or gets it back when a window in front of the page closes."""
        focused = self.window().focusWidget()
        return next((place for place, row in enumerate(self.task_rows()) if row is focused), -1)

    def _focus_place(self, place: int) -> None:
        rows = self.task_rows()
        if place >= 0 and rows and self.window().focusWidget() not in rows:
            row = rows[min(place, len(rows) - 1)]
            row.show()
            row.setFocus(Qt.FocusReason.OtherFocusReason)


def greeting(moment: datetime) -> str:
    """Return the greeting of the hour."""
    if moment.hour < 11:
        return _("Guten Morgen")
    return _("Guten Tag") if moment.hour < 18 else _("Guten Abend")


def _lists(day: date, week_end: date) -> dict[str, tuple[str, tuple[Filter, ...]]]:
    """Return the list behind each number and each "alle zeigen": its kind and filters."""
    tomorrow, next_week = day + timedelta(days=1), week_end + timedelta(days=1)
    since, until = partial(_edge, "since"), partial(_edge, "before")
    return {
        "overdue": ("reminder", (_OPEN, until(day))),
        "due": ("reminder", (_OPEN, since(day), until(tomorrow))),
        "week": ("reminder", (_OPEN, since(tomorrow), until(next_week))),
        "waiting": ("reminder", (_OPEN, Filter("owner", "in", ("theirs",)), since(next_week))),
        "neglected": ("organisation", (Filter("last_contact", "overdue"),)),
        "offers": ("offer", UNCHECKED_OFFERS),
        "cases": ("case", case_filters(day)),
        "mandates": ("mandate", (_OPEN,)),
    }


def _edge(op: str, day: date) -> Filter:
    return Filter("due_on", op, (day,))


def _no_neglected(shown: Today) -> str:
    """Say why nobody is listed: all is well, nobody has a rhythm, or there is nobody yet."""
    if not shown.active_partners:
        return _("Noch keine Partner. Mit Strg+I übernehmen Sie eine Partnerliste, mit Strg+N legen Sie einen an.")
    if shown.without_rhythm == shown.active_partners:
        return _(
            "Noch kein Partner hat eine Priorität. Erst damit weiß diese Seite, wen Sie länger nicht gesprochen haben."
        )
    if shown.without_rhythm:
        without = ngettext(
            "{count} Partner hat keine Priorität.", "{count} Partner haben keine Priorität.", shown.without_rhythm
        )
        return _("Mit allen, die eine Priorität haben, gab es Kontakt innerhalb ihres Rhythmus.") + " " + without
    return _("Mit allen Partnern gab es Kontakt innerhalb ihres Rhythmus.")
