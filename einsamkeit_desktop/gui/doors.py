"""What goes in and out through a window: each is made, and its libraries read, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from .workbench import Workbench

if TYPE_CHECKING:
    from .lists_out import ListsOut
    from .papers_out import PapersOut
    from .taking_in import TakingIn


class Doors:
    """Lists and papers out, files in; at the start of the program nobody hands out or imports."""

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        self._workbench, self._window = workbench, window

    @cached_property
    def lists(self) -> ListsOut:
        """What hands out lists; a file that was written is opened."""
        from .lists_out import ListsOut

        made = ListsOut(self._workbench, self._window)
        made.written.connect(made.open_written)
        return made

    @cached_property
    def papers(self) -> PapersOut:
        """What hands out papers."""
        from .papers_out import papers_of

        return papers_of(self._workbench, self._window)

    @cached_property
    def files(self) -> TakingIn:
        """What takes files in."""
        from .taking_in import TakingIn

        return TakingIn(self._workbench, self._window)
