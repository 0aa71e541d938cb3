"""What stands in a list: cells and columns, as pages give them and tables paint them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """What stands in one place of a list.

    `tone` is "" (the column's own), text, muted, danger, warning or positive; danger and warning get a sign before the
    text, other `icon`s are Lucide names. A heading stands out among the rows.
    """

    text: str
    tone: str = ""
    icon: str = ""
    is_heading: bool = False


@dataclass(frozen=True)
class Column:
    """One column: `width` is its first width in the design's px, `tone` the colour of its texts."""

    key: str
    label: str
    width: int = 110
    tone: str = "muted"
    is_right: bool = False
    can_sort: bool = True
