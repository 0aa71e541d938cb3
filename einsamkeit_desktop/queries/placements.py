"""Where many persons work today, for address books: the one organisation each is first of all known for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ..store.store import Store
from ..store.tables import KIND_TABLES, record
from .current import is_current

_role = KIND_TABLES["role"]
_CHUNK = 500


@dataclass(frozen=True)
class Placement:
    """A current function of a person, with the organisation's name and the department."""

    organisation: str
    function: str = ""
    department: str = ""


def placements(store: Store, person_ids: Sequence[int]) -> dict[int, Placement]:
    """Return each person's first current function; first contacts lead, then the newest. Some have none."""
    spine, organisation = record.alias(), record.alias()
    query = (
        select(_role.c.person, organisation.c.title, _role.c.function, _role.c.department)
        .join(spine, spine.c.id == _role.c.id)
        .join(organisation, organisation.c.id == _role.c.organisation)
        .where(
            is_current(_role),
            spine.c.trashed_at.is_(None),
            spine.c.confidential.is_(False),
            organisation.c.trashed_at.is_(None),
            organisation.c.restricted.is_(False),
            organisation.c.confidential.is_(False),
        )
        .order_by(_role.c.main_contact.desc(), _role.c.since.desc(), _role.c.id)
    )
    found: dict[int, Placement] = {}
    with store.reading() as connection:
        for start in range(0, len(person_ids), _CHUNK):
            chunk = query.where(_role.c.person.in_(person_ids[start : start + _CHUNK]))
            for person, title, function, department in connection.execute(chunk):
                found.setdefault(person, Placement(title, function or "", department or ""))
    return found
