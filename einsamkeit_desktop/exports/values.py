"""What a value of a sheet says as text, the same in every format that leaves the program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from math import isfinite
from typing import TypeGuard

from ..kinds.clean import clean_text
from ..texts import _

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Beginnings that a table program reads as a formula; the wide forms count in East Asian settings."""
CELL_LIMIT = 32_767
"""Characters (UTF-16 units) a cell of a table program holds."""


def as_text(value: object) -> str:
    """Return a value as the German text of a list; None is empty, several values are joined with commas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip() if value.isascii() and value.isprintable() else clean_text(value, multiline=True)
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, datetime):
        local = on_this_clock(value)
        return f"{local:%d.%m.}{local.year:04d}, {local:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.}{value.year:04d}"
    if isinstance(value, float):
        return str(value).replace(".", ",") if isfinite(value) else ""
    if isinstance(value, Iterable):
        return ", ".join(text for text in map(as_text, value) if text)
    return str(value)


def on_this_clock(moment: datetime) -> datetime:
    """Return a moment as this machine's clock shows it, without a zone."""
    return (moment.astimezone() if moment.tzinfo else moment).replace(tzinfo=None)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is one to reckon with: neither a yes or no, nor infinite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def cut(text: str) -> tuple[str, bool]:
    """Return the text as far as a cell holds it, ending in a visible mark if it was cut, and whether it was."""
    if len(text) * 2 <= CELL_LIMIT or len(units := text.encode("utf-16-le")) <= CELL_LIMIT * 2:
        return text, False
    note = " … " + _("[gekürzt]")
    return units[: (CELL_LIMIT - len(note)) * 2].decode("utf-16-le", "ignore") + note, True
