"""The office that works here: what stands on its papers, and which mails count as written by it; kept at once."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QGridLayout, QLineEdit

from ..actions.setup import keep_office
from ..errors import BadValues, Trouble
from ..kinds.clean import clean_text
from ..queries.settings import office
from ..texts import _, mark
from . import theme
from .secret_fields import LabelledField
from .widgets import Card, PlainLabel, SectionTitle
from .workbench import Workbench

_FIELDS = {
    "name": mark("Kommune"),
    "unit": mark("Stelle"),
    "phone": mark("Telefon"),
    "email": mark("E-Mail"),
    "further_emails": mark("Weitere eigene E-Mail-Adressen"),
}
ABOUT = mark(
    "Die ersten vier stehen auf Papieren. E-Mails von den eigenen Adressen werden als ausgehend abgelegt, alle anderen "
    "als eingehend."
)


class OfficeCard(Card):
    """Five lines, each kept when it is left; what is no mail address is said below it and not kept."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("officeCard")
        self._workbench = workbench
        self.fields = {name: self._field(name, _(label)) for name, label in _FIELDS.items()}
        look = theme.current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(9))
        for at, field in enumerate(self.fields.values()):
            grid.addWidget(field, at // 2, at % 2, 1, 2 if at == len(self.fields) - 1 else 1)
        self.body.addWidget(SectionTitle(_("Dienststelle")))
        self.body.addLayout(grid)
        self.body.addWidget(PlainLabel(_(ABOUT), role="muted", size="small", wrap=True))
        self._read()
        workbench.closing.connect(self._keep)

    def refresh(self) -> None:
        """Read what is kept, unless something is being typed."""
        if not any(field.field.hasFocus() for field in self.fields.values()):
            self._read()

    def _field(self, name: str, label: str) -> LabelledField:
        line = QLineEdit()
        line.setObjectName(f"office-{name}")
        line.setAccessibleName(label)
        line.setMaxLength(500 if name == "further_emails" else 120)
        line.editingFinished.connect(self._keep)
        return LabelledField(label, line, hint=_("durch Komma getrennt") if name == "further_emails" else "")

    def _line(self, name: str) -> QLineEdit:
        line = self.fields[name].field
        assert isinstance(line, QLineEdit)
        return line

    def _read(self) -> None:
        for name, text in self._kept().items():
            self._line(name).setText(text)
            self.fields[name].say("")

    def _kept(self) -> dict[str, str]:
        told = office(self._workbench.store)
        return {name: value if isinstance(value := getattr(told, name), str) else ", ".join(value) for name in _FIELDS}

    def _keep(self) -> None:
        typed = {name: clean_text(self._line(name).text()).strip() for name in _FIELDS}
        if not self._workbench.store.writable or typed == self._kept():  # closed meanwhile, or nothing new
            return
        further = [text for text in re.split(r"[,;\s]+", typed["further_emails"]) if text]
        for field in self.fields.values():
            field.say("")
        try:
            keep_office(self._workbench.store, {**typed, "further_emails": further})
        except BadValues as trouble:
            for name, sentence in trouble.problems.items():
                self.fields[name].say(sentence)
        except Trouble as trouble:
            self._workbench.troubled.emit(str(trouble))
        else:
            self._workbench.said.emit(_("Angaben zur Dienststelle gespeichert."), False)
