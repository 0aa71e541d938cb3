"""The way of a paper through the committees: a table whose rows are edited in place, its case and its mandates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..actions.council import remove_station, save_station
from ..errors import BadValues
from ..kinds.council import Consultation
from ..kinds.days import format_day
from ..kinds.registry import KINDS
from ..queries.council import Station, stations
from ..queries.record import load, named
from ..texts import _
from . import theme
from .cells import Cell, Column
from .council_lines import add_button, add_heading, add_mandates
from .form_parts import Answer, FieldBlock, FieldGroup, ask_in_words, read, say_problems
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .statusline import announce
from .table import ListTable, PagedModel
from .widgets import Button, PlainLabel
from .widgets import Card as Framed
from .workbench import Workbench

_FIELDS = ("body", "session_on", "purpose", "result", "votes", "is_public", "remark")


class StationsView(ScrollColumn):
    """The stations of a paper, those to come on top; Enter edits one, Delete takes it away, the button adds one.

    Signals:
        new_wanted(str, dict): a new mandate that came out of the paper.
    """

    new_wanted = Signal(str, dict)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("stationsView", _("Beratungsfolge"), parent)
        self._bench = workbench
        self.ask: Callable[[str], Answer] = partial(ask_in_words, self)
        self._paper_id = 0
        self._is_editing = False
        self._found: dict[int, Station] = {}
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the way of a paper; fields that are being filled in stay as they are."""
        if record_id == self._paper_id and self._is_editing:
            return
        self._paper_id, self._is_editing = record_id, False
        found = stations(self._bench.store, record_id)
        self._found = {station.id: station for station in found}
        clear_layout(self.column)
        self._add_case()
        add_heading(self.column, _("Beratungsfolge"))
        if found:
            self.table = StationTable(self._found)
            self.table.opened.connect(self.edit)
            self.table.remove_wanted.connect(self.remove)
            self.column.addWidget(self.table)
        else:
            self.column.addWidget(
                nothing(_("Noch keine Beratung. Hier steht, wann welches Gremium damit befasst ist."))
            )
        self._form = StationForm(self, self._bench)
        self._add_row = QWidget()
        row = add_button("consultation", _("Beratung hinzufügen"), lambda: self.edit(None))
        row.setContentsMargins(0, 0, 0, 0)
        self._add_row.setLayout(row)
        self.column.addWidget(self._add_row)
        self.column.addWidget(self._form)
        add_mandates(self.column, self._bench, record_id, self._new_mandate)
        self.column.addStretch(1)

    @property
    def is_dirty(self) -> bool:
        """Whether a station was edited and not saved."""
        return self._is_editing and self._form.is_edited()

    def may_leave(self) -> bool:
        """Ask what shall become of an edited station; return whether it may be left now."""
        if not self.is_dirty:
            return True
        answer = self.ask(self._form.title())
        if answer is Answer.SAVE:
            self.save()
        elif answer is Answer.DROP:
            self._put_away()
        return not self.is_dirty

    def save(self) -> None:
        """Keep the station that is being edited, or say what is missing."""
        self._form.save()

    def edit(self, station_id: int | None) -> None:
        """Show the fields of a station below the table, empty ones for a new one."""
        if not self.may_leave():
            return
        self._is_editing = True
        self._form.show_station(station_id)
        self._add_row.hide()
        self.column.activate()  # else the form has no size yet
        self.ensureWidgetVisible(self._form)

    def close_form(self) -> None:
        """Put the fields away, after asking once where something is unsaved."""
        if self.may_leave():
            self._put_away()

    def _put_away(self) -> None:
        self._is_editing = False
        self._form.hide()
        self._add_row.show()
        if self._found:
            self.table.setFocus()

    def keep(self, station_id: int | None, values: dict[str, Any]) -> dict[str, str]:
        """Keep a station; return the sentences that say why not, by field."""
        self._is_editing = False
        try:
            changes = self._bench.do(save_station, self._paper_id, station_id, values)
        except BadValues as trouble:
            self._is_editing = True
            return trouble.problems
        if changes is not None:
            self.show_record(self._paper_id)
            self._put_away()
        return {}

    def remove(self, station_id: int) -> None:
        """Take a station away; Ctrl+Z brings it back."""
        self._is_editing = False
        if self._bench.do(remove_station, station_id) is not None:
            self.show_record(self._paper_id)

    def station(self, station_id: int | None) -> Station | None:
        """Return a station of the shown paper, None for a new one."""
        return self._found.get(station_id or 0)

    def _add_case(self) -> None:
        case = load(self._bench.store, self._paper_id).values["case"]
        names = named(self._bench.store, [case], with_restricted=False, with_trashed=False) if case else {}
        for entry in names.values():
            row = LineRow(entry.title, _("Vorgang"), icon=KINDS["case"].icon, name=f"case-{entry.id}")
            row.clicked.connect(lambda _checked=False, target=entry.id: self._bench.open_wanted.emit(target, False))
            self.column.addWidget(row)

    def _new_mandate(self) -> None:
        values = load(self._bench.store, self._paper_id).values
        past = next((station for station in self._found.values() if station.is_past), None)
        preset = {"paper": self._paper_id, "case": values["case"]}
        if past is not None and past.body is not None:
            preset |= {"body": past.body.id, "given_on": past.session_on}
        self.new_wanted.emit("mandate", {name: value for name, value in preset.items() if value is not None})


class StationTable(ListTable):
    """The stations as a table, as high as its rows.

    Signals: those of ListTable; remove_wanted(int): Delete was pressed on a station.
    """

    remove_wanted = Signal(int)

    def __init__(self, found: dict[int, Station]) -> None:
        columns = (
            Column("body", _("Gremium"), 170, "text", can_sort=False),
            Column("session_on", _("Sitzung"), 88, can_sort=False),
            Column("purpose", _("Zweck"), 84, can_sort=False),
            Column("is_public", _("Öff."), 46, can_sort=False),
            Column("result", _("Ergebnis"), 104, can_sort=False),
        )
        model = PagedModel(lambda ids: [_cells(found[row_id]) for row_id in ids], columns)
        super().__init__(model, name="stationTable")
        self.setAccessibleName(_("Beratungsfolge"))
        self.setAccessibleDescription(_("Eingabe bearbeitet eine Beratung, Entf nimmt sie heraus."))
        model.show_ids(tuple(found))
        model.show_sorted("", False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = len(found)
        self._fit_height()
        theme.current().changed.connect(self._fit_height)

    def _fit_height(self) -> None:
        self.setFixedHeight((theme.current().px(33) + 1) * (self._rows + 1) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the current station out with Delete."""
        current = self.current_id()
        if event.key() == Qt.Key.Key_Delete and not event.modifiers() and current is not None:
            self.remove_wanted.emit(current)
        else:
            super().keyPressEvent(event)


def _cells(station: Station) -> tuple[Cell, ...]:
    tone = "muted" if station.is_past else ""
    texts = (
        station.body.title if station.body is not None else _("(nicht mehr da)"),
        format_day(station.session_on),
        station.purpose_label,
        _("ja") if station.is_public else _("nein"),
        ", ".join(part for part in (station.result_label, station.votes) if part)
        or (_("offen") if station.is_past else ""),
    )
    return tuple(Cell(text, tone) for text in texts)


class StationForm(Framed):
    """The fields of one station, and its three buttons."""

    def __init__(self, view: StationsView, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("stationForm")
        self._view, self._bench = view, bench
        self._station_id: int | None = None
        self._baseline: dict[str, Any] = {}
        self._blocks = {name: FieldBlock(Consultation.fields[name], bench) for name in _FIELDS}
        group = FieldGroup("", tuple(self._blocks.values()))
        group.arrange(2)
        self._said = PlainLabel("", role="danger", wrap=True)
        self._remove = Button(_("Entfernen"), look="quiet", name="stationRemove")
        self._remove.clicked.connect(lambda: view.remove(self._station_id or 0))
        leave = Button(_("Abbrechen"), name="stationLeave")
        leave.clicked.connect(view.close_form)
        take = Button(_("Speichern"), look="primary", name="stationSave")
        take.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.setSpacing(theme.current().px(9))
        foot.addWidget(self._remove)
        foot.addWidget(self._said, 1)
        foot.addWidget(leave)
        foot.addWidget(take)
        self.body.addWidget(group)
        self.body.addLayout(foot)
        self.hide()

    def show_station(self, station_id: int | None) -> None:
        """Show a station, or empty fields."""
        self._station_id = station_id
        shown = Consultation.empty_values() | {"is_public": True}
        if station_id is not None:
            shown = dict(load(self._bench.store, station_id).values)
        for name, block in self._blocks.items():
            block.editor.show_value(shown[name])
            block.say("")
        self._baseline = self._texts()
        self._remove.setVisible(station_id is not None)
        self._said.setText("")
        self.show()
        first = "result" if station_id is not None and shown["result"] is None else "body"
        self._blocks[first].editor.take_focus(Qt.FocusReason.ShortcutFocusReason)

    def is_edited(self) -> bool:
        """Whether a field is not as it was shown."""
        return self._texts() != self._baseline

    def title(self) -> str:
        """Return what the shown station is called, "" for a new one."""
        found = self._view.station(self._station_id)
        return found.title() if found is not None else ""

    def _texts(self) -> dict[str, Any]:
        """Return what each field holds, or the reason why its text means nothing."""
        values, problems = read(self._blocks)
        return {**values, **problems}

    def save(self) -> None:
        """Keep what was entered, or say what is missing beside the fields."""
        values, problems = read(self._blocks)
        problems = problems or Consultation.problems(values) or self._view.keep(self._station_id, values)
        if not problems:
            return
        rest, first = say_problems(self._blocks, problems)
        self._said.setText(rest)
        if rest:
            announce(self, rest, is_urgent=True)
        if first is not None:
            first.editor.take_focus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Save with Ctrl+S, leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._view.close_form()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.setFocus()
            self.save()
        else:
            super().keyPressEvent(event)
