"""A passphrase for a store that has none: typed twice, the recovery key in hand first, then the store asks for it."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..errors import Trouble
from ..store import securing
from ..store.securing import Secured
from ..texts import _, mark
from . import theme
from .chips import FlowLayout
from .first_start import SheetPage
from .recovery_sheet import RecoverySheet
from .scratch import is_passing
from .secret_fields import LabelledField, SecretField, lead_from_line_to_line
from .strength import strength
from .tasks import Outcome, TaskRunner
from .widgets import Button, Card, PlainLabel, SectionTitle
from .workbench import Workbench

WITHOUT = mark("Dieser Bestand hat keine Passphrase: Wer an dieses Gerät kommt, kann ihn öffnen.")
PASSING = mark(
    "Diese Beispieldaten haben keine Passphrase und werden beim Schließen gelöscht. Für Daten von Menschen bitte einen "
    "neuen Bestand mit Passphrase anlegen."
)
ABOUT = mark(
    "Zuerst bekommen Sie den Wiederherstellungsschlüssel. Dann wird der Bestand gesichert, neu verschlüsselt und fragt "
    "nach der Passphrase; auch die Sicherungen in seinem Ordner brauchen sie von da an. Kopien an anderen Orten "
    "bleiben ohne Passphrase lesbar: Bitte dort löschen."
)
WIDTH, HEIGHT = 640, 560  # px at 13 px text


class SheetDialog(QDialog):
    """The recovery key before the passphrase is set; accepted when it is confirmed, and leaving changes nothing."""

    def __init__(self, recovery: RecoverySheet, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheetDialog")
        self.setWindowTitle(_("Wiederherstellungsschlüssel"))
        leave = Button(_("Abbrechen"), name="sheetCancel")
        self.page = SheetPage(leave)
        self.page.show_key(recovery.key)
        leave.clicked.connect(self.reject)
        self.page.confirmed.connect(self.accept)
        self.page.paper_wanted.connect(lambda: recovery.show(self.page, runner))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(theme.fitting(WIDTH, HEIGHT))


class SecuringCard(Card):
    """Two fields and a button; what was typed is forgotten when nobody looks."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("passphraseCard")
        self._workbench = workbench
        self.is_passing = is_passing(workbench.store.folder)
        self.body.addWidget(SectionTitle(_("Passphrase")))
        without = PlainLabel(_(PASSING if self.is_passing else WITHOUT), wrap=True)
        without.setObjectName("withoutPassphraseNote")
        self.body.addWidget(without)
        if not self.is_passing:
            self._build()

    def _build(self) -> None:
        self._new = SecretField(_("Neue Passphrase"), name="newPassphrase")
        self._again = SecretField(_("Neue Passphrase wiederholen"), name="newPassphraseAgain")
        self.new_field = LabelledField(_("Neue Passphrase"), self._new, hint=strength("").sentence)
        self.again_field = LabelledField(_("Neue Passphrase wiederholen"), self._again)
        self.button = Button(_("Passphrase setzen …"), icon="key-round", name="setPassphraseButton")
        buttons = FlowLayout()
        buttons.addWidget(self.button)
        for field in (self.new_field, self.again_field):
            self.body.addWidget(field)
        lead_from_line_to_line(self._new, self._again)
        self.body.addLayout(buttons)
        self.body.addWidget(PlainLabel(_(ABOUT), role="muted", size="small", wrap=True))
        self._new.edited.connect(lambda typed: self.new_field.set_hint(strength(typed).sentence))
        self._again.edited.connect(lambda _typed: self.again_field.say(""))
        for secret in (self._new, self._again):
            secret.entered.connect(self._ask)
        self.button.clicked.connect(self._ask)

    def forget(self) -> None:
        """Forget what was typed."""
        if not self.is_passing:
            self._new.clear()
            self._again.clear()
            self.new_field.set_hint(strength("").sentence)
            self.again_field.say("")

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leave no passphrase behind on a page nobody looks at."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def _ask(self) -> None:
        if not self.button.isEnabled():
            return
        new = self._new.text()
        if not strength(new).is_enough:
            self._refuse(self.new_field, strength(new).sentence)
        elif new != self._again.text():
            self._refuse(self.again_field, _("Die beiden Eingaben sind verschieden. Bitte noch einmal wiederholen."))
        else:
            self._prepare(new)

    def _prepare(self, passphrase: str) -> None:
        data_key = self._workbench.store.data_key
        self.button.setEnabled(False)

        def ended(outcome: Outcome) -> None:
            if isValid(self):
                self.button.setEnabled(True)
                self._show_sheet(outcome)

        name = _("Schlüssel werden erzeugt")
        self._workbench.runner.run(name, lambda _progress: securing.prepared(data_key, passphrase), ended)

    def _show_sheet(self, outcome: Outcome) -> None:
        if isinstance(outcome.error, Trouble):
            self._refuse(self.new_field, str(outcome.error))
            return
        secured: Secured = outcome.result()
        self.forget()
        recovery = RecoverySheet(secured.new.recovery_key, self._workbench.store.folder)
        dialog = SheetDialog(recovery, self._workbench.runner, self.window())
        dialog.accepted.connect(lambda: self._workbench.securing_wanted.emit(secured))
        self._workbench.closing.connect(dialog.reject)
        dialog.open()

    def _refuse(self, field: LabelledField, sentence: str) -> None:
        field.say(sentence)
        field.field.setFocus()
