"""Work on citizens' cases: how to call back, for a while only, and passing a crisis on.

How to call back stands in a table of its own and never in the journal, so it is in no history, no undo, no search and
no export. It goes when the case is closed or trashed, and after 30 days.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from ..errors import BadValues
from ..kinds import clock
from ..kinds.cases import CitizenCase
from ..kinds.clean import clean_text
from ..store.store import Store
from ..store.tables import KIND_TABLES, callback, record
from ..store.writing import Changes, Write
from ..texts import _
from .citizen_rules import PASSED_ON, drop_callbacks
from .putting import add_records, change_record

KEPT_DAYS = 30
LONGEST = 200
_case = KIND_TABLES["citizen_case"]


def keep_callback(store: Store, record_id: int, contact: str) -> None:
    """Note how to call back about an open case; "" forgets it. Another contact does not stay longer than the first.

    Raises errors.BadValues for a case that is closed, trashed or gone, and for a text that is too long.
    """
    contact = clean_text(contact).strip()
    if len(contact) > LONGEST:
        raise BadValues({"callback": _("Das ist zu lang: höchstens {count} Zeichen.").format(count=LONGEST)})
    with store.writing("") as write:
        write.journaled = False
        if not contact:
            drop_callbacks(write, [record_id])
            return
        _require_open(write, record_id)
        is_there = write.connection.execute(select(callback).where(callback.c.record_id == record_id)).first()
        if is_there is not None:
            write.connection.execute(update(callback).where(callback.c.record_id == record_id).values(contact=contact))
        else:
            day = clock.today() + timedelta(days=KEPT_DAYS)
            write.connection.execute(insert(callback), {"record_id": record_id, "contact": contact, "delete_on": day})


def drop_due_callbacks(store: Store) -> int:
    """Forget how to call back where the day has come, or the case is closed or trashed; return how many went.

    To be called when a store is opened, at midnight, and after steps were taken back or done again.
    """
    with store.reading() as connection:
        count = connection.execute(select(func.count()).select_from(callback).where(_is_due())).scalar() or 0
    if count:
        with store.writing("") as write:
            write.journaled = False
            write.connection.execute(delete(callback).where(_is_due()))
    return count


def pass_on(store: Store, record_id: int | None = None) -> Changes:
    """Note that a crisis was passed on: of a case that is there the status alone, else a new one that says only that.

    Raises errors.BadValues and NotFound like every change of a record.
    """
    with store.writing(_("Akute Krise weitergeleitet")) as write:
        if record_id is None:
            values = {"received_on": clock.today(), "concern": "akut", "status": PASSED_ON}
            write.record_id = add_records(write, CitizenCase, [values])[0]
        else:
            change_record(write, CitizenCase, record_id, {"status": PASSED_ON})
            write.record_id = record_id
    return write.changes


def _is_due() -> ColumnElement[bool]:
    trashed = select(record.c.id).where(record.c.id == callback.c.record_id, record.c.trashed_at.is_not(None))
    closed = select(_case.c.id).where(_case.c.id == callback.c.record_id, _case.c.closed_on.is_not(None))
    return or_(callback.c.delete_on <= clock.today(), trashed.exists(), closed.exists())


def _require_open(write: Write, record_id: int) -> None:
    query = select(_case.c.id).join(record, record.c.id == _case.c.id)
    query = query.where(_case.c.id == record_id, _case.c.closed_on.is_(None), record.c.trashed_at.is_(None))
    if write.connection.execute(query).first() is None:
        raise BadValues({"callback": _("Einen Rückruf gibt es nur zu einem offenen Anliegen.")})
