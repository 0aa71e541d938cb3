"""The head of a citizen's case: its code to be read out, and how to call back for a while."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ..actions.citizens import LONGEST, keep_callback
from ..errors import BadValues, Trouble
from ..kinds.days import format_day
from ..queries.citizens import call_back
from ..queries.record import Record
from ..texts import _
from . import theme
from .widgets import Button, Card, PlainLabel
from .workbench import Workbench


class CallbackCard(Card):
    """Shows the code of a case and keeps how to call back; that stands nowhere else and has no undo.

    Signals:
        sheet_wanted(): the crisis sheet.
    """

    sheet_wanted = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("citizenCard")
        self._bench = workbench
        self._record: Record | None = None
        self._code = PlainLabel("", size="number", weight="strong")
        self._code.setObjectName("citizenCode")
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        copy = Button(_("Kopieren"), icon="copy", look="quiet", name="copyCode")
        copy.setAccessibleName(_("Kennwort kopieren"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code.full_text()))
        sheet = Button(_("Krisenblatt"), icon="phone", look="quiet", name="callbackCrisis")
        sheet.clicked.connect(self.sheet_wanted)
        head = QHBoxLayout()
        head.addWidget(self._code, 1)
        head.addWidget(copy)
        head.addWidget(sheet)
        self._said = PlainLabel(
            _("Unter diesem Kennwort wird das Anliegen geführt. Es sagt nichts über die Person."),
            role="muted",
            wrap=True,
        )
        self._label = PlainLabel("", role="muted", size="small", weight="medium", wrap=True)
        self.contact = QLineEdit()
        self.contact.setObjectName("callbackContact")
        self.contact.setMaxLength(LONGEST)
        self.contact.setPlaceholderText(_("Telefon oder E-Mail, nur für den Rückruf"))
        self.contact.returnPressed.connect(self._keep)
        self.contact.textEdited.connect(lambda _text: self._show_buttons())
        self.keep = Button(_("Merken"), name="keepCallback")
        self.keep.clicked.connect(self._keep)
        self.drop = Button(_("Jetzt löschen"), look="quiet", icon="trash-2", name="dropCallback")
        self.drop.clicked.connect(self._drop)
        self._problem = PlainLabel("", role="danger", size="small", wrap=True)
        self._problem.setObjectName("callbackProblem")
        self._build(head)

    def _build(self, head: QHBoxLayout) -> None:
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        for widget in (self.contact, self.keep, self.drop):
            row.addWidget(widget)
        self.body.addLayout(head)
        self.body.addWidget(self._said)
        self.body.addSpacing(look.px(4))
        self.body.addWidget(self._label)
        self.body.addLayout(row)
        self.body.addWidget(self._problem)

    def show_case(self, record: Record | None) -> None:
        """Show the code of a case and how to call back; a new case has neither yet."""
        self._record = record
        self.setVisible(record is not None)
        if record is None:
            return
        self._code.setText(str(record.values["pseudonym"] or ""))
        self._show_callback()

    def _show_callback(self) -> None:
        assert self._record is not None
        found = call_back(self._bench.store, self._record.id)
        is_open = self._record.values["closed_on"] is None
        text = _("Rückruf unter (gelöscht beim Abschluss, spätestens nach 30 Tagen)")
        if found is not None:
            text = _("Rückruf unter (wird am {day} gelöscht)").format(day=format_day(found.delete_on))
        self._label.setText(text)
        self.contact.setAccessibleName(text)
        self._kept = found.contact if found is not None else ""
        self.contact.setText(self._kept)
        for widget in (self._label, self.contact):
            widget.setVisible(is_open)
        self._problem.hide()
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_open = self._record is not None and self._record.values["closed_on"] is None
        self.keep.setVisible(is_open)
        self.keep.setEnabled(self.contact.text().strip() != self._kept)
        self.drop.setVisible(is_open and bool(self._kept))

    def _drop(self) -> None:
        self.contact.clear()
        self._keep()
        self.contact.setFocus()

    def _keep(self) -> None:
        if self._record is None:
            return
        contact = self.contact.text()
        try:
            keep_callback(self._bench.store, self._record.id, contact)
        except BadValues as trouble:
            self._problem.setText(" ".join(trouble.problems.values()))
            self._problem.show()
            return
        except Trouble as trouble:
            self._bench.troubled.emit(str(trouble))
            return
        self._show_callback()
        said = (
            _("Rückruf gemerkt. Er steht nur hier und in keinem Verlauf.")
            if contact.strip()
            else _("Rückruf gelöscht.")
        )
        self._bench.said.emit(said, False)
