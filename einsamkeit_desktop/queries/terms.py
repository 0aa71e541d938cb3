"""Value lists and areas by code and id, kept in memory until somebody changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from ..kinds.folding import fold
from ..store.store import Store
from ..store.tables import area, term


@dataclass(frozen=True)
class Term:
    """One entry of a value list; `extra` is what the list knows beyond the label (icon, rhythm_days …)."""

    id: int
    list: str
    code: str
    label: str
    active: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The label for narrow places."""
        return str(self.extra.get("short") or self.label)


@dataclass(frozen=True)
class Area:
    """One area; level 0 holds the pseudo areas (whole town, outside, unknown), 1 the districts."""

    id: int
    code: str
    name: str
    level: int
    parent_id: int | None


@dataclass(frozen=True)
class Vocabulary:
    """All value lists and areas, in their order."""

    lists: Mapping[str, tuple[Term, ...]]
    areas: tuple[Area, ...]

    def term(self, list_code: str, code: str | None) -> Term | None:
        """Return the entry of a list, or None."""
        return next((entry for entry in self.lists.get(list_code, ()) if entry.code == code), None)

    def label(self, list_code: str, code: str | None) -> str:
        """Return the label of a code, the code itself where the list does not know it, "" for None."""
        found = self.term(list_code, code)
        return found.label if found else (code or "")

    def short_label(self, list_code: str, code: str | None) -> str:
        """Return the short label of a code, as `label` does the whole one."""
        found = self.term(list_code, code)
        return found.short if found else (code or "")

    def area_name(self, code: str) -> str:
        """Return the name of an area code, or the code."""
        return next((entry.name for entry in self.areas if entry.code == code), code)

    def find(self, list_code: str, text: str) -> Term | None:
        """Return the entry whose code or label a text names, however it is spelt."""
        wanted = fold(text)
        return next((e for e in self.lists.get(list_code, ()) if text == e.code or fold(e.label) == wanted), None)

    def find_area(self, text: str) -> Area | None:
        """Return the area whose code or name a text names; districts before smaller units of the same name."""
        wanted = fold(text)
        return next((e for e in self.areas if text == e.code or fold(e.name) == wanted), None)

    @property
    def districts(self) -> tuple[Area, ...]:
        """The areas a partner can serve: the pseudo areas and the first level."""
        return tuple(entry for entry in self.areas if entry.level <= 1)


def vocabulary(store: Store) -> Vocabulary:
    """Return the store's value lists and areas."""
    state = (store.writes["term"], store.writes["area"])
    kept = store.kept.get("vocabulary")
    if kept is None or kept[0] != state:
        kept = store.kept["vocabulary"] = (state, _read(store))
    found: Vocabulary = kept[1]
    return found


def _read(store: Store) -> Vocabulary:
    lists: dict[str, list[Term]] = {}
    terms = select(term).order_by(term.c.list, term.c.position, term.c.id)
    areas = select(area).order_by(area.c.level, area.c.position, area.c.id)
    with store.reading() as connection:
        for row in connection.execute(terms).mappings():
            entry = Term(row["id"], row["list"], row["code"], row["label"], row["active"], row["extra"] or {})
            lists.setdefault(entry.list, []).append(entry)
        found = tuple(
            Area(row["id"], row["code"], row["name"], row["level"], row["parent_id"])
            for row in connection.execute(areas).mappings()
        )
    return Vocabulary({code: tuple(entries) for code, entries in lists.items()}, found)
