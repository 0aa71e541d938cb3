"""Everything the window can be asked to do, by name and by key: the search field lists it, the keys call it."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from ..kinds.registry import KINDS
from ..texts import _
from .board_page import show_board
from .crisis_window import open_crisis
from .paper_menu import print_shown
from .places import bottom, sections
from .suggest import Command
from .workbench import Workbench


class Window(Protocol):
    """What the commands ask of the window."""

    workbench: Workbench
    taking_in: Any
    lock_wanted: Any
    pages: Any

    def write_note(self) -> None: ...
    def show_new_menu(self) -> None: ...
    def export_list(self) -> None: ...
    def print_briefing(self) -> None: ...
    def new_record(self, kind: str) -> None: ...
    def go_to(self, key: str) -> None: ...


CREATABLE = (
    "organisation", "person", "case", "citizen_case", "reminder", "offer", "event", "practice", "exchange",
    "municipality", "body", "council_paper", "mandate",
)  # fmt: skip


def commands(window: Window) -> list[Command]:
    """Return the commands of a window, the daily ones first."""
    bench = window.workbench
    daily = [
        Command("note", _("Vermerk schreiben"), window.write_note, "notebook-pen", _("Strg+Umschalt+V")),
        Command("new", _("Neuer Datensatz"), window.show_new_menu, "plus", _("Strg+N")),
        Command("undo", _("Rückgängig"), bench.undo, "undo-2", _("Strg+Z")),
        Command("redo", _("Wiederholen"), bench.redo, "redo-2", _("Strg+Umschalt+Z")),
        Command("import", _("Partnerliste importieren"), window.taking_in.ask, "import", _("Strg+I")),
        Command("import-calendar", _("Kalender importieren (.ics)"), window.taking_in.ask, "calendar-days"),
        Command("paste", _("Kopierte Tabelle importieren"), window.taking_in.paste, "import", _("Strg+V")),
        Command("export", _("Liste als Excel, CSV oder PDF"), window.export_list, "table-2", _("Strg+E")),
        Command("briefing", _("Briefing drucken"), window.print_briefing, "file-text", _("Strg+P")),
        Command("papers", _("Drucken: Stammblatt, Akte …"), partial(print_shown, window, bench), "printer"),
        Command("crisis", _("Krisenblatt"), partial(open_crisis, bench, window), "phone"),
        Command("board", _("Vorgänge als Tafel"), partial(show_board, window), "columns-3"),
        Command("lock", _("Sperren"), window.lock_wanted.emit, "lock", _("Strg+L")),
    ]
    new = [
        Command(
            f"new-{code}",
            _("{kind} anlegen").format(kind=_(KINDS[code].label)),
            partial(window.new_record, code),
            "plus",
        )
        for code in CREATABLE
    ]
    places = [place for section in sections() for place in section.places] + list(bottom())
    going = [
        Command(
            f"go-{place.key}",
            _("Gehe zu: {place}").format(place=place.label),
            partial(window.go_to, place.key),
            place.icon,
        )
        for place in places
    ]
    return [*daily, *new, *going]


def key_sequence(shortcut: str) -> str:
    """Return a German shortcut as Qt reads it."""
    return shortcut.replace("Strg", "Ctrl").replace("Umschalt", "Shift")
