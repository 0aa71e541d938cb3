"""Where each column of a file goes: its header, an example, and the choice; profiles keep the choices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions import imports
from ..errors import BadValues, Trouble
from ..imports.intake import Intake
from ..imports.kindcolumns import remark_field
from ..imports.presets import keys, presets
from ..imports.ticks import are_ticks, offered
from ..kinds.registry import KINDS
from ..queries.imports import ImportProfile, profiles
from ..texts import _, ngettext
from . import theme
from .chips import FlowLayout
from .import_parts import EnterPresses, Pick, beside_fields, named
from .import_targets import Entry, TargetPick
from .widgets import Button, PlainLabel
from .workbench import Workbench

_LONGEST_EXAMPLE = 200
_AT_ONCE, _IN_TURN = 8, 3  # lines made when the page is seen, and in each turn after that


class MappingPage(QWidget):
    """A row per column that holds anything.

    Signals:
        changed(): a column goes elsewhere.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, intake: Intake) -> None:
        super().__init__()
        self._workbench = workbench
        self._intake = intake
        self._picks: dict[int, TargetPick] = {}
        self._waiting: list[tuple[int, str]] = []
        self._examples: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_more)
        self.profile = Pick(_("Profil"), "importProfile", 22)
        self.profile.activated.connect(self._take_profile)
        self.name = QLineEdit()
        self.name.setObjectName("importProfileName")
        self.name.setAccessibleName(_("Name des Profils"))
        self.name.setMinimumWidth(theme.current().px(170))
        self.name.setMaxLength(imports.LONGEST_NAME)
        self.name.setPlaceholderText(_("z. B. Stadtteilliste"))
        self.keep = Button(_("Profil speichern"), name="importProfileKeep")
        self.rename = Button(_("Umbenennen"), look="quiet", name="importProfileRename")
        self.delete = Button(_("Löschen"), look="quiet", name="importProfileDelete")
        EnterPresses(self.keep, self.name)
        self.keep.clicked.connect(self._keep)
        self.rename.clicked.connect(self._rename)
        self.delete.clicked.connect(self._delete)
        self.sheet = Pick(_("Blatt"), "importMappingSheet", 12)
        self.sheet.activated.connect(self._choose_place)
        self._sheet_field = named(_("Blatt"), self.sheet)
        self.said = PlainLabel("", role="muted", wrap=True)
        self._grid_place = QVBoxLayout()
        self._grid = QWidget()
        self._lines = QGridLayout()
        self._lay_out()
        self.show_intake(intake)

    def _lay_out(self) -> None:
        row = FlowLayout(gap=10)
        row.addWidget(self._sheet_field)
        row.addWidget(named(_("Profil"), self.profile))
        row.addWidget(named(_("Name des Profils"), self.name))
        self._whole = {button: beside_fields(button) for button in (self.keep, self.rename, self.delete)}
        for whole in self._whole.values():
            row.addWidget(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        column.addLayout(row)
        column.addWidget(self.said)
        column.addLayout(self._grid_place)
        column.addStretch(1)

    def show_intake(self, intake: Intake) -> None:
        """Show the columns of what was read, as soon as they are seen."""
        self._intake = intake
        self.sheet.show_entries([(table.name, place) for place, table in enumerate(intake.tables)], intake.place)
        self._sheet_field.setVisible(len(intake.tables) > 1)
        self._show_profiles()
        self._show_columns()

    def show_place(self) -> None:
        """Show the columns of the table that is looked at."""
        if self.sheet.currentIndex() != self._intake.place:
            self.sheet.setCurrentIndex(self._intake.place)
            self._show_columns()

    @property
    def picks(self) -> dict[int, TargetPick]:
        """The field where each column goes, by the place of the column; asking for them makes them all."""
        self._make_lines(len(self._waiting))
        return self._picks

    def first_field(self) -> QWidget:
        """Return where the keyboard begins."""
        self._make_lines(0 if self._picks else _AT_ONCE)
        return next(iter(self._picks.values()), self.profile)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the first lines at once and the others while one reads: a line takes 5 ms, Outlook has 90 columns."""
        super().showEvent(event)
        self._make_lines(_AT_ONCE)
        self._timer.start()

    def _choose_place(self, place: int) -> None:
        self._intake.place = place
        self._show_columns()

    def _show_profiles(self) -> None:
        own = profiles(self._workbench.store)
        chosen = ("own", self._intake.profile) if self._intake.profile else ("preset", self._intake.preset)
        entries: list[tuple[str, object]] = [(_("Wie erkannt"), ("preset", ""))]
        entries += [(name, ("own", name)) for name in own]
        entries += [(preset.name, ("preset", preset.name)) for preset in presets()]
        self.profile.show_entries(entries, chosen)
        self.name.setText(self._intake.profile)
        for button in (self.rename, self.delete):
            button.setEnabled(bool(self._intake.profile))
            self._whole[button].setVisible(bool(self._intake.profile))

    def _show_columns(self) -> None:
        place = self._intake.place
        table, empty = self._intake.tables[place], self._intake.empty_columns(place)
        self._examples = self._intake.examples(place)
        self._waiting = [(at, header) for at, header in enumerate(keys(table.headers)) if at not in empty]
        self._picks = {}
        grid = QWidget()
        self._lines = lines = QGridLayout(grid)
        look = theme.current()
        lines.setContentsMargins(0, 0, look.px(8), 0)
        lines.setHorizontalSpacing(look.px(14))
        lines.setVerticalSpacing(look.px(6))
        for at, text in enumerate((_("Spalte der Datei"), _("Beispiel"), _("wird übernommen als"))):
            lines.addWidget(PlainLabel(text, role="muted", size="small"), 0, at)
        for at, stretch in enumerate((3, 4, 4)):
            lines.setColumnStretch(at, stretch)
        self._grid_place.addWidget(grid)
        grid.show()
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = grid
        self.say(_what_becomes(self._intake, place))
        if self.isVisible():
            self._make_lines(_AT_ONCE)
            self._timer.start()

    def _make_more(self) -> None:
        self._make_lines(_IN_TURN)
        if not self._waiting:
            self._timer.stop()

    def _make_lines(self, count: int) -> None:
        """Make so many of the lines that are still to be made."""
        made, self._waiting = self._waiting[:count], self._waiting[count:]
        for at, header in made:
            example = " ".join(self._examples[at].split())[:_LONGEST_EXAMPLE]
            before = next(reversed(self._picks.values()), self.delete)
            pick = self._picks[at] = self._pick(at, header)
            pick.setAccessibleDescription(example)
            line = self._lines.rowCount()
            name = PlainLabel(" ".join(header.split()), weight="medium")
            for place, widget in enumerate((name, PlainLabel(example or "–", role="muted"), pick)):
                self._lines.addWidget(widget, line, place)
                widget.show()  # else it is seen, and found by the Tab key, a turn later
            self.setTabOrder(before, pick)

    def _pick(self, at: int, header: str) -> TargetPick:
        place, intake = self._intake.place, self._intake

        def known() -> list[Entry]:
            crosses = not intake.kind(place) and are_ticks(row[at] for row in intake.tables[place].rows)
            targets = (*(offered(header) if crosses else ()), *intake.choices(place))
            return [(target.label, target) for target in targets]

        pick = TargetPick(_("„{header}“ wird übernommen als").format(header=header), f"target_{at}", known)
        target = intake.targets[place][at]
        pick.show_entries([(target.label, target)], target)
        pick.activated.connect(partial(self._choose, place, at))
        return pick

    def say(self, text: str, role: str = "muted") -> None:
        """Say something above the columns."""
        self.said.setText(text)
        self.said.set_role(role)

    def _choose(self, place: int, at: int, _entry: int) -> None:
        target = self._picks[at].currentData()
        if target != self._intake.targets[place][at]:
            self._intake.choose_target(place, at, target)
            self.say(_what_becomes(self._intake, place))
            self.changed.emit()

    def _take_profile(self, _at: int) -> None:
        what, name = self.profile.currentData()
        found: ImportProfile | None
        if what == "own":
            found, self._intake.preset = profiles(self._workbench.store).get(name), ""
        else:
            found, self._intake.preset = next((preset for preset in presets() if preset.name == name), None), name
        self._intake.profile = name if what == "own" else ""
        self._intake.apply(found)
        self._show_profiles()
        self._show_columns()
        self.changed.emit()

    def _keep(self) -> None:
        def keep(name: str) -> str:
            kept = imports.keep_profile(self._workbench.store, self._intake.as_profile(name))
            self._intake.profile = kept
            return _("Profil „{name}“ gespeichert. Dateien mit diesen Spalten nehmen es von selbst.").format(name=kept)

        self._do(keep)

    def _rename(self) -> None:
        def rename(name: str) -> str:
            self._intake.profile = imports.rename_profile(self._workbench.store, self._intake.profile, name)
            return _("Das Profil heißt jetzt „{name}“.").format(name=self._intake.profile)

        self._do(rename)

    def _delete(self) -> None:
        def delete(_name: str) -> str:
            old, self._intake.profile = self._intake.profile, ""
            imports.delete_profile(self._workbench.store, old)
            return _("Profil „{name}“ gelöscht. Die Zuordnung hier bleibt.").format(name=old)

        self._do(delete)
        self.profile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, action: Callable[[str], str]) -> None:
        try:
            text = action(self.name.text())
        except BadValues as trouble:
            self.say(" ".join(trouble.problems.values()), "danger")
            self.name.setFocus()
            return
        except Trouble as trouble:
            self.say(str(trouble), "danger")
            return
        self._show_profiles()
        self.say(text, "positive")


def _what_becomes(intake: Intake, place: int) -> str:
    """Return what happens to the columns of a table that have no line here, or to all of them."""
    if not intake.used[place]:
        return _("Dieses Blatt ist unter „Erkannt“ nicht angekreuzt und wird nicht importiert.")
    if empty := len(intake.empty_columns(place)):
        return ngettext("{count} leere Spalte steht hier nicht.", "{count} leere Spalten stehen hier nicht.", empty)
    if kind := intake.kind(place):
        field = _(KINDS[kind].fields[remark_field(kind)].label)
        return _("Jede Spalte wird übernommen; was unbekannt ist, steht in „{field}“.").format(field=field)
    return _("Jede Spalte wird übernommen; was unbekannt ist, steht in der Bemerkung.")
