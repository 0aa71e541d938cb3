"""Who works where: the people of an organisation, or the organisations of a person; former ones below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions.roles import end_role, start_role
from ..errors import BadValues
from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.registry import KINDS
from ..queries.people import RoleLine, roles
from ..queries.record import named
from ..texts import _
from . import theme
from .chips import Chip
from .composer_widgets import RecordPicker
from .day_edit import DayEdit
from .editor_chips import record_offers, replace_new
from .lines import LineRow, ScrollColumn, clear_layout, nothing
from .search_popup import Suggestion
from .secret_fields import LabelledField
from .widgets import Button, Card, PlainLabel, button_row
from .workbench import Workbench


class PeopleView(ScrollColumn):
    """The functions around one record: current ones first, former ones under "Frühere"; adding and ending in place."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__("peopleView", _("Personen"), parent)
        self._workbench = workbench
        self._record_id = 0
        self._other_kind = "person"
        look = theme.current()
        self.column.setContentsMargins(look.px(2), look.px(10), look.px(10), look.px(16))

    def show_record(self, record_id: int) -> None:
        """Show the functions of a person, or those in an organisation."""
        self._record_id = record_id
        shown = named(self._workbench.store, [record_id]).get(record_id)
        self._other_kind = "organisation" if shown is not None and shown.kind == "person" else "person"
        clear_layout(self.column)
        lines = roles(self._workbench.store, record_id)
        current = [line for line in lines if line.is_current]
        former = [line for line in lines if not line.is_current]
        for line in current:
            self.column.addWidget(RoleRow(self, line))
        if not current:
            self.column.addWidget(nothing(self._nothing_text()))
        self._add_foot()
        if former:
            heading = PlainLabel(_("Frühere"), size="section", weight="strong")
            heading.setObjectName("formerHeading")
            heading.setContentsMargins(theme.current().px(6), theme.current().px(14), 0, 0)
            self.column.addWidget(heading)
            for line in former:
                self.column.addWidget(RoleRow(self, line))
        self.column.addStretch(1)

    def open_other(self, record_id: int) -> None:
        """Open the person or organisation at the other end."""
        self._workbench.open_wanted.emit(record_id, False)

    def end(self, role_id: int, until: date) -> None:
        """End a function and show the list again."""
        self._workbench.do(end_role, role_id, until)
        self.show_record(self._record_id)

    def start(self, other_id: int, function: str, since: date | None) -> str:
        """Begin a function; return the sentence that says why not, "" when all is well."""
        mine, other = self._record_id, other_id
        person, organisation = (mine, other) if self._other_kind == "organisation" else (other, mine)
        try:
            changes = self._workbench.do(start_role, person, organisation, function, since)
        except BadValues as trouble:
            return str(trouble)
        if changes is not None:
            self.show_record(self._record_id)
        return ""

    def _nothing_text(self) -> str:
        if self._other_kind == "person":
            return _("Noch keine Ansprechpersonen. Fügen Sie hinzu, wen Sie hier kennen.")
        return _("Diese Person ist noch mit keiner Organisation verknüpft.")

    def _add_foot(self) -> None:
        label = _("Person hinzufügen") if self._other_kind == "person" else _("Organisation hinzufügen")
        self._add = Button(label, icon="plus", look="quiet", name="addRole")
        self._start_form = StartForm(self, self._workbench, self._other_kind)
        self._start_form.hide()
        self._add.clicked.connect(self._open_form)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._start_form)

    def _open_form(self) -> None:
        self._add.hide()
        self._start_form.show()
        self._start_form.picker.line.setFocus()
        self.ensureWidgetVisible(self._start_form)

    def close_form(self) -> None:
        """Put the fields for a new function away."""
        self._start_form.hide()
        self._add.show()
        self._add.setFocus()


class RoleRow(QWidget):
    """One function: the other side opens by a click; "Beenden" asks for the day in place."""

    def __init__(self, view: PeopleView, line: RoleLine) -> None:
        super().__init__()
        self.setObjectName(f"role-{line.id}")
        self._view, self._line = view, line
        look = theme.current()
        chips = [Chip(_("Erste Ansprechperson"), "accent")] if line.main_contact and line.is_current else []
        icon = KINDS[line.other.kind].icon
        reach = " · ".join(part for part in (line.phone, line.email) if part) if line.is_current else ""
        self._open = LineRow(
            line.other.title, _details(line), more=reach, icon=icon, beside=chips, name=f"open-{line.other.id}"
        )
        self._open.clicked.connect(lambda: view.open_other(line.other.id))
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        row.addWidget(self._open, 1)
        self._end = Button(_("Beenden"), look="quiet", name=f"end-{line.id}")
        self._end.setAccessibleName(_("Funktion von {name} beenden").format(name=line.other.title))
        self._end.clicked.connect(self._ask_day)
        self._end.setVisible(line.until is None and line.is_current)
        row.addWidget(self._end)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)
        self._question: QWidget | None = None

    def _ask_day(self) -> None:
        """Show the day on which the function ended, today at first."""
        look = theme.current()
        self._end.hide()
        self._question = QWidget()
        row = QHBoxLayout(self._question)
        row.setContentsMargins(look.px(35), 0, 0, look.px(6))
        row.setSpacing(look.px(9))
        self.day = DayEdit(name=f"endDay-{self._line.id}", label=_("Letzter Tag"))
        self.day.set_day(clock.today())
        self.day.setMaximumWidth(look.px(180))
        self.day.returnPressed.connect(self._take)
        take = Button(_("Funktion beenden"), name=f"endNow-{self._line.id}")
        take.clicked.connect(self._take)
        leave = Button(_("Abbrechen"), look="quiet", name=f"endNot-{self._line.id}")
        leave.clicked.connect(self._leave)
        row.addWidget(PlainLabel(_("Letzter Tag"), role="muted"))
        for widget in (self.day, take, leave):
            row.addWidget(widget)
        row.addStretch(1)
        self._column.addWidget(self._question)
        self._question.show()
        self.day.setFocus()
        self.day.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Put the question away with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._question is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        day = self.day.day()
        if day is not None:
            self._view.end(self._line.id, day)

    def _leave(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self._end.show()
        self._end.setFocus()


class StartForm(Card):
    """Fields for a new function: whom, as what, since when."""

    def __init__(self, view: PeopleView, bench: Workbench, other_kind: str) -> None:
        super().__init__()
        self.setObjectName("startForm")
        self._view, self._bench = view, bench
        label = _(KINDS[other_kind].label)
        self.picker = RecordPicker(self._offers, _("{kind} suchen …").format(kind=label), name="roleOther")
        self._kinds = (other_kind,)
        self.picker.changed.connect(self._only_one)
        for signal in (self.picker.popup.chosen, self.picker.popup.chosen_beside):
            signal.connect(lambda suggestion: replace_new(bench, self.picker, suggestion))
        self._function = QLineEdit()
        self._function.setObjectName("roleFunction")
        self._function.setAccessibleName(_("Funktion"))
        self._since = DayEdit(name="roleSince", label=_("Seit"))
        self._fields = LabelledField(label, self.picker)
        self.body.addWidget(self._fields)
        look = theme.current()
        pair = QHBoxLayout()
        pair.setSpacing(look.px(12))
        pair.addWidget(LabelledField(_("Funktion"), self._function), 3)
        pair.addWidget(LabelledField(_("Seit"), self._since), 2)
        self.body.addLayout(pair)
        take = Button(_("Hinzufügen"), look="primary", name="roleStart")
        take.clicked.connect(self._take)
        self._function.returnPressed.connect(self._take)
        self._since.returnPressed.connect(self._take)
        leave = Button(_("Abbrechen"), name="roleCancel")
        leave.clicked.connect(view.close_form)
        self.body.addLayout(button_row(leave, take))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Put the fields away with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._view.close_form()
        else:
            super().keyPressEvent(event)

    def _offers(self, text: str) -> list[Suggestion]:
        return record_offers(self._bench, text, self._kinds, without=self.picker.keys())

    def _only_one(self) -> None:
        self.picker.line.setVisible(not self.picker.keys())
        if self.picker.keys():
            self._fields.say("")
            self._function.setFocus()

    def _take(self) -> None:
        chosen = self.picker.keys()
        if not chosen:
            self._fields.say(_("Bitte zuerst wählen, wer hinzukommt."))
            self.picker.line.setFocus()
            return
        if self._since.problem():
            self._since.setFocus()
            return
        self._fields.say(self._view.start(int(chosen[0]), self._function.text().strip(), self._since.day()))


def _details(line: RoleLine) -> str:
    parts = [line.function]
    if line.is_current and line.since:
        parts.append(_("seit {day}").format(day=format_day(line.since)))
    if line.until and line.is_current:
        parts.append(_("bis {day}").format(day=format_day(line.until)))
    if not line.is_current:
        parts.append(_span(line))
    return " · ".join(part for part in parts if part)


def _span(line: RoleLine) -> str:
    since = format_day(line.since) if line.since else ""
    until = format_day(line.until) if line.until else ""
    if line.since and line.since > clock.today():
        return _("ab {day}").format(day=since)
    if since and until:
        return _("{since} bis {until}").format(since=since, until=until)
    return _("bis {day}").format(day=until) if until else ""
