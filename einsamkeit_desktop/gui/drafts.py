"""What was begun in a composer and not saved yet: kept in the store, encrypted like everything, until it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ..actions.notes import NewTask


@dataclass(frozen=True)
class Draft:
    """A note begun; `people` are the ids of the linked records, the one it starts from left out."""

    text: str = ""
    agreement: str = ""
    subject: str = ""
    place: str = ""
    duration: str = ""
    confidential: bool = False
    people: tuple[int, ...] = ()
    tasks: tuple[NewTask, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the draft as a setting keeps it, {} where nothing was begun."""
        if self == Draft():
            return {}
        tasks = [{**asdict(task), "due_on": task.due_on.isoformat()} for task in self.tasks]
        return {**asdict(self), "people": list(self.people), "tasks": tasks}

    @classmethod
    def from_json(cls, kept: Any) -> Draft:
        """Return the draft that `to_json` gave; an empty one for anything else."""
        if not isinstance(kept, dict) or not kept:
            return cls()
        tasks = (NewTask(**{**task, "due_on": date.fromisoformat(task["due_on"])}) for task in kept["tasks"])
        return cls(**{**kept, "people": tuple(kept["people"]), "tasks": tuple(tasks)})
