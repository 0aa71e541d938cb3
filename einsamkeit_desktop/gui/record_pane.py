"""One record beside its list: head, menu, and the tabs of record_tabs.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from ..actions import records
from ..errors import BadValues, NotFound
from ..kinds.registry import KINDS
from ..queries.header import header
from ..store.writing import Changes
from ..texts import _
from . import theme
from .akte_view import AkteView
from .attachments_view import AttachmentsView, FileDrop
from .case_menu import add_matter_actions
from .case_steps import offer_to_move_steps
from .paper_menu import add_record_papers
from .record_head import RecordHead
from .record_tabs import HAS_AKTE, RecordTabs
from .reminder_work import ReminderWork
from .widgets import PlainLabel
from .workbench import Workbench

# Tables whose rows show in the head, the Akte or the counts of other records.
_SHOWN_TABLES = frozenset(
    {"contact_note", "reminder", "role", "term", "offer", "exchange", "event", "consultation", "mandate"}
)


class RecordPane(QWidget):
    """Signals: closed() by Esc, back to the list; briefing_wanted(int) for the shown record; new_wanted(str, dict): a
    new record of a kind that belongs to the shown one.
    """

    closed = Signal()
    new_wanted = Signal(str, dict)
    briefing_wanted = Signal(int)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordPane")
        self._workbench = workbench
        self.record_id: int | None = None
        self._kind = ""
        self.is_new = False
        self._is_outdated = False
        self.tabs = RecordTabs(workbench)
        self.tabs.saved.connect(self._save)
        self.tabs.cancelled.connect(self._cancel)
        self.tabs.new_wanted.connect(self.new_wanted)
        self._reminder_work = ReminderWork(workbench, self)
        self._build()
        workbench.changed.connect(self._hear)

    def _build(self) -> None:
        look = theme.current()
        self.head = RecordHead()
        self.head.menu_wanted.connect(lambda: self.head.open(self.build_menu()))
        self._nothing = PlainLabel(_("Wählen Sie links einen Eintrag."), role="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(look.px(20), look.px(14), look.px(20), 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.head)
        column.addWidget(self.tabs, 1)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self._nothing)
        self._whole.addWidget(self._body)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._leave)
        self.setMinimumWidth(look.px(380))
        FileDrop(self, self.attach)

    def show_record(self, record_id: int) -> None:
        """Show a record, on the tab that is in front where it has it."""
        if record_id == self.record_id and not self.is_new:
            return
        if not self.may_leave():
            return
        self.is_new = False
        self.record_id = record_id
        self._reload()

    def show_new(self, kind: str, preset: dict[str, Any] | None = None) -> None:
        """Show an empty form for a new record."""
        if not self.may_leave():
            return
        self.record_id, self._kind, self.is_new = None, kind, True
        self.head.show_new(_("Neu: {kind}").format(kind=_(KINDS[kind].label)))
        self._whole.setCurrentIndex(1)
        self.tabs.show_new(kind, preset)

    def take_focus(self) -> None:
        """Put the focus into the record: the composer where there is one."""
        view = self.tabs.current()
        if isinstance(view, AkteView):
            view.take_focus()
        elif view is not None:
            view.setFocus()

    def has_akte(self) -> bool:
        """Whether notes can be written on the shown record."""
        return self.record_id is not None and self._kind in HAS_AKTE

    def write_note(self) -> bool:
        """Go to the Akte and put the focus into the composer; False where the record has none."""
        if not self.has_akte():
            return False
        self.tabs.choose("akte")
        self.take_focus()
        return True

    def attach(self, paths: list[Path]) -> None:
        """Attach files to the shown record, and show its attachments."""
        if self.record_id is None or self.is_new:
            self._workbench.troubled.emit(
                _("Bitte zuerst den Eintrag speichern oder öffnen, an den die Dateien sollen.")
            )
            return
        view = self.tabs.choose("attachments")
        assert isinstance(view, AttachmentsView)
        view.attach(self.record_id, paths)

    def _reload(self) -> None:
        self._is_outdated = False
        if self.record_id is None:
            self._whole.setCurrentIndex(0)
            return
        try:
            head = header(self._workbench.store, self.record_id)
        except NotFound:
            self._show_nothing()
            return
        if head.is_trashed:
            self._show_nothing(
                _("„{title}“ liegt im Papierkorb. Strg+Z holt den Eintrag zurück.").format(title=head.title)
            )
            return
        self._kind = head.kind
        self.setAccessibleName(head.title)
        self.head.show_record(head)
        self.tabs.show_record(head.kind, head.id)
        self._whole.setCurrentIndex(1)

    def _show_nothing(self, sentence: str = "") -> None:
        self.record_id = None
        self._nothing.setText(sentence or _("Wählen Sie links einen Eintrag."))
        self._whole.setCurrentIndex(0)

    def _save(self, values: dict[str, Any]) -> None:
        form = self.tabs.form()
        version = form.record.version if form.record is not None else None
        deadline = form.record.values.get("deadline_on") if form.record is not None else None
        try:
            changes = self._workbench.do(
                records.save_record, self._kind, None if self.is_new else self.record_id, values, version
            )
        except BadValues as trouble:
            form.show_problems(trouble.problems)
            return
        if changes is not None and changes.record_id is not None:
            self.is_new = False
            self.record_id = changes.record_id
            self._reload()
            self._workbench.open_wanted.emit(changes.record_id, False)
            if self._kind == "case":
                offer_to_move_steps(self._workbench, changes.record_id, deadline, self.window())

    def _cancel(self) -> None:
        if self.is_new:
            self.is_new = False
            self._reload()
        elif self.record_id is not None:
            self.tabs.show_form_again()
        self.closed.emit()

    def may_leave(self) -> bool:
        """Ask forms that hold unsaved text; False keeps the person here."""
        return all(form.may_leave() for form in self.tabs.dirty_forms())

    def save_forms(self) -> None:
        """Save forms that hold unsaved text without asking; what cannot be kept stays unsaved."""
        for form in self.tabs.dirty_forms():
            form.save()

    def _leave(self) -> None:
        if self.is_new:
            self.tabs.form().cancel()
        else:
            self.closed.emit()

    def _hear(self, changes: Changes) -> None:
        if self.record_id is None or self.is_new:
            return
        if self.record_id in changes.record_ids or changes.tables & _SHOWN_TABLES:
            self._is_outdated = True
            self._catch_up()

    def _catch_up(self) -> None:
        """Read the record again after changes; every page has a pane, and only the one that is seen needs to."""
        if not self._is_outdated or not self.isVisible() or self.is_new:
            return
        if not self.tabs.dirty_forms():
            self._reload()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what changed while the pane was out of sight."""
        super().showEvent(event)
        self._catch_up()

    def build_menu(self) -> QMenu:
        """Return the menu of what can be done with the shown record."""
        menu = QMenu(self)
        record_id = self.record_id or 0
        if self._kind in HAS_AKTE:
            menu.addAction(_("Vermerk schreiben"), self.write_note)
            menu.addAction(_("Briefing drucken"), lambda: self.briefing_wanted.emit(record_id))
            menu.addSeparator()
        if self._kind == "reminder":
            self._reminder_work.add_to(menu, [record_id])
            menu.addSeparator()
        add_matter_actions(menu, self._workbench, self._kind, record_id, self.window())
        add_record_papers(menu, self._workbench, self._kind, record_id, has_akte=self._kind in HAS_AKTE)
        menu.addSeparator()
        menu.addAction(_("In den Papierkorb"), lambda: self._workbench.do(records.trash, [record_id]))
        return menu
