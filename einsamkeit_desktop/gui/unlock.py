"""The page before a locked store: passphrase, or the recovery key. Also the lock page of the main window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ..texts import _
from .calm_page import CalmPage
from .secret_fields import LabelledField, SecretField
from .widgets import Button, PlainLabel


class UnlockPage(CalmPage):
    """Asks for the passphrase; shows nothing of the store but its name.

    Signals:
        passphrase_given(str): try this passphrase; answer with `show_problem` or leave the page.
        recovery_key_given(str): try this recovery key, groups as typed.
        other_store_wanted(): open another store instead.
    """

    passphrase_given = Signal(str)
    recovery_key_given = Signal(str)
    other_store_wanted = Signal()

    def __init__(self, store_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Bestand öffnen"), name="unlockPage", width=420, parent=parent)
        self._store = PlainLabel(store_name, role="muted")
        self._store.setObjectName("unlockStore")
        self._store.setVisible(bool(store_name))
        self._note = PlainLabel("", wrap=True)
        self._note.setObjectName("unlockNote")
        self._note.hide()
        self._is_recovering = False
        self._secret = SecretField(_("Passphrase"), name="unlockPassphrase")
        self._key = SecretField(_("Wiederherstellungsschlüssel"), name="unlockRecoveryKey")
        self._passphrase_field = LabelledField(_("Passphrase"), self._secret)
        self._key_field = LabelledField(
            _("Wiederherstellungsschlüssel"),
            self._key,
            hint=_("Die Gruppen vom Ausdruck; Leerzeichen, Striche und Groß- oder Kleinschreibung sind gleich."),
        )
        self._key_field.hide()
        self._open = Button(_("Öffnen"), look="primary", name="unlockButton")
        self._other_way = Button(_("Wiederherstellungsschlüssel verwenden"), look="quiet", name="useRecoveryKeyButton")
        self._other_store = Button(_("Anderen Bestand öffnen …"), look="quiet", name="otherStoreButton")
        self.column.addWidget(self._store)
        self.column.addWidget(self._note)
        self.column.addWidget(self._passphrase_field)
        self.column.addWidget(self._key_field)
        self.add_row(self._open)
        self.column.addWidget(self._other_way, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._other_store, 0, Qt.AlignmentFlag.AlignLeft)
        self._connect()

    def _connect(self) -> None:
        self._secret.entered.connect(self._give)
        self._key.entered.connect(self._give)
        self._secret.edited.connect(lambda _typed: self._passphrase_field.say(""))
        self._key.edited.connect(lambda _typed: self._key_field.say(""))
        self._open.clicked.connect(self._give)
        self._other_way.clicked.connect(lambda: self._recover(not self._is_recovering))
        self._other_store.clicked.connect(self.other_store_wanted)

    def show_locked(self, store_name: str = "") -> None:
        """Be the lock page: say that the store was locked, forget what was typed."""
        self.title.setText(_("Gesperrt"))
        self._store.setText(store_name)
        self._store.setVisible(bool(store_name))
        self.say("")
        self._recover(False)

    def say(self, sentence: str) -> None:
        """Say above the field what just happened; "" takes it away."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def show_problem(self, sentence: str) -> None:
        """Say beside the field why it did not open; the field is selected for another try."""
        self.set_waiting(False)
        field, secret = (self._key_field, self._key) if self._is_recovering else (self._passphrase_field, self._secret)
        field.say(sentence)
        secret.line.selectAll()
        secret.line.setFocus()

    def set_waiting(self, is_waiting: bool) -> None:
        """Take no second try while the first one is being checked (a second of key derivation)."""
        self._open.setEnabled(not is_waiting)
        self._open.setText(_("Wird geöffnet …") if is_waiting else _("Öffnen"))

    def forget(self) -> None:
        """Forget what was typed."""
        for field, secret in ((self._passphrase_field, self._secret), (self._key_field, self._key)):
            secret.clear()
            field.say("")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Put the cursor into the field."""
        super().showEvent(event)
        (self._key if self._is_recovering else self._secret).line.setFocus()

    def _recover(self, is_recovering: bool) -> None:
        self._is_recovering = is_recovering
        self.forget()
        self.set_waiting(False)
        self._passphrase_field.setVisible(not is_recovering)
        self._key_field.setVisible(is_recovering)
        self._other_way.setText(
            _("Passphrase verwenden") if is_recovering else _("Wiederherstellungsschlüssel verwenden")
        )
        (self._key if is_recovering else self._secret).line.setFocus()

    def _give(self) -> None:
        if not self._open.isEnabled():
            return
        secret = self._key if self._is_recovering else self._secret
        if not secret.text():
            wanted = _("den Wiederherstellungsschlüssel") if self._is_recovering else _("die Passphrase")
            self.show_problem(_("Bitte {what} eingeben.").format(what=wanted))
        elif self._is_recovering:
            self.recovery_key_given.emit(secret.text())
        else:
            self.passphrase_given.emit(secret.text())


class BusyPage(CalmPage):
    """Says that another program holds the store.

    Signals:
        again_wanted(): look whether it is free now.
        other_store_wanted(): open another store instead.
    """

    again_wanted = Signal()
    other_store_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Der Bestand ist schon geöffnet"), name="busyPage", width=420, parent=parent)
        self._sentence = PlainLabel("", role="muted", wrap=True)
        self._sentence.setObjectName("busySentence")
        self.column.addWidget(self._sentence)
        again = Button(_("Noch einmal versuchen"), look="primary", name="busyAgain")
        other = Button(_("Anderen Bestand öffnen …"), name="busyOther")
        again.clicked.connect(self.again_wanted)
        other.clicked.connect(self.other_store_wanted)
        self.add_row(other, again)

    def show_problem(self, sentence: str) -> None:
        """Say who holds it."""
        self._sentence.setText(sentence)
