"""How rows find what is known already, and what may become of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from ..imports.intake import Intake
from ..texts import _, mark
from . import theme
from .import_parts import wrapped
from .widgets import SectionTitle

_MARKS = {
    "by_uid": (mark("UID"), mark("Die Kennung aus einer Liste dieses Programms; sie gilt vor allem anderen.")),
    "by_mail": (mark("E-Mail-Adresse"), mark("Bei Personen: dieselbe Adresse und derselbe Nachname.")),
    "by_name": (
        mark("Name und Organisation"),
        mark(
            "Bei Organisationen der Name, bei Personen der Name in derselben Organisation; bei allem anderen der Titel "
            "mit Tag, Anbieter oder Nummer."
        ),
    ),
}
_ALLOWED = {
    (True, True): (
        mark("Neue anlegen und Vorhandene ergänzen"),
        mark(
            "Weitere Telefonnummern, E-Mail-Adressen, Webseiten, Themen, Zielgruppen, Wirkungsbereiche und Zeilen der "
            "Bemerkung kommen zu den vorhandenen dazu. Lücken einer Anschrift werden gefüllt; steht sie anders in der "
            "Datei, tritt sie an die Stelle der vorhandenen mit gleicher Bezeichnung. Was sonst anders in der Datei "
            "steht, ersetzt das Vorhandene. Leere Zellen löschen nichts. Namen bleiben, wie sie sind, außer die UID "
            "stimmt überein."
        ),
    ),
    (True, False): (mark("Nur Neue anlegen"), mark("Was schon im Bestand steht, bleibt, wie es ist.")),
    (False, True): (
        mark("Nur Vorhandene ergänzen"),
        mark("Ergänzt wird wie oben; was nicht im Bestand steht, wird nicht angelegt."),
    ),
}


class MatchingPage(QWidget):
    """Asks two questions; both have the usual answer already.

    Signals:
        changed(): an answer is another one.
    """

    changed = Signal()

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addWidget(SectionTitle(_("Woran wird erkannt, was es schon gibt?")))
        self.boxes: dict[str, QCheckBox] = {}
        for name, (text, why) in _MARKS.items():
            box = self.boxes[name] = QCheckBox(_(text))
            box.setObjectName(f"import_{name}")
            box.setAccessibleName(_(text))
            box.setAccessibleDescription(_(why))
            box.clicked.connect(self._take)
            self._add(column, box, _(why))
        column.addSpacing(look.px(14))
        column.addWidget(SectionTitle(_("Was soll geschehen?")))
        self.buttons: dict[tuple[bool, bool], QRadioButton] = {}
        group = QButtonGroup(self)
        for (makes, changes), (text, why) in _ALLOWED.items():
            button = self.buttons[makes, changes] = QRadioButton(_(text))
            button.setObjectName("import_" + ("both" if makes and changes else "new" if makes else "known"))
            button.setAccessibleName(_(text))
            button.setAccessibleDescription(_(why))
            button.clicked.connect(self._take)
            group.addButton(button)
            self._add(column, button, _(why))
        column.addStretch(1)
        self.show_intake(intake)

    def show_intake(self, intake: Intake) -> None:
        """Show the answers of what was read."""
        self._intake = intake
        for name, box in self.boxes.items():
            box.setChecked(getattr(intake.rules, name))
        self.buttons[intake.rules.makes, intake.rules.changes].setChecked(True)

    def _add(self, column: QVBoxLayout, button: QWidget, why: str) -> None:
        look = theme.current()
        text = wrapped(why)
        text.setContentsMargins(look.px(24), 0, 0, look.px(4))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(text)

    def _take(self) -> None:
        makes, changes = next(key for key, button in self.buttons.items() if button.isChecked())
        found: dict[str, Any] = {name: box.isChecked() for name, box in self.boxes.items()}
        rules = replace(self._intake.rules, **found, makes=makes, changes=changes)
        if rules != self._intake.rules:
            self._intake.rules = rules
            self.changed.emit()
