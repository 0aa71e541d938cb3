"""What can be chosen beside the pages of an Akte, of address labels and of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from ..exports.paper.sheetforms import SheetForm, label_sheet, label_sheets
from ..kinds.clean import clean_text
from ..queries import exports, lists, sheets
from ..queries.chronicle import Period
from ..queries.exports import Wish
from ..queries.papers import AkteWishes, count_confidential
from ..queries.settings import kept_setting
from ..texts import _
from . import paper_makers, theme
from .day_edit import DayEdit
from .export_parts import Choice, PurposeField
from .lines import ScrollColumn
from .paper_setting import Maker
from .widgets import PlainLabel, SectionTitle
from .workbench import Workbench

_SHEET = "labels.sheet"
SIDE_WIDTH = 320  # px at 13 px text


class PaperSide(ScrollColumn):
    """Fields below each other, each under its label; `asks_purpose` says that what the paper is for is one of them.

    Signals:
        edited(): something else was chosen; ask `maker` again.
    """

    edited = Signal()
    asks_purpose = False

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, title, parent)
        look = theme.current()
        self.column.setContentsMargins(*(look.px(side) for side in (20, 16, 18, 16)))
        self.column.setSpacing(look.px(6))
        self.column.addWidget(SectionTitle(title))

    def maker(self) -> Maker:
        """Return what sets the paper as it is chosen."""
        raise NotImplementedError

    def add(self, label: str, field: QWidget) -> None:
        """Add a field under its label."""
        field.setAccessibleName(label)
        named = PlainLabel(label, role="muted", size="small")
        named.setBuddy(field)
        self.column.addSpacing(theme.current().px(6))
        self.column.addWidget(named)
        self.column.addWidget(field)

    def tell(self, *_what: object) -> None:
        """Say that something else was chosen."""
        self.edited.emit()


class AkteSide(PaperSide):
    """Period, order, and whether confidential notes go along."""

    def __init__(self, workbench: Workbench, record_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Akte"), "akteSide", parent)
        self._record_id = record_id
        self._since = DayEdit(name="akteSince", label=_("Von"))
        self._until = DayEdit(name="akteUntil", label=_("Bis"))
        self._order = Choice(_("Reihenfolge"), "akteOrder")
        self._order.addItem(_("Neueste zuerst"), "newest")
        self._order.addItem(_("Älteste zuerst"), "oldest")
        self.add(_("Von"), self._since)
        self.add(_("Bis"), self._until)
        hint = _("Ohne Angabe reicht der Zeitraum vom ersten bis zum letzten Eintrag.")
        self.column.addWidget(PlainLabel(hint, role="muted", size="small", wrap=True))
        self.add(_("Reihenfolge"), self._order)
        count = count_confidential(workbench.store, record_id)
        self._secret = QCheckBox(_("Vertrauliches aufnehmen"))
        self._secret.setObjectName("akteSecret")
        if count:
            self._secret.setText(f"{self._secret.text()} ({count})")
        self._secret.setAccessibleName(self._secret.text())
        self.column.addSpacing(theme.current().px(8))
        self.column.addWidget(self._secret)
        self.column.addStretch(1)
        for signal in (
            self._since.textChanged,
            self._until.textChanged,
            self._order.currentIndexChanged,
            self._secret.toggled,
        ):
            signal.connect(self.tell)

    def maker(self) -> Maker:
        """Return what sets the Akte, or says which day is unclear."""
        since, until = self._since.day(), self._until.day()
        problem = self._since.problem() or self._until.problem()
        if not problem and since and until and until < since:
            problem = _("Der Zeitraum endet, bevor er beginnt.")
        if problem:
            return paper_makers.refusing(problem)
        wishes = AkteWishes(since, until, self._order.chosen() == "oldest", self._secret.isChecked())
        return paper_makers.akte(self._record_id, wishes)


class LabelsSide(PaperSide):
    """The sheet, the first free label, and whether people share one."""

    def __init__(self, workbench: Workbench, record_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(_("Adressetiketten"), "labelsSide", parent)
        self._workbench, self._ids = workbench, tuple(record_ids)
        self._sheet, self._start = Choice(_("Bogen"), "labelSheet"), QSpinBox()
        self._sheet.shorten(12)
        self._start.setObjectName("labelStart")
        self._start.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for form in label_sheets():
            self._sheet.addItem(form.label, form.code)
        self._sheet.choose(kept_setting(workbench.store, _SHEET, label_sheets()[0].code))
        self._shared = QCheckBox(_("Eines je Anschrift"))
        self._shared.setObjectName("labelShared")
        self._shared.setAccessibleName(_("Personen mit derselben Anschrift auf ein Etikett"))
        self._shared.setToolTip(self._shared.accessibleName())
        self._shared.setChecked(True)
        self.add(_("Bogen"), self._sheet)
        self.add(_("Erstes freies Etikett"), self._start)
        hint = _("Gezählt wird zeilenweise; so werden angefangene Bogen aufgebraucht. Beim Drucken „100 %“ wählen.")
        self.column.addWidget(PlainLabel(hint, role="muted", size="small", wrap=True))
        self.column.addSpacing(theme.current().px(8))
        self.column.addWidget(self._shared)
        self.column.addStretch(1)
        self._sheet.currentIndexChanged.connect(self._choose_sheet)
        self._start.valueChanged.connect(self.tell)
        self._shared.toggled.connect(self.tell)
        self._start.setRange(1, self._form().count)

    def maker(self) -> Maker:
        """Return what sets the labels."""
        return paper_makers.address_labels(
            self._ids, self._form(), self._start.value(), one_per_address=self._shared.isChecked()
        )

    def _choose_sheet(self) -> None:
        """Keep the sheet for the next time."""
        self._workbench.keep(_SHEET, self._form().code)
        self._start.setRange(1, self._form().count)
        self.tell()

    def _form(self) -> SheetForm:
        return label_sheet(self._sheet.chosen())


class ListSide(PaperSide):
    """What the list is for, whether a person with two functions takes two rows, and confidential records."""

    asks_purpose = True

    def __init__(
        self,
        workbench: Workbench,
        query: lists.ListQuery,
        record_ids: Sequence[int],
        wish: Wish,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(sheets.title(query.kind), "listSide", parent)
        self._query, self._ids, self._wish = query, tuple(record_ids), replace(wish, format="pdf", all_fields=False)
        self._purpose = _purpose_field(workbench, "listPurpose", wish.purpose)
        self._rows = Choice(_("Mehrere Funktionen"), "listRows")
        self._rows.addItem(_("in einer Zeile"), "record")
        self._rows.addItem(_("eine Zeile je Funktion"), "function")
        self._rows.choose("function" if wish.function_rows else "record")
        self.add(_("Zweck, steht auf der Liste"), self._purpose)
        if sheets.has_function_rows(query, all_fields=False):
            self.add(_("Mehrere Funktionen"), self._rows)
        self._secret = QCheckBox(_("Vertrauliche einschließen"))
        self._secret.setObjectName("listSecret")
        self._secret.setChecked(wish.with_confidential)
        if count := sheets.closed_among(workbench.store, self._ids).confidential:
            self._secret.setText(f"{self._secret.text()} ({count})")
        self._secret.setAccessibleName(self._secret.text())
        self.column.addSpacing(theme.current().px(8))
        self.column.addWidget(self._secret)
        self.column.addStretch(1)
        for signal in (self._purpose.currentTextChanged, self._rows.currentIndexChanged, self._secret.toggled):
            signal.connect(self.tell)

    def maker(self) -> Maker:
        """Return what sets the list."""
        wish = replace(
            self._wish,
            purpose=_purpose_in(self._purpose),
            function_rows=self._rows.chosen() == "function",
            with_confidential=self._secret.isChecked(),
        )
        return paper_makers.list_of(self._query, self._ids, wish)


class JournalSide(PaperSide):
    """What the journal is for."""

    asks_purpose = True

    def __init__(self, workbench: Workbench, period: Period, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Journal"), "journalSide", parent)
        self._period = period
        self._purpose = _purpose_field(workbench, "journalPurpose", purpose)
        self.add(_("Zweck, steht auf der Liste"), self._purpose)
        self.column.addStretch(1)
        self._purpose.currentTextChanged.connect(self.tell)

    def maker(self) -> Maker:
        """Return what sets the journal."""
        return paper_makers.journal(self._period, _purpose_in(self._purpose))


def _purpose_field(workbench: Workbench, name: str, purpose: str) -> PurposeField:
    field = PurposeField(exports.purposes(workbench.store))
    field.setObjectName(name)
    field.setCurrentText(purpose)
    line = field.lineEdit()
    assert line is not None
    line.setPlaceholderText(_("etwa: Einladung Runder Tisch"))
    return field


def _purpose_in(field: PurposeField) -> str:
    return clean_text(field.currentText()).strip()
