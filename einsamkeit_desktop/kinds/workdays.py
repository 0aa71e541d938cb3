"""Working days: weekends and the public holidays of the German states, from the `holidays` library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache


def is_working_day(day: date, federal_state: str = "") -> bool:
    """Whether a day is neither at the weekend nor a public holiday of the state (NW, BY …)."""
    return day.weekday() < 5 and day not in public_holidays(day.year, federal_state)


def next_working_day(day: date, federal_state: str = "") -> date:
    """Return the first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following, federal_state):
        following += timedelta(days=1)
    return following


def public_holidays(year: int, federal_state: str = "") -> frozenset[date]:
    """Return the public holidays of a year: those of all Germany, and those of the state where one is named."""
    return frozenset(holiday_names(year, federal_state))


@cache
def holiday_names(year: int, federal_state: str = "") -> Mapping[date, str]:
    """Return what the public holidays of a year are called, by their day."""
    import holidays

    known = federal_state in holidays.country_holidays("DE").subdivisions
    return dict(holidays.country_holidays("DE", subdiv=federal_state if known else None, years=year, language="de"))
