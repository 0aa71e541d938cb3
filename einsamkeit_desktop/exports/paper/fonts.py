"""The bundled Inter: its faces, widths and the characters all faces have."""

from __future__ import annotations

from functools import cache
from typing import Any

from ...paths import resource

REGULAR, MEDIUM, SEMIBOLD, ITALIC = "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Italic"
_FACES = (REGULAR, MEDIUM, SEMIBOLD, ITALIC)


class Face:
    """One face: `font` is ReportLab's, `advances` maps a character to its width at size 1."""

    def __init__(self, name: str) -> None:
        from reportlab.pdfbase.ttfonts import TTFont

        self.name = name
        self.font: Any = TTFont(name, str(resource(f"fonts/{name}.ttf")), shapable=False)
        self.advances: dict[str, float] = {chr(code): width / 1000 for code, width in self.font.face.charWidths.items()}

    def width(self, text: str, size: float) -> float:
        """Return the width of a printable text in points. Raises KeyError for a character the face lacks."""
        advances = self.advances
        return float(sum([advances[character] for character in text])) * size


@cache
def face(name: str) -> Face:
    """Return a face, read from its file and made known to ReportLab once."""
    from reportlab.pdfbase.pdfmetrics import registerFont

    made = Face(name)
    registerFont(made.font)
    return made


@cache
def covered() -> frozenset[str]:
    """Return the characters that every face prints and that can be read back from the file.

    Characters beyond U+FFFF are left out because ReportLab's ToUnicode is invalid for them, private ones because they
    mean nothing to a reader.
    """
    common = set.intersection(*(set(face(name).font.face.charToGlyph) for name in _FACES))
    return frozenset(chr(code) for code in common if 0x20 <= code <= 0xFFFF and not 0xE000 <= code <= 0xF8FF)
