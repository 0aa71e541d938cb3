"""How file references look: the template with a preview, kept at once when it can be used."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ..actions.cases import keep_reference_template
from ..errors import BadValues, Trouble
from ..kinds.references import PLACES, FileReferences
from ..queries.cases import file_references, next_reference
from ..texts import _
from . import theme
from .secret_fields import LabelledField
from .widgets import Card, PlainLabel, SectionTitle
from .workbench import Workbench


class ReferencesCard(Card):
    """Code of the file plan and template; the next reference is shown while typing."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("referencesCard")
        self._workbench = workbench
        self.plan = self._line("referencePlan", _("Zeichen aus dem Aktenplan"))
        self.template = self._line("referenceTemplate", _("Muster"))
        self._preview = PlainLabel("", role="muted", wrap=True)
        self._preview.setObjectName("referencePreview")
        self._field = LabelledField(_("Muster"), self.template)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(12))
        row.addWidget(LabelledField(_("Zeichen aus dem Aktenplan"), self.plan), 2)
        row.addWidget(self._field, 3)
        places = ", ".join(f"{place}\N{NO-BREAK SPACE}({_(label)})" for place, label in PLACES)
        self.body.addWidget(SectionTitle(_("Aktenzeichen")))
        self.body.addWidget(
            PlainLabel(
                _("Neue Vorgänge bekommen ihr Aktenzeichen nach diesem Muster; keines wird zweimal vergeben."),
                wrap=True,
            )
        )
        self.body.addLayout(row)
        self.body.addWidget(self._preview)
        self.body.addWidget(
            PlainLabel(_("Platzhalter: {places}").format(places=places), role="muted", size="small", wrap=True)
        )
        self._read()
        workbench.closing.connect(self._keep)

    def refresh(self) -> None:
        """Read what is kept, unless something is being typed."""
        if not (self.plan.hasFocus() or self.template.hasFocus()):
            self._read()
        self._show()

    def _read(self) -> None:
        kept = file_references(self._workbench.store)
        self.plan.setText(kept.plan)
        self.template.setText(kept.template)

    def _line(self, name: str, label: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.setMaxLength(60)
        line.textEdited.connect(self._show)
        line.editingFinished.connect(self._keep)
        return line

    def _typed(self) -> FileReferences:
        return FileReferences(self.template.text().strip(), self.plan.text().strip())

    def _show(self) -> None:
        typed = self._typed()
        problem = typed.problem()
        shown = "" if problem else next_reference(self._workbench.store, typed)
        self._preview.setText(_("Das nächste: {reference}").format(reference=shown) if shown else "")
        if not problem:
            self._field.say("")

    def _keep(self) -> None:
        typed = self._typed()
        if not self._workbench.store.writable:  # closed meanwhile; what was typed is kept before
            return
        if typed == file_references(self._workbench.store):
            return
        try:
            keep_reference_template(self._workbench.store, typed)
        except BadValues as trouble:
            self._field.say(str(trouble))
        except Trouble as trouble:
            self._workbench.troubled.emit(str(trouble))
        else:
            self._workbench.said.emit(_("Muster der Aktenzeichen gespeichert."), False)
