"""What is asked before an Akte or address labels are printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..exports.paper.sheetforms import SheetForm, label_sheet, label_sheets
from ..queries import mailing
from ..queries.handouts import Labels
from ..queries.papers import AkteWishes, count_confidential
from ..queries.settings import kept_setting
from ..texts import _, ngettext
from . import theme
from .day_edit import DayEdit
from .tasks import Outcome
from .widgets import Button, PlainLabel
from .workbench import Workbench

_SHEET = "labels.sheet"


class _Question(QDialog):
    """A few fields with "Drucken" and "Abbrechen" below; `said` is the line for what is to be known."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        look = theme.current()
        self.form = QFormLayout()
        self.said = PlainLabel("", role="muted", wrap=True)
        go = Button(_("Als PDF speichern"), look="primary", name="paperGo")
        leave = Button(_("Abbrechen"), name="paperLeave")
        buttons = QDialogButtonBox()
        buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        go.setDefault(True)
        self.go = go
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(20),) * 4)
        column.setSpacing(look.px(14))
        column.addLayout(self.form)
        column.addWidget(self.said)
        column.addWidget(buttons)
        self.setMinimumWidth(look.px(440))

    def add(self, label: str, field: QWidget) -> None:
        """Add a field with its label."""
        field.setAccessibleName(label)
        named = PlainLabel(label)
        named.setBuddy(field)
        self.form.addRow(named, field)


class AkteDialog(_Question):
    """Asks for period, order and whether confidential notes go along."""

    def __init__(self, workbench: Workbench, record_id: int, parent: QWidget) -> None:
        super().__init__(_("Akte drucken"), "akteDialog", parent)
        self._since = DayEdit(name="akteSince", label=_("Von"))
        self._until = DayEdit(name="akteUntil", label=_("Bis"))
        self._order = QComboBox()
        self._order.setObjectName("akteOrder")
        self._order.addItems([_("Neueste zuerst"), _("Älteste zuerst")])
        self.add(_("Von"), self._since)
        self.add(_("Bis"), self._until)
        self.add(_("Reihenfolge"), self._order)
        count = count_confidential(workbench.store, record_id)
        self._secret = QCheckBox(
            ngettext(
                "{count} vertraulichen Vermerk mitdrucken", "{count} vertrauliche Vermerke mitdrucken", max(count, 1)
            )
        )
        self._secret.setObjectName("akteSecret")
        self._secret.setVisible(count > 0)
        self.form.addRow(self._secret)
        self._since.setFocus()
        self.said.setText(_("Ohne Angabe reicht der Zeitraum vom ersten bis zum letzten Eintrag."))

    def wishes(self) -> AkteWishes:
        """Return what was chosen."""
        return AkteWishes(
            self._since.day(), self._until.day(), self._order.currentIndex() == 1, self._secret.isChecked()
        )

    def accept(self) -> None:
        """Close if both days are clear and in order."""
        since, until = self._since.day(), self._until.day()
        problem = self._since.problem() or self._until.problem()
        if not problem and since and until and until < since:
            problem = _("Der Zeitraum endet, bevor er beginnt.")
        self.said.set_role("danger" if problem else "muted")
        if problem:
            self.said.setText(problem)
        else:
            super().accept()


class LabelsDialog(_Question):
    """Asks for the sheet, the first free label and whether people share one; says how many there will be."""

    def __init__(self, workbench: Workbench, record_ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(_("Adressetiketten"), "labelsDialog", parent)
        self._workbench, self._ids = workbench, record_ids
        self._labels: Labels | None = None
        self._is_over = False
        self._sheet, self._start = QComboBox(), QSpinBox()
        self._sheet.setObjectName("labelSheet")
        self._start.setObjectName("labelStart")
        for form in label_sheets():
            self._sheet.addItem(form.label, form.code)
        kept = kept_setting(workbench.store, _SHEET, label_sheets()[0].code)
        self._sheet.setCurrentIndex(max(self._sheet.findData(kept), 0))
        self._shared = QCheckBox(_("Personen mit derselben Anschrift auf ein Etikett"))
        self._shared.setObjectName("labelShared")
        self._shared.setChecked(True)
        self.add(_("Bogen"), self._sheet)
        self.add(_("Erstes freies Etikett (zeilenweise)"), self._start)
        self._start.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.form.addRow(self._shared)
        self._sheet.currentIndexChanged.connect(self._count)
        self._start.valueChanged.connect(self._count)
        self._shared.toggled.connect(self._read)
        self._sheet.setFocus()
        self._read()

    def _read(self) -> None:
        """Read the addresses beside the GUI: those of 10,000 people take two seconds."""
        store, ids, shared = self._workbench.store, self._ids, self._shared.isChecked()
        self._labels = None
        self._count()

        def take(outcome: Outcome) -> None:
            if self._is_over or shared != self._shared.isChecked():
                return
            self._labels = outcome.result()
            self._count()

        self._workbench.runner.run(
            _("Anschriften werden gelesen"),
            lambda _progress: mailing.labels(store, ids, one_per_address=shared),
            take,
        )

    def done(self, result: int) -> None:
        """Close; addresses that are still being read are not waited for."""
        self._is_over = True
        super().done(result)

    def _count(self) -> None:
        form, found = self._form(), self._labels
        self._start.setRange(1, form.count)
        self.go.setEnabled(found is not None and bool(found.labels))
        if found is None:
            self.said.setText(_("Die Anschriften werden gelesen …"))
            return
        count = len(found.labels)
        sheets = -(-(self._start.value() - 1 + count) // form.count)
        many = ngettext("{count} Etikett", "{count} Etiketten", count)
        on = ngettext("auf einem Bogen", "auf {count} Bogen", sheets)
        told = [
            f"{many} {on}." if count else _("Keine Etiketten."),
            mailing.without_address_sentence(found.without_address),
        ]
        if left_out := found.imprint.left_out:
            told.append(ngettext("{count} vertraulicher ausgelassen.", "{count} vertrauliche ausgelassen.", left_out))
        self.said.setText(" ".join(part for part in told if part))

    def _form(self) -> SheetForm:
        return label_sheet(str(self._sheet.currentData()))

    def chosen(self) -> tuple[SheetForm, int, bool]:
        """Return the sheet, the first place from 1, and whether people share a label."""
        return self._form(), self._start.value(), self._shared.isChecked()

    def remember(self) -> None:
        """Keep the sheet for the next time."""
        self._workbench.keep(_SHEET, self._form().code)
