"""Measure three questions of every week: what is due, what is open with a partner, which mandates are open.

    python -m tests.benchmarks.questions STORE

Each is what the screen reads after its two clicks: the page "Heute", the head of an Akte, the list of mandates.
Reference: the bare driver asking for the same in plain SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import akte, due, lists
from einsamkeit_desktop.store.store import Store

from .akte import busiest
from .figures import Figure, folders, median_pair, opened, show

_LIVE = "r.trashed_at IS NULL AND r.restricted = 0"
_TASKS = (
    "SELECT m.*, r.confidential, a.id, a.kind, a.title, a.uid, w.title FROM reminder m JOIN record r ON r.id = m.id"
    " LEFT JOIN record a ON a.id = m.about LEFT JOIN record w ON w.id = m.waiting_for"
    f" WHERE {_LIVE} AND m.done_on IS NULL AND {{}} ORDER BY m.due_on, m.due_time, m.id LIMIT {{}}"
)
_COUNT = f"SELECT count(*) FROM reminder m JOIN record r ON r.id = m.id WHERE {_LIVE} AND m.done_on IS NULL AND {{}}"
_LAST = "(SELECT max(day) FROM contact_day d WHERE d.record_id = r.id AND d.day <= :today)"
_RHYTHM = "coalesce(o.rhythm_days, CASE o.priority WHEN 'A' THEN 60 WHEN 'B' THEN 120 WHEN 'C' THEN 240 END)"
_WAITED = (
    "SELECT coalesce(m.waiting_for, m.about) w FROM reminder m JOIN record r ON r.id = m.id"
    f" WHERE m.owner = 'theirs' AND m.done_on IS NULL AND m.due_on >= :today AND {_LIVE}"
)
_HELD = "(f.since IS NULL OR f.since <= :today) AND (f.until IS NULL OR f.until >= :today)"
_PAUSED = (
    f"SELECT w FROM ({_WAITED}) UNION ALL SELECT f.organisation FROM role f JOIN ({_WAITED}) ON w = f.person"
    f" WHERE {_HELD} UNION ALL SELECT f.person FROM role f JOIN ({_WAITED}) ON w = f.organisation WHERE {_HELD}"
)
_ACTIVE = "(o.cooperation_stage IS NULL OR o.cooperation_stage NOT IN ('ruhend', 'beendet'))"
_PARTNERS = f"FROM record r JOIN organisation o ON o.id = r.id WHERE r.kind = 'organisation' AND {_LIVE} AND {_ACTIVE}"
_TODAY = (
    _TASKS.format("m.due_on < :today", 50),
    _COUNT.format("m.due_on < :today"),
    _TASKS.format("m.due_on BETWEEN :today AND :sunday", 500),
    _TASKS.format("m.owner = 'theirs' AND m.due_on > :sunday", 8),
    _COUNT.format("m.owner = 'theirs' AND m.due_on > :sunday"),
    "SELECT n.*, r.title FROM contact_note n JOIN record r ON r.id = n.id"
    f" WHERE n.at >= :today AND n.at < :week AND {_LIVE} ORDER BY n.at LIMIT 12",
    f"SELECT r.id, r.title, o.priority, {_LAST} last {_PARTNERS} AND {_RHYTHM} IS NOT NULL"
    f" AND julianday(:today) - julianday(coalesce({_LAST}, '1900-01-01')) > {_RHYTHM} AND r.id NOT IN ({_PAUSED})"
    " ORDER BY o.priority, last, r.id",
    f"SELECT count(*) {_PARTNERS}",
    f"SELECT count(*) {_PARTNERS} AND o.priority IS NULL AND o.rhythm_days IS NULL",
    "SELECT count(*) FROM offer o JOIN record r ON r.id = o.id"
    f" WHERE (o.checked_on IS NULL OR o.checked_on < :last_year) AND o.status IN ('aktiv', 'saisonal') AND {_LIVE}",
    "SELECT r.id, r.title, k.deadline_on FROM 'case' k JOIN record r ON r.id = k.id"
    f" WHERE k.closed_on IS NULL AND k.deadline_on <= :soon AND {_LIVE} ORDER BY k.deadline_on",
    "SELECT r.id, r.title, d.report_by, b.title FROM mandate d JOIN record r ON r.id = d.id"
    f" JOIN record b ON b.id = d.body WHERE d.done_on IS NULL AND d.report_by <= :sunday AND {_LIVE}",
    f"SELECT count(*) FROM mandate d JOIN record r ON r.id = d.id WHERE d.done_on IS NULL AND {_LIVE}",
    "SELECT r.id, c.session_on, b.title, p.title FROM consultation c JOIN record r ON r.id = c.id"
    " JOIN record b ON b.id = c.body JOIN record p ON p.id = c.paper"
    f" WHERE c.session_on BETWEEN :today AND :sunday AND {_LIVE}",
)
_PEOPLE = f"SELECT f.person FROM role f JOIN record s ON s.id = f.id WHERE f.organisation = :id AND {_HELD}"
_SIDES = f"(m.about = :id OR m.waiting_for = :id OR m.about IN ({_PEOPLE}) OR m.waiting_for IN ({_PEOPLE}))"
_AKTE = (
    _TASKS.format(_SIDES, 500),
    "SELECT n.id, n.at, n.agreement FROM contact_note n JOIN record r ON r.id = n.id WHERE n.id IN"
    " (SELECT from_id FROM link WHERE to_id = :id AND meaning IN ('participants', 'about') UNION"
    " SELECT l.from_id FROM link l JOIN role f ON f.person = l.to_id WHERE f.organisation = :id"
    f" AND l.meaning = 'participants') AND n.agreement IS NOT NULL AND n.at <= :now AND {_LIVE}"
    " ORDER BY n.at DESC LIMIT 1",
)
_MANDATES = (
    "SELECT d.id FROM mandate d JOIN record r ON r.id = d.id"
    f" WHERE d.done_on IS NULL AND {_LIVE} ORDER BY d.report_by NULLS LAST, d.id",
    "SELECT r.id, r.title, b.title, d.report_by, d.done_on FROM mandate d JOIN record r ON r.id = d.id"
    f" JOIN record b ON b.id = d.body WHERE d.done_on IS NULL AND {_LIVE}",
)


def bare(cursor: Any, queries: tuple[str, ...], **values: Any) -> Callable[[], None]:
    """Return the bare way of asking: every query with its named values, everything fetched."""

    def ask() -> None:
        for query in queries:
            cursor.execute(query, values).fetchall()

    return ask


def bounds(day: date) -> dict[str, str]:
    """Return the days the questions go up to, as SQLite compares them."""
    distances = {"sunday": 6 - day.weekday(), "week": 7, "soon": 14, "last_year": -365}
    return {"today": day.isoformat()} | {
        name: (day + timedelta(days=distance)).isoformat() for name, distance in distances.items()
    }


def main() -> None:
    mandates = lists.ListQuery("mandate", (lists.Filter("done_on", "open"),))
    for folder in folders():
        with opened(folder) as (store, cursor):
            record_id, days = busiest(cursor), bounds(clock.today())
            now = clock.now().replace(tzinfo=None).isoformat(sep=" ")

            def akte_head(store: Store = store, record_id: int = record_id) -> None:
                akte.open_tasks(store, record_id)
                akte.last_agreement(store, record_id)

            def open_mandates(store: Store = store) -> None:
                lists.rows(store, mandates, lists.ids(store, mandates)[:200])

            def today(store: Store = store) -> None:
                due.today(store)

            asked = (
                ("what did we agree, what is open (3)", akte_head, bare(cursor, _AKTE, id=record_id, now=now, **days)),
                ("what is due this week (4)", today, bare(cursor, _TODAY, **days)),
                ("which mandates are open (14)", open_mandates, bare(cursor, _MANDATES)),
            )
            show([Figure(what, *median_pair(ours, plain, 15), times=3, frames=1) for what, ours, plain in asked])


if __name__ == "__main__":
    main()
