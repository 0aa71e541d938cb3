"""What any text goes through that enters or leaves: composed letters, nothing invisible that could deceive or break.

Kept: joiners (emoji, Persian) and the protected blank. Out: control characters, NUL, lone surrogates, direction
overrides, zero-width blanks, soft hyphens, byte order marks. Line ends become LF.
"""

from __future__ import annotations

import re
import unicodedata

# Line ends of other worlds: CR, CRLF, vertical tab (Excel, Outlook), form feed, NEL, line and paragraph separator.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab and line ends
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width blank, word joiner, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks and overrides
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # lone surrogates, characters no file may hold
    "]"
)
_BLANKS = re.compile("[ \t\n]+")


def clean_text(text: str, multiline: bool = False) -> str:
    """Return the text as it may be stored or handed out, without blanks at its ends.

    A single line turns line ends and tabs into one blank; `multiline` keeps them. Cleaning twice changes nothing.
    """
    if text.isprintable():
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        return text.strip() if multiline or "  " not in text else _BLANKS.sub(" ", text).strip()
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_END.sub("\n", text)))
    if not multiline:
        text = _BLANKS.sub(" ", text)
    return text.strip()


def short_text(text: str, most: int = 60) -> str:
    """Return the beginning of a text in one line, for a sentence that names it."""
    line = clean_text(text)
    return line if len(line) <= most else line[:most] + "…"
