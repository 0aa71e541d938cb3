"""What the cells of address lists mean in the store's own words: entries of value lists and areas, by label or code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..kinds.folding import fold
from ..queries.terms import Vocabulary

_WHOLE_TOWN = (
    "stadtweit",
    "gesamte stadt",
    "ganze stadt",
    "gesamtstadt",
    "stadtgebiet",
    "alle stadtbezirke",
    "alle bezirke",
)
_HARD = re.compile(r"[;\n|•]+")
_SOFT = re.compile(r"\s*,\s*")
_SOFTEST = re.compile(r"\s*(?:/|\bund\b|&)\s*")


class Words:
    """Looks entries up by code, label, short label, or the label without its bracket; spelling does not matter."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._lists: dict[str, dict[str, str]] = {}
        for code, entries in vocabulary.lists.items():
            names: dict[str, str] = {}
            loose: dict[str, set[str]] = {}
            for entry in entries:
                for text in (entry.code, entry.label, str(entry.extra.get("short", ""))):
                    names.setdefault(fold(text), entry.code)
                for text in (entry.label.partition("(")[0], *entry.label.split("/")):
                    loose.setdefault(fold(text), set()).add(entry.code)
            # A part of a label counts where only one entry has it.
            for key, codes in loose.items():
                if len(codes) == 1:
                    names.setdefault(key, *codes)
            names.pop("", None)
            self._lists[code] = names
        self._areas: dict[str, str] = {}
        for area in vocabulary.areas:
            for text in (area.name, area.code):
                self._areas.setdefault(fold(text), area.code)
        whole_town = next((area.code for area in vocabulary.areas if area.level == 0), None)
        for text in _WHOLE_TOWN if whole_town else ():
            self._areas.setdefault(fold(text), str(whole_town))

    def entry(self, list_code: str, text: str) -> str | None:
        """Return the code a text names in a value list, or None."""
        return self._lists.get(list_code, {}).get(fold(text))

    def entries(self, list_code: str, cell: str) -> tuple[tuple[str, ...], list[str]]:
        """Return the codes a cell names, and the texts that name none."""
        return _split(cell, self._lists.get(list_code, {}))

    def areas(self, cell: str) -> tuple[tuple[str, ...], list[str]]:
        """Return the codes of the areas a cell names, and the texts that name none."""
        return _split(cell, self._areas)


def _split(cell: str, names: dict[str, str]) -> tuple[tuple[str, ...], list[str]]:
    """Divide at semicolons and lines; at commas, slashes and „und“ only where the whole names nothing."""
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for piece in (" ".join(text.split()) for text in _HARD.split(cell)):
        if not piece or piece in {"-", "–"}:
            continue
        found, left = _longest_first(_SOFT.split(piece), names)
        codes.update(dict.fromkeys(found))
        for text in left:
            parts = [names.get(fold(part)) for part in _SOFTEST.split(text)]
            if all(parts):
                codes.update(dict.fromkeys(part for part in parts if part))
            else:
                unknown.append(text)
    return tuple(codes), unknown


def _longest_first(parts: list[str], names: dict[str, str]) -> tuple[Iterable[str], list[str]]:
    """Join neighbours as far as they name one entry: labels hold commas themselves („Verwitwete, Trauernde“)."""
    found, left, at = [], [], 0
    while at < len(parts):
        for end in range(min(len(parts), at + 4), at, -1):
            if code := names.get(fold(" ".join(parts[at:end]))):
                found.append(code)
                at = end
                break
        else:
            if parts[at]:
                left.append(parts[at])
            at += 1
    return found, left
