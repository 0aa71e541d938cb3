"""What stands above the journal: the period as pills, the kind of entry, words to look for."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.registry import KINDS
from ..queries.chronicle import KINDS_TOLD, Period
from ..texts import _, mark
from . import theme
from .chips import FlowLayout, PillButton
from .composer_widgets import ChoiceButton
from .day_edit import DayEdit
from .widgets import PlainLabel
from .words_field import WordsField

PERIODS = {
    "today": mark("heute"),
    "week": mark("diese Woche"),
    "month": mark("diesen Monat"),
    "quarter": mark("dieses Quartal"),
    "year": mark("dieses Jahr"),
    "free": mark("von – bis"),
}
FIRST = "month"
_DELAY_MS = 200


def first_day(period: str, today: date) -> date:
    """Return the day a period begins on: that of the day, the week (Monday), the month, quarter or year."""
    if period == "week":
        return today - timedelta(days=today.weekday())
    if period == "month":
        return today.replace(day=1)
    if period == "quarter":
        return today.replace(month=today.month - (today.month - 1) % 3, day=1)
    return today.replace(month=1, day=1) if period == "year" else today


class JournalHead(QWidget):
    """Signals: changed(): other entries are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journalHead")
        self.setAccessibleName(_("Einträge auswählen"))
        self._pills: dict[str, PillButton] = {}
        self._group = QButtonGroup(self)
        self.kind = ChoiceButton(_("Art"), _kinds(), name="journalKind")
        self.kind.choose("")
        self.words = WordsField("journalSearch", _("Im Journal suchen"), 160)
        self.since = DayEdit(name="journalSince", label=_("Von"))
        self.until = DayEdit(name="journalUntil", label=_("Bis"))
        self._later = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._build()
        self.choose(FIRST)
        self._group.buttonClicked.connect(self._take)
        self.kind.chosen.connect(self._tell)
        for edit in (self.since, self.until):
            edit.day_changed.connect(self._later.start)
        self.words.textChanged.connect(self._later.start)
        self.words.returnPressed.connect(self._tell)
        self._later.timeout.connect(self._tell)

    def _build(self) -> None:
        look = theme.current()
        flow = FlowLayout()
        for key, label in PERIODS.items():
            pill = PillButton(_(label), name=f"journal-{key}")
            pill.setCheckable(True)
            self._pills[key] = pill
            self._group.addButton(pill)
            flow.addWidget(pill)
        flow.addWidget(self.kind)
        flow.addWidget(self.words)
        self._days = QWidget()
        free = FlowLayout(self._days)
        for label, edit in ((_("Von"), self.since), (_("Bis"), self.until)):
            edit.setFixedWidth(look.px(190))
            free.addWidget(PlainLabel(label, role="muted"))
            free.addWidget(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(flow)
        column.addWidget(self._days)

    def choose(self, period: str) -> None:
        """Put a period in force; emits nothing. Free days begin with those of the period before."""
        if period == "free" and self.since.day() is None:
            before = self.period()
            self.since.set_day(before.since)
            self.until.set_day(clock.today())
        for key, pill in self._pills.items():
            pill.setChecked(key == period)
            pill.set_role("accent" if key == period else "neutral")
        self._days.setVisible(period == "free")

    def chosen(self) -> str:
        """Return the key of the period in force."""
        return next((key for key, pill in self._pills.items() if pill.isChecked()), FIRST)

    def period(self) -> Period:
        """Return what is set, today's days filled in; free days may be given in any order."""
        kind, words, chosen = self.kind.key(), self.words.text().strip(), self.chosen()
        if chosen != "free":
            return Period(first_day(chosen, clock.today()), clock.today(), kind, words)
        since, until = self.since.day(), self.until.day()
        if since is not None and until is not None and until < since:
            since, until = until, since
        return Period(since, until, kind, words)

    def is_waiting(self) -> bool:
        """Whether something was typed that is looked for in a moment."""
        return self._later.isActive()

    def stop(self) -> None:
        """Look for nothing any more: the store is about to be closed."""
        self._later.stop()

    def _take(self) -> None:
        key = next(key for key, pill in self._pills.items() if pill.isChecked())
        self.choose(key)
        if key == "free":
            self.since.setFocus()
            self.since.selectAll()
        self._tell()

    def _tell(self) -> None:
        self._later.stop()
        self.kind.set_role("accent" if self.kind.key() else "neutral")
        self.changed.emit()


def _kinds() -> list[tuple[str, str]]:
    return [("", _("alle Arten")), *((kind, _(KINDS[kind].plural)) for kind in KINDS_TOLD)]
