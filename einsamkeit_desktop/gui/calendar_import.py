"""A calendar file on its way in: every entry with its day, place and people, ticked or not, and what it becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ..errors import Trouble
from ..imports import plans
from ..imports.calendar import CalendarPlan, Entry, take_over_calendar
from ..imports.icsread import KINDS as TARGETS
from ..imports.whole import kept_form
from ..kinds.days import WEEKDAYS, format_day
from ..kinds.folding import name_key
from ..kinds.registry import KINDS
from ..store.writing import Changes
from ..texts import _, grouped, ngettext
from . import theme
from .cells import Cell, Column
from .import_done import NO_ROWS, ReportView
from .import_parts import ALL, EnterPresses, Figures, Pick, TaskBar, details_field, scrolling, wrapped
from .import_report import OUTCOMES_OF_CALENDARS as OUTCOMES
from .table import ListTable, PagedModel
from .tasks import Outcome
from .widgets import Button, PlainLabel, button_row
from .workbench import Workbench

_OPEN = (plans.NEW, plans.UPDATED)


class CalendarImportWindow(QDialog):
    """Shows a plan; Space ticks the chosen entries, "Wird zu" says what they become, one button takes them over."""

    def __init__(self, workbench: Workbench, plan: CalendarPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarImportWindow")
        self.setWindowTitle(_("Kalender importieren"))
        self._workbench, self._plan = workbench, plan
        self.kinds = {place: entry.kind for place, entry in enumerate(plan.entries)}
        self.ticked = set(plan.ticked())
        self.report: ReportView | None = None
        self._make_table()
        self._lay_out()
        self._wire()
        self.show_only(ALL)
        self.table.setFocus()

    def choices(self) -> dict[int, str]:
        """Return the ticked places, and what each becomes."""
        return {place: self.kinds[place] for place in sorted(self.ticked)}

    def show_only(self, outcome: str) -> None:
        """Show the entries of one outcome, or all of them."""
        shown = [at for at, entry in enumerate(self._plan.entries) if outcome in (ALL, entry.outcome)]
        self._model.show_ids(shown)
        self.figures.cards[outcome].setChecked(True)
        if shown:
            self.table.go_to(shown[0])
        self._tell_details()

    def tick(self, places: Sequence[int], is_on: bool) -> None:
        """Tick entries or no longer; those that are skipped or failed stay out."""
        able = {place for place in places if self._plan.entries[place].outcome in _OPEN}
        self.ticked = self.ticked | able if is_on else self.ticked - able
        self._model.refresh()
        self._name_take()

    def become(self, places: Sequence[int], kind: str) -> None:
        """Let new entries become records of a kind; known ones stay what they are."""
        for place in places:
            if self._plan.entries[place].known is None:
                self.kinds[place] = kind
        self._model.refresh()

    def _make_table(self) -> None:
        columns = (
            Column("title", _("Eintrag"), 280, "text", can_sort=False),
            Column("tick", _("Übernehmen"), 116, can_sort=False),
            Column("when", _("Wann"), 180, can_sort=False),
            Column("kind", _("Wird zu"), 130, can_sort=False),
            Column("outcome", _("Was geschieht"), 120, can_sort=False),
            Column("place", _("Ort"), 150, can_sort=False),
        )
        self._model = PagedModel(lambda ids: [self._cells(place) for place in ids], columns, self)
        self.table = ListTable(self._model, name="calendarEntries")
        self.table.setAccessibleName(_("Einträge der Datei; Leertaste kreuzt an"))
        self.figures = Figures([(ALL, _("gelesen")), *((key, _(text)) for key, (text, _tone) in OUTCOMES.items())])
        self.figures.show_numbers({ALL: len(self._plan.entries), **{key: self._plan.count(key) for key in OUTCOMES}})
        self.sentence = wrapped(
            _("Noch ist nichts geschrieben. Der Import ist ein Schritt und lässt sich zurücknehmen.")
        )
        self.details = details_field("calendarDetails", _("Einzelheiten des gewählten Eintrags"))
        self.target = Pick(_("Gewählte werden zu"), "calendarTarget")
        self.all = Button(_("Alle ankreuzen"), look="quiet", name="calendarTickAll")
        self.none = Button(_("Keine"), look="quiet", name="calendarTickNone")

    def _lay_out(self) -> None:
        look = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 14)))
        self._steps = QWidget()
        column = QVBoxLayout(self._steps)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (column, self._column):
            each.setSpacing(look.px(12))
        choosing = QHBoxLayout()
        choosing.setSpacing(look.px(8))
        choosing.addWidget(self.all)
        choosing.addWidget(self.none)
        choosing.addStretch(1)
        choosing.addWidget(PlainLabel(_("Gewählte werden zu"), role="muted"))
        choosing.addWidget(self.target)
        self.content = QWidget()
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.px(10))
        inner.addWidget(self.figures)
        inner.addWidget(self.sentence)
        self.table.setMinimumHeight(look.px(150))
        inner.addWidget(self.table, 3)
        inner.addLayout(choosing)
        inner.addWidget(self.details, 2)
        column.addWidget(scrolling(self.content), 1)
        column.addLayout(self._buttons())
        self._column.addWidget(PlainLabel(self._plan.file, size="title", weight="strong"))
        self._column.addWidget(self._steps, 1)
        room = self.screen().availableGeometry().size()
        self.resize(min(look.px(980), room.width() - 20), min(look.px(680), room.height() - 40))

    def _buttons(self) -> QHBoxLayout:
        self.bar = TaskBar(self._workbench.runner)
        self.leave = Button(_("Abbrechen"), name="calendarLeave")
        self.take = Button("", look="primary", icon="import", name="calendarTake")
        row = button_row(self.leave, self.take)
        row.insertWidget(0, self.bar, 1)
        self._name_take()
        return row

    def _wire(self) -> None:
        self.figures.chosen.connect(self.show_only)
        self.table.row_changed.connect(self._tell_details)
        self.table.previewed.connect(self._toggle)
        self.table.opened.connect(self._toggle)
        self.target.activated.connect(lambda: self.become(self._chosen(), str(self.target.currentData())))
        self.all.clicked.connect(lambda: self.tick(range(len(self._plan.entries)), True))
        self.none.clicked.connect(lambda: self.tick(range(len(self._plan.entries)), False))
        self.take.setDefault(True)
        EnterPresses(self.take, self.table, self.details)
        self.take.clicked.connect(self._run)
        self.leave.clicked.connect(self.reject)

    def reject(self) -> None:
        """Close the window; while the import runs or is taken back, stop that and stay."""
        if self.report is not None:
            self.report.go()
        elif self.bar.is_running():
            self.leave.setEnabled(False)
            self.bar.cancel()
        else:
            super().reject()

    def _toggle(self, place: int) -> None:
        chosen = self._chosen()
        self.tick(chosen if place in chosen else [place], place not in self.ticked)

    def _chosen(self) -> list[int]:
        return self.table.selected_ids()

    def _cells(self, place: int) -> tuple[Cell, ...]:
        entry = self._plan.entries[place]
        text, tone = OUTCOMES[entry.outcome]
        able = entry.outcome in _OPEN
        tick = Cell(_("✓ ja"), "positive") if place in self.ticked else Cell(_("nein") if able else "–", "muted")
        kind = _(KINDS[self.kinds[place]].label) if able else "–"
        happening = entry.happening
        title = Cell(happening.title or happening.content.partition("\n")[0] or "–")
        return title, tick, Cell(when_in_words(entry)), Cell(kind), Cell(_(text), tone), Cell(happening.place)

    def _tell_details(self, _place: int = -1) -> None:
        place = self.table.current_id()
        if place is None:
            self.details.setPlainText("")
            return
        entry = self._plan.entries[place]
        options = [(_("Vermerk"), "contact_note"), (_("Veranstaltung"), "event"), (_("Wiedervorlage"), "reminder")]
        self.target.show_entries(options, self.kinds[place] if self.kinds[place] in TARGETS else "contact_note")
        self.target.setEnabled(entry.known is None and entry.outcome in _OPEN)
        self.details.setPlainText("\n".join(lines_of(entry)))

    def _name_take(self) -> None:
        count = len(self.ticked)
        text = (
            ngettext("{count} Eintrag übernehmen", "{count} Einträge übernehmen", count)
            if count
            else _("Nichts zu tun")
        )
        self.take.setText(text)
        self.take.setEnabled(bool(count) and not self.bar.is_running() and not self._plan.steps)

    def _run(self) -> None:
        store, plan, choices = self._workbench.store, self._plan, self.choices()
        self.sentence.setText(_("Zuerst wird eine Sicherung angelegt, dann wird importiert."))
        self.content.setEnabled(False)
        self.take.setEnabled(False)
        self.bar.start(
            _("Import läuft"), lambda progress: take_over_calendar(store, plan, choices, progress), self._done
        )

    def _done(self, outcome: Outcome) -> None:
        self.content.setEnabled(True)
        self.leave.setEnabled(True)
        self._name_take()
        if outcome.error is not None:
            if not isinstance(outcome.error, Trouble):
                outcome.result()
            self.sentence.setText(str(outcome.error))
            self.sentence.set_role("muted" if outcome.was_cancelled else "danger")
            return
        report: plans.Report = outcome.result()
        counted = (f"{grouped(getattr(report, key))} {_(text)}" for key, (text, _tone) in OUTCOMES.items())
        figures = ", ".join((_("{count} gelesen").format(count=grouped(report.read)), *counted))
        name = _("Import: {figures}").format(figures=figures)
        self._workbench.tell(Changes(report.step_id, name, frozenset(), frozenset(TARGETS), frozenset(("record",))))
        self._show_report(report)

    def _show_report(self, done: plans.Report) -> None:
        """Stay with what became of it."""
        self.report = ReportView(self._workbench, kept_form(done), NO_ROWS, done.step_id, is_fresh=True)
        self.report.left.connect(self.accept)
        self._steps.hide()
        self._column.addWidget(self.report, 1)
        self.report.fit(self)
        self.report.take_focus()


def when_in_words(entry: Entry) -> str:
    """Return when an entry is: Do 10.12.2026, 09:00–10:30."""
    happening = entry.happening
    if happening.when is None:
        return ""
    local = happening.when.local if happening.when.is_day else happening.when.here()
    day = f"{_(WEEKDAYS[local.weekday()])[:2]} {format_day(local.date())}"
    return day if happening.when.is_day else f"{day}, {local:%H:%M}"


def lines_of(entry: Entry) -> list[str]:
    """Return all that is to be said about an entry, a line for each."""
    happening, known = entry.happening, {person.title for person in entry.people}
    lines = [f"{happening.title or '–'} – {_('Zeile {row}').format(row=happening.line)}", entry.reason]
    lines += [f"{change.label}: {change.old or '–'} → {change.new}" for change in entry.changes]
    lines.append(f"{_('Wann')}: {when_in_words(entry)}" if happening.when is not None else "")
    lines.append(f"{_('Ort')}: {happening.place}" if happening.place else "")
    if known:
        lines.append(_("Verknüpft: {names}").format(names=", ".join(sorted(known, key=name_key))))
    if len(happening.people) > len(entry.people):
        others = ", ".join(name or mail for name, mail in happening.people)
        lines.append(_("In der Datei genannt: {names}").format(names=others))
    lines += happening.warnings
    lines.append(happening.content)
    return [line for line in lines if line]
