"""How large a demo store is: volumes of an office after some months, after ten years, and far beyond."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import NotFound
from ..texts import _


@dataclass(frozen=True)
class Size:
    """How many records of each kind there are; open ones are counted apart from finished ones."""

    months: int
    organisations: int
    persons: int
    notes: int
    open_reminders: int
    done_reminders: int
    open_cases: int
    closed_cases: int
    citizen_cases: int
    offers: int
    bodies: int
    municipalities: int
    practices: int
    exchanges: int
    events: int
    active_share: float = 0.83


SIZES = {
    "klein": Size(6, 60, 90, 120, 16, 30, 6, 8, 4, 24, 4, 5, 8, 6, 6),
    "15-monate": Size(15, 142, 263, 618, 41, 309, 23, 52, 25, 110, 9, 15, 28, 22, 14),
    "10-jahre": Size(120, 620, 1500, 5500, 90, 3710, 60, 640, 220, 540, 30, 95, 160, 240, 190, 0.7),
    "stress": Size(120, 3000, 100_000, 500_000, 2000, 28_000, 500, 4500, 2000, 5000, 100, 200, 1000, 2000, 1500, 0.8),
}


def size_named(name: str) -> Size:
    """Return the size of that name. Raises errors.NotFound with the names there are."""
    if name not in SIZES:
        raise NotFound(
            _("Die Größe „{name}“ gibt es nicht. Es gibt: {names}.").format(name=name, names=", ".join(SIZES))
        )
    return SIZES[name]
