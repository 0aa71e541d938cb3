"""The quiet line above a timeline: kind of contact, period, person, and words to look for in the entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ..kinds import clock
from ..queries import akte
from ..queries.happenings import EVERYTHING
from ..texts import _, grouped
from . import theme
from .chips import FlowLayout
from .composer_widgets import ChoiceButton
from .widgets import Button, PlainLabel
from .words_field import WordsField
from .workbench import Workbench

_DELAY_MS = 200
_DAYS = {"90": 90, "365": 365}
_EVERYTHING = ""
_BESIDE = "beside:"  # leads the keys of what is no contact
Choices = Sequence[tuple[str, str]]


class AkteFilter(QWidget):
    """Signals: changed(): other entries are wanted."""

    changed = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("akteFilter")
        self.setAccessibleName(_("Einträge auswählen"))
        self._workbench = workbench
        self._record_id = 0
        self._beside: tuple[str, ...] = ()
        look = theme.current()
        self.kind = _NarrowingChoice(_("Art"), _("alle Arten"), self._kinds, "akteKind")
        self.period = _NarrowingChoice(_("Zeitraum"), _("alle Tage"), _periods, "aktePeriod")
        self.person = _NarrowingChoice(_("Person"), _("alle Personen"), self._people, "aktePerson")
        self.words = WordsField("akteSearch", _("In den Einträgen suchen"), 140)
        self._later = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._count = PlainLabel("", role="muted", size="small")
        self._count.setObjectName("akteCount")
        self._reset = Button(_("Alle zeigen"), look="quiet", name="akteReset")
        flow = FlowLayout()
        for widget in (self.kind, self.period, self.person, self.words):
            flow.addWidget(widget)
        self._result = QWidget()
        row = QHBoxLayout(self._result)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        row.addWidget(self._count)
        row.addWidget(self._reset)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, look.px(4))
        column.setSpacing(look.px(4))
        column.addLayout(flow)
        column.addWidget(self._result)
        for choice in (self.kind, self.period, self.person):
            choice.chosen.connect(self.changed)
        self.words.textChanged.connect(self._later.start)
        self.words.returnPressed.connect(self._look_now)
        self._later.timeout.connect(self.changed)
        workbench.closing.connect(self._later.stop)
        self._reset.clicked.connect(self.clear)

    def start(self, record_id: int) -> None:
        """Begin with all entries of a record; emits nothing."""
        self._record_id = record_id
        self._empty()

    def clear(self) -> None:
        """Want all entries again and tell it."""
        self._empty()
        self.kind.setFocus()
        self.changed.emit()

    def wanted(self) -> akte.Wanted:
        """Return what is set."""
        days, person = _DAYS.get(self.period.key()), self.person.key()
        since = clock.today() - timedelta(days=days) if days else None
        kind = self.kind.key()
        note_kind, beside = ("", kind.removeprefix(_BESIDE)) if kind.startswith(_BESIDE) else (kind, "")
        return akte.Wanted(note_kind, beside, since, int(person) if person else None, self.words.text().strip())

    def offer_beside(self, kinds: set[str]) -> None:
        """Offer these kinds of happenings beside the kinds of contact."""
        self._beside = tuple(kind for kind in EVERYTHING if kind in kinds)

    def show_count(self, found: int, total: int) -> None:
        """Say how many entries are shown; where there is nothing to choose from the line stays away."""
        is_narrowed = self.wanted() != akte.ALL
        self.setVisible(total > 1 or is_narrowed)
        self._result.setVisible(is_narrowed)
        self._count.setText(_("{found} von {total} Einträgen").format(found=grouped(found), total=grouped(total)))
        for choice in (self.kind, self.period, self.person):
            choice.set_role("accent" if choice.key() else "neutral")

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        return [self.kind, self.period, self.person, self.words, self._reset]

    def _empty(self) -> None:
        for choice in (self.kind, self.period, self.person):
            choice.empty()
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self._later.stop()

    def _look_now(self) -> None:
        self._later.stop()
        self.changed.emit()

    def _kinds(self) -> Choices:
        words = self._workbench.words()
        codes = akte.kinds_in(self._workbench.store, self._record_id)
        contacts = [(code, words.label("note_kind", code)) for code in codes]
        return [*contacts, *((f"{_BESIDE}{kind}", _(EVERYTHING[kind])) for kind in self._beside)]

    def _people(self) -> Choices:
        people = akte.people_in(self._workbench.store, self._record_id)
        return [(str(person.id), person.title) for person in people]


class _NarrowingChoice(ChoiceButton):
    """A pill whose choices are read when its menu opens: only what the Akte holds, and what is in force."""

    def __init__(self, label: str, whole: str, read: Callable[[], Choices], name: str) -> None:
        super().__init__(label, name=name)
        self._whole, self._read = (_EVERYTHING, whole), read

    def empty(self) -> None:
        """Take the choice that narrows nothing; emits nothing."""
        self.set_choices([self._whole])
        self.choose(_EVERYTHING)

    def menu(self) -> QMenu:
        """Return the menu, made anew."""
        found = [self._whole, *self._read()]
        if self.key() not in [key for key, _text in found]:
            found.append((self.key(), self.text()))
        self.set_choices(found)
        return super().menu()


def _periods() -> Choices:
    return [("90", _("letzte 90 Tage")), ("365", _("letzte 12 Monate"))]
