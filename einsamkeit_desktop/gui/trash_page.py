"""The trash: what was put there, all kinds mixed, the latest first, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from ..actions import records
from ..kinds.registry import KINDS
from ..queries.trash import trashed, trashed_by_kind, trashed_ids
from ..texts import _, mark
from .cells import Cell, Column
from .day_edit import format_moment
from .facts import counts_in_words
from .table_page import TablePage
from .widgets import Button
from .workbench import Workbench

SENTENCE = mark(
    "Was Sie zurückholen, kommt mit allem wieder, was daran hängt: Funktionen, Vermerke, Wiedervorlagen, Zuordnungen."
)
EMPTY = mark("Der Papierkorb ist leer. Was Sie mit Entf aus einer Liste nehmen, liegt hier und lässt sich zurückholen.")


class TrashPage(TablePage):
    """Enter or the button brings the selection back as one step."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(
            workbench,
            key="trash",
            title=_("Papierkorb"),
            sentence=_(SENTENCE),
            empty=_(EMPTY),
            columns=(
                Column("title", _("Eintrag"), 260, "text", can_sort=False),
                Column("kind", _("Art"), 130, can_sort=False),
                Column("trashed_at", _("Im Papierkorb seit"), 150, can_sort=False),
            ),
        )
        self.restore_button = Button(_("Zurückholen"), icon="archive-restore", name="restoreButton")
        self.buttons.addWidget(self.restore_button)
        self.restore_button.clicked.connect(self.restore_chosen)
        self.table.opened.connect(self._restore_opened)
        self.table.selection_counted.connect(self._say_chosen)

    def find_ids(self) -> list[int]:
        """Return what lies in the trash."""
        return trashed_ids(self._workbench.store)

    def cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        """Return the cells of one page of ids."""
        return [
            ()
            if line is None
            else (
                Cell(line.title, icon=KINDS[line.kind].icon),
                Cell(_(KINDS[line.kind].label)),
                Cell(format_moment(line.trashed_at)),
            )
            for line in trashed(self._workbench.store, ids)
        ]

    def after_reading(self) -> None:
        """Say what is selected now."""
        self._say_chosen(len(self.table.selected_ids()))

    def restore_chosen(self) -> None:
        """Bring the selection back."""
        chosen = self.table.selected_ids()
        if chosen:
            self._workbench.do(records.restore, chosen)

    def _restore_opened(self, record_id: int) -> None:
        if record_id in self.table.selected_ids():
            self.restore_chosen()
        else:
            self._workbench.do(records.restore, [record_id])

    def _say_chosen(self, count: int) -> None:
        self.restore_button.setEnabled(count > 0)
        sentence = _(SENTENCE)
        if count > 1:
            kinds = trashed_by_kind(self._workbench.store, self.table.selected_ids())
            sentence = _("Ausgewählt: {kinds}. Alles kommt mit dem wieder, was daran hängt.").format(
                kinds=counts_in_words(kinds)
            )
        self.say(sentence)
        self.restore_button.setAccessibleDescription(sentence)
