"""The bridge between the pages and the store: pages do things here, and hear here what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ..errors import BadValues, Trouble
from ..progress import Progress
from ..queries.terms import Vocabulary, vocabulary
from ..store import journal
from ..store.store import Store
from ..store.writing import Changes
from ..texts import _
from .tasks import Outcome, TaskRunner

AT_ONCE = 50  # records; a larger step is taken back in the background


class Workbench(QObject):
    """One open store and what the pages share.

    Signals:
        changed(Changes): after every write, once, in the GUI thread.
        said(str, bool): something happened; the flag says whether Ctrl+Z takes it back.
        troubled(str): something did not work; the whole sentence.
        closing(): the store is about to be closed; what was begun can still be kept.
        open_wanted(int, bool): show the record with this id; beside the list's current one if the flag is set.
        edit_wanted(int): show it with its form in front.
        list_wanted(str, tuple): show the list of a kind with these filters.
        securing_wanted(Secured): close the store, give it this passphrase, and ask for it.
    """

    changed = Signal(object)
    said = Signal(str, bool)
    troubled = Signal(str)
    closing = Signal()
    open_wanted = Signal(int, bool)
    edit_wanted = Signal(int)
    list_wanted = Signal(str, object)
    securing_wanted = Signal(object)

    def __init__(self, store: Store, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.runner = runner
        self._is_replaying = False

    def do(self, action: Callable[..., Changes], *arguments: Any, **named: Any) -> Changes | None:
        """Run an action on the store and tell everybody; return what changed, or None after a trouble was told.

        BadValues goes back to the caller, who shows each sentence beside its field.
        """
        try:
            changes = action(self.store, *arguments, **named)
        except BadValues:
            raise
        except Trouble as trouble:
            self.troubled.emit(str(trouble))
            return None
        self.tell(changes)
        return changes

    def tell(self, changes: Changes) -> None:
        """Announce a step that was done elsewhere (a long task)."""
        if not changes.tables:
            return
        self.changed.emit(changes)
        self.said.emit(_("{step}.").format(step=changes.name), changes.step_id > 0)

    def keep(self, name: str, value: Any) -> None:
        """Remember a setting of the store; where that does not work, everybody is told."""
        from ..actions.lists import keep_setting

        try:
            keep_setting(self.store, name, value)
        except Trouble as trouble:
            self.troubled.emit(str(trouble))

    def undo(self) -> None:
        """Take back the newest step; a large one in the background, where it shows how far it is."""
        from ..actions import records

        step = journal.undoable(self.store)
        if step is None or step.record_count <= AT_ONCE:
            self.do(records.undo)
        else:
            name = _("Schritt wird zurückgenommen")
            self._replay(name, lambda progress: records.undo(self.store, step.id, progress))

    def redo(self) -> None:
        """Do the step again that was taken back last; a large one in the background."""
        from ..actions import records

        step = journal.redoable(self.store)
        if step is None or step.record_count <= AT_ONCE:
            self.do(records.redo)
        else:
            self._replay(_("Schritt wird wiederholt"), lambda _progress: records.redo(self.store, step.id))

    def _replay(self, name: str, work: Callable[[Progress], Changes]) -> None:
        """Run one such piece of work at a time; the key pressed twice is not meant for the step before."""

        def then(outcome: Outcome) -> None:
            self._is_replaying = False
            self.tell_outcome(outcome)

        if not self._is_replaying:
            self._is_replaying = True
            self.runner.run(name, work, then)

    def tell_outcome(self, outcome: Outcome) -> None:
        """Announce the step that a long task did, or say why it did none; bugs are raised."""
        if outcome.was_cancelled:
            self.said.emit(str(outcome.error), False)
        elif isinstance(outcome.error, Trouble):
            self.troubled.emit(str(outcome.error))
        else:
            self.tell(outcome.result())

    def words(self) -> Vocabulary:
        """Return the value lists and areas."""
        return vocabulary(self.store)
