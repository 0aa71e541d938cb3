"""Days as people type and read them: 10.2.25, 10.02., 100225, heute, morgen, +14, fr, KW 9 (DIN 5008, ISO 8601)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from ..texts import _, mark, ngettext
from .clean import clean_text

MONTHS = (
    mark("Januar"), mark("Februar"), mark("März"), mark("April"), mark("Mai"), mark("Juni"), mark("Juli"),
    mark("August"), mark("September"), mark("Oktober"), mark("November"), mark("Dezember"),
)  # fmt: skip
WEEKDAYS = (
    mark("Montag"), mark("Dienstag"), mark("Mittwoch"), mark("Donnerstag"), mark("Freitag"), mark("Samstag"),
    mark("Sonntag"),
)  # fmt: skip

_FIRST_YEAR = 1900
_YEARS_AHEAD = 100
_DAY_WORDS = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
_MONTH_WORDS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "mrz": 3, "maer": 3, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
_WEEKDAY_WORDS = {
    "mo": 0, "montag": 0, "di": 1, "dienstag": 1, "mi": 2, "mittwoch": 2, "do": 3, "donnerstag": 3, "fr": 4,
    "freitag": 4, "sa": 5, "samstag": 5, "sonnabend": 5, "so": 6, "sonntag": 6,
}  # fmt: skip
_COUNT_WORDS = {"einem": 1, "einer": 1, "ein": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "sechs": 6, "acht": 8}

_UNIT = r"(t|tage?n?|d|w|wochen?|m|monate?n?|j|jahre?n?)"
_DOTTED = re.compile(r"([0-9]{1,2})[./\-] ?([0-9]{1,2})(?:[./\-] ?([0-9]{4}|[0-9]{2})?)?")
_ISO = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[t ][0-9:.,z+\- ]*)?")
_WRITTEN = re.compile(r"([0-9]{1,2})\.? ?([a-zäöü]+)\.?(?: ?([0-9]{4}|[0-9]{2}))?")
_OFFSET = re.compile(rf"([+\-\u2212]) ?([0-9]{{1,4}}) ?{_UNIT}?")
_IN_WORDS = re.compile(rf"(in|vor) ([0-9]{{1,4}}|[a-z]+) {_UNIT}")
_WEEK = re.compile(r"(?:kw ?([0-9]{1,2})|([0-9]{1,2})\. ?kw)(?: ?[/ ] ?([0-9]{4}|[0-9]{2}))?")


def parse_day(text: str, today: date) -> date | None:
    """Return the day a text means, seen from today, or None when it is no day.

    A day without a year is the one nearest to today; a weekday is the next one after today; a calendar week is its
    Monday; two digits mean 2000–2069 or 1970–1999. Days before 1900 or more than 100 years ahead are not accepted.
    """
    asked = clean_text(text).casefold().rstrip(",")
    if not asked or len(asked) > 40:
        return None
    for reader in (_word, _digits, _iso, _dotted, _written, _offset, _in_words, _week):
        try:
            day = reader(asked, today)
        except (ValueError, OverflowError):
            return None
        if day is not None:
            in_range = day.year >= _FIRST_YEAR and day <= _shift_months(today, 12 * _YEARS_AHEAD)
            return day if in_range else None
    return None


def _word(text: str, today: date) -> date | None:
    if text in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[text])
    if text == "monatsende":
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    weekday = _WEEKDAY_WORDS.get(re.sub(r"^(?:am |nächste[rn]? |kommende[rn]? )", "", text).rstrip("."))
    if weekday is None:
        # "Mo, 10.02.2025": the weekday before a date says nothing new.
        shorter = re.fullmatch(r"(mo|di|mi|do|fr|sa|so)[a-zä]*\.?,? +(.*[0-9].*)", text)
        return parse_day(shorter.group(2), today) if shorter else None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _digits(text: str, today: date) -> date | None:
    if not re.fullmatch(r"[0-9]{4}|[0-9]{6}|[0-9]{8}", text):
        return None
    day, month, year = int(text[:2]), int(text[2:4]), text[4:]
    if len(text) == 8 and (month > 12 or day > 31):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return _in_year(day, month, year, today)


def _iso(text: str, today: date) -> date | None:
    found = _ISO.fullmatch(text)
    return date(int(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None


def _dotted(text: str, today: date) -> date | None:
    found = _DOTTED.fullmatch(text)
    return _in_year(int(found.group(1)), int(found.group(2)), found.group(3) or "", today) if found else None


def _written(text: str, today: date) -> date | None:
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    word = found.group(2)
    month = next((number for start, number in _MONTH_WORDS.items() if word.startswith(start)), None)
    return _in_year(int(found.group(1)), month, found.group(3) or "", today) if month else None


def _offset(text: str, today: date) -> date | None:
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    count = int(found.group(2)) * (1 if found.group(1) == "+" else -1)
    return _moved(today, count, found.group(3) or "t")


def _in_words(text: str, today: date) -> date | None:
    found = _IN_WORDS.fullmatch(text)
    if not found:
        return None
    word = found.group(2)
    count = int(word) if word.isdigit() else _COUNT_WORDS.get(word)
    if count is None:
        return None
    return _moved(today, count if found.group(1) == "in" else -count, found.group(3))


def _week(text: str, today: date) -> date | None:
    found = _WEEK.fullmatch(text)
    if not found:
        return None
    week, year = int(found.group(1) or found.group(2)), found.group(3)
    if year:
        return date.fromisocalendar(_full_year(year), week, 1)
    return _nearest(today, lambda candidate: date.fromisocalendar(candidate, week, 1))


def _moved(today: date, count: int, unit: str) -> date:
    if unit.startswith("w"):
        return today + timedelta(weeks=count)
    if unit.startswith("m"):
        return _shift_months(today, count)
    if unit.startswith("j"):
        return _shift_months(today, 12 * count)
    return today + timedelta(days=count)


def _shift_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _in_year(day: int, month: int, year: str, today: date) -> date | None:
    if year:
        return date(_full_year(year), month, day)
    return _nearest(today, lambda candidate: date(candidate, month, day))


def _nearest(today: date, make: Callable[[int], date]) -> date | None:
    """Return the day nearest to today among those of last, this and next year that exist; the later one on a tie."""
    days: list[date] = []
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            days.append(make(year))
        except ValueError:  # 29.02. outside a leap year, week 53
            continue
    return min(days, key=lambda day: abs(day - today), default=None)


def format_day(day: date) -> str:
    """Return the day for lists and forms: 10.02.2025."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def format_day_long(day: date) -> str:
    """Return the day for letters, without leading zero: 10. Februar 2025."""
    return f"{day.day}. {_(MONTHS[day.month - 1])} {day.year}"


def short_day(day: date, today: date) -> str:
    """Return a day near to today with its weekday: Do 26.11., with the year where it is another one."""
    shown = format_day(day) if day.year != today.year else f"{day.day:02d}.{day.month:02d}."
    return f"{_(WEEKDAYS[day.weekday()])[:2]} {shown}"


def relative_day(day: date, today: date) -> str:
    """Return how far the day is away: heute, gestern, vor 96 Tagen, in 5 Tagen."""
    distance = (day - today).days
    near = {-2: _("vorgestern"), -1: _("gestern"), 0: _("heute"), 1: _("morgen"), 2: _("übermorgen")}
    if distance in near:
        return near[distance]
    if distance < 0:
        return ngettext("vor {count} Tag", "vor {count} Tagen", -distance)
    return ngettext("in {count} Tag", "in {count} Tagen", distance)
