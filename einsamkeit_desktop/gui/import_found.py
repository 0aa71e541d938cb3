"""What was recognised of a file, with its real rows: how it is written, its sheets, and where its headers stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ..imports.intake import Intake
from ..imports.kindwords import LISTED
from ..imports.tables import Table
from ..kinds.cases import CitizenCase
from ..texts import _, mark, ngettext
from . import theme
from .cells import Cell, Column
from .chips import FlowLayout
from .import_parts import Pick, named, wrapped
from .rows import needed_widths
from .table import ListTable, PagedModel
from .widgets import PlainLabel

_ENCODINGS = {
    "utf-8": mark("UTF-8 (heute üblich)"),
    "cp1252": mark("Windows (westeuropäisch)"),
    "iso8859-15": mark("ISO 8859-15"),
    "cp850": mark("DOS (850)"),
    "utf-16": mark("UTF-16"),
    "utf-16-le": mark("UTF-16, ohne Kennung"),
    "utf-16-be": mark("UTF-16, ohne Kennung, umgekehrt"),
    "mac_roman": mark("Macintosh"),
}
_SEPARATORS = {
    ";": mark("Semikolon ;"),
    ",": mark("Komma ,"),
    "\t": mark("Tabulator"),
    "|": mark("Senkrechter Strich |"),
}
_HEADER_LINES = 15  # more would not fit on a screen
_MEASURED_ROWS = 20
_MOST_WIDTH = 230


class FoundPage(QWidget):
    """Lets everything that was recognised be chosen otherwise.

    Signals:
        changed(): a sheet, a header row or what the rows are was chosen.
        read_wanted(str, str): read the file again in this encoding, with this separator.
    """

    changed = Signal()
    read_wanted = Signal(str, str)

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        self.encoding = Pick(_("Zeichensatz"), "importEncoding")
        self.separator = Pick(_("Trennzeichen"), "importSeparator", 12)
        self.sheet = Pick(_("Blatt"), "importSheet")
        self.header = Pick(_("Überschriften"), "importHeader", 30)
        self.kind = Pick(_("Die Zeilen sind"), "importKind", 22)
        self.is_used = QCheckBox(_("Dieses Blatt importieren"))
        self.is_used.setObjectName("importSheetUsed")
        self.is_used.setAccessibleName(self.is_used.text())
        self._kind = PlainLabel("", wrap=True)
        self.why = wrapped("")
        self._fields = {
            field: named(field.accessibleName(), field)
            for field in (self.encoding, self.separator, self.sheet, self.header, self.kind)
        }
        row = FlowLayout(gap=14)
        for whole in self._fields.values():
            row.addWidget(whole)
        self._model = PagedModel(self._cells, (), self)
        self.table = ListTable(self._model, name="importLines")
        self.table.setAccessibleName(_("Zeilen, wie sie in der Datei stehen"))
        self.table.setMinimumHeight(theme.current().px(150))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        column.addWidget(self._kind)
        column.addLayout(row)
        column.addWidget(self.is_used)
        column.addWidget(self.why)
        column.addWidget(self.table, 1)
        self.encoding.activated.connect(self._read)
        self.separator.activated.connect(self._read)
        self.sheet.activated.connect(self._choose_place)
        self.header.activated.connect(self._choose_header)
        self.kind.activated.connect(self._choose_kind)
        self.is_used.clicked.connect(self._use)
        self.show_intake(intake)

    def show_intake(self, intake: Intake) -> None:
        """Show what was read, now or when the page is seen."""
        self._intake = intake
        if self.isVisible():
            self.show_place()

    def show_place(self) -> None:
        """Show the table that is looked at."""
        self._show_file()
        table = self._intake.tables[self._intake.place]
        self._show_use()
        lines = [(_("Keine: Alle Zeilen sind Einträge"), 0)]
        beyond = [line for line in table.lines[_HEADER_LINES:] if line[0] == table.header_row]
        for row, cells in (*table.lines[:_HEADER_LINES], *beyond):
            texts = " · ".join(" ".join(cell.split()) for cell in cells if cell)
            lines.append((_("Zeile {row}: {texts}").format(row=row, texts=texts[:70]), row))
        self.header.show_entries(lines, table.header_row)
        self._fields[self.header].setVisible(bool(table.lines))
        self._fields[self.kind].setVisible(table.targets is None)
        self.kind.show_entries(_kinds(), self._intake.kind(self._intake.place))
        self._kind.setText(f"{_kind_of(self._intake, table)} {_size_of(table)}")
        self._model.show_ids([])
        columns = [Column(f"c{at}", header, 130, "text", can_sort=False) for at, header in enumerate(table.headers)]
        number = Column("row", _("Zeile"), 60, "muted", True, can_sort=False)
        self._model.show_columns((columns[:1] or [Column("c", "", 130)]) + [number] + columns[1:])
        self._model.show_ids(range(len(table.rows)))
        self._widen()

    def _show_file(self) -> None:
        """Show how the file is written, and its sheets."""
        intake, first = self._intake, self._intake.tables[0]
        is_text = bool(first.encoding)
        if is_text:
            codes = dict(_ENCODINGS)
            codes.setdefault(first.encoding, first.encoding)
            self.encoding.show_entries([(_(text), code) for code, text in codes.items()], first.encoding)
            marks = dict(_SEPARATORS)
            marks.setdefault(first.separator, first.separator)
            self.separator.show_entries([(_(text), code) for code, text in marks.items()], first.separator)
        self._fields[self.encoding].setVisible(is_text)
        self._fields[self.separator].setVisible(is_text)
        several = len(intake.tables) > 1
        self._fields[self.sheet].setVisible(several)
        self.is_used.setVisible(several)
        self.sheet.show_entries([(table.name, place) for place, table in enumerate(intake.tables)], intake.place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show whole what stands in the columns, as far as it is short; the table scrolls aside anyway."""
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        rows = [self._model.row_cells(row) for row in range(min(len(self._model.ids), _MEASURED_ROWS))]
        most = theme.current().px(_MOST_WIDTH)
        widths = [min(width, most) for width in needed_widths(self._model.columns, rows)]
        if sum(widths) > self.table.viewport().width():
            for at, width in enumerate(widths):
                self.table.setColumnWidth(at, width)

    def _cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        table = self._intake.tables[self._intake.place]
        found = []
        for at in ids:
            first, *others = [Cell(" ".join(text.split())) for text in table.rows[at]] or [Cell("")]
            found.append((first, Cell(str(table.row_numbers[at])), *others))
        return found

    def _choose_header(self, _at: int) -> None:
        self._intake.choose_header(self._intake.place, self.header.currentData())
        self.show_place()
        self.changed.emit()

    def _choose_kind(self, _at: int) -> None:
        self._intake.choose_kind(self._intake.place, self.kind.currentData())
        self.show_place()
        self.changed.emit()

    def _choose_place(self, place: int) -> None:
        self._intake.place = place
        self.show_place()

    def _use(self, is_used: bool) -> None:
        is_taken = self._intake.use(self._intake.place, is_used)
        self._show_use()
        if is_taken:
            self.changed.emit()
        else:
            self.why.setText(_("Ein Blatt muss es sein: Bitte zuerst ein anderes ankreuzen."))
            self.why.show()

    def _show_use(self) -> None:
        """Show whether the sheet is imported, and say why one is not by itself."""
        place = self._intake.place
        self.is_used.setChecked(self._intake.used[place])
        text = why_left_out(self._intake, place) or self._intake.doubt(place)
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def _read(self, _at: int) -> None:
        self.read_wanted.emit(self.encoding.currentData(), self.separator.currentData())


def why_left_out(intake: Intake, place: int) -> str:
    """Return what to say about a table that has no entries, or of which no column names partners; else ""."""
    table = intake.tables[place]
    if not table.rows and not table.broken:
        return _(
            "Hier steht kein Eintrag: Es braucht eine Zeile mit Überschriften und darunter die Einträge. Ist es die "
            "richtige Datei?"
        )
    if intake.lists_any(place):
        return ""
    if table.targets is not None:
        return _("Keine der Visitenkarten nennt einen Namen.")
    if intake.used[place]:
        return _(
            "Keine Spalte nennt Organisationen oder Personen. Bitte oben die Zeile mit den Überschriften wählen oder "
            "unter „Zuordnung“ sagen, welche Spalte die Namen enthält."
        )
    return _(
        "Dieses Blatt ist nicht angekreuzt: Keine Spalte nennt Organisationen oder Personen. Stehen doch welche darin, "
        "wählen Sie oben die Zeile mit den Überschriften oder unter „Zuordnung“ die Spalte mit den Namen."
    )


def _kind_of(intake: Intake, table: Table) -> str:
    if table.targets is not None:
        return _("Erkannt: Visitenkarten (vCard).")
    if intake.path is None:
        return _("Erkannt: eine Tabelle aus der Zwischenablage.")
    if intake.preset:
        return _("Erkannt: eine Adressliste aus {program}.").format(program=intake.preset)
    if table.encoding:
        return _("Erkannt: eine Tabelle als Text (CSV).")
    return _("Erkannt: eine Tabelle von Excel oder LibreOffice.")


def _kinds() -> list[tuple[str, object]]:
    """Return what rows may be, with the code of the kind; citizens' cases only say that they stay out."""
    kinds: list[tuple[str, object]] = [(_(kind.plural), code) for code, kind in LISTED.items()]
    refused = _("{kind} (werden nicht übernommen)").format(kind=_(CitizenCase.plural))
    return [(_("Organisationen und Personen"), ""), *kinds, (refused, CitizenCase.code)]


def _size_of(table: Table) -> str:
    if table.targets is not None:
        return ngettext("{count} Karte.", "{count} Karten.", len(table.rows))
    rows = ngettext("{count} Zeile", "{count} Zeilen", len(table.rows))
    columns = ngettext("{count} Spalte", "{count} Spalten", len(table.headers))
    return _("{rows}, {columns}.").format(rows=rows, columns=columns)
