"""What stands above the calendar: turning pages, the four views, and what is to be seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ..queries.calendar import GROUPS
from ..texts import _
from . import theme
from .calendar_days import VIEWS
from .chips import FlowLayout, PillButton
from .widgets import Button


class GroupChip(PillButton):
    """A chip that is on or off: a tick before its word says so, as the colour does. Signals: those of PillButton."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name=name)
        self._word = text
        self.setCheckable(True)
        self.toggled.connect(self._dress)
        self._dress(False)

    def _dress(self, is_on: bool) -> None:
        self.set_label(f"✓ {self._word}" if is_on else self._word)
        self.set_role("accent" if is_on else "neutral")


class Controls(QWidget):
    """The row above the calendar; flows into several where the window is narrow.

    Signals:
        turn_wanted(int): so many pages on; 0 is today.
        view_chosen(str): another view, one of calendar_days.VIEWS.
        groups_chosen(): other groups are to be seen.
    """

    turn_wanted = Signal(int)
    view_chosen = Signal(str)
    groups_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarControls")
        self.setAccessibleName(_("Ansicht des Kalenders"))
        flow = FlowLayout(self, gap=8)
        flow.addWidget(self._make_turning())
        flow.addWidget(self._make_views())
        self._groups: dict[str, GroupChip] = {}
        for code, word in GROUPS.items():
            chip = self._groups[code] = GroupChip(_(word), f"calendarGroup-{code}")
            chip.clicked.connect(self.groups_chosen)
            flow.addWidget(chip)

    def groups(self) -> list[str]:
        """Return the groups that are to be seen."""
        return [code for code, chip in self._groups.items() if chip.isChecked()]

    def show_groups(self, groups: list[str]) -> None:
        """Tick these groups; tells nobody."""
        for code, chip in self._groups.items():
            chip.setChecked(code in groups)

    def show_view(self, view: str) -> None:
        """Show which view is in front; tells nobody."""
        self._views[view].setChecked(True)

    def _make_turning(self) -> QWidget:
        back = Button("", icon="chevron-left", look="faint", name="calendarBack")
        back.setAccessibleName(_("Zurückblättern (Bild auf)"))
        on = Button("", icon="chevron-right", look="faint", name="calendarOn")
        on.setAccessibleName(_("Weiterblättern (Bild ab)"))
        today = Button(_("Heute"), name="calendarToday")
        today.setAccessibleDescription(_("Taste T"))
        for button, pages in ((back, -1), (today, 0), (on, 1)):
            button.setToolTip(button.accessibleName() if pages else _("Zu heute (T)"))
            button.clicked.connect(lambda _checked=False, pages=pages: self.turn_wanted.emit(pages))
        return _row("calendarTurning", _("Blättern"), (back, today, on), 2)

    def _make_views(self) -> QWidget:
        self._views: dict[str, Button] = {}
        group = QButtonGroup(self)
        for code, word in VIEWS.items():
            button = self._views[code] = Button(_(word), name=f"calendarView-{code}")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, code=code: self.view_chosen.emit(code))
            group.addButton(button)
        return _row("calendarViews", _("Ansicht"), tuple(self._views.values()), 4)


class Doing(QWidget):
    """At the end of the heading: make something on the chosen day, hand out what is shown.

    Signals:
        new_wanted(): something new on the chosen day.
        export_wanted(): what is shown is to leave as a file.
    """

    new_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarDoing")
        self.setAccessibleName(_("Anlegen und weitergeben"))
        self.new = Button(_("Neu"), icon="plus", name="calendarNew")
        self.new.setAccessibleName(_("Neu am gewählten Tag (N)"))
        self.new.setToolTip(self.new.accessibleName())
        self.new.clicked.connect(self.new_wanted)
        self.out = out = Button(_("Weitergeben"), icon="share-2", name="calendarExport")
        out.setAccessibleName(_("Gezeigtes als Kalenderdatei weitergeben"))
        out.setToolTip(out.accessibleName())
        out.clicked.connect(self.export_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.new)
        row.addWidget(out)

    def shorten(self, is_narrow: bool) -> None:
        """Show the signs alone where the words would leave the heading no room; their names stay."""
        self.new.setText("" if is_narrow else _("Neu"))
        self.out.setText("" if is_narrow else _("Weitergeben"))


def _row(name: str, label: str, widgets: tuple[QWidget, ...], gap: int) -> QWidget:
    whole = QWidget()
    whole.setObjectName(name)
    whole.setAccessibleName(label)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().px(gap))
    for widget in widgets:
        row.addWidget(widget)
    return whole
