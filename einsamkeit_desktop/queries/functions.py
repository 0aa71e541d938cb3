"""The functions around many persons or organisations at once, as lists for others show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..store.tables import KIND_TABLES, record
from .current import is_current

_role = KIND_TABLES["role"]


@dataclass(frozen=True)
class Function:
    """What somebody is somewhere, from when to when; "" where nothing is said."""

    person_id: int
    person: str
    organisation: str
    function: str = ""
    department: str = ""
    role_kind: str | None = None
    since: date | None = None
    until: date | None = None
    main_contact: bool = False


def functions(
    connection: Connection,
    kind: str,
    ids: Sequence[int],
    *,
    with_confidential: bool = False,
    with_former: bool = False,
) -> dict[int, list[Function]]:
    """Return the functions of up to some hundred persons or organisations by id.

    First contacts come first, then the newest. Restricted partners are never named, confidential ones when asked for.
    """
    own, other = ("person", "organisation") if kind == "person" else ("organisation", "person")
    spine, person, organisation = record.alias(), record.alias(), record.alias()
    ends = {"person": person, "organisation": organisation}
    shown = [_role.c[name] for name in ("function", "department", "role_kind", "since", "until", "main_contact")]
    query = (
        select(_role.c[own], _role.c.person, person.c.title, organisation.c.title, *shown)
        .join(spine, spine.c.id == _role.c.id)
        .join(person, person.c.id == _role.c.person)
        .join(organisation, organisation.c.id == _role.c.organisation)
        .where(_role.c[own].in_(ids), spine.c.trashed_at.is_(None))
        .where(ends[other].c.trashed_at.is_(None), ends[other].c.restricted.is_(False))
        .order_by(_role.c.main_contact.desc(), _role.c.since.desc(), _role.c.id)
    )
    if not with_former:
        query = query.where(is_current(_role))
    if not with_confidential:
        query = query.where(spine.c.confidential.is_(False), ends[other].c.confidential.is_(False))
    found: dict[int, list[Function]] = defaultdict(list)
    for own_id, person_id, name, employer, function, department, *others in connection.execute(query):
        found[own_id].append(Function(person_id, name, employer, function or "", department or "", *others))
    return found
