"""Names in a text: surnames that are known, and whoever is called Frau or Herr somebody.

Many German surnames are words too (Koch, Klein, Sommer): those count only where they stand like a name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

from ..paths import resource
from .folding import folded_words
from .guard import MOST, Finding

_TITLE = re.compile(
    r"(?:frau|herrn?|fr\.|hr\.|hrn\.|fräulein|familie|fam\.|eheleute|ehepaar|dr\.|prof\.|witwe|namens|nachname|heißt|heiße|name)"
    r"[\s:]{1,3}(?:ist |lautet |dr\. |prof\. |von |van |zu |der |de )*$",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"(?:\bfrau|\bherrn?|\bfr\.|\bhr\.|\bfamilie|\bfam\.|\beheleute|\behepaar)\s(?:dr\. |prof\. )*$", re.IGNORECASE
)
_PARTICLES = frozenset(
    ["von", "vom", "van", "der", "den", "dem", "des", "del", "della", "und", "auf", "zum", "zur", "les", "ter", "ten"]
)
_INITIAL = re.compile(r"(?:^|[\s(])[A-ZÄÖÜ]\.\s?$")
_LOOK_BACK = 40
_SHORTEST = 3


@dataclass(frozen=True)
class Known:
    """The names a store knows, folded (folding.folded_words); words of a double name each for themselves."""

    surnames: Container[str]
    given: Container[str] = frozenset()


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    written: str
    folded: str

    @property
    def is_capital(self) -> bool:
        return self.written[0].isupper()


def name_words(name: str) -> list[str]:
    """Return the words of a name as `names` looks for them, particles and what is too short left out."""
    found = [spellings[0] for start, end, spellings in folded_words(name) if end - start >= _SHORTEST]
    return [word for word in found if word not in _PARTICLES]


def names(text: str, known: Known) -> list[Finding]:
    """Return the names in a text, in its order: known surnames, and what follows Frau, Herr or Familie."""
    words = [_Word(start, end, text[start:end], spellings[0]) for start, end, spellings in folded_words(text)]
    found: list[Finding] = []
    for at, word in enumerate(words):
        sort = _sort(text, words, at, known)
        if sort:
            found.append(Finding(word.start, word.end, sort))
            if len(found) >= MOST:
                break
    return found


def _sort(text: str, words: list[_Word], at: int, known: Known) -> str:
    """Return "known" or "name" for a word that is one here, else ""."""
    word = words[at]
    if word.end - word.start < _SHORTEST or word.folded in _PARTICLES:
        return ""
    before = text[max(0, word.start - _LOOK_BACK) : word.start]
    for folded in _stems(word):
        if folded in known.surnames:
            is_word = folded in _listed("surname_words")
            if not is_word or (word.is_capital and _stands_like_a_name(text, words, at, before, known)):
                return "known"
    if not word.is_capital or word.folded in _listed("not_after_title"):
        return ""
    return "name" if _FORM.search(before) or _follows_given_name(text, words, at) else ""


def _follows_given_name(text: str, words: list[_Word], at: int) -> bool:
    """Whether a frequent given name that is no other word stands right before: "Hildegard Kowalk"."""
    if at == 0 or text[words[at - 1].end : words[at].start] != " ":
        return False
    before = words[at - 1]
    return before.is_capital and before.folded in _listed("given_names") - _listed("surname_words")


def _stems(word: _Word) -> Iterator[str]:
    """Yield the word, and without the s of "Müllers" where enough is left to be a name."""
    yield word.folded
    if word.is_capital and word.folded.endswith("s") and len(word.folded) > 5:
        yield word.folded[:-1]


def _stands_like_a_name(text: str, words: list[_Word], at: int, before: str, known: Known) -> bool:
    """Whether a title, a given name or an initial stands before the word, or ", Anna" behind it."""
    if _TITLE.search(before) or _INITIAL.search(before):
        return True
    if at > 0 and _is_given(words[at - 1], known) and text[words[at - 1].end : words[at].start] in {" ", "-"}:
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    return (
        following is not None
        and text[words[at].end : following.start] == ", "
        and _is_given(following, known)
        and following.folded not in _listed("surname_words")
    )


def _is_given(word: _Word, known: Known) -> bool:
    return word.is_capital and (word.folded in _listed("given_names") or word.folded in known.given)


def is_word_too(folded: str) -> bool:
    """Whether a surname is another German word as well; both as folding.folded_words spells them first."""
    return folded in _listed("surname_words")


def is_given_name(folded: str) -> bool:
    """Whether a word is a frequent given name."""
    return folded in _listed("given_names")


@cache
def _listed(name: str) -> frozenset[str]:
    with resource("guard_words.json").open(encoding="utf-8") as source:
        return frozenset(json.load(source)[name].split())
