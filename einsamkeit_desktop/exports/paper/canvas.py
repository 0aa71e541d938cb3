"""The canvas: every stroke it draws lies in a mark of the structure or is an artifact, or it refuses to draw."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .fonts import REGULAR, Face, face
from .fromright import drawn
from .lines import Piece, TextLine, Type
from .nodes import Box, Hotspot, Mark, Node, Spot

rl_config.useA85 = 0  # pictures as they are: written in letters they take a quarter more

SOFT_HYPHEN = "/Span <</ActualText <FEFF00AD>>> BDC"


class UnmarkedContent(Exception):
    """Something was drawn outside every mark: a bug, which a screen reader would pay for."""


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas with structure.

    `marked[page]` lists the node of each MCID of a page, `hotspots` the links in the order drawn, `spots` where
    headings begin (known before drawing), `outline` the bookmarks as (level, title, spot).
    """

    def __init__(self, size: tuple[float, float], spots: dict[Node, Spot]) -> None:
        self.buffer = io.BytesIO()
        self.page = 0
        self.marked: list[list[Node]] = [[]]
        self.hotspots: list[tuple[Node, Hotspot]] = []
        self.spots = spots
        self.outline: list[tuple[int, str, Spot]] = []
        self._open = ""
        self._colour = ""
        super().__init__(
            self.buffer, pagesize=size, pageCompression=0, invariant=1, pdfVersion=(1, 7), initialFontName=_ready()
        )

    @contextmanager
    def mark(self, node: Node) -> Iterator[None]:
        """Draw the block's content as part of a node, which takes its place in the tree now."""
        node.place()
        marked = self.marked[self.page]
        node.kids.append(Mark(self.page, len(marked)))
        self._begin(f"/{node.role} <</MCID {len(marked)}>> BDC")
        marked.append(node)
        yield
        self._end()

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Draw what a reader need not hear: rules, or with kind "Header" or "Footer" what repeats on every page."""
        pagination = f"/Type /Pagination /Subtype /{kind}" if kind else "/Type /Layout"
        self._begin(f"/Artifact <<{pagination}>> BDC")
        yield
        self._end()

    def _begin(self, operator: str) -> None:
        if self._open:
            raise UnmarkedContent(f"{operator} inside {self._open}")
        self._open = operator
        self._code.append(operator)

    def _end(self) -> None:
        self._open = ""
        self._code.append("EMC")

    def write(self, x: float, y: float, text: str, type_: Type) -> None:
        """Write text on a base line, inside a mark or an artifact."""
        if not self._open:
            raise UnmarkedContent(text)
        if type_.colour != self._colour:
            self._colour = type_.colour
            self.setFillColor(_colour(type_.colour))
        code = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        own = face(type_.face)
        if own.own.issuperset(text):  # nearly every text, so it goes the short way
            code += self._letters(own, text, type_.size)
        else:
            code += self._foreign(own, text, type_.size)
        code.append("ET")
        self._code.append(" ".join(code))

    def _letters(self, set_in: Face, text: str, size: float) -> list[str]:
        font = set_in.font
        return [
            f"{font.getSubsetInternalName(subset, self._doc)} {size:g} Tf ({self._escape(encoded)}) Tj"
            for subset, encoded in font.splitString(text, self._doc)
        ]

    def _foreign(self, own: Face, text: str, size: float) -> Iterator[str]:
        for shown, said in drawn(text):
            if said:
                yield f"/Span <</ActualText <FEFF{said.encode('utf-16-be').hex()}>>> BDC"
            for set_in, part in own.parts(shown):
                yield from self._letters(set_in, part, size)
            if said:
                yield "EMC"

    def write_lines(self, lines: Sequence[tuple[float, float, TextLine]], node: Node) -> None:
        """Write lines, each with its place, as part of a node; pieces with an address become links of their own."""
        if any(run.address for _, _, line in lines for run, _ in line.pieces):
            for x, y, line in lines:
                for piece in line.pieces:
                    with self.mark(self._linked(piece, x, y, node) if piece[0].address else node):
                        x = self._write_piece(x, y, piece)
        else:
            with self.mark(node):
                for x, y, line in lines:
                    for piece in line.pieces:
                        x = self._write_piece(x, y, piece)
                    if line.cut:
                        self._hyphen(x, y, line.pieces[-1][0].type)

    def _write_piece(self, x: float, y: float, piece: Piece) -> float:
        run, text = piece
        self.write(x, y, text, run.type)
        return x + run.type.width(text)

    def _hyphen(self, x: float, y: float, type_: Type) -> None:
        self._code.append(SOFT_HYPHEN)
        self.write(x, y, "-", type_)
        self._code.append("EMC")

    def _linked(self, piece: Piece, x: float, y: float, node: Node) -> Node:
        run, text = piece
        type_ = run.type
        node.place()
        link = Node("Link", node)
        box = (x, y - 0.25 * type_.size, x + type_.width(text.rstrip(" ")), y + 0.95 * type_.size)
        self.hotspot(link, box, run.says, run.address)
        return link

    def hotspot(self, link: Node, box: Box, says: str, target: Spot | str) -> None:
        """Make a rectangle of this page clickable for a Link node."""
        link.place()
        spot = Hotspot(self.page, box, says, target)
        link.kids.append(spot)
        self.hotspots.append((link, spot))

    def bookmark(self, level: int, title: str, spot: Spot) -> None:
        """Add a bookmark (level from 0)."""
        self.outline.append((level, title, spot))

    def rule(self, x: float, y: float, width: float, thickness: float, colour: str) -> None:
        """Draw a hairline; inside no mark it is an artifact of its own."""
        if self._open:
            raise UnmarkedContent("rule inside a mark")
        with self.artifact():
            self.setStrokeColor(_colour(colour))
            self.setLineWidth(thickness)
            self.line(x, y, x + width, y)

    def picture(self, node: Node, jpeg: bytes, box: Box) -> None:
        """Draw a JPEG picture into a rectangle, as a Figure node."""
        left, bottom, right, top = box
        node.box = box
        with self.mark(node):
            self.drawImage(ImageReader(io.BytesIO(jpeg)), left, bottom, right - left, top - bottom)

    def frame(self, box: Box, thickness: float, colour: str) -> None:
        """Draw a hairline around a rectangle, as an artifact of its own."""
        left, bottom, right, top = box
        with self.artifact():
            self.setStrokeColor(_colour(colour))
            self.setLineWidth(thickness)
            self.rect(left, bottom, right - left, top - bottom)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """End the page. Raises UnmarkedContent if a mark is still open."""
        if self._open:
            raise UnmarkedContent(self._open)
        super().showPage()
        self.page += 1
        self.marked.append([])
        self._colour = ""

    def drawText(self, aTextObject: object) -> None:  # noqa: N802, N803 - ReportLab's names
        """Refuse: text that came this way would carry no mark."""
        raise UnmarkedContent("drawText")

    def finished(self) -> bytes:
        """Return the file without structure. Call once, after the last page."""
        self.save()
        return self.buffer.getvalue()


def _ready() -> str:
    face(REGULAR)
    return REGULAR


def _colour(code: str) -> tuple[float, float, float]:
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255
