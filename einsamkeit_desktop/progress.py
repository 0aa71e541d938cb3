"""How long work says where it is, and learns that it shall stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from .errors import Cancelled
from .texts import _


class Progress:
    """Handed to exports, imports and backups; safe to cancel from another thread.

    `report(done, total)` is called as often as `step` is; whoever shows it throttles.
    """

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._report = report
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Report the state of the work. Raises errors.Cancelled after `cancel`."""
        if self._stop.is_set():
            raise Cancelled(_("Der Vorgang wurde abgebrochen. Es wurde nichts geändert."))
        if self._report is not None:
            self._report(done, total)
