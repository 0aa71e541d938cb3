"""How a list is wanted before it leaves: format, records, columns, purpose, what stays here, and where to.

Everything stands as it was chosen last, and the file already has a name: Enter writes it at once, from the purpose too,
where the keyboard begins as long as none is named. A PDF is a paper and goes on to the window of papers, where it is
seen before it is saved or printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ..errors import BadTarget
from ..exports.handing import ExportOrder
from ..exports.replacing import check_target, free_name, is_there
from ..kinds import clock
from ..queries import exports, lists, sheets
from ..queries.exports import Wish
from ..queries.settings import kept_setting
from ..texts import _, mark, ngettext
from . import theme
from .export_parts import Choice, Choices, Profiles
from .handing_out import chosen_target
from .out_window import OutWindow, going
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


class ExportWindow(OutWindow):
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
        super().__init__(workbench, "export", _("Liste weitergeben"), parent)
        self._workbench, self._query, self._chosen, self._found = workbench, query, chosen, found
        self._closed: dict[bool, sheets.Closed] = {}
        self._target: Path | None = None
        self._is_own_target = False
        self._make_fields()
        self._add_fields()
        self.lay_out(_("{list} weitergeben").format(list=self._name()))
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
        self.say_problem(problem)

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
            purpose=self.for_what(),
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
        self.confidential = QCheckBox(_("Vertrauliche einschließen"))
        self.confidential.setObjectName("exportConfidential")
        self.left_out = PlainLabel("", role="muted", wrap=True)
        self.place = PlainLabel("", wrap=True)
        for told in (self.left_out, self.place):  # by itself it would be as high as if it were narrow
            told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.place.setObjectName("exportTarget")
        self.elsewhere = Button(_("Anderer Ort …"), name="exportPlace")

    def _add_fields(self) -> None:
        look = theme.current()
        target = QHBoxLayout()
        target.setSpacing(look.px(9))
        target.addWidget(self.place, 1)
        target.addWidget(self.elsewhere)
        confidence = QVBoxLayout()
        confidence.setSpacing(look.px(2))
        confidence.addWidget(self.confidential)
        confidence.addWidget(self.left_out)
        fields: dict[str, tuple[str, QWidget | QLayout]] = {
            "profile": (_("Profil"), self.profiles),
            "format": (_("Format"), self.format),
            "scope": (_("Einträge"), self.scope),
            "columns": (_("Spalten"), self.columns),
            "texts": (_("Texte"), self.texts),
            "rows": (_("Mehrere Funktionen"), self.rows),
            "purpose": (_("Zweck"), self.purpose),
            "confidence": (_("Vertrauliches"), confidence),
            "target": (_("Ziel"), target),
        }
        self._labels = {name: self.add(label, content) for name, (label, content) in fields.items()}

    def _wire(self) -> None:
        self.profiles.taken.connect(self.show_wish)
        self.profiles.troubled.connect(self.say_problem)
        self.format.currentIndexChanged.connect(self._refresh)
        for choices in (self.scope, self.columns, self.texts, self.rows):
            choices.changed.connect(self._refresh)
        self.confidential.toggled.connect(self._refresh)
        self.elsewhere.clicked.connect(self._choose_place)

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
        self.name_go(_(_GO[wish.format]), _WITHOUT_TARGET.get(wish.format, "file-down"))
        self.problem.hide()
        if is_file:
            self._show_target(wish)
        self.take_room()

    def _tells_functions(self, wish: Wish) -> bool:
        return sheets.has_function_rows(self._query, all_fields=wish.all_fields)

    def _left_out(self, wish: Wish) -> str:
        is_selection = self.ids() is self._chosen
        if is_selection not in self._closed:
            self._closed[is_selection] = sheets.closed_among(self._workbench.store, self.ids())
        closed = self._closed[is_selection]
        return going(len(self.ids()), closed, with_confidential=wish.with_confidential)[1]

    def _show_target(self, wish: Wish) -> None:
        if self._is_own_target and self._target is not None:
            self._target = self._target.with_suffix(wish.ending)
        else:
            self._target = free_name(
                _folder(self._workbench) / f"{clock.today().isoformat()} {self._name()}{wish.ending}"
            )
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

    def tell(self) -> None:
        """Say how the list is wanted."""
        wish = self.wish()
        if not self._tells_functions(wish):
            wish = replace(wish, function_rows=False)
        self.wanted.emit(ExportOrder(self._query, list(self.ids()), wish, self._place()))

    def _place(self) -> Path | None:
        return None if self.format.chosen() in _WITHOUT_TARGET else self._target

    def _finish(self) -> None:
        """Go on, but not to a place that cannot be written to."""
        target = self._place()
        try:
            if target is not None:
                check_target(target)
        except BadTarget as trouble:
            if target is not None and is_there(target):  # else another name would not help
                self._target = free_name(target)
                self._is_own_target = True
                self._show_place()
            self.say_problem(str(trouble))
        else:
            super()._finish()


def _scopes(chosen: Sequence[int], found: Sequence[int]) -> tuple[tuple[str, str], ...]:
    everything = ("all", ngettext("Der eine gefundene", "Alle {count} gefundenen", len(found)))
    if not chosen:
        return (everything,)
    return (("chosen", ngettext("Dieser eine", "Die {count} ausgewählten", len(chosen))), everything)


def _folder(workbench: Workbench) -> Path:
    """Return where the last file went, else the documents, else home."""
    kept, home = kept_setting(workbench.store, "export.folder", ""), Path.home()
    places = (*((Path(kept),) if kept else ()), home / "Documents", home / "Dokumente")
    return next(filter(is_there, places), home)
