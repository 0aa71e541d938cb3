"""What a note is linked with: those who took part, what it is about, and who of a committee was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..kinds.registry import KINDS
from ..kinds.work import ANY_MATTER, ANY_PARTNER
from ..queries.guard import GUARDED
from ..queries.record import Named, named
from ..queries.search import find
from ..texts import _
from . import theme
from .composer_attendance import EXCUSED, PRESENT, AttendanceStrip, members_of
from .composer_pins import Pins
from .composer_widgets import RecordPicker
from .drafts import Draft
from .search_popup import Suggestion
from .workbench import Workbench

_FOUND = 8


class NoteLinks(QWidget):
    """Two rows of chips; the second one shows while it holds something or everything is open. `beside_people` has room
    at the right of the first one.

    Signals:
        changed(): something was linked or taken away, or the attendance changed.
        attendance_taken(): the attendance was taken over or dropped.
    """

    changed = Signal()
    attendance_taken = Signal()

    def __init__(self, workbench: Workbench, pins: Pins, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._own: Named | None = None
        self._is_open = False
        self.people = RecordPicker(self._finder(ANY_PARTNER), _("Beteiligte …"), name="notePeople")
        self.about = RecordPicker(self._finder(ANY_MATTER), _("Betrifft …"), name="noteAbout")
        self.about.line.setToolTip(_("Vorgang, Veranstaltung, Angebot, Gute Praxis, Vorlage"))
        self.attendance = AttendanceStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        self.beside_people = QHBoxLayout()
        for row, picker, name in ((self.beside_people, self.people, "people"), (QHBoxLayout(), self.about, "about")):
            row.setSpacing(theme.current().px(4))
            row.addWidget(picker, 1)
            row.addWidget(pins.buttons[name], 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            picker.changed.connect(self._changed)
        self.attendance.taken.connect(self.attendance_taken)
        self.attendance.taken.connect(self.changed)
        self._show_about()

    def find_any(self, words: str) -> list[Suggestion]:
        """Return whom and what an @word may link."""
        return self._find(words, (*ANY_PARTNER, *ANY_MATTER))

    def link(self, row_id: int) -> None:
        """Link a record in the row where it belongs."""
        self._add([row_id])
        self._changed()

    def participants(self) -> dict[int, str]:
        """Return the titles of those who took part, by id, the present members of a committee at the end."""
        chosen = named(self._workbench.store, self._ids(self.people))
        titles = {row_id: chosen[row_id].title for row_id in self._ids(self.people) if row_id in chosen}
        return {**titles, **self.attendance.titles(PRESENT)}

    def about_ids(self) -> tuple[int, ...]:
        """Return what the note is about."""
        return tuple(self._ids(self.about))

    def all_ids(self) -> set[int]:
        """Return everything that is linked in any way."""
        members = (*self.attendance.with_state(PRESENT), *self.attendance.with_state(EXCUSED))
        return {*self._ids(self.people), *self._ids(self.about), *members}

    def bodies(self) -> list[Named]:
        """Return the committees among those who take part."""
        return [
            entry for entry in named(self._workbench.store, self._ids(self.people)).values() if entry.kind == "body"
        ]

    def citizen_codes(self) -> list[str]:
        """Return the codes of the citizens' cases the note is about."""
        matters = named(self._workbench.store, self._ids(self.about)).values()
        return sorted(entry.title for entry in matters if entry.kind == GUARDED)

    def written(self) -> dict[str, tuple[int, ...]]:
        """Return the links as a draft has them, without the record the note starts from."""
        own = self._own.id if self._own is not None else 0
        return {
            "people": tuple(row_id for row_id in self._ids(self.people) if row_id != own),
            "about": tuple(row_id for row_id in self._ids(self.about) if row_id != own),
            "present": self.attendance.with_state(PRESENT),
            "excused": self.attendance.with_state(EXCUSED),
        }

    def show_draft(self, draft: Draft, own: Named | None) -> None:
        """Show what a draft links, behind the record the note starts from; emits nothing."""
        self._own = own
        self.people.clear()
        self.about.clear()
        self._add([*([own.id] if own is not None else []), *draft.people, *draft.about])
        self._show_members()
        self.attendance.set_taken(draft.present, draft.excused)
        self._show_about()

    def set_open(self, is_open: bool) -> None:
        """Show both rows, or the second one only while it holds something."""
        self._is_open = is_open
        self._show_about()

    def order_tabs(self) -> None:
        """Let the chips come before the fields that add more."""
        for picker in (self.people, self.about):
            picker.order_tabs()

    def _add(self, ids: Iterable[int]) -> None:
        wanted = list(ids)
        known = named(self._workbench.store, wanted, with_trashed=False)
        for entry in (known[row_id] for row_id in wanted if row_id in known):
            (self.about if entry.kind in ANY_MATTER else self.people).add(str(entry.id), entry.title)

    def _changed(self) -> None:
        self._show_members()
        self._show_about()
        self.changed.emit()

    def _show_members(self) -> None:
        bodies = [body.id for body in self.bodies()]
        self.attendance.show_members(members_of(self._workbench.store, bodies) if bodies else [])

    def _show_about(self) -> None:
        self.about.setVisible(self._is_open or bool(self.about.keys()))

    @staticmethod
    def _ids(picker: RecordPicker) -> list[int]:
        return [int(key) for key in picker.keys()]  # noqa: SIM118

    def _finder(self, kinds: Sequence[str]):  # type: ignore[no-untyped-def]
        return lambda words: self._find(words, kinds)

    def _find(self, words: str, kinds: Sequence[str]) -> list[Suggestion]:
        if not words.strip():
            return []
        hits = [hit for hit in find(self._workbench.store, words, limit=_FOUND, kinds=kinds) if hit.in_names]
        return [
            Suggestion(hit.title, str(hit.record_id), KINDS[hit.kind].icon, _(KINDS[hit.kind].label), "", "", hit.marks)
            for hit in hits
        ]
