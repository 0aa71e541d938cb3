"""What holds for records of a kind beyond their single fields, and what the program adds by itself.

A rule is called in the open write before a record is kept, with the row as it was (None: a new record) and the values
that are to be kept; it returns them completed, or raises errors.BadValues with a sentence beside the field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ..kinds.registry import KINDS
from ..store.writing import Write
from .case_rules import foreseen, settle_case
from .choices import require_known
from .citizen_rules import settle_citizen_case
from .council_titles import consultation_title, settle_body
from .note_titles import note_title
from .reminder_rules import settle_reminder

Rule = Callable[[Write, Mapping[str, Any] | None, dict[str, Any]], dict[str, Any]]

# What a record is called where its own values name others by id and code alone.
TITLES: dict[str, Callable[[Write, Mapping[str, Any]], str]] = {
    "contact_note": note_title,
    "consultation": consultation_title,
}

# What a rule would refuse, as far as it can be told before a write: row as it was, values, statuses of what is closed.
FORESEEN: dict[str, Callable[[Mapping[str, Any] | None, Mapping[str, Any], Collection[str]], dict[str, str]]] = {
    "case": foreseen,
}

# Rules that may refuse one record among many; beside them every choice must be an entry of its list.
OWN_RULES: dict[str, Rule] = {
    "body": settle_body,
    "case": settle_case,
    "citizen_case": settle_citizen_case,
    "reminder": settle_reminder,
}


def _rule(kind: str) -> Rule:
    own = OWN_RULES.get(kind)

    def rule(write: Write, row: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
        require_known(write, kind, values)
        return own(write, row, values) if own is not None else values

    return rule


RULES: dict[str, Rule] = {kind: _rule(kind) for kind in KINDS}
