"""Read any file an address list comes in: the reader is chosen by what the file holds, not by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..errors import BadFile
from ..store.files import reason_of
from ..texts import _
from .csvfile import decode, read_csv
from .sheets import read_sheets
from .tables import Table
from .vcard import read_vcards

# For the dialog that chooses a file.
PATTERNS = ("*.xlsx", "*.xlsm", "*.xlsb", "*.xls", "*.ods", "*.csv", "*.txt", "*.tsv", "*.vcf", "*.vcard")

_COMPOUND = b"\xd0\xcf\x11\xe0"
# Old Excel files may begin with a bare record instead of a compound file.
_BARE_XLS = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x08\x06\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_OTHER = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"MZ": "EXE",
    b"!BDN": "Outlook-PST",
}


def read(path: Path, encoding: str = "", separator: str = "") -> tuple[Table, ...]:
    """Return the tables of a file, one per sheet; one for CSV and vCard.

    `encoding` and `separator` are for CSV; "" means found out. Raises errors.BadFile with the sentence.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(8192)
        return tuple(replace(table, file=path.name) for table in _read(path, head, encoding, separator))
    except OSError as error:
        raise BadFile(
            _("„{file}“ lässt sich nicht öffnen: {reason}.").format(file=path.name, reason=reason_of(error))
        ) from error


def _read(path: Path, head: bytes, encoding: str, separator: str) -> tuple[Table, ...]:
    if not head.strip(b"\0 \r\n\t"):
        raise BadFile(_("„{file}“ ist leer.").format(file=path.name))
    if head.startswith((b"PK\x03\x04", _COMPOUND, *_BARE_XLS)):
        return read_sheets(path)
    if kind := next((name for start, name in _OTHER.items() if head.startswith(start)), None):
        raise _unknown(path, kind)
    if "BEGIN:VCARD" in decode(head).upper():
        return (read_vcards(path),)
    if _is_markup(head):
        raise _unknown(path, "HTML/XML")
    if _is_binary(head):
        raise _unknown(path, "")
    return (read_csv(path, encoding, separator),)


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<?xml", b"<!doctype", b"<html", b"<table"))


def _is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: control characters beyond those of texts, UTF-16 aside."""
    text = decode(head)
    strange = sum(char < " " and char not in "\t\r\n\f\v\x1a" for char in text)
    return strange * 20 > len(text)


def _unknown(path: Path, kind: str) -> BadFile:
    known = _("Gelesen werden Excel (.xlsx, .xls), OpenDocument (.ods), CSV, vCard (.vcf) und Kalender (.ics).")
    if kind == "HTML/XML":
        known = _("Bitte in Excel oder LibreOffice öffnen und als .xlsx speichern.")
    what = (
        _("„{file}“ ist eine Datei der Art {kind} und keine Adressliste.").format(file=path.name, kind=kind)
        if kind
        else _("„{file}“ ist keine Datei einer bekannten Art.").format(file=path.name)
    )
    return BadFile(f"{what} {known}")
