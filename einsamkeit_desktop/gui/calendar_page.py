"""Kalender: appointments, reminders, events and terms by day, week, month or as a list; moved by key or by mouse."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ..actions.calendar import move
from ..errors import BadValues
from ..kinds import clock
from ..kinds.registry import KINDS
from ..queries.calendar import GROUPS, CalendarItem, items
from ..queries.settings import kept_setting, profile
from ..texts import _
from . import theme
from .calendar_agenda import AgendaView
from .calendar_controls import Controls, Doing
from .calendar_days import VIEWS, by_day, heading, landing, page_start, shifted, short_day, span, turned
from .calendar_hours import HoursView
from .calendar_month import MonthView
from .calendar_view import CalendarView
from .day_page import DayPage
from .note_window import NoteWindow
from .workbench import Workbench

NARROW = 560  # px at 13 px text
_KEPT = "calendar.shown"
_MORNING = time(9)


class CalendarPage(DayPage):
    """The calendar.

    Signals:
        new_wanted(str, dict): an empty form of a kind with these values.
        export_wanted(list[CalendarItem], str): these are to leave as a file; the heading says what they are.
    """

    new_wanted = Signal(str, object)
    export_wanted = Signal(object, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "calendar", _("Kalender"), parent)
        self.day = self._today = clock.today()
        self._is_turned, self._view = False, "week"
        self.shown: list[CalendarItem] = []
        self._build()
        self._take_up()
        self.refresh()

    def _build(self) -> None:
        look = theme.current()
        self.doing = Doing()
        self.head.addWidget(self.doing)
        self.controls = Controls()
        self.controls.turn_wanted.connect(self.turn)
        self.controls.view_chosen.connect(self.show_view)
        self.controls.groups_chosen.connect(self._keep_and_refresh)
        self.doing.export_wanted.connect(lambda: self.export_wanted.emit(self.shown, heading(self._view, self.day)))
        self.doing.new_wanted.connect(lambda: self._offer_new(self.day, None))
        self.views: dict[str, CalendarView] = {
            "day": HoursView("day"),
            "week": HoursView("week"),
            "month": MonthView(),
            "agenda": AgendaView(),
        }
        self._stack = _Stack()
        for view in self.views.values():
            self._wire(view)
            self._stack.addWidget(view)
        self.column.setContentsMargins(look.px(24), look.px(17), look.px(24), look.px(16))
        self.column.setSpacing(look.px(12))
        self.column.addLayout(self.head)
        self.column.addWidget(self.controls)
        self.column.addWidget(self._stack, 1)

    def _wire(self, view: CalendarView) -> None:
        view.day_chosen.connect(self.show_day)
        view.day_opened.connect(lambda day: self.show_view("day", day))
        view.opened.connect(lambda item: self._workbench.open_wanted.emit(item.record_id, False))
        view.moved.connect(self._move)
        view.new_wanted.connect(self._offer_new)
        view.menu_wanted.connect(lambda item, where: self.build_menu(item).popup(where))
        view.turn_wanted.connect(self.turn)

    def view(self) -> CalendarView:
        """Return the view in front."""
        return self.views[self._view]

    def show_view(self, view: str, day: date | None = None) -> None:
        """Bring another view to the front, on the same day or another; an agenda begins with the page turned to."""
        if view == "agenda" and self._is_turned and day is None:
            day = page_start(self._view, self.day, clock.today())
        self.day, self._is_turned = day or self.day, self._is_turned and view != "agenda"
        had_focus = self.view().isAncestorOf(self.focusWidget() or self) or self.view().hasFocus()
        self._view = view
        self.controls.show_view(view)
        self._stack.setCurrentWidget(self.view())
        self._keep_and_refresh()
        if had_focus:
            self.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_day(self, day: date) -> None:
        """Choose a day; what is not yet shown is read."""
        self._is_turned = False
        same = span(self._view, day) == span(self._view, self.day)
        self.day = day
        if same and self._view != "agenda":
            self.view().choose(day)
            self._show_head()
        else:
            self.refresh()
        spot, ground = self.view().spot(), self.widget()
        if ground is not None:
            centre = self.view().mapTo(ground, spot.center())
            self.ensureVisible(centre.x(), centre.y(), 0, min(spot.height(), self.viewport().height()) // 2)

    def turn(self, pages: int) -> None:
        """Turn so many pages; 0 goes to today."""
        self.show_day(turned(self._view, self.day, pages) if pages else clock.today())
        self._is_turned = bool(pages)

    def refresh(self) -> None:
        """Read everything that is shown again."""
        super().refresh()
        self._today = clock.today()
        first, last = span(self._view, self.day)
        self.shown = items(self._workbench.store, first, last, self.controls.groups())
        state = str(profile(self._workbench.store).get("federal_state", ""))
        self.view().show_items(self.day, by_day(self.shown, first, last), state)
        self._show_head()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave the heading its room."""
        super().resizeEvent(event)
        self.doing.shorten(self.viewport().width() < theme.current().px(NARROW))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Let the keys work at once."""
        super().showEvent(event)
        if not event.spontaneous():
            self.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self) -> None:
        self._say(heading(self._view, self.day), self.day)

    def _take_up(self) -> None:
        """Begin with the view and the groups that were shown last."""
        kept = kept_setting(self._workbench.store, _KEPT, {})
        self._view = kept.get("view") if kept.get("view") in VIEWS else "week"
        self.controls.show_groups([code for code in GROUPS if code not in kept.get("hidden", ())])
        self.controls.show_view(self._view)
        self._stack.setCurrentWidget(self.view())

    def _keep_and_refresh(self) -> None:
        seen = self.controls.groups()
        self._workbench.keep(_KEPT, {"view": self._view, "hidden": [code for code in GROUPS if code not in seen]})
        self.refresh()

    def _move(self, item: CalendarItem, day: date, at: time | None) -> None:
        if not item.is_movable:
            self._workbench.troubled.emit(_("„{title}“ lässt sich hier nicht verschieben.").format(title=item.title))
            return
        self.day = day
        try:
            self._workbench.do(move, item.record_id, item.kind, day, at)
        except BadValues as trouble:
            self._workbench.troubled.emit(str(trouble))

    def _offer_new(self, day: date, at: time | None) -> None:
        menu = self.build_new_menu(day, at)
        button = self.doing.new
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def build_new_menu(self, day: date, at: time | None) -> QMenu:
        """Return the menu of what can be made on a day."""
        menu = QMenu(self)
        menu.setObjectName("calendarNewMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        when = f"{short_day(day)}, {at:%H:%M}" if at is not None else short_day(day)
        moment = clock.local_moment(day, at or _MORNING)
        due: dict[str, Any] = {"due_on": day, "due_time": f"{at:%H:%M}"} if at is not None else {"due_on": day}
        menu.addAction(_("Termin (Vermerk) am {day}").format(day=when), partial(self._write_note, day, at))
        for kind, preset in (("reminder", due), ("event", {"starts_at": moment})):
            text = _("{kind} am {day}").format(kind=_(KINDS[kind].label), day=when)
            menu.addAction(text, partial(self.new_wanted.emit, kind, preset))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _write_note(self, day: date, at: time | None) -> None:
        window = NoteWindow(self._workbench, self.window())
        window.composer.moment.set_moment(clock.local_moment(day, at or _MORNING))
        window.open()

    def build_menu(self, item: CalendarItem) -> QMenu:
        """Return the menu of a thing."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Öffnen"), partial(self._workbench.open_wanted.emit, item.record_id, False))
        if item.is_movable:
            menu.addSeparator()
            for days, text in ((1, _("Einen Tag später")), (7, _("Eine Woche später")), (-1, _("Einen Tag früher"))):
                state = self.view().federal_state
                moved = shifted(item, days=days, federal_state=state)
                day = moved[0] if moved is not None else item.day
                shown = short_day(landing(item, day, clock.today(), state))
                menu.addAction(f"{text}   {shown}", partial(self._move, item, day, item.start))
        menu.addSeparator()
        menu.addAction(_("Als Kalenderdatei weitergeben …"), partial(self.export_wanted.emit, [item], item.title))
        return menu

    def look_at_clock(self) -> None:
        """Move the line of now; begin a new day at midnight, also after the machine slept through it."""
        if self._today != clock.today():
            if self.day == self._today:
                self.day = clock.today()
            self.refresh_in_sight()
        elif self.isVisible():
            self.view().update()
            for canvas in self.view().findChildren(QWidget, "scrolled"):
                canvas.update()


class _Stack(QStackedWidget):
    """Asks for the room of the view in front, not of the largest."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return what the view in front needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()
