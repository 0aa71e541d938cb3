"""What "today" means for functions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_

from ..kinds import clock


def is_current(role: Any) -> ColumnElement[bool]:
    """Return the condition that a function is held today: on the day a statement runs, not when it was made."""
    today = bindparam("today", callable_=lambda: clock.today(), type_=Date, unique=True)
    return and_(or_(role.c.since.is_(None), role.c.since <= today), or_(role.c.until.is_(None), role.c.until >= today))
