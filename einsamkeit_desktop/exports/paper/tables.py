"""Tables: rows of cells, hairlines between them, a head that repeats on every page.

The head is structure where it stands first and an artifact where it repeats. Row and cells keep their nodes when a
row runs over the end of a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .blocks import Block, Text
from .nodes import Node

if TYPE_CHECKING:
    from .canvas import TaggedCanvas


@dataclass(frozen=True, slots=True)
class Grid:
    """The form of a table: widths of its columns, the gap between them, padding of rows, its hairlines."""

    widths: tuple[float, ...]
    gap: float
    padding: float
    colour: str
    thickness: float
    strong: str
    row_rules: bool = True


@dataclass(slots=True)
class Row:
    """Cells side by side: node and texts of each. A cell without text still has its node."""

    node: Node
    cells: Sequence[tuple[Node, Sequence[Text]]]
    _height: float = -1.0

    def height(self, grid: Grid) -> float:
        """Return the height with padding."""
        if self._height < 0:
            tallest = 0.0
            for (_, texts), width in zip(self.cells, grid.widths, strict=True):
                tallest = max(tallest, sum([text.height(width) + text.placing.above for text in texts]))
            self._height = tallest + 2 * grid.padding
        return self._height

    def split(self, grid: Grid, room: float) -> tuple[Row, Row] | None:
        """Split every cell at the height; None if nothing of any cell would stay or go."""
        upper: list[tuple[Node, Sequence[Text]]] = []
        lower: list[tuple[Node, Sequence[Text]]] = []
        for (node, texts), width in zip(self.cells, grid.widths, strict=True):
            stays, goes = _split_texts(texts, width, room - 2 * grid.padding)
            upper.append((node, stays))
            lower.append((node, goes))
        if not any(texts for _, texts in upper) or not any(texts for _, texts in lower):
            return None
        return Row(self.node, upper), Row(self.node, lower)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, grid: Grid) -> None:
        """Draw the cells from left to right."""
        self.node.place()
        for (node, texts), width in zip(self.cells, grid.widths, strict=True):
            node.place()
            y = top - grid.padding
            for text in texts:
                y -= text.placing.above
                text.draw(canvas, x, y, width)
                y -= text.height(width)
            x += width + grid.gap


def _split_texts(texts: Sequence[Text], width: float, room: float) -> tuple[list[Text], list[Text]]:
    for number, text in enumerate(texts):
        height = text.height(width) + text.placing.above
        if height <= room + 0.01:
            room -= height
            continue
        parts = text.split(width, room - text.placing.above, force=True) if room >= text.leading else None
        if parts is None:
            return list(texts[:number]), list(texts[number:])
        return [*texts[:number], parts[0]], [parts[1], *texts[number + 1 :]]
    return list(texts), []


class Table(Block):
    """A table; `head` may be None. `repeats` says that the head was drawn before and is an artifact now."""

    def __init__(
        self,
        node: Node,
        grid: Grid,
        head: Row | None,
        rows: Sequence[Row],
        above: float = 0.0,
        repeats: bool = False,
    ) -> None:
        self.node = node
        self.grid = grid
        self.head = head
        self.rows = rows
        self.above = above
        self.repeats = repeats

    def _head_height(self) -> float:
        return self.head.height(self.grid) if self.head is not None else 0.0

    def height(self, width: float) -> float:
        """Return the height of head and rows."""
        return self._head_height() + sum([row.height(self.grid) for row in self.rows])

    def fits(self, width: float, room: float) -> bool:
        """Say whether all rows fit; looks no further than the first that does not, so long tables stay linear."""
        room -= self._head_height()
        for row in self.rows:
            room -= row.height(self.grid)
            if room < 0:
                return False
        return True

    def least(self, width: float) -> float:
        """Return the height of the head and the first row, or a few lines of it."""
        return self._head_height() + (min(self.rows[0].height(self.grid), 90.0) if self.rows else 0.0)

    def split(self, width: float, room: float, force: bool) -> tuple[Table, Table] | None:
        """Split between rows; inside a row only if it is tall or nothing else helps."""
        left = room - self._head_height()
        count = 0
        while count < len(self.rows) and self.rows[count].height(self.grid) <= left + 0.01:
            left -= self.rows[count].height(self.grid)
            count += 1
        if count == len(self.rows):
            return None
        if count == len(self.rows) - 1 and count >= 3:
            count -= 1  # the last row does not stand alone on the next page
            left = 0.0
        upper, lower = list(self.rows[:count]), list(self.rows[count:])
        tall = lower[0].height(self.grid) > 160.0
        if (tall and left > 60.0) or (force and not upper):
            parts = lower[0].split(self.grid, max(left, 40.0))
            if parts is not None:
                upper.append(parts[0])
                lower[0] = parts[1]
        if not upper:
            return None
        return self._parted(upper, lower)

    def divided(self, count: int) -> tuple[Table, Table]:
        """Return the table with the first rows, and the one that goes on with the rest."""
        return self._parted(self.rows[:count], self.rows[count:])

    def _parted(self, upper: Sequence[Row], lower: Sequence[Row]) -> tuple[Table, Table]:
        first = Table(self.node, self.grid, self.head, upper, self.above, self.repeats)
        return first, Table(self.node, self.grid, self.head, lower, 0.0, repeats=True)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the rows with hairlines between them."""
        grid = self.grid
        if self.head is not None:
            self._draw_head(canvas, x, top)
            top -= self.head.height(grid)
            canvas.rule(x, top, width, grid.thickness * 1.5, grid.strong)
        for number, row in enumerate(self.rows):
            row.draw(canvas, x, top, grid)
            top -= row.height(grid)
            if grid.row_rules and (number < len(self.rows) - 1 or self.head is not None):
                canvas.rule(x, top, width, grid.thickness, grid.colour)

    def _draw_head(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        assert self.head is not None
        if not self.repeats:
            self.head.draw(canvas, x, top, self.grid)
            return
        with canvas.artifact("Header"):
            for (_, texts), width in zip(self.head.cells, self.grid.widths, strict=True):
                for text in texts:
                    text.draw_untagged(canvas, x, top - self.grid.padding, width)
                x += width + self.grid.gap


_WORD_SHARE = 0.24


def fitted_columns(rows: Sequence[Row], room: float, whole: Mapping[int, float]) -> tuple[float, ...]:
    """Return widths for rows that are all measured; the room goes to the columns whose texts need it.

    In the columns `whole` each text, a name or an address, stays in one line up to this share of the room.
    """
    columns = list(zip(*([texts for _node, texts in row.cells] for row in rows), strict=True))
    least = [max((text.narrowest for texts in column for text in texts), default=0.0) for column in columns]
    wanted = [max((text.widest for texts in column for text in texts), default=0.0) for column in columns]
    firm = [min(width, room * _WORD_SHARE) for width in least]
    for number, share in whole.items():
        firm[number] = min(wanted[number], room * share)
        least[number] = max(least[number], firm[number])
    return column_widths(least, wanted, room, firm=firm)


def column_widths(
    least: Sequence[float],
    wanted: Sequence[float],
    room: float,
    whole: Sequence[bool] = (),
    firm: Sequence[float] = (),
) -> tuple[float, ...]:
    """Share the room among columns: nobody below its widest word if that can be, the rest as the texts need it.

    `least` and `wanted` are the widths of the widest word and of the longest text per column; the sum of the result is
    the room, or less when all texts fit. Columns marked in `whole` come first where room is left: their texts do not
    read well in two lines. `firm` are widths that give way last: those of what must not be cut at all.
    """
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / len(wanted)
        return tuple(width + spare for width in wanted)
    none = [0.0] * len(least)
    is_crowded = sum(least) > room * 0.85
    floors = _levelled(least, room * 0.85, _levelled(firm or none, room * 0.85, none))
    needs = [max(full - floor, 0.0) for full, floor in zip(wanted, floors, strict=True)]
    # square roots keep one column of long texts from taking nearly all of the room
    first = whole if whole and not is_crowded else [False] * len(needs)
    weights = [need if is_first else need**0.5 for need, is_first in zip(needs, first, strict=True)]
    return _filled(floors, needs, weights, room - sum(floors))


def _levelled(least: Sequence[float], room: float, firm: Sequence[float]) -> list[float]:
    """Lower the widest until all go into the room; narrow columns (days, numbers) keep their width, firm ones theirs.

    `firm` fits into the room.
    """
    if sum(least) <= room:
        return list(least)
    low, high = 0.0, max(least)
    for _halving in range(30):
        cap = (low + high) / 2
        if sum(max(min(width, cap), hard) for width, hard in zip(least, firm, strict=True)) <= room:
            low = cap
        else:
            high = cap
    return [max(min(width, low), hard) for width, hard in zip(least, firm, strict=True)]


def _filled(floors: list[float], needs: list[float], weights: list[float], spare: float) -> tuple[float, ...]:
    """Hand out the spare room by weight, to no column more than it needs."""
    given = [0.0] * len(floors)
    hungry = [number for number, need in enumerate(needs) if need > 0]
    while hungry and spare > 0.01:
        total = sum(weights[number] for number in hungry)
        share = {number: min(spare * weights[number] / total, needs[number] - given[number]) for number in hungry}
        for number, width in share.items():
            given[number] += width
        spare -= sum(share.values())
        hungry = [number for number in hungry if needs[number] - given[number] > 0.01]
    return tuple(floor + extra for floor, extra in zip(floors, given, strict=True))
