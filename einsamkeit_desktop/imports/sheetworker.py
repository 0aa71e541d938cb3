"""Read one spreadsheet in a process of its own, so that a hostile file can neither hang nor fill the program.

Runs in the child: only text leaves it, as JSON.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ..apart import fence_in
from ..kinds.clean import clean_text
from ..kinds.days import format_day

MOST_CELLS = 5_000_000
MOST_TEXT = 100_000_000
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/?)>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_MOST_ERRORS = 200


class TooLarge(Exception):
    """A sheet reaches farther than an address list can; carries the sheet's farthest cell."""


def work(connection: Connection, path: str) -> None:
    """Read the file and send its sheets, or the reason why not; meant as the target of a process."""
    fence_in()
    try:
        answer: dict[str, Any] = {"sheets": read_sheets(Path(path))}
    except TooLarge as far:
        answer = {"trouble": "large", "detail": str(far)}
    except Exception as trouble:  # noqa: BLE001 - whatever the file did, the parent says it in a sentence
        answer = {"trouble": type(trouble).__name__, "detail": str(trouble)[:300]}
    connection.send_bytes(json.dumps(answer).encode())
    connection.close()


def read_sheets(path: Path) -> list[dict[str, Any]]:
    """Return name, visibility, first row, rows of text and error cells of every sheet that has cells."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    raw = path.read_bytes()
    errors = _checked_cells(raw) if raw.startswith(b"PK") else {}
    sheets: list[dict[str, Any]] = []
    room = MOST_TEXT
    with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
        for position, described in enumerate(book.sheets_metadata):
            if described.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(position)
            if sheet.start is None or sheet.end is None:
                continue
            top, left = sheet.start
            if (sheet.end[0] - top + 1) * (sheet.end[1] - left + 1) > MOST_CELLS:
                raise TooLarge(f"{sheet.end[0] + 1}")
            rows = [[_text(value) for value in row] for row in sheet.to_python()]
            room -= sum(len(text) for row in rows for text in row)
            if room < 0:
                raise TooLarge("")
            _fill_merged(rows, sheet.merged_cell_ranges or [], top, left)
            number = len(sheets) + 1
            sheets.append(
                {
                    "name": clean_text(described.name) or str(number),
                    "hidden": described.visible != SheetVisibleEnum.Visible,
                    "first_row": top + 1,
                    "rows": rows,
                    "errors": errors.get(position, []),
                }
            )
    return sheets


def _text(value: object) -> str:
    """Return a cell as a person reads it; a number that was a phone or postal code has no decimals."""
    if isinstance(value, str):
        return clean_text(value, multiline=True)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e21
        return f"{value:.0f}" if whole else repr(value).replace(".", ",") if value == value else ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return format_day(value.date()) if midnight else f"{format_day(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return "" if value is None else str(value)


def _fill_merged(
    rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]], top: int, left: int
) -> None:
    """Repeat what stands in a merged cell in each of its rows: one organisation beside its three people."""
    for (first, column), (last, _last_column) in ranges[:10_000]:
        first, last, column = first - top, min(last - top, len(rows) - 1), column - left
        if first < 0 or column < 0 or first >= len(rows) or column >= len(rows[first]):
            continue
        # A cell over the whole width of a table, or a header over two lines, belongs to one line only.
        below = range(first + 1, last + 1)
        if any(any(text for at, text in enumerate(rows[line]) if at != column) for line in below):
            for line in below:
                rows[line][column] = rows[line][column] or rows[first][column]


def _checked_cells(raw: bytes) -> dict[int, list[tuple[int, str]]]:
    """Return (row, cell) of the error cells by sheet; refuse a sheet whose filled cells span too wide an area.

    calamine lays out the whole rectangle in memory, so one cell at XFD1048576 would claim 17 billion. Declared sizes
    say nothing (the file that claims 17 billion cells has 22), so the cells themselves are looked at.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        order = _sheet_files(archive)
        for name in archive.namelist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", name, re.IGNORECASE):
                continue
            position = order.get(name.rpartition("/")[2], -1)
            last_row = last_column = 0
            with archive.open(name) as stream:
                for column, row, is_error, where in _filled_cells(stream):
                    last_row, last_column = max(last_row, row), max(last_column, column)
                    if is_error and len(found.setdefault(position, [])) < _MOST_ERRORS:
                        found[position].append((row, where))
            if last_row * last_column > MOST_CELLS:
                raise TooLarge(str(last_row))
    return found


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, int]:
    """Return the position in the workbook of each sheet's file."""
    try:
        book, relations = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    files: dict[bytes, str] = {}
    for relation in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
        identity, target = re.search(rb'\bId="([^"]+)"', relation), re.search(rb'\bTarget="[^"]*?([^"/]+)"', relation)
        if identity and target:
            files[identity.group(1)] = target.group(1).decode("utf-8", "replace")
    ids = re.findall(rb'<(?:\w+:)?sheet\b[^>]*?:id="([^"]+)"', book)
    return {files[identity]: position for position, identity in enumerate(ids) if identity in files}


def _filled_cells(stream: Any) -> Iterator[tuple[int, int, bool, str]]:
    """Yield column, row, whether it is an error, and the name of each cell that is not empty."""
    rest = b""
    while block := stream.read(1 << 20):
        block = rest + block
        end = block.rfind(b">") + 1
        for cell in _CELL.finditer(block, 0, end):
            if not cell.group(2) and (reference := _REFERENCE.search(cell.group(1))):
                letters, row = reference.groups()
                column = 0
                for letter in letters:
                    column = column * 26 + letter - 64
                yield column, int(row), _ERROR.search(cell.group(1)) is not None, (letters + row).decode()
        rest = block[end:][-10_000:]
