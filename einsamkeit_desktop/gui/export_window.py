"""How a list is wanted before it leaves: format, records, columns, purpose, what stays here, and where to.

Everything stands as it was chosen last, and the file already has a name: Enter writes it at once, from the purpose too,
where the keyboard begins as long as none is named. A PDF is a paper and goes on to the window of papers, where it is
seen before it is saved or printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..errors import BadTarget
from ..exports.replacing import another_name, check_target, is_there
from ..kinds import clock
from ..kinds.clean import clean_text
from ..queries import exports, lists, sheets
from ..queries.exports import Wish
from ..queries.settings import kept_setting
from ..texts import _, mark, ngettext
from . import theme
from .export_parts import Choice, Choices, Profiles, PurposeField
from .handing_out import chosen_target
from .lines import ScrollColumn
from .statusline import announce
from .widgets import Button, PlainLabel
from .workbench import Workbench

_GO = {
    "xlsx": mark("Excel-Datei speichern"),
    "csv": mark("CSV-Datei speichern"),
    "csv-plain": mark("CSV-Datei speichern"),
    "pdf": mark("Vorschau"),
    "vcf": mark("Karten speichern"),
    "ics": mark("Kalenderdatei speichern"),
    "bcc": mark("In die Zwischenablage"),
}
_WITHOUT_TARGET = {"bcc": "copy", "pdf": "eye"}  # and the sign of the main button


@dataclass(frozen=True)
class ExportOrder:
    """What the window was closed with; `target` is None for the clipboard and for a paper."""

    query: lists.ListQuery
    ids: Sequence[int]
    wish: Wish
    target: Path | None


class ExportWindow(QDialog):
    """Asks how a list is wanted.

    Signals:
        wanted(ExportOrder): the main button was pressed and the place can be written to.
    """

    wanted = Signal(object)

    def __init__(
        self,
        workbench: Workbench,
        query: lists.ListQuery,
        chosen: Sequence[int],
        found: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportWindow")
        self.setWindowTitle(_("Liste weitergeben"))
        self._workbench, self._query, self._chosen, self._found = workbench, query, chosen, found
        self._closed: dict[bool, sheets.Closed] = {}
        self._target: Path | None = None
        self._is_own_target = False
        self._make_fields()
        self._lay_out()
        self._wire()
        self.show_wish(exports.last_wish(workbench.store, query.kind))
        (self.go if self.purpose.currentText() else self.purpose).setFocus()

    def show_order(self, order: ExportOrder, problem: str = "") -> None:
        """Show an order that could not be carried out, and why."""
        self.confidential.setChecked(order.wish.with_confidential)
        self.show_wish(order.wish)
        self._target, self._is_own_target = order.target, True
        if len(order.ids) == len(self._found):
            self.scope.choose("all")
        self._refresh()
        self._say_problem(problem)

    def show_wish(self, wish: Wish) -> None:
        """Show how a list is wanted; what leaves the house in confidence is never part of it."""
        self.format.choose(wish.format)
        self.columns.choose("all" if wish.all_fields and wish.format != "ics" else "visible")
        self.texts.choose("all" if wish.all_fields and wish.format == "ics" else "titles")
        self.rows.choose("function" if wish.function_rows else "record")
        self.purpose.setCurrentText(wish.purpose)
        self._refresh()

    def wish(self) -> Wish:
        """Return what is chosen."""
        return Wish(
            format=self.format.chosen(),
            all_fields=self._wants_all(),
            function_rows=self.rows.chosen() == "function",
            purpose=clean_text(self.purpose.currentText()).strip(),
            with_confidential=self.confidential.isChecked(),
        )

    def _wants_all(self) -> bool:
        chosen = self.format.chosen()
        return self.texts.chosen() == "all" if chosen == "ics" else self.columns.chosen() == "all" and chosen != "pdf"

    def ids(self) -> Sequence[int]:
        """Return the records that are wanted, those that will be left out included."""
        return self._chosen if self._chosen and self.scope.chosen() == "chosen" else self._found

    def _make_fields(self) -> None:
        store, kind = self._workbench.store, self._query.kind
        self.profiles = Profiles(store, kind, self.wish)
        self.format = Choice(_("Format"), "exportFormat")
        for code in exports.formats(kind):
            self.format.addItem(_(exports.FORMATS[code]), code)
        self.scope = Choices(_("Einträge"), "exportScope", _scopes(self._chosen, self._found))
        visible = len(self._query.shown())
        self.columns = Choices(
            _("Spalten"),
            "exportColumns",
            (
                ("visible", _("Die {count} sichtbaren, in ihrer Reihenfolge").format(count=visible)),
                ("all", _("Alle Felder")),
            ),
        )
        self.texts = Choices(
            _("Texte"),
            "exportTexts",
            (("titles", _("Titel, Zeit und Ort")), ("all", _("auch Inhalt und Beschreibung"))),
        )
        self.rows = Choices(
            _("Mehrere Funktionen"),
            "exportRows",
            (("record", _("in einer Zeile")), ("function", _("eine Zeile je Funktion"))),
        )
        self.purpose = PurposeField(exports.purposes(store))
        self.confidential = QCheckBox(_("Vertrauliche einschließen"))
        self.confidential.setObjectName("exportConfidential")
        self.left_out = PlainLabel("", role="muted", wrap=True)
        self.place = PlainLabel("", wrap=True)
        self.place.setObjectName("exportTarget")
        self.elsewhere = Button(_("Anderer Ort …"), name="exportPlace")
        self.problem = PlainLabel("", role="danger", wrap=True)
        self.problem.setObjectName("exportProblem")
        self.problem.hide()
        self.go = Button(_("Speichern"), look="primary", icon="file-down", name="exportGo")
        self.go.setDefault(True)
        self.leave = Button(_("Abbrechen"), name="exportLeave")

    def _lay_out(self) -> None:
        look = theme.current()
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(10))
        grid.setColumnStretch(1, 1)
        target = QHBoxLayout()
        target.setSpacing(look.px(9))
        target.addWidget(self.place, 1)
        target.addWidget(self.elsewhere)
        self._labels: dict[str, PlainLabel] = {}
        confidence = QVBoxLayout()
        confidence.setSpacing(look.px(2))
        confidence.addWidget(self.confidential)
        confidence.addWidget(self.left_out)
        for name, label, content in (
            ("profile", _("Profil"), self.profiles),
            ("format", _("Format"), self.format),
            ("scope", _("Einträge"), self.scope),
            ("columns", _("Spalten"), self.columns),
            ("texts", _("Texte"), self.texts),
            ("rows", _("Mehrere Funktionen"), self.rows),
            ("purpose", _("Zweck"), self.purpose),
            ("confidence", _("Vertrauliches"), confidence),
            ("target", _("Ziel"), target),
        ):
            self._add_row(name, label, content)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(side) for side in (22, 18, 22, 18)))
        column.setSpacing(look.px(14))
        column.addWidget(PlainLabel(_("{list} weitergeben").format(list=self._name()), size="title", weight="strong"))
        fields = self._fields = ScrollColumn("exportFields", _("Angaben zur Liste"))
        fields.column.setContentsMargins(0, 0, look.px(4), 0)
        fields.column.addLayout(grid)
        fields.column.addStretch(1)
        column.addWidget(fields, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self._take_room()

    def _take_room(self) -> None:
        """Be as high as the fields, but never higher or wider than the screen: large text scrolls."""
        look, screen = theme.current(), self.screen().availableGeometry()
        self._grid.activate()
        content = self._fields.widget()
        assert content is not None
        room = content.sizeHint().height() + look.px(160)
        if self.problem.full_text():
            room += self.problem.heightForWidth(look.px(616)) + look.px(14)
        lowest = self.height() if self.isVisible() else 0  # grows with its fields, but does not jump to and fro
        self.resize(min(look.px(660), screen.width() - 40), min(max(room, lowest), screen.height() - 60))

    def _add_row(self, name: str, label: str, content: QWidget | QHBoxLayout | QVBoxLayout) -> None:
        row = self._grid.rowCount()
        shown = self._labels[name] = PlainLabel(label, role="muted")
        shown.setFixedHeight(theme.current().px(30))
        shown.setMinimumWidth(shown.sizeHint().width())
        self._grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(content, QWidget):
            side = Qt.AlignmentFlag.AlignLeft if isinstance(content, Choice) else Qt.AlignmentFlag(0)
            self._grid.addWidget(content, row, 1, side)
        else:
            self._grid.addLayout(content, row, 1)

    def _wire(self) -> None:
        self.profiles.taken.connect(self.show_wish)
        self.profiles.troubled.connect(self._say_problem)
        self.format.currentIndexChanged.connect(self._refresh)
        for choices in (self.scope, self.columns, self.texts, self.rows):
            choices.changed.connect(self._refresh)
        self.confidential.toggled.connect(self._refresh)
        self.elsewhere.clicked.connect(self._choose_place)
        self.go.clicked.connect(self._finish)
        self.leave.clicked.connect(self.reject)

    def _refresh(self) -> None:
        """Show what fits the chosen format: what is left out, the name of the file, the button's words."""
        wish = self.wish()
        is_file = wish.format not in _WITHOUT_TARGET
        for name, widgets, is_shown in (
            ("columns", (self.columns,), wish.is_table and wish.format != "pdf"),
            ("texts", (self.texts,), wish.format == "ics"),
            ("rows", (self.rows,), wish.is_table and self._tells_functions(wish)),
            ("target", (self.place, self.elsewhere), is_file),
        ):
            for widget in (self._labels[name], *widgets):
                widget.setVisible(is_shown)
        self.left_out.setText(self._left_out(wish))
        self.go.setText(_(_GO[wish.format]))
        self.go.setAccessibleName(self.go.text())
        self.go.set_icon_name("file-down" if is_file else _WITHOUT_TARGET[wish.format])
        self.problem.hide()
        if is_file:
            self._show_target(wish)
        self._take_room()

    def _tells_functions(self, wish: Wish) -> bool:
        return sheets.has_function_rows(self._query, all_fields=wish.all_fields)

    def _left_out(self, wish: Wish) -> str:
        is_selection = self.ids() is self._chosen
        if is_selection not in self._closed:
            self._closed[is_selection] = sheets.closed_among(self._workbench.store, self.ids())
        closed, texts = self._closed[is_selection], []
        if closed.confidential and wish.with_confidential:
            texts.append(
                ngettext("{count} vertraulicher geht mit", "{count} vertrauliche gehen mit", closed.confidential)
            )
        elif closed.confidential:
            texts.append(
                ngettext("{count} vertraulicher bleibt hier", "{count} vertrauliche bleiben hier", closed.confidential)
            )
        if closed.restricted:
            texts.append(
                ngettext(
                    "{count} gesperrter bleibt immer hier", "{count} gesperrte bleiben immer hier", closed.restricted
                )
            )
        count = len(self.ids()) - closed.restricted - (0 if wish.with_confidential else closed.confidential)
        going = ngettext("{count} Eintrag wird weitergegeben", "{count} Einträge werden weitergegeben", count)
        return _("{sentence}.").format(sentence="; ".join((going, *texts)))

    def _show_target(self, wish: Wish) -> None:
        if self._is_own_target and self._target is not None:
            self._target = self._target.with_suffix(wish.ending)
        else:
            self._target = _free(_folder(self._workbench) / f"{clock.today().isoformat()} {self._name()}{wish.ending}")
        self._show_place()

    def _show_place(self) -> None:
        self.place.setText(str(self._target))
        self.elsewhere.setAccessibleDescription(_("Ziel: {place}").format(place=self._target))

    def _name(self) -> str:
        return sheets.title(self._query.kind)

    def _choose_place(self) -> None:
        assert self._target is not None
        ending = self._target.suffix
        kinds = f"{_(exports.FORMATS[self.format.chosen()])} (*{ending})"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Speichern unter"), str(self._target), kinds)
        if chosen:
            self._target = chosen_target(Path(chosen), ending)
            self._is_own_target = True
            self._refresh()
            self.go.setFocus()

    def _finish(self) -> None:
        wish = self.wish()
        if wish.format in _WITHOUT_TARGET:
            self._give(wish, None)
            return
        assert self._target is not None
        try:
            check_target(self._target)
        except BadTarget as trouble:
            if is_there(self._target.parent):
                self._target = self._target.with_name(another_name(self._target))
                self._is_own_target = True
                self._show_place()
            self._say_problem(str(trouble))
            return
        self._give(wish, self._target)

    def _give(self, wish: Wish, target: Path | None) -> None:
        if not self._tells_functions(wish):
            wish = replace(wish, function_rows=False)
        self.accept()
        self.wanted.emit(ExportOrder(self._query, list(self.ids()), wish, target))

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._take_room()
        if sentence:
            announce(self, sentence, is_urgent=True)


def _scopes(chosen: Sequence[int], found: Sequence[int]) -> tuple[tuple[str, str], ...]:
    everything = ("all", ngettext("Der eine gefundene", "Alle {count} gefundenen", len(found)))
    if not chosen:
        return (everything,)
    return (("chosen", ngettext("Dieser eine", "Die {count} ausgewählten", len(chosen))), everything)


def _folder(workbench: Workbench) -> Path:
    """Return where the last file went, else the documents, else home."""
    home = Path.home()
    places = (Path(kept_setting(workbench.store, "export.folder", "") or home), home / "Documents", home / "Dokumente")
    kept = places[0] if places[0] != home else None
    return next((place for place in (kept, *places[1:]) if place is not None and is_there(place)), home)


def _free(target: Path) -> Path:
    return target.with_name(another_name(target)) if is_there(target) else target
