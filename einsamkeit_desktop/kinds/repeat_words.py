"""The German of repetitions: "alle 2 Wochen am Montag, 5-mal" as the parts of an RRULE, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..texts import _
from . import clock, days

Parts = dict[str, str]

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)"
_LISTED = rf"{_WEEKDAY}s?(?:(?:, ?| und ){_WEEKDAY}s?)*"
_NUMBER = r"([0-9]{1,3}|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf)"
_NTH = r"([1-5])\.|(erste|zweite|dritte|vierte|fünfte|letzte)[nrs]?"
_COUNTS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "acht": 8, "zehn": 10, "zwölf": 12}
_NTHS = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "letzte": -1}
_MONTHS = "|".join(month.lower() for month in days.MONTHS)

# What stands alone, and what a day may follow ("monatlich am 15."): pattern → frequency and interval.
_PLAIN: tuple[tuple[str, Parts], ...] = (
    (r"täglich|jeden tag", {"FREQ": "DAILY"}),
    (r"werktags|werktäglich|arbeitstäglich|jeden (?:arbeitstag|werktag)|montags? bis freitags?",
     {"FREQ": "WEEKLY", "BYDAY": "MO,TU,WE,TH,FR"}),
    (r"wöchentlich|jede woche", {"FREQ": "WEEKLY"}),
    (r"(?:14|vierzehn)-?täg(?:ig|lich)|zweiwöchentlich|jede (?:2\.|zweite) woche", {"FREQ": "WEEKLY", "INTERVAL": "2"}),
    (r"monatlich|jeden monat", {"FREQ": "MONTHLY"}),
    (r"zweimonatlich|jeden (?:2\.|zweiten) monat", {"FREQ": "MONTHLY", "INTERVAL": "2"}),
    (r"vierteljährlich|quartalsweise|jedes (?:quartal|vierteljahr)", {"FREQ": "MONTHLY", "INTERVAL": "3"}),
    (r"halbjährlich|jedes halbjahr", {"FREQ": "MONTHLY", "INTERVAL": "6"}),
    (r"jährlich|jedes jahr", {"FREQ": "YEARLY"}),
)  # fmt: skip
_EVERY = {"tag": "DAILY", "woche": "WEEKLY", "monat": "MONTHLY", "jahr": "YEARLY"}


def read_words(text: str) -> Parts | None:
    """Return the parts of the rule that German words mean, None where they mean none."""
    asked = re.sub(r"\s+", " ", text.casefold()).strip(" .")
    asked, end = _end(asked)
    parts = None
    if end is not None:
        parts = _nth_weekday(asked) or _weekdays(asked) or _day_of_month(asked) or _plain(asked)
    return {**parts, **end} if parts is not None and end is not None else None


def say(parts: Mapping[str, str]) -> str | None:
    """Return the parts in German, None where there are no words for them."""
    every, day = _say_every(parts), _say_day(parts)
    if every is None or day is None:
        return None
    nth = re.fullmatch(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)", parts.get("BYDAY", ""))
    if parts["FREQ"] == "WEEKLY" and "BYDAY" in parts and "INTERVAL" not in parts:
        is_workdays = parts["BYDAY"] == "MO,TU,WE,TH,FR"
        said = _("jeden Arbeitstag") if is_workdays else _("jeden {days}").format(days=day.removeprefix("am "))
    elif nth and parts["FREQ"] == "MONTHLY" and "INTERVAL" not in parts:
        said = _("jeden {day} im Monat").format(day=day.removeprefix("am "))
    else:
        said = f"{every} {day}".strip()
    if "COUNT" in parts:
        said += ", " + _("{count}-mal").format(count=parts["COUNT"])
    if "UNTIL" in parts:
        until = parts["UNTIL"]
        said += ", " + _("bis {day}").format(day=f"{until[6:8]}.{until[4:6]}.{until[:4]}")
    return said


def _end(text: str) -> tuple[str, Parts | None]:
    """Take ", 5-mal" and "bis 31.12.2027" off the end; None for an end that is none."""
    if found := re.fullmatch(r"(.+?),? (?:nur )?([0-9]{1,9})[- ]?mal", text):
        return found[1], {"COUNT": found[2]}
    if found := re.fullmatch(r"(.+?),? bis (?:zum )?([0-9].*)", text):
        day = days.parse_day(found[2], clock.today())
        return found[1], {"UNTIL": f"{day:%Y%m%d}"} if day is not None else None
    return text, {}


def _plain(text: str) -> Parts | None:
    for pattern, parts in _PLAIN:
        if re.fullmatch(pattern, text):
            return dict(parts)
    if found := re.fullmatch(rf"alle {_NUMBER} (tag|woche|monat|jahr)e?n?", text):
        return _every(found[2], found[1])
    return None


def _every(unit: str, count: str) -> Parts:
    number = _COUNTS.get(count) or int(count)
    return {"FREQ": _EVERY[unit], **({"INTERVAL": str(number)} if number != 1 else {})}


def _weekdays(text: str) -> Parts | None:
    """Read "jeden Montag", "montags und donnerstags", "jeden zweiten Montag", "alle 2 Wochen am Montag"."""
    if found := re.fullmatch(rf"(?:jeden|jede|immer) (2\. |zweiten )?(?:am )?({_LISTED})", text):
        every: Parts | None = {"FREQ": "WEEKLY", **({"INTERVAL": "2"} if found[1] else {})}
    elif found := re.fullmatch(rf"(.+?) (?:am |jeden )({_LISTED})", text):
        every = _plain(found[1])
    elif found := re.fullmatch(rf"()({_LISTED})", text):  # "montags"; "Montag" alone is a day, no repetition
        every = {"FREQ": "WEEKLY"} if re.search(r"(?:tag|abend|woch)s\b", text) else None
    else:
        return None
    if every is None or every["FREQ"] != "WEEKLY" or "BYDAY" in every:
        return None
    return {**every, "BYDAY": _codes(found[2])}


def _codes(listed: str) -> str:
    places = {_weekday(word) for word in re.findall(_WEEKDAY, listed)}
    return ",".join(_CODES[place] for place in sorted(places))


def _weekday(word: str) -> int:
    if word == "sonnabend":
        return 5
    return next(place for place, name in enumerate(days.WEEKDAYS) if name.lower().startswith(word[:2]))


def _nth_weekday(text: str) -> Parts | None:
    """Read "jeden 2. Dienstag im Monat", "monatlich am letzten Freitag", "alle 3 Monate am 1. Montag"."""
    found = re.fullmatch(rf"(?:jeden |am )(?:{_NTH}) ({_WEEKDAY})(?: im monat| (?:des|jedes|jeden) monats?)", text)
    every: Parts | None = {"FREQ": "MONTHLY"}
    if found is None:
        found = re.fullmatch(rf"(.+?) am (?:{_NTH}) ({_WEEKDAY})(?: im monat)?", text)
        every = _plain(found[1]) if found is not None else None
    if found is None or every is None or every["FREQ"] != "MONTHLY":
        return None
    digit, word, weekday = found.groups()[-3:]
    nth = int(digit) if digit else _NTHS[word]
    return {**every, "BYDAY": f"{nth}{_CODES[_weekday(weekday)]}"}


def _day_of_month(text: str) -> Parts | None:
    """Read "monatlich am 15.", "am 15. jeden Monats", "vierteljährlich am letzten Tag", "jährlich am 15. März"."""
    last = r"letzten(?: tag)?(?: im monat| des monats)?|monatsletzten|monatsende|ultimo"
    if found := re.fullmatch(rf"am (?:([0-9]{{1,2}})\.?|({last})) (?:jeden|jedes|eines jeden) monats", text):
        every: Parts | None = {"FREQ": "MONTHLY"}
        day = found[1]
    elif found := re.fullmatch(rf"(.+?) (?:am|zum) (?:([0-9]{{1,2}})\.?(?: (?:im monat|des monats))?|({last}))", text):
        every, day = _plain(found[1]), found[2]
    else:
        return _day_of_year(text)
    if every is None or every["FREQ"] != "MONTHLY":
        return None
    number = int(day) if day else 31
    return {**every, **month_day(number)} if 1 <= number <= 31 else None


def _day_of_year(text: str) -> Parts | None:
    found = re.fullmatch(rf"(.+?) am ([0-9]{{1,2}})\. ?(?:([0-9]{{1,2}})\.?|({_MONTHS}))", text)
    every = _plain(found[1]) if found is not None else None
    if found is None or every is None or every["FREQ"] != "YEARLY":
        return None
    names = [month.lower() for month in days.MONTHS]
    day, month = int(found[2]), int(found[3]) if found[3] else names.index(found[4]) + 1
    if not 1 <= month <= 12 or not 1 <= day <= (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31):
        return None
    on = month_day(29) if (day, month) == (29, 2) else {"BYMONTHDAY": str(day)}
    return {**every, "BYMONTH": str(month), **on}


def month_day(day: int) -> Parts:
    """Return the parts for a day of the month, which in shorter months is their last."""
    if day <= 28:
        return {"BYMONTHDAY": str(day)}
    if day == 31:
        return {"BYMONTHDAY": "-1"}
    return {"BYMONTHDAY": ",".join(str(each) for each in range(28, day + 1)), "BYSETPOS": "-1"}


def _say_every(parts: Mapping[str, str]) -> str | None:
    interval = int(parts.get("INTERVAL", 1))
    frequency = parts.get("FREQ", "")
    named = {
        ("DAILY", 1): _("täglich"), ("WEEKLY", 1): _("wöchentlich"), ("MONTHLY", 1): _("monatlich"),
        ("MONTHLY", 3): _("vierteljährlich"), ("MONTHLY", 6): _("halbjährlich"), ("YEARLY", 1): _("jährlich"),
    }  # fmt: skip
    several = {"DAILY": _("alle {count} Tage"), "WEEKLY": _("alle {count} Wochen"),
               "MONTHLY": _("alle {count} Monate"), "YEARLY": _("alle {count} Jahre")}  # fmt: skip
    if (frequency, interval) in named:
        return named[frequency, interval]
    return several[frequency].format(count=interval) if frequency in several else None


def _say_day(parts: Mapping[str, str]) -> str | None:
    """Return the day as it follows the frequency ("am 15.", "am 2. Dienstag"), "" for none, None for no words."""
    by = {name: parts[name] for name in ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS") if name in parts}
    if not by:
        return ""
    if set(by) == {"BYDAY"}:
        return _say_weekdays(by["BYDAY"].split(","))
    month = by.pop("BYMONTH", "")
    number = next((day for day in range(1, 32) if month_day(day) == by), None)
    if month and parts["FREQ"] == "YEARLY" and month.isdigit():
        exact = int(by["BYMONTHDAY"]) if set(by) == {"BYMONTHDAY"} and by["BYMONTHDAY"].isdigit() else number
        return _("am {day}. {month}").format(day=exact, month=_(days.MONTHS[int(month) - 1])) if exact else None
    if number is None or parts["FREQ"] != "MONTHLY":
        return None
    return _("am letzten Tag") if number == 31 else _("am {day}.").format(day=number)


def _say_weekdays(entries: Iterable[str]) -> str | None:
    names, nths = [], []
    for entry in entries:
        names.append(_(days.WEEKDAYS[_CODES.index(entry[-2:])]) if entry[-2:] in _CODES else "")
        nths.append(entry[:-2].lstrip("+"))
    if len(names) == 1 and nths[0]:
        ordinal = _("letzten") if nths[0] == "-1" else f"{nths[0]}."
        return _("am {nth} {weekday}").format(nth=ordinal, weekday=names[0]) if nths[0] in "12345-1" else None
    if any(nths) or "" in names:
        return None
    return _("am {days}").format(days=_(" und ").join(filter(None, (", ".join(names[:-1]), names[-1]))))
