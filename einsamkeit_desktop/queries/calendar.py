"""The calendar: what stands on which day, of every kind that has one: appointments, reminders, events, terms.

Times are those of this machine's clock, as the pages show them; the store keeps UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select, union
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.folding import word_key
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record
from ..texts import _, mark
from .terms import vocabulary

GROUPS: dict[str, str] = {
    "appointment": mark("Termine"),
    "contact": mark("Kontakte"),
    "event": mark("Veranstaltungen"),
    "reminder": mark("Wiedervorlagen"),
    "term": mark("Fristen"),
}
"""What one can choose to see: planned appointments, contacts written down afterwards, events, reminders, terms."""

TERMS: dict[str, str] = {
    "case": "deadline_on",
    "consultation": "session_on",
    "mandate": "report_by",
    "exchange": "day",
    "offer": "ends_on",
    "body": "term_until",
}
"""The field that holds the day of a term, by kind."""

DATED = ("contact_note", "event", "reminder", *TERMS)
"""The kinds that can stand in a calendar."""

_TERM_TITLES = {
    "case": mark("Frist: {title}"),
    "consultation": mark("Sitzung: {title}"),
    "mandate": mark("Bericht: {title}"),
    "exchange": mark("Austausch: {title}"),
    "offer": mark("Angebot endet: {title}"),
    "body": mark("Amtszeit endet: {title}"),
}
# What lasts longer does not reach into a later range.
_LONGEST_NOTE, _LONGEST_EVENT = timedelta(days=3), timedelta(days=31)
_DAY_MINUTES = 24 * 60
_HELD, _CALLED_OFF = "durchgefuehrt", "abgesagt"


@dataclass(frozen=True)
class CalendarItem:
    """One thing on a day. Without `start` it fills the day, or its `minutes` in whole days; `place` is where or whom.

    `kind` is the record's kind, `group` one of GROUPS. What is not `is_movable` is a fact or somebody else's to move.
    """

    record_id: int
    kind: str
    group: str
    title: str
    day: date
    start: time | None = None
    minutes: int | None = None
    place: str = ""
    is_movable: bool = False
    is_done: bool = False
    confidential: bool = False

    @property
    def begins(self) -> datetime:
        """When it begins on this machine's clock, without a zone; midnight where it has no time."""
        return datetime.combine(self.day, self.start or time())

    @property
    def end(self) -> datetime | None:
        """When it ends, None where nobody said."""
        return self.begins + timedelta(minutes=self.minutes) if self.start is not None and self.minutes else None

    @property
    def last_day(self) -> date:
        """The last day it stands on; what ends at midnight does not reach into the next."""
        if self.start is None and self.minutes:
            return self.day + timedelta(minutes=self.minutes - 1)
        end = self.end
        return max(self.day, (end - timedelta(minutes=1)).date()) if end is not None else self.day


def items(store: Store, first: date, last: date, groups: Collection[str] = tuple(GROUPS)) -> list[CalendarItem]:
    """Return what stands on the days from `first` to `last`, both included: by day, all-day first, then by time.

    Nothing trashed or restricted; reminders only while they are open. One query per kind, each by the index of its
    day, whatever else the store holds.
    """
    words = vocabulary(store)
    short = partial(words.short_label, "note_kind")
    with store.reading() as connection:
        found = [item for part in _parts(groups, short) for item in part(connection, first, last)]
    return sorted(
        (item for item in found if item.day <= last and item.last_day >= first),
        key=lambda item: (item.day, item.start is not None, item.start or time(), word_key(item.title), item.record_id),
    )


_Part = Callable[[Connection, date, date], Iterator[CalendarItem]]


def _parts(groups: Collection[str], short: Callable[[str | None], str]) -> Iterator[_Part]:
    if {"appointment", "contact"} & set(groups):
        yield partial(_notes, groups, short)
    if "event" in groups:
        yield _events
    if "reminder" in groups:
        yield _reminders
    if "term" in groups:
        yield from (partial(_terms, code) for code in TERMS)


def _notes(
    groups: Collection[str], short: Callable[[str | None], str], connection: Connection, first: date, last: date
) -> Iterator[CalendarItem]:
    now = clock.now()
    for row in connection.execute(_query("contact_note"), _moments(first - _LONGEST_NOTE, last)):
        is_planned = row.at >= now or row.at > row.created_at
        group = "appointment" if is_planned else "contact"
        if group in groups:
            yield CalendarItem(
                row.id,
                "contact_note",
                group,
                row.title or short(row.note_kind),
                *day_and_time(row.at, row.duration_minutes),
                length(row.duration_minutes),
                row.place or "",
                is_movable=is_planned,
                is_done=row.at < now,
                confidential=row.confidential,
            )


def _events(connection: Connection, first: date, last: date) -> Iterator[CalendarItem]:
    now = clock.now()
    for row in connection.execute(_query("event"), _moments(first - _LONGEST_EVENT, last)):
        title = _("Abgesagt: {title}").format(title=row.title) if row.status == _CALLED_OFF else row.title
        yield CalendarItem(
            row.id,
            "event",
            "event",
            title,
            *day_and_time(row.starts_at, row.duration_minutes),
            length(row.duration_minutes),
            row.place or "",
            is_movable=row.status != _HELD,
            is_done=row.status in (_HELD, _CALLED_OFF) or row.starts_at < now,
            confidential=row.confidential,
        )


def _reminders(connection: Connection, first: date, last: date) -> Iterator[CalendarItem]:
    for row in connection.execute(_query("reminder"), {"first": first, "last": last}):
        yield CalendarItem(
            row.id,
            "reminder",
            "reminder",
            row.title,
            row.due_on,
            time_of(row.due_time),
            place=row.about or "",
            is_movable=True,
            confidential=row.confidential,
        )


def _terms(code: str, connection: Connection, first: date, last: date) -> Iterator[CalendarItem]:
    today, query = clock.today(), _query(code)
    columns = query.selected_columns
    for row in connection.execute(query, {"first": first, "last": last}):
        is_over = row.over is not None if "over" in columns else row.day < today
        title = row.about if code == "consultation" else row.title
        yield CalendarItem(
            row.id,
            code,
            "term",
            term_title(code, title),
            row.day,
            place=(row.place or "") if "place" in columns else "",
            is_movable=not is_over and code != "body",
            is_done=is_over,
            confidential=row.confidential,
        )


_FIELDS = {
    "contact_note": ("at", "duration_minutes", "place", "note_kind"),
    "event": ("starts_at", "duration_minutes", "place", "status"),
    "reminder": ("due_on", "due_time", "done_on"),
}


@cache
def _query(kind: str) -> Select[Any]:
    """Return the query for what of a kind may be shown from the day or moment `first` to `last`; made only once."""
    table = KIND_TABLES[kind]
    day = table.c[_FIELDS[kind][0] if kind in _FIELDS else TERMS[kind]]
    query = (
        select(record.c.id, record.c.title, record.c.confidential, record.c.created_at, day.label("day"))
        .join(record, record.c.id == table.c.id)
        .where(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
        .where(day.between(bindparam("first"), bindparam("last")))
        .add_columns(*(table.c[name] for name in _FIELDS.get(kind, ())))
    )
    if kind == "reminder":
        return _beside(query, table.c.about, "about").where(table.c.done_on.is_(None))
    if kind in ("consultation", "mandate"):
        query = _beside(_beside(query, table.c.body, "place"), table.c.paper, "about")
    over = next((table.c[name] for name in ("closed_on", "done_on") if name in table.c), None)
    return query if over is None or kind in _FIELDS else query.add_columns(over.label("over"))


def _beside(query: Select[Any], reference: ColumnElement[Any], name: str) -> Select[Any]:
    """Add the title of the record that a reference names; restricted ones have none."""
    other = record.alias()
    found = query.outerjoin(other, (other.c.id == reference) & other.c.restricted.is_(False))
    return found.add_columns(other.c.title.label(name))


def _moments(first: date, last: date) -> dict[str, datetime]:
    """Return from which to which moment two days and those between them last."""
    end = clock.local_moment(last + timedelta(days=1), time()) - timedelta(microseconds=1)
    return {"first": clock.local_moment(first, time()), "last": end}


def term_title(kind: str, title: str | None) -> str:
    """Return what a term is called in the calendar; the title of a session is that of its paper."""
    return _(_TERM_TITLES[kind]).format(title=title or _(KINDS[kind].label))


def day_and_time(moment: datetime, minutes: int | None) -> tuple[date, time | None]:
    """Return day and time on this machine's clock; whole days from midnight on have no time."""
    local = moment.astimezone()
    at = local.time().replace(second=0, microsecond=0)
    is_whole = minutes is not None and minutes > 0 and minutes % _DAY_MINUTES == 0 and at == time()
    return local.date(), None if is_whole else at


def length(minutes: int | None) -> int | None:
    """Return how long something lasts in the calendar; over a year is a slip of the keys and counts as unknown."""
    return minutes if minutes is None or minutes <= 366 * _DAY_MINUTES else None


def people_of(store: Store, record_ids: Sequence[int]) -> list[int]:
    """Return the persons that dated records are linked to, for the export log; restricted ones are never named."""
    refs = (KIND_TABLES["reminder"].c.about, KIND_TABLES["reminder"].c.waiting_for)
    found: set[int] = set()
    with store.reading() as connection:
        for start in range(0, len(record_ids), 500):
            page = list(record_ids[start : start + 500])
            linked = select(link.c.to_id).where(link.c.from_id.in_(page))
            named = [select(ref).where(KIND_TABLES["reminder"].c.id.in_(page)) for ref in refs]
            query = select(record.c.id).where(record.c.id.in_(union(linked, *named)), record.c.kind == "person")
            found.update(connection.execute(query.where(record.c.restricted.is_(False))).scalars())
    return sorted(found)


def time_of(text: str | None) -> time | None:
    """Return the time of day that a reminder's text means ("14:00"), None where it means none."""
    try:
        return time.fromisoformat((text or "").strip()[:5].rjust(5, "0")) if text else None
    except ValueError:
        return None
