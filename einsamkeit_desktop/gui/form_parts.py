"""What a form is put together from: a field with label and sentence, a group of them, the question at leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..kinds.fields import Addresses, Areas, Choice, Contacts, Day, Field, Flag, Links, Ref, Repeat, Terms, Text
from ..texts import _
from . import theme
from .editor_chips import AreasEditor, LinksEditor, RefEditor, TermsEditor
from .editor_points import AddressesEditor, ContactsEditor
from .editor_repeats import RepeatEditor
from .editors import ChoiceEditor, DayEditor, Editor, FlagEditor, LineEditor, TextEditor
from .statusline import announce
from .widgets import Button, PlainLabel, button_row, repolish
from .workbench import Workbench

_EDITORS: dict[type[Field], type[Editor]] = {
    Choice: ChoiceEditor,
    Day: DayEditor,
    Flag: FlagEditor,
    Repeat: RepeatEditor,
    Terms: TermsEditor,
    Areas: AreasEditor,
    Links: LinksEditor,
    Ref: RefEditor,
    Contacts: ContactsEditor,
    Addresses: AddressesEditor,
}


def editor_for(field: Field, bench: Workbench) -> Editor:
    """Return the editor for a field; text, moments and numbers are lines."""
    if isinstance(field, Text) and field.multiline:
        return TextEditor(field, bench)
    return _EDITORS.get(type(field), LineEditor)(field, bench)


class FieldBlock(QWidget):
    """A field's label (with "erforderlich" in words), its editor, and below it the hint or what is wrong."""

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__()
        self.field = field
        self.editor = editor_for(field, bench)
        self._hint = _(field.hint) if field.hint else ""
        self._problem = ""
        self._caption = PlainLabel(self._caption_text(), role="muted", size="small", weight="medium")
        self._caption.setVisible(not self.editor.names_itself)
        self._note = PlainLabel("", role="muted", size="small", wrap=True)
        self._note.setObjectName(f"note_{field.name}")
        if field.required:
            label = self.editor.control.accessibleName()
            self.editor.control.setAccessibleName(_("{label}, erforderlich").format(label=label))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        for widget in (self._caption, self.editor, self._note):
            column.addWidget(widget)
        column.addStretch(1)
        self.say("")

    def say(self, problem: str) -> None:
        """Show what is wrong in the hint's place, as text and to screen readers; "" takes it away."""
        is_new = problem != self._problem
        self._problem = problem
        control = self.editor.control
        control.setProperty("problem", bool(problem))
        control.setAccessibleDescription(problem or self._hint)
        repolish(control)
        self._note.set_role("danger" if problem else "muted")
        self._note.setText(problem or self._hint)
        self._note.setVisible(bool(problem or self._hint))
        if problem and is_new:
            announce(self, problem, is_urgent=True)

    def note(self) -> str:
        """Return what stands below the field."""
        return self._note.full_text()

    def has_problem(self) -> bool:
        """Return whether something is said to be wrong."""
        return bool(self._problem)

    def _caption_text(self) -> str:
        label = _(self.field.label)
        return _("{label} · erforderlich").format(label=label) if self.field.required else label


Blocks = Mapping[str, FieldBlock]


def read(blocks: Blocks) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values of the fields by name and, for those whose text means nothing, the sentence that says why."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, block in blocks.items():
        try:
            values[name] = block.editor.value()
        except ValueError as trouble:
            problems[name] = str(trouble)
    return values, problems


def say_problems(blocks: Blocks, problems: Mapping[str, str]) -> tuple[str, FieldBlock | None]:
    """Say each sentence below its field; return those that belong to no field, and the first field with one."""
    for name, block in blocks.items():
        block.say(problems.get(name, ""))
    elsewhere = " ".join(sentence for name, sentence in problems.items() if name not in blocks)
    return elsewhere, next((block for name, block in blocks.items() if name in problems), None)


class FieldGroup(QWidget):
    """Fields under a quiet heading, in one column or two; wide fields take both."""

    def __init__(self, heading: str, blocks: Sequence[FieldBlock]) -> None:
        super().__init__()
        self._blocks = tuple(blocks)
        for block in blocks:
            block.setParent(self)  # at once, not when it is placed: Tab's order is for widgets of one window
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        if heading:
            title = PlainLabel(heading, size="section", weight="strong")
            title.setContentsMargins(0, look.px(8), 0, 0)
            column.addWidget(title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(12))
        column.addLayout(self._grid)
        self._columns = 0

    def arrange(self, columns: int) -> None:
        """Place the fields in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        row = at = 0
        for block in self._blocks:
            is_wide = block.editor.is_wide or columns == 1
            if is_wide and at:
                row, at = row + 1, 0
            self._grid.removeWidget(block)
            self._grid.addWidget(block, row, at, 1, columns if is_wide else 1)
            at = 0 if is_wide else (at + 1) % columns
            row += 1 if at == 0 else 0
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, 0)


class FormFoot(QWidget):
    """What stands below the fields: what is the matter, and the two buttons."""

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        self._said = PlainLabel("", role="muted", size="small", wrap=True)
        self._said.setObjectName("formSaid")
        self.cancel = Button(_("Abbrechen"), name="formCancel")
        self.cancel.setToolTip(_("Esc"))
        self.save = Button(_("Speichern"), look="primary", name="formSave")
        self.save.setToolTip(_("Strg+S"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(10))
        row.setSpacing(look.px(9))
        row.addWidget(self._said, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)

    def say(self, text: str, *, is_trouble: bool = False) -> None:
        """Say what is the matter; trouble is red and spoken at once."""
        self._said.set_role("danger" if is_trouble else "muted")
        self._said.setText(text)
        if is_trouble:
            announce(self, text, is_urgent=True)


class Answer(Enum):
    """What shall become of what was not saved."""

    SAVE = "save"
    DROP = "drop"
    STAY = "stay"


class LeaveQuestion(QDialog):
    """Asks once, in words, before what was typed is lost."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("leaveQuestion")
        self.setWindowTitle(_("Nicht gespeichert"))
        self.answer = Answer.STAY
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(20),) * 4)
        column.setSpacing(look.px(14))
        text = _("Die Änderungen an „{title}“ sind noch nicht gespeichert.").format(title=title)
        if not title:
            text = _("Der neue Eintrag ist noch nicht gespeichert.")
        said = PlainLabel(text, wrap=True)
        said.setMinimumWidth(look.px(360))
        column.addWidget(said)
        buttons = button_row()
        for answer, label, kind in (
            (Answer.DROP, _("Verwerfen"), "plain"),
            (Answer.STAY, _("Weiter bearbeiten"), "plain"),
            (Answer.SAVE, _("Speichern"), "primary"),
        ):
            button = Button(label, look=kind, name=f"leave_{answer.value}")
            button.clicked.connect(lambda _checked=False, answer=answer: self._take(answer))
            buttons.addWidget(button)
            button.setDefault(answer is Answer.SAVE)
        column.addLayout(buttons)
        self.setModal(True)
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def _take(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


def ask_in_words(parent: QWidget, title: str) -> Answer:
    """Ask what shall become of unsaved changes to the record of this title ("" for a new one)."""
    question = LeaveQuestion(title, parent)
    question.exec()
    question.deleteLater()
    return question.answer
