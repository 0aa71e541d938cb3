"""Write a list as an Excel workbook: one real table from A1 on, and a second sheet that says what the list is.

openpyxl writes everything around the cells (sheetframe.py); the cells themselves are written here as XML, straight into
the archive. At 100,000 × 13 that takes a fraction of openpyxl's own write-only mode, in constant memory, and keeps
names out of the system's folder for temporary files, where openpyxl would leave them after a crash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from ..errors import BadTarget
from ..progress import Progress
from ..queries.sheet import Sheet
from ..texts import _
from .replacing import replacing
from .sheetframe import (
    CRITERIA_PART,
    LIST_PART,
    Frame,
    Result,
    Styles,
    column_widths,
    criteria,
    header_labels,
    make_frame,
)
from .values import FORMULA_STARTS, as_text, cut, is_number, on_this_clock

MOST_ROWS = 1_048_575
"""Rows a sheet holds below its header."""
SAMPLE = 300
"""Rows looked at for the widths of the columns."""
_CHUNK = 500
_MOST_BYTES = 1_900_000_000
_LINE_POINTS, _MOST_POINTS = 15, 409
_NUMBER_LIMIT = 10**15  # from here on a table program drops digits
_FIRST_DAY = date(1900, 3, 1)  # before it table programs disagree, for one of them knows a 29 February 1900
_DAY_ZERO = date(1899, 12, 30).toordinal()
_QUOTED_STARTS = (*FORMULA_STARTS, "'")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(sheet: Sheet, target: Path, progress: Progress | None = None) -> int:
    """Write the sheet to the target and return the number of rows.

    `str` is always text, whatever it begins with; `date`, `datetime` (to the minute) and, in columns of kind "number",
    `int` and `float` are real values; anything else is shown as text. Texts beyond 32,767 characters end in a mark and
    are counted on the second sheet. `rows` is read once. Raises errors.BadTarget if the file cannot be written,
    errors.Cancelled when stopped; in both cases the target is as it was.
    """
    progress = progress or Progress()
    with replacing(target) as stream, sheet.reading() as rows:
        sample = list(islice(rows, SAMPLE))
        widths = column_widths(sheet.columns, sample)
        frame = make_frame(sheet, widths, Result(sheet.count, 0))
        cells = Cells(frame.styles, widths, tuple(column.kind == "number" for column in sheet.columns))
        with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=5) as archive:
            labels = header_labels(sheet.columns)
            written = _write_rows(archive, frame, labels, cells, chain(sample, rows), progress, sheet.count)
            _write_rest(archive, sheet, widths, Result(written, cells.cut_texts))
    return written


def _write_rows(
    archive: ZipFile,
    frame: Frame,
    labels: Sequence[str],
    cells: Cells,
    rows: Iterable[tuple[object, ...]],
    progress: Progress,
    expected: int,
) -> int:
    """Write the part with the list and return the number of rows; the header is row 1."""
    written = size = 0
    before, after = frame.around(LIST_PART)
    with archive.open(LIST_PART, "w") as part:
        part.write(before + b"<sheetData>" + cells.header(labels).encode())
        progress.step(0, expected)
        for chunk in _chunks(rows):
            xml = "".join([cells.row(number, row) for number, row in enumerate(chunk, written + 2)])
            size += part.write(xml.encode())
            written += len(chunk)
            _refuse_too_much(written, size)
            progress.step(written, max(written, expected))
        if not written:  # a table without a row of its own would be reported as damaged
            part.write(cells.row(2, (None,) * len(labels)).encode())
        part.write(b"</sheetData>" + after)
    return written


def _write_rest(archive: ZipFile, sheet: Sheet, widths: Sequence[float], result: Result) -> None:
    """Write the sheet of criteria and all other parts, now that the number of rows is known."""
    frame = make_frame(sheet, widths, result)
    cells = Cells(frame.styles, (28, 90), (False, False))
    before, after = frame.around(CRITERIA_PART)
    head, *lines = criteria(sheet, result)
    rows = "".join(cells.row(number, line) for number, line in enumerate(lines, 2))
    archive.writestr(CRITERIA_PART, before + f"<sheetData>{cells.header(head)}{rows}</sheetData>".encode() + after)
    for name, content in frame.others():
        archive.writestr(name, content)


def _chunks(rows: Iterable[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _refuse_too_much(rows: int, size: int) -> None:
    if rows > MOST_ROWS or size > _MOST_BYTES:
        raise BadTarget(
            _(
                "Die Liste ist größer, als eine Excel-Datei sein darf. "
                "Grenzen Sie die Auswahl ein, oder speichern Sie sie als CSV-Datei."
            )
        )


@dataclass
class Cells:
    """Turn rows of values into the XML of cells.

    `widths` are the widths of the columns in characters: a longer text is wrapped. `numbers` says which columns
    hold numbers. `cut_texts` counts the texts that were too long for a cell.
    """

    styles: Styles
    widths: Sequence[float]
    numbers: Sequence[bool]
    cut_texts: int = 0
    _height: int = field(init=False, default=1)
    _columns: list[tuple[str, float, bool]] = field(init=False)

    def __post_init__(self) -> None:
        from openpyxl.utils import get_column_letter

        letters = [get_column_letter(number) for number in range(1, len(self.widths) + 1)]
        self._columns = list(zip(letters, self.widths, self.numbers, strict=True))

    def header(self, labels: Sequence[str]) -> str:
        """Return row 1."""
        cells = [
            _text_cell(f"{letter}1", self.styles.header, label)
            for (letter, *_rest), label in zip(self._columns, labels, strict=True)
        ]
        room = zip(labels, self.widths, strict=True)
        lines = max(lines_needed(label, width - 2) for label, width in room)  # the filter button takes two
        return f'<row r="1" ht="{lines * _LINE_POINTS + 4}">{"".join(cells)}</row>'

    def row(self, number: int, values: Sequence[object]) -> str:
        """Return one row below the header; `number` is its number in the sheet.

        Its height is written where it takes more than one line: Excel would find it out, LibreOffice would not.
        """
        self._height = 1
        cells = [
            self._cell(f"{letter}{number}", value, width, numeric)
            for (letter, width, numeric), value in zip(self._columns, values, strict=True)
        ]
        height = "" if self._height == 1 else f' ht="{min(self._height * _LINE_POINTS, _MOST_POINTS)}"'
        return f'<row r="{number}"{height}>{"".join(cells)}</row>'

    def _cell(self, place: str, value: object, width: float, numeric: bool) -> str:
        if isinstance(value, datetime) and value.date() >= _FIRST_DAY:
            local = on_this_clock(value)
            days = local.toordinal() - _DAY_ZERO + (local.hour * 60 + local.minute) / 1440
            return f'<c r="{place}" s="{self.styles.moment}"><v>{days!r}</v></c>'
        if isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
            return f'<c r="{place}" s="{self.styles.day}"><v>{value.toordinal() - _DAY_ZERO}</v></c>'
        if numeric and is_number(value) and abs(value) < _NUMBER_LIMIT:
            return f'<c r="{place}" s="{self.styles.number}"><v>{value!r}</v></c>'
        text = as_text(value)
        if not text:
            return f'<c r="{place}" s="{self.styles.text}"/>'
        text, was_cut = cut(text)
        self.cut_texts += was_cut
        wraps = len(text) > width - 1 or "\n" in text
        if wraps:
            self._height = max(self._height, lines_needed(text, width))
        if text.startswith(_QUOTED_STARTS):
            style = self.styles.quoted_wrapped if wraps else self.styles.quoted
        else:
            style = self.styles.wrapped if wraps else self.styles.text
        return _text_cell(place, style, text)


def _text_cell(place: str, style: int, text: str) -> str:
    # table programs decode _x0041_ in a text as „A“; the underscore itself is _x005F_
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    space = "" if text.strip() == text and "\n" not in text else ' xml:space="preserve"'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def lines_needed(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column of that many characters; more than 30 are not counted."""
    room = max(int(width * 1.08), 1)  # widths count digits; running text is a little narrower
    lines = 0
    for line in text.split("\n", 30):
        lines += 1
        used = -1
        for word in line[: 30 * room].split(" "):
            if used >= 0 and used + 1 + len(word) > room:
                lines, used = lines + 1, -1
            used += 1 + len(word)
            if used > room:  # a word longer than the column is broken
                lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return min(lines, 30)
