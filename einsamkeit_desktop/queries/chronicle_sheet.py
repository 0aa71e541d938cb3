"""The journal page as the sheet a colleague gets: a row per line, the confidential ones left out and counted."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds import clock
from ..kinds.days import format_day
from ..kinds.registry import KINDS
from ..store.store import Store
from ..texts import _
from .briefing import Line
from .chronicle import ChronicleLine, Period, days, lines
from .record import Named
from .settings import office
from .sheet import Sheet, SheetColumn
from .sheets import open_ids


@dataclass(frozen=True)
class ChronicleSheet:
    """A sheet and the ids of the persons it names, for the export log."""

    sheet: Sheet
    person_ids: tuple[int, ...]


def chronicle_sheet(store: Store, period: Period) -> ChronicleSheet:
    """Return what `days` finds as a sheet; it names no confidential partner."""
    told = [line for line in lines(store, [key for day in days(store, period) for key in day.keys]) if line is not None]
    named = {person.id for line in told for person in _named(line)}
    may_leave = set(open_ids(store, list(named | {line.record_id for line in told})))
    kept = [
        line for line in told if line.record_id in may_leave and (line.holder is None or line.holder.id in may_leave)
    ]
    persons = {
        person.id for line in kept for person in _named(line) if person.kind == "person" and person.id in may_leave
    }
    said, own = sentence(period), office(store)
    columns = (
        SheetColumn(_("Tag"), "day"),
        SheetColumn(_("Uhrzeit"), "text"),
        SheetColumn(_("Art"), "text"),
        SheetColumn(_("Eintrag"), "text"),
        SheetColumn(_("Mit, zu"), "text"),
    )
    made = Sheet(
        title=_("Journal"),
        sentence=said,
        columns=columns,
        rows=[_row(line, may_leave) for line in kept],
        count=len(kept),
        author=own.unit,
        today=clock.today(),
        purpose="",
        left_out=len(told) - len(kept),
        office=own.name,
        criteria=(Line(_("Auswahl"), said), Line(_("Reihenfolge"), _("nach Tagen, die neuesten zuerst"))),
    )
    return ChronicleSheet(made, tuple(sorted(persons)))


def sentence(period: Period) -> str:
    """Return what is chosen as one sentence for paper."""
    since = format_day(period.since) if period.since else ""
    until = format_day(min(period.until or clock.today(), clock.today()))
    parts = [_("{since} bis {until}").format(since=since, until=until) if since else _("bis {day}").format(day=until)]
    if since == until:
        parts = [since]
    if period.kind:
        parts.append(_(KINDS[period.kind].plural))
    if period.words.strip():
        parts.append(_("gesucht: „{words}“").format(words=period.words.strip()))
    return "; ".join(parts)


def _named(line: ChronicleLine) -> tuple[Named, ...]:
    return line.people if line.holder is None else (line.holder, *line.people)


def _row(line: ChronicleLine, may_leave: set[int]) -> tuple[object, ...]:
    people = ", ".join(person.title for person in line.people if person.id in may_leave)
    return (line.day, f"{line.at:%H:%M}" if line.at else None, line.what, line.title, people or None)
