"""The list of steps, across all sessions: ids first, then the steps of one page by id."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ..store.journal import Step
from ..store.store import Store
from ..store.tables import journal_step

_PART = 500  # ids in one query


def step_ids(store: Store) -> list[int]:
    """Return the ids of all steps, the newest first, those taken back included."""
    query = select(journal_step.c.id).order_by(journal_step.c.id.desc())
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def steps_named(store: Store, ids: Sequence[int]) -> list[Step | None]:
    """Return the steps of the ids in that order; None stands for one that is gone."""
    found: dict[int, Step] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), _PART):
            query = select(journal_step).where(journal_step.c.id.in_(ids[start : start + _PART]))
            found |= {row["id"]: Step(**row) for row in connection.execute(query).mappings()}
    return [found.get(step_id) for step_id in ids]
