"""Note texts on paper: their simple formatting as headings, lists, strong and slanted letters, tagged as what it is.

A text without marks comes out as one paragraph per line, as every other text does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...kinds.markup import Block as Marked
from ...kinds.markup import Span, parse
from ...texts import _
from .blocks import Placing, Text
from .fonts import ITALIC, SEMIBOLD
from .lines import Run, Type
from .nodes import Node
from .words import Wording

if TYPE_CHECKING:
    from .canvas import TaggedCanvas

_INDENT = 1.5  # of an item, in letter sizes
_SLACK = 80


@dataclass(frozen=True)
class Formatted:
    """A text with simple formatting: its letters, what leads it ("Vereinbart:"), how many characters are printed.

    `heading` is the level of its own headings, which must follow that of the section they stand in; 0 prints all.
    """

    text: str
    type: Type
    lead: str = ""
    limit: int = 0
    heading: int = 3


class Item(Text):
    """A paragraph of a list, its sign or number in front of the first line."""

    __slots__ = ("label", "label_node")

    def __init__(self, node: Node, runs: Sequence[Run], placing: Placing, label_node: Node, label: Run) -> None:
        super().__init__(node, runs, placing)
        self.label_node = label_node
        self.label = label

    def part(self, first: bool) -> Text:
        """Return an empty part; only the first has the sign."""
        if first:
            return Item(self.node, self.runs, self.placing, self.label_node, self.label)
        return super().part(first)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the sign and then the text."""
        left = x + self.placing.indent - _INDENT * self.label.type.size
        Text(self.label_node, (self.label,)).draw(canvas, left, top, width)
        super().draw(canvas, x, top, width)


def told(formatted: Formatted, parent: Node, wording: Wording, *, alone: bool = False) -> list[Text]:
    """Return the texts that belong below a node; an only paragraph belongs to it itself where it stands `alone`."""
    marked = list(_limited(parse(formatted.text), formatted.limit))
    if formatted.lead:
        marked = _led(marked, formatted.lead)
    teller = _Teller(formatted, parent, wording)
    made = [text for block in marked for text in teller.tell(block)]
    if alone and len(made) == 1 and made[0].node.role == "P":
        return [Text(parent, made[0].runs, made[0].placing)]
    return made


class _Teller:
    """Makes texts of blocks, one after the other; neighbouring items share their list."""

    def __init__(self, formatted: Formatted, parent: Node, wording: Wording) -> None:
        self._type, self._heading = formatted.type, formatted.heading
        self._parent, self._wording = parent, wording
        self._lists: list[Node] = []  # the open list, and the one nested in its last item
        self._body = parent

    def tell(self, block: Marked) -> Iterator[Text]:
        """Yield the texts of a block."""
        lines = [runs for line in _lines(block.spans) if (runs := self._runs(line, block))]
        if block.kind == "item":
            yield from self._item(block, lines)
            return
        self._lists = []
        for number, runs in enumerate(lines):
            if block.kind == "heading":
                placing = Placing(above=0.25 * self._type.leading, keeps=True)
                yield Text(Node(f"H{self._heading}", self._parent), runs, placing if not number else Placing())
            else:
                yield Text(Node("P", self._parent), runs)

    def _item(self, block: Marked, lines: Sequence[Sequence[Run]]) -> Iterator[Text]:
        level = min(block.level, len(self._lists))
        del self._lists[level + 1 :]
        if len(self._lists) <= level:
            parent = self._body if level else self._parent
            self._lists.append(Node("L", parent, numbering="Decimal" if block.number else "Disc"))
        item = Node("LI", self._lists[level])
        label, self._body = Node("Lbl", item), Node("LBody", item)
        sign = Run(self._wording.line(block.number or ("–" if level else "•")), self._type)
        placing = Placing(indent=_INDENT * self._type.size * (level + 1))
        for number, runs in enumerate(lines):
            node = self._body if len(lines) == 1 else Node("P", self._body)
            yield Item(node, runs, placing, label, sign) if not number else Text(node, runs, placing)

    def _runs(self, spans: Sequence[Span], block: Marked) -> list[Run]:
        shown = self._wording.pieces([_shown(span) for span in spans])
        runs = []
        for text, span in zip(shown, spans, strict=True):
            if text:
                is_bold = span.bold or block.kind == "heading"
                face = SEMIBOLD if is_bold else ITALIC if span.italic else self._type.face
                says = _("Verweis: {target}").format(target=span.target) if span.target else ""
                runs.append(Run(text, replace(self._type, face=face), span.target, says))
        return runs


def _shown(span: Span) -> str:
    """Return what is printed of a span: where a link leads is told too, for nobody can click on paper."""
    target = span.target.removeprefix("mailto:")
    if not target or target in span.text:
        return span.text
    return _("{text} ({target})").format(text=span.text, target=target)


def _lines(spans: Sequence[Span]) -> list[list[Span]]:
    """Divide the spans at their line breaks."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=other)] for other in others]
    return lines


def _led(marked: list[Marked], lead: str) -> list[Marked]:
    """Put a word in front of the first paragraph; in front of a list or heading it is a paragraph of its own."""
    if marked and marked[0].kind == "paragraph":
        first = marked[0]
        return [replace(first, spans=(Span(f"{lead} "), *first.spans)), *marked[1:]]
    return [Marked("paragraph", (Span(lead),)), *marked] if marked else []


def _limited(blocks: Sequence[Marked], limit: int) -> Iterator[Marked]:
    """Yield the blocks as far as they may go; a text that is cut says so."""
    if not limit or sum(len(span.text) for block in blocks for span in block.spans) <= limit + _SLACK:
        yield from blocks
        return
    left = limit
    for block in blocks:
        spans: list[Span] = []
        for span in block.spans:
            if len(span.text) > left:
                head = span.text[:left]
                cut = head[: max(head.rfind(" "), left - 40, 0)].rstrip()
                yield replace(block, spans=(*spans, replace(span, text=cut), Span(" … " + cut_note())))
                return
            spans.append(span)
            left -= len(span.text)
        yield block


def cut_note() -> str:
    """Return what stands behind a text that was cut."""
    return _("(gekürzt, vollständig in der Akte)")
