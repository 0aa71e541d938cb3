"""What a story is made of: text, rules, space and page breaks.

A block knows its height at a width, can be split at a height, and draws itself from its upper left corner. Blocks are
made once per paper; their nodes hold the marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...texts import _
from .lines import Run, TextLine, broken, narrowest
from .nodes import Node

if TYPE_CHECKING:
    from .canvas import TaggedCanvas


class Block:
    """A piece of a story; `above` is the space over it unless it starts a page, `keeps` binds it to the next block."""

    __slots__ = ()
    above: float = 0.0
    keeps: bool = False

    def height(self, width: float) -> float:
        """Return the height in points at this width."""
        return 0.0

    def fits(self, width: float, room: float) -> bool:
        """Say whether the whole block goes into the room."""
        return self.height(width) <= room

    def least(self, width: float) -> float:
        """Return the height of the smallest part that may stand alone at a page's end."""
        return self.height(width)

    def split(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        """Return the part that fits into the room and the rest, or None; `force` accepts an ugly split."""
        return None

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the block."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How a text sits: alignment ("left", "right", "centre"), space above, indent, whether it keeps with the next."""

    align: str = "left"
    above: float = 0.0
    indent: float = 0.0
    keeps: bool = False


PLAIN = Placing()


class Text(Block):
    """A paragraph, heading or cell text: runs that belong to one node.

    `bookmark` is the level of the bookmark a heading makes, from 0; -1 is none.
    """

    __slots__ = ("_is_part", "_lines", "_width", "bookmark", "node", "placing", "runs")

    def __init__(self, node: Node, runs: Sequence[Run], placing: Placing = PLAIN, bookmark: int = -1) -> None:
        self.node = node
        self.runs = runs
        self.placing = placing
        self.bookmark = bookmark
        self._lines: list[TextLine] = []
        self._width = -1.0
        self._is_part = False

    @property
    def above(self) -> float:  # type: ignore[override]
        """The space over the text."""
        return self.placing.above

    @property
    def keeps(self) -> bool:  # type: ignore[override]
        """Whether the next block must follow on the same page."""
        return self.placing.keeps

    @property
    def leading(self) -> float:
        """The distance of lines."""
        return self.runs[0].type.leading if self.runs else 0.0

    @property
    def narrowest(self) -> float:
        """The width of the widest word."""
        return narrowest(self.runs)

    @property
    def widest(self) -> float:
        """The width of the text in one line."""
        return sum(run.type.width(run.text) for run in self.runs)

    def _at(self, width: float) -> list[TextLine]:
        if self._width != width and not self._is_part:
            told = any(run.text for run in self.runs)
            self._lines = broken(self.runs, max(width - self.placing.indent, 1.0)) if told else []
            self._width = width
        return self._lines

    def height(self, width: float) -> float:
        """Return the height of all lines."""
        return len(self._at(width)) * self.leading

    def least(self, width: float) -> float:
        """Return the height of two lines, or of three when the text has no more."""
        count = len(self._at(width))
        return (count if count <= 3 else 2) * self.leading

    def split(self, width: float, room: float, force: bool) -> tuple[Text, Text] | None:
        """Split so that neither part is a single line, unless forced."""
        lines = self._at(width)
        fits = int((room + 0.01) // self.leading) if self.leading else 0
        if not force:
            fits = min(fits, len(lines) - 2)
            if fits < 2:
                return None
        fits = min(max(fits, 1), len(lines) - 1)
        if fits < 1:
            return None
        return self._part(lines[:fits], width, first=True), self._part(lines[fits:], width, first=False)

    def part(self, first: bool) -> Text:
        """Return a part without lines yet; what only the beginning has, only the first part has."""
        return Text(self.node, self.runs, self.placing, self.bookmark if first else -1)

    def _part(self, lines: list[TextLine], width: float, first: bool) -> Text:
        part = self.part(first)
        part._lines, part._width, part._is_part = lines, width, True
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the lines; a heading also makes its bookmark."""
        lines = self._at(width)
        if not lines:
            return
        if self.bookmark >= 0:
            canvas.bookmark(self.bookmark, "".join(run.text for run in self.runs), canvas.spots[self.node])
        canvas.write_lines(self._placed(x, top, width), self.node)

    def draw_untagged(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the lines again without structure, inside an artifact the caller opened."""
        for left, baseline, line in self._placed(x, top, width):
            for run, text in line.pieces:
                canvas.write(left, baseline, text, run.type)
                left += run.type.width(text)
            if line.cut:
                canvas.write(left, baseline, "-", line.pieces[-1][0].type)

    def _placed(self, x: float, top: float, width: float) -> list[tuple[float, float, TextLine]]:
        first = self.runs[0].type
        baseline = top - first.leading / 2 - 0.36 * first.size  # half of Inter's cap height under the middle
        return [
            (self._left(line, x, width), baseline - number * first.leading, line)
            for number, line in enumerate(self._at(width))
        ]

    def _left(self, line: TextLine, x: float, width: float) -> float:
        if self.placing.align == "right":
            return x + width - line.width
        if self.placing.align == "centre":
            return x + (width - line.width) / 2
        return x + self.placing.indent


class Space(Block):
    """Empty room; it vanishes at a page's start."""

    def __init__(self, size: float) -> None:
        self.above = size


class Rule(Block):
    """A hairline over the whole width, with room below it where that is asked for."""

    def __init__(
        self, colour: str, thickness: float, above: float = 0.0, keeps: bool = False, below: float = 0.0
    ) -> None:
        self.colour = colour
        self.thickness = thickness
        self.above = above
        self.keeps = keeps
        self.below = below

    def height(self, width: float) -> float:
        """Return the thickness and the room below."""
        return self.thickness + self.below

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the line."""
        canvas.rule(x, top - self.thickness / 2, width, self.thickness, self.colour)


class PageBreak(Block):
    """What follows starts a new page."""


class FairBreak(PageBreak):
    """What follows starts a new page where the page is filled to a share at least; else it goes on below a hairline."""

    def __init__(self, rule: Rule, share: float) -> None:
        self.rule = rule
        self.share = share


class Stretch(Block):
    """Room that pushes what follows, up to the next page break, to the lower edge of the page."""


class ContentsLine(Block):
    """A line of the contents: the title and the page of a heading, both one link.

    `item` is the TOCI node, `heading` the node it leads to.
    """

    def __init__(self, item: Node, heading: Node, title: Run, placing: Placing = PLAIN) -> None:
        self.item = item
        self.heading = heading
        self.link = Node("Link", Node("Reference", item))
        self.text = Text(self.link, (title,), placing)
        self.above = placing.above

    _NUMBER_ROOM = 36.0

    def height(self, width: float) -> float:
        """Return the height of the title."""
        return self.text.height(width - self._NUMBER_ROOM)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw title and page number and make both one link."""
        spot = canvas.spots[self.heading]
        title = self.text.runs[0]
        height = self.height(width)
        self.text.draw(canvas, x, top, width - self._NUMBER_ROOM)
        number = str(spot.page + 1)
        type_ = title.type
        baseline = top - height + type_.leading / 2 - 0.36 * type_.size
        blank = type_.width(" ")
        with canvas.mark(self.link):
            canvas.write(x + width - type_.width(number) - blank, baseline, f" {number}", type_)
        says = _("{title}, Seite {number}").format(title=title.text, number=number)
        canvas.hotspot(self.link, (x, top - height, x + width, top), says, spot)
