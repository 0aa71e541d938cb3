"""Setting a briefing pack in the background, again and again while it is being prepared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from ..errors import NotFound, Trouble
from ..progress import Progress
from ..queries import packs
from ..store.store import Store
from ..texts import _
from .tasks import Outcome, Task
from .workbench import Workbench

DELAY_MS = 300  # from the last key to the new preview


@dataclass(frozen=True)
class SetPack:
    """A pack that was set: the PDF, and what is to be known of it."""

    content: bytes
    title: str
    pages: int
    partners: int
    hidden_notes: int
    person_ids: tuple[int, ...] = ()
    missing: int = 0
    cover_is_head: bool = False


@dataclass(frozen=True)
class Order:
    """What is to be set: which partners, how, and whom the cover names."""

    partners: tuple[int, ...]
    wishes: packs.PackWishes
    people: tuple[int, ...] = ()


class PackSetter(QObject):
    """Sets what `order` returns; while one pack is being set, the next begins when it is finished.

    Signals:
        finished(SetPack): a pack is set, and nothing changed since.
        failed(str): there is none; the whole sentence.
        stopped(): after `stop`, when nothing is on its way any more.
    """

    finished = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, workbench: Workbench, order: Callable[[], Order], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._order = workbench, order
        self._set: SetPack | None = None
        self._task: Task | None = None
        self._is_setting, self._is_stale, self._is_stopped = False, True, False
        self._waiting: Callable[[SetPack], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.begin)

    def is_settled(self) -> bool:
        """Return whether the last pack says what is wanted now."""
        return not self._is_stale and not self._is_setting

    def pack(self) -> SetPack | None:
        """Return the last pack, None where it could not be set."""
        return self._set

    def begin_soon(self) -> None:
        """Set anew when nothing was changed for a moment."""
        self._is_stale = True
        self._timer.start()

    def begin(self) -> None:
        """Set anew at once."""
        self._timer.stop()
        if self._is_stopped or self._is_setting:
            return
        self._is_setting, self._is_stale = True, False
        order, store = self._order(), self._workbench.store
        task = self._workbench.runner.run(_("Vorschau"), lambda progress: set_pack(store, order, progress), self._end)
        self._task = task if self._is_setting else None

    def when_set(self, then: Callable[[SetPack], object]) -> None:
        """Call with the pack as it is wanted now, once it is set."""
        if self.is_settled() and self._set is not None:
            then(self._set)
            return
        self._waiting = then
        self.begin()

    def stop(self) -> None:
        """Set nothing more; stopped() follows."""
        self._is_stopped = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        if not self._is_setting:
            self.stopped.emit()

    def _end(self, outcome: Outcome) -> None:
        self._is_setting, self._task = False, None
        if self._is_stopped:
            self.stopped.emit()
            return
        if self._is_stale:
            self.begin()
            return
        then, self._waiting = self._waiting, None
        if isinstance(outcome.error, Trouble):
            self._set = None
            self.failed.emit(str(outcome.error))
            return
        made: SetPack = outcome.result()
        self._set = made
        self.finished.emit(made)
        if then is not None:
            then(made)


def set_pack(store: Store, order: Order, progress: Progress) -> SetPack:
    """Return the pack as a PDF; made for a worker thread. Raises errors.NotFound without partners, errors.Cancelled."""
    from ..exports.paper.briefing import briefing_paper

    if not order.partners:
        raise NotFound(_("Noch ist kein Partner gewählt."))
    pack = packs.pack(store, order.partners, order.wishes)
    paper = briefing_paper(pack, progress)
    return SetPack(
        content=paper.content,
        title=pack.title,
        pages=paper.pages,
        partners=len(pack.profiles),
        hidden_notes=sum(profile.hidden_notes for profile in pack.profiles),
        person_ids=tuple(packs.persons_of(store, [*order.partners, *order.people])),
        missing=sum(paper.missing.values()),
        cover_is_head=paper.cover_is_head,
    )
