"""The form of a note: text first, what was read out of it, links, and a row of pills; the rest behind "Mehr"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..kinds import clock
from ..kinds.note_templates import EXCUSED as EXCUSED_HEADING
from ..kinds.note_templates import PRESENT as PRESENT_HEADING
from ..kinds.note_templates import NoteTemplate
from ..kinds.note_text import fill_section, headings, without_empty
from ..queries.guard import is_guarded
from ..queries.record import Named
from ..queries.settings import profile
from ..queries.terms import Term
from ..texts import _
from . import theme
from .chips import FlowLayout
from .citizen_guard import GuardNote, TextGuard
from .composer_attendance import EXCUSED, PRESENT
from .composer_details import NoteDetails
from .composer_links import NoteLinks
from .composer_offers import NameOffers
from .composer_pins import Pins
from .composer_tasks import TaskChips
from .composer_templates import TemplateButton
from .composer_text import TextReader
from .composer_widgets import ChoiceButton, FollowUpButton, GrowingTextEdit, MentionPopup
from .day_edit import MomentEdit
from .drafts import PINNABLE, Draft
from .statusline import announce
from .widgets import Button, PlainLabel
from .workbench import Workbench

_QUICK_KINDS = ("telefonat", "gespraech", "videokonferenz", "email_ein")


class NoteForm(QWidget):
    """Signals: edited(): what stands here differs from before; save_wanted(): "Speichern" was pressed."""

    edited = Signal()
    save_wanted = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._headings: tuple[str, ...] = ()
        self._was_alone = False
        self._filled: dict[str, str] = {}  # who was there, as it was written below the headings
        state = str(profile(workbench.store).get("federal_state", ""))
        self.pins = Pins(self)
        self.text = GrowingTextEdit(
            _("Was wurde besprochen? Strg+Eingabe: Zeile wird Aufgabe · @ verknüpft"), name="noteText"
        )
        self.links = NoteLinks(workbench, self.pins)
        self.details = NoteDetails(self.pins)
        self.tasks = TaskChips(self.links.participants, state)
        self.offers = NameOffers(workbench, self.text, self.links.all_ids, self._is_guarded)
        self.mentions = MentionPopup(self.text, self.links.find_any)
        self.kind = ChoiceButton(_("Kontaktart"), self._kinds(), name="noteKind")
        self.moment = MomentEdit(name="noteMoment")
        self.follow_up = FollowUpButton(federal_state=state, name="noteFollowUp")
        self.template = TemplateButton(workbench, self._as_template)
        self.more = Button(_("Mehr"), look="quiet", name="noteMore")
        self.save = Button(_("Speichern"), look="primary", name="noteSave")
        self.guard = GuardNote("noteGuard")
        self.said, self.problem = (PlainLabel("", role=role, size="small", wrap=True) for role in ("muted", "danger"))
        self.reader = TextReader(self.text, self.tasks, self.follow_up, self.links.participants, self)
        watching = TextGuard(workbench, self.text, self.guard, self._is_guarded)
        for line in (self.details.agreement, self.details.subject, self.details.occasion, self.details.place):
            watching.watch(line)
        watching.watch_texts(lambda: [task.text for task in self.tasks.tasks()], self.tasks.changed)
        self.links.changed.connect(watching.look)
        self._build()
        self._wire()

    def _build(self) -> None:
        look = theme.current()
        self.said.setObjectName("noteSaid")
        self.problem.setObjectName("noteProblem")
        self.problem.hide()
        self.more.setToolTip(_("Betreff, Anlass, Ort, Dauer, vertraulich (Alt+M)"))
        self.save.setToolTip(_("Vermerk speichern (Strg+S)"))
        self.links.beside_people.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        pills = FlowLayout()
        pins = self.pins.buttons
        for pill in (
            self.kind, pins["note_kind"], self.moment, pins["at"], self.follow_up, self.template,
        ):  # fmt: skip
            pills.addWidget(pill)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addLayout(pills, 1)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        for part in (
            self.text, self.guard, self.tasks, self.offers, self.links.attendance, self.details, self.problem,
            self.links, self.said,
        ):  # fmt: skip
            column.addWidget(part)
        column.addLayout(row)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go as the eye goes; chips made anew would come last."""
        pins = self.pins.buttons
        stops = [
            self.text, *self.tasks.chips(), *self.offers.chips(), self.links.attendance, *self.details.stops(),
            self.links.people.line, pins["people"], self.more, self.links.about.line, pins["about"], self.kind,
            pins["note_kind"], self.moment, pins["at"], self.follow_up, self.template, self.save,
        ]  # fmt: skip
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.links.order_tabs()

    def _wire(self) -> None:
        self.text.textChanged.connect(self._typed)
        for signal in (
            self.tasks.changed, self.links.changed, self.details.edited, self.kind.chosen, self.moment.moment_changed,
            self.follow_up.day_changed,
        ):  # fmt: skip
            signal.connect(self._changed)
        self.reader.day_read.connect(self._tell_day)
        self.tasks.changed.connect(self._order_tabs)
        self.offers.shown.connect(self._order_tabs)
        self.links.attendance_taken.connect(self._fill_attendance)
        self.mentions.chosen.connect(lambda suggestion: self.links.link(int(suggestion.key)))
        self.offers.wanted.connect(lambda name: self.links.link(name.id))
        self.template.chosen.connect(self.begin_with)
        self.pins.changed.connect(self._changed)
        self.more.clicked.connect(lambda: self.show_details(self.details.isHidden()))
        self.save.clicked.connect(self.save_wanted)

    def written(self) -> Draft:
        """Return what stands in the form."""
        rest: dict[str, Any] = {**self.details.texts(), **self.links.written()}
        return Draft(
            text=self.text.toPlainText(),
            confidential=self.details.confidential.isChecked(),
            note_kind=self.kind.key(),
            at=self.moment.moment(),
            follow_up=self.follow_up.day(),
            headings=self._headings,
            tasks=self.tasks.tasks(),
            **rest,
        )

    def show_draft(self, draft: Draft, own: Named | None) -> None:
        """Show a draft begun for a record; a new note where it is empty."""
        with QSignalBlocker(self):
            self._headings = draft.headings
            self._filled.clear()
            self.kind.set_choices(self._kinds())
            self.kind.choose(draft.note_kind or self._kinds()[0][0])
            self.moment.set_moment(draft.at or clock.now())
            self.follow_up.set_day(draft.follow_up)
            self.links.show_draft(draft, own)
            self.tasks.set_tasks(draft.tasks)
            self.details.show_draft(draft)
            self.text.setPlainText(draft.text)
            self.reader.begin()
            self.offers.begin()
            self._order_tabs()
            self.show_details(self.details.says_something())
            self.say("")

    def show_details(self, is_shown: bool) -> None:
        """Open or close what stands behind "Mehr"; opening goes to its first field."""
        had_focus = self.more.hasFocus() or self.text.hasFocus()
        self.details.setVisible(is_shown)
        self.links.set_open(is_shown)
        self.pins.set_open(is_shown)
        self.more.setText(_("Weniger") if is_shown else _("Mehr"))
        self._tell()
        if is_shown and had_focus:
            self.details.agreement.setFocus()

    def begin_with(self, template: NoteTemplate) -> None:
        """Put a template's text into an empty note or behind what was typed, and take its kind of contact."""
        typed = self.text.toPlainText().rstrip() if self._is_written() else ""
        self._headings = (*(self._headings if typed else ()), *headings(template.text))
        if template.note_kind in dict(self._kinds()):
            self.kind.choose(template.note_kind)
        self.text.setPlainText(f"{typed}\n\n{template.text}" if typed else template.text)
        cursor = self.text.textCursor()
        cursor.setPosition(len(typed) + 2 if typed else 0)
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)  # below the first heading
        self.text.setTextCursor(cursor)
        self.text.setFocus()
        self._fill_attendance()

    def say(self, sentence: str) -> None:
        """Say why the note was not kept; "" says nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, is_urgent=True)

    def _typed(self) -> None:
        self.say("")
        if self._is_alone() != self._was_alone:
            self._tell()
        self.edited.emit()

    def _changed(self) -> None:
        self._typed()
        self._tell()

    def _tell(self) -> None:
        """Say quietly what follows from the choices: whether it counts as contact, on which day it comes back."""
        term = self._terms().get(self.kind.key())
        counts = bool(term and term.extra.get("counts_as_contact"))
        way = {"in": _("eingehend"), "out": _("ausgehend")}.get(term.extra.get("direction", "") if term else "")
        contact = _("zählt als Kontakt") if counts else _("zählt nicht als Kontakt")
        told = f"{contact}, {way}" if way else contact
        self.kind.setAccessibleDescription(told)
        self.kind.setToolTip(told)
        parts = [told] if not counts or not self.details.isHidden() else []
        if moved := self.follow_up.moved():
            parts.append(_("Wiedervorlage {days}").format(days=moved))
        elif self.reader.said_by_text():
            parts.append(_("Wiedervorlage aus dem Text: {day}").format(day=self.follow_up.toolTip()))
        if self.reader.doubt:
            parts.append(self.reader.doubt)
        self._was_alone = self._is_alone()
        if self._was_alone:
            parts.append(_("noch ohne Beteiligte: @ im Text verknüpft"))
        held = [_(PINNABLE[name]) for name in PINNABLE if name in self.pins.names() & self.details.pinned]
        if held and self.details.isHidden():
            parts.append(_("für die nächsten Vermerke bleibt: {fields}").format(fields=", ".join(held)))
        text = " · ".join(parts)
        self.said.setText(text[:1].upper() + text[1:])
        self.said.setVisible(bool(text))

    def _tell_day(self) -> None:
        self._changed()
        announce(self, self.reader.doubt or self.follow_up.accessibleName())

    def _fill_attendance(self) -> None:
        """Write who was there below the headings of minutes, where nobody wrote anything else."""
        text = self.text.toPlainText()
        for heading, state in ((PRESENT_HEADING, PRESENT), (EXCUSED_HEADING, EXCUSED)):
            names = self.links.attendance.titles(state).values()
            if earlier := self._filled.get(heading):
                text = text.replace(f"{_(heading)}\n{earlier}", _(heading), 1)
            self._filled[heading] = ", ".join(names)
            if names:
                text = fill_section(text, _(heading), self._filled[heading])
        if text != self.text.toPlainText():
            cursor = self.text.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)

    def _is_alone(self) -> bool:
        return bool(self.text.toPlainText().strip()) and not self.links.all_ids()

    def _is_written(self) -> bool:
        """Whether more stands in the text than a template and who was there."""
        text = self.text.toPlainText()
        for heading, names in self._filled.items():
            text = text.replace(f"{_(heading)}\n{names}", _(heading), 1) if names else text
        return bool(without_empty(text, self._headings))

    def _is_guarded(self) -> bool:
        return is_guarded(self._workbench.store, self.links.about_ids())

    def _as_template(self) -> NoteTemplate:
        return NoteTemplate("", self.kind.key(), self.text.toPlainText().strip() if self._is_written() else "")

    def _kinds(self) -> list[tuple[str, str]]:
        entries = [(e.code, e.label) for e in self._terms().values() if e.active]
        return sorted(entries, key=lambda entry: _QUICK_KINDS.index(entry[0]) if entry[0] in _QUICK_KINDS else 99)

    def _terms(self) -> Mapping[str, Term]:
        return {term.code: term for term in self._workbench.words().lists.get("note_kind", ())}
