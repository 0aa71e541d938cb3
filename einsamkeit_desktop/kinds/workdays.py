"""Working days: weekends and the public holidays of the German states, computed, so that no list grows old.

Holidays that hold only in some municipalities of a state (Augsburg, Catholic villages) are left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

# Days from Easter Sunday.
_EASTER_EVERYWHERE = (-2, 1, 39, 50)  # Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag
_FIXED_EVERYWHERE = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
_CORPUS_CHRISTI = frozenset({"BW", "BY", "HE", "NW", "RP", "SL"})
_FIXED: tuple[tuple[int, int, frozenset[str]], ...] = (
    (1, 6, frozenset({"BW", "BY", "ST"})),  # Heilige Drei Könige
    (3, 8, frozenset({"BE", "MV"})),  # Frauentag
    (8, 15, frozenset({"SL"})),  # Mariä Himmelfahrt
    (9, 20, frozenset({"TH"})),  # Weltkindertag
    (10, 31, frozenset({"BB", "HB", "HH", "MV", "NI", "SH", "SN", "ST", "TH"})),  # Reformationstag
    (11, 1, frozenset({"BW", "BY", "NW", "RP", "SL"})),  # Allerheiligen
)


def is_working_day(day: date, federal_state: str = "") -> bool:
    """Whether a day is neither at the weekend nor a public holiday of the state (NW, BY …)."""
    return day.weekday() < 5 and day not in holidays(day.year, federal_state)


def next_working_day(day: date, federal_state: str = "") -> date:
    """Return the first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following, federal_state):
        following += timedelta(days=1)
    return following


@cache
def holidays(year: int, federal_state: str = "") -> frozenset[date]:
    """Return the public holidays of a year: those of all Germany, and those of the state where one is named."""
    easter = easter_sunday(year)
    days = {easter + timedelta(days=distance) for distance in _EASTER_EVERYWHERE}
    days |= {date(year, month, day) for month, day in _FIXED_EVERYWHERE}
    days |= {date(year, month, day) for month, day, states in _FIXED if federal_state in states}
    if federal_state in _CORPUS_CHRISTI:
        days.add(easter + timedelta(days=60))
    if federal_state == "SN":  # Buß- und Bettag: the Wednesday before 23 November
        before = date(year, 11, 22)
        days.add(before - timedelta(days=(before.weekday() - 2) % 7))
    return frozenset(days)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Gauss, in the form of Meeus)."""
    century, in_century = divmod(year, 100)
    skipped, kept = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * kept + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
