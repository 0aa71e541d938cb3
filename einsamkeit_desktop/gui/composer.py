"""Writing down a contact: text first, then kind, time, people, follow-up; all of it without the mouse.

Ctrl+Enter makes a line a task, @ links a record while typing, Ctrl+S keeps the note. What was typed is kept as a draft
in the store every second and a half and before the store is locked, so that a crash loses next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from ..actions.notes import NewNote, NewTask, write_note
from ..errors import BadValues
from ..kinds import clock
from ..kinds.days import format_day, parse_day
from ..kinds.registry import KINDS
from ..kinds.work import ANY_PARTNER, ContactNote
from ..queries.record import Named, named
from ..queries.search import find
from ..queries.settings import kept_setting
from ..texts import _
from . import theme
from .chips import FlowLayout, RemovableChip
from .composer_widgets import ChoiceButton, FollowUpButton, GrowingTextEdit, MentionPopup, RecordPicker
from .day_edit import MomentEdit
from .drafts import Draft
from .search_popup import Suggestion
from .widgets import Button, Card, PlainLabel
from .workbench import Workbench

_ABOUT = ("case", "event", "practice", "offer", "exchange")
_TASK_DAYS = 14
_DRAFT_MS = 1500
_QUICK_KINDS = ("telefonat", "gespraech", "videokonferenz", "email_ein")


class Composer(Card):
    """The form of a contact note, always ready.

    Signals:
        written(int): the note was kept; its id.
    """

    written = Signal(int)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._workbench = workbench
        self._own: Named | None = None
        self._is_started = False
        self._tasks: list[NewTask] = []
        self._build()
        self._wire()
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(_DRAFT_MS)
        self._draft_timer.timeout.connect(self._keep_draft)
        workbench.closing.connect(self._keep_draft)

    def _build(self) -> None:
        look = theme.current()
        self.text = GrowingTextEdit(
            _("Was wurde besprochen? Strg+Eingabe: Zeile wird Aufgabe · @ verknüpft"), name="noteText"
        )
        self.mentions = MentionPopup(self.text, self._find)
        self._task_chips = FlowLayout()
        self._problem = PlainLabel("", role="danger", size="small", wrap=True)
        self._problem.setObjectName("noteProblem")
        self._problem.hide()
        self.kind = ChoiceButton(_("Kontaktart"), self._kinds(), name="noteKind")
        self.moment = MomentEdit(name="noteMoment")
        self.people = RecordPicker(self._find, _("Beteiligte …"), name="notePeople")
        self.follow_up = FollowUpButton(name="noteFollowUp")
        self.more = Button(_("Mehr"), look="quiet", name="noteMore")
        self.save = Button(_("Speichern"), look="primary", name="noteSave")
        self.save.setToolTip(_("Vermerk speichern (Strg+S)"))
        self._details = self._build_details()
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        pills = FlowLayout()
        for pill in (self.kind, self.moment, self.follow_up, self.more):
            pills.addWidget(pill)
        row.addLayout(pills, 1)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self.text)
        self.body.addLayout(self._task_chips)
        self.body.addWidget(self._details)
        self.body.addWidget(self._problem)
        self.body.addWidget(self.people)
        self.body.addLayout(row)

    def _build_details(self) -> QWidget:
        details = QWidget()
        form = QFormLayout(details)
        form.setContentsMargins(0, 0, 0, 0)
        self.agreement, self.subject, self.place, self.duration = (QLineEdit() for _number in range(4))
        self.confidential = QCheckBox(_("Vertraulich: bleibt aus Briefings und Listen heraus"))
        self.confidential.setObjectName("noteConfidential")
        self.confidential.setAccessibleName(self.confidential.text())
        for line, name, label in (
            (self.agreement, "noteAgreement", _("Vereinbart")),
            (self.subject, "noteSubject", _("Betreff")),
            (self.place, "notePlace", _("Ort")),
            (self.duration, "noteDuration", _("Dauer in Minuten")),
        ):
            line.setObjectName(name)
            line.setAccessibleName(label)
            caption = PlainLabel(label, role="muted")
            caption.setMinimumHeight(line.sizeHint().height())
            form.addRow(caption, line)
        form.addRow(PlainLabel(""), self.confidential)
        details.hide()
        return details

    def _wire(self) -> None:
        self.text.task_wanted.connect(self._make_task)
        self.text.textChanged.connect(self._edited)
        self.mentions.chosen.connect(self._link)
        self.more.clicked.connect(self._toggle_details)
        self.save.clicked.connect(self.keep)
        keep = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self.keep)

    def take_focus(self) -> None:
        """Put the focus into the text."""
        self.text.setFocus()

    def start(self, own: Named | None) -> None:
        """Get ready for a record; the one it starts from is linked. A note begun for it earlier comes back."""
        if own is not None and self._own is not None and own.id == self._own.id:
            return
        self._keep_draft()
        self._own, self._is_started = own, True
        self._clear()
        self._show_draft(Draft.from_json(kept_setting(self._workbench.store, self._draft_name)))

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return bool(self.text.toPlainText().strip() or self._tasks)

    def keep(self) -> None:
        """Write the note; troubles stand below the text."""
        moment = self.moment.moment()
        if moment is None:
            self._say(self.moment.problem())
            self.moment.setFocus()
            return
        if not self.is_dirty:
            self._say(_("Der Vermerk ist noch leer. Bitte schreiben, was besprochen wurde."))
            self.text.setFocus()
            return
        try:
            note = self._note(moment)
            changes = self._workbench.do(write_note, note)
        except (BadValues, ValueError) as trouble:
            self._say(str(trouble))
            return
        if changes is not None and changes.record_id is not None:
            self._clear()
            self._keep_draft()
            self.text.setFocus()
            self.written.emit(changes.record_id)

    def _note(self, moment: object) -> NewNote:
        ids = [int(key) for key in self.people.keys()]  # noqa: SIM118
        kinds = {row_id: entry.kind for row_id, entry in named(self._workbench.store, ids).items()}
        content = self.text.toPlainText().strip()
        subject = self.subject.text().strip() or ("" if content or not self._tasks else self._tasks[0].text)
        title = ContactNote.title({"subject": subject, "content": content})
        tasks = [*self._tasks]
        follow_up = self.follow_up.day()
        if follow_up is not None:
            tasks.append(NewTask(_("Nachfassen: {title}").format(title=title), _working_day(follow_up)))
        return NewNote(
            note_kind=self.kind.key(),
            at=moment,  # type: ignore[arg-type]
            content=content,
            participants=tuple(i for i in ids if kinds.get(i) in ANY_PARTNER),
            about=tuple(i for i in ids if kinds.get(i) in _ABOUT),
            subject=subject,
            agreement=self.agreement.text().strip(),
            place=self.place.text().strip(),
            duration_minutes=KINDS["contact_note"].fields["duration_minutes"].parse(self.duration.text()),
            confidential=self.confidential.isChecked(),
            tasks=tuple(tasks),
        )

    def _clear(self) -> None:
        self.text.clear()
        for line in (self.agreement, self.subject, self.place, self.duration):
            line.clear()
        self.confidential.setChecked(False)
        self._tasks.clear()
        self._task_chips.clear()
        self._say("")
        self.kind.set_choices(self._kinds())
        self.moment.set_moment(clock.now())
        self.follow_up.set_day(None)
        self.people.clear()
        if self._own is not None:
            self.people.add(str(self._own.id), self._own.title)

    def _kinds(self) -> list[tuple[str, str]]:
        entries = [(e.code, e.label) for e in self._workbench.words().lists.get("note_kind", ()) if e.active]
        return sorted(entries, key=lambda entry: _QUICK_KINDS.index(entry[0]) if entry[0] in _QUICK_KINDS else 99)

    def _find(self, words: str) -> Sequence[Suggestion]:
        if not words.strip():
            return []
        kinds = (*ANY_PARTNER, *_ABOUT)
        hits = [hit for hit in find(self._workbench.store, words, limit=8, kinds=kinds) if hit.in_names]
        return [
            Suggestion(hit.title, str(hit.record_id), KINDS[hit.kind].icon, _(KINDS[hit.kind].label), "", "", hit.marks)
            for hit in hits
        ]

    def _link(self, suggestion: Suggestion) -> None:
        self.people.add(suggestion.key, suggestion.title)

    def _make_task(self, line: str) -> None:
        text, day = split_due(line.strip(), clock.today())
        if not text:
            return
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.StartOfBlock)
        cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        due = day or self.follow_up.day() or _working_day(clock.today() + timedelta(days=_TASK_DAYS))
        self._add_task(NewTask(text, due))

    def _add_task(self, task: NewTask) -> None:
        self._tasks.append(task)
        chip = RemovableChip(_("Aufgabe: {text}, bis {day}").format(text=task.text, day=format_day(task.due_on)))
        chip.removed.connect(lambda: self._drop_task(task, chip))
        self._task_chips.addWidget(chip)
        self._edited()

    def _drop_task(self, task: NewTask, chip: QWidget) -> None:
        self._tasks.remove(task)
        self._task_chips.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _toggle_details(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.more.setText(_("Mehr") if self._details.isHidden() else _("Weniger"))
        if not self._details.isHidden():
            self.agreement.setFocus()

    def _edited(self) -> None:
        self._say("")
        self._draft_timer.start()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    @property
    def _draft_name(self) -> str:
        return f"draft.{self._own.id if self._own else 0}"

    def _keep_draft(self) -> None:
        self._draft_timer.stop()
        if self._is_started and self._workbench.store.writable:
            begun = self._draft().to_json()
            if begun != (kept_setting(self._workbench.store, self._draft_name) or {}):
                self._workbench.keep(self._draft_name, begun)

    def _draft(self) -> Draft:
        people = (int(key) for key in self.people.keys())  # noqa: SIM118
        return Draft(
            text=self.text.toPlainText(),
            agreement=self.agreement.text(),
            subject=self.subject.text(),
            place=self.place.text(),
            duration=self.duration.text(),
            confidential=self.confidential.isChecked(),
            people=tuple(row_id for row_id in people if self._own is None or row_id != self._own.id),
            tasks=tuple(self._tasks),
        )

    def _show_draft(self, draft: Draft) -> None:
        self.text.setPlainText(draft.text)
        self.agreement.setText(draft.agreement)
        self.subject.setText(draft.subject)
        self.place.setText(draft.place)
        self.duration.setText(draft.duration)
        self.confidential.setChecked(draft.confidential)
        for row_id, entry in named(self._workbench.store, draft.people).items():
            self.people.add(str(row_id), entry.title)
        for task in draft.tasks:
            self._add_task(task)
        if draft.agreement or draft.subject or draft.place or draft.duration or draft.confidential:
            self._details.show()
            self.more.setText(_("Weniger"))


def split_due(line: str, today: date) -> tuple[str, date | None]:
    """Return a task's text and its day, where the line ends in one: "Angebot schicken bis fr", "Rückruf WV +14"."""
    match = re.search(r"[,;]?\s+(?:bis(?: zum)?|wv)\s+(\S+(?:\s\S+)?)[.!]?$", line, re.IGNORECASE)
    day = (parse_day(match[1], today) or parse_day(match[1].rstrip(".!"), today)) if match else None
    return (line[: match.start()].strip(), day) if match and day else (line, None)


def _working_day(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() > 4 else day
