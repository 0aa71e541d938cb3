"""Files that are no address list: what each of them is, and how the list in it gets into the program nevertheless."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from ..errors import BadFile
from ..texts import _, mark

KNOWN = mark("Gelesen werden Excel (.xlsx, .xls), OpenDocument (.ods), CSV, vCard (.vcf) und Kalender (.ics).")
PASSWORD = mark(
    "„{file}“ ist mit einem Kennwort geschützt. Bitte in Excel oder LibreOffice öffnen, unter einem anderen Namen ohne "
    "Kennwort speichern und jene Datei wählen."
)
_COPY = mark("Bitte öffnen, die Tabelle darin markieren, kopieren und hier im Hauptfenster mit Strg+V einfügen.")
_FROM_PDF = mark(
    "Am besten um die Excel-Datei bitten. Sonst die Tabelle in der PDF markieren, kopieren, in Excel einfügen, dort "
    "ordnen und von da kopieren: Strg+V fügt sie hier ein."
)
_FROM_PICTURE = mark("Schrift in Bildern wird nicht gelesen. Bitte um die Liste als Excel-Datei bitten.")
_FROM_ARCHIVE = mark(
    "Bitte zuerst entpacken (in Windows mit der rechten Maustaste „Alle extrahieren“) und dann die Liste wählen."
)
_FROM_NUMBERS = mark("Bitte auf dem Mac in Numbers „Ablage > Exportieren > Excel“ wählen und jene Datei nehmen.")
_FROM_ACCESS = mark("Bitte in Access die Tabelle unter „Externe Daten“ nach Excel exportieren und jene Datei wählen.")
_FROM_OUTLOOK = mark(
    "Bitte in Outlook unter „Datei > Öffnen und exportieren“ die Kontakte als CSV exportieren und jene Datei wählen."
)
_FROM_MAIL = mark(
    "Auf einen Datensatz gezogen wird sie zum Vermerk. Hängt eine Liste daran, bitte den Anhang speichern und jene "
    "Datei wählen."
)
_FROM_PAGE = mark(
    "Bitte in Excel oder LibreOffice öffnen und als .xlsx speichern, oder im Browser die Tabelle markieren, kopieren "
    "und hier im Hauptfenster mit Strg+V einfügen."
)
_FROM_LINK = mark("Bitte die Datei wählen, auf die sie zeigt.")
_FROM_LOCK = mark("Excel legt sie an, solange eine Tabelle offen ist. Bitte die Datei ohne „~$“ am Anfang wählen.")

_WORD, _SLIDES = mark("ein Word-Dokument"), mark("eine PowerPoint-Datei")
_TEXT, _PICTURE, _ARCHIVE = mark("ein Textdokument"), mark("ein Bild"), mark("ein gepacktes Archiv")
_ACCESS, _LINK, _MAIL = mark("eine Access-Datenbank"), mark("eine Verknüpfung"), mark("eine E-Mail")
# How files begin, what they are, and what to do.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", mark("eine PDF-Datei"), _FROM_PDF),
    (b"\x89PNG", _PICTURE, _FROM_PICTURE),
    (b"\xff\xd8\xff", _PICTURE, _FROM_PICTURE),
    (b"GIF8", _PICTURE, _FROM_PICTURE),
    (b"II*\0", _PICTURE, _FROM_PICTURE),
    (b"MM\0*", _PICTURE, _FROM_PICTURE),
    (b"{\\rtf", _TEXT, _COPY),
    (b"Rar!", _ARCHIVE, _FROM_ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE, _FROM_ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE, _FROM_ARCHIVE),
    (b"\0\1\0\0Standard ", _ACCESS, _FROM_ACCESS),
    (b"!BDN", mark("eine Datendatei von Outlook"), _FROM_OUTLOOK),
    (b"\x4c\0\0\0\x01\x14\x02\0", _LINK, _FROM_LINK),
    (b"[InternetShortcut]", _LINK, _FROM_LINK),
)
# Old compound files by the name of a stream inside.
_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", _WORD, _COPY),
    ("PowerPoint Document", _SLIDES, _COPY),
    ("__properties_version1.0", _MAIL, _FROM_MAIL),
)
_PACKAGES: tuple[tuple[str, str, str], ...] = (
    ("word/", _WORD, _COPY),
    ("ppt/", _SLIDES, _COPY),
    ("Index/", mark("eine Datei von Apple Numbers, Pages oder Keynote"), _FROM_NUMBERS),
    ("Index.zip", mark("eine Datei von Apple Numbers, Pages oder Keynote"), _FROM_NUMBERS),
)
_SHEETS = ("xl/", "content.xml")
_TELLING = ("mimetype", "META-INF/manifest.xml")
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}: ?[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_MAIL_FIELDS = (b"\nfrom:", b"\ndate:", b"\nsubject:")
_MOST = 60_000_000


def refuse_foreign(path: Path, head: bytes) -> None:
    """Raise errors.BadFile, with what to do, for a file that is known to be something else than a list."""
    if path.name.startswith("~$"):
        raise _told(path, mark("eine Sperrdatei von Office"), _FROM_LOCK)
    for start, what, advice in _BEGINNINGS:
        if head.startswith(start):
            raise _told(path, what, advice)
    if head.startswith(b"MZ") and b"\0" in head[:100]:
        raise _told(path, mark("ein Programm"), KNOWN)
    if head[4:8] == b"ftyp" or (head.startswith(b"BM") and b"\0" in head[:20]):
        raise _told(path, mark("ein Bild oder Film"), _FROM_PICTURE)
    if head.startswith(b"PK\x03\x04"):
        _refuse_package(path)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse_compound(path)
    elif is_page(head):
        raise _told(path, mark("eine Webseite oder XML-Datei"), _FROM_PAGE)
    elif _is_mail(head):
        raise _told(path, _MAIL, _FROM_MAIL)


def unknown(path: Path) -> BadFile:
    """Return what to say of a file nobody knows."""
    return BadFile(f"{_('„{file}“ ist keine Datei einer bekannten Art.').format(file=path.name)} {_(KNOWN)}")


def _told(path: Path, what: str, advice: str) -> BadFile:
    sentence = _("„{file}“ ist {kind}; daraus liest das Programm keine Liste.").format(file=path.name, kind=_(what))
    return BadFile(f"{sentence} {_(advice)}")


def _refuse_package(path: Path) -> None:
    if path.stat().st_size > _MOST:
        return
    try:
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
            names = archive.namelist()[:10_000]
            texts = {name: _beginning(archive, name) for name in names if name in _TELLING}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return  # the reader of sheets says what is wrong with it
    if found := next((each for each in _PACKAGES if any(name.startswith(each[0]) for name in names)), None):
        raise _told(path, found[1], found[2])
    _refuse_document(path, texts)
    if not any(name.startswith(_SHEETS) for name in names):
        raise _told(path, _ARCHIVE, _FROM_ARCHIVE)


def _refuse_document(path: Path, texts: Mapping[str, bytes]) -> None:
    """Refuse what OpenDocument calls something else than a sheet, and sheets with a password."""
    kind = texts.get("mimetype", b"")
    if b"opendocument" in kind and b"spreadsheet" not in kind:
        raise _told(path, _SLIDES if b"presentation" in kind else _TEXT, _COPY)
    if b"encryption-data" in texts.get("META-INF/manifest.xml", b""):
        raise BadFile(_(PASSWORD).format(file=path.name))


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(100_000)


def _refuse_compound(path: Path) -> None:
    if path.stat().st_size > _MOST:
        return
    raw = path.read_bytes()
    for stream, what, advice in _STREAMS:
        if stream.encode("utf-16-le") in raw:
            raise _told(path, what, advice)


def is_page(head: bytes) -> bool:
    """Whether a file begins as pages and XML do; many programs call such a table .xls."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<?xml", b"<!doctype", b"<html", b"<table"))


def _is_mail(head: bytes) -> bool:
    text = head.replace(b"\r\n", b"\n")
    found = _MAIL_HEAD.match(text)
    return found is not None and all(field in b"\n" + found[0].lower() for field in _MAIL_FIELDS)
