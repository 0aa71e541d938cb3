"""Days, moments, lengths and time zones of calendar files. Zones are taken by name where the machine knows it, by the
name Windows has for it, else from the file's own VTIMEZONE; a time without any is one on this machine's clock."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from ..kinds.fields import Day
from ..texts import _
from .icslines import Component, Property
from .icsrepeat import BadRule, Rule

_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})?(Z?)", re.IGNORECASE)
_LENGTH = re.compile(
    r"([+-]?)P(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})S)?)?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})(?:[0-9]{2})?")
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}")
_MOST_OBSERVANCES, _MOST_IN_ALL = 40, 400


class BadTime(Exception):
    """A value that is no time; the text is the sentence for the report."""


@dataclass(frozen=True)
class When:
    """A day, or a moment: `local` on the wall clock of its `zone`; no zone is that of this machine."""

    local: datetime
    zone: tzinfo | None = None
    is_day: bool = False

    @property
    def day(self) -> date:
        """The day as it stands in the file."""
        return self.local.date()

    def moment(self) -> datetime:
        """Return the moment in UTC. Raises BadTime where the machine cannot reckon with it."""
        try:
            return self.local.replace(tzinfo=self.zone).astimezone(UTC)
        except (OSError, OverflowError, ValueError):  # Windows knows no local time before 1970
            raise BadTime(_("Mit der Zeit {time} kann das Programm nicht rechnen.").format(time=self.local)) from None

    def here(self) -> datetime:
        """Return the time on this machine's clock."""
        return self.moment().astimezone().replace(tzinfo=None)


class Zones:
    """The time zones of a file."""

    def __init__(self, found: list[Component]) -> None:
        self._own = {zone.text("TZID"): zone for zone in found if zone.name == "VTIMEZONE"}
        self._known: dict[str, tzinfo | None] = {}
        self._left = _MOST_IN_ALL

    def zone(self, name: str) -> tzinfo | None:
        """Return a zone by its name in the file, None where nobody knows it."""
        if name not in self._known:
            self._known[name] = known_zone(name) or self._from_file(name)
        return self._known[name]

    def read(self, stated: Property) -> When:
        """Return the day or moment of a property. Raises BadTime."""
        return read_when(stated.value.strip(), self.zone(stated.parameters.get("TZID", "")))

    def doubt(self, stated: Property | None) -> str:
        """Return what is to be said about a time whose zone nobody knows, "" where there is nothing to say."""
        name = stated.parameters.get("TZID", "") if stated is not None else ""
        if stated is None or not name or "T" not in stated.value or stated.value.strip().upper().endswith("Z"):
            return ""
        if self.zone(name) is not None:
            return ""
        return _("Die Zeitzone „{zone}“ ist nicht bekannt; die Zeit gilt hier als Ortszeit.").format(zone=name[:60])

    def _from_file(self, name: str) -> tzinfo | None:
        component = self._own.get(name)
        observances = _observances(component) if component is not None and self._left > 0 else ()
        self._left -= len(observances)
        return FileZone(name, observances) if observances else None


def read_when(text: str, zone: tzinfo | None = None) -> When:
    """Return the day or moment that a value means. Raises BadTime."""
    try:
        if found := _DAY.fullmatch(text):
            when = When(datetime(*map(int, found.groups())), is_day=True)  # type: ignore[arg-type]
        elif found := _MOMENT.fullmatch(text):
            parts = [int(part or 0) for part in found.groups()[:6]]
            parts[5] = min(parts[5], 59)  # a leap second
            when = When(datetime(*parts), UTC if found[7] else zone)  # type: ignore[arg-type]
        else:
            raise ValueError
    except ValueError:
        raise BadTime(_("„{text}“ ist keine Zeit.").format(text=text[:40])) from None
    if not Day.FIRST.year <= when.local.year <= date.today().year + 100:
        raise BadTime(_("Das Jahr {year} kann nicht stimmen.").format(year=when.local.year))
    return when


def read_length(text: str) -> timedelta:
    """Return a length such as PT1H30M. Raises BadTime."""
    found = _LENGTH.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise BadTime(_("„{text}“ ist keine Dauer.").format(text=text[:40]))
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(days=weeks * 7 + days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


@lru_cache(maxsize=256)
def known_zone(name: str) -> tzinfo | None:
    """Return a zone that the machine knows by a name as programs write it, or None."""
    bare = name.strip().strip('"')
    if not bare:
        return None
    for each in (bare, "/".join(bare.split("/")[-2:]), _windows_names().get(bare, "")):
        if _ZONE_NAME.fullmatch(each):
            try:
                return ZoneInfo(each)
            except (ValueError, KeyError, OSError):
                continue
    return None


def _windows_names() -> Mapping[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON


@dataclass(frozen=True)
class _Observance:
    """From `start` on, and again by its rule, clocks stand at `offset` from UTC."""

    start: datetime
    offset: timedelta
    rule: Rule | None

    def last_before(self, local: datetime) -> datetime | None:
        """Return when it last began before a time on the clock."""
        if self.rule is None:
            return self.start if self.start <= local else None
        for year in (local.year, local.year - 1):
            begun = _beginnings(self.rule, self.start, year)
            place = bisect_right(begun, local)
            if place:
                return begun[place - 1]
        return None


@lru_cache(maxsize=1024)
def _beginnings(rule: Rule, start: datetime, year: int) -> tuple[datetime, ...]:
    """Return when an observance begins in a year, in order; a hostile file would ask for the same ones for ever."""
    days = rule.days_of_year(year, start.date())
    return tuple(begun for day in days if (begun := datetime.combine(day, start.time())) >= start)


class FileZone(tzinfo):
    """A zone as the file itself describes it."""

    def __init__(self, name: str, observances: tuple[_Observance, ...]) -> None:
        self._name = name
        self._observances = observances

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Return how far its clocks are from UTC at a time on them."""
        if moment is None:
            return timedelta()
        local = moment.replace(tzinfo=None)
        begun = [(each.last_before(local), each.offset) for each in self._observances]
        known = [(start, offset) for start, offset in begun if start is not None]
        return max(known)[1] if known else self._observances[0].offset

    def dst(self, moment: datetime | None) -> timedelta:
        """Say nothing about summer time."""
        return timedelta()

    def tzname(self, moment: datetime | None) -> str:
        """Return the name in the file."""
        return self._name


def _observances(zone: Component) -> tuple[_Observance, ...]:
    found = []
    for part in zone.parts[:_MOST_OBSERVANCES]:
        offset = _OFFSET.fullmatch(part.text("TZOFFSETTO").strip())
        stated = part.first("DTSTART")
        if offset is None or stated is None:
            continue
        minutes = int(offset[2]) * 60 + int(offset[3])
        if minutes >= 24 * 60:
            continue
        try:
            start = _start(stated.value.strip())
            rule = Rule.read(part.text("RRULE")) if part.first("RRULE") else None
        except (BadTime, BadRule):
            continue
        found.append(_Observance(start, timedelta(minutes=-minutes if offset[1] == "-" else minutes), rule))
    return tuple(found)


def _start(text: str) -> datetime:
    """Return the beginning of an observance; Outlook writes the year 1601."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise BadTime(text)
    try:
        return datetime(*[int(part or 0) for part in found.groups()[:6]])  # type: ignore[arg-type]
    except ValueError:
        raise BadTime(text) from None


def midnight(day: date) -> datetime:
    """Return the beginning of a day on the clock."""
    return datetime.combine(day, time())
