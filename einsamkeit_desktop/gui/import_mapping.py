"""Where each column of a file goes: its header, an example, and the choice; profiles keep the choices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ..actions import imports
from ..errors import BadValues, Trouble
from ..imports.intake import Intake
from ..imports.presets import keys, presets
from ..imports.ticks import are_ticks, offered
from ..queries.imports import ImportProfile, profiles
from ..texts import _, ngettext
from . import theme
from .chips import FlowLayout
from .import_parts import EnterPresses, Pick, beside_fields, named
from .widgets import Button, PlainLabel
from .workbench import Workbench

_LONGEST_EXAMPLE = 200


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
        self.picks: dict[int, Pick] = {}
        self.profile = Pick(_("Profil"), "importProfile", 26)
        self.profile.activated.connect(self._take_profile)
        self.name = QLineEdit()
        self.name.setObjectName("importProfileName")
        self.name.setAccessibleName(_("Name des Profils"))
        self.name.setMinimumWidth(theme.current().px(200))
        self.name.setMaxLength(imports.LONGEST_NAME)
        self.name.setPlaceholderText(_("z. B. Stadtteilliste"))
        self.keep = Button(_("Profil speichern"), name="importProfileKeep")
        self.rename = Button(_("Umbenennen"), look="quiet", name="importProfileRename")
        self.delete = Button(_("Löschen"), look="quiet", name="importProfileDelete")
        EnterPresses(self.keep, self.name)
        self.keep.clicked.connect(self._keep)
        self.rename.clicked.connect(self._rename)
        self.delete.clicked.connect(self._delete)
        self.sheet = Pick(_("Blatt"), "importMappingSheet")
        self.sheet.activated.connect(self._choose_place)
        self._sheet_field = named(_("Blatt"), self.sheet)
        self.said = PlainLabel("", role="muted", wrap=True)
        self._grid_place = QVBoxLayout()
        self._grid = QWidget()
        self._lay_out()
        self.show_intake(intake)

    def _lay_out(self) -> None:
        row = FlowLayout(gap=10)
        row.addWidget(self._sheet_field)
        row.addWidget(named(_("Profil"), self.profile))
        row.addWidget(named(_("Name des Profils"), self.name))
        for button in (self.keep, self.rename, self.delete):
            row.addWidget(beside_fields(button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        column.addLayout(row)
        column.addWidget(self.said)
        column.addLayout(self._grid_place)
        column.addStretch(1)

    def show_intake(self, intake: Intake) -> None:
        """Show the columns of what was read."""
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

    def _show_columns(self) -> None:
        place = self._intake.place
        table, empty = self._intake.tables[place], self._intake.empty_columns(place)
        grid = QWidget()
        lines = QGridLayout(grid)
        look = theme.current()
        lines.setContentsMargins(0, 0, look.px(8), 0)
        lines.setHorizontalSpacing(look.px(14))
        lines.setVerticalSpacing(look.px(6))
        for at, text in enumerate((_("Spalte der Datei"), _("Beispiel"), _("wird übernommen als"))):
            lines.addWidget(PlainLabel(text, role="muted", size="small"), 0, at)
        self.picks = {}
        known: list[tuple[str, object]] = [(target.label, target) for target in self._intake.choices(place)]
        examples = self._intake.examples(place)
        for at, header in enumerate(keys(table.headers)):
            if at in empty:
                continue
            example = " ".join(examples[at].split())[:_LONGEST_EXAMPLE]
            pick = self.picks[at] = Pick(_("„{header}“ wird übernommen als").format(header=header), f"target_{at}", 24)
            crosses = are_ticks(row[at] for row in table.rows)
            by_tick: list[tuple[str, object]] = [
                (each.label, each) for each in offered(header) if crosses and not self._intake.kind(place)
            ]
            self._offer(pick, by_tick + known, place, at)
            pick.setAccessibleDescription(example)
            pick.activated.connect(partial(self._choose, place, at))
            line = lines.rowCount()
            lines.addWidget(PlainLabel(" ".join(header.split()), weight="medium"), line, 0)
            lines.addWidget(PlainLabel(example or "–", role="muted"), line, 1)
            lines.addWidget(pick, line, 2)
        for at, stretch in enumerate((3, 4, 4)):
            lines.setColumnStretch(at, stretch)
        self._grid_place.addWidget(grid)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = grid
        self._say_what_becomes(place, len(empty))

    def _say_what_becomes(self, place: int, empty: int) -> None:
        if not self._intake.used[place]:
            self.say(_("Dieses Blatt ist unter „Erkannt“ nicht angekreuzt und wird nicht importiert."))
        elif empty:
            self.say(
                ngettext("{count} leere Spalte steht hier nicht.", "{count} leere Spalten stehen hier nicht.", empty)
            )
        else:
            self.say(_("Jede Spalte wird übernommen; was unbekannt ist, steht in der Bemerkung."))

    def _offer(self, pick: Pick, known: list[tuple[str, object]], place: int, at: int) -> None:
        target = self._intake.targets[place][at]
        # „Name der Organisation“ is the same choice whether or not its owner was said.
        same = next((entry for text, entry in known if text == target.label), None)
        pick.show_entries(known if same else [*known, (target.label, target)], same or target)

    def say(self, text: str, role: str = "muted") -> None:
        """Say something above the columns."""
        self.said.setText(text)
        self.said.set_role(role)

    def _choose(self, place: int, at: int, _entry: int) -> None:
        target = self.picks[at].currentData()
        if target != self._intake.targets[place][at]:
            self._intake.choose_target(place, at, target)
            self._say_what_becomes(place, len(self._intake.empty_columns(place)))
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
