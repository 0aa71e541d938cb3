"""The lines of vCards: unfolding, quoted-printable, charsets, parameters, escapes. Every step is linear in the file."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..texts import _

LONGEST_LINE = 65_536
_MEDIA = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
_IN_PARTS = frozenset({"N", "ORG", "ADR"})
_BLANKS = frozenset({b" ", b"\t"})
# What a line may begin with that opens or closes a card.
_FRAMES = frozenset({b"B", b"b", b"E", b"e", b" ", b"\t", b"\v", b"\f"})
_DOUBLED = re.compile(rb"\r\r+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CHARSETS = {
    "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "latin-1", "windows-1252", "cp1252",
    "utf-16", "utf-16le", "utf-16be",
}  # fmt: skip


class Property(NamedTuple):
    """One line of a card: name in capitals, its types in small letters, its value as text.

    `parts` is the value divided at `;` where that means something (N, ORG, ADR). `content` is what a photo holds; b""
    where it is a link, which is never followed, or cannot be read. `group` ties the line to others („item1“), "" to
    none.
    """

    name: str
    types: frozenset[str]
    text: str
    parts: list[str] = []  # noqa: RUF012 - nobody changes it
    content: bytes = b""
    group: str = ""


@dataclass(frozen=True)
class BadCard:
    """A card that cannot be read, and why."""

    reason: str


def cards(raw: bytes) -> Iterator[list[Property] | BadCard]:
    """Yield each card of a file, or the reason why one cannot be read; what stands between cards is passed over."""
    properties: list[Property] = []
    bad, depth = "", 0
    for line, colon in _logical_lines(_as_bytes(raw)):
        upper = line[:40].strip().upper() if line[:1] in _FRAMES else b""
        if upper == b"BEGIN:VCARD":
            if depth and not (properties and properties[-1].name == "AGENT"):
                yield BadCard(_("Die Karte endet nicht (END:VCARD fehlt)."))
                depth = 0
            depth += 1
            if depth == 1:
                properties, bad = [], ""
        elif upper == b"END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                yield BadCard(bad) if bad else properties
        elif depth == 1:
            trouble = _read_line(line, colon, properties)
            bad = bad or trouble
    if depth:
        yield BadCard(_("Die Karte endet nicht (END:VCARD fehlt)."))


def _as_bytes(raw: bytes) -> bytes:
    """Return the file as bytes in which every line end is ASCII; UTF-16 becomes UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").encode()
    if raw[:16].replace(b"\0", b"").upper().startswith(b"BEGIN") and b"\0" in raw[:16]:
        return raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le", "replace").encode()
    return raw.removeprefix(b"\xef\xbb\xbf")


def _logical_lines(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the lines with folds and soft line breaks undone, and where the first colon stands; -1 where it is far."""
    # Some programs write CR CR LF.
    lines = iter((_DOUBLED.sub(b"\r", raw) if b"\r\r" in raw else raw).splitlines())
    whole, pieces, colon = next(lines, b""), list[bytes](), -1
    quoted = media = old = False
    for line in lines:
        if quoted and (pieces[-1] if pieces else whole).endswith(b"="):
            # A soft break of quoted-printable; some programs indent what follows.
            pieces = pieces or [whole]
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line.lstrip(b" \t") if line[:1] in _BLANKS else line)
        elif line[:1] in _BLANKS:
            # Version 2.1 folds before a blank that belongs to the text, later ones insert it.
            pieces = pieces or [whole]
            pieces.append(line if old and not media else line[1:])
        elif media and b":" not in line and line.strip():
            pieces = pieces or [whole]
            pieces.append(line)
        else:
            yield b"".join(pieces) if pieces else whole, colon
            whole, pieces = line, []
            colon = line.find(b":", 0, 200)
            quoted, media, is_version = _folding(line[:colon]) if colon > 0 else (False, False, False)
            if is_version:
                old = b"2.1" in line
    yield b"".join(pieces) if pieces else whole, colon


@lru_cache(maxsize=1024)
def _folding(head: bytes) -> tuple[bool, bool, bool]:
    """Return whether what stands before the colon announces quoted-printable, base64, or the version."""
    upper = head.upper()
    return b"QUOTED-PRINTABLE" in upper, b"BASE64" in upper or b"ENCODING=B" in upper, upper == b"VERSION"


def _read_line(line: bytes, colon: int, properties: list[Property]) -> str:
    """Add the property of a line; return the reason when the card cannot be used because of it."""
    if colon < 0 or b'"' in line[:colon]:
        colon = _outside_quotes(line, b":")
    if colon < 0:
        return "" if not line.strip() else _("Die Zeile „{line}“ ist kein Teil einer vCard.").format(line=_shown(line))
    head, value = line[:colon], line[colon + 1 :]
    group, name, types, encoding, charset, is_address = _head(head) if colon < 200 else _read_head(head)
    if name in _MEDIA:
        properties.append(Property(name, types, "x", [], _photo(value, encoding) if name == "PHOTO" else b""))
        return ""
    if len(line) > LONGEST_LINE:
        return _("Die Angabe {name} ist länger als 64 KB.").format(name=name[:40])
    is_plain = not encoding and value.isascii() and not charset.startswith("utf-16")
    raw = text = value.decode("ascii") if is_plain else _decoded(value, encoding, charset)
    parts: list[str] = []
    if is_address and name == "TEL":
        text = text.removeprefix("tel:")
    elif "\\" in raw:
        text = _unescaped(raw)
    if name in _IN_PARTS:
        parts = raw.split(";") if text is raw else [_unescaped(part) for part in _split(raw)]
    properties.append(Property(name, types, text, parts, b"", group))
    return ""


def _read_head(head: bytes) -> tuple[str, str, frozenset[str], str, str, bool]:
    """Return group, name, types, encoding and charset of a line, and whether its value is a URI."""
    group, _dot, name = (
        part.strip().upper().decode("ascii", "replace") for part in head.partition(b";")[0].rpartition(b".")
    )
    return group, name, *_parameters(head), b"VALUE=URI" in head.upper()


# The same few heads stand in every card.
_head = lru_cache(maxsize=1024)(_read_head)


def _shown(line: bytes) -> str:
    return line[:40].decode("utf-8", "replace").strip()


def _outside_quotes(line: bytes, wanted: bytes) -> int:
    """Return where the byte first stands outside quotation marks; an unbalanced one is taken as text."""
    position, start, quotes = line.find(wanted), 0, 0
    if b'"' not in line[:position]:
        return position
    first = position
    while position >= 0:
        quotes += line.count(b'"', start, position)
        if quotes % 2 == 0:
            return position
        start, position = position, line.find(wanted, position + 1)
    return first


def _parameters(head: bytes) -> tuple[frozenset[str], str, str]:
    """Return types, encoding and charset; version 2.1 names types and encodings without saying which."""
    types: set[str] = set()
    encoding = charset = ""
    for parameter in head.decode("utf-8", "replace").replace('"', "").split(";")[1:]:
        key, has_value, value = parameter.partition("=")
        key, value = key.strip().upper(), (value if has_value else key).strip().lower()
        if key == "CHARSET":
            charset = value
        elif key == "ENCODING" or (not has_value and value in {"quoted-printable", "base64"}):
            encoding = value
        elif key == "TYPE" or not has_value:
            types.update(part.strip() for part in value.split(","))
    return frozenset(types), encoding, charset


def _decoded(value: bytes, encoding: str, charset: str) -> str:
    if encoding == "quoted-printable":
        value = quopri.decodestring(value)
    elif encoding in {"b", "base64"}:
        try:
            value = base64.b64decode(value, validate=False)
        except (binascii.Error, ValueError):
            return ""
    for name in (charset if charset in _CHARSETS else "utf-8", "utf-8"):
        try:
            return value.decode(name)
        except UnicodeDecodeError:
            continue
    # A letter cut in two at a line's end is no reason to take all of it for another charset.
    mostly = value.decode("utf-8", "replace")
    return (
        mostly.replace("\ufffd", "") if mostly.count("\ufffd") * 10 < len(mostly) else value.decode("cp1252", "replace")
    )


def _photo(value: bytes, encoding: str) -> bytes:
    """Return the bytes of a picture that stands in the card itself."""
    if value[:5].lower() == b"data:":
        head, _comma, value = value.partition(b",")
        encoding = "b" if head.lower().endswith(b";base64") else ""
    if encoding not in {"b", "base64"}:
        return b""
    try:
        return base64.b64decode(value, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _split(text: str) -> list[str]:
    """Divide at every `;` that is not escaped."""
    parts: list[list[str]] = [[]]
    for piece in text.split(";"):
        parts[-1].append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append([])
    return [";".join(part) for part in parts if part]


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(
        lambda found: (
            "\n" if found.group(1) in "nN" else found.group(1) if found.group(1) in ',;:\\"' else found.group()
        ),
        text,
    )
