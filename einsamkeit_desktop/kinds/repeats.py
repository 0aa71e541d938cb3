"""How something repeats: RRULEs (RFC 5545) as they are kept, and the German they are typed and shown in.

Only days repeat, and only what the words below can say is kept: so every rule has an end in sight when the next day is
looked for, whoever wrote the file it came from. The German lives in repeat_words.py.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from ..texts import _
from . import clock
from .clean import clean_text
from .repeat_words import month_day, read_words, say
from .workdays import is_working_day, next_working_day

MOST_TIMES = 1000
MOST_YEARS = 5

# What a rule may hold beside its frequency, in the order it is kept; day lists of other frequencies can run for ages.
_PARTS = {
    "DAILY": ("INTERVAL",),
    "WEEKLY": ("INTERVAL", "BYDAY"),
    "MONTHLY": ("INTERVAL", "BYMONTHDAY", "BYDAY", "BYSETPOS"),
    "YEARLY": ("INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"),
}
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_NUMBERS = {"INTERVAL": (1, 999), "COUNT": (1, 10**9), "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYSETPOS": (-5, 5)}
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


def read(text: str) -> str | None:
    """Return the rule that a text means, an RRULE or German, in its kept form. Raises ValueError with a sentence."""
    asked = clean_text(text).strip()
    if not asked:
        return None
    bare = re.sub(r"^RRULE:", "", asked, flags=re.IGNORECASE)
    parts = _split(bare) if re.match(r"FREQ *=|.*; *FREQ *=", bare, re.IGNORECASE) else read_words(asked)
    if parts is None:
        raise ValueError(
            _(
                "„{text}“ ist keine Wiederholung. Gut sind „jeden Montag“, „alle 2 Wochen“, „monatlich am 15.“ oder "
                "„jeden 2. Dienstag im Monat“."
            ).format(text=asked)
        )
    kept = _joined(parts)
    if wrong := problem(kept):
        raise ValueError(wrong)
    return kept


def show(rule: str) -> str:
    """Return a kept rule in German; what German has no words for stays an RRULE, which `read` reads too."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    said = say(parts)
    return said if said is not None and read_words(said) == parts else f"RRULE:{rule}"


def problem(rule: str) -> str | None:
    """Return the sentence that says why a rule cannot be kept, or None."""
    try:
        parts = _split(rule)
        _check(parts)
    except ValueError as trouble:
        return str(trouble)
    until = _until(parts)
    if until is not None and until > _years_on(clock.today()):
        return _("Die Wiederholung endet erst {year}. Bitte höchstens {years} Jahre weit planen.").format(
            year=until.year, years=MOST_YEARS
        )
    start = date(2000, 1, 1)
    second = next((day for day in _days(parts, start) if day > start), None)
    if second is None or second > _years_on(start):
        return _("Diese Wiederholung kommt in {years} Jahren kein einziges Mal vor.").format(years=MOST_YEARS)
    return None


def next_of(rule: str, wished: date, today: date, federal_state: str = "") -> tuple[date, str] | None:
    """Return the next day of a series after the one that is done today, and the rule that goes on from it.

    What was missed is not made up for; the working day that a wished weekend was moved to counts as that weekend.
    """
    shown = wished if is_working_day(wished, federal_state) else next_working_day(wished, federal_state)
    return following(rule, wished, max(today, shown + timedelta(days=1)))


def following(rule: str, wished: date, earliest: date) -> tuple[date, str] | None:
    """Return the next day of a series after `wished` that is not before `earliest`, and the rule that goes on from it.

    `wished` is a day of the series as the rule has it, not where a weekend moved it: so the series does not drift. None
    when the series is over: its count, its last day, or five years without a day.
    """
    parts = _split(_pinned(rule, wished))
    left = int(parts.pop("COUNT", 0))
    end = min(_until(parts) or date.max, _years_on(max(wished, earliest)))
    for found in _days(parts, wished):
        if found <= wished:
            continue
        if found > end or left == 1:
            return None
        left -= 1
        if found >= earliest:
            return found, _joined({**parts, **({"COUNT": str(left)} if left > 0 else {})})
    return None


def _days(parts: dict[str, str], start: date) -> Iterator[date]:
    """Yield the days of a series from a day on, without regard to where it ends."""
    from dateutil import rrule

    bare = _joined({name: value for name, value in parts.items() if name not in {"COUNT", "UNTIL"}})
    for moment in rrule.rrulestr(bare, dtstart=datetime.combine(start, time())):
        yield moment.date()


def _pinned(rule: str, wished: date) -> str:
    """Say the day in a rule that goes by its beginning where short months lack it: from the 31st on, the last of each.

    Without it dateutil leaves out the short months, and a clipped day would stay clipped ever after.
    """
    parts = _split(rule)
    if wished.day <= 28 or any(name in parts for name in ("BYDAY", "BYMONTHDAY")):
        return rule
    if parts["FREQ"] == "MONTHLY":
        return _joined({**parts, **month_day(wished.day)})
    if parts["FREQ"] == "YEARLY" and wished.month == 2 and "BYMONTH" not in parts:
        return _joined({**parts, "BYMONTH": "2", **month_day(wished.day)})
    return rule


def _split(rule: str) -> dict[str, str]:
    """Return the parts of an RRULE, capital and without defaults. Raises ValueError for what is none."""
    parts: dict[str, str] = {}
    for part in rule.upper().replace(" ", "").strip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value or name in parts:
            raise ValueError(_("„{text}“ ist keine Wiederholung nach RFC 5545.").format(text=rule))
        parts[name] = value
    parts.pop("WKST", None)
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"][:8]
    return parts


def _joined(parts: dict[str, str]) -> str:
    order = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "COUNT", "UNTIL")
    known = [name for name in order if name in parts]
    return ";".join(f"{name}={parts[name]}" for name in (*known, *(name for name in parts if name not in order)))


def _check(parts: dict[str, str]) -> None:
    frequency = parts.get("FREQ", "")
    if frequency in _TOO_OFTEN:
        raise ValueError(_("Öfter als täglich wiederholt sich hier nichts."))
    if frequency not in _PARTS:
        raise ValueError(_("Der Wiederholung fehlt, ob sie täglich, wöchentlich, monatlich oder jährlich ist."))
    for name, value in parts.items():
        if name not in ("FREQ", "COUNT", "UNTIL", *_PARTS[frequency]):
            raise ValueError(_("Den Teil {name} der Wiederholung kennt dieses Programm nicht.").format(name=name))
        if name in _NUMBERS and not all(_within(entry, *_NUMBERS[name]) for entry in value.split(",")):
            raise ValueError(_("In der Wiederholung passt „{value}“ nicht zu {name}.").format(value=value, name=name))
    for name in ("INTERVAL", "COUNT"):
        if "," in parts.get(name, ""):
            raise ValueError(
                _("In der Wiederholung passt „{value}“ nicht zu {name}.").format(value=parts[name], name=name)
            )
    if int(parts.get("COUNT", 1)) > MOST_TIMES:
        raise ValueError(_("Mehr als {most} Wiederholungen sind nicht möglich.").format(most=MOST_TIMES))
    for entry in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        known = _DAY.fullmatch(entry)
        if known is None or (known[1] and frequency == "WEEKLY"):
            raise ValueError(_("In der Wiederholung ist „{value}“ kein Wochentag.").format(value=entry))
    _until(parts)


def _within(text: str, least: int, most: int) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9]{1,9}", text)) and least <= int(text) <= most and int(text) != 0


def _until(parts: dict[str, str]) -> date | None:
    text = parts.get("UNTIL", "")
    if not text:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError as error:
        raise ValueError(_("„{text}“ ist kein letzter Tag einer Wiederholung.").format(text=text)) from error


def _years_on(day: date) -> date:
    year = day.year + MOST_YEARS
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))
