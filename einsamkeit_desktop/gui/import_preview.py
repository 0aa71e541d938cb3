"""What an import would do, before it does it: counts that add up, every row, old → new, and what is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..imports import plans
from ..imports.merging import Change
from ..imports.questions import FOR_ALL, Key
from ..queries.terms import Vocabulary
from ..texts import _, mark, ngettext
from .cells import Cell, Column
from .import_parts import ALL, Figures, details_field, stacked, wrapped
from .import_questions import AllQuestions, RowQuestions
from .table import ListTable, PagedModel

OUTCOMES = {
    plans.NEW: (mark("neu"), "positive"),
    plans.UPDATED: (mark("geändert"), "warning"),
    plans.SKIPPED: (mark("unverändert"), "muted"),
    plans.FAILED: (mark("fehlerhaft"), "danger"),
}
ASKED = "asked"
_MOST_REMARKS = 4


class PreviewPage(QWidget):
    """Shows a plan; its counts filter the rows, the chosen row is told in full below.

    `answers` are what the person says about rows that may mean a record of the same name. `ready` is how many rows
    would be written, `unanswered` how many questions nobody answered.

    Signals:
        answered(): such an answer was given; the plan is to be made again.
    """

    answered = Signal()

    def __init__(self, plan: plans.Plan, words: Vocabulary) -> None:
        super().__init__()
        self._plan = plan
        self._words = words
        self._of_rows: dict[tuple[str, int], list[str]] = {}
        self._has_sheets = False
        self._shows_asked = False
        self.ready = self.unanswered = 0
        self.answers: dict[Key, int] = {}
        self.all_questions = AllQuestions()
        self.all_questions.answered.connect(self._answer_all)
        self.all_questions.wanted.connect(lambda: self.show_only(ASKED))
        self.questions = RowQuestions()
        self.questions.answered.connect(self._answer)
        self.figures = Figures([(ALL, _("gelesen")), *((key, _(text)) for key, (text, _tone) in OUTCOMES.items())])
        self.figures.chosen.connect(self.show_only)
        self.sentence = wrapped("")
        self._model = PagedModel(lambda ids: [self._cells(i) for i in ids], (), self)
        self.table = ListTable(self._model, name="importRows")
        self.table.setAccessibleName(_("Zeilen der Datei"))
        self.table.row_changed.connect(self._tell_details)
        self.details = details_field("importDetails", _("Einzelheiten der gewählten Zeile"))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.questions)
        column.addWidget(self.details)
        stacked(self, (self.figures, self.sentence, self.all_questions), self.table, below)
        self.show_plan(plan)

    def show_plan(self, plan: plans.Plan) -> None:
        """Show another plan."""
        self._plan = plan
        counted = Counter(row.outcome for row in plan.rows)  # once: a list may have 100,000 rows
        asking = [row for row in plan.rows if row.questions]
        self.ready = counted[plans.NEW] + counted[plans.UPDATED]
        self.unanswered = sum(not question.is_answered for row in asking for question in row.questions)
        numbers = {remark.row for remark in plan.remarks}
        rows = {(row.sheet, row.row) for row in plan.rows if row.row in numbers}
        self._of_rows = defaultdict(list)
        told = []
        for remark in plan.remarks:
            if (remark.sheet, remark.row) in rows:
                self._of_rows[remark.sheet, remark.row].append(remark.reason)
            else:
                told.append(remark)
        self._has_sheets = len({row.sheet for row in plan.rows}) > 1
        self.figures.show_numbers({ALL: plan.read, **{key: counted[key] for key in OUTCOMES}})
        self.sentence.setText(self._summary(told))
        self.sentence.set_role("muted")
        asked = len(asking)
        self.all_questions.show_count(asked, self.answers.get(FOR_ALL, AllQuestions.EACH))
        self._model.show_ids([])  # the rows shown are those of the plan before
        self._model.show_columns(self._columns())
        self.show_only(ASKED if self._shows_asked and asked else ALL)

    def show_only(self, outcome: str) -> None:
        """Show the rows of one outcome, those with questions, or all of them."""
        self._shows_asked = outcome == ASKED
        rows = self._plan.rows
        shown = (
            at for at, row in enumerate(rows) if outcome in (ALL, row.outcome) or (self._shows_asked and row.questions)
        )
        self._model.show_ids(list(shown))
        self.figures.cards[ALL if self._shows_asked else outcome].setChecked(True)
        if self._model.ids:
            self.table.go_to(self._model.ids[0])
        else:
            self._tell_details(-1)

    def _answer(self, key: Key, answer: int) -> None:
        self.answers[key] = answer
        self.answered.emit()

    def _answer_all(self, answer: int) -> None:
        if answer == AllQuestions.EACH:
            self.answers.pop(FOR_ALL, None)
        else:
            self.answers[FOR_ALL] = answer
        current = self.table.current_id()
        self._tell_details(-1 if current is None else current)
        self.answered.emit()

    def say(self, text: str, role: str) -> None:
        """Put another sentence above the table."""
        self.sentence.setText(text)
        self.sentence.set_role(role)

    def _summary(self, told: list[plans.RowProblem]) -> str:
        if not self._plan.rows and not told:
            return _("In dieser Datei wurde keine Adressliste erkannt. Es braucht eine Zeile mit Überschriften.")
        texts = [self._what_happens()] if self._plan.rows else []
        texts += [remark.sentence for remark in told[:_MOST_REMARKS]]
        if len(told) > _MOST_REMARKS:
            more = len(told) - _MOST_REMARKS
            texts.append(ngettext("… und {count} weiterer Hinweis", "… und {count} weitere Hinweise", more))
        return "\n".join(texts)

    def _what_happens(self) -> str:
        if self.ready:
            return _("Noch ist nichts geschrieben. Der Import ist ein einziger Schritt und lässt sich zurücknehmen.")
        if all(row.outcome == plans.SKIPPED and row.subjects for row in self._plan.rows):
            return _("Alles steht schon im Bestand; zu importieren ist nichts.")
        return _("So ist nichts zu importieren; unten steht bei jeder Zeile, warum.")

    def _columns(self) -> list[Column]:
        columns = [
            Column("title", _("Eintrag"), 300, "text", can_sort=False),
            Column("row", _("Zeile"), 60, "muted", True, can_sort=False),
            Column("outcome", _("Was geschieht"), 130, can_sort=False),
            Column("why", _("Einzelheiten"), 400, can_sort=False),
        ]
        if self._has_sheets:
            columns.insert(1, Column("sheet", _("Blatt"), 110, can_sort=False))
        return columns

    def _lines(self, row: plans.PlannedRow) -> list[str]:
        """Return what is to be said about a row, a line for each; what new records hold is `_new_lines`."""
        changes = list(map(_in_words, row.changes))
        remarks = self._of_rows.get((row.sheet, row.row), [])
        asked = [question.outcome for question in row.questions]
        return [line for line in (row.reason, *asked, *row.warnings, *remarks, *changes) if line]

    def _new_lines(self, place: int) -> list[str]:
        """Return the values of the records a row brings, as they would be written."""
        lines = []
        for subject, values in plans.new_values(self._plan, place, self._words):
            kind, title = _(subject.kind.label), f" „{subject.title}“" if subject.title else ""
            lines += [_("Neu: {kind}{title}").format(kind=kind, title=title), *map(_in_words, values)]
        return lines

    def _cells(self, place: int) -> tuple[Cell, ...]:
        row = self._plan.rows[place]
        text, tone = OUTCOMES[row.outcome]
        sheet = (Cell(row.sheet),) if self._has_sheets else ()
        # A line break in a value would cut the row of the table.
        *sentences, last = self._lines(row) or [""]
        why = "".join(text + (" " if text.endswith(".") else "; ") for text in sentences) + last
        what = _("{outcome}, Rückfrage").format(outcome=_(text)) if row.questions else _(text)
        return Cell(row.title or "–"), *sheet, Cell(str(row.row)), Cell(what, tone), Cell(" ".join(why.split()))

    def _tell_details(self, place: int) -> None:
        if not 0 <= place < len(self._plan.rows):
            self.details.setPlainText("")
            self.questions.show_questions((), {})
            return
        row = self._plan.rows[place]
        self.questions.show_questions(row.questions, self.answers)
        where = _("Zeile {row}").format(row=row.row)
        where = _("Blatt „{sheet}“, {where}").format(sheet=row.sheet, where=where) if self._has_sheets else where
        title = f"{row.title} – {where}" if row.title else where
        new = self._new_lines(place)
        known = [line for line in self._lines(row) if line not in new]
        self.details.setPlainText("\n".join((title, *known, *new)))


def _in_words(change: Change) -> str:
    return f"{change.label}: {change.old or '–'} → {change.new}"
