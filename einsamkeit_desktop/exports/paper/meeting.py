"""Papers around a meeting: the minutes (Niederschrift) and the list to sign (Teilnehmendenliste)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...progress import Progress
from ...queries.handouts import AttendanceSheet, Attendee, Minutes
from ...texts import _
from .blocks import PLAIN, Block, Placing, Text
from .build import Paper
from .document import LABEL_WIDTH, Document, tell_tasks, tightest
from .formatted import Formatted
from .house import HAIRLINE, STRONG_LINE, THIN, Types
from .lines import Run
from .nodes import Node
from .tables import Grid, Row, Table

if TYPE_CHECKING:
    from .canvas import TaggedCanvas

_RIGHT = Placing(align="right")
_SIGNING_HEIGHT = 31.0  # 11 mm: room for a hand


def minutes_paper(minutes: Minutes, progress: Progress) -> Paper:
    """Return the minutes as an accessible PDF; the same minutes give the same bytes. Raises errors.Cancelled."""

    def told(types: Types) -> Document:
        document = Document(minutes.imprint, minutes.head, types)
        story = document.story
        story.facts(minutes.facts, types.label, types.cell, LABEL_WIDTH, above=types.gap * 0.2)
        _tell_attendees(document, minutes.attendees, _("Beteiligte") if minutes.is_note else _("Teilnehmende"))
        for label, text in ((_("Inhalt"), minutes.content), (_("Vereinbarungen"), minutes.agreement)):
            if document.wording.paragraphs(text):
                document.section(label)
                story.formatted(Formatted(text, types.body), above=types.gap / 6)
        tell_tasks(document, minutes.tasks)
        document.tell_left_out()
        captions = (_("Ort, Datum"), _("Unterschrift") if minutes.is_note else _("Für die Niederschrift"))
        story.blocks.append(Signatures(story.section, [story.run(text, types.quiet) for text in captions]))
        return document

    return tightest(told, 1).build(progress)


def _tell_attendees(document: Document, attendees: Sequence[Attendee], label: str) -> None:
    if not attendees:
        return
    story, types = document.story, document.types
    document.section(label)
    rows = [
        [
            [story.run(entry.name or entry.organisation, types.cell_strong)],
            [story.run(entry.organisation if entry.name else "", types.cell)],
            [story.run(entry.function, types.cell)],
        ]
        for entry in attendees
    ]
    labels = [story.run(label, types.head) for label in (_("Name"), _("Organisation"), _("Funktion"))]
    story.table(labels, rows, [32, 42, 32])


class Signatures(Block):
    """Lines to sign on, side by side, what belongs there in small letters below."""

    above = 24.0
    _GAP = 24.0

    def __init__(self, parent: Node, captions: Sequence[Run], room: float = 34.0) -> None:
        self.room = room
        self.texts = [Text(Node("P", parent), (run,)) for run in captions]

    def _part(self, width: float) -> float:
        return (width - self._GAP * (len(self.texts) - 1)) / len(self.texts)

    def height(self, width: float) -> float:
        """Return the height with the room for a hand."""
        return self.room + max(text.height(self._part(width)) for text in self.texts) + 3

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw lines and captions."""
        part = self._part(width)
        for text in self.texts:
            canvas.rule(x, top - self.room, part, THIN, STRONG_LINE)
            text.draw(canvas, x, top - self.room - 3, part)
            x += part + self._GAP


class SigningRow(Row):
    """A row with room for a signature."""

    __slots__ = ()

    def height(self, grid: Grid) -> float:
        """Return the height, at least that of a hand's room."""
        return max(Row.height(self, grid), _SIGNING_HEIGHT)


def attendance_paper(sheet: AttendanceSheet, progress: Progress) -> Paper:
    """Return the list to sign as an accessible PDF; empty rows fill the last page. Raises errors.Cancelled."""
    free = max(sheet.free_rows, 0)
    document = _attendance(sheet, free)
    pages = document.page_count()
    while free and (fuller := _attendance(sheet, free + 1)).page_count() == pages:
        document, free = fuller, free + 1
    return document.build(progress)


def _attendance(sheet: AttendanceSheet, free_rows: int) -> Document:
    document = Document(sheet.imprint, sheet.head)
    story, types = document.story, document.types
    known = [fact for fact in sheet.facts if fact.text]
    story.facts(known, types.label, types.cell, LABEL_WIDTH, above=types.gap * 0.2)
    if asked := [story.run(fact.label, types.quiet) for fact in sheet.facts if not fact.text]:
        story.blocks.append(Signatures(story.section, asked, room=20))
    rows = [*sheet.attendees, *[Attendee("")] * free_rows]
    if rows:
        story.blocks.append(_signing_table(document, rows))
    document.tell_left_out()
    return document


def _signing_table(document: Document, attendees: Sequence[Attendee]) -> Table:
    story, types = document.story, document.types
    table = Node("Table", story.section)
    head = Node("TR", Node("THead", table))
    labels = (_("Nr."), _("Name"), _("Organisation"), _("Unterschrift"))
    heads = [(Node("TH", head, "Column"), story.run(label, types.head)) for label in labels]
    body = Node("TBody", table)
    rows = [_signing_row(document, body, number, entry) for number, entry in enumerate(attendees, 1)]
    gap, narrow = 10.0, 20.0
    portion = (story.width - 3 * gap - narrow) / 100
    grid = Grid((narrow, portion * 31, portion * 35, portion * 34), gap, 5.0, HAIRLINE, THIN * 1.5, STRONG_LINE)
    cells = [(cell, [Text(cell, (run,), _RIGHT if not number else PLAIN)]) for number, (cell, run) in enumerate(heads)]
    return Table(table, grid, Row(head, cells), rows, types.gap)


def _signing_row(document: Document, body: Node, number: int, entry: Attendee) -> Row:
    story, types = document.story, document.types
    node = Node("TR", body)
    cells = [Node("TH", node, "Row"), *(Node("TD", node) for _column in range(3))]
    told: list[list[Run]] = [
        [story.run(entry.name, types.cell_strong), story.run(entry.function, types.cell_quiet)],
        [story.run(entry.organisation, types.cell)],
        [],
    ]
    first = (cells[0], [Text(cells[0], (story.run(str(number), types.cell_quiet),), _RIGHT)])
    return SigningRow(
        node, [first, *((cell, _stacked(cell, runs)) for cell, runs in zip(cells[1:], told, strict=True))]
    )


def _stacked(cell: Node, runs: Sequence[Run]) -> list[Text]:
    told = [run for run in runs if run.text]
    if len(told) == 1:
        return [Text(cell, (told[0],))]
    return [Text(Node("P", cell), (run,)) for run in told]
