"""The command line's grammar and its German help. Names of commands and options are stable: people script them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from .. import __version__
from ..texts import _, mark

SIZES = ("klein", "15-monate", "10-jahre", "stress")
PROGRAM = "einsamkeit-desktop"

# What argparse says in English, and how it is said here.
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", mark("Es fehlt: {0}.")),
    (r"unrecognized arguments: (.*)", mark("Diese Angaben kennt der Befehl nicht: {0}.")),
    (r"argument BEFEHL: invalid choice: '(.*?)' .*", mark("Den Befehl „{0}“ gibt es nicht.")),
    (r"argument (.*?): expected .*", mark("Hinter {0} fehlt eine Angabe.")),
    (r"argument (.*?): ignored explicit argument '(.*)'", mark("{0} nimmt keine Angabe: „{1}“.")),
    (r"argument (.*?): not allowed with argument (.*)", mark("{0} und {1} schließen sich aus.")),
    (r"argument (.*?): (.*)", "{0}: {1}"),
)


class Parser(argparse.ArgumentParser):
    """argparse in German: own headings, own help option, its complaints translated.

    `describe` adds the arguments once the parser is used: who starts the window needs those of no command.
    """

    def __init__(self, describe: Callable[[Parser], None] | None = None, **named: Any) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Help,
            **named,
        )
        self.given = self.add_argument_group(_("Angaben"))
        self.options = self.add_argument_group(_("Optionen"))
        self.options.add_argument("-h", "--help", action="help", help=_("diese Hilfe zeigen"))
        self._describe = describe

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Describe the arguments, then read them."""
        describe, self._describe = self._describe, None
        if describe is not None:
            describe(self)
        return super().parse_known_args(*given, **named)

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2, the call's form and a German sentence."""
        self.print_usage(_Stderr())
        self.exit(2, f"{in_german(message)}\n")


class _Stderr:
    """Writes to whatever stderr is at the moment; a program without a console has none."""

    def write(self, text: str) -> None:
        import sys

        if sys.stderr is not None:
            sys.stderr.write(text)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with a German word before the usage."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, _("Aufruf: ") if prefix is None else prefix)


def in_german(message: str) -> str:
    """Return one of argparse's complaints as a German sentence; an unknown one as it is."""
    for pattern, sentence in _COMPLAINTS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return (_(sentence) if sentence[0] != "{" else sentence).format(*found.groups())
    return message


def make_parser() -> Parser:
    """Return the parser of the whole command line; the chosen command is in `command`, None starts the program."""
    parser = Parser(
        prog=PROGRAM,
        description=_("Gem-Einsamkeit: Kontakte, Vermerke und Vorgänge einer kommunalen Koordinierungsstelle.")
        + "\n"
        + _("Ohne Befehl startet das Programm mit seinem Fenster."),
        epilog=_("Mehr zu einem Befehl: {program} BEFEHL --help").format(program=PROGRAM),
    )
    parser.options.add_argument("--version", action="version", version=__version__, help=_("die Version zeigen"))
    start = parser.options.add_mutually_exclusive_group()
    start.add_argument(
        "--store", dest="start_store", type=Path, metavar="DIR", help=_("das Programm mit diesem Bestand starten")
    )
    start.add_argument(
        "--demo", dest="start_demo", action="store_true", help=_("das Programm mit frischen Beispieldaten starten")
    )
    commands = parser.add_subparsers(title=_("Befehle"), dest="command", metavar="BEFEHL", parser_class=Parser)
    for name, summary, describe, more in _commands():
        description = f"{summary[0].upper()}{summary[1:]}."
        described = f"{description}\n{more}".rstrip()
        commands.add_parser(name, help=summary, description=described, describe=describe)
    return parser


def _commands() -> Iterable[tuple[str, str, Callable[[Parser], None] | None, str]]:
    """Yield each command: its name, what it does, what adds its arguments, and what else its help says."""
    yield "demo", _("legt einen Bestand mit erfundenen Daten an"), _demo, ""
    undone = _("Jede Datei ist ein eigener Schritt und lässt sich im Programm zurücknehmen.")
    yield "import", _("liest Listen ein: Partner, Angebote, Vorgänge, Vorlagen, Vermerke und mehr"), _import, undone
    stays = _(
        "Vertrauliche und gesperrte Einträge bleiben draußen und werden gezählt; der Export wird im Bestand vermerkt."
    )
    yield "export", _("schreibt eine Liste als .xlsx, .csv, .pdf, .vcf oder .ics"), _export, stays
    stays = _("Vertrauliche Vermerke und gesperrte Einträge bleiben draußen; der Export wird im Bestand vermerkt.")
    yield "brief", _("schreibt ein Briefing als PDF"), _brief, stays
    yield "find", _("sucht in Namen und Texten, „mueller“ findet Müller"), _find, ""
    yield "check", _("prüft, ob der Bestand unversehrt ist"), _plain, ""
    yield "backup", _("legt eine geprüfte Sicherung im Bestand an"), _plain, ""
    yield "info", _("zeigt Anzahlen, Schemaversion, Größe und letzte Sicherung"), _plain, ""
    beside = _("Liegt dort schon ein Bestand, bleibt er daneben unter neuem Namen erhalten.")
    yield "restore", _("stellt eine Sicherung wieder her"), _restore, beside
    yield "self-test", _("prüft, ob das Programm auf diesem Rechner alles kann"), None, ""


def _add_store(parser: Parser) -> None:
    parser.options.add_argument(
        "--store", type=Path, required=True, metavar="DIR", help=_("der Ordner des Bestands (nötig)")
    )
    _add_passphrase(parser, _("Datei, deren erste Zeile die Passphrase ist; ohne sie wird gefragt"))


def _add_passphrase(parser: Parser, text: str) -> None:
    parser.options.add_argument("--passphrase-file", type=Path, metavar="FILE", help=text)


def _add_json(parser: Parser, text: str) -> None:
    parser.options.add_argument("--json", action="store_true", help=text)


def _demo(parser: Parser) -> None:
    parser.given.add_argument("dir", type=Path, metavar="DIR", help=_("ein leerer oder neuer Ordner"))
    parser.options.add_argument(
        "--size",
        type=_size,
        default="15-monate",
        metavar="SIZE",
        help=_("wie groß: {sizes}").format(sizes="|".join(SIZES)),
    )
    parser.options.add_argument(
        "--today", type=_day, metavar="DAY", help=_("der Tag, an dem die Daten enden: 2026-11-22; sonst heute")
    )
    parser.options.add_argument(
        "--seed", type=_number, default=1, metavar="N", help=_("gleiche Zahl, gleiche Daten; sonst 1")
    )
    _add_passphrase(parser, _("verschlüsselt mit der ersten Zeile dieser Datei; ohne sie gibt es keine Passphrase"))


def _import(parser: Parser) -> None:
    parser.given.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=_("Excel, OpenDocument, CSV, vCard oder Kalender (.ics)")
    )
    _add_store(parser)
    parser.options.add_argument("--dry-run", action="store_true", help=_("nur zeigen, was geschähe"))
    _add_json(parser, _("je Datei ein JSON-Objekt in einer Zeile"))


def _export(parser: Parser) -> None:
    from ..kinds.registry import KINDS

    kinds = ", ".join(f"{code} ({_(kind.plural)})" for code, kind in KINDS.items())
    parser.given.add_argument("kind", type=_kind, metavar="KIND", help=kinds)
    parser.given.add_argument(
        "target",
        type=Path,
        metavar="TARGET",
        help=_("die Datei; .vcf nur für person und organisation, .ics für Termine und Fristen"),
    )
    _add_store(parser)
    parser.options.add_argument(
        "--where",
        type=_where,
        nargs="+",
        action="extend",
        default=[],
        metavar="FIELD=VALUE",
        help=_("nur passende: organisation_type=verein, 'Stufe=Im Gespräch', last_contact=überfällig, topics= (leer)"),
    )
    parser.options.add_argument(
        "--all-fields",
        action="store_true",
        help=_(
            "alle Felder statt der üblichen Spalten, in .ics auch die Texte; Partner lassen sich so wieder einlesen"
        ),
    )
    parser.options.add_argument(
        "--function-rows", action="store_true", help=_("eine Zeile je Funktion statt einer je Person")
    )
    parser.options.add_argument(
        "--purpose", default="", metavar="TEXT", help=_("der Zweck; steht in der Datei und im Verzeichnis der Exporte")
    )
    parser.options.add_argument(
        "--with-confidential", action="store_true", help=_("auch Vertrauliches; Gesperrtes bleibt immer draußen")
    )


def _brief(parser: Parser) -> None:
    parser.given.add_argument("target", type=Path, metavar="TARGET", help=_("die Datei, mit der Endung .pdf"))
    parser.given.add_argument(
        "names",
        nargs="+",
        metavar="NAME-OR-UID",
        help=_("Organisationen, Personen oder andere, beim Namen oder mit UID"),
    )
    _add_store(parser)


def _find(parser: Parser) -> None:
    parser.given.add_argument(
        "words", nargs="+", metavar="WORDS", help=_("Wörter oder ihre Anfänge; alle müssen vorkommen")
    )
    _add_store(parser)
    _add_json(parser, _("eine JSON-Liste"))


def _plain(parser: Parser) -> None:
    _add_store(parser)
    _add_json(parser, _("ein JSON-Objekt"))


def _restore(parser: Parser) -> None:
    parser.given.add_argument("backup", type=Path, metavar="BACKUP", help=_("der Ordner der Sicherung"))
    parser.options.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help=_("der Ordner des Bestands (nötig)")
    )
    _add_passphrase(parser, _("Datei, deren erste Zeile die Passphrase ist; ohne sie wird gefragt"))


def _size(text: str) -> str:
    if text not in SIZES:
        raise argparse.ArgumentTypeError(
            _("„{text}“ gibt es nicht, nur {sizes}.").format(text=text, sizes=", ".join(SIZES))
        )
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("„{text}“ ist kein Tag. Gut ist 2026-11-22.").format(text=text)) from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("„{text}“ ist keine ganze Zahl.").format(text=text)) from None


def _kind(text: str) -> str:
    from ..kinds.registry import KINDS

    wanted = text.strip().casefold()
    for code, kind in KINDS.items():
        if wanted in {code, _(kind.plural).casefold(), _(kind.label).casefold()}:
            return code
    known = ", ".join(f"{code} ({_(kind.plural)})" for code, kind in KINDS.items())
    raise argparse.ArgumentTypeError(_("„{text}“ gibt es nicht. Es gibt: {known}.").format(text=text, known=known))


def _where(text: str) -> str:
    if not text.partition("=")[1]:
        raise argparse.ArgumentTypeError(_("„{text}“ hat nicht die Form FIELD=VALUE.").format(text=text))
    return text
