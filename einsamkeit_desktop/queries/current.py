"""What "today" means in questions, and for functions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, or_

from ..kinds import clock


def today() -> BindParameter[date]:
    """Return the day on which a statement runs, so that one that was made once holds after midnight."""
    return bindparam("today", callable_=lambda: clock.today(), type_=Date, unique=True)


def is_current(role: Any) -> ColumnElement[bool]:
    """Return the condition that a function is held today."""
    day = today()
    return and_(or_(role.c.since.is_(None), role.c.since <= day), or_(role.c.until.is_(None), role.c.until >= day))
