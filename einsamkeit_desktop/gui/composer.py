"""Writing down a contact: text first, then kind, time, people, follow-up; all of it without the mouse.

Ctrl+Enter makes a line a task, @ links a record while typing, Ctrl+S keeps the note. What was typed is kept as a draft
in the store every second and a half and before the store is locked, so that a crash loses next to nothing.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ..actions.notes import NewNote, NewTask, write_note
from ..errors import BadValues
from ..kinds import clock
from ..kinds.markup import parse
from ..kinds.note_text import headings, without_empty, without_follow_up
from ..kinds.registry import KINDS
from ..kinds.work import ContactNote
from ..queries.record import Named
from ..texts import _
from .composer_form import NoteForm
from .composer_pins import session_of
from .drafts import Draft, DraftKeeper
from .widgets import Card
from .workbench import Workbench


class Composer(Card):
    """The form of a contact note, always ready. What is pinned holds for all composers of one `place`.

    Signals:
        written(int): the note was kept; its id.
    """

    written = Signal(int)

    def __init__(self, workbench: Workbench, place: str = "akte", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._workbench = workbench
        self._own: Named | None = None
        self._is_started = False
        self.form = NoteForm(workbench)
        self.moment = self.form.moment
        self.body.addWidget(self.form)
        self._pinned = session_of(workbench, place)
        self._drafts = DraftKeeper(workbench, self.form.written, self)
        self.form.edited.connect(self._drafts.touch)
        self.form.pins.changed.connect(self._remember_pins)
        self.form.save_wanted.connect(self.keep)
        self._add_key(QKeySequence(QKeySequence.StandardKey.Save), self.keep)
        self._add_key(QKeySequence("Alt+M"), self.form.more.click)

    def _add_key(self, keys: QKeySequence, run: object) -> None:
        key = QShortcut(keys, self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(run)

    def take_focus(self) -> None:
        """Put the focus into the text."""
        self.form.text.setFocus()

    def start(self, own: Named | None) -> None:
        """Get ready for a record; the one it starts from is linked. A note begun for it earlier comes back."""
        if self._is_started and own is not None and self._own is not None and own.id == self._own.id:
            return
        self._drafts.keep()
        self._own, self._is_started = own, True
        self._show_fresh()
        begun = self._drafts.begin(own.id if own is not None else 0)
        if begun != Draft():
            self.form.show_draft(begun, own)

    def keep_draft(self) -> None:
        """Keep what was begun now: the form goes away."""
        self._drafts.keep()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        form = self.form
        return bool(form.text.toPlainText().strip() or form.tasks.tasks() or form.details.agreement.text().strip())

    def keep(self) -> None:
        """Write the note; troubles stand below the text."""
        form = self.form
        form.reader.finish()
        moment = form.moment.moment()
        if moment is None:
            form.say(form.moment.problem())
            form.moment.setFocus()
            return
        if not self.is_dirty:
            form.say(_("Der Vermerk ist noch leer. Bitte schreiben, was besprochen wurde."))
            form.text.setFocus()
            return
        try:
            changes = self._workbench.do(write_note, self._note(form.written(), moment))
        except (BadValues, ValueError) as trouble:
            form.say(str(trouble))
            return
        if changes is not None and changes.record_id is not None:
            self._remember_pins()
            self._show_fresh()
            self._drafts.keep()
            form.text.setFocus()
            self.written.emit(changes.record_id)

    def _note(self, draft: Draft, moment: datetime) -> NewNote:
        content = without_empty(draft.text, draft.headings)
        codes = self.form.links.citizen_codes()
        subject = draft.subject.strip() or ("" if codes else self._subject(content, draft))
        if codes:
            title = ContactNote.coded_title(self._kind(draft), codes)
        else:
            title = ContactNote.title({"subject": subject, "content": content})
        about = without_follow_up(title, clock.today())
        follow_up = [NewTask(_("Nachfassen: {title}").format(title=about), draft.follow_up)] if draft.follow_up else []
        return NewNote(
            note_kind=draft.note_kind,
            at=moment,
            content=content,
            participants=tuple(self.form.links.participants()),
            excused=draft.excused,
            about=self.form.links.about_ids(),
            subject=subject,
            occasion=draft.occasion.strip(),
            agreement=draft.agreement.strip(),
            place=draft.place.strip(),
            duration_minutes=KINDS["contact_note"].fields["duration_minutes"].parse(draft.duration),
            confidential=draft.confidential,
            tasks=(*draft.tasks, *follow_up),
        )

    def _subject(self, content: str, draft: Draft) -> str:
        """Return a subject where the text alone would make a bad one: there is none, or it begins with a heading."""
        if not content:
            return draft.tasks[0].text if draft.tasks and not draft.agreement.strip() else ""
        if not headings(content.partition("\n")[0]):
            return ""
        bodies = [body.title for body in self.form.links.bodies()]
        if bodies:
            return bodies[0]  # wherever a note is named, its kind stands beside it
        said = next((block.text for block in parse(content) if block.kind != "heading"), "")
        return ContactNote.title({"content": said})

    def _kind(self, draft: Draft) -> str:
        term = self._workbench.words().term("note_kind", draft.note_kind)
        return term.short if term else ""

    def _show_fresh(self) -> None:
        """Show an empty note with what is pinned."""
        self.form.pins.hold(self._pinned.names)
        self.form.show_draft(self._pinned.values, self._own)
        self._drafts.set_fresh(self.form.written())

    def _remember_pins(self) -> None:
        self._pinned.names = self.form.pins.names()
        self._pinned.values = self.form.written().only(self._pinned.names)
