"""The bundled Inter: its faces, widths and the characters all faces have; and the faces that step in for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from ...paths import resource
from .fromright import is_from_right, is_mark, is_set

REGULAR, MEDIUM, SEMIBOLD, ITALIC = "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Italic"
_FACES = (REGULAR, MEDIUM, SEMIBOLD, ITALIC)
_EMOJI, _SYMBOLS, _EAST_ASIAN = "NotoEmoji-Regular", "DejaVuSans", "DroidSansFallback"
EAST_ASIAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
"""The characters of Chinese, Japanese and Korean, as they stand in a class of a regular expression."""
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_LOST = ((0xFFF0, 0xFFFF),)  # signs for characters that were lost before


class _Advances(dict[str, float]):
    """Widths of a face at size 1; what the face lacks is as wide as in the face that steps in."""

    def __missing__(self, character: str) -> float:
        stand_in = fallback(character)
        if stand_in is None:
            raise KeyError(character)
        self[character] = width = 0.0 if is_mark(character) else stand_in.advances[character]
        return width


class Face:
    """One face: `font` is ReportLab's, `advances` maps a character to its width at size 1."""

    def __init__(self, name: str) -> None:
        from reportlab.pdfbase.ttfonts import TTFont

        self.name = name
        self.font: Any = TTFont(name, str(resource(f"fonts/{name}.ttf")), shapable=False)
        widths = self.font.face.charWidths
        self.own = frozenset(chr(code) for code in self.font.face.charToGlyph if not _is_in(code, _PRIVATE))
        self.advances = _Advances((chr(code), width / 1000) for code, width in widths.items())

    def width(self, text: str, size: float) -> float:
        """Return the width of a printable text in points. Raises KeyError for a character no face has."""
        advances = self.advances
        return float(sum([advances[character] for character in text])) * size

    def parts(self, text: str) -> Iterator[tuple[Face, str]]:
        """Yield the text in parts of one face each: this one, or those that step in for what it lacks."""
        for name, characters in groupby(text, self._setter):
            yield face(name), "".join(characters)

    def _setter(self, character: str) -> str:
        stand_in = None if character in self.own else fallback(character)
        return self.name if stand_in is None else stand_in.name


@cache
def face(name: str) -> Face:
    """Return a face, read from its file and made known to ReportLab once."""
    from reportlab.pdfbase.pdfmetrics import registerFont

    made = Face(name)
    registerFont(made.font)
    return made


@cache
def covered() -> frozenset[str]:
    """Return the characters that every face of Inter prints; private ones mean nothing to a reader and are none."""
    common = frozenset.intersection(*(face(name).own for name in _FACES))
    return frozenset(character for character in common if character >= " ")


@cache
def fallback(character: str) -> Face | None:
    """Return the face that prints what Inter lacks, None if there is none. A face is read when it is asked for."""
    code = ord(character)
    if code < 0x20 or _is_in(code, _LOST):
        return None
    names: tuple[str, ...]
    if is_from_right(character):
        names = (_SYMBOLS,) if is_set(character) else ()
    else:
        names = (_EAST_ASIAN,) if 0x2E80 <= code <= 0xFFEF else (_EMOJI, _SYMBOLS)
    for name in names:
        if character in face(name).own:
            return face(name)
    return None


def _is_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
