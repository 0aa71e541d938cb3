"""Council work from the other sides: the sessions of a committee, the papers of a case, and the mandates of both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..kinds.registry import KINDS
from ..queries.council import PaperLine, papers, sessions
from ..queries.record import load
from ..texts import _
from . import theme
from .council_lines import add_button, add_heading, add_mandates, session_row
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .workbench import Workbench

_PAST_SHOWN = 20


class SessionsView(ScrollColumn):
    """What a committee deals with next and what it asked for; past sessions below.

    Signals:
        new_wanted(str, dict): a new mandate of the committee.
    """

    new_wanted = Signal(str, dict)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("sessionsView", _("Sitzungen"), parent)
        self._bench = workbench
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the sessions and mandates of a committee."""
        clear_layout(self.column)
        found = sessions(self._bench.store, record_id)
        coming = [station for station in found if not station.is_past]
        add_heading(self.column, _("Nächste Sitzungen"))
        for station in coming:
            self.column.addWidget(session_row(self._bench, station))
        if not coming:
            self.column.addWidget(
                nothing(_("Keine Vorlage steht an. Sitzungen entstehen aus der Beratungsfolge einer Vorlage."))
            )
        add_mandates(self.column, self._bench, record_id, lambda: self.new_wanted.emit("mandate", {"body": record_id}))
        past = [station for station in found if station.is_past][:_PAST_SHOWN]
        if past:
            add_heading(self.column, _("Frühere"))
        for station in past:
            self.column.addWidget(session_row(self._bench, station))
        self.column.addStretch(1)


class PapersView(ScrollColumn):
    """The papers of a case with their next station, and the mandates that came out of them.

    Signals:
        new_wanted(str, dict): a new paper or mandate of the case.
    """

    new_wanted = Signal(str, dict)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("papersView", _("Vorlagen"), parent)
        self._bench = workbench
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the papers and mandates of a case."""
        clear_layout(self.column)
        found = papers(self._bench.store, record_id)
        add_heading(self.column, _("Vorlagen"))
        for line in found:
            self.column.addWidget(self._row(line))
        if not found:
            self.column.addWidget(nothing(_("Noch keine Vorlage zu diesem Vorgang.")))
        self.column.addLayout(add_button("council_paper", _("Vorlage anlegen"), lambda: self._new_paper(record_id)))
        add_mandates(self.column, self._bench, record_id, lambda: self.new_wanted.emit("mandate", {"case": record_id}))
        self.column.addStretch(1)

    def _new_paper(self, case_id: int) -> None:
        values = load(self._bench.store, case_id).values
        preset = {"case": case_id, "subject": values["subject"], "lead": values["lead"]}
        self.new_wanted.emit("council_paper", {name: value for name, value in preset.items() if value is not None})

    def _row(self, line: PaperLine) -> LineRow:
        number = _("Drucksache {number}").format(number=line.number) if line.number else ""
        station = ""
        if line.station is not None:
            pattern = _("zuletzt: {station}") if line.station.is_past else _("als Nächstes: {station}")
            station = pattern.format(station=line.station.title())
        subtitle = " · ".join(part for part in (line.kind_label, number) if part)
        row = LineRow(
            line.record.title, subtitle, more=station, icon=KINDS["council_paper"].icon, name=f"paper-{line.record.id}"
        )
        row.clicked.connect(lambda: self._bench.open_wanted.emit(line.record.id, False))
        return row
