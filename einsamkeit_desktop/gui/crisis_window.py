"""The crisis sheet on the screen: whom to call, large and calm, and passing on with one button (Krisenblatt)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions.citizens import pass_on
from ..errors import BadValues
from ..kinds.clean import clean_text
from ..queries.crisis import SERVICE, CrisisLine, crisis_sheet, own_service
from ..queries.settings import profile
from ..texts import _
from . import theme
from .lines import ScrollColumn, clear_layout
from .widgets import Button, Card, Hairline, PlainLabel, SectionTitle, button_row
from .workbench import Workbench

WIDTH, HEIGHT = 640, 660  # px at 13 px text


class CrisisLines(QWidget):
    """Whom to call: a name, a large number that can be copied, and when."""

    def __init__(self, lines: Sequence[CrisisLine]) -> None:
        super().__init__()
        self.setObjectName("crisisLines")
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        for at, line in enumerate(line for line in lines if line.phone):
            column.addWidget(self._line(line, at))

    def _line(self, line: CrisisLine, at: int) -> QWidget:
        whole = QWidget()
        number = PlainLabel(line.phone, size="number", weight="strong")
        number.setObjectName(f"crisisNumber-{at}")
        number.setAccessibleName(_("{name}: {phone}").format(name=line.name, phone=line.phone))
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        number.setMinimumWidth(theme.current().px(190))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(PlainLabel(line.name, size="section", weight="strong"))
        if line.note:
            texts.addWidget(PlainLabel(line.note, role="muted", wrap=True))
        texts.addStretch(1)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(14))
        row.addWidget(number)
        row.addLayout(texts, 1)
        return whole


class CrisisWindow(QDialog):
    """The sheet in a window of its own; of a case, `record_id` is passed on, else a new one that says only that.

    Signals:
        passed_on(int): the case that says so now.
    """

    passed_on = Signal(int)

    def __init__(self, workbench: Workbench, record_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crisisWindow")
        self.setWindowTitle(_("Krisenblatt"))
        self._bench, self._record_id = workbench, record_id
        look = theme.current()
        self._sheet = ScrollColumn("crisisSheet", _("Krisenblatt"))
        self._sheet.column.setContentsMargins(*(look.px(side) for side in (24, 18, 24, 18)))
        self._sheet.column.setSpacing(look.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sheet, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot())
        self._show_sheet()
        self.resize(theme.fitting(WIDTH, HEIGHT))
        self._leave.setFocus()

    def _foot(self) -> QHBoxLayout:
        look = theme.current()
        passing = Button(_("Weitergeleitet vermerken"), look="primary", icon="send", name="crisisPassOn")
        passing.setToolTip(_("Hält nur fest, dass weitergeleitet wurde."))
        passing.clicked.connect(self._pass_on)
        printing = Button(_("Drucken …"), icon="printer", name="crisisPrint")
        printing.clicked.connect(self._print)
        self._leave = Button(_("Schließen"), look="quiet", name="crisisClose")
        self._leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(*(look.px(side) for side in (20, 10, 18, 12)))
        row.setSpacing(look.px(9))
        row.addWidget(self._leave)
        row.addStretch(1)
        row.addWidget(printing)
        row.addWidget(passing)
        return row

    def _show_sheet(self) -> None:
        clear_layout(self._sheet.column)
        sheet, column, look = crisis_sheet(self._bench.store), self._sheet.column, theme.current()
        column.addWidget(PlainLabel(_("Krisenblatt"), size="title", weight="strong"))
        for advice in sheet.advice:
            column.addWidget(PlainLabel(advice, size="section", wrap=True))
        column.addSpacing(look.px(6))
        column.addWidget(Hairline())
        column.addSpacing(look.px(2))
        column.addWidget(CrisisLines(sheet.lines))
        column.addSpacing(look.px(8))
        self._service = ServiceEntry(own_service(self._bench.store))
        self._service.kept.connect(self._keep_service)
        column.addWidget(self._service)
        column.addStretch(1)

    def _keep_service(self, entry: CrisisLine) -> None:
        kept = {"name": entry.name, "phone": entry.phone, "note": entry.note}
        self._bench.keep("profile", {**profile(self._bench.store), SERVICE: kept})
        self._show_sheet()
        self._leave.setFocus()

    def _pass_on(self) -> None:
        try:
            changes = self._bench.do(pass_on, self._record_id)
        except BadValues as trouble:
            self._bench.troubled.emit(str(trouble))
            return
        if changes is not None and changes.record_id is not None:
            self.passed_on.emit(changes.record_id)
            self.accept()

    def _print(self) -> None:
        from .crisis_paper import crisis_maker
        from .papers_out import papers_of

        papers_of(self._bench, self.parentWidget() or self).paper(_("Krisenblatt"), crisis_maker())


class ServiceEntry(Card):
    """The municipality's own service: what is entered, and the fields to enter it.

    Signals:
        kept(CrisisLine): what was entered.
    """

    kept = Signal(object)

    def __init__(self, shown: CrisisLine) -> None:
        super().__init__()
        self.setObjectName("crisisService")
        self._shown = shown
        text = shown.name if shown.phone else _("{name}: noch keine Nummer eingetragen.").format(name=shown.name)
        self._line = PlainLabel(text, role="muted", wrap=True)
        self.change = Button(_("Ändern") if shown.phone else _("Nummer eintragen"), icon="pencil", name="serviceChange")
        self.change.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(self.change)
        self.body.addLayout(row)

    def _ask(self) -> None:
        self.change.hide()
        self._line.hide()
        self.body.addWidget(SectionTitle(_("Eigener Dienst der Kommune")))
        self.name = self._field(_("Name"), self._shown.name, "serviceName")
        self.phone = self._field(_("Telefon"), self._shown.phone, "servicePhone")
        self.note = self._field(_("Wann, für wen"), self._shown.note, "serviceNote")
        keep = Button(_("Übernehmen"), name="serviceKeep")
        keep.clicked.connect(self._keep)
        self.body.addLayout(button_row(keep))
        self.phone.setFocus()

    def _field(self, label: str, text: str, name: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setMaxLength(120)
        field.returnPressed.connect(self._keep)
        self.body.addWidget(PlainLabel(label, role="muted", size="small", weight="medium"))
        self.body.addWidget(field)
        return field

    def _keep(self) -> None:
        texts = (clean_text(field.text()).strip() for field in (self.name, self.phone, self.note))
        self.kept.emit(CrisisLine(*texts))


def open_crisis(workbench: Workbench, parent: object, record_id: int | None = None) -> CrisisWindow:
    """Open the crisis sheet over a widget's window; what was passed on without a case is shown afterwards."""
    assert isinstance(parent, QWidget)
    window = CrisisWindow(workbench, record_id, parent.window())
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if record_id is None:
        window.passed_on.connect(partial(_show, workbench))
    window.open()
    return window


def _show(workbench: Workbench, record_id: int) -> None:
    workbench.open_wanted.emit(record_id, False)
