"""A mail before it becomes a contact note: everything can be changed, nothing is written yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..actions.mails import file_mail
from ..errors import BadValues, Trouble
from ..imports.mail_parts import Mail, MailFile
from ..kinds import clock
from ..kinds.work import ANY_MATTER, ContactNote
from ..queries.guard import file_warnings, is_guarded
from ..queries.mails import Known, filed, whose
from ..queries.record import Named
from ..texts import _, ngettext
from . import theme
from .citizen_guard import GuardNote, TextGuard
from .facts import size_in_words
from .form_parts import FieldBlock, read, say_problems
from .lines import ScrollColumn
from .tasks import Outcome
from .widgets import Button, Card, Hairline, PlainLabel, SectionTitle, button_row
from .workbench import Workbench

WIDTH, HEIGHT = 720, 780  # px at 13 px text
_SHOWN = ("subject", "note_kind", "at", "participants", "about", "content")


class MailWindow(QDialog):
    """Shows what a mail would become as a note on the record it was dropped on.

    Signals:
        filed(int): the note.
        attach_wanted(): the file shall be attached as it is instead.
    """

    filed = Signal(int)
    attach_wanted = Signal()

    def __init__(
        self,
        workbench: Workbench,
        mail: Mail,
        original: MailFile,
        about: Named,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mailWindow")
        self.setWindowTitle(_("E-Mail als Vermerk"))
        self._bench, self._mail, self._original, self._about = workbench, mail, original, about
        sender = mail.sender.address if mail.sender is not None else ""
        self._known = whose(workbench.store, sender, [person.address for person in mail.recipients])
        self._blocks = {name: FieldBlock(ContactNote.fields[name], workbench) for name in _SHOWN}
        self._ticks: list[tuple[QCheckBox, MailFile]] = []
        self._room = ScrollColumn("mailPreview", _("E-Mail"))
        self._build()
        for name, value in self._values().items():
            self._blocks[name].editor.show_value(value)
        self._guard_text()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.keep)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self.keep)
        self.resize(theme.fitting(WIDTH, HEIGHT))
        self._keep.setFocus()

    def _build(self) -> None:
        look = theme.current()
        column = self._room.column
        column.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        column.setSpacing(look.px(12))
        self._tell_filed()
        for names in (("subject",), ("note_kind", "at"), ("participants",), ("about",)):
            row = QHBoxLayout()
            row.setSpacing(look.px(16))
            for name in names:
                row.addWidget(self._blocks[name], 1)
            column.addLayout(row)
        self._tell_unknown()
        self._guard_note = GuardNote("guard_mail")
        column.addWidget(self._blocks["content"])
        column.addWidget(self._guard_note)
        self._add_choices()
        for remark in self._mail.remarks:
            column.addWidget(PlainLabel(remark, role="warning", wrap=True))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._room, 1)
        whole.addWidget(Hairline())
        whole.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        look = theme.current()
        self._problem = PlainLabel("", role="danger", wrap=True)
        self._problem.setObjectName("mailProblem")
        self._problem.hide()
        attach = Button(_("Nur als Datei anhängen"), icon="paperclip", look="quiet", name="mailAttach")
        attach.clicked.connect(self.attach_wanted)
        attach.clicked.connect(self.reject)
        leave = Button(_("Abbrechen"), name="mailCancel")
        leave.clicked.connect(self.reject)
        self._keep = Button(_("Als Vermerk ablegen"), look="primary", name="mailKeep")
        self._keep.clicked.connect(self.keep)
        row = button_row(leave, self._keep)
        row.insertWidget(0, attach)
        foot = QVBoxLayout()
        foot.setContentsMargins(*(look.px(side) for side in (20, 10, 18, 12)))
        foot.addWidget(self._problem)
        foot.addLayout(row)
        return foot

    def _tell_filed(self) -> None:
        """Say where the mail was filed before."""
        before = filed(self._bench.store, self._mail.key)
        if before is None:
            return
        card = Card()
        card.setObjectName("mailFiled")
        text = PlainLabel(
            _("Diese E-Mail ist schon abgelegt: „{title}“.").format(title=before.title), role="warning", wrap=True
        )
        show = Button(_("Vermerk zeigen"), look="quiet", name="mailShowFiled")
        show.clicked.connect(lambda: self._show_note(before.id))
        row = QHBoxLayout()
        row.addWidget(text, 1)
        row.addWidget(show)
        card.body.addLayout(row)
        self._room.column.addWidget(card)

    def _tell_unknown(self) -> None:
        """List who is not known, to be taken into the text where that is wanted."""
        people = [*([self._mail.sender] if self._mail.sender else []), *self._mail.recipients]
        unknown = [p for p in people if p.address not in self._known.people and p.address not in self._known.own]
        self._unknown = "; ".join(dict.fromkeys(str(person) for person in unknown))
        if not self._unknown:
            return
        row = QHBoxLayout()
        label = PlainLabel(_("Nicht im Bestand: {people}").format(people=self._unknown), role="muted", wrap=True)
        label.setObjectName("mailUnknown")
        take = Button(_("In den Text"), look="quiet", name="mailUnknownTake")
        take.setAccessibleName(_("Unbekannte in den Text übernehmen"))
        take.clicked.connect(lambda: self._append(_("Außerdem: {people}").format(people=self._unknown), take))
        row.addWidget(label, 1)
        row.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        self._room.column.addLayout(row)

    def _add_choices(self) -> None:
        column, mail = self._room.column, self._mail
        if mail.quoted:
            lines = mail.quoted.count("\n") + 1
            text = ngettext(
                "Zitierten Verlauf übernehmen ({count} Zeile)", "Zitierten Verlauf übernehmen ({count} Zeilen)", lines
            )
            self._quoted = self._tick(text, "mailQuoted", is_on=False)
            self._quoted.toggled.connect(self._take_quoted)
            column.addWidget(self._quoted)
        column.addWidget(SectionTitle(_("Anhänge")))
        for at, file in enumerate(mail.files):
            self._add_file(file, f"mailFile-{at}", is_on=not file.is_inline)
        self._add_file(self._original, "mailOriginal", is_on=False, text=_("Die ganze E-Mail als Datei behalten"))
        self._file_note = GuardNote("guard_files")
        column.addWidget(self._file_note)

    def _add_file(self, file: MailFile, name: str, *, is_on: bool, text: str = "") -> None:
        shown = text or file.name
        if file.is_too_large:
            shown = _("{name}: zu groß, höchstens 25 MB").format(name=shown)
        else:
            shown = f"{shown} · {size_in_words(len(file.content))}"
        tick = self._tick(shown, name, is_on=is_on and not file.is_too_large)
        tick.setEnabled(not file.is_too_large)
        tick.toggled.connect(self._guard_files)
        self._ticks.append((tick, file))
        self._room.column.addWidget(tick)

    def _tick(self, text: str, name: str, *, is_on: bool) -> QCheckBox:
        tick = QCheckBox(text.replace("&", "&&"))
        tick.setObjectName(name)
        tick.setAccessibleName(text)
        tick.setChecked(is_on)
        return tick

    def _values(self) -> dict[str, Any]:
        """Return what the mail says as a note; the record it was dropped on is always linked."""
        is_matter = self._about.kind in ANY_MATTER
        people = [named.id for found in _ordered(self._mail, self._known) for named in found]
        participants = [*([] if is_matter else [self._about.id]), *people]
        return {
            "subject": self._mail.subject or None,
            "note_kind": "email_aus" if self._known.is_outgoing else "email_ein",
            "at": self._mail.at or clock.now(),
            "participants": tuple(dict.fromkeys(participants)),
            "about": (self._about.id,) if is_matter else (),
            "content": self._mail.text or None,
        }

    def keep(self) -> None:
        """Write the note with the ticked files, as one step; what is wrong is said beside its field."""
        values, problems = self._read()
        if problems:
            self._say(problems)
            return
        files = [(file.name, file.content) for tick, file in self._ticks if tick.isChecked()]
        bench, store, key = self._bench, self._bench.store, self._mail.key

        def then(outcome: Outcome) -> None:
            if outcome.error is None and store.writable:
                bench.tell(outcome.result())
            if isValid(self):
                self._end(outcome)

        self._keep.setEnabled(False)
        bench.runner.run(_("E-Mail wird abgelegt"), lambda _progress: file_mail(store, key, values, files), then)

    def _end(self, outcome: Outcome) -> None:
        self._keep.setEnabled(True)
        if isinstance(outcome.error, BadValues):
            self._say(outcome.error.problems)
        elif isinstance(outcome.error, Trouble):
            self._problem.setText(str(outcome.error))
            self._problem.show()
        else:
            self.filed.emit(outcome.result().record_id)
            self.accept()

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values, problems = read(self._blocks)
        return values, {**ContactNote.problems(values), **problems}

    def _say(self, problems: Mapping[str, str]) -> None:
        elsewhere, first = say_problems(self._blocks, problems)
        if first is not None:
            first.editor.take_focus()
        self._problem.setText(elsewhere or _("Noch nicht abgelegt: Bitte die markierten Angaben prüfen."))
        self._problem.show()

    def _guard_text(self) -> None:
        edit = self._blocks["content"].editor.control
        assert isinstance(edit, QPlainTextEdit)
        self._text_guard = TextGuard(self._bench, edit, self._guard_note, self._is_guarded)
        for name in ("participants", "about"):
            self._blocks[name].editor.edited.connect(self._guard_all)
        self._guard_all()

    def _guard_all(self) -> None:
        self._text_guard.look()
        self._guard_files()

    def _guard_files(self) -> None:
        names = [file.name for tick, file in self._ticks if tick.isChecked()] if self._is_guarded() else []
        self._file_note.tell(file_warnings(self._bench.store, names))

    def _is_guarded(self) -> bool:
        linked = [*self._blocks["participants"].editor.value(), *self._blocks["about"].editor.value()]
        return is_guarded(self._bench.store, linked)

    def _take_quoted(self, is_on: bool) -> None:
        quoted = _("Zitierter Verlauf:") + "\n" + self._mail.quoted
        content = self._blocks["content"].editor
        text = content.value() or ""
        content.show_value(f"{text}\n\n{quoted}".strip() if is_on else text.replace(quoted, "").rstrip())
        self._text_guard.look()

    def _append(self, line: str, button: Button) -> None:
        content = self._blocks["content"].editor
        content.show_value(f"{content.value() or ''}\n\n{line}".strip())
        button.setEnabled(False)
        self._text_guard.look()

    def _show_note(self, note_id: int) -> None:
        self.reject()
        self._bench.open_wanted.emit(note_id, False)


def _ordered(mail: Mail, known: Known) -> list[tuple[Named, ...]]:
    """Return who is known, the sender first."""
    addresses = [*([mail.sender.address] if mail.sender else []), *(person.address for person in mail.recipients)]
    return [known.people[address] for address in addresses if address in known.people]
