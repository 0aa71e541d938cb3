"""What day it is, in one place, so that demo data and tests can set it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from . import days

_fixed: date | None = None


def fix_today(day: date | None) -> None:
    """Let `today` answer this day from now on; None returns to the machine's clock."""
    global _fixed
    _fixed = day


def today() -> date:
    """Return the current day in the machine's time zone."""
    return _fixed or datetime.now().astimezone().date()


def now() -> datetime:
    """Return the current moment in UTC, on the fixed day where one is set."""
    moment = datetime.now(UTC)
    if _fixed is None:
        return moment
    local = moment.astimezone()
    return datetime.combine(_fixed, local.timetz()).astimezone(UTC)


_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def parse_moment(text: str) -> datetime | None:
    """Return the moment a text means ("heute 14:05", "10.2. 9 Uhr", "14:05"), or None; a day alone means its noon.

    What other programs write is understood too ("2026-02-10T14:05:00+01:00").
    """
    text = text.strip()
    if _ISO_MOMENT.match(text) and days.parse_day(text[:10], today()) is not None:
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except ValueError:
            return None
    day = days.parse_day(text, today())
    if day is not None:
        return local_moment(day, time(12))
    match = re.search(r"(?:^|\s)(\d{1,2})(?:[:.](\d{2})(?::[0-5]\d)?)?\s*(?:uhr)?$", text, re.IGNORECASE)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    before = text[: match.start()].strip(" ,")
    day = days.parse_day(before, today()) if before else today()
    return local_moment(day, time(int(match[1]), int(match[2] or 0))) if day else None


def local_moment(day: date, at: time) -> datetime:
    """Return the moment in UTC of a wall-clock time on a day."""
    return datetime.combine(day, at).astimezone(UTC)
