"""Excel and OpenDocument tables (xlsx, xlsm, xlsb, xls, ods), read by calamine in a process of its own."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

from ..apart import answer_of
from ..errors import BadFile
from ..texts import _
from .foreign import PASSWORD
from .sheetworker import work
from .tables import Remark, Table, make_table

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 100
_SMALL_PART = 1_000_000
SECONDS = 60.0
_COMPOUND = b"\xd0\xcf\x11\xe0"
# A workbook with a password is an encrypted package inside an old compound file.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_sheets(path: Path, seconds: float = SECONDS) -> tuple[Table, ...]:
    """Return the sheets that have rows, visible ones first. Raises errors.BadFile with the sentence to show.

    A file may take `seconds` and two gigabytes at most, whatever it claims to hold.
    """
    _check_before_opening(path)
    answer = _read_apart(path, seconds)
    if trouble := answer.get("trouble"):
        raise BadFile(_sentence(path, str(trouble), str(answer.get("detail", ""))))
    tables = []
    for sheet in sorted(answer["sheets"], key=lambda sheet: bool(sheet["hidden"])):
        remarks = [
            Remark(row, _("Zelle {cell} enthält einen Fehlerwert und bleibt leer.").format(cell=cell))
            for row, cell in sheet["errors"]
        ]
        table = make_table(sheet["name"], list(enumerate(sheet["rows"], start=sheet["first_row"])), remarks)
        if table.lines or table.remarks:
            tables.append(table)
    return tuple(tables) or (Table(path.name, 0, (), [], ()),)


def _check_before_opening(path: Path) -> None:
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(_("„{file}“ ist zu groß: höchstens 50 MB. Bitte die Datei teilen.").format(file=path.name))
    raw = path.read_bytes()
    if raw.startswith(_COMPOUND) and _ENCRYPTED in raw:
        raise BadFile(_sentence(path, "PasswordError", ""))
    if not raw.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BadFile(_sentence(path, "ZipError", "")) from None
    unpacked = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > _SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if unpacked > MOST_UNPACKED or bomb or len(parts) > 10_000:
        raise BadFile(
            _("„{file}“ entpackt sich zu ungewöhnlich großen Daten und wurde nicht geöffnet.").format(file=path.name)
        )


def _read_apart(path: Path, seconds: float) -> dict[str, Any]:
    """Let a child process read the file; end it when its time is over."""
    try:
        answer: dict[str, Any] = json.loads(answer_of(work, str(path), seconds))
    except TimeoutError:
        return {"trouble": "time"}
    except EOFError:
        return {"trouble": "crash"}
    return answer


def _sentence(path: Path, trouble: str, detail: str) -> str:
    name = path.name
    if trouble == "PasswordError" or "password" in detail.lower() or "encrypt" in detail.lower():
        return _(PASSWORD).format(file=name)
    if trouble == "large":
        row = re.sub(r"\D", "", detail)
        return _(
            "Die Tabelle in „{file}“ ist zu groß: Belegte Zellen reichen bis Zeile {row}. Bitte nur die belegten "
            "Zeilen in eine neue Datei kopieren."
        ).format(file=name, row=row or "?")
    if trouble == "time":
        return _(
            "„{file}“ konnte nicht gelesen werden: Das dauert zu lange. Bitte in Excel öffnen und als neue Datei "
            "speichern."
        ).format(file=name)
    if trouble == "MemoryError":
        return _(
            "„{file}“ konnte nicht gelesen werden: Die Datei braucht zu viel Speicher. Bitte in Excel öffnen und als "
            "neue Datei speichern."
        ).format(file=name)
    if trouble == "crash":
        return _(
            "„{file}“ konnte nicht gelesen werden: Das Lesen ist unerwartet abgebrochen, vielleicht aus Mangel an "
            "Speicher. Es wurde nichts geändert. Bitte die Datei in Excel öffnen und als neue Datei speichern."
        ).format(file=name)
    return _(
        "„{file}“ ist beschädigt oder keine Tabelle, die gelesen werden kann. Bitte in Excel oder LibreOffice öffnen "
        "und neu als .xlsx speichern."
    ).format(file=name)
