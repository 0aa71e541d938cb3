"""Lines: runs of text in one style, broken to a width.

A blank at the end of a line stays in the text, so reading aloud and copying do not join words. Inside a word a line
ends after a hyphen or slash between letters, before the @ of an address, and between East Asian characters. Only a word
wider than the line is cut, German words before a consonant with its vowel and with a hyphen that copies as a soft one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fonts import EAST_ASIAN, face
from .fromright import is_from_right
from .words import Printable


@dataclass(frozen=True, slots=True)
class Type:
    """How letters look: the face's name, size in points, distance of lines in points, colour as #rrggbb."""

    face: str
    size: float
    leading: float
    colour: str

    def width(self, text: str) -> float:
        """Return the width of a printable text in points."""
        return face(self.face).width(text, self.size)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `address` makes it a link (mailto: or https:), `says` is the link's description."""

    text: Printable
    type: Type
    address: str = ""
    says: str = ""


Piece = tuple[Run, str]


@dataclass(slots=True)
class TextLine:
    """One line: its pieces, the width they show, and whether a word was cut at its end."""

    pieces: list[Piece]
    width: float
    cut: bool = False


@dataclass(slots=True)
class _Word:
    """What must stay together: pieces without the blank after it; `blank` is that blank's width."""

    pieces: list[Piece]
    width: float
    blank: float = 0.0


# after a hyphen or slash that has letters on both sides
_SEAM = re.compile(r"(?<=[^\W\d_][-–/])(?=[^\W\d_])")
# between two East Asian characters, but not after an opening or before a closing sign
_OPENING, _CLOSING = "「『（〈《【", "、。，．：；？！」』）〉》】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
_EAST_ASIAN_SEAM = re.compile(f"(?<=[{EAST_ASIAN}])(?<![{_OPENING}])(?=[{EAST_ASIAN}])(?![{_CLOSING}])")
_ROUNDING = 0.001


def broken(runs: Sequence[Run], width: float) -> list[TextLine]:
    """Return the lines of the runs at this width; at least one, and none wider unless one character is."""
    if len(runs) == 1:
        whole = runs[0].type.width(runs[0].text)
        if whole <= width + _ROUNDING:
            return [TextLine([(runs[0], runs[0].text)], whole)]
    lines: list[TextLine] = []
    line = TextLine([], 0.0)
    blank = 0.0
    for word in _words(runs):
        if line.pieces and line.width + blank + word.width > width + _ROUNDING:
            lines.append(line)
            line, blank = TextLine([], 0.0), 0.0
        while word.width > width + _ROUNDING and (parts := _cut(word, width)):
            lines.append(parts[0])
            word = parts[1]
        line.pieces += word.pieces
        line.width += blank + word.width
        blank = word.blank
        if blank:
            run, text = line.pieces[-1]
            line.pieces[-1] = (run, text + " ")
    lines.append(line)
    if blank and lines[-1].pieces:
        run, text = line.pieces[-1]
        line.pieces[-1] = (run, text.rstrip(" "))
    for line in lines:
        line.pieces = _merged(line.pieces)
    return lines


def narrowest(runs: Sequence[Run]) -> float:
    """Return the width of the widest word, which a column should not go below."""
    return max((word.width for word in _words(runs)), default=0.0)


def _words(runs: Sequence[Run]) -> list[_Word]:
    words: list[_Word] = []
    opened = False
    for run in runs:
        blank = run.type.width(" ")
        for number, word in enumerate(run.text.split(" ")):
            if number:
                if words:
                    words[-1].blank = blank
                opened = False
            for place, part in enumerate(_parts(word)):
                opened = _extend(words, run, part, opened and not place)
    return words


def _parts(word: str) -> list[str]:
    name, at, place = word.rpartition("@")
    if name and place and "@" not in name:  # an e-mail address goes on before its @, and in its place only
        return [name, *_SEAM.split(at + place)]
    if "-" in word or "/" in word or "–" in word:
        return [part for piece in _SEAM.split(word) for part in _EAST_ASIAN_SEAM.split(piece)]
    return _EAST_ASIAN_SEAM.split(word) if max(word, default="") >= EAST_ASIAN[0] else [word]


def _extend(words: list[_Word], run: Run, text: str, opened: bool) -> bool:
    """Add a piece to the open word or start one; return whether a word is open now."""
    if not text:
        return opened
    if opened:
        words[-1].pieces.append((run, text))
        words[-1].width += run.type.width(text)
    else:
        words.append(_Word([(run, text)], run.type.width(text)))
    return True


def _merged(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for run, text in pieces:
        if merged and merged[-1][0] is run:
            merged[-1] = (run, merged[-1][1] + text)
        elif text:
            merged.append((run, text))
    return merged


# after these a long address or code may be cut without a hyphen
_SOFT = frozenset("]/@._-–&=?,;:")
_VOWELS = frozenset("aeiouyäöüAEIOUYÄÖÜ")
_TOGETHER = ("sch", "ch", "ck", "ph", "th", "qu", "st")


def _cut(word: _Word, width: float) -> tuple[TextLine, _Word] | None:
    """Cut a word that is wider than the line; None when not even one character would go over."""
    run, text = word.pieces[0]
    rest = word.pieces[1:]
    used = _fitting(run.type, text, width)
    if used >= len(text):
        if not rest:
            return None
        ahead = _Word(rest, word.width - run.type.width(text), word.blank)
        return TextLine([(run, text)], run.type.width(text)), ahead
    place, hyphen = _place(run.type, text, width, used)
    head, tail = text[:place], text[place:]
    if not tail:
        return None
    tail_word = _Word([(run, tail), *rest], word.width - run.type.width(head), word.blank)
    return TextLine([(run, head)], run.type.width(head), cut=hyphen), tail_word


def _fitting(type_: Type, text: str, width: float) -> int:
    """Return how many characters fit into the width."""
    advances = face(type_.face).advances
    room = (width + _ROUNDING) / type_.size
    for position, character in enumerate(text):
        room -= advances[character]
        if room < 0:
            return position
    return len(text)


def _place(type_: Type, text: str, width: float, used: int) -> tuple[int, bool]:
    """Return where to cut, and whether a hyphen is to be shown; a protected blank is still the best place."""
    if blank := text.rfind("\u00a0", 0, used) + 1:
        return blank, False
    soft = max((position for position in range(1, used + 1) if text[position - 1] in _SOFT), default=0)
    if soft > used // 2:
        return soft, False
    letters = text.rstrip(".,;:!?)“”\"'")
    if letters.isalpha() and not is_from_right(letters[0]):
        limit = _fitting(type_, text, width - type_.width("-"))
        for position in range(min(limit, len(letters) - 3), 2, -1):
            if _is_seam(letters, position):
                return position, True
        if limit >= 1:
            return limit, True
    return max(used, 1), False


def _is_seam(word: str, position: int) -> bool:
    """Say whether German could divide here: after a vowel's syllable, before consonant(s) with a vowel."""
    if not _VOWELS & set(word[:position]):
        return False
    for cluster in _TOGETHER:
        if any(word[position - back : position - back + len(cluster)] == cluster for back in range(1, len(cluster))):
            return False
        if word.startswith(cluster, position):
            return word[position + len(cluster) : position + len(cluster) + 1] in _VOWELS
    return word[position] not in _VOWELS and word[position + 1 : position + 2] in _VOWELS
