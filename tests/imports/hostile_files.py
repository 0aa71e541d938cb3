"""Files that hold hostile texts, each in a row, card or entry of its own, in every form that can be taken in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml_escape

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from einsamkeit_desktop.imports.csvfile import decode, table_of
from einsamkeit_desktop.imports.files import read
from einsamkeit_desktop.imports.pasted import read_pasted
from einsamkeit_desktop.imports.tables import Table
from einsamkeit_desktop.imports.vcard import table_of as cards_of

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def sayable(text: str) -> str:
    """Return a text without what XML and UTF-8 cannot hold: no program can have written that into such a file."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text).replace("\ufffe", "").replace("\uffff", "").replace("\r", "\n")
    return plain.encode("utf-8", "ignore").decode("utf-8")


def kept_apostrophe(text: str) -> str:
    """Return a text as our own lists write it: an apostrophe before a formula is doubled, since one means "text"."""
    return f"'{text}" if re.match("'+[=+@\t\r\n\\-＝＋－＠]", text) else text  # noqa: RUF001


def as_csv(texts: Sequence[str], folder: Path) -> tuple[Table, ...]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    rows = ((f"Nr. {at}", kept_apostrophe(text)) for at, text in enumerate(texts))
    writer.writerows([("Organisation", "Bemerkung"), *rows])
    return (table_of("x.csv", decode(out.getvalue().encode("utf-8-sig", "ignore"))),)


def as_xlsx(texts: Sequence[str], folder: Path) -> tuple[Table, ...]:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    sheet.append(["Organisation", "Bemerkung"])
    for at, text in enumerate(texts):
        escaped = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", sayable(text))
        cell = openpyxl.cell.WriteOnlyCell(sheet, value=escaped[:32_767])  # longer ones Excel does not keep
        cell.data_type = "s"
        sheet.append([f"Nr. {at}", cell])
    book.save(folder / "x.xlsx")
    return read(folder / "x.xlsx")


def as_ods(texts: Sequence[str], folder: Path) -> tuple[Table, ...]:
    rows = "".join(
        f"<table:table-row>{_ods_cell(name)}{_ods_cell(text)}</table:table-row>"
        for name, text in [("Organisation", "Bemerkung"), *((f"Nr. {at}", text) for at, text in enumerate(texts))]
    )
    body = f'<table:table table:name="Liste">{rows}</table:table>'
    with zipfile.ZipFile(folder / "x.ods", "w") as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        manifest = f'<file-entry full-path="/" media-type="{_ODS}"/>'
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest>',
        )
    return read(folder / "x.ods")


def _ods_cell(text: str) -> str:
    lines = "".join(f"<text:p>{xml_escape(line)}</text:p>" for line in sayable(text).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def as_vcf(texts: Sequence[str], folder: Path) -> tuple[Table, ...]:
    cards = []
    for at, text in enumerate(texts):
        plain = sayable(text).replace("\\", "\\\\").replace("\n", "\\n")
        note = plain.replace(";", "\\;").replace(",", "\\,")
        cards.append(f"BEGIN:VCARD\r\nVERSION:3.0\r\nORG:Nr. {at}\r\nFN:Nr. {at}\r\nNOTE:{note}\r\nEND:VCARD\r\n")
    return (cards_of("x.vcf", "".join(cards).encode("utf-8", "replace")),)


def as_pasted_text(texts: Sequence[str], folder: Path) -> tuple[Table, ...]:
    quoted = (kept_apostrophe(text).replace('"', '""') for text in texts)
    return read_pasted("\n".join(["Organisation\tBemerkung", *(f'Nr. {at}\t"{q}"' for at, q in enumerate(quoted))]))


def as_pasted_page(texts: Sequence[str], folder: Path) -> tuple[Table, ...]:
    rows = "".join(
        f"<tr><td>Nr. {at}</td><td>{escape(text).replace(chr(10), '<br>')}</td></tr>" for at, text in enumerate(texts)
    )
    return read_pasted("", f"<table><tr><th>Organisation</th><th>Bemerkung</th></tr>{rows}</table>")


FORMS: dict[str, Callable[[Sequence[str], Path], tuple[Table, ...]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "ods": as_ods,
    "vcf": as_vcf,
    "text": as_pasted_text,
    "page": as_pasted_page,
}
