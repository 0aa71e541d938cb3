"""What an import did, to be read at any time: figures that add up, and the rows with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..actions.exports import Leaving, leaving
from ..exports.bad_rows import write_bad_rows
from ..exports.files import place_of
from ..imports import plans
from ..progress import Progress
from ..queries.imports import BadRows, ImportReport
from ..texts import _, mark, ngettext
from . import theme
from .cells import Cell, Column
from .handing_out import HandingOut
from .import_parts import ALL, Figures, details_field, stacked, wrapped
from .import_preview import OUTCOMES
from .statusline import announce
from .table import ListTable, PagedModel
from .tasks import Outcome
from .widgets import IconCircle, SectionTitle

_TOLD = (ALL, plans.FAILED)
OUTCOMES_OF_CALENDARS = {**OUTCOMES, plans.SKIPPED: (mark("übersprungen"), "muted")}


class ReportPage(QWidget):
    """Shows a report; "gelesen" shows every line, "fehlerhaft" those of rows that were not imported.

    Where there is nothing to know of single rows, the figures and a sentence are all.
    """

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._report = report
        self._has_sheets = any(line.sheet for line in report.lines)
        outcomes = OUTCOMES_OF_CALENDARS if report.file.casefold().endswith(".ics") else OUTCOMES
        self.figures = Figures([(ALL, _("gelesen")), *((key, _(text)) for key, (text, _tone) in outcomes.items())])
        self.figures.show_numbers({ALL: report.read, **{key: getattr(report, key) for key in OUTCOMES}})
        for key, card in self.figures.cards.items():
            # The rows that came in are the records themselves; the report says only what there is to know.
            if key not in _TOLD or not report.lines:
                card.only_tell()
        self.figures.chosen.connect(self.show_only)
        self.headline = SectionTitle(_headline(report))
        self.headline.setObjectName("reportHeadline")
        self.sentence = wrapped(self._summary())
        self.said = wrapped("")
        self.said.setObjectName("reportSaid")
        self.said.hide()
        self._model = PagedModel(self._cells, self._columns(), self)
        self.table = ListTable(self._model, name="reportRows")
        self.table.setAccessibleName(_("Zeilen mit Grund"))
        self.table.row_changed.connect(self._tell_details)
        self.details = details_field("reportDetails", _("Der ganze Grund"))
        self._lay_out()

    def _lay_out(self) -> None:
        upper = (self._head(), self.figures, self.sentence, self.said)
        if self._report.lines:
            stacked(self, upper, self.table, self.details, share=1)
            self.show_only(plans.FAILED if self._report.failed else ALL)
            return
        self.table.setParent(self)
        self.details.setParent(self)
        self.table.hide()
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for part in upper:
            column.addWidget(part)
        column.addStretch(1)

    def _head(self) -> QWidget:
        """Return the sign and the words that say how it went."""
        is_good = not self._report.failed
        sign, role = ("circle-check", "positive") if is_good else ("triangle-alert", "danger")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(10))
        row.addWidget(IconCircle(sign, role, f"{role}_soft"))
        row.addWidget(self.headline, 1)
        return head

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
        self.sentence.setVisible(bool(self.sentence.full_text()))

    def say(self, text: str, role: str = "muted") -> None:
        """Say what became of something that was asked for here."""
        self.said.setText(text)
        self.said.set_role(role)
        self.said.show()
        announce(self, text, is_urgent=role == "danger")

    def show_taken_back(self, text: str) -> None:
        """Say that the import no longer holds, and how that ended."""
        self.headline.setText(_("Zurückgenommen."))
        self.sentence.hide()
        self.say(text)

    def _summary(self) -> str:
        report = self._report
        texts = []
        if report.lines and not report.failed:
            texts.append(_("Unten steht, was dabei zu wissen ist."))
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


def _headline(report: ImportReport) -> str:
    if not report.failed:
        return _("Fertig, ohne Fehler.")
    return ngettext(
        "Fertig. {count} Zeile wurde nicht importiert; unten steht, warum.",
        "Fertig. {count} Zeilen wurden nicht importiert; unten steht, warum.",
        report.failed,
    )


class BadRowsOut(HandingOut):
    """Writes the rows that failed as an Excel file.

    Signals: told(str, str): what to say where the rows are shown, and its role; the status line lies behind.
    """

    told = Signal(str, str)

    def say(self, text: str) -> None:
        """Say it before the window that shows the rows."""
        self.told.emit(text, "positive")

    def say_trouble(self, text: str) -> None:
        """Say it there too."""
        self.told.emit(text, "danger")

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

        name = _("Fehlerhafte Zeilen werden geschrieben")
        self.told.emit(f"{name} …", "muted")
        self.workbench.runner.run(name, work, then)
