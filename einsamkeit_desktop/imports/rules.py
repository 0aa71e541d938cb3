"""How rows find their records, and what an import may do with them: chosen once for a whole file."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from .questions import Answers


@dataclass(frozen=True)
class Rules:
    """`by_…`: by what a record is found, all three as a rule; `makes` new records, `changes` known ones.

    `answers` to what only a person knows hold for this one file; no profile keeps them.
    """

    by_uid: bool = True
    by_mail: bool = True
    by_name: bool = True
    makes: bool = True
    changes: bool = True
    answers: Answers = field(default_factory=dict, hash=False)

    @classmethod
    def from_kept(cls, kept: object) -> Rules:
        """Return the rules a profile keeps; what is missing or odd is as usual."""
        names = kept if isinstance(kept, list | tuple) else None
        if names is None:
            return cls()
        switches: dict[str, Any] = {name: name in names for name in cls._switches()}
        found = cls(**switches)
        return found if found.makes or found.changes else cls()

    def kept(self) -> list[str]:
        """Return the rules as a profile keeps them."""
        return [name for name in self._switches() if getattr(self, name)]

    @classmethod
    def _switches(cls) -> list[str]:
        return [each.name for each in fields(cls) if each.name != "answers"]
