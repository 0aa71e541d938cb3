"""Expressions that each database engine spells its own way; another engine changes them here alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func


def days_until(day: ColumnElement[Any], today: date) -> ColumnElement[Any]:
    """Return how many days lie between a day in the data and today."""
    return func.julianday(today.isoformat()) - func.julianday(day)


def local_day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the calendar day of a moment in the data (UTC), where the machine stands."""
    return func.date(moment, "localtime")
