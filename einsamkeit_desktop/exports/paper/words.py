"""The one way of user text into a paper: cleaned, in one form, and nothing left out without a trace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NewType

from ...kinds.clean import clean_text
from .fonts import covered, fallback
from .fromright import joined, logical

Printable = NewType("Printable", str)
"""Text in which every character has a glyph, in every face of Inter or in one that steps in; made by `Wording` only."""

_BLANKS = re.compile(r"[ \t\n\r\v\f\u0085\u2028\u2029]+")
_BREAKS = re.compile(r"[\n\r\v\f\u0085\u2028\u2029]+")
# between the letters of e. V., z. B., i. d. R.: no line ends there
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\. (?=[^\W\d_]\.)")
# between a name and its e. V.
_SOCIETY = re.compile(r" (?=e\.[ \u00a0]?V\.)")
# between postal code and town
_PLACE = re.compile(r"(?<=\b[0-9]{5}) (?=[A-ZÄÖÜ])")
# between a day and its time
_MOMENT = re.compile(
    r"(?<=[0-9]{2}\.[0-9]{4}) (?=[0-9]{2}:[0-9]{2}\b)|(?<=[0-9]{2}\.[0-9]{4},) (?=[0-9]{2}:[0-9]{2}\b)"
)
# between a house number and its letter
_HOUSE = re.compile(r"(?<=[0-9]) (?=[a-z]\b(?![.-]))")
# between an hour and its Uhr, and in "6 weitere"
_COUNTED = re.compile(r"(?<=[0-9]) (?=(?:Uhr|weitere)\b)")
# before the dots of a text that goes on elsewhere
_DOTS = re.compile(r" (?=…)")
# soft hyphen, zero-width characters, variation selectors, tags, and what only colours or frames the sign before it
# (skin tones, the key around a digit): they show nothing of their own, so they print nothing
_INVISIBLE = frozenset(
    [0xAD, 0x34F, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
    + [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0), *range(0x1F3FB, 0x1F400), 0x20E3]
)


def _bound(text: str) -> str:
    """Protect the blanks at which no line may end."""
    text = _INITIALS.sub(".\u00a0", text) if ". " in text else text
    text = _SOCIETY.sub("\u00a0", text) if "e." in text else text
    text = _MOMENT.sub("\u00a0", text) if ":" in text else text
    text = _COUNTED.sub("\u00a0", text)
    text = _DOTS.sub("\u00a0", text) if "…" in text else text
    return _HOUSE.sub("\u00a0", _PLACE.sub("\u00a0", text))


class Wording:
    """Makes text printable and remembers the characters that no face has.

    `missing` counts them; each is printed as its visible code, for instance ``[U+0915]``.
    """

    def __init__(self) -> None:
        self.missing: dict[str, int] = {}

    def line(self, text: str) -> Printable:
        """Return the text as one line: line breaks and runs of blanks become one blank.

        A protected blank stays, and one is set inside and before abbreviations such as e. V. and between postal code
        and town.
        """
        if not (text.isascii() and text.isprintable()):
            text = self._visible(clean_text(text, multiline=True))
        return Printable(_bound(_BLANKS.sub(" ", text).strip(" ")))

    def pieces(self, texts: Sequence[str]) -> list[Printable]:
        """Return the texts of one line in several styles: blanks between them stay, those at its ends go."""
        made: list[Printable] = []
        before = " "
        for text in texts:
            if not (text.isascii() and text.isprintable()):  # cleaning takes the blanks at the ends, too
                head, tail = text[:1].isspace(), text[-1:].isspace()
                text = self._visible(clean_text(text, multiline=True))
                text = f"{' ' if head else ''}{text}{' ' if tail else ''}"
            text = _bound(_BLANKS.sub(" ", text))
            text = text.removeprefix(" ") if before.endswith(" ") else text
            made.append(Printable(text))
            before = text or before
        for place in range(len(made) - 1, -1, -1):
            made[place] = Printable(made[place].rstrip(" "))
            if made[place]:
                break
        return made

    def paragraphs(self, text: str) -> list[Printable]:
        """Return the lines of a text that hold anything, each as a paragraph of its own."""
        return [line for line in map(self.line, _BREAKS.split(clean_text(text, multiline=True))) if line]

    def joined(self, texts: Iterable[str], by: str = " · ") -> Printable:
        """Return the non-empty texts in one line."""
        return Printable(by.join(line for line in map(self.line, texts) if line))

    def _visible(self, text: str) -> str:
        known = covered()
        text = joined(text)
        return "".join([character if character in known else self._stand_in(character) for character in text])

    def _stand_in(self, character: str) -> str:
        if ord(character) in _INVISIBLE or _BLANKS.match(character):
            return " " if _BLANKS.match(character) else ""
        if fallback(character) is not None:
            return character
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and all(part in covered() or fallback(part) is not None for part in plain):
            return plain
        lost = logical(character)
        self.missing[lost] = self.missing.get(lost, 0) + 1
        return "".join([f"[U+{ord(part):04X}]" for part in lost])
