"""CSV of any origin: Excel, Outlook, Google, Thunderbird, hand-made. Encoding and separator are found, never asked."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from ..errors import BadFile
from ..kinds.clean import clean_text
from ..texts import _
from .tables import Remark, Table, make_table

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
MOST_CELLS = 5_000_000
_SEPARATORS = ";\t,|"
_APOSTROPHE = re.compile("'(?='*[=+\\-@\\t\\r\\n＝＋－＠])")  # noqa: RUF001 - the wide forms count as well
_SAMPLE_ROWS = 300


def likely_encoding(raw: bytes) -> str:
    """Return how a file is written: by its byte order mark, else UTF-8, UTF-16, cp1252 or (DOS) cp850."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = raw[:4000]
    if len(head) > 3 and head.count(0) * 3 > len(head):
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        # 0x81 is nothing in cp1252 and ü in the code page of old DOS programs.
        return "cp850" if b"\x81" in raw else "cp1252"
    return "utf-8"


def decode(raw: bytes, encoding: str = "") -> str:
    """Return the text of a file, in the likely encoding unless another one is named."""
    encoding = encoding or likely_encoding(raw)
    return raw.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")


def read_csv(path: Path, encoding: str = "", separator: str = "") -> Table:
    """Return the table of a CSV file; "" means found out. Raises errors.BadFile."""
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(_("„{file}“ ist zu groß: höchstens 50 MB. Bitte die Datei teilen.").format(file=path.name))
    raw = path.read_bytes()
    encoding = encoding or likely_encoding(raw)
    table = table_of(path.name, decode(raw, encoding), separator)
    return replace(table, encoding=encoding.removesuffix("-sig"))


def table_of(name: str, text: str, separator: str = "") -> Table:
    """Return the table that a CSV text holds. Raises errors.BadFile when it is too large for an address list."""
    text = text.replace("\0", "")
    first, _newline, rest = text.partition("\n")
    shift, wanted = 0, separator
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        shift, separator, text = 1, first.strip()[4], rest
    separator = wanted or separator or _likely_separator(text)
    grid, remarks = _parsed(text, separator)
    cells = 0
    lines: list[tuple[int, list[str]]] = []
    for number, row in enumerate(grid, start=1 + shift):
        if not any(row):
            continue
        cells += len(row)
        if len(lines) >= MOST_ROWS or cells > MOST_CELLS:
            raise BadFile(
                _("„{file}“ hat zu viele Zeilen für eine Adressliste. Bitte die Datei teilen.").format(file=name)
            )
        lines.append((number, [clean_text(_meant(cell), multiline=True) for cell in row]))
    return replace(make_table(name, lines, remarks), separator=separator)


def _meant(cell: str) -> str:
    """Return a cell without the apostrophe that keeps table programs from taking it for a formula ('+49 231 …)."""
    return cell[1:] if _APOSTROPHE.match(cell) else cell


def _parsed(text: str, separator: str) -> tuple[list[list[str]], list[Remark]]:
    """Return the rows; one quotation mark that is never closed must not swallow the rows after it."""
    csv.field_size_limit(MOST_BYTES)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if not _has_swallowed(rows, separator) or _is_well_quoted(text, separator):
        return rows, []
    plain = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE))
    remark = _("Ein Anführungszeichen wird nicht geschlossen; die Datei wurde ohne Anführungszeichen gelesen.")
    return [[cell.strip('"') for cell in row] for row in plain], [Remark(0, remark)]


def _is_well_quoted(text: str, separator: str) -> bool:
    """Whether every quotation mark is where it belongs: then a cell that looks like rows is a text of many lines."""
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _has_swallowed(rows: list[list[str]], separator: str) -> bool:
    """Whether a cell holds whole rows: lines of which most have as many separators as the rows of the file."""
    widths = Counter(len(row) for row in rows if any(row))
    columns = max(widths, key=lambda width: (widths[width], width), default=0)
    for row in rows if columns > 1 else ():
        for cell in row:
            if "\n" in cell:
                inner = [line for line in cell.splitlines()[1:] if line.strip()]
                if sum(line.count(separator) == columns - 1 for line in inner) * 2 > len(inner):
                    return True
    return False


def _likely_separator(text: str) -> str:
    """Return the separator that cuts most rows into the same number of columns, more than one."""
    sample = text[:400_000]
    best, best_score = ";", (0.0, 0)
    for separator in _SEPARATORS:
        if separator not in sample:
            continue
        counts: Counter[int] = Counter()
        for position, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)):
            if position >= _SAMPLE_ROWS:
                break
            if any(row):
                counts[len(row)] += 1
        columns, rows = max(counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        score = (rows / max(counts.total(), 1) if columns > 1 else 0.0, columns)
        if score > best_score:
            best, best_score = separator, score
    return best
