"""How many there are of what: for the navigation and for `info`."""

from __future__ import annotations

from sqlalchemy import and_, func, select
from sqlalchemy.engine import Connection

from ..kinds import clock
from ..kinds.registry import KINDS
from ..store.store import Store
from ..store.tables import KIND_TABLES, kind_count, record


def by_kind(store: Store) -> dict[str, int]:
    """Return the number of live records of each kind; restricted ones are not counted."""
    with store.reading() as connection:
        return _kept(connection)[0]


def _kept(connection: Connection) -> tuple[dict[str, int], int]:
    """Return the live records of each kind, and how many of all are in the trash."""
    found = {row.kind: row for row in connection.execute(select(kind_count))}
    live = {code: found[code].live if code in found else 0 for code in KINDS}
    return live, sum(row.trashed for row in found.values())


def navigation(store: Store) -> dict[str, int]:
    """Return the counts beside the navigation: records by kind (open reminders, cases, mandates), `today`, `trash`."""
    reminder, case, mandate = (KIND_TABLES[kind] for kind in ("reminder", "case", "mandate"))
    live = and_(record.c.trashed_at.is_(None), record.c.restricted.is_(False))
    is_due = reminder.c.due_on <= clock.today()
    due = (
        select(func.count(reminder.c.id), func.count(reminder.c.id).filter(is_due))
        .join(record, record.c.id == reminder.c.id)
        .where(live, reminder.c.done_on.is_(None))
    )
    with store.reading() as connection:
        counts, trashed = _kept(connection)
        counts["trash"] = trashed
        counts["reminder"], counts["today"] = connection.execute(due).one()
        query = select(func.count(case.c.id)).join(record, record.c.id == case.c.id)
        counts["case"] = connection.execute(query.where(live, case.c.closed_on.is_(None))).scalar() or 0
        query = select(func.count(mandate.c.id)).join(record, record.c.id == mandate.c.id)
        counts["mandate"] = connection.execute(query.where(live, mandate.c.done_on.is_(None))).scalar() or 0
    return counts
