"""The structure of a paper: nodes that say what a piece of a story is, and where its marks lie.

A node is made with the story and knows its parent. The canvas gives it kids in the order in which they are drawn, so
the tree reads as the pages do, and the parts of a split paragraph share one node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's content: `page` from 0, `number` its MCID there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page that links and bookmarks lead to; `top` in points from the lower edge."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A clickable rectangle (left, bottom, right, top); it leads to a place in the paper or to an address."""

    page: int
    box: Box
    says: str
    target: Spot | str


@dataclass(eq=False, slots=True)
class Node:
    """A structure element: PDF's `role`, the node it belongs to, and what was drawn for it.

    `scope` ("Column" or "Row") belongs to TH, `numbering` ("Decimal" or "None") to L, `alt` (what is to be seen) and
    `box` (where it lies) to Figure. What is never drawn never takes
    a place and is not in the file; rows place their empty cells too, because a table needs them.
    """

    role: str
    parent: Node | None
    scope: str = ""
    numbering: str = ""
    alt: str = ""
    box: Box | None = None
    kids: list[Node | Mark | Hotspot] = field(default_factory=list)
    placed: bool = False

    def place(self) -> None:
        """Take the place in the tree that the first drawing decides."""
        if not self.placed:
            self.placed = True
            if self.parent is not None:
                self.parent.place()
                self.parent.kids.append(self)


def document() -> Node:
    """Return a new root."""
    return Node("Document", None, placed=True)


@dataclass(frozen=True)
class Description:
    """What the file says about itself; `today` is its date, so the same paper of a day is the same file."""

    title: str
    author: str
    subject: str
    today: date
    language: str = "de-DE"


@dataclass(frozen=True)
class Drawn:
    """What the canvas leaves: the plain file, the root, the node of every mark per page, links, bookmarks."""

    content: bytes
    root: Node
    marked: Sequence[Sequence[Node]]
    hotspots: Sequence[tuple[Node, Hotspot]]
    outline: Sequence[tuple[int, str, Spot]]
