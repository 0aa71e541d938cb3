"""A choice is an entry of its value list: whoever writes another code is told, be it a script, an import or a bug."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import select

from ..errors import BadValues
from ..kinds.fields import Choice
from ..kinds.registry import KINDS
from ..store.tables import term
from ..store.writing import Write
from ..texts import _


def require_known(write: Write, kind: str, values: Mapping[str, Any]) -> None:
    """Raise errors.BadValues if a choice among the values of a record holds a code that its list does not have.

    Codes that are not offered any more are known all the same.
    """
    problems = {}
    for name, list_code, label in _choices(kind):
        code = values.get(name)
        if code and code not in _codes(write, kind)[list_code]:
            problems[name] = _("„{code}“ steht nicht in der Werteliste {list}.").format(code=code, list=_(label))
    if problems:
        raise BadValues(problems)


@cache
def _choices(kind: str) -> tuple[tuple[str, str, str], ...]:
    fields = KINDS[kind].fields.items()
    return tuple((name, field.of, field.label) for name, field in fields if isinstance(field, Choice))


def _codes(write: Write, kind: str) -> Mapping[str, frozenset[str]]:
    """Return the codes of the lists a kind chooses from; they are read once in a write."""
    key = f"choices {kind}"
    if key not in write.kept:
        lists = {list_code for _name, list_code, _label in _choices(kind)}
        found: dict[str, set[str]] = {list_code: set() for list_code in lists}
        for list_code, code in write.connection.execute(select(term.c.list, term.c.code).where(term.c.list.in_(lists))):
            found[list_code].add(code)
        write.kept[key] = {list_code: frozenset(codes) for list_code, codes in found.items()}
    kept: Mapping[str, frozenset[str]] = write.kept[key]
    return kept
