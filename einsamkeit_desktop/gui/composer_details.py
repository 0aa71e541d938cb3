"""What a note can say beyond its text, behind "Mehr": agreement, subject, occasion, place, duration, secrecy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ..texts import _
from . import theme
from .composer_pins import Pins
from .drafts import Draft
from .widgets import PlainLabel

_DURATION_PX = 70


class NoteDetails(QWidget):
    """Signals: edited(): something was changed here."""

    edited = Signal()
    pinned = frozenset({"subject", "occasion", "place"})

    def __init__(self, pins: Pins, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noteDetails")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._pins = pins
        self.agreement = _line("noteAgreement", _("Vereinbart"))
        self.subject = _line("noteSubject", _("Betreff"))
        self.occasion = _line("noteOccasion", _("Anlass"))
        self.place = _line("notePlace", _("Ort"))
        self.duration = _line("noteDuration", _("Dauer in Minuten"))
        self.duration.setMaximumWidth(theme.current().px(_DURATION_PX))
        self.confidential = QCheckBox(_("Vertraulich: bleibt aus Briefings und Listen heraus"))
        self.confidential.setObjectName("noteConfidential")
        self.confidential.setAccessibleName(self.confidential.text())
        form = QGridLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.current().px(8))
        form.setVerticalSpacing(theme.current().px(6))
        self._add(form, _("Vereinbart"), self.agreement)
        self._add(form, _("Betreff"), self.subject, "subject")
        self._add(form, _("Anlass"), self.occasion, "occasion")
        place = self._add(form, _("Ort"), self.place, "place")
        place.addSpacing(theme.current().px(6))
        place.addWidget(PlainLabel(_("Dauer"), role="muted"))
        place.addWidget(self.duration)
        place.addWidget(PlainLabel(_("min"), role="muted"))
        form.addWidget(self.confidential, form.rowCount(), 1)
        self.confidential.toggled.connect(self.edited)
        for line in self._lines().values():
            line.textChanged.connect(self.edited)
        self.hide()

    def texts(self) -> dict[str, str]:
        """Return what stands in the lines, by the name in a draft."""
        return {name: line.text() for name, line in self._lines().items()}

    def show_draft(self, draft: Draft) -> None:
        """Show what a draft says; emits nothing."""
        self.blockSignals(True)
        for name, line in self._lines().items():
            line.setText(getattr(draft, name))
        self.confidential.setChecked(draft.confidential)
        self.blockSignals(False)

    def says_something(self) -> bool:
        """Whether anything is filled in that no pin shows anyway."""
        return any(text.strip() for text in self.texts().values()) or self.confidential.isChecked()

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        pins = self._pins.buttons
        subject, occasion, place = (
            [line, pins[name]]
            for name, line in (("subject", self.subject), ("occasion", self.occasion), ("place", self.place))
        )
        return [self.agreement, *subject, *occasion, *place, self.duration, self.confidential]

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "agreement": self.agreement,
            "subject": self.subject,
            "occasion": self.occasion,
            "place": self.place,
            "duration": self.duration,
        }

    def _add(self, form: QGridLayout, label: str, line: QLineEdit, pin: str = "") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(4))
        row.addWidget(line, 1)
        if pin:
            row.addWidget(self._pins.buttons[pin])
        place = form.rowCount()
        form.addWidget(PlainLabel(label, role="muted"), place, 0)
        form.addLayout(row, place, 1)
        return row


def _line(name: str, label: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(label)
    return line
