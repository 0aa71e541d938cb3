"""A list on paper: A4 landscape, exactly the columns and rows of the screen, the head on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ...kinds.days import format_day, format_day_long
from ...progress import Progress
from ...queries.briefing import Line
from ...queries.sheet import Sheet, SheetColumn
from ...texts import _, grouped, ngettext
from ..values import as_text, is_number
from . import house
from .blocks import PageBreak, Placing, Text
from .briefing import confidentiality
from .build import Paper, build, collector_at_rest
from .flow import Area, Composed, Page, composed
from .lines import Run, Type
from .nodes import Description, Node
from .story import Story, shortened
from .tables import Grid, Row, Table, column_widths
from .words import Printable, Wording

CELL_LIMIT = 1000
"""Characters of a cell that are printed; a longer one says that it was cut."""

# a cell that holds telephone numbers only, a number amid other words, and the blanks inside a number
_PHONES = re.compile(r"[+(]?[0-9][0-9 ()/+,.–-]*")
_PHONE = re.compile(r"(?<![\w.,:+/–-])(?:[+(]+[0-9]|0)[0-9()+/ –-]{3,48}(?![\w])")
_IN_PHONE = re.compile(r"(?<=[0-9)/–-]) (?=[0-9(/–-])")
# after a slash another number begins: seven digits in front of it, an area code behind it
_NEXT_PHONE = re.compile(r"(?:[0-9][^0-9,]*){7}/\u00a0(?=\+|\(?0[0-9]{2,}\b[\u00a0)/-]*[0-9])")
# what is read digit by digit, without a blank at which a line may end: telephone numbers, days and hours, postal codes
_FIRM = re.compile(r"[0-9+(][0-9()/+.:\u00a0–-]{2,28}[0-9](?:,\u00a0[0-9]{2}:[0-9]{2})?")
_GAP = 9.0
_LITTLE_MORE = 1.3
_SAMPLE = 400
_COMPANY = 2  # rows that go to the last page with what is told of the list
_RIGHT = Placing(align="right")
_LEFT = Placing()


def list_pdf(sheet: Sheet, progress: Progress) -> bytes:
    """Return the list as an accessible PDF; the same sheet gives the same bytes. Raises errors.Cancelled.

    Time and memory grow in proportion to the rows.
    """
    return list_paper(sheet, progress).content


def list_paper(sheet: Sheet, progress: Progress) -> Paper:
    """Return the list with its number of pages and the characters that could not be printed."""
    with collector_at_rest():
        return _list_paper(sheet, progress)


def _list_paper(sheet: Sheet, progress: Progress) -> Paper:
    size, area = house.landscape()
    wording = Wording()
    story = Story(wording, area.width, house.COMPACT)
    title = wording.line(sheet.title) or wording.line(_("Liste"))
    story.heading(1, title, house.LIST_TITLE, bookmark=0)
    story.prose(sheet.sentence, house.LIST_SENTENCE, above=2)
    rows = _printable(sheet, wording, progress)
    story.prose(wording.joined([_count(sheet), _left_out(sheet.left_out)]), story.types.quiet, above=2)
    if sheet.columns:
        story.blocks.append(_table(story, sheet.columns, rows))
    _tell_origin(story, sheet)
    frame = house.HouseFrame(
        size,
        area,
        running_title=title,
        running_office=wording.line(sheet.office),
        stand=wording.line(_("Stand: {day}").format(day=format_day_long(sheet.today))),
        confidentiality=wording.line(confidentiality(sheet.confidential)),
        pages=_("Seite {number} von {total}"),
    )
    description = Description(title, wording.line(sheet.office), wording.line(sheet.sentence), sheet.today)
    pages = _kept_company(composed(story.blocks, area), story, area)
    return build(pages, story.root, frame, description, wording.missing, progress)


def _kept_company(pages: Composed, story: Story, area: Area) -> Composed:
    """Return pages on whose last one what is told of the list does not stand alone: rows come along."""
    for place, block in enumerate(story.blocks):
        if not isinstance(block, Table) or len(block.rows) <= _COMPANY or _holds_table(pages.pages[-1]):
            continue
        parts = block.divided(len(block.rows) - _COMPANY)
        return composed([*story.blocks[:place], parts[0], PageBreak(), parts[1], *story.blocks[place + 1 :]], area)
    return pages


def _holds_table(page: Page) -> bool:
    return any(isinstance(placed.block, Table) for placed in page)


def _count(sheet: Sheet) -> str:
    """Say how many entries there are, unless the sentence begins with that."""
    told = sheet.count - sheet.repeated
    if told and sheet.sentence.startswith(f"{grouped(told)} "):
        return ""
    return ngettext("Ein Eintrag", "{count} Einträge", told) if told else _("Keine Einträge")


def _left_out(count: int | None) -> str:
    if not count:
        return ""
    return ngettext(
        "ein gesperrter oder vertraulicher Eintrag ist nicht enthalten",
        "{count} gesperrte oder vertrauliche Einträge sind nicht enthalten",
        count,
    )


def _printable(sheet: Sheet, wording: Wording, progress: Progress) -> list[list[list[Printable]]]:
    """Return the rows as paragraphs per cell; reading can be cancelled."""
    kinds = [column.kind for column in sheet.columns]
    printable = []
    with sheet.reading() as rows:
        for number, row in enumerate(rows):
            if number % 200 == 0:
                progress.step(0, max(sheet.count, 1))
            printable.append([_cell(value, kind, wording) for value, kind in zip(row, kinds, strict=True)])
    return printable


def _cell(value: object, kind: str, wording: Wording) -> list[Printable]:
    if isinstance(value, str):
        value = shortened(value, CELL_LIMIT)
        if "\n" in value:
            return [_with_whole_numbers(line) for line in wording.paragraphs(value)]
        line = _with_whole_numbers(wording.line(value))
    else:
        line = wording.line(_shown(value, kind))
    return [line] if line else []


def _with_whole_numbers(line: Printable) -> Printable:
    """Return the line with its telephone numbers protected, so that none goes over two lines."""
    if _PHONES.fullmatch(line):
        return Printable(_unbroken(line))
    if "0" in line or "+" in line:
        return Printable(_PHONE.sub(lambda found: _unbroken(found[0]), line))
    return line


def _unbroken(numbers: str) -> str:
    bound = _IN_PHONE.sub("\u00a0", numbers)
    return _NEXT_PHONE.sub(lambda found: found[0][:-1] + " ", bound)


def _shown(value: object, kind: str) -> str:
    if kind == "number" and is_number(value):
        if isinstance(value, float) and not value.is_integer():
            return f"{value:,.2f}".translate({ord(","): ".", ord("."): ","})
        # four digits stay together (a year, DIN 5008), more are grouped
        return grouped(int(value)) if abs(value) >= 10_000 else str(int(value))
    if type(value) is date:
        return format_day(value)
    return as_text(value)


def _table(story: Story, columns: Sequence[SheetColumn], rows: Sequence[Sequence[Sequence[Printable]]]) -> Table:
    table = Node("Table", story.root)
    placings = [_RIGHT if column.kind == "number" else _LEFT for column in columns]
    types = [house.LIST_STRONG] + [house.LIST_CELL] * (len(columns) - 1)
    head_node = Node("TR", Node("THead", table))
    heads = []
    for column, placing in zip(columns, placings, strict=True):
        cell = Node("TH", head_node, "Column")
        heads.append((cell, [Text(cell, (story.run(column.label, house.LIST_HEAD),), placing)]))
    body = Node("TBody", table)
    made = [_row(body, row, types, placings) for row in rows]
    widths = _widths(story.width - _GAP * (len(columns) - 1), heads, made)
    grid = Grid(widths, _GAP, 3.2, house.HAIRLINE, house.THIN, house.ACCENT)
    return Table(table, grid, Row(head_node, heads), made, above=10)


def _row(body: Node, row: Sequence[Sequence[Printable]], types: Sequence[Type], placings: Sequence[Placing]) -> Row:
    node = Node("TR", body)
    cells = []
    for number, (lines, type_, placing) in enumerate(zip(row, types, placings, strict=True)):
        cell = Node("TD", node) if number else Node("TH", node, "Row")
        if len(lines) == 1:
            texts = [Text(cell, (Run(lines[0], type_),), placing)]
        else:
            texts = [Text(Node("P", cell), (Run(line, type_),), placing) for line in lines]
        cells.append((cell, texts))
    return Row(node, cells)


def _widths(room: float, heads: Sequence[tuple[Node, Sequence[Text]]], rows: Sequence[Row]) -> tuple[float, ...]:
    """Measure a sample of the rows; the widest of twenty may wrap, so one odd text does not take the page.

    Numbers that are read digit by digit are all measured: none may go over two lines.
    """
    step = max(1, len(rows) // _SAMPLE)
    least, wanted, whole, firm = [], [], [], []
    for number, (_node, head) in enumerate(heads):
        texts = [text for row in rows[::step] for text in row.cells[number][1]]
        whole.append(2 * sum(_is_address(text) for text in texts) > len(texts))
        firm.append(_firm(text for row in rows for text in row.cells[number][1]))
        least.append(max(_most([text.narrowest for text in texts]), head[0].narrowest, firm[-1]))
        usual = 0.8 if whole[-1] else 0.95
        wanted.append(max(_most([text.widest for text in texts], usual), head[0].widest, firm[-1]))
    return column_widths(least, wanted, room, whole, firm)


def _firm(texts: Iterable[Text]) -> float:
    """Return the width of the widest telephone number, day or postal code."""
    widest, longest = 0.0, 0
    for text in texts:
        for found in _FIRM.findall(text.runs[0].text):
            if len(found) >= longest - 3:  # digits are not all of one width
                longest = max(longest, len(found))
                widest = max(widest, text.runs[0].type.width(found))
    return widest


def _is_address(text: Text) -> bool:
    """Say whether a text is an e-mail address, which is worse to read in two lines than words are."""
    return "@" in text.runs[0].text and " " not in text.runs[0].text


def _most(widths: list[float], usual: float = 0.95) -> float:
    """Return the width in which the usual texts go, or all of them where the widest needs little more."""
    if not widths:
        return 0.0
    most, widest = sorted(widths)[int(usual * len(widths))], max(widths)
    return widest if widest <= most * _LITTLE_MORE else most


def _tell_origin(story: Story, sheet: Sheet) -> None:
    """Say at the end what the list was made for, by whom, and how it was chosen, in a few lines."""
    facts = [
        Line(_("Zweck"), sheet.purpose),
        Line(_("Erstellt von"), sheet.author),
        Line(_("Stelle"), sheet.office),
        *sheet.criteria,
    ]
    told = [fact for fact in facts if story.wording.line(fact.text)]
    if not told:
        return
    story.heading(2, _("Zu dieser Liste"), story.types.section, above=18, bookmark=0)
    label, cell = story.types.label, story.types.cell
    texts = [text for fact in told for text in (f"{fact.label}: ", f"{fact.text.strip()}; ")]
    texts[-1] = told[-1].text
    pieces = story.wording.pieces(texts)
    runs = [Run(piece, cell if number % 2 else label) for number, piece in enumerate(pieces) if piece]
    story.blocks.append(Text(Node("P", story.section), runs, Placing(above=2)))
