"""Chance that always falls alike: seeded by text, so neither the clock nor the hash seed has a say."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

Entry = TypeVar("Entry")
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Dice(Random):
    """A source of chance for one purpose; purposes do not disturb each other."""

    def uid(self) -> str:
        """Return the next uid."""
        return str(UUID(int=self.getrandbits(128), version=4))

    def chance(self, share: float) -> bool:
        """Return True for this share of all throws."""
        return self.random() < share

    def some(self, entries: Sequence[Entry], least: int, most: int) -> list[Entry]:
        """Return a few different entries, in their own order."""
        count = min(self.randint(least, most), len(entries))
        return [entries[at] for at in sorted(self.sample(range(len(entries)), count))]

    def code(self, length: int) -> str:
        """Return a code without meaning, of letters and digits that look different on paper."""
        return "".join(self.choice(_CODE_LETTERS) for _ in range(length))
