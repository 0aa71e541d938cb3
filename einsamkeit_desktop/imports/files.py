"""Read any file an address list comes in: the reader is chosen by what the file holds, not by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..errors import BadFile
from ..store.files import reason_of
from ..texts import _
from .csvfile import MOST_BYTES, decode, read_csv
from .foreign import is_page, refuse_foreign, unknown
from .pasted import holds_cards, rows_of_page
from .sheets import read_sheets
from .tables import Table, make_table
from .vcard import read_vcards

# For the dialog that chooses a file.
PATTERNS = ("*.xlsx", "*.xlsm", "*.xlsb", "*.xls", "*.ods", "*.csv", "*.txt", "*.tsv", "*.vcf", "*.vcard")

_COMPOUND = b"\xd0\xcf\x11\xe0"
# Old Excel files may begin with a bare record instead of a compound file.
_BARE_XLS = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x08\x06\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")


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
        raise BadFile(
            _(
                "„{file}“ ist leer. Bitte dort, wo sie herkommt, öffnen und neu speichern; aus einer Cloud zuerst ganz "
                "herunterladen."
            ).format(file=path.name)
        )
    if is_page(head) and any(rows := [row for row in rows_of_page(_whole_text(path)) if any(row)]):
        return (make_table(path.name, list(enumerate(rows, start=1))),)
    refuse_foreign(path, head)
    if head.startswith((b"PK\x03\x04", _COMPOUND, *_BARE_XLS)):
        return read_sheets(path)
    if holds_cards(decode(head)):
        return (read_vcards(path),)
    if _is_binary(head):
        raise unknown(path)
    return (read_csv(path, encoding, separator),)


def _whole_text(path: Path) -> str:
    return decode(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else ""


def _is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: control characters beyond those of texts, UTF-16 aside."""
    text = decode(head)
    strange = sum(char < " " and char not in "\t\r\n\f\v\x1a" for char in text)
    return strange * 20 > len(text)
