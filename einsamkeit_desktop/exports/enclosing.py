"""Attachments as pages of a paper: PDFs page by page, pictures as one; what cannot be read is a sentence."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass

from ..apart import answer_of
from ..errors import BadFile
from ..progress import Progress
from ..queries.briefing import Enclosure
from ..texts import _
from .encloseworker import work

SECONDS = 60.0
_KEPT = 12  # files drawn for the preview, so that the next one need not wait for them


@dataclass(frozen=True)
class EnclosedPage:
    """A page drawn as a JPEG picture; its size in points or pixels tells its form, `text` is what it says."""

    picture: bytes
    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Enclosed:
    """The pages of a file that are printed, and how many it has."""

    pages: tuple[EnclosedPage, ...]
    total: int


_drawn: dict[bytes, Enclosed] = {}
_lock = threading.Lock()


def pages_of(enclosure: Enclosure, progress: Progress, seconds: float = SECONDS) -> Enclosed:
    """Return the pages of an attachment.

    Raises errors.BadFile with the sentence that says why there are none, errors.Cancelled.
    """
    key, kept = hashlib.sha256(enclosure.content).digest(), _drawn
    with _lock:
        found = kept.get(key)
    if found is None:
        found = _draw(enclosure, progress, seconds)
        with _lock:
            while len(kept) >= _KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = found
    return found


def forget() -> None:
    """Forget what was drawn and what is being drawn; nothing of a closed store stays in memory. Waits for nobody."""
    global _drawn
    with _lock:
        _drawn = {}


def _draw(enclosure: Enclosure, progress: Progress, seconds: float) -> Enclosed:
    try:
        answer = answer_of(work, enclosure.content, seconds, progress)
    except TimeoutError:
        text = _("„{name}“ ist nicht dabei: Die Datei zu zeichnen dauert zu lange.")
        raise BadFile(text.format(name=enclosure.name)) from None
    except EOFError:
        raise _damaged(enclosure) from None
    if answer.startswith(b"{"):
        raise _refused(enclosure, json.loads(answer))
    return _read(answer)


def _read(answer: bytes) -> Enclosed:
    start = 8 + int.from_bytes(answer[:8])
    told = json.loads(answer[8:start])
    pages = []
    for page in told["pages"]:
        pages.append(EnclosedPage(answer[start : start + page["size"]], page["width"], page["height"], page["text"]))
        start += page["size"]
    return Enclosed(tuple(pages), told["total"])


def _refused(enclosure: Enclosure, answer: dict[str, str]) -> BadFile:
    detail = answer.get("detail", "").casefold()
    if "password" in detail:
        text = _("„{name}“ ist nicht dabei: Die Datei ist mit einem Kennwort geschützt.")
        return BadFile(text.format(name=enclosure.name))
    if answer.get("trouble") in {"MemoryError", "DecompressionBombError", "DecompressionBombWarning"}:
        text = _("„{name}“ ist nicht dabei: Das Bild ist zu groß.")
        return BadFile(text.format(name=enclosure.name))
    return _damaged(enclosure)


def _damaged(enclosure: Enclosure) -> BadFile:
    return BadFile(_("„{name}“ ist nicht dabei: Die Datei ist beschädigt.").format(name=enclosure.name))
