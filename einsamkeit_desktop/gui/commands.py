"""Everything the window can be asked to do, by name and by key: the search field lists it, the keys call it.

What only one command needs is imported when that is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from ..kinds.registry import KINDS
from ..texts import _, mark
from .doors import Doors
from .places import bottom, sections
from .shown_out import export_shown, hand_out_shown, print_badges, print_briefing, print_labels, print_shown_list
from .workbench import Workbench


@dataclass(frozen=True)
class Command:
    """Something to do, findable by its name and by other words for it; `shortcut` is shown at the right in German."""

    key: str
    title: str
    run: Callable[[], object]
    icon: str = "chevron-right"
    shortcut: str = ""
    words: str = ""


class Window(Protocol):
    """What the commands ask of the window."""

    workbench: Workbench
    doors: Doors
    lock_wanted: Any
    pages: Any

    def write_note(self) -> None: ...
    def show_new_menu(self) -> None: ...
    def new_record(self, kind: str) -> None: ...
    def go_to(self, key: str) -> None: ...


CREATABLE = (
    "organisation", "person", "case", "citizen_case", "reminder", "offer", "event", "practice", "exchange",
    "municipality", "body", "council_paper", "mandate",
)  # fmt: skip


def commands(window: Window) -> list[Command]:
    """Return the commands of a window, the daily ones first."""
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
    found = [*_daily(window), *_handing_out(window), *_making(window), *going]
    return [replace(c, words=_(_WORDS[c.key])) if c.key in _WORDS else c for c in found]


def _daily(window: Window) -> list[Command]:
    bench = window.workbench
    return [
        Command("note", _("Vermerk schreiben"), window.write_note, "notebook-pen", _("Strg+Umschalt+V")),
        Command("new", _("Neuer Datensatz"), window.show_new_menu, "plus", _("Strg+N")),
        Command("undo", _("Rückgängig"), bench.undo, "undo-2", _("Strg+Z")),
        Command("redo", _("Wiederholen"), bench.redo, "redo-2", _("Strg+Umschalt+Z")),
        Command("import", _("Liste importieren"), lambda: window.doors.files.ask(), "import", _("Strg+I")),
        Command("import-calendar", _("Kalender importieren (.ics)"), lambda: window.doors.files.ask(), "calendar-days"),
        Command("paste", _("Kopierte Tabelle importieren"), lambda: window.doors.files.paste(), "import", _("Strg+V")),
        Command(
            "export", _("Liste weitergeben: Excel, CSV, PDF …"), partial(export_shown, window), "table-2", _("Strg+E")
        ),
        Command("briefing", _("Briefing drucken"), partial(print_briefing, window), "file-text", _("Strg+P")),
        Command("papers", _("Drucken: Stammblatt, Akte …"), partial(_print_shown, window), "printer"),
        Command("crisis", _("Krisenblatt"), partial(_open_crisis, window), "phone"),
        Command("board", _("Vorgänge als Tafel"), partial(_show_board, window), "columns-3"),
        Command("lock", _("Sperren"), window.lock_wanted.emit, "lock", _("Strg+L")),
    ]


def _print_shown(window: Any) -> None:
    from .paper_menu import print_shown

    print_shown(window, window.workbench)


def _open_crisis(window: Any) -> None:
    from .crisis_window import open_crisis

    open_crisis(window.workbench, window)


def _show_board(window: Any) -> None:
    from .board_page import show_board

    show_board(window)


def _handing_out(window: Window) -> list[Command]:
    """Return what can be done with the list in front."""
    return [
        Command("print-list", _("Liste drucken"), partial(print_shown_list, window), "printer"),
        Command("labels", _("Adressetiketten drucken"), partial(print_labels, window), "printer"),
        Command("badges", _("Namensschilder drucken"), partial(print_badges, window), "printer"),
        Command("mails", _("E-Mail-Adressen als BCC kopieren"), partial(hand_out_shown, window, "bcc"), "copy"),
        Command("cards", _("Adresskarten speichern (vCard)"), partial(hand_out_shown, window, "vcf"), "file-down"),
    ]


def _making(window: Window) -> list[Command]:
    return [
        Command(
            f"new-{code}",
            _("{kind} anlegen").format(kind=_(KINDS[code].label)),
            partial(window.new_record, code),
            "plus",
        )
        for code in CREATABLE
    ]


_WORDS = {
    "note": mark("telefonat gespräch besuch notiz protokoll kontaktvermerk"),
    "new": mark("anlegen hinzufügen erstellen"),
    "undo": mark("zurücknehmen undo"),
    "redo": mark("redo"),
    "import": mark("einlesen übernehmen partnerliste excel csv vcf vcard kontakte outlook"),
    "import-calendar": mark("termine einlesen outlook"),
    "paste": mark("einfügen zwischenablage excel"),
    "export": mark("exportieren ausgeben speichern tabelle xlsx vcf vcard ics bcc e-mail verteiler partnerliste"),
    "briefing": mark("mappe unterlagen termin vorbereiten pdf"),
    "papers": mark(
        "papiere pdf ausdrucken vorgangsbericht praxisprofil niederschrift protokoll teilnehmendenliste namensschilder"
    ),
    "crisis": mark("notfall telefonnummern drucken pdf"),
    "lock": mark("abmelden passphrase"),
    "print-list": mark("ausdrucken pdf partnerliste"),
    "labels": mark("etiketten aufkleber anschriften umschläge serienbrief pdf"),
    "badges": mark("schilder veranstaltung pdf"),
    "mails": mark("mails verteiler rundmail einladung zwischenablage exportieren"),
    "cards": mark("vcf visitenkarten adressbuch outlook telefon exportieren"),
    "go-exports": mark("protokoll verzeichnis weitergegeben datenschutz"),
    "go-settings": mark("optionen schrift dunkel passphrase sicherung backup tasten"),
    "go-trash": mark("gelöscht wiederherstellen"),
    "go-steps": mark("rückgängig verlauf"),
}
"""Other words a command is looked for by; its key leads to them."""


def key_sequence(shortcut: str) -> str:
    """Return a German shortcut as Qt reads it."""
    return shortcut.replace("Strg", "Ctrl").replace("Umschalt", "Shift")
