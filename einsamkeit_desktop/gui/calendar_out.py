"""What the calendar shows as a file for other calendars: asked for once, written in the background, logged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..actions.exports import Leaving, leaving
from ..exports.files import place_of
from ..exports.handing import write_calendar
from ..kinds.clean import clean_text
from ..progress import Progress
from ..queries import exports, sheets
from ..queries.calendar import CalendarItem, people_of
from ..store.store import Store
from ..texts import _, ngettext
from . import theme
from .export_parts import Choices, PurposeField
from .handing_out import HandingOut, with_ending
from .lines import ScrollColumn
from .tasks import Outcome
from .widgets import Button, PlainLabel
from .workbench import Workbench


class CalendarOutWindow(QDialog):
    """Asks what goes along.

    Signals:
        wanted(bool, bool, str): with texts, with confidential records, and what for.
    """

    wanted = Signal(bool, bool, str)

    def __init__(
        self, workbench: Workbench, record_ids: Sequence[int], heading: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("calendarOutWindow")
        self.setWindowTitle(_("Kalender weitergeben"))
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
        self.purpose = PurposeField(exports.purposes(workbench.store))
        line = self.purpose.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("etwa: Termine auf dem Telefon (steht im Verzeichnis der Exporte)"))
        self.go = Button(_("Speichern …"), look="primary", icon="file-down", name="calendarOutGo")
        self.go.setDefault(True)
        self.leave = Button(_("Abbrechen"), name="calendarOutLeave")
        self._lay_out(heading)
        self.confidential.toggled.connect(self._count_again)
        self.go.clicked.connect(self._finish)
        self.leave.clicked.connect(self.reject)
        self._count_again()
        self.go.setFocus()

    def _lay_out(self, heading: str) -> None:
        look = theme.current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(10))
        grid.setColumnStretch(1, 1)
        fields: dict[str, QWidget] = {_("Texte"): self.texts, _("Vertrauliches"): self.confidential, "": self.left_out}
        fields[_("Zweck")] = self.purpose
        for row, (label, field) in enumerate(fields.items()):
            grid.addWidget(PlainLabel(label, role="muted"), row, 0)
            grid.addWidget(field, row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        said = _("Als Kalenderdatei (.ics) für Outlook, Thunderbird oder das Telefon.")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (22, 18, 22, 18)))
        column.setSpacing(look.px(14))
        column.addWidget(PlainLabel(heading, size="title", weight="strong", wrap=True))
        column.addWidget(PlainLabel(said, role="muted", wrap=True))
        whole = ScrollColumn("calendarOutFields", _("Angaben zur Kalenderdatei"))
        whole.column.setContentsMargins(0, 0, look.px(4), 0)
        whole.column.addLayout(grid)
        whole.column.addStretch(1)
        column.addWidget(whole, 1)
        column.addLayout(buttons)
        room = self.screen().availableGeometry().size()
        self.resize(min(look.px(620), room.width() - 40), min(look.px(330), room.height() - 60))

    def _count_again(self) -> None:
        closed, with_them = self._closed, self.confidential.isChecked()
        count = self._count - closed.restricted - (0 if with_them else closed.confidential)
        texts = [ngettext("{count} Eintrag wird weitergegeben", "{count} Einträge werden weitergegeben", count)]
        if closed.confidential and with_them:
            texts.append(
                ngettext("{count} vertraulicher geht mit", "{count} vertrauliche gehen mit", closed.confidential)
            )
        elif closed.confidential:
            texts.append(
                ngettext("{count} vertraulicher bleibt hier", "{count} vertrauliche bleiben hier", closed.confidential)
            )
        self.left_out.setText(_("{sentence}.").format(sentence="; ".join(texts)))
        self.go.setEnabled(count > 0)

    def _finish(self) -> None:
        self.accept()
        purpose = clean_text(self.purpose.currentText()).strip()
        self.wanted.emit(self.texts.chosen() == "all", self.confidential.isChecked(), purpose)


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
        store, place = self.workbench.store, with_ending(target, ".ics")
        work = writing(store, ids, place, with_texts, (with_confidential, purpose, heading))

        def then(outcome: Outcome) -> None:
            if not self.has_failed(outcome):
                self.tell_done(
                    place, ngettext("{count} Eintrag geschrieben", "{count} Einträge geschrieben", outcome.result())
                )

        self.workbench.runner.run(_("Kalender wird geschrieben"), work, then)


def writing(
    store: Store, ids: Sequence[int], target: Path, with_texts: bool, wish: tuple[bool, str, str]
) -> Callable[[Progress], int]:
    """Return the work of writing and logging; `wish` is with confidential records, what for, and what it shows."""
    with_confidential, purpose, heading = wish

    def work(progress: Progress) -> int:
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
            return write_calendar(store, kept, target, progress, with_texts=with_texts)

    return work
