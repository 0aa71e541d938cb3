"""Telling a story: headings, paragraphs, facts, tables and lists, each as a node and its blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import quote

from ...queries.briefing import Line
from ...texts import _
from .blocks import Block, ContentsLine, Placing, Rule, Space, Text
from .formatted import Formatted, cut_note, told
from .house import HAIRLINE, STRONG_LINE, THIN, Types
from .lines import Run, Type
from .nodes import Node, document
from .tables import Grid, Row, Table, fitted_columns
from .words import Printable, Wording

_MAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_WEB = re.compile(r"https?://[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}(?:/[A-Za-z0-9._~/%?=&#+-]{0,200})?")

CellText = Sequence[Run]
"""What a cell holds: runs, each printed as a paragraph of its own."""

ItemText = Sequence[Run | Formatted]
"""What stands beside a label: runs, each a paragraph, and texts with their formatting."""


class Story:
    """Collects the blocks of a paper; `root` is its structure, `wording` what all text goes through.

    `width` is that of the pages' area, `types` the sizes in use.
    """

    def __init__(self, wording: Wording, width: float, types: Types) -> None:
        self.wording = wording
        self.width = width
        self.types = types
        self.root = document()
        self.blocks: list[Block] = []
        self.section = self.root

    def begin_section(self) -> None:
        """Put what follows into a section of its own."""
        self.section = Node("Sect", self.root)

    def run(self, text: str, type_: Type) -> Run:
        """Return user text as a run in one line."""
        return Run(self.wording.line(text), type_)

    def heading(self, level: int, text: str, type_: Type, above: float = 0.0, bookmark: int = -1) -> Node:
        """Add a heading H1 … H6 that keeps with what follows; return its node, for links."""
        node = Node(f"H{level}", self.section)
        self.blocks.append(Text(node, (self.run(text, type_),), Placing(above=above, keeps=True), bookmark))
        return node

    def prose(self, text: str, type_: Type, above: float = 0.0, keeps: bool = False) -> None:
        """Add a text with all its paragraphs; an empty one adds nothing."""
        for number, line in enumerate(self.wording.paragraphs(text)):
            space = above if number == 0 else type_.leading * 0.3
            placing = Placing(above=space, keeps=keeps)
            self.blocks.append(Text(Node("P", self.section), (Run(line, type_),), placing))

    def rule(self, above: float, below: float, keeps: bool = False) -> None:
        """Add a hairline with room above and below."""
        self.blocks += [Rule(HAIRLINE, THIN, above, keeps), Space(below)]

    def contents(self, entries: Sequence[tuple[str, Node]], type_: Type, space: float) -> None:
        """Add the contents: titles and page numbers that lead to the headings, with space around their lines."""
        toc = Node("TOC", self.section)
        for number, (title, heading) in enumerate(entries):
            if number:
                self.blocks.append(Rule(HAIRLINE, THIN, above=space))
            line = ContentsLine(Node("TOCI", toc), heading, self.run(title, type_), Placing(above=space))
            self.blocks.append(line)

    def facts(self, lines: Sequence[Line], label: Type, text: Type, label_width: float, above: float = 0.0) -> None:
        """Add labelled facts as a table with row heads; lines without text are left out."""
        told = [line for line in lines if self.wording.line(line.text)]
        if not told:
            return
        table = Node("Table", self.section)
        gap = 12.0
        grid = Grid(
            (label_width, self.width - label_width - gap), gap, 1.6, HAIRLINE, THIN, STRONG_LINE, row_rules=False
        )
        rows = []
        for line in told:
            node = Node("TR", table)
            head, cell = Node("TH", node, "Row"), Node("TD", node)
            rows.append(
                Row(
                    node,
                    [(head, [Text(head, (self.run(line.label, label),))]), (cell, self._fact(cell, line.text, text))],
                )
            )
        self.blocks.append(Table(table, grid, None, rows, above))

    def _fact(self, cell: Node, text: str, type_: Type) -> list[Text]:
        """Return the paragraphs of a fact; what is one address of mail or web leads there."""
        return self._stacked(cell, [self._linked(line, type_) for line in self.wording.paragraphs(text)])

    def _linked(self, line: Printable, type_: Type) -> Run:
        if _WEB.fullmatch(line):
            return Run(line, type_, line, _("Webseite {address}").format(address=line))
        return self.mail(line, type_)

    def table(
        self,
        heads: Sequence[Run],
        rows: Sequence[Sequence[CellText]],
        shares: Sequence[float] = (),
        above: float = 0.0,
        *,
        whole: Mapping[int, float] = MappingProxyType({}),
    ) -> None:
        """Add a table. `shares` divide the width; without them the columns are as wide as their texts need.

        In the columns `whole` each text, a name or an address, is to stay in one line as long as that takes no more
        than this share of the room. A column that is empty in every row is left out with its head.
        """
        kept = [column for column in range(len(heads)) if any(run.text for row in rows for run in row[column])]
        if not kept:
            return
        gap = 10.0
        table = Node("Table", self.section)
        head = self._row(Node("THead", table), [[heads[column]] for column in kept], head=True)
        body = Node("TBody", table)
        made = [self._row(body, [row[column] for column in kept]) for row in rows]
        room = self.width - gap * (len(kept) - 1)
        if shares:
            portion = room / sum(shares[column] for column in kept)
            widths = tuple(portion * shares[column] for column in kept)
        else:
            shares_of_whole = {place: whole[column] for place, column in enumerate(kept) if column in whole}
            widths = fitted_columns([head, *made], room, shares_of_whole)
        grid = Grid(widths, gap, self.types.gap / 6 + 0.4, HAIRLINE, THIN, STRONG_LINE)
        self.blocks.append(Table(table, grid, head, made, above=above or self.types.gap / 6))

    def _row(self, parent: Node, cells: Sequence[CellText], head: bool = False) -> Row:
        node = Node("TR", parent)
        nodes = [Node("TH", node, "Column") if head else Node("TD", node) for _cell in cells]
        return Row(node, [(cell, self._stacked(cell, runs)) for cell, runs in zip(nodes, cells, strict=True)])

    def labelled_list(
        self,
        items: Sequence[tuple[str, ItemText]],
        label: Type,
        label_width: float,
        space: float,
        numbering: str = "None",
    ) -> None:
        """Add a list: a label in front (a day, or a number with numbering "Decimal"), paragraphs beside it."""
        node = Node("L", self.section, numbering=numbering)
        gap = 8.0
        grid = Grid(
            (label_width, self.width - label_width - gap), gap, space, HAIRLINE, THIN, STRONG_LINE, row_rules=False
        )
        placing = Placing(align="right") if numbering == "Decimal" else Placing()
        rows = []
        for text, runs in items:
            item = Node("LI", node)
            mark, body = Node("Lbl", item), Node("LBody", item)
            sign = Text(mark, (self.run(text, label),), placing)
            rows.append(Row(item, [(mark, [sign]), (body, self._beside(body, runs))]))
        self.blocks.append(Table(node, grid, None, rows, above=self.types.gap / 6))

    def _stacked(self, cell: Node, runs: CellText) -> list[Text]:
        told = [run for run in runs if run.text]
        if len(told) <= 1:
            return [Text(cell, (run,)) for run in told]
        return [Text(Node("P", cell), (run,)) for run in told]

    def _beside(self, body: Node, told_there: ItemText) -> list[Text]:
        kept = [entry for entry in told_there if entry.text]
        if len(kept) == 1:
            only = kept[0]
            return [Text(body, (only,))] if isinstance(only, Run) else told(only, body, self.wording, alone=True)
        texts: list[Text] = []
        for entry in kept:
            if isinstance(entry, Run):
                texts.append(Text(Node("P", body), (entry,)))
            else:
                texts += told(entry, body, self.wording)
        return texts

    def formatted(self, text: Formatted, above: float = 0.0) -> None:
        """Add a text with its formatting; an empty one adds nothing."""
        for number, made in enumerate(told(text, self.section, self.wording)):
            gap = above if number == 0 else max(made.placing.above, text.type.leading * 0.3)
            made.placing = replace(made.placing, above=gap)
            self.blocks.append(made)

    def mail(self, address: str, type_: Type, whom: str = "") -> Run:
        """Return an e-mail address as a run; a link only if it plainly is one address."""
        text = self.wording.line(address)
        if not _MAIL.fullmatch(text):
            return Run(text, type_)
        says = _("E-Mail an {address}").format(address=self.wording.line(whom) or text)
        return Run(text, type_, f"mailto:{quote(text, safe='@')}", says)


def shortened(text: str, limit: int) -> str:
    """Return the text, cut visibly at a word near the limit; a pack is to be read before an appointment."""
    if len(text) <= limit + 80:
        return text
    head = text[:limit]
    return head[: max(head.rfind(" "), limit - 40)].rstrip() + " … " + cut_note()
