"""Who works where: the functions around a person or an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..kinds import clock
from ..store.store import Store
from ..store.tables import KIND_TABLES, contact_point, record
from .record import Named

_role = KIND_TABLES["role"]
_SHOWN = ("kind", "title", "uid", "confidential")


@dataclass(frozen=True)
class RoleLine:
    """A function seen from one side; `other` is the person or organisation at its other end, `confidential` tells
    whether that one or the function itself is.
    """

    id: int
    other: Named
    function: str
    since: date | None
    until: date | None
    main_contact: bool
    phone: str = ""
    email: str = ""
    confidential: bool = False

    @property
    def is_current(self) -> bool:
        """Whether the function is held today."""
        today = clock.today()
        return (self.since is None or self.since <= today) and (self.until is None or self.until >= today)


def roles(store: Store, record_id: int) -> list[RoleLine]:
    """Return the functions of a person or in an organisation: current ones first, first contacts leading."""
    spine = record.alias()
    with store.reading() as connection:
        kind = connection.execute(select(record.c.kind).where(record.c.id == record_id)).scalar()
        mine, others = ("person", "organisation") if kind == "person" else ("organisation", "person")
        rows = connection.execute(
            select(
                _role,
                record.c.id.label("other_id"),
                *(record.c[name] for name in _SHOWN),
                spine.c.confidential.label("is_secret"),
            )
            .join(spine, spine.c.id == _role.c.id)
            .join(record, record.c.id == _role.c[others])
            .where(_role.c[mine] == record_id, spine.c.trashed_at.is_(None), record.c.trashed_at.is_(None))
            .where(record.c.restricted.is_(False))
            .order_by(record.c.sort_key)
        ).mappings()
        found = list(rows)
        points: dict[int, dict[str, str]] = {}
        query = select(contact_point).where(contact_point.c.record_id.in_([row["other_id"] for row in found]))
        for point in connection.execute(query.order_by(contact_point.c.position)).mappings():
            short = "email" if point["kind"] == "email" else "phone" if point["kind"] in {"phone", "mobile"} else ""
            points.setdefault(point["record_id"], {}).setdefault(short, point["value"])
    lines = [
        RoleLine(
            row["id"],
            Named(row["other_id"], row["kind"], row["title"], row["uid"]),
            row["function"] or "",
            row["since"],
            row["until"],
            bool(row["main_contact"]),
            points.get(row["other_id"], {}).get("phone", ""),
            points.get(row["other_id"], {}).get("email", ""),
            row["confidential"] or row["is_secret"],
        )
        for row in found
    ]
    return sorted(
        lines, key=lambda line: (not line.is_current, not line.main_contact, -(line.until or date.max).toordinal())
    )
