"""The days of the calendar's views, how things on them stand beside each other, and what is said about them."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..kinds.days import MONTHS, WEEKDAYS, format_day, format_day_long
from ..kinds.registry import KINDS
from ..kinds.workdays import holiday_names, is_working_day, next_working_day
from ..queries.calendar import CalendarItem
from ..texts import _, mark, ngettext

VIEWS: dict[str, str] = {
    "day": mark("Tag"),
    "week": mark("Woche"),
    "month": mark("Monat"),
    "agenda": mark("Agenda"),
}
AGENDA_DAYS = 28
_ONE = timedelta(days=1)
# A moment without a length is drawn, and stands beside others, as if it took half an hour.
_LEAST_MINUTES = 30
_GROUP_WORDS = {
    "appointment": mark("Termin"),
    "contact": mark("Kontakt"),
    "event": mark("Veranstaltung"),
    "reminder": mark("Wiedervorlage"),
}


@dataclass(frozen=True)
class Placed:
    """A thing with a time on one day: from which to which minute, in which of how many lanes side by side."""

    item: CalendarItem
    start: int
    end: int
    lane: int
    lanes: int


def span(view: str, day: date) -> tuple[date, date]:
    """Return the first and the last day that a view shows around a day."""
    monday = day - timedelta(days=day.weekday())
    if view == "day":
        return day, day
    if view == "week":
        return monday, monday + 6 * _ONE
    if view == "agenda":
        return day, day + (AGENDA_DAYS - 1) * _ONE
    first = day.replace(day=1)
    last = first.replace(day=calendar.monthrange(day.year, day.month)[1])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def turned(view: str, day: date, pages: int) -> date:
    """Return the day so many pages on: weeks in the day and the week, months in the month, agendas in the agenda."""
    if view == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + pages, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + timedelta(days=pages * (AGENDA_DAYS if view == "agenda" else 7))


def page_start(view: str, day: date, today: date) -> date:
    """Return where reading begins on the page a view shows: with today where it is on it, else with its first day."""
    first, last = span(view, day)
    if view == "month":
        first, last = day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return today if first <= today <= last else first


def heading(view: str, day: date) -> str:
    """Return what a view shows, for its title: "November 2026", "23.–29. November 2026"."""
    first, last = span(view, day)
    if view == "month":
        return f"{_(MONTHS[day.month - 1])} {day.year}"
    if view == "day":
        return f"{_(WEEKDAYS[day.weekday()])}, {format_day_long(day)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{format_day_long(last)}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day}. {_(MONTHS[first.month - 1])}{year} – {format_day_long(last)}"


def by_day(items: Iterable[CalendarItem], first: date, last: date) -> dict[date, list[CalendarItem]]:
    """Return what stands on each day, in the order of the items; what lasts longer stands on several."""
    found: dict[date, list[CalendarItem]] = defaultdict(list)
    for item in items:
        day = max(item.day, first)
        while day <= min(item.last_day, last):
            found[day].append(item)
            day += _ONE
    return found


def side_by_side(items: Sequence[CalendarItem], day: date) -> list[Placed]:
    """Return the timed things of a day in lanes, so that no two that overlap share one.

    Those that hang together get the same number of lanes; the lane is the first that is free.
    """
    spans = sorted((_minutes(item, day), place) for place, item in enumerate(items) if not _fills(item, day))
    found: list[Placed] = []
    cluster: list[tuple[int, int, int, int]] = []
    ends: list[int] = []

    def close() -> None:
        found.extend(Placed(items[place], start, end, lane, len(ends)) for start, end, lane, place in cluster)
        cluster.clear()
        ends.clear()

    for (start, end), place in spans:
        if ends and start >= max(ends):
            close()
        lane = next((at for at, until in enumerate(ends) if until <= start), len(ends))
        ends[lane : lane + 1] = [end]
        cluster.append((start, end, lane, place))
    close()
    return found


def fills_day(items: Iterable[CalendarItem], day: date) -> list[CalendarItem]:
    """Return the things of a day that stand above the hours: without a time, or from before to beyond the day."""
    return [item for item in items if _fills(item, day)]


def holiday(day: date, federal_state: str) -> str:
    """Return the name of a public holiday, "" for every other day."""
    return holiday_names(day.year, federal_state).get(day, "")


def time_in_words(item: CalendarItem) -> str:
    """Return from when to when, "" for what fills the day: "14:00 bis 15:00"."""
    if item.start is None:
        return ""
    if item.end is None:
        return f"{item.start:%H:%M}"
    end = f"{item.end:%H:%M}"
    if item.end.date() != item.day:
        end = f"{short_day(item.end.date())} {end}"
    return _("{start} bis {end}").format(start=f"{item.start:%H:%M}", end=end)


def in_words(item: CalendarItem) -> str:
    """Return all that a screen reader says about a thing: Di 10.02.2026, 14:00 bis 15:00, Termin: Runder Tisch."""
    what = _(_GROUP_WORDS[item.group]) if item.group in _GROUP_WORDS else _(KINDS[item.kind].label)
    parts = [short_day(item.day), time_in_words(item) or _("ganztägig"), f"{what}: {item.title}", item.place]
    if item.is_done:
        parts.append(_("vorbei") if item.start is not None else _("erledigt"))
    if item.confidential:
        parts.append(_("vertraulich"))
    return ", ".join(part for part in parts if part)


def day_in_words(day: date, items: Sequence[CalendarItem], federal_state: str) -> str:
    """Return what is said about a day: Dienstag, 10. Februar 2026, 3 Einträge."""
    count = ngettext("{count} Eintrag", "{count} Einträge", len(items)) if items else _("keine Einträge")
    return ", ".join(part for part in (heading("day", day), holiday(day, federal_state), count) if part)


def short_day(day: date) -> str:
    """Return a day with its weekday: Di 10.02.2026."""
    return f"{_(WEEKDAYS[day.weekday()])[:2]} {format_day(day)}"


def shifted(
    item: CalendarItem, *, days: int = 0, minutes: int = 0, federal_state: str = ""
) -> tuple[date, time | None] | None:
    """Return day and time of a thing moved so far; None where it has no time that could move.

    A reminder that goes back passes over weekends and holidays: from there it would only be sent on again.
    """
    if minutes and item.start is None:
        return None
    moved = item.begins + timedelta(days=days, minutes=minutes)
    while days < 0 and item.group == "reminder" and not is_working_day(moved.date(), federal_state):
        moved -= _ONE
    return moved.date(), moved.time() if item.start is not None else None


def landing(item: CalendarItem, day: date, today: date, federal_state: str) -> date:
    """Return where a thing moved to a day will stand: a reminder to come goes on to the next working day."""
    stays = item.group != "reminder" or day <= today or is_working_day(day, federal_state)
    return day if stays else next_working_day(day, federal_state)


def _minutes(item: CalendarItem, day: date) -> tuple[int, int]:
    """Return from which to which minute of the day a thing with a time stands."""
    midnight = datetime.combine(day, time())
    end = item.end or item.begins
    start = max(0, int((item.begins - midnight).total_seconds()) // 60)
    return start, min(24 * 60, max(int((end - midnight).total_seconds()) // 60, start + _LEAST_MINUTES))


def _fills(item: CalendarItem, day: date) -> bool:
    return item.start is None or (item.day < day < item.last_day)


Days = Mapping[date, Sequence[CalendarItem]]
