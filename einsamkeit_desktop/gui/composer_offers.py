"""Names in the text that are known and not linked: offered a moment after the last key, as quiet chips."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ..queries.known_names import unlinked_names
from ..queries.record import Named
from ..texts import _
from . import theme
from .chips import FlowLayout, RemovableChip
from .workbench import Workbench

LOOK_AFTER_MS = 700


class NameOffers(QWidget):
    """Enter on a chip links, × (Entf) lets the name rest for this note; while `is_off`, nobody is offered.

    Signals:
        wanted(Named): this record is to be linked.
        shown(): the chips are others than before.
    """

    wanted = Signal(object)
    shown = Signal()

    def __init__(
        self,
        workbench: Workbench,
        edit: QPlainTextEdit,
        linked: Callable[[], Collection[int]],
        is_off: Callable[[], bool],
    ) -> None:
        super().__init__()
        self.setObjectName("noteOffers")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._store, self._edit, self._linked, self._is_off = workbench.store, edit, linked, is_off
        self._resting: set[int] = set()
        self._offered: list[Named] = []
        self._flow = FlowLayout(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        edit.textChanged.connect(self._timer.start)
        theme.current().changed.connect(self.updateGeometry)
        workbench.closing.connect(self.forget)
        self.hide()

    def look(self) -> None:
        """Look at the text now."""
        self._timer.stop()
        text = self._edit.toPlainText()
        known = (*self._linked(), *self._resting)
        self._show(unlinked_names(self._store, text, known) if text.strip() and not self._is_off() else [])

    def begin(self) -> None:
        """Begin with another note; the text that came with it is looked at as if it had just been typed."""
        self.forget()
        if self._edit.toPlainText():
            self._timer.start()

    def forget(self) -> None:
        """Offer nothing, and let nothing rest."""
        self._timer.stop()
        self._resting.clear()
        self._show([])

    def chips(self) -> list[QWidget]:
        """Return the chips in their order."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _show(self, names: list[Named]) -> None:
        if names == self._offered:
            return
        self._offered = names
        self._flow.clear()
        for name in names:
            chip = RemovableChip(_("{name} verknüpfen?").format(name=name.title), "neutral", name=f"offer-{name.id}")
            chip.setAccessibleDescription(_("Eingabe verknüpft, Entf lässt es"))
            chip.clicked.connect(partial(self._take, name))
            chip.removed.connect(partial(self._rest, name))
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(names))
        self.updateGeometry()
        self.shown.emit()

    def _take(self, name: Named) -> None:
        self.wanted.emit(name)
        self._go_on()

    def _rest(self, name: Named) -> None:
        self._resting.add(name.id)
        self._go_on()

    def _go_on(self) -> None:
        """Show what is left to offer; the focus goes to the next offer, from the last one back to the text."""
        self.look()
        next(iter((*self.chips(), self._edit))).setFocus()
