"""Sheets divided into fields of one size: address labels from resources/labels.json, and name badges."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from ...paths import resource
from ...texts import _
from .house import A4, MM


@dataclass(frozen=True)
class SheetForm:
    """An A4 sheet of fields, all measures in millimetres.

    `left` and `top` lead from the sheet's edge to the first field, `step_x` and `step_y` from the start of a field to
    that of the next. `like` is the number of a sheet that is cut so.
    """

    code: str
    like: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def count(self) -> int:
        """How many fields a sheet has."""
        return self.columns * self.rows

    @property
    def label(self) -> str:
        """What the sheet is called in a choice: size, number, and a sheet that is cut so."""
        width, height = (f"{size:g}".replace(".", ",") for size in (self.width, self.height))
        text = _("{width} × {height} mm, {count} je Bogen").format(width=width, height=height, count=self.count)
        return _("{text} (wie {like})").format(text=text, like=self.like) if self.like else text

    def corner(self, place: int) -> tuple[float, float]:
        """Return the upper left corner of a field in points from the sheet's lower left; places run by row from 0."""
        row, column = divmod(place, self.columns)
        return (self.left + column * self.step_x) * MM, A4[1] - (self.top + row * self.step_y) * MM


BADGES = SheetForm("badges", "", 2, 5, 90, 54, 15, 13.5, 90, 54)


@cache
def label_sheets() -> tuple[SheetForm, ...]:
    """Return the label sheets that can be chosen, the commonest first."""
    found = json.loads(resource("labels.json").read_text(encoding="utf-8"))["sheets"]
    return tuple(SheetForm(**entry) for entry in found)


def label_sheet(code: str) -> SheetForm:
    """Return the sheet with a code, or the first."""
    return next((form for form in label_sheets() if form.code == code), label_sheets()[0])
