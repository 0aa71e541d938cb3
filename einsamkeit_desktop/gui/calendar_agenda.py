"""The calendar as a list: day after day what stands on it, for reading from top to bottom."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.days import WEEKDAYS, relative_day, short_day
from ..queries.calendar import CalendarItem
from ..texts import _, ngettext
from . import theme
from .calendar_bars import ItemBar, look_of
from .calendar_days import AGENDA_DAYS, holiday, in_words, time_in_words
from .calendar_view import CalendarView
from .lines import LineRow, ScrollColumn, clear_layout
from .widgets import PlainLabel

_MOST = 300


class AgendaRow(LineRow):
    """One thing as a line; keys it does not know go to the view."""

    def __init__(self, item: CalendarItem, view: AgendaView) -> None:
        when = time_in_words(item).replace(_(" bis "), "–")
        title = f"{when}  {item.title}" if when else item.title
        role, _ground, sign = look_of(item)
        super().__init__(title, item.place, icon=sign, role=role, name=f"line-{item.record_id}")
        self.item, self._view = item, view
        self.setAccessibleName(in_words(item))
        self.setAccessibleDescription("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter; the view knows the rest."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            self._view.keyPressEvent(event)
            event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done."""
        self._view.menu_wanted.emit(self.item, event.globalPos())


class AgendaView(CalendarView):
    """Four weeks from the chosen day on. Signals: those of CalendarView."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("calendarAgenda", _("Agenda"), parent)
        self.rows: list[AgendaRow] = []
        self._list = ScrollColumn("agendaList", _("Agenda"))
        self._list.column.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def days(self) -> list[date]:
        """Return the days shown."""
        return [self.day + timedelta(days=number) for number in range(AGENDA_DAYS)]

    def place_at(self, where: QPoint) -> tuple[date, time | None] | None:
        """Return nothing: lines are not pulled."""
        return None

    def focused(self) -> CalendarItem | None:
        """Return the thing that has the focus."""
        return next((row.item for row in self.rows if row.hasFocus()), None)

    def step_item(self, steps: int) -> bool:
        """Go up and down through the lines."""
        if not self.rows:
            return False
        at = next((place for place, row in enumerate(self.rows) if row.hasFocus()), -1 if steps > 0 else len(self.rows))
        row = self.rows[min(max(at + steps, 0), len(self.rows) - 1)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self._list.ensureWidgetVisible(row)
        return True

    def _walk(self, key: Qt.Key) -> None:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_item(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super()._walk(key)

    def _make_bars(self) -> list[ItemBar]:
        """Fill the list; lines stand in for bars."""
        clear_layout(self._list.column)
        self.rows, left = [], 0
        for day in self.days():
            items = [item for item in self.items_on(day) if item.day == day or day == self.day]
            room = max(0, _MOST - len(self.rows))
            left += max(0, len(items) - room)
            if items[:room]:
                self._add_day(day, items[:room])
        if left:
            words = ngettext(
                "{count} weiterer Eintrag in diesen Wochen", "{count} weitere Einträge in diesen Wochen", left
            )
            self._list.column.addWidget(PlainLabel(words, role="muted"))
        if not self.rows:
            words = _(
                "In diesen vier Wochen steht nichts an. Mit N legen Sie etwas an, mit Bild auf und ab blättern Sie."
            )
            self._list.column.addWidget(PlainLabel(words, role="muted", wrap=True))
        self._list.column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self.rows else Qt.FocusPolicy.StrongFocus)
        return []

    def _add_day(self, day: date, items: list[CalendarItem]) -> None:
        look = theme.current()
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(look.px(6), look.px(8), look.px(6), look.px(1))
        line.setSpacing(look.px(8))
        weekday = _(WEEKDAYS[day.weekday()])
        line.addWidget(PlainLabel(f"{weekday}, {short_day(day, clock.today())[3:]}", size="section", weight="strong"))
        said = [relative_day(day, clock.today()), holiday(day, self.federal_state)]
        if day.weekday() == 0 or day == self.day:
            said.append(_("KW {week}").format(week=day.isocalendar().week))
        line.addWidget(PlainLabel(" · ".join(part for part in said if part), role="muted"))
        line.addStretch(1)
        self._list.column.addWidget(head)
        for item in items:
            row = AgendaRow(item, self)
            row.clicked.connect(partial(self.opened.emit, item))
            self.rows.append(row)
            self._list.column.addWidget(row)

    def _arrange(self) -> None:
        """Lines lay themselves out."""

    def _focus_again(self, item: CalendarItem | None) -> None:
        key = (item.record_id, item.kind) if item else None
        same = (row for row in self.rows if (row.item.record_id, row.item.kind) == key)
        row = next(same, self.rows[0] if self.rows else None)
        (row or self).setFocus(Qt.FocusReason.OtherFocusReason)
