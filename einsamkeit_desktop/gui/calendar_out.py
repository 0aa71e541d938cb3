"""What the calendar shows as a file for other calendars: asked for once, written in the background, logged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ..actions.exports import Leaving, leaving
from ..exports.files import place_of
from ..exports.handing import HandedOut, write_calendar
from ..progress import Progress
from ..queries import sheets
from ..queries.calendar import CalendarItem, people_of
from ..store.store import Store
from ..texts import _
from .export_parts import Choices
from .handing_out import HandingOut
from .out_window import OutWindow, going
from .tasks import Outcome
from .widgets import PlainLabel
from .workbench import Workbench


class CalendarOutWindow(OutWindow):
    """Asks what goes along.

    Signals:
        wanted(bool, bool, str): with texts, with confidential records, and what for.
    """

    wanted = Signal(bool, bool, str)

    def __init__(
        self, workbench: Workbench, record_ids: Sequence[int], heading: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(workbench, "calendarOut", _("Kalender weitergeben"), parent)
        self._count = len(record_ids)
        self._closed = sheets.closed_among(workbench.store, record_ids)
        self.texts = Choices(
            _("Texte"),
            "calendarTexts",
            (("titles", _("Titel, Zeit und Ort")), ("all", _("auch Inhalt und Beschreibung"))),
        )
        self.confidential = QCheckBox(_("Vertrauliche einschließen"))
        self.confidential.setObjectName("calendarConfidential")
        self.left_out = PlainLabel("", role="muted", wrap=True)
        line = self.purpose.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("etwa: Termine auf dem Telefon (steht im Verzeichnis der Exporte)"))
        self.add(_("Texte"), self.texts)
        self.add(_("Vertrauliches"), self.confidential)
        self.add("", self.left_out)
        self.add(_("Zweck"), self.purpose)
        self.lay_out(heading, _("Als Kalenderdatei (.ics) für Outlook, Thunderbird oder das Telefon."))
        self.confidential.toggled.connect(self._count_again)
        self._count_again()

    def _count_again(self) -> None:
        count, sentence = going(self._count, self._closed, with_confidential=self.confidential.isChecked())
        self.left_out.setText(sentence)
        self.go.setEnabled(count > 0)

    def tell(self) -> None:
        """Say what goes along, and what for."""
        self.wanted.emit(self.texts.chosen() == "all", self.confidential.isChecked(), self.for_what())


class CalendarOut(HandingOut):
    """Hands out what the calendar shows. Signals: those of HandingOut."""

    def hand_out(self, items: Sequence[CalendarItem], heading: str) -> None:
        """Ask what goes along and where to."""
        ids = list(dict.fromkeys(item.record_id for item in items))
        if not ids:
            self.workbench.troubled.emit(_("Hier steht nichts, das weitergegeben werden könnte."))
            return
        window = CalendarOutWindow(self.workbench, ids, heading, self.window)
        window.wanted.connect(lambda *wish: self._ask_where(ids, heading, *wish))
        window.finished.connect(window.deleteLater)
        window.open()

    def _ask_where(self, ids: list[int], heading: str, with_texts: bool, with_confidential: bool, purpose: str) -> None:
        target = self.ask_target(_("Kalender {heading}").format(heading=heading), _("Kalender (*.ics)"), ".ics")
        if target is None:
            return
        store = self.workbench.store
        work = writing(store, ids, target, with_texts, (with_confidential, purpose, heading))

        def then(outcome: Outcome) -> None:
            if not self.has_failed(outcome):
                self.tell_done(target, outcome.result().in_words())

        self.workbench.runner.run(_("Kalender wird geschrieben"), work, then)


def writing(
    store: Store, ids: Sequence[int], target: Path, with_texts: bool, wish: tuple[bool, str, str]
) -> Callable[[Progress], HandedOut]:
    """Return the work of writing and logging; `wish` is with confidential records, what for, and what it shows."""
    with_confidential, purpose, heading = wish

    def work(progress: Progress) -> HandedOut:
        kept = sheets.open_ids(store, ids, with_confidential=with_confidential)
        line = Leaving(
            _("Kalenderdatei"),
            place_of(target),
            count=len(kept),
            person_ids=people_of(store, kept),
            left_out=len(ids) - len(kept),
            purpose=purpose,
            sentence=heading,
        )
        with leaving(store, line):
            return HandedOut(write_calendar(store, kept, target, progress, with_texts=with_texts), line.left_out)

    return work
