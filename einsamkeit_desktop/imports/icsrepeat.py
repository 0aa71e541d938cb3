"""Rules of repetition in calendar files, expanded day by day within bounds, whoever wrote them.

dateutil is not asked: for a 30 February it looks through eight thousand years before it gives up. Here a rule costs at
most the periods between its beginning and the end of its window, and a file as a whole has a budget of them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..texts import _

MOST_TIMES = 1000
MOST_YEARS = 5
MOST_PERIODS = 200_000
"""Days, weeks, months and years that all rules of a file may look at together."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"})
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_MOST_VALUES = 100
_ONE = timedelta(days=1)


class BadRule(Exception):
    """A rule that is not followed; the text is the sentence for the report."""


class Budget:
    """How many periods the rules of one file may still look at."""

    def __init__(self, periods: int = MOST_PERIODS) -> None:
        self.left = periods

    def take(self) -> None:
        """Take one. Raises BadRule when there are none left."""
        self.left -= 1
        if self.left < 0:
            raise BadRule(_("Die Datei enthält zu viele Wiederholungen; diese Reihe wurde nicht aufgelöst."))


@dataclass(frozen=True)
class Rule:
    """What RRULE says. `until` is the last day; `weekdays` are (nth or 0, weekday)."""

    freq: str
    interval: int = 1
    count: int = 0
    until: date | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_start: int = 0

    @classmethod
    def read(cls, text: str) -> Rule:
        """Return the rule of a text. Raises BadRule for what repeats too often, too many times, or too oddly."""
        parts = {name.strip().upper(): value.strip().upper() for name, _s, value in _pairs(text)}
        freq = parts.get("FREQ", "")
        if freq in _TOO_OFTEN:
            raise BadRule(_("Wiederholungen im Abstand von Stunden, Minuten oder Sekunden werden nicht übernommen."))
        if freq not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or set(parts) - _KNOWN:
            raise BadRule(_("Die Wiederholung „{rule}“ versteht das Programm nicht.").format(rule=text[:80]))
        count = _number(parts, "COUNT", 0, 10**9)
        if count > MOST_TIMES:
            raise BadRule(_("Die Wiederholung hat über {count} Termine.").format(count=MOST_TIMES))
        return cls(
            freq,
            _number(parts, "INTERVAL", 1, 10_000) or 1,
            count,
            _until(parts.get("UNTIL", "")),
            tuple(_weekday(each) for each in _values(parts, "BYDAY")),
            tuple(_int(each, 31) for each in _values(parts, "BYMONTHDAY")),
            tuple(abs(_int(each, 12)) for each in _values(parts, "BYMONTH")),
            tuple(_int(each, 366) for each in _values(parts, "BYSETPOS")),
            _WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in _WEEKDAYS else 0,
        )

    def days(self, start: date, first: date, last: date, budget: Budget) -> Iterator[date]:
        """Yield the days of the series from `first` to `last`; its first is always the day it starts on.

        Raises BadRule when the budget is used up.
        """
        seen = 0
        until = min(last, self.until or last)
        for number in self._periods(start, first):
            budget.take()
            begins, found = self._period(start, number)
            if begins > until:
                return
            if number == 0 and start not in found:
                found = [start, *found]
            for day in found:
                if day < start:
                    continue
                seen += 1
                if day > until or (self.count and seen > self.count):
                    return
                if day >= first:
                    yield day

    def days_of_year(self, year: int, start: date) -> list[date]:
        """Return the days of one year, whatever the interval; for the rules of time zones."""
        if self.until is not None and self.until.year < year:
            return []
        found = self._of_months(year, self.months or (start.month,), start)
        return self._placed(sorted(found))

    def _periods(self, start: date, first: date) -> Iterator[int]:
        """Yield the numbers of the periods; those long before `first` are left out where nobody counts them."""
        number = 0
        if not self.count and first > start:
            days = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[self.freq] * self.interval
            number = max(0, (first - start).days // days - 1)
        while True:
            yield number
            number += 1

    def _period(self, start: date, number: int) -> tuple[date, list[date]]:
        """Return when a period begins, and its days in order."""
        step = number * self.interval
        try:
            if self.freq == "DAILY":
                day = start + timedelta(days=step)
                return day, [day] if self._fits(day) else []
            if self.freq == "WEEKLY":
                return self._week(start, step)
            if self.freq == "MONTHLY":
                year, month = divmod(start.year * 12 + start.month - 1 + step, 12)
                found = self._of_months(year, (month + 1,), start)
                keep = not self.months or month + 1 in self.months
                return date(year, month + 1, 1), self._placed(sorted(found)) if keep else []
            year = start.year + step
            months = self.months or (range(1, 13) if self.month_days else (start.month,))
            return date(year, 1, 1), self._placed(sorted(self._of_months(year, tuple(months), start)))
        except (ValueError, OverflowError):  # beyond the year 9999
            return date.max, []

    def _week(self, start: date, step: int) -> tuple[date, list[date]]:
        monday = start - timedelta(days=(start.weekday() - self.week_start) % 7) + timedelta(weeks=step)
        wanted = {weekday for _nth, weekday in self.weekdays} or {start.weekday()}
        days = [monday + _ONE * place for place in range(7)]
        in_month = (day for day in days if not self.months or day.month in self.months)
        return monday, self._placed([day for day in in_month if day.weekday() in wanted])

    def _of_months(self, year: int, months: tuple[int, ...], start: date) -> set[date]:
        found: set[date] = set()
        for month in months:
            length = calendar.monthrange(year, month)[1]
            days = set(range(1, length + 1))
            if self.month_days:
                days &= {each if each > 0 else length + 1 + each for each in self.month_days}
            if self.weekdays:
                days &= self._weekdays_of(year, month, length)
            if not self.month_days and not self.weekdays:
                days &= {start.day}
            found |= {date(year, month, day) for day in days}
        return found

    def _weekdays_of(self, year: int, month: int, length: int) -> set[int]:
        first = date(year, month, 1).weekday()
        found: set[int] = set()
        for nth, weekday in self.weekdays:
            all_of = range(1 + (weekday - first) % 7, length + 1, 7)
            if nth == 0:
                found |= set(all_of)
            elif abs(nth) <= len(all_of):
                found.add(all_of[nth - 1 if nth > 0 else nth])
        return found

    def _fits(self, day: date) -> bool:
        weekdays = {weekday for _nth, weekday in self.weekdays}
        return (
            (not self.months or day.month in self.months)
            and (not weekdays or day.weekday() in weekdays)
            and (not self.month_days or day.day in self.month_days)
        )

    def _placed(self, days: list[date]) -> list[date]:
        if not self.places:
            return days
        chosen = {place - 1 if place > 0 else len(days) + place for place in self.places}
        return [day for place, day in enumerate(days) if place in chosen]


def _pairs(text: str) -> list[tuple[str, str, str]]:
    return [part.partition("=") for part in text[:2000].split(";") if part.strip()]


def _values(parts: Mapping[str, str], name: str) -> list[str]:
    return [value for value in parts.get(name, "").split(",")[:_MOST_VALUES] if value]


def _number(parts: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = parts.get(name, "")
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,10}", text) or not least <= int(text) <= most:
        raise BadRule(_("Die Wiederholung enthält die Zahl „{text}“.").format(text=text[:20]))
    return int(text)


def _int(text: str, most: int) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,3}", text) or not 1 <= abs(int(text)) <= most:
        raise BadRule(_("Die Wiederholung enthält die Zahl „{text}“.").format(text=text[:20]))
    return int(text)


def _weekday(text: str) -> tuple[int, int]:
    found = _BYDAY.fullmatch(text)
    if found is None:
        raise BadRule(_("Die Wiederholung enthält den Wochentag „{text}“.").format(text=text[:20]))
    return int(found[1] or 0), _WEEKDAYS.index(found[2])


def _until(text: str) -> date | None:
    found = re.match(r"([0-9]{4})([0-9]{2})([0-9]{2})", text)
    if not text:
        return None
    try:
        return date(*map(int, found.groups())) if found else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise BadRule(_("Die Wiederholung endet an keinem Tag: „{text}“.").format(text=text[:20]))
