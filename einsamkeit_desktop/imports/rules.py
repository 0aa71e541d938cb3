"""How rows find their records, and what an import may do with them: chosen once for a whole file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """`by_…`: by what a record is found, all three as a rule; `makes` new records, `changes` known ones."""

    by_uid: bool = True
    by_mail: bool = True
    by_name: bool = True
    makes: bool = True
    changes: bool = True

    @classmethod
    def from_kept(cls, kept: object) -> Rules:
        """Return the rules a profile keeps; what is missing or odd is as usual."""
        names = kept if isinstance(kept, list | tuple) else None
        if names is None:
            return cls()
        found = cls(**{name: name in names for name in cls.__dataclass_fields__})
        return found if found.makes or found.changes else cls()

    def kept(self) -> list[str]:
        """Return the rules as a profile keeps them."""
        return [name for name in self.__dataclass_fields__ if getattr(self, name)]
