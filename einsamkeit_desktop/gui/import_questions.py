"""What the file does not tell: whether a row means a record of the same name. Asked beside the preview, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ..imports.questions import FIRST, FOR_ALL, LEAVE_OUT, MAKE_NEW, Key, Question
from ..texts import _, mark, ngettext
from . import theme
from .chips import FlowLayout
from .import_parts import Pick, wrapped
from .widgets import Button, PlainLabel

_MOST = 6  # of one row: its organisation, its person, further people in the same cell
_EACH = -3  # no answer for all
_FOR_ALL = {
    _EACH: ("each", mark("wie vorgeschlagen")),
    MAKE_NEW: ("new", mark("neu anlegen")),
    FIRST: ("first", mark("vorhandener Eintrag")),
    LEAVE_OUT: ("leave", mark("auslassen")),
}


class AllQuestions(QWidget):
    """How many rows ask something, and what holds for those that are not answered one by one: four words in a row.

    Signals:
        answered(int): the answer for all, `EACH` for none.
        wanted(): show the rows with questions only.
    """

    EACH = _EACH
    answered = Signal(int)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = PlainLabel("", weight="medium")
        self.show_button = Button(_("Nur diese Zeilen zeigen"), look="quiet", icon="list", name="importShowQuestions")
        self.show_button.clicked.connect(self.wanted)
        row = FlowLayout(gap=14)
        row.addWidget(self._text)
        self.buttons: dict[int, QRadioButton] = {}
        group = QButtonGroup(self)
        for answer, (name, text) in _FOR_ALL.items():
            button = self.buttons[answer] = QRadioButton(_(text))
            button.setObjectName(f"importAll_{name}")
            button.setAccessibleName(_("Alle Rückfragen: {answer}").format(answer=_(text)))
            button.setToolTip(_("Gilt für alle Rückfragen, die nicht einzeln beantwortet sind."))
            button.clicked.connect(partial(self._answer, answer))
            group.addButton(button)
            row.addWidget(button)
        row.addWidget(self.show_button)
        self.setLayout(row)

    def show_count(self, count: int, answer: int) -> None:
        """Show how many rows ask and the answer for all; without a question it hides."""
        self._text.setText(ngettext("{count} Rückfrage:", "{count} Rückfragen, alle:", count))
        self.buttons[answer].setChecked(True)
        self.setVisible(count > 0)

    def _answer(self, answer: int, _is_on: bool = True) -> None:
        self.answered.emit(answer)


class RowQuestions(QWidget):
    """The questions of one row, each with its answers.

    Signals:
        answered(object, int): the key of the question and the answer.
    """

    answered = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        self.picks: list[Pick] = []
        self._lines: list[tuple[QWidget, PlainLabel]] = []
        self._keys: list[Key] = []
        for at in range(_MOST):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.current().px(12))
            pick = Pick(_("Wer oder was ist gemeint?"), f"importQuestion_{at}", 30)
            pick.activated.connect(partial(self._answer, at))
            text = wrapped("")
            text.setBuddy(pick)
            row.addWidget(text, 1)
            row.addWidget(pick)
            column.addWidget(line)
            self.picks.append(pick)
            self._lines.append((line, text))
        self.hide()

    def show_questions(self, questions: Sequence[Question], answers: Mapping[Key, int]) -> None:
        """Show the questions of a row; `answers` are those given since the plan was made."""
        self._keys = [question.key for question in questions[:_MOST]]
        for at, (line, text) in enumerate(self._lines):
            line.setVisible(at < len(self._keys))
            if at < len(self._keys):
                question = questions[at]
                text.setText(question.sentence)
                self.picks[at].setAccessibleDescription(question.sentence)
                entries: list[tuple[str, object]] = [(_("Neu anlegen"), MAKE_NEW)]
                entries += [(_("Es ist {record}").format(record=one.text), one.id) for one in question.candidates]
                entries.append((_("Zeile auslassen"), LEAVE_OUT))
                self.picks[at].show_entries(entries, _in_force(question, answers))
        self.setVisible(bool(self._keys))

    def _answer(self, at: int, _entry: int) -> None:
        self.answered.emit(self._keys[at], self.picks[at].currentData())


def _in_force(question: Question, answers: Mapping[Key, int]) -> int:
    """Return the answer to show: the question's own, the one for all, or the one of the plan."""
    given = answers.get(question.key, answers.get(FOR_ALL))
    if given == FIRST:
        return question.candidates[0].id
    return question.answer if given is None else given
