"""Folding for search and keys for German order (DIN 5007), computed in Python so that every system agrees.

Search: text and query are folded alike. A word with an umlaut is in the index twice (ä as ae and as a); a word spelt
with ae/oe/ue stands there without the e too. So mueller, muller, MÜLLER and Müller all find Müller, Mueller and Muller.
Order: names follow DIN 5007-2 (ä = ae), vocabulary follows DIN 5007-1 (ä = a); ß = ss in both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h",
        "’": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
# A look before each of the two dear steps below: most texts hold nothing that they are for.
_HAS_PLAIN = re.compile("[łøđıæœþðħ’`´]")
_MAY_HOLD_MARKS = re.compile("[\u0300-\U0010ffff]")
_UMLAUT_E = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"\w+")
# Gender marks inside a word: Akteur*innen, Akteur:innen, Akteur_innen, Akteur/innen, Akteur/-innen.
_GENDER_MARK = re.compile(r"(?<=\w)(?:[*:_]|/-?)(?=in(?:nen)?\b|r\b|e\b|n\b|zze\b|nja\b|frau)", re.IGNORECASE)
_HAS_GENDER_MARK = re.compile("[*:_/]")
# The same at the end of a query, while the ending is still being typed.
_GENDER_TYPED = re.compile(r"(?<=\w)[*:_](?=(?:i(?:n(?:n(?:en?)?)?)?)?$)")
# "ue" after a vowel or q is no umlaut: neue, bauen, Quelle.
_SPELT_UMLAUT = re.compile(r"(?<![aeiouq])([aou])e")
# Particles that DIN 5007 leaves out of account in a list of names, and titles.
_IGNORED = frozenset(
    [
        "dr",
        "prof",
        "dipl",
        "ing",
        "med",
        "phil",
        "jur",
        "von",
        "van",
        "vom",
        "zu",
        "zum",
        "zur",
        "der",
        "den",
        "de",
        "del",
        "di",
        "da",
        "la",
        "le",
        "und",
        "graf",
        "freifrau",
        "freiherr",
        "sr",
        "pfr",
    ]
)


def _lower(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    lowered = unicodedata.normalize("NFC", text).casefold()
    if _HAS_PLAIN.search(lowered):
        lowered = lowered.translate(_PLAIN)
    if not _MAY_HOLD_MARKS.search(lowered):
        return lowered
    # A mark that joined no letter (the dot that İ leaves behind) would cut its word in two.
    composed = unicodedata.normalize("NFC", lowered)
    return _bare(composed) if any(map(unicodedata.combining, composed)) else composed


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _bare(decomposed))


def _bare(text: str) -> str:
    return "".join(c for c in text if not unicodedata.combining(c))


@lru_cache(maxsize=16_384)
def _forms(word: str) -> tuple[str, ...]:
    """Return the spellings under which one lower-case word stands in the index, the ae form first."""
    if word.isascii():
        main = word
    else:
        word = unicodedata.normalize("NFC", word)
        main = _without_marks(word.translate(_UMLAUT_E))
        plain = _without_marks(word)
        if plain != main:
            return (main, plain)
    spelt = _SPELT_UMLAUT.sub(r"\1", main) if "e" in main else main
    return (main, spelt) if spelt != main else (main,)


def fold(text: str) -> str:
    """Return the words of a text as they stand in the search index, every spelling of each, blanks between."""
    neutral = _GENDER_MARK.sub("", lowered) if _HAS_GENDER_MARK.search(lowered := _lower(text)) else lowered
    words = _WORD.findall(neutral)
    is_spelt = ("ae" in neutral or "oe" in neutral or "ue" in neutral) and _SPELT_UMLAUT.search(neutral)
    if not is_spelt and neutral.isascii():
        return " ".join(words)
    out: list[str] = []
    for word in words:
        if word.isdigit() or (not is_spelt and word.isascii()):
            out.append(word)
        else:
            out += _forms(word)
    return " ".join(out)


def query_words(text: str) -> list[tuple[str, ...]]:
    """Return the words of a query, each with the spellings of which one must be found."""
    neutral = _GENDER_TYPED.sub("", _GENDER_MARK.sub("", _lower(text)))
    return [tuple(dict.fromkeys(_forms_asked(word))) for word in _WORD.findall(neutral)]


def _forms_asked(word: str) -> tuple[str, ...]:
    # "mue" is the beginning of "mueller" and must not become "mu": a spelt umlaut at the end stays as typed.
    if word.isascii() and word[-2:] in {"ae", "oe", "ue"}:
        return (word,)
    return _forms(word)


def folded_words(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return (start, end, spellings) of every word of a text, to mark what a query found in it."""
    return [(m.start(), m.end(), _forms(_lower(m.group()))) for m in _WORD.finditer(text)]


# The names of an import are asked for many times each, words of lists in every second row.
@lru_cache(maxsize=32_768)
def name_key(*parts: str) -> str:
    """Return the key for lists of names after DIN 5007-2; parts are ordered one after the other.

    Titles and particles are ignored, hyphen and apostrophe count as a blank. A name of particles alone keeps them.
    """
    return "\x01".join(_name_part(part) for part in parts)


def _name_part(part: str) -> str:
    lowered = _without_marks(_lower(part).translate(_UMLAUT_E))
    words = _LETTERS.findall(lowered)
    kept = [word for word in words if word not in _IGNORED] or words
    return " ".join(kept)


@lru_cache(maxsize=4_096)
def word_key(text: str) -> str:
    """Return the key for vocabulary after DIN 5007-1 (ä = a, ß = ss); equal words put the plain letter first."""
    lowered = _lower(text)
    plain = " ".join(_LETTERS.findall(_without_marks(lowered)))
    return f"{plain}\x01{lowered}"
