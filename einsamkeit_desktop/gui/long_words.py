"""Words wider than their line, an address or a row of ====: broken where the room ends, without a sign."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

_SUSPECT = re.compile(r"\S{16,}")
_LETTER = re.compile("\\S[\u0300-\u036f\u200d\ufe0e\ufe0f]*")  # with what belongs to it
_BREAK = "\u200b"  # a place to break, nothing to see
_ANY_HEIGHT = 1_000_000


def broken(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return the text so that a wrapping label breaks the words that are wider than it; all others stay whole."""
    if width <= 0 or _SUSPECT.search(text) is None:
        return text

    def divided(found: re.Match[str]) -> str:
        word = found.group()
        return word if metrics.horizontalAdvance(word) <= width else _BREAK.join(_LETTER.findall(word))

    return _SUSPECT.sub(divided, text)


def broken_height(text: str, metrics: QFontMetrics, width: int) -> int:
    """Return how high the text stands once its long words are broken; 0 where no word is too long."""
    shown = broken(text, metrics, width)
    if shown == text:
        return 0
    wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return metrics.boundingRect(QRect(0, 0, width, _ANY_HEIGHT), int(wrapped), shown).height()
