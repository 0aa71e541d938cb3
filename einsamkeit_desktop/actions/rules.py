"""What holds for records of a kind beyond their single fields, and what the program adds by itself.

A rule is called in the open write before a record is kept, with the row as it was (None: a new record) and the values
that are to be kept; it returns them completed, or raises errors.BadValues with a sentence beside the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..store.writing import Write
from .case_rules import settle_case
from .citizen_rules import settle_citizen_case
from .reminder_rules import settle_reminder

Rule = Callable[[Write, Mapping[str, Any] | None, dict[str, Any]], dict[str, Any]]

RULES: dict[str, Rule] = {
    "case": settle_case,
    "citizen_case": settle_citizen_case,
    "reminder": settle_reminder,
}
