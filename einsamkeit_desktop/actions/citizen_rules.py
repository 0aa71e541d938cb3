"""What holds for a citizen's case: its code is random and says nothing of her, not even the day."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ..kinds import clock
from ..store.tables import KIND_TABLES
from ..store.writing import Write

# Without 0, O, 1, I: read out on the telephone they are taken for each other.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_case = KIND_TABLES["citizen_case"]


def settle_citizen_case(write: Write, before: Mapping[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
    """Give a new case its code, such as V-2026-7K3Q, that no other has."""
    if before is None and not values["pseudonym"]:
        values = {**values, "pseudonym": _unused_code(write)}
    return values


def _unused_code(write: Write) -> str:
    while True:
        code = f"V-{clock.today().year}-" + "".join(secrets.choice(_LETTERS) for _letter in range(4))
        taken = select(_case.c.id).where(_case.c.pseudonym == code)
        if write.connection.execute(taken).first() is None:
            return code
