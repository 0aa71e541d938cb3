"""Colours and text size: chosen at once, kept on this device."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton

from ..texts import _, mark
from . import theme
from .chips import FlowLayout
from .preferences import TEXT_SCALES, Preferences, preferences_file
from .statusline import announce
from .widgets import Card, PlainLabel, SectionTitle, StillCombo

_SCHEMES: tuple[tuple[bool | None, str, str], ...] = (
    (None, mark("Wie das System"), "colourSystem"),
    (False, mark("Hell"), "colourLight"),
    (True, mark("Dunkel"), "colourDark"),
)
NOT_KEPT = mark("Die Wahl gilt nur bis zum Schließen: „{path}“ lässt sich nicht schreiben.")


class LookCard(Card):
    """What is chosen here is seen at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lookCard")
        chosen = Preferences.load()
        self.body.addWidget(SectionTitle(_("Darstellung")))
        self._schemes = QButtonGroup(self)
        row = FlowLayout(gap=14)
        for place, (dark, label, name) in enumerate(_SCHEMES):
            choice = QRadioButton(_(label))
            choice.setObjectName(name)
            choice.setAccessibleName(_("Farben: {choice}").format(choice=_(label)))
            choice.setChecked(chosen.dark is dark)
            self._schemes.addButton(choice, place)
            row.addWidget(choice)
        self.scale = StillCombo()
        self.scale.setObjectName("textScale")
        self.scale.setAccessibleName(_("Textgröße"))
        for scale in sorted({*TEXT_SCALES, chosen.text_scale}):
            self.scale.addItem(_("{percent} %").format(percent=round(scale * 100)), scale)
        self.scale.setCurrentIndex(self.scale.findData(chosen.text_scale))
        size_label = PlainLabel(_("Textgröße"), role="muted")
        size_label.setBuddy(self.scale)
        size_row = FlowLayout(gap=10)
        size_row.addWidget(self.scale)
        size_row.addWidget(PlainLabel(_("100 % ist die Größe des Systems."), role="muted", size="small"))
        self.problem = PlainLabel("", role="danger", wrap=True)
        self.problem.setObjectName("lookProblem")
        self.problem.hide()
        self.body.addWidget(PlainLabel(_("Farben"), role="muted"))
        self.body.addLayout(row)
        self.body.addWidget(size_label)
        self.body.addLayout(size_row)
        self.body.addWidget(self.problem)
        self._schemes.idToggled.connect(self._scheme_toggled)
        self.scale.activated.connect(self._keep)

    def first_field(self) -> QRadioButton:
        """Return where the keyboard starts."""
        chosen = self._schemes.checkedButton()
        assert isinstance(chosen, QRadioButton)
        return chosen

    def _scheme_toggled(self, _place: int, is_on: bool) -> None:
        if is_on:
            self._keep()

    def _keep(self) -> None:
        kept = Preferences.load()
        kept.dark = _SCHEMES[self._schemes.checkedId()][0]
        kept.text_scale = float(self.scale.currentData())
        is_kept = kept.save()
        self.problem.setText("" if is_kept else _(NOT_KEPT).format(path=preferences_file()))
        self.problem.setVisible(not is_kept)
        if not is_kept:
            announce(self, self.problem.full_text(), is_urgent=True)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, kept.dark, kept.text_scale)
