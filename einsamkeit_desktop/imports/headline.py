"""Which line of a table names its columns: titles, dates and groups may stand above it, and data hold its words too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .kindwords import is_column
from .labels import is_known, normal

Line = tuple[int, tuple[str, ...]]
_LOOKED_AT = 30  # lines
_LONGEST = 60  # letters; what is longer tells something
# What stands below headers and not in them: addresses, days and hours, numbers and prices, towns with their codes.
_VALUE = re.compile(
    r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|.*(?<![\d.])\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?(?!\d).*|.*\d{4}-\d\d-\d\d.*"
    r"|.*\b\d{1,2}:\d\d\b.*|[+(]?\d[\d\s/().,+–-]*(?:€|%|uhr|h|min|euro)?|\d{5}\s+\D+",  # noqa: RUF001 - dashes of all lengths
    re.IGNORECASE | re.DOTALL,
)
_CROSS = re.compile(r"x+|ja|nein|[✓✔☑☒☐–-]", re.IGNORECASE)  # noqa: RUF001 - dashes of all lengths
_YEAR = re.compile(r"(?:19|20)\d\d")


def completed(lines: list[Line]) -> tuple[int, list[Line]]:
    """Return the number of the header and the lines; headers that stand on two lines are joined on the second.

    That is so where the line below names what the first leaves open: „Einrichtung | Zielgruppen | “ over
    „ | Kinder | Senioren“; and where the first only groups: „Träger | | Person | “ over „Name | Ort | Name | Telefon“.
    """
    row = likely_header(lines)
    at = next((at for at, (number, _cells) in enumerate(lines) if number == row), None)
    if at is None:
        return row, lines
    if at + 1 < len(lines) and (_goes_on(lines, at) or _only_groups(lines, at)):
        at += 1
    elif not at or not _only_groups(lines, at - 1):
        return row, lines
    below, cells = lines[at]
    return below, [*lines[:at], (below, _joined(lines[at - 1][1], cells)), *lines[at + 1 :]]


def likely_header(lines: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Return the number of the line that names the columns, 0 where every line seems to be a row.

    It holds known headers, short and different ones. Where several lines do, the first counts that is about as full as
    the best: below it the same words are data, above it they only group.
    """
    shown = [_Line(number, cells) for number, cells in lines[:_LOOKED_AT]]
    named = [line for line in shown if line.names_columns]
    rated = [(line.known / (1 + 0.1 * line.unknown) - line.values - _rows_above(line, shown), line) for line in named]
    score, best = max(rated, key=lambda each: each[0], default=(0.0, None))
    if best is not None and score > 0 and (best.known > 1 or best is shown[0]):
        return next(line for line in named if line is best or _is_as_full(line, best)).number
    widest = max((line.filled for line in shown), default=0)
    first = next((line for line in shown if line.filled * 2 > widest), None)
    return first.number if first is not None and not first.is_row else 0


class _Line:
    """What a line looks like."""

    def __init__(self, number: int, cells: Sequence[str]) -> None:
        self.number = number
        texts = [text for text in cells if text]
        self.filled = len(texts)
        self.values = sum(map(_is_value, texts))
        self.known = sum(map(_is_header, texts))
        self.unknown = self.filled - self.known
        self._different = len({normal(text) or text for text in texts})

    @property
    def names_columns(self) -> bool:
        """Whether these may be headers: known ones, hardly a value among them, and not one for several columns."""
        is_known_line = self.known > 1 or self.known * 2 >= self.filled > 0
        return is_known_line and self.values * 4 <= self.filled and self._different * 3 > self.filled * 2

    @property
    def is_row(self) -> bool:
        """Whether half of the cells or more hold what no header says."""
        return self.filled > 1 and self.values * 2 >= self.filled


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the line below a header goes on with it: it divides what stands over several columns.

    What it says there are known headers, or stands over crosses.
    """
    (number, cells), (next_number, others) = lines[at : at + 2]
    places = range(len(cells))
    opened = {place for place in places if others[place] and not cells[place]}
    over = [place for place in places if others[place] and cells[place]]
    if next_number != number + 1 or others[0] or not over or not all(place + 1 in opened for place in over):
        return False
    known = {place for place in opened if _is_header(others[place])}
    below = {row[place] for _number, row in lines[at + 2 :] for place in opened - known if row[place]}
    return all(map(_CROSS.fullmatch, below)) and bool(known or below)


def _only_groups(lines: Sequence[Line], at: int) -> bool:
    """Whether a line names groups of the columns that the whole line below names, some of them more than once."""
    (number, cells), (next_number, others) = lines[at : at + 2]
    named = [text for text in others if text]
    if next_number != number + 1 or len(named) < 3 or not all(map(_is_header, named)):
        return False
    groups = [text for text in cells if text]
    opened = any(text and not above for text, above in zip(others, cells, strict=True))
    return opened and 1 < len(groups) < len(named) and len(set(named)) < len(named) and not any(map(_is_value, groups))


def _joined(groups: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headers of two lines; what comes more than once is told apart by its group."""
    found, group = [], ""
    for above, text in zip(groups, cells, strict=True):
        group = above or group
        several = text and cells.count(text) > 1
        told = (f"{group} {text}", group) if normal(text) == "name" else (f"{group} {text}",)
        known = next((each for each in told if several and _is_header(each)), "")
        found.append(known or text or above)
    return tuple(found)


def _is_header(text: str) -> bool:
    return is_known(text) or is_column(text)


def _is_value(text: str) -> bool:
    is_value = any(each.fullmatch(text) for each in (_VALUE, _CROSS)) and not _YEAR.fullmatch(text)
    return is_value or len(text) > _LONGEST


def _is_as_full(line: _Line, best: _Line) -> bool:
    return line.number < best.number and line.filled * 5 >= best.filled * 3


def _rows_above(line: _Line, lines: Sequence[_Line]) -> int:
    """Return how many lines above this one look like rows of the list."""
    return sum(
        other.number < line.number and other.values > 0 and other.filled > 2 and other.filled * 5 >= line.filled * 3
        for other in lines
    )
