"""Recipes of briefing packs: which parts, in which order, under a name; and what was last made of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..kinds.folding import word_key
from ..store.store import Store
from ..texts import _
from .briefing import PARTS, STANDARD_PARTS
from .settings import kept_setting, kept_settings

PREFIX = "recipe."
LAST_USED = "briefing.recipe"
MOST_NOTES = 50


@dataclass(frozen=True)
class Recipe:
    """How a pack is made. `order` holds every part's code, `left_out` those without a tick.

    `notes` is how many of the last contacts each partner shows; 0 leaves it to the pack. Whether confidential notes are
    in is no part of it: that is said anew each time.
    """

    name: str = ""
    order: tuple[str, ...] = tuple(PARTS)
    left_out: frozenset[str] = frozenset(PARTS) - frozenset(STANDARD_PARTS)
    notes: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts to be printed, in order."""
        return tuple(code for code in self.order if code not in self.left_out)

    def is_like(self, other: Recipe) -> bool:
        """Return whether both make the same pack, whatever they are called."""
        return (self.order, self.left_out, self.notes) == (other.order, other.left_out, other.notes)

    def to_json(self) -> dict[str, Any]:
        """Return the recipe as a setting keeps it, without its name."""
        return {"order": list(self.order), "left_out": sorted(self.left_out), "notes": self.notes}

    @classmethod
    def from_json(cls, name: str, kept: Mapping[str, Any]) -> Recipe:
        """Return a kept recipe; parts this version does not know are dropped, new ones stand at the end, unticked."""
        order = tuple(code for code in dict.fromkeys(kept.get("order", ())) if code in PARTS)
        new = tuple(code for code in PARTS if code not in order)
        left_out = frozenset(kept.get("left_out", ())) & frozenset(PARTS) | frozenset(new)
        return cls(name, (*order, *new), left_out, max(0, min(int(kept.get("notes", 0)), MOST_NOTES)))


def standard() -> Recipe:
    """Return the recipe that ships along; it can be neither changed nor deleted."""
    return Recipe(_("Standard"))


def recipes(store: Store) -> list[Recipe]:
    """Return the standard recipe and the saved ones, by name."""
    kept = {name.removeprefix(PREFIX): value for name, value in kept_settings(store, PREFIX).items()}
    saved = (Recipe.from_json(name, kept[name]) for name in sorted(kept, key=word_key))
    return [standard(), *saved]


def last_used(store: Store) -> Recipe:
    """Return the recipe of the last pack, else the standard one."""
    name = kept_setting(store, LAST_USED, "")
    found = recipes(store)
    return next((recipe for recipe in found if recipe.name == name), found[0])


@dataclass(frozen=True)
class Kept:
    """What was last made for one occasion: its recipe, what was written into it, the attachments that went along."""

    recipe: Recipe
    talking_points: tuple[str, ...] = ()
    enclosures: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as a setting keeps it."""
        own = {"talking_points": list(self.talking_points), "enclosures": list(self.enclosures)}
        return {"name": self.recipe.name, **self.recipe.to_json(), **own}


def kept_for(store: Store, record_id: int | None) -> Kept | None:
    """Return what was last made for a record (appointment, committee, partner), None where nothing was."""
    value = kept_setting(store, kept_name(record_id)) if record_id is not None else None
    if value is None:
        return None
    recipe = Recipe.from_json(value.get("name", ""), value)
    return Kept(recipe, tuple(value.get("talking_points", ())), tuple(value.get("enclosures", ())))


def kept_name(record_id: int) -> str:
    """Return the setting that keeps what was made for a record."""
    return f"briefing.of.{record_id}"
