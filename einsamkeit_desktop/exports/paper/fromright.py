"""Hebrew and Arabic on paper: letters joined, words from right to left, and read back as they were written.

Meant for names and short quotations in German texts: a paragraph still begins at the left. Vowel signs are read but not
drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_LETTER = "\u05d0-\u05f4\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb1d-\ufdff\ufe70-\ufefc"
_MARK = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_NUMBER = "0-9\u0660-\u0669\u06f0-\u06f9"
_SIGN = "\u060c\u061b\u061f\u066a-\u066d\u06d4"
# from one letter to the last one before another script begins
_RUN = re.compile(f"[{_LETTER}](?:[^A-Za-z\u00c0-\u058f\u0900-\ufb1c\U00010000-\U0010ffff]*[{_LETTER}{_MARK}{_SIGN}])?")
_PIECE = re.compile(f"[{_NUMBER}]+(?:[.,:/\u066b\u066c-][{_NUMBER}]+)*|.", re.DOTALL)
_HAS_ARABIC = re.compile("[\u0620-\u06ff]")
_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_IS_MARK = re.compile(f"[{_MARK}]")
_IS_SET = re.compile(f"[\u05d0-\u05ea\u05f0-\u05f4\ufb50-\ufdff\ufe70-\ufefc\u0640{_MARK}{_NUMBER}{_SIGN}]")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_LAM, _JOINER, _STRETCH = "\u0644", "\u200d", "\u0640"


def is_from_right(character: str) -> bool:
    """Say whether a character belongs to a script that is written from right to left."""
    return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefe"


def is_set(character: str) -> bool:
    """Say whether a character of these scripts is printed: joined letters are, lone Arabic ones are not."""
    return _IS_SET.match(character) is not None


def is_mark(character: str) -> bool:
    """Say whether a character is a vowel sign, which takes no room."""
    return _IS_MARK.match(character) is not None


def joined(text: str) -> str:
    """Return the text with its Arabic letters in the forms their neighbours ask for."""
    if not _HAS_ARABIC.search(text):
        return text
    letters = list(text)
    made: list[str] = []
    before, number = False, 0
    while number < len(letters):
        forms = _forms().get(letters[number], {})
        skipped = 1
        following = _next(letters, number + 1)
        both = letters[number] + letters[following] if following < len(letters) else ""
        if letters[number] == _LAM and both in _forms():
            forms, skipped = _forms()[both], following + 1 - number
            following = _next(letters, following + 1)
        after = "initial" in forms and following < len(letters) and _takes(letters[following])
        form = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        made.append(forms.get(form) or letters[number])
        made += [letter for letter in letters[number + 1 : number + skipped] if is_mark(letter)]
        if not is_mark(letters[number]):
            before = ("initial" in forms and after) or letters[number] in (_STRETCH, _JOINER)
        number += skipped
    return "".join(made)


def _next(letters: list[str], number: int) -> int:
    while number < len(letters) and is_mark(letters[number]):
        number += 1
    return number


def _takes(letter: str) -> bool:
    """Say whether a letter joins what is before it."""
    return "final" in _forms().get(letter, {}) or letter in (_STRETCH, _JOINER)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return the forms per letter (and per lam with alef): isolated, initial, medial, final."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if base and " " not in base and (len(base) == 1 or base[0] == _LAM and code >= 0xFEF5):
            found.setdefault(base, {})[form.strip("<>")] = chr(code)
    return found


def logical(text: str) -> str:
    """Return the text with plain letters instead of joined ones, as it is read, searched and copied."""
    return _FORM.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def drawn(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a line as they are drawn from left to right; with each what it says, where that differs."""
    done = 0
    for run in () if text.isascii() else _RUN.finditer(text):
        if run.start() > done:
            yield text[done : run.start()], ""
        pieces = [piece.translate(_MIRRORED) for piece in _PIECE.findall(run.group()) if not is_mark(piece)]
        yield "".join(reversed(pieces)), logical(run.group())
        done = run.end()
    if done < len(text):
        yield text[done:], ""
