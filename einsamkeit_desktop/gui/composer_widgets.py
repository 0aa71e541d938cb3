"""The pieces of the composer: kind, follow-up, linked records. See day_edit for moments, growing_text for the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ..kinds import clock, days
from ..kinds.note_text import landing_day
from ..texts import _, ngettext
from . import theme
from .chips import FlowLayout, PillButton, RemovableChip
from .day_edit import DayEdit
from .growing_text import GrowingTextEdit, MentionPopup
from .search_popup import Provider, SearchPopup, Suggestion

__all__ = ["ChoiceButton", "FollowUpButton", "GrowingTextEdit", "MentionPopup", "RecordPicker"]

FOLLOW_UPS: tuple[tuple[str, int | None], ...] = (
    ("none", None),
    ("1", 1),
    ("7", 7),
    ("14", 14),
    ("28", 28),
    ("90", 90),
)
"""Choices of the follow-up: key and days from today."""


class ChoiceButton(PillButton):
    """A pill that opens a menu: [Telefonat ▾].

    Signals:
        chosen(str): the key of another choice.
    """

    chosen = Signal(str)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        name: str = "choice",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", triangle=True, name=name, parent=parent)
        self._label = label
        self._choices: tuple[tuple[str, str], ...] = ()
        self._key = ""
        self.clicked.connect(self.open_menu)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these, each (key, text); keeps the one in force when it is among them, else takes the first."""
        self._choices = tuple(choices)
        keys = [key for key, _text in choices]
        if self._key not in keys and keys:
            self.choose(keys[0])

    def choose(self, key: str) -> None:
        """Put a choice in force; emits nothing."""
        self._key = key
        text = dict(self._choices).get(key, key)
        self.set_label(text)
        self.setAccessibleName(f"{self._label}: {text}")

    def key(self) -> str:
        """Return the choice in force."""
        return self._key

    def menu(self) -> QMenu:
        """Return the menu, made anew."""
        menu = QMenu(self)
        for key, text in self._choices:
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self._key)
            action.setData(key)
            action.triggered.connect(lambda _checked=False, key=key: self._take(key))
            if key == self._key:
                menu.setActiveAction(action)
        return menu

    def open_menu(self) -> None:
        """Show the menu below the pill."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _take(self, key: str) -> None:
        if key != self._key:
            self.choose(key)
            self.chosen.emit(key)


class FollowUpButton(PillButton):
    """When to come back to it: [WV in 14 Tagen ▾], none, a usual span or any day.

    Signals:
        day_changed(date | None): another day was chosen, None for no follow-up.
    """

    day_changed = Signal(object)

    def __init__(
        self,
        day: date | None = None,
        *,
        federal_state: str = "",
        name: str = "followUp",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", triangle=True, name=name, parent=parent)
        self._state = federal_state
        self._day: date | None = None
        self._free: QFrame | None = None
        self.clicked.connect(self.open_menu)
        self.set_day(day)

    def day(self) -> date | None:
        """Return the day of the follow-up as it was wished, None for none."""
        return self._day

    def moved(self) -> str:
        """Return how the wished day moves to a working day ("Sa 14.02. → Mo 16.02."), "" where it stays."""
        today = clock.today()
        if self._day is None or (landed := landing_day(self._day, today, self._state)) == self._day:
            return ""
        return _("{wished} → {day}").format(wished=days.short_day(self._day, today), day=days.short_day(landed, today))

    def set_day(self, day: date | None) -> None:
        """Show a day; emits nothing."""
        self._day = day
        text = _follow_up_text(day)
        self.set_label(text)
        shown = "" if day is None else self.moved() or days.short_day(day, clock.today())
        self.setToolTip(shown)
        self.setAccessibleName(_("Wiedervorlage: {text}").format(text=text))
        self.setAccessibleDescription(shown)

    def menu(self) -> QMenu:
        """Return the menu, made anew for today."""
        menu, today = QMenu(self), clock.today()
        for key, distance in FOLLOW_UPS:
            day = None if distance is None else today + timedelta(days=distance)
            landed = day and landing_day(day, today, self._state)
            text = _follow_up_text(day) + (f"\t{days.short_day(landed, today)}" if landed else "")
            action = menu.addAction(text)
            action.setData(key)
            action.triggered.connect(lambda _checked=False, day=day: self._take(day))
        menu.addSeparator()
        free = menu.addAction(_("Anderer Tag …"))
        free.setData("free")
        free.triggered.connect(self.ask_day)
        return menu

    def open_menu(self) -> None:
        """Show the menu below the pill."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def ask_day(self) -> None:
        """Let the person type any day; Enter takes it, Esc does not."""
        self._free = QFrame(self, Qt.WindowType.Popup)
        self._free.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._free.setProperty("look", "popup")
        edit = DayEdit(name="followUpDay", label=_("Wiedervorlage am"))
        edit.set_day(self._day)
        edit.setMinimumWidth(theme.current().px(240))
        edit.returnPressed.connect(lambda: self._take_typed(edit))
        column = QVBoxLayout(self._free)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(edit)
        self._free.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._free.show()
        edit.setFocus()
        edit.selectAll()

    def _take_typed(self, edit: DayEdit) -> None:
        if edit.day() is None and edit.text().strip():
            return
        self._take(edit.day())
        if self._free is not None:
            self._free.close()
            self._free = None

    def _take(self, day: date | None) -> None:
        if day != self._day:
            self.set_day(day)
            self.day_changed.emit(day)


class RecordPicker(QWidget):
    """Linked records as chips, and a field that finds more.

    Signals:
        changed(): a record was added or removed.
    """

    changed = Signal()

    def __init__(
        self, provider: Provider, placeholder: str = "", *, name: str = "records", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._chips: dict[str, RemovableChip] = {}
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}Field")
        self.line.setProperty("look", "pill")
        self.line.setPlaceholderText(placeholder or _("Verknüpfen …"))
        self.line.setAccessibleName(placeholder or _("Verknüpfen"))
        self.line.setMinimumWidth(theme.current().px(120))
        self.line.setMaximumWidth(theme.current().px(200))
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.line)
        self.popup = SearchPopup(self.line, provider)
        self.line.installEventFilter(self)
        for signal in (self.popup.chosen, self.popup.chosen_beside):
            signal.connect(self._take)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the linked records, in the order they were added."""
        return tuple(self._chips)

    def add(self, key: str, title: str) -> None:
        """Link a record; emits nothing. A record already linked stays as it is."""
        if key in self._chips:
            return
        chip = RemovableChip(title, name=f"record-{key}")
        chip.removed.connect(lambda: self.remove(key))
        self._chips[key] = chip
        self._flow.insert_widget(len(self._chips) - 1, chip)
        chip.show()
        self.order_tabs()
        self.updateGeometry()

    def order_tabs(self) -> None:
        """Let Tab go through the chips, then to the field that adds more."""
        before = self.line.previousInFocusChain()
        while before is not None and before in self._chips.values():
            before = before.previousInFocusChain()
        for stop in (*self._chips.values(), self.line):
            if before is not None and before.window() is stop.window():
                QWidget.setTabOrder(before, stop)
            before = stop

    def remove(self, key: str) -> None:
        """Take a record away and tell it."""
        chip = self._chips.pop(key)
        had_focus = chip.hasFocus()
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        if had_focus:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
        self.changed.emit()

    def clear(self) -> None:
        """Take all away; emits nothing."""
        self.blockSignals(True)
        for key in self.keys():
            self.remove(key)
        self.blockSignals(False)
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the last one away with Backspace in the empty field."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_empty = bool(self._chips) and not self.line.text()
            if event.key() == Qt.Key.Key_Backspace and is_empty:
                self.remove(self.keys()[-1])
                return True
        return super().eventFilter(watched, event)

    def _take(self, suggestion: Suggestion) -> None:
        if suggestion.key not in self._chips:
            self.add(suggestion.key, suggestion.title)
            self.changed.emit()


def _follow_up_text(day: date | None) -> str:
    if day is None:
        return _("keine WV")
    distance = (day - clock.today()).days
    if distance in (0, 1):
        return _("WV {day}").format(day=days.relative_day(day, clock.today()))
    if 1 < distance <= 90:
        return ngettext("WV in {count} Tag", "WV in {count} Tagen", distance)
    return _("WV am {day}").format(day=days.format_day(day))
