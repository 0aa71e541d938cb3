"""What left the store: every list, card and paper, the latest first, and whom the chosen one names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from ..queries.exports import Export, export_ids, exports_logged, exports_naming, persons_in
from ..queries.record import named
from ..texts import _, grouped, mark, ngettext
from . import theme
from .cells import Cell, Column
from .day_edit import format_moment
from .table import ListTable, PagedModel
from .table_page import TablePage
from .widgets import Card, Hairline, PlainLabel
from .workbench import Workbench

SENTENCE = mark(
    "Was das Programm als Datei, auf Papier oder über die Zwischenablage verlassen hat. Dateien liegen am Ziel."
)
EMPTY = mark("Noch kein Export. Jede Liste, jede Karte und jedes Papier steht hier mit Zweck und Personen.")
_PERSONS_ROWS = 6
_MOST_IN_HISTORY = 12


class ExportLogPage(TablePage):
    """Enter on an export leads to the persons it names, Enter on a person opens her."""

    def __init__(self, workbench: Workbench) -> None:
        self.persons = PersonsNamed(workbench)
        super().__init__(
            workbench,
            key="exports",
            title=_("Exporte"),
            sentence=_(SENTENCE),
            empty=_(EMPTY),
            columns=(
                Column("what", _("Was"), 200, "text", can_sort=False),
                Column("at", _("Wann"), 120, can_sort=False),
                Column("target", _("Ziel"), 180, can_sort=False),
                Column("purpose", _("Zweck"), 190, can_sort=False),
                Column("count", _("Einträge"), 84, is_right=True, can_sort=False),
                Column("left_out", _("Ausgelassen"), 100, is_right=True, can_sort=False),
                Column("persons", _("Personen"), 84, is_right=True, can_sort=False),
            ),
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._column.addWidget(self.persons)
        self.table.row_changed.connect(self._show_persons)
        self.table.opened.connect(self._lead_to_persons)

    def find_ids(self) -> list[int]:
        """Return all exports."""
        return export_ids(self._workbench.store)

    def cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        """Return the cells of one page of ids."""
        return [() if entry is None else _cells(entry) for entry in exports_logged(self._workbench.store, ids)]

    def after_reading(self) -> None:
        """Show whom the current one names."""
        self._show_persons(self.table.current_id() or -1)

    def _measure(self) -> None:
        super()._measure()
        self.table.setMinimumHeight(theme.current().px(34 * 3))  # heading and two exports, whatever the persons take

    def _show_persons(self, export_id: int) -> None:
        found = exports_logged(self._workbench.store, [export_id])[0] if export_id > 0 else None
        self.persons.show_export(found)

    def _lead_to_persons(self, _export_id: int) -> None:
        if self.persons.table.isVisible():
            self.persons.table.setFocus()


def _cells(entry: Export) -> tuple[Cell, ...]:
    return (
        Cell(entry.what),
        Cell(format_moment(entry.at)),
        Cell(entry.target),
        Cell(entry.purpose or "–"),
        Cell(grouped(entry.count)),
        Cell(grouped(entry.left_out) if entry.left_out else "–"),
        Cell(grouped(entry.persons) if entry.persons else "–"),
    )


class PersonsNamed(Card):
    """The persons of one export; Enter or a double click opens one."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("exportPersons")
        self._workbench = workbench
        self._rows = _PERSONS_ROWS
        self._head = PlainLabel("", weight="strong", wrap=True)
        self._details = PlainLabel("", role="muted", wrap=True)
        self._details.setObjectName("exportDetails")
        self._model = PagedModel(self._cells, (Column("title", _("Person"), 300, "text", can_sort=False),))
        self.table = ListTable(self._model, name="exportPersonsTable")
        self.table.setAccessibleName(_("Darin genannte Personen"))
        self.table.horizontalHeader().hide()
        self.table.opened.connect(lambda person_id: workbench.open_wanted.emit(person_id, False))
        for widget in (self._head, self._details, self.table):
            self.body.addWidget(widget)
        self._resize()
        theme.current().changed.connect(self._resize)
        self.hide()

    def show_export(self, entry: Export | None) -> None:
        """Show whom an export names, where it went, and how its records were chosen; None hides it."""
        self.setVisible(entry is not None)
        if entry is None:
            return
        found = persons_in(self._workbench.store, entry.id)
        self._model.show_ids(found)
        text = _("Nennt keine Personen.")
        if entry.persons:
            text = ngettext("Nennt {count} Person:", "Nennt {count} Personen:", entry.persons)
        if gone := entry.persons - len(found):
            text += " " + ngettext(
                "{count} davon gibt es nicht mehr oder ist gesperrt.",
                "{count} davon gibt es nicht mehr oder sind gesperrt.",
                gone,
            )
        self._head.setText(text)
        lines = [_("Ziel: {target}").format(target=entry.target)]
        lines += [_("Zweck: {purpose}").format(purpose=entry.purpose)] if entry.purpose else []
        lines += [_("Auswahl: {sentence}").format(sentence=entry.sentence)] if entry.sentence else []
        self._details.setText("\n".join(lines))
        self.table.setVisible(bool(found))
        self._rows = min(max(len(found), 1), _PERSONS_ROWS)
        self._resize()

    def _cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        found = named(self._workbench.store, ids)
        return [(Cell(found[person].title, icon="user"),) if person in found else () for person in ids]

    def _resize(self) -> None:
        row = theme.current().px(34)
        self.table.setMinimumHeight(row * min(self._rows, 2))  # large text leaves room for the exports themselves
        self.table.setMaximumHeight(row * self._rows)


class ExportsNaming(QWidget):
    """In which exports a person stands, for her history; hidden where there is none."""

    def __init__(self, workbench: Workbench, person_id: int) -> None:
        super().__init__()
        self.setObjectName("exportsNaming")
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        found = exports_naming(workbench.store, person_id)
        column.addWidget(PlainLabel(_("In diesen Exporten enthalten"), weight="strong"))
        for entry in found[:_MOST_IN_HISTORY]:
            parts = (format_moment(entry.at), entry.what, entry.purpose, entry.target)
            column.addWidget(PlainLabel(" · ".join(part for part in parts if part), role="muted", wrap=True))
        older = len(found) - _MOST_IN_HISTORY
        if older > 0:
            text = ngettext("und {count} älterer, unter „Exporte“", "und {count} ältere, unter „Exporte“", older)
            column.addWidget(PlainLabel(text, role="muted"))
        column.addSpacing(look.px(6))
        column.addWidget(Hairline())
        self.setVisible(bool(found))
