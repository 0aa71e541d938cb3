"""Rows and cells of hand-made lists that look like an entry and name none: sums below the rows, „N.N.“."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..kinds.clean import clean_text, short_text
from ..texts import _

# What counts the rows above: „Summe: 7“, „Gesamt“.
_TOTAL = re.compile(r"(?:(?:zwischen)?summe|gesamt(?:zahl|summe)?|insgesamt|total|anzahl)\b[\s:=.,\d€]*", re.IGNORECASE)
# What stands for a person where there is none yet.
_NOBODY = re.compile(r"n\.?\s?n\.?|vakant|unbesetzt|nicht besetzt|unbekannt|k\.?\s?a\.?|[-–?]+", re.IGNORECASE)  # noqa: RUF001


def sum_in(texts: Sequence[str]) -> str:
    """Return the sentence about a row that counts those above it („Gesamt | 3 Personen“), "" for any other."""
    first, *others = texts or ("",)
    if not _TOTAL.fullmatch(first.strip()) or not all(any(map(str.isdigit, text)) for text in others):
        return ""
    said = short_text(clean_text(" ".join(texts)))
    return _("Sieht nach einer Zeile mit Summen aus: „{text}“.").format(text=said)


def is_nobody(texts: Iterable[str]) -> bool:
    """Whether cells for a name only say that there is nobody."""
    return all(_NOBODY.fullmatch(text.strip()) for text in texts)
