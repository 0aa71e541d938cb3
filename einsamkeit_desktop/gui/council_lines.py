"""Lines of council work that several views share: mandates with their day of report, sessions, and headings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ..kinds.days import format_day
from ..kinds.registry import KINDS
from ..queries.council import MandateLine, Station, mandates, report_chip
from ..texts import _
from . import theme
from .chips import Chip
from .lines import LineRow, nothing
from .widgets import Button, SectionTitle
from .workbench import Workbench


def add_heading(column: QVBoxLayout, text: str) -> None:
    """Put a heading into a column, with some air above it where it is not the first."""
    title = SectionTitle(text)
    title.setContentsMargins(theme.current().px(6), theme.current().px(12) if column.count() else 0, 0, 0)
    column.addWidget(title)


def add_mandates(column: QVBoxLayout, bench: Workbench, record_id: int, new: Callable[[], object]) -> None:
    """Put the mandates of a committee, paper or case into a column, and the button that makes another one."""
    found = mandates(bench.store, record_id)
    add_heading(column, _(KINDS["mandate"].plural))
    for line in found:
        column.addWidget(_mandate_row(bench, line, with_body=line.body is None or line.body.id != record_id))
    if not found:
        column.addWidget(nothing(_("Keine Aufträge. Hier steht, was ein Gremium erbeten hat und bis wann.")))
    column.addLayout(add_button("mandate", _("Auftrag anlegen"), new))


def _mandate_row(bench: Workbench, line: MandateLine, *, with_body: bool) -> LineRow:
    text, role = report_chip(line.report_by, line.done_on)
    days = _("Berichten bis {day}").format(day=format_day(line.report_by)) if line.report_by else ""
    if line.done_on is not None:
        days = _("erledigt am {day}").format(day=format_day(line.done_on))
    parts = (line.body.title if line.body is not None and with_body else "", days)
    row = LineRow(
        line.text,
        " · ".join(part for part in parts if part),
        icon=KINDS["mandate"].icon,
        trailing=[Chip(text, role)],
        name=f"mandate-{line.id}",
    )
    row.setAccessibleDescription(", ".join(part for part in (*parts, text) if part))
    row.clicked.connect(lambda: bench.open_wanted.emit(line.id, False))
    return row


def session_row(bench: Workbench, station: Station) -> LineRow:
    """Return a session of a committee: when, which paper, for what; it opens the paper."""
    day = format_day(station.session_on)
    title = f"{day}: {station.paper.title}" if station.paper is not None else day
    access = "" if station.is_public else _("nicht öffentlich")
    subtitle = " · ".join(part for part in (station.purpose_label, station.result_label, access) if part)
    row = LineRow(title, subtitle, icon="landmark", name=f"session-{station.id}")
    if station.paper is not None:
        paper_id = station.paper.id
        row.clicked.connect(lambda: bench.open_wanted.emit(paper_id, False))
    return row


def add_button(kind: str, label: str, new: Callable[[], object]) -> QHBoxLayout:
    """Return the row with the button that makes a record of a kind."""
    button = Button(label, icon="plus", look="quiet", name=f"new-{kind}")
    button.clicked.connect(lambda: new())
    row = QHBoxLayout()
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
