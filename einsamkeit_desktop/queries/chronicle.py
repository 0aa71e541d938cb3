"""The journal page: everything that happened in a period over all records, by day, newest first.

Keys first, then the lines of one page by key. A key is twice the record's id, plus one for the end of something that
lasts (a case closed, a function ended).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, literal, or_, select, union_all
from sqlalchemy import String as SqlString
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.fields import Links, Moment, Ref
from ..kinds.registry import KINDS
from ..store.dialect import local_day
from ..store.search import matching
from ..store.store import Store
from ..store.tables import KIND_TABLES, link, record
from ..texts import _, mark
from .record import Named, linked
from .terms import Vocabulary, vocabulary

_PART = 500  # ids in one query
_SHOWN = (record.c.trashed_at.is_(None), record.c.restricted.is_(False))


@dataclass(frozen=True)
class _Source:
    """A field that says when something happened, and how that is called; a note is called by its kind of contact."""

    kind: str
    field: str
    said: str = ""
    is_end: bool = False


_SOURCES = (
    _Source("contact_note", "at"),
    _Source("event", "starts_at", mark("Veranstaltung")),
    _Source("reminder", "done_on", mark("Erledigt")),
    _Source("case", "opened_on", mark("Vorgang eröffnet")),
    _Source("case", "closed_on", mark("Vorgang abgeschlossen"), is_end=True),
    _Source("citizen_case", "received_on", mark("Anliegen eingegangen")),
    _Source("citizen_case", "closed_on", mark("Anliegen abgeschlossen"), is_end=True),
    _Source("council_paper", "submitted_on", mark("Vorlage eingebracht")),
    _Source("consultation", "session_on", mark("Beratung")),
    _Source("mandate", "given_on", mark("Auftrag erteilt")),
    _Source("mandate", "done_on", mark("Auftrag erledigt"), is_end=True),
    _Source("exchange", "day", mark("Austausch")),
    _Source("offer", "starts_on", mark("Angebot begonnen")),
    _Source("offer", "ends_on", mark("Angebot beendet"), is_end=True),
    _Source("role", "since", mark("Funktion begonnen")),
    _Source("role", "until", mark("Funktion beendet"), is_end=True),
)
KINDS_TOLD = tuple(dict.fromkeys(source.kind for source in _SOURCES))
"""The kinds of records whose doings are told, as the page offers them."""

# With whom a line was or what it is about: the fields whose names stand beside it.
_WITH = {
    "contact_note": ("participants", "about"),
    "event": ("organisers",),
    "reminder": ("about", "waiting_for"),
    "case": ("applicants", "parties"),
    "council_paper": ("case",),
    "consultation": ("paper", "body"),
    "mandate": ("body", "paper"),
    "exchange": ("municipality", "practice"),
    "offer": ("provider",),
    "role": ("person", "organisation"),
}
# What is told only with these, by field: nobody holds a function in what is shown nowhere. The first leads the title.
_NEEDED = {
    "role": {"person": "person", "organisation": "organisation"},
    "consultation": {"paper": "council_paper"},
}


@dataclass(frozen=True)
class Period:
    """Which lines are wanted: from a day to a day, both included; what is left empty does not narrow.

    `kind` is one of KINDS_TOLD, `words` are found as in every search, in the record or in whom it names.
    """

    since: date | None = None
    until: date | None = None
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class ChronicleDay:
    """A day and the keys of what happened on it: timed things latest first, then the others."""

    day: date
    keys: tuple[int, ...]


@dataclass(frozen=True)
class ChronicleLine:
    """One line: `what` happened, the record's title, with whom; `at` is the wall-clock time where there is one.

    Of a function `holder` is the person, of a consultation the paper: it stands in the title, not among `people`.
    """

    key: int
    record_id: int
    kind: str
    day: date
    at: time | None
    what: str
    icon: str
    title: str
    people: tuple[Named, ...]
    confidential: bool
    holder: Named | None = None


def days(store: Store, period: Period) -> list[ChronicleDay]:
    """Return the days on which something happened, newest first; never a later day than today.

    A record in the trash or restricted is not told, nor a function of somebody who is.
    """
    today = clock.today()
    until = min(period.until or today, today)
    parts = [
        _told(source, period, until, rank) for rank, source in enumerate(_SOURCES) if period.kind in ("", source.kind)
    ]
    whole = union_all(*parts).subquery()
    query = select(whole.c.day, whole.c.key).order_by(
        whole.c.day.desc(), whole.c.moment.desc(), whole.c.rank, whole.c.key.desc()
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return [
        ChronicleDay(date.fromisoformat(day), tuple(key for _day, key in found))
        for day, found in groupby(rows, key=lambda row: row[0])
    ]


def lines(store: Store, keys: Sequence[int]) -> list[ChronicleLine | None]:
    """Return the lines of the keys in that order; None stands for one that is gone."""
    words = vocabulary(store)
    by_kind: dict[str, list[int]] = defaultdict(list)
    found: dict[int, ChronicleLine] = {}
    with store.reading() as connection:
        for start in range(0, len(keys), _PART):
            part = list({key // 2 for key in keys[start : start + _PART]})
            query = select(record.c.id, record.c.kind).where(record.c.id.in_(part), *_SHOWN)
            for row in connection.execute(query):
                by_kind[row.kind].append(row.id)
        for kind, ids in by_kind.items():
            for start in range(0, len(ids), _PART):
                found |= _lines_of(connection, kind, ids[start : start + _PART], words)
    return [found.get(key) for key in keys]


def _told(source: _Source, period: Period, until: date, rank: int) -> Select[Any]:
    """Return day, moment ("" where there is none), rank and key of what one source tells of a period."""
    table = KIND_TABLES[source.kind]
    when = table.c[source.field]
    if isinstance(KINDS[source.kind].fields[source.field], Moment):
        day, moment = local_day(when), cast(when, SqlString).label("moment")
        narrowed = [when < clock.local_moment(until + timedelta(days=1), time())]
        narrowed += [when >= clock.local_moment(period.since, time())] if period.since else []
    else:
        day, moment = cast(when, SqlString), literal("").label("moment")
        narrowed = [when <= until] + ([when >= period.since] if period.since else [])
    closed = [table.c.id.not_in(_closed(source.kind))]
    closed += [table.c[name].not_in(_closed(kind)) for name, kind in _NEEDED.get(source.kind, {}).items()]
    key = (table.c.id * 2 + int(source.is_end)).label("key")
    query = select(day.label("day"), moment, literal(rank).label("rank"), key)
    query = query.where(when.is_not(None), *narrowed, *closed)
    return query.where(_has_words(source.kind, period.words)) if period.words.strip() else query


def _closed(kind: str) -> Select[Any]:
    """Return the query for the few records of a kind that are shown nowhere."""
    is_closed = or_(record.c.trashed_at.is_not(None), record.c.restricted.is_(True))
    return select(record.c.id).where(record.c.kind == kind, is_closed)


def _has_words(kind: str, words: str) -> ColumnElement[bool]:
    table, hits = KIND_TABLES[kind], matching(words)
    found = [table.c.id.in_(hits)]
    for name in _WITH.get(kind, ()):
        if isinstance(KINDS[kind].fields[name], Ref):
            found.append(table.c[name].in_(hits))
        else:
            naming = select(link.c.from_id).where(link.c.to_id.in_(hits), link.c.meaning == name)
            found.append(table.c.id.in_(naming))
    return or_(*found)


def _lines_of(connection: Connection, kind: str, ids: Sequence[int], words: Vocabulary) -> dict[int, ChronicleLine]:
    table = KIND_TABLES[kind]
    sources = [source for source in _SOURCES if source.kind == kind]
    refs = [name for name in _WITH.get(kind, ()) if isinstance(KINDS[kind].fields[name], Ref)]
    links = [name for name in _WITH.get(kind, ()) if isinstance(KINDS[kind].fields[name], Links)]
    wanted = [*(source.field for source in sources), *refs, *(["note_kind"] if kind == "contact_note" else [])]
    spine = (record.c.id, record.c.title, record.c.confidential)
    query = select(*spine, *(table.c[name] for name in wanted)).join(table, table.c.id == record.c.id)
    rows = connection.execute(query.where(record.c.id.in_(ids))).mappings().all()
    referred = _named(connection, {row[name] for row in rows for name in refs if row[name] is not None})
    by_meaning = [linked(connection, ids, [name]) for name in links]
    told = {}
    for row in rows:
        names = (
            *(referred[row[name]] for name in refs if row[name] in referred),
            *chain.from_iterable(found.get(row["id"], ()) for found in by_meaning),
        )
        for source in sources:
            if row[source.field] is not None:
                key = row["id"] * 2 + source.is_end
                told[key] = _line(source, key, row, tuple(dict.fromkeys(names)), words)
    return told


def _line(source: _Source, key: int, row: Any, people: tuple[Named, ...], words: Vocabulary) -> ChronicleLine:
    what, icon = _(source.said) if source.said else "", KINDS[source.kind].icon
    title, holder = row["title"], None
    if source.kind == "contact_note" and (term := words.term("note_kind", row["note_kind"])) is not None:
        what, icon = term.short, str(term.extra.get("icon", icon))
    if source.kind in _NEEDED and people:
        holder, people = people[0], people[1:]
        title = ", ".join(part for part in (holder.title, title if source.kind == "role" else "") if part)
    when = row[source.field]
    local = when.astimezone() if isinstance(when, datetime) else None
    return ChronicleLine(
        key,
        row["id"],
        source.kind,
        local.date() if local else when,
        local.time() if local else None,
        what,
        icon,
        title,
        people,
        row["confidential"],
        holder,
    )


def _named(connection: Connection, ids: set[int]) -> dict[int, Named]:
    found: dict[int, Named] = {}
    ordered = sorted(ids)
    for start in range(0, len(ordered), _PART):
        query = select(record.c.id, record.c.kind, record.c.title, record.c.uid)
        query = query.where(record.c.id.in_(ordered[start : start + _PART]), *_SHOWN)
        found |= {row.id: Named(*row) for row in connection.execute(query)}
    return found
