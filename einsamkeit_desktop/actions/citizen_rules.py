"""What holds for a citizen's case: a code that says nothing of her, a result at the end, and no call-back after it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select

from ..errors import BadValues
from ..kinds import clock
from ..store.tables import KIND_TABLES, callback
from ..store.writing import Write
from ..texts import _
from .case_rules import closed_statuses

#: The status of what was passed on in a crisis: nothing more is kept of it.
PASSED_ON = "weitergeleitet"
# Without 0, O, 1, I: read out on the telephone they are taken for each other.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_case = KIND_TABLES["citizen_case"]


def settle_citizen_case(write: Write, before: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Give a new case its code, such as V-2026-7K3Q, and complete one that is closed or taken up again.

    A case that broke a rule before it was a rule can still be edited; only what newly breaks one is refused.
    """
    values = dict(values)
    old, closed = before or {}, closed_statuses(write)
    if before is None and not values["pseudonym"]:
        values["pseudonym"] = _unused_code(write)
    is_closed = {**old, **values}.get("status") in closed
    if is_closed and {**old, **values}.get("closed_on") is None:
        values["closed_on"] = clock.today()
    elif not is_closed and old.get("status") in closed:
        values["closed_on"] = None
    problems = _problems({**old, **values}, is_closed=is_closed)
    known = _problems(old, is_closed=old.get("status") in closed) if before is not None else {}
    problems = {name: sentence for name, sentence in problems.items() if name not in known}
    if problems:
        raise BadValues(problems)
    if is_closed and before is not None:
        drop_callbacks(write, [before["id"]])
    return values


def drop_callbacks(write: Write, record_ids: Collection[int]) -> None:
    """Forget how to call back about these records; nothing of it was ever journaled."""
    for record_id in record_ids:
        write.connection.execute(delete(callback).where(callback.c.record_id == record_id))


def _problems(whole: Mapping[str, Any], *, is_closed: bool) -> dict[str, str]:
    if not is_closed:
        if whole.get("closed_on") is not None:
            return {"closed_on": _("Ein offenes Anliegen ist noch nicht abgeschlossen. Bitte erst den Status ändern.")}
        return {}
    if not whole.get("result") and whole.get("status") != PASSED_ON:
        return {"result": _("Zum Abschluss gehört ein Ergebnis.")}
    return {}


def _unused_code(write: Write) -> str:
    while True:
        code = f"V-{clock.today().year}-" + "".join(secrets.choice(_LETTERS) for _letter in range(4))
        taken = select(_case.c.id).where(_case.c.pseudonym == code)
        if write.connection.execute(taken).first() is None:
            return code
