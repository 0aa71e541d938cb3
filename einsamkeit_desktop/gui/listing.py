"""What a list page shows of a query: ids, columns and cells in the words of the table widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ..kinds.registry import KINDS
from ..queries import cells, lists
from ..queries.columns import columns_of
from ..store.store import Store
from ..texts import _
from . import theme
from .cells import Cell, Column
from .widgets import Button, PlainLabel

_WIDTHS = {
    "title": 220, "organisation_type": 104, "serves": 122, "seat": 108, "last_contact": 110, "priority": 46, "at": 124,
    "due_on": 122, "organisation": 160, "function": 120, "phone": 130, "email": 190, "participants": 150, "about": 150,
    "waiting_for": 110, "note_kind": 90, "starts_at": 124, "status": 116, "day": 90, "municipality": 120,
    "checked_on": 92, "deadline_on": 122, "file_reference": 110, "event_kind": 110, "provider": 124,
    "exchange_kind": 100, "direction": 90, "federal_state": 120, "size_class": 110, "topics": 130,
    "report_by": 122, "submit_by": 122, "done_on": 96, "body": 170, "paper_kind": 150, "number": 90,
}  # fmt: skip
_SHORT_LABELS = {"priority": "Prio"}


def table_columns(query: lists.ListQuery) -> tuple[Column, ...]:
    """Return the visible columns for the table; the title stands out, the others are quiet."""
    return tuple(
        Column(
            column.name,
            _SHORT_LABELS.get(column.name, _(column.label)),
            _WIDTHS.get(column.name, 120),
            "text" if column.name in {"title", "last_contact", "at", "due_on"} else "muted",
            column.type == "number",
        )
        for column in query.shown()
    )


def table_cells(store: Store, query: lists.ListQuery, ids: Sequence[int]) -> list[tuple[Cell, ...]]:
    """Return the cells of one page of ids."""
    return [tuple(_cell(cell) for cell in row) for row in lists.rows(store, query, ids)]


def _cell(cell: cells.Cell) -> Cell:
    return Cell(cell.text, cell.tone)


def column_menu(query: lists.ListQuery, show: Callable[[lists.ListQuery], None], parent: QWidget) -> QMenu:
    """Return the menu of a list's columns; `show` gets the query with one more or one less, or the usual ones."""
    menu = QMenu(parent)
    shown = [column.name for column in query.shown()]
    for name, column in columns_of(query.kind).items():
        action = QAction(_(column.label), menu, checkable=True, checked=name in shown)
        action.setEnabled(name != "title")
        others = tuple(other for other in shown if other != name)
        wanted = others if name in shown else (*others, name)
        action.triggered.connect(lambda _on, wanted=wanted: show(replace(query, columns=wanted)))
        menu.addAction(action)
    menu.addSeparator()
    menu.addAction(_("Spalten zurücksetzen"), lambda: show(replace(query, columns=())))
    return menu


def plural(kind: str) -> str:
    """Return the name of a kind's list."""
    return _(KINDS[kind].plural)


def is_partner(kind: str) -> bool:
    """Whether the list of a kind is a list of partners."""
    return kind in {"organisation", "person", "municipality"}


def has_briefing(kind: str) -> bool:
    """Whether a briefing pack can be made from records of a kind: on partners, or on those who are in them."""
    return is_partner(kind) or kind in {"body", "case", "contact_note"}


class EmptyList(QWidget):
    """What an empty list says: what belongs there and how to fill it. Signals: import_wanted()."""

    import_wanted = Signal()

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._text = PlainLabel("", role="muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._import = Button(_("Liste importieren"), icon="import", name="emptyImport")
        self._import.clicked.connect(self.import_wanted)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(60), 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(self._text)
        column.addWidget(self._import, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def say(self, total: int) -> None:
        """Say why nothing is shown, `total` being how many records of the kind there are."""
        text = _("Kein Eintrag passt zu den Filtern.")
        if not total:
            text = _("Hier stehen später Ihre {name}. Neu anlegen mit Strg+N.").format(name=plural(self._kind))
            if self._kind == "contact_note":
                text = _("Hier stehen später Ihre Kontaktvermerke. Einen schreiben mit Strg+Umschalt+V.")
        self._text.setText(text)
        self._import.setVisible(not total and is_partner(self._kind))
