"""Another passphrase: the old one is checked, the new one typed twice; the data itself is not touched."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from shiboken6 import isValid

from ..errors import StoreDamaged, Trouble, WrongKey
from ..store import keys
from ..store.store import Store
from ..texts import _, mark
from .chips import FlowLayout
from .secret_fields import LabelledField, SecretField, lead_from_line_to_line
from .strength import strength
from .tasks import Outcome
from .widgets import Button, Card, PlainLabel, SectionTitle
from .workbench import Workbench

ABOUT = mark(
    "Der Wiederherstellungsschlüssel bleibt gültig. Ältere Sicherungen öffnen sich weiter mit der Passphrase, die "
    "galt, als sie entstanden."
)


class PassphraseCard(Card):
    """Three fields and a button."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("passphraseCard")
        self._workbench = workbench
        self.body.addWidget(SectionTitle(_("Passphrase")))
        self._build()

    def _build(self) -> None:
        self._old = SecretField(_("Bisherige Passphrase"), name="oldPassphrase")
        self._new = SecretField(_("Neue Passphrase"), name="newPassphrase")
        self._again = SecretField(_("Neue Passphrase wiederholen"), name="newPassphraseAgain")
        self.old_field = LabelledField(_("Bisherige Passphrase"), self._old)
        self.new_field = LabelledField(_("Neue Passphrase"), self._new, hint=strength("").sentence)
        self.again_field = LabelledField(_("Neue Passphrase wiederholen"), self._again)
        self.button = Button(_("Passphrase ändern"), icon="key-round", name="changePassphraseButton")
        self._done = PlainLabel("", role="positive", wrap=True)
        self._done.setObjectName("passphraseDone")
        self._done.hide()
        buttons = FlowLayout()
        buttons.addWidget(self.button)
        for field in (self.old_field, self.new_field, self.again_field):
            self.body.addWidget(field)
        lead_from_line_to_line(self._old, self._new, self._again)
        self.body.addLayout(buttons)
        self.body.addWidget(self._done)
        self.body.addWidget(PlainLabel(_(ABOUT), role="muted", size="small", wrap=True))
        self._old.edited.connect(lambda _typed: self.old_field.say(""))
        self._new.edited.connect(lambda typed: self.new_field.set_hint(strength(typed).sentence))
        self._again.edited.connect(lambda _typed: self.again_field.say(""))
        for secret in (self._old, self._new, self._again):
            secret.entered.connect(self._change)
        self.button.clicked.connect(self._change)

    def forget(self) -> None:
        """Forget what was typed."""
        for field in (self._old, self._new, self._again):
            field.clear()
        self.new_field.set_hint(strength("").sentence)
        self.old_field.say("")
        self.again_field.say("")

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leave no passphrase behind on a page nobody looks at."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def _change(self) -> None:
        if not self.button.isEnabled():
            return
        old, new, again = self._old.text(), self._new.text(), self._again.text()
        self._done.hide()
        if not old:
            self._refuse(self.old_field, _("Bitte die bisherige Passphrase eingeben."))
        elif not strength(new).is_enough:
            self._refuse(self.new_field, strength(new).sentence)
        elif new != again:
            self._refuse(self.again_field, _("Die beiden Eingaben sind verschieden. Bitte noch einmal wiederholen."))
        elif new == old:
            self._refuse(self.new_field, _("Das ist die bisherige Passphrase. Bitte eine andere wählen."))
        else:
            self._start(old, new)

    def _start(self, old: str, new: str) -> None:
        store = self._workbench.store
        self.button.setEnabled(False)

        def ended(outcome: Outcome) -> None:
            if isValid(self):
                self.button.setEnabled(True)
                self._end(outcome)

        self._workbench.runner.run(_("Passphrase wird geändert"), lambda _progress: _change(store, old, new), ended)

    def _end(self, outcome: Outcome) -> None:
        error = outcome.error
        if isinstance(error, WrongKey):
            self._refuse(self.old_field, _("Diese Passphrase passt nicht. Bitte Groß- und Kleinschreibung prüfen."))
        elif isinstance(error, Trouble):
            self._refuse(self.old_field, str(error))
        else:
            outcome.result()
            self.forget()
            self._done.setText(_("Die Passphrase ist geändert. Sie gilt ab dem nächsten Öffnen."))
            self._done.show()
            self._workbench.said.emit(_("Die Passphrase ist geändert."), False)

    def _refuse(self, field: LabelledField, sentence: str) -> None:
        field.say(sentence)
        field.field.setFocus()


def has_passphrase(store: Store) -> bool:
    """Whether the store opens with a passphrase."""
    try:
        return keys.needs_passphrase(store.folder)
    except Trouble:
        return True  # the key file is away: the check of the old passphrase will say so


def _change(store: Store, old: str, new: str) -> None:
    if keys.unwrap(store.folder, old) != store.data_key:
        raise StoreDamaged(_("Die Schlüsseldatei gehört nicht zu diesem Bestand. Es wurde nichts geändert."))
    keys.change_passphrase(store.folder, store.data_key, new)
