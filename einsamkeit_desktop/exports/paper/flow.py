"""Blocks onto pages: what fits where, what keeps together, where a block is split."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from .blocks import Block, FairBreak, PageBreak, Stretch, Text
from .nodes import Node, Spot


@dataclass(frozen=True, slots=True)
class Area:
    """Where a page's story may stand, in points from the lower left corner of the paper."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the height at which its upper edge lies."""

    block: Block
    top: float


Page = list[Placed]


@dataclass(frozen=True)
class Composed:
    """Pages ready to be drawn, and where the headings with bookmarks lie."""

    pages: list[Page]
    spots: dict[Node, Spot]


_SLACK = 0.01


class _Composer:
    """Fills pages one after the other; `pages` and `spots` are the result."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.pages: list[Page] = [[]]
        self.spots: dict[Node, Spot] = {}
        self._top = area.top
        self._waiting: deque[Block] = deque()

    def compose(self, story: Iterable[Block]) -> None:
        """Put the whole story on pages."""
        self._waiting = deque(story)
        while self._waiting:
            block = self._waiting.popleft()
            if isinstance(block, FairBreak) and self._goes_on(block):
                self._put(block.rule)
            elif isinstance(block, PageBreak):
                if self.pages[-1]:
                    self._turn()
            elif isinstance(block, Stretch):
                self._top -= max(self._room() - self._following(), 0.0)
            else:
                self._put(block)
        if len(self.pages) > 1 and not self.pages[-1]:
            self.pages.pop()

    def _put(self, block: Block) -> None:
        fresh = not self.pages[-1]
        gap = 0.0 if fresh else block.above
        room = self._room() - gap
        width = self.area.width
        if not fresh and block.keeps and self._bound(block) > self._room() + _SLACK:
            self._turn()
            self._waiting.appendleft(block)
        elif block.fits(width, room + _SLACK):
            self._set(block, gap)
        elif parts := block.split(width, room, force=fresh):
            self._set(parts[0], gap)
            self._turn()
            self._waiting.appendleft(parts[1])
        elif fresh:  # nothing smaller can be made of it: a line higher than the page
            self._set(block, gap)
        else:
            self._turn()
            self._waiting.appendleft(block)

    def _set(self, block: Block, gap: float) -> None:
        top = self._top - gap
        self.pages[-1].append(Placed(block, top))
        if isinstance(block, Text) and block.bookmark >= 0:
            self.spots[block.node] = Spot(len(self.pages) - 1, top)
        self._top = top - block.height(self.area.width)

    def _bound(self, block: Block) -> float:
        """Return the height of a block and of all it keeps with, up to a first part of the last."""
        width = self.area.width
        total = block.above + block.height(width)
        for following in self._waiting:
            if isinstance(following, (PageBreak, Stretch)):
                break
            total += following.above + (following.height(width) if following.keeps else following.least(width))
            if not following.keeps or total > self.area.height:
                break
        return total if total <= self.area.height else 0.0

    def _following(self) -> float:
        rest = takewhile(lambda block: not isinstance(block, PageBreak), self._waiting)
        return sum(block.above + block.height(self.area.width) for block in rest)

    def _goes_on(self, block: FairBreak) -> bool:
        """Say whether the page has room for what follows its rule, and is not filled to the share."""
        has_room = self._room() > (1 - block.share) * self.area.height
        return bool(self.pages[-1]) and has_room and self._bound(block.rule) <= self._room()

    def _room(self) -> float:
        return self._top - (self.area.top - self.area.height)

    def _turn(self) -> None:
        self.pages.append([])
        self._top = self.area.top


def composed(story: Iterable[Block], area: Area) -> Composed:
    """Return the pages of a story; nothing is drawn, and the same story may be composed again."""
    composer = _Composer(area)
    composer.compose(story)
    return Composed(composer.pages, composer.spots)
