"""Editors whose value is a row of chips: entries of a value list, areas, and records one links to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ..kinds.fields import Areas, Field, Links, Ref, Terms
from ..kinds.folding import fold
from ..kinds.registry import KINDS
from ..queries.record import named
from ..queries.search import find
from ..texts import _
from . import naming
from .chips import RemovableChip
from .composer_widgets import RecordPicker
from .editors import Editor
from .search_popup import Suggestion
from .workbench import Workbench

OFFERED_RECORDS = 8
_NEW = "new "


class ChipsEditor(Editor):
    """Chips with × and, after them, the field that adds one; Down in the empty field offers everything."""

    is_wide = True
    is_single = False

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__(field, bench)
        label = _(field.label)
        self.picker = RecordPicker(self.offers, _("+ {label}").format(label=label), name=f"chips_{field.name}")
        self.picker.setFocusProxy(None)  # type: ignore[arg-type]  # see Editor.take
        self.picker.changed.connect(self._changed)
        self.picker.line.textEdited.connect(self.edited)
        self.take(self.picker.line)
        self.row.addWidget(self.picker)

    def value(self) -> Any:
        """Return the keys of the chips. Raises ValueError for a text that was typed and not taken."""
        rest = self.picker.line.text().strip()
        if rest:
            raise ValueError(
                _("„{text}“ ist noch nicht übernommen. Bitte einen Vorschlag wählen oder löschen.").format(text=rest)
            )
        return self.picker.keys()

    def show_value(self, value: Any) -> None:
        """Show the chips of these keys."""
        self.picker.clear()
        for key, label in self.labels(value or ()):
            self.picker.add(str(key), label)
        self._fit_line()

    def offers(self, text: str) -> Sequence[Suggestion]:
        """Return what fits the text and is not chosen yet."""
        raise NotImplementedError

    def labels(self, keys: Sequence[Any]) -> list[tuple[Any, str]]:
        """Return what the keys are called, in their order."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep Enter in the empty field from taking the first of all offers."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.control:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and not self.picker.line.text().strip() and not self.picker.popup.isVisible():
                return True
        return super().eventFilter(watched, event)

    def stops(self) -> list[QWidget]:
        """Stop at each chip and at the field."""
        chips = [chip for chip in self.picker.findChildren(RemovableChip) if not chip.isHidden()]
        return [*chips, self.picker.line]

    def _changed(self) -> None:
        self._fit_line()
        self.stops_changed.emit()
        self.edited.emit()

    def _fit_line(self) -> None:
        self.picker.line.setVisible(not (self.is_single and self.picker.keys()))


class TermsEditor(ChipsEditor):
    """Entries of a value list, in the list's order."""

    def __init__(self, field: Terms, bench: Workbench) -> None:
        self._of = field.of
        super().__init__(field, bench)

    def value(self) -> tuple[str, ...]:
        """Return the codes in the list's order, which is how the store gives them back."""
        return _in_order(super().value(), [entry.code for entry in self.bench.words().lists.get(self._of, ())])

    def offers(self, text: str) -> Sequence[Suggestion]:
        """Return the entries that hold the text, those that begin with it first."""
        chosen = self.picker.keys()
        entries = [e for e in self.bench.words().lists.get(self._of, ()) if e.active and e.code not in chosen]
        return fitting([Suggestion(entry.label, entry.code, "tag") for entry in entries], text)

    def labels(self, keys: Sequence[Any]) -> list[tuple[Any, str]]:
        """Return the labels of the codes."""
        words = self.bench.words()
        return [(code, words.label(self._of, code)) for code in keys]


class AreasEditor(ChipsEditor):
    """Areas a partner sits in or serves."""

    def __init__(self, field: Areas, bench: Workbench) -> None:
        super().__init__(field, bench)

    def value(self) -> tuple[str, ...]:
        """Return the codes in the order of the areas."""
        return _in_order(super().value(), [entry.code for entry in self.bench.words().areas])

    def offers(self, text: str) -> Sequence[Suggestion]:
        """Return the areas that hold the text."""
        chosen = self.picker.keys()
        entries = [entry for entry in self.bench.words().districts if entry.code not in chosen]
        return fitting([Suggestion(entry.name, entry.code, "map-pin") for entry in entries], text)

    def labels(self, keys: Sequence[Any]) -> list[tuple[Any, str]]:
        """Return the names of the areas."""
        words = self.bench.words()
        return [(code, words.area_name(code)) for code in keys]


class LinksEditor(ChipsEditor):
    """Other records, of the kinds the field names; what does not exist yet can be made here."""

    def __init__(self, field: Links | Ref, bench: Workbench) -> None:
        self._to = field.to
        super().__init__(field, bench)
        for signal in (self.picker.popup.chosen, self.picker.popup.chosen_beside):
            signal.connect(self._make)

    def value(self) -> Any:
        """Return the ids of the records."""
        return tuple(int(key) for key in super().value())

    def offers(self, text: str) -> Sequence[Suggestion]:
        """Return the records that hold the words, and "… anlegen" for the kinds that need no more than a name."""
        return record_offers(self.bench, text, self._to, without=self.picker.keys())

    def labels(self, keys: Sequence[Any]) -> list[tuple[Any, str]]:
        """Return what the records are called; those that are gone are left out."""
        names = named(self.bench.store, keys)
        return [(key, names[key].title) for key in keys if key in names]

    def _make(self, suggestion: Suggestion) -> None:
        """Put the record that was made in the place of the offer to make it."""
        replace_new(self.bench, self.picker, suggestion)


class RefEditor(LinksEditor):
    """One other record."""

    is_wide = False
    is_single = True

    def value(self) -> int | None:
        """Return the id of the record, None without one."""
        chosen = super().value()
        return chosen[0] if chosen else None

    def show_value(self, value: Any) -> None:
        """Show the record with this id."""
        super().show_value((value,) if value is not None else ())


def record_offers(bench: Workbench, text: str, kinds: Sequence[str], without: Sequence[str] = ()) -> list[Suggestion]:
    """Return records that hold the words, and an offer to make one for each kind that needs no more than a name."""
    if not text.strip():
        return []
    found = [
        Suggestion(hit.title, str(hit.record_id), KINDS[hit.kind].icon, hit.subtitle or _(KINDS[hit.kind].label))
        for hit in find(bench.store, text, OFFERED_RECORDS, kinds)
        if str(hit.record_id) not in without
    ]
    for code in naming.makeable(kinds):
        title = _("„{name}“ als {kind} anlegen").format(name=text.strip(), kind=_(KINDS[code].label))
        found.append(Suggestion(title, f"{_NEW}{code} {text.strip()}", "plus"))
    return found


def replace_new(bench: Workbench, picker: RecordPicker, suggestion: Suggestion) -> None:
    """Where an offer to make a record was taken, make it and put its chip in the offer's place."""
    if not suggestion.key.startswith(_NEW) or suggestion.key not in picker.keys():  # noqa: SIM118 - a method, no dict
        return
    code, name = suggestion.key.removeprefix(_NEW).split(" ", 1)
    made = naming.make(bench, naming.NewRecord(code, name))
    if made is not None:
        picker.add(str(made[0]), made[1])
    picker.remove(suggestion.key)


def fitting(offers: Sequence[Suggestion], text: str) -> list[Suggestion]:
    """Return the offers that hold every typed word, those that begin with the text first."""
    wanted = fold(text)
    words = wanted.split()
    found = [offer for offer in offers if all(word in fold(offer.title) for word in words)]
    return sorted(found, key=lambda offer: not fold(offer.title).startswith(wanted)) if wanted else found


def _in_order(codes: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: order.index(code) if code in order else len(order)))
