"""Expressions that each database engine spells its own way; another engine changes them here alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func


def days_until(day: ColumnElement[Any], today: date) -> ColumnElement[Any]:
    """Return how many days lie between a day in the data and today."""
    return func.julianday(today.isoformat()) - func.julianday(day)
