"""What the cells of address lists mean in the store's own words: entries of value lists and areas, by label or code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from ..kinds.folding import fold
from ..paths import resource
from ..queries.terms import Term, Vocabulary

# „:::“ stands between the values of a cell in lists of Google.
_HARD = re.compile(r"[;\n|•]+|:::")
_SOFT = re.compile(r"\s*,\s*")
_SOFTEST = re.compile(r"\s*(?:/|&|\+|\bund\b|\bsowie\b)\s*")
# Shorter beginnings of labels say too little („Junge“).
_LEAST_LETTERS = 6
# The same few words stand in most rows.
folded = lru_cache(maxsize=16_384)(fold)


class Words:
    """Looks entries up by code, label or short label, by other words for them, by parts of the label that no other has.

    Spelling does not matter. The other words stand in resources/aliases.json.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        aliases = _aliases()
        self._lists = {
            code: _names(entries, aliases["lists"].get(code, {})) for code, entries in vocabulary.lists.items()
        }
        self._areas: dict[str, str] = {}
        for area in vocabulary.areas:
            for text in (area.name, area.code):
                self._areas.setdefault(fold(text), area.code)
        for area in vocabulary.areas:
            for prefix in aliases["areas"]["prefixes"] if area.level else ():
                self._areas.setdefault(fold(f"{prefix} {area.name}"), area.code)
        whole_town = next((area.code for area in vocabulary.areas if area.level == 0), None)
        for text in aliases["areas"]["whole_town"] if whole_town else ():
            self._areas.setdefault(fold(text), str(whole_town))
        self._split = lru_cache(maxsize=16_384)(self._split_among)

    def entry(self, list_code: str, text: str) -> str | None:
        """Return the code a text names in a value list, or None."""
        return self._lists.get(list_code, {}).get(folded(text))

    def entries(self, list_code: str, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the codes a cell names, and the texts that name none."""
        return self._split(list_code, cell)

    def areas(self, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the codes of the areas a cell names, and the texts that name none."""
        return self._split("", cell)

    def _split_among(self, list_code: str, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return _split(cell, self._lists.get(list_code, {}) if list_code else self._areas)


@cache
def _aliases() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("aliases.json").read_text(encoding="utf-8"))
    return found


def _names(entries: Sequence[Term], aliases: dict[str, list[str]]) -> dict[str, str]:
    """Return the code of every text that names an entry; a part of a label counts where one entry alone has it."""
    names: dict[str, str] = {}
    for entry in entries:
        for text in (entry.code, entry.label, str(entry.extra.get("short", ""))):
            names.setdefault(fold(text), entry.code)
    known = {entry.code for entry in entries}
    for code, texts in aliases.items():
        for text in texts if code in known else ():
            names.setdefault(fold(text), code)
    for parts in (_parts, _beginnings):
        found: dict[str, set[str]] = {}
        for entry in entries:
            for text in parts(entry.label):
                found.setdefault(fold(text), set()).add(entry.code)
        for key, codes in found.items():
            if len(codes) == 1:
                names.setdefault(key, *codes)
    names.pop("", None)
    return names


def _parts(label: str) -> Iterator[str]:
    """Yield what a label says before its bracket, and what stands between its strokes and commas."""
    yield label.partition("(")[0]
    yield from label.split("/")
    yield from label.partition("(")[0].split(",")


def _beginnings(label: str) -> Iterator[str]:
    words = label.partition("(")[0].split()
    texts = (" ".join(words[:count]) for count in range(1, len(words)))
    return (text for text in texts if len(text) >= _LEAST_LETTERS)


def _split(cell: str, names: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Divide at semicolons and lines; at commas, then at strokes and „und“ only where the whole names nothing."""
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for piece in (" ".join(text.split()) for text in _HARD.split(cell)):
        if not piece or piece in {"-", "–"}:
            continue
        found, left = _longest_first(_SOFT.split(piece), names)
        codes.update(dict.fromkeys(found))
        for text in left:
            found, rest = _longest_first(_SOFTEST.split(text), names)
            codes.update(dict.fromkeys(found))
            unknown += rest if found else [text]
    return tuple(codes), tuple(unknown)


def _longest_first(parts: Sequence[str], names: dict[str, str]) -> tuple[Iterable[str], list[str]]:
    """Join neighbours as far as they name one entry: labels hold commas themselves („Verwitwete, Trauernde“)."""
    found, left, at = [], [], 0
    while at < len(parts):
        for end in range(min(len(parts), at + 4), at, -1):
            if code := names.get(folded(" ".join(parts[at:end]))):
                found.append(code)
                at = end
                break
        else:
            if parts[at]:
                left.append(parts[at])
            at += 1
    return found, left
