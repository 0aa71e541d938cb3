"""The form of a citizen's case: its code large, the guard at its texts, how to call back, the way in a crisis.

There is no field for a person in it, and none may come.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..actions.citizens import pass_on
from ..errors import BadValues
from ..kinds import clock
from ..kinds.cases import CitizenCase
from ..queries.crisis import crisis_sheet
from ..queries.record import Record
from ..texts import _
from . import theme
from .chips import FlowLayout
from .citizen_callback import CallbackCard
from .crisis_window import CrisisLines, open_crisis
from .form import _NO_RECORD
from .guarded_form import GuardedForm
from .widgets import Button, Card, PlainLabel
from .workbench import Workbench

_CRISIS = "akut"


class CitizenForm(GuardedForm):
    """The form of CitizenCase. Signals: those of RecordForm."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, CitizenCase, parent)
        self.callback = CallbackCard(workbench)
        self.crisis = CrisisCard(workbench)
        self.crisis.passed_on.connect(self._pass_on)
        for card in (self.crisis, self.callback):
            card.sheet_wanted.connect(self._open_sheet)
        ground = self._scroll.widget()
        room = ground.layout() if ground is not None else None
        assert isinstance(room, QVBoxLayout)
        room.insertWidget(0, self.callback)
        room.insertWidget(1, self.crisis)
        self._blocks["concern"].editor.edited.connect(self._look_for_crisis)

    def show(self, record: Record | None = _NO_RECORD, preset: Mapping[str, Any] | None = None) -> None:
        """Show a case, or an empty form; without arguments just be visible."""
        if record is None:
            preset = {"received_on": clock.today(), **(preset or {})}
        is_another = record is not _NO_RECORD and (record is None or self.record is None or self.record.id != record.id)
        super().show(record, preset)
        if is_another:
            self._scroll.verticalScrollBar().setValue(0)
        if record is not _NO_RECORD:
            self.callback.show_case(record)
            self._look_for_crisis()

    def is_guarded(self) -> bool:
        """Return True: every text here is about a citizen."""
        return True

    def _look_for_crisis(self) -> None:
        try:
            concern = self._blocks["concern"].editor.value()
        except ValueError:
            concern = None
        self.crisis.setVisible(concern == _CRISIS)

    def _open_sheet(self) -> None:
        open_crisis(self._bench, self, self.record.id if self.record is not None else None)

    def _pass_on(self) -> None:
        """Keep the status alone: what was typed meanwhile is thrown away, as nothing of a crisis is kept."""
        record_id = self.record.id if self.record is not None else None
        self.show(self.record)
        try:
            changes = self._bench.do(pass_on, record_id)
        except BadValues as trouble:
            self.show_problems(trouble.problems)
            return
        if changes is not None and changes.record_id is not None:
            self.cancelled.emit()
            self._bench.open_wanted.emit(changes.record_id, False)


class CrisisCard(Card):
    """What stands in the form when the concern is an acute crisis: whom to call, and passing on.

    Signals:
        passed_on(), sheet_wanted(): its buttons.
    """

    passed_on = Signal()
    sheet_wanted = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("crisisCard")
        look = theme.current()
        self.body.setSpacing(look.px(10))
        self.body.addWidget(
            PlainLabel(_("Akute Krise: nicht selbst beraten, weitergeben."), size="section", weight="strong")
        )
        self.body.addWidget(CrisisLines(crisis_sheet(workbench.store).lines))
        passing = Button(_("Weitergeleitet vermerken"), look="primary", icon="send", name="crisisPassOnHere")
        passing.clicked.connect(self.passed_on)
        sheet = Button(_("Krisenblatt öffnen"), icon="phone", name="crisisOpen")
        sheet.clicked.connect(self.sheet_wanted)
        row = FlowLayout()
        row.addWidget(passing)
        row.addWidget(sheet)
        self.body.addLayout(row)
        self.body.addWidget(
            PlainLabel(_("Vermerkt wird nur „Weitergeleitet“, kein Name und kein Inhalt."), role="muted", wrap=True)
        )
