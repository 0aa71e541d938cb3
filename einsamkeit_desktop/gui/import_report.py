"""What an import did, to be read at any time: figures that add up, and the rows with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..actions.exports import Leaving, leaving
from ..exports.bad_rows import write_bad_rows
from ..exports.files import place_of
from ..imports import plans
from ..progress import Progress
from ..queries.imports import BadRows, ImportReport
from ..texts import _, ngettext
from . import theme
from .cells import Cell, Column
from .handing_out import HandingOut
from .import_parts import ALL, EnterPresses, Figures, details_field, scrolling, stacked, wrapped
from .import_preview import OUTCOMES
from .table import ListTable, PagedModel
from .tasks import Outcome
from .widgets import Button, PlainLabel
from .workbench import Workbench

_TOLD = (ALL, plans.FAILED)


class ReportPage(QWidget):
    """Shows a report; "gelesen" shows every line, "fehlerhaft" those of rows that were not imported."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._report = report
        self._has_sheets = any(line.sheet for line in report.lines)
        self.figures = Figures([(ALL, _("gelesen")), *((key, _(text)) for key, (text, _tone) in OUTCOMES.items())])
        self.figures.show_numbers({ALL: report.read, **{key: getattr(report, key) for key in OUTCOMES}})
        for key in OUTCOMES:
            if key not in _TOLD:
                # Their rows are the records themselves; the report says only what there is to know.
                self.figures.cards[key].setEnabled(False)
        self.figures.chosen.connect(self.show_only)
        self.sentence = wrapped(self._summary())
        self._model = PagedModel(self._cells, self._columns(), self)
        self.table = ListTable(self._model, name="reportRows")
        self.table.setAccessibleName(_("Zeilen mit Grund"))
        self.table.row_changed.connect(self._tell_details)
        self.details = details_field("reportDetails", _("Der ganze Grund"))
        stacked(self, (self.figures, self.sentence), self.table, self.details, share=1)
        self.show_only(plans.FAILED if report.failed else ALL)

    def show_only(self, outcome: str) -> None:
        """Show all lines, or those of rows that failed."""
        lines = self._report.lines
        self._model.show_ids([at for at, line in enumerate(lines) if outcome == ALL or line.failed])
        self.figures.cards[outcome].setChecked(True)
        if self._model.ids:
            self.table.go_to(self._model.ids[0])
        else:
            self._tell_details(-1)

    def add_sentence(self, text: str) -> None:
        """Say something more above the table."""
        self.sentence.setText(f"{self._summary()} {text}".strip())

    def _summary(self) -> str:
        report = self._report
        texts = []
        if report.failed:
            texts.append(
                ngettext(
                    "{count} Zeile wurde nicht importiert; unten steht, warum.",
                    "{count} Zeilen wurden nicht importiert; unten steht, warum.",
                    report.failed,
                )
            )
        elif report.lines:
            texts.append(_("Alle Zeilen sind angekommen. Unten steht, was dabei zu wissen ist."))
        else:
            texts.append(_("Alle Zeilen sind angekommen; es gibt nichts weiter zu sagen."))
        if report.lines_left_out:
            texts.append(
                ngettext(
                    "{count} weitere Zeile ist nicht aufgehoben.",
                    "{count} weitere Zeilen sind nicht aufgehoben.",
                    report.lines_left_out,
                )
            )
        return " ".join(texts)

    def _columns(self) -> list[Column]:
        columns = [
            Column("why", _("Grund"), 300, "text", can_sort=False),
            Column("row", _("Zeile"), 70, "muted", True, can_sort=False),
            Column("what", _("Was"), 130, can_sort=False),
        ]
        return [*columns, Column("sheet", _("Blatt"), 130, can_sort=False)] if self._has_sheets else columns

    def _cells(self, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        found: list[tuple[Cell, ...]] = []
        for at in ids:
            line = self._report.lines[at]
            what = Cell(_("fehlerhaft"), "danger") if line.failed else Cell(_("Hinweis"))
            row = Cell(str(line.row) if line.row else "–")
            sheet = (Cell(line.sheet),) if self._has_sheets else ()
            found.append((Cell(" ".join(line.reason.split())), row, what, *sheet))
        return found

    def _tell_details(self, at: int) -> None:
        known = 0 <= at < len(self._report.lines)
        self.details.setPlainText(self._report.lines[at].reason if known else "")


class BadRowsOut(HandingOut):
    """Writes the rows that failed as an Excel file."""

    def hand_out(self, file: str, bad: BadRows) -> None:
        """Ask where to, and write."""
        name = _("Fehlerhafte Zeilen aus {file}").format(file=Path(file).stem)
        target = self.ask_target(name, _("Excel-Tabelle (*.xlsx)"), ".xlsx")
        if target is not None:
            self.write(target, file, bad)

    def write(self, target: Path, file: str, bad: BadRows) -> None:
        """Write the rows to a file."""

        def then(outcome: Outcome) -> None:
            if isValid(self) and not self.has_failed(outcome):
                self.tell_done(target, _("Fehlerhafte Zeilen gespeichert"))

        store, count = self.workbench.store, len(bad.rows)
        what, purpose = _("Fehlerhafte Zeilen eines Imports"), _("Ausbessern und erneut importieren")
        line = Leaving(what, place_of(target), count, purpose=purpose, sentence=file)

        def work(progress: Progress) -> int:
            with leaving(store, line):
                return write_bad_rows(target, file, bad.headers, bad.rows, progress)

        self.workbench.runner.run(_("Fehlerhafte Zeilen werden geschrieben"), work, then)


class ReportWindow(QDialog):
    """A report of an earlier import; the rows it refused can be handed out as long as the report is kept."""

    def __init__(
        self, workbench: Workbench, report: ImportReport, rows: BadRows | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reportWindow")
        self.setWindowTitle(_("Bericht des Imports"))
        look = theme.current()
        self.page = ReportPage(report)
        close = Button(_("Schließen"), look="primary", name="reportClose")
        close.clicked.connect(self.reject)
        self.bad = Button(_("Fehlerhafte Zeilen als Excel"), icon="table-2", name="reportBadRows")
        self.bad.setVisible(rows is not None and bool(rows.rows))
        if rows is not None:
            out = bad_rows_out(workbench, self)
            self.bad.clicked.connect(lambda: out.hand_out(report.file, rows))
            self.page.add_sentence(_what_is_kept(rows))
        row = QHBoxLayout()
        row.addWidget(self.bad)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (20, 18, 20, 16)))
        column.setSpacing(look.px(12))
        column.addWidget(PlainLabel(report.file, size="title", weight="strong"))
        column.addWidget(scrolling(self.page), 1)
        column.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(look.px(860), room.width() - 20), min(look.px(560), room.height() - 40))
        close.setDefault(True)
        EnterPresses(close, self.page.table, self.page.details)
        self.setTabOrder(self.page.table, self.bad)
        self.setTabOrder(self.bad, close)
        self.page.table.setFocus()


def _what_is_kept(rows: BadRows) -> str:
    if not rows.left_out:
        return ""
    if not rows.rows:
        return _("Als Excel gibt es sie hier nicht: Sie sind zu groß, um sie aufzuheben.")
    return ngettext(
        "Als Excel gibt es hier nur die erste: Mehr ist zu viel, um es aufzuheben.",
        "Als Excel gibt es hier nur die ersten {count}: Mehr ist zu viel, um es aufzuheben.",
        len(rows.rows),
    )


def bad_rows_out(workbench: Workbench, window: QWidget) -> BadRowsOut:
    """Return what writes bad rows and opens the finished file."""
    out = BadRowsOut(workbench, window)
    out.written.connect(out.open_written)
    return out
