"""The Akte of a record: the composer, what is open, and the timeline newest first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ..actions.reminders import complete_reminder, reopen_reminder
from ..queries import akte
from ..queries.happenings import EVERYTHING, Happening, happenings
from ..queries.moments import crowded_days
from ..queries.record import named
from ..texts import _, grouped
from . import theme
from .akte_filter import AkteFilter
from .akte_head import AkteHead
from .composer import Composer
from .entry_view import EntryView, HappeningView
from .widgets import Button, PlainLabel
from .workbench import Workbench

_PAGE = 25
_MOST_LINES = 60  # notes and what stands between them, at once


class AkteView(QScrollArea):
    """The tab "Akte". Signals: tab_wanted(str): what was chosen stands on another tab of the same record."""

    tab_wanted = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("akte")
        self.setAccessibleName(_("Akte"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._workbench = workbench
        self._record_id = 0
        self._shown = 0
        self._notes = self._total = 0
        self._beside: list[Happening] = []
        self._crowded: frozenset[date] = frozenset()
        look = theme.current()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, look.px(4), look.px(6), look.px(16))
        self._column.setSpacing(look.px(6))
        self.composer = Composer(workbench)
        self._column.addWidget(self.composer)
        self.head = AkteHead()
        self.head.task_ticked.connect(self._tick)
        self.head.opened.connect(self._open)
        self._column.addWidget(self.head)
        self.filter = AkteFilter(workbench)
        self.filter.changed.connect(self._narrow)
        self.head.unfolded.connect(self._order_tabs)
        self._column.addWidget(self.filter)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(look.px(2))
        self._column.addLayout(self._entries)
        self._empty = PlainLabel("", role="muted", wrap=True)
        self._column.addWidget(self._empty)
        self._further = Button("", look="quiet", name="furtherEntries")
        self._further.clicked.connect(self._show_further)
        self._column.addWidget(self._further, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self.setWidget(inner)

    def take_focus(self) -> None:
        """Put the focus where one writes. (A focus proxy took everything in here out of the Tab order.)"""
        self.composer.take_focus()

    def show_record(self, record_id: int) -> None:
        """Show the Akte of a record; its place in the timeline is kept when it is the same one."""
        is_same = record_id == self._record_id
        self._record_id = record_id
        self.composer.start(named(self._workbench.store, [record_id])[record_id])
        focused = self.focusWidget().objectName() if is_same and self.focusWidget() is not None else ""
        count = max(self._shown, _PAGE) if is_same else _PAGE
        if not is_same:
            self.filter.start(record_id)
        self.head.show_state(
            akte.open_tasks(self._workbench.store, record_id),
            akte.last_agreement(self._workbench.store, record_id),
            record_id,
        )
        self._read(count, max(self._entries.count(), _MOST_LINES) if is_same else _MOST_LINES)
        self._order_tabs()
        if not is_same:
            self.verticalScrollBar().setValue(0)
        elif focused:
            self._focus_again(focused)

    def _narrow(self) -> None:
        self._read(_PAGE, _MOST_LINES)

    def _read(self, count: int, most_lines: int) -> None:
        store, wanted = self._workbench.store, self.filter.wanted()
        self._clear()
        beside = happenings(store, self._record_id, EVERYTHING)
        self._crowded = crowded_days(store, self._record_id)
        self._beside = [happening for happening in beside if happening.suits(wanted)]
        self.filter.offer_beside({happening.kind for happening in beside})
        total = akte.count_entries(store, self._record_id)
        self._notes = akte.count_entries(store, self._record_id, wanted=wanted) if wanted != akte.ALL else total
        self._total = total + len(beside)
        self.filter.show_count(self._notes + len(self._beside), self._total)
        self._add(akte.timeline(store, self._record_id, limit=count, wanted=wanted), most_lines)

    def _add_happenings(self, room: int, down_to: date | None = None) -> int:
        """Add those that are newer than a day, or those that are left, as far as there is room; return how many."""
        added = 0
        while added < room and self._beside and (down_to is None or self._beside[0].day > down_to):
            view = HappeningView(self._beside.pop(0))
            view.opened.connect(self._open)
            self._entries.addWidget(view)
            added += 1
        return added

    def _order_tabs(self) -> None:
        """Let Tab go from the composer through the head to the filter; lines made anew would come last."""
        before: QWidget = self.composer
        while (following := before.nextInFocusChain()) is not None and self.composer.isAncestorOf(following):
            before = following
        for stop in (*self.head.stops(), *self.filter.stops()):
            self.setTabOrder(before, stop)
            before = stop

    def _focus_again(self, name: str) -> None:
        """Put the focus where it was before the lines were made anew; a task that is gone leaves it to the next."""
        if name.startswith("openTick-"):
            self.head.take_focus(int(name.removeprefix("openTick-")))
        elif name.startswith(("tick-", "edit-", "lead-", "openAgreement")) and (
            again := self.findChildren(QWidget, name)
        ):
            again[-1].setFocus()  # the one before it is on its way out

    def _clear(self) -> None:
        while (item := self._entries.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = 0

    def _add(self, entries: list[akte.Entry], room: int) -> None:
        words = self._workbench.words()
        for entry in entries:
            day = entry.at.astimezone().date()
            room -= self._add_happenings(room, day)
            if room <= 0:
                break
            view = EntryView(entry, words, self._record_id, with_time=day in self._crowded)
            view.task_ticked.connect(self._tick)
            view.opened.connect(self._open)
            self._entries.addWidget(view)
            self._shown += 1
            room -= 1
        if self._shown >= self._notes:
            self._add_happenings(room)
        self._show_rest()

    def _show_rest(self) -> None:
        left = self._notes - self._shown + len(self._beside)
        self._further.setVisible(left > 0)
        self._further.setText(_("Weitere {count} Einträge anzeigen").format(count=grouped(left)))
        self._empty.setVisible(not self._entries.count())
        nothing_found = _("Kein Eintrag passt zu dem, was eingestellt ist.")
        self._empty.setText(
            nothing_found if self._total else _("Noch kein Eintrag. Der erste Vermerk steht gleich hier.")
        )

    def _show_further(self) -> None:
        store, wanted = self._workbench.store, self.filter.wanted()
        self._add(akte.timeline(store, self._record_id, _PAGE, self._shown, wanted=wanted), _MOST_LINES)

    def _tick(self, reminder_id: int, is_done: bool) -> None:
        self._workbench.do(complete_reminder if is_done else reopen_reminder, reminder_id)

    def _open(self, record_id: int) -> None:
        if record_id == self._record_id:  # a document of its own
            self.tab_wanted.emit("attachments")
            return
        self._workbench.open_wanted.emit(record_id, False)
