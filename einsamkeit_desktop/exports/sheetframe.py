"""Everything of a workbook but its cells: styles, widths, print settings, tables, properties; made by openpyxl."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width
from zipfile import ZipFile

from ..queries.sheet import Sheet, SheetColumn
from ..texts import _, grouped, mark, ngettext
from .values import as_text

LIST_PART = "xl/worksheets/sheet1.xml"
CRITERIA_PART = "xl/worksheets/sheet2.xml"
ACCENT = "0B626B"
_HAIRLINE = "D5DDDE"
_PAPER_WIDTH = 190
"""Characters all columns may take together: A4 landscape is then printed at about two thirds of its size."""
_ONE_PAGE_WIDTH = 270
"""Characters up to which all columns are printed on one page; with more they would be too small to be read."""
_NARROWEST_CAP, _WIDEST_CAP = 18, 56
_DAY_WIDTH = 11.5
_LABEL_LIMIT = 250
_EMPTY_SHEET = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_SORTING = mark(
    "Wo nach Namen geordnet ist, gilt DIN 5007-2 (ä wie ae, ö wie oe, ü wie ue, ß wie ss). "
    "Excel ordnet beim Sortieren anders (ä wie a)."
)
_DATA_PROTECTION = mark(
    "Diese Liste enthält personenbezogene Daten und ist nur für den genannten Zweck bestimmt. "
    "Geben Sie sie nur weiter, wenn es dafür eine Rechtsgrundlage gibt, "
    "und löschen Sie sie, sobald der Zweck erfüllt ist."
)
_DIMENSION = re.compile(rb"<dimension[^>]*/>|<dimension[^>]*></dimension>")


@dataclass(frozen=True)
class Styles:
    """The numbers of the cell styles in the workbook."""

    header: int
    text: int
    wrapped: int
    quoted: int
    quoted_wrapped: int
    day: int
    moment: int
    number: int


@dataclass(frozen=True)
class Result:
    """What is known when the list is written: its rows, and the texts that were too long for a cell."""

    rows: int
    cut_texts: int


@dataclass(frozen=True)
class Frame:
    """The parts of a workbook whose sheets have no cells yet."""

    parts: dict[str, bytes]
    styles: Styles

    def around(self, part: str) -> tuple[bytes, bytes]:
        """Return what stands before and after the cells of a sheet."""
        before, after = _EMPTY_SHEET.split(self.parts[part])
        return _DIMENSION.sub(b"", before), after

    def others(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every part that is not a sheet."""
        return ((name, content) for name, content in self.parts.items() if name not in {LIST_PART, CRITERIA_PART})


def make_frame(sheet: Sheet, widths: Sequence[float], result: Result) -> Frame:
    """Build the workbook around the list: `widths` in characters per column."""
    from openpyxl import Workbook

    workbook = Workbook()
    rows = workbook.active
    rows.title = sheet_name(sheet.title)
    notes = workbook.create_sheet(_("Kriterien"))
    styles = _add_styles(rows)
    last_row = max(result.rows, 1) + 1
    _add_table(rows, "Liste", header_labels(sheet.columns), last_row)
    head, *lines = criteria(sheet, result)
    _add_table(notes, "Kriterien", head, len(lines) + 1)
    for worksheet, columns in ((rows, widths), (notes, (28, 90))):
        _set_widths(worksheet, columns)
        _set_print(worksheet, sheet)
    _set_pages(rows, sheet.columns, widths)
    _set_properties(workbook.properties, sheet)
    content = BytesIO()
    workbook.save(content)
    with ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part, width, last in ((LIST_PART, len(widths), last_row), (CRITERIA_PART, 2, len(lines) + 1)):
        parts[part] = _refined(parts[part], f"A1:{_letter(width)}{last}")
    return Frame(parts, styles)


def header_labels(columns: Sequence[SheetColumn]) -> list[str]:
    """Return the labels as a table needs them: in one line, none empty, none twice."""
    labels: list[str] = []
    for number, column in enumerate(columns, 1):
        label = " ".join(as_text(column.label).split())[:_LABEL_LIMIT] or _("Spalte {number}").format(number=number)
        taken = {other.casefold() for other in labels}
        unique, count = label, 2
        while unique.casefold() in taken:
            unique, count = f"{label} ({count})", count + 1
        labels.append(unique)
    return labels


def column_widths(columns: Sequence[SheetColumn], sample: Sequence[Sequence[object]]) -> list[float]:
    """Return a width in characters per column: enough for label and sample, and bounded so that all fit on paper."""
    natural = []
    for index, column in enumerate(columns):
        label = max((_length(word) for word in column.label.split()), default=0) + 4  # room for the filter button
        longest = max((_longest_line(as_text(row[index])) for row in sample), default=0)
        natural.append(max(label, longest * 1.05 + 1, _DAY_WIDTH if column.kind == "day" else 6))
    cap = _WIDEST_CAP
    while cap > _NARROWEST_CAP and sum(min(width, cap) for width in natural) > _PAPER_WIDTH:
        cap -= 1
    return [round(min(width, cap), 1) for width in natural]


def sheet_name(title: str) -> str:
    """Return the title as a name Excel takes for a sheet: at most 31 characters, no reserved ones."""
    name = " ".join(re.sub(r"[\[\]:*?/\\]", " ", as_text(title)).split()).strip("'")
    name = name.encode("utf-16-le")[:62].decode("utf-16-le", "ignore").strip(" '")
    reserved = {"history", "änderungsverlauf", _("Kriterien").casefold()}
    return _("Liste") if not name or name.casefold() in reserved else name


def criteria(sheet: Sheet, result: Result) -> list[tuple[str, str]]:
    """Return the lines of the second sheet, its header first."""
    is_told = any(line.text == sheet.sentence for line in sheet.criteria)
    lines = [
        (_("Angabe"), _("Inhalt")),
        (_("Titel"), sheet.title),
        *(() if is_told else ((_("Auswahl"), sheet.sentence),)),
        *((line.label, line.text) for line in sheet.criteria),
        (_("Stand"), as_text(sheet.today)),
        (_("Erstellt von"), sheet.author),
        (_("Dienststelle"), sheet.office),
        (_("Zweck"), sheet.purpose),
        (_("Zeilen") if sheet.left_out is None else _("Datensätze"), grouped(result.rows - sheet.repeated)),
        (_("Zeilen der Liste"), grouped(result.rows) if sheet.repeated else ""),
        (_("Ausgelassen"), _left_out(sheet.left_out)),
        (_("Gekürzte Texte"), _cut_texts(result.cut_texts)),
        (_("Sortierung"), "" if sheet.left_out is None else _(_SORTING)),
        (_("Datenschutz"), _(_DATA_PROTECTION)),
    ]
    return [line for line in lines if as_text(line[1])]


def _left_out(count: int | None) -> str:
    if not count:
        return "" if count is None else _("keine")
    return ngettext(
        "{count} Datensatz, weil er vertraulich oder gesperrt ist",
        "{count} Datensätze, weil sie vertraulich oder gesperrt sind",
        count,
    )


def _cut_texts(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} Text war länger als 32.767 Zeichen und endet mit „[gekürzt]“.",
        "{count} Texte waren länger als 32.767 Zeichen und enden mit „[gekürzt]“.",
        count,
    )


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _add_styles(worksheet: Any) -> Styles:
    """Enter the styles in the workbook and return their numbers."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    below = Border(bottom=Side("thin", _HAIRLINE))

    def number_of(**settings: object) -> int:
        cell = WriteOnlyCell(worksheet)
        for name, setting in settings.items():
            setattr(cell, name, setting)
        return int(cell.style_id)

    def text(wrap: bool, quoted: bool) -> int:
        place = Alignment(vertical="top", wrap_text=wrap)
        # „@“ keeps a postal code a text when somebody edits it; quotePrefix is the apostrophe one types before „=“
        return number_of(border=below, alignment=place, number_format="@", quotePrefix=quoted)

    return Styles(
        header=number_of(
            font=Font("Calibri", 11, bold=True, color="FFFFFF"),
            fill=PatternFill("solid", ACCENT),
            alignment=Alignment(vertical="center", wrap_text=True),
            number_format="@",
        ),
        text=text(wrap=False, quoted=False),
        wrapped=text(wrap=True, quoted=False),
        quoted=text(wrap=False, quoted=True),
        quoted_wrapped=text(wrap=True, quoted=True),
        day=number_of(border=below, alignment=Alignment("left", "top"), number_format="dd.mm.yyyy"),
        moment=number_of(border=below, alignment=Alignment("left", "top"), number_format="dd.mm.yyyy hh:mm"),
        number=number_of(border=below, alignment=Alignment("right", "top")),
    )


def _add_table(worksheet: Any, name: str, labels: Sequence[str], last_row: int) -> None:
    """Make the cells a table with a filter. A table style is left out: LibreOffice would not show it."""
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table, TableColumn

    area = f"A1:{_letter(len(labels))}{last_row}"
    columns = [TableColumn(id=number, name=label) for number, label in enumerate(labels, 1)]
    worksheet.add_table(
        Table(displayName=name, name=name, ref=area, tableColumns=columns, autoFilter=AutoFilter(ref=area))
    )


def _set_widths(worksheet: Any, widths: Sequence[float]) -> None:
    for number, width in enumerate(widths, 1):
        worksheet.column_dimensions[_letter(number)].width = width


def _set_pages(worksheet: Any, columns: Sequence[SheetColumn], widths: Sequence[float]) -> None:
    """Print very many columns on several pages side by side, each of them with what the rows are about."""
    if sum(widths) <= _ONE_PAGE_WIDTH:
        return
    names = [place for place, column in enumerate(columns) if column.is_name]
    repeated = 0.0
    if names:
        first, last = names[0], names[-1] + 1
        repeated = sum(widths[first:last])
        worksheet.print_title_cols = f"{_letter(first + 1)}:{_letter(last)}"
    worksheet.page_setup.fitToWidth = ceil((sum(widths) - repeated) / (_PAPER_WIDTH - repeated))
    worksheet.page_setup.pageOrder = "overThenDown"  # pages that belong side by side follow each other


def _set_print(worksheet: Any, sheet: Sheet) -> None:
    """A4 landscape, as wide as the page; header repeated and frozen.

    No print area: it would leave out the rows that a colleague adds below.
    """
    worksheet.freeze_panes = "A2"
    worksheet.print_title_rows = "1:1"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = worksheet.page_margins  # inches
    margins.left = margins.right = 0.6
    margins.top, margins.header = 0.95, 0.4
    margins.bottom, margins.footer = 0.75, 0.35
    title, sentence = _header_text(sheet.title, 65), _header_text(sheet.sentence, 100)
    # a size comes before a font, for digits after it would be read as part of it
    below = f"\n{sentence}" if sentence else ""
    worksheet.oddHeader.left.text = f'&12&"-,Bold"{title}&9&"-,Regular"{below}'
    office = _header_text(sheet.office, 40)
    worksheet.oddHeader.right.text = f'&9&"-,Regular"{office}' if office else None
    day = _("Stand {day} – intern – enthält personenbezogene Daten").format(day=as_text(sheet.today))
    worksheet.oddFooter.left.text = f'&9&"-,Regular"{day}'
    page = _("Seite {page} von {pages}").format(page="&P", pages="&N")
    worksheet.oddFooter.right.text = f'&9&"-,Regular"{page}'


def _header_text(text: str, limit: int) -> str:
    """Return a text for the print header: in one line, ampersands doubled, cut with … beyond the limit.

    All of a print header may take 255 UTF-16 units; one more and Excel calls the file damaged.
    """
    line = " ".join(as_text(text).split()).replace("&", "&&")
    if len(line.encode("utf-16-le")) <= 2 * limit:
        return line
    line = line.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    half = "&" if (len(line) - len(line.rstrip("&"))) % 2 else ""
    return line.removesuffix(half).rstrip() + "…"


def _set_properties(properties: Any, sheet: Sheet) -> None:
    properties.title = as_text(sheet.title)
    properties.subject = as_text(sheet.sentence)
    properties.creator = properties.lastModifiedBy = as_text(sheet.author)
    properties.description = " – ".join(as_text(text) for text in (sheet.purpose, sheet.office) if text)
    properties.language = "de-DE"
    properties.created = datetime.combine(sheet.today, time())


def _refined(part: bytes, area: str) -> bytes:
    """Say in a sheet what openpyxl has no word for.

    Excel is not to mark every postal code with „number stored as text“; and the line end in the print header is one
    for LibreOffice as well.
    """
    note = f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'.encode()
    return part.replace(b"_x000a_", b"\n").replace(b"<tableParts", note + b"<tableParts", 1)


def _longest_line(text: str) -> int:
    return max(map(_length, text.split("\n")))


def _length(line: str) -> int:
    """Return the length in widths of a digit; East Asian characters and emoji take two."""
    if line.isascii():
        return len(line)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
