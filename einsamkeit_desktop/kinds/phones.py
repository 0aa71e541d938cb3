"""Phone numbers as German directories write them, brought to DIN 5008 and E.164.

Area codes have two to five digits. Those of two and three are few and known here; in the west all others have four; in
the east (03…) four or five, so there the number stays divided as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .clean import clean_text

_TWO_DIGITS = frozenset({"30", "40", "69", "89"})
# West: x11, x21 … x91 are three digits throughout; these are besides. East: the three-digit ones.
_THREE = "201 202 203 208 209 212 214 228 234 906 331 335 340 341 345 351 355 361 365 371 375 381 385 391 395"
_THREE_DIGITS = frozenset(_THREE.split())
# Countries with two digits after the plus; +1 and +7 have one, all others three.
_COUNTRIES = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90"
    " 91 92 93 94 95 98"
)
_TWO_DIGIT_COUNTRIES = frozenset(_COUNTRIES.split())
_MOBILE = re.compile(r"1(?:5[0-9]|6[0-9]|7[0-9])")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"})
_EXTENSION = re.compile(
    r"(?:;ext=|\b(?:durchwahl|dw|ext|app(?:arat)?|nst|nebenstelle)\b[.:]?|(?<=[0-9])\s*x)\s*([0-9]{1,7})"
)
# What is one number without a closer look; most cells are.
_ALONE = re.compile(r"\+?[0-9]+(?: [0-9-]+)*")
_NUMBER = re.compile(r"\+?[0-9(][0-9 ()/.\-\[\]]*")
# A name or remark beside the number: "(Frau Müller)", "Tel.:", "privat".
_LETTERS = re.compile(r"[^\W\d_]")
_SEPARATORS = re.compile(r";(?!ext=)|[\n\r|,•]+|:::|\s(?:oder|bzw\.?|und|u\.)\s|\s\+\s")
_NEXT_MOBILE = re.compile(r"(?<=[0-9])\s+(?=(?:0|\+49 ?)1[567][0-9])")
_NO_DIGIT = re.compile(r"\D")
_DIGIT = re.compile(r"\d")
_SCHEME = re.compile(r"(?:tel|fax|callto|sms)\s*:")
_DOUBLE_ZERO = re.compile(r"\(?00(?=[ (\-]*[1-9])")
_TO_GERMANY = re.compile(r"\+\s*\(?4\s*9\)?[\s/\-.]*(?:\(\s*0\s*\)|0)?")
_AREA_ALONE = re.compile(r"\(?0[1-9][0-9]{1,4}\)?")
_NEXT_NUMBER = re.compile(r"\s*(?:\+|\(?0|[^\W\d_])")
_TYPED_MOBILE = re.compile(r"(1[5-7][0-9]{1,3})[ /\-)]")
MOST_DIGITS = 17
# From here on a cell may hold two numbers with a blank between.
_MOST_OF_ONE = 12


class Phone(NamedTuple):
    """A phone number: as shown (DIN 5008), as dialled from anywhere (empty when the area is unknown), as it came."""

    shown: str
    e164: str
    original: str

    @property
    def is_mobile(self) -> bool:
        """Whether the number is a German mobile number."""
        return bool(self.e164.startswith("+49") and _MOBILE.match(self.e164[3:]))


def normalise_phone(raw: str, area_code: str = "") -> Phone:
    """Return a number in the form of DIN 5008: 0231 1234567, 0231 50-12345, 0170 1234567, +43 1 12345.

    `area_code` (0231) completes a number without one, of at most eight digits. What is no number, or more than
    one, is shown as it came.
    """
    original = clean_text(raw)
    unreadable = Phone(original, "", original)
    text = original.lower()
    if not original.isascii():
        text = unicodedata.normalize("NFKC", original).translate(_HYPHENS).casefold()
    extension, numbers = "", [text.strip()] if _NUMBER.fullmatch(text) else []
    if not numbers and _digit_count(text) <= MOST_DIGITS * 2:
        extension, numbers = _found(text)
    if len(numbers) != 1 or not 3 <= _digit_count(numbers[0]) <= MOST_DIGITS:
        return unreadable
    return _read(numbers[0], extension, area_code, unreadable)


def _found(text: str) -> tuple[str, list[str]]:
    """Return the extension and the numbers of a text that holds more than a number."""
    extension = ""
    if scheme := _SCHEME.match(text):
        text = text[scheme.end() :]
    if found := _EXTENSION.search(text):
        extension, text = found.group(1), text[: found.start()]
    numbers = [part.strip() for part in _NUMBER.findall(text) if _DIGIT.search(part)]
    return extension, ["+" + number.lstrip("(+") for number in numbers] if "(+" in text else numbers


def split_phones(cell: str) -> list[str]:
    """Return the numbers of one cell, each as typed: divided at ; , line ends, „oder“, / before a new one."""
    if _ALONE.fullmatch(cell) and (len(cell) <= _MOST_OF_ONE or " 0" not in cell):
        return [cell]
    numbers: list[str] = []
    for piece in _SEPARATORS.split(cell):
        for part in _NEXT_MOBILE.split(piece) if _digit_count(piece) > _MOST_OF_ONE else [piece]:
            numbers.extend(_split_slashes(part))
    # A separator within one number ("0231, 1234") leaves a piece that is only an area code: put it together again.
    joined: list[str] = []
    for number in (clean_text(number) for number in numbers):
        if joined and number and _AREA_ALONE.fullmatch(joined[-1]) and number[0].isdigit():
            joined[-1] = f"{joined[-1]} {number}"
        elif number:
            joined.append(number)
    return joined


def _digit_count(text: str) -> int:
    return len(_NO_DIGIT.sub("", text))


def _split_slashes(text: str) -> list[str]:
    if "/" not in text:
        return [text]
    pieces = text.split("/")
    parts = [pieces[0]]
    for piece in pieces[1:]:
        if _digit_count(parts[-1]) >= 6 and _digit_count(piece) > 3 and _NEXT_NUMBER.match(piece):
            parts.append(piece)
        else:
            parts[-1] = f"{parts[-1]}/{piece}"
    return parts


def _read(number: str, extension: str, area_code: str, unreadable: Phone) -> Phone:
    compact = number.replace("[", "(").replace("]", ")")
    if zeros := _DOUBLE_ZERO.match(compact):
        compact = "+" + compact[zeros.end() :]
    if compact.startswith("+"):
        if not _NO_DIGIT.sub("", compact).startswith("49"):
            return _foreign(compact, extension, unreadable)
        country = _TO_GERMANY.match(compact)
        national = compact[country.end() :] if country else compact
        return _german(national.lstrip(" -/.)"), extension, unreadable)
    bare = compact.lstrip(" (")
    if bare.startswith("0"):
        return _german(bare[1:].lstrip(" ") if not bare.startswith("0)") else bare[2:], extension, unreadable)
    if area_code and 3 <= _digit_count(bare) <= 8 and not re.fullmatch(r"11[0-9]{1,4}", bare):
        return _german(f"{area_code.strip().lstrip('0')}/{bare}", extension, unreadable)
    return Phone(unreadable.shown, "", unreadable.original)


def _german(national: str, extension: str, unreadable: Phone) -> Phone:
    """Read a number without country code and without the leading zero of its area code."""
    digits = _NO_DIGIT.sub("", national)
    if not 5 <= len(digits) <= 14 or digits.startswith("0"):
        return unreadable
    length = _area_length(digits, national)
    if length is None:
        return _as_typed(national, digits, extension, unreadable)
    rest = _after_digits(national, length).strip(" -/.()")
    if "/" in rest or not rest:
        # "0231 12345/46" are two numbers and cannot be shown as one.
        return Phone(unreadable.shown, "", unreadable.original)
    subscriber, extension = _subscriber(rest, extension)
    if digits.startswith(("180", "900")):
        subscriber = f"{subscriber[:1]} {subscriber[1:]}"
    return _phone(f"0{digits[:length]}", subscriber, extension, unreadable)


def _phone(area: str, subscriber: str, extension: str, unreadable: Phone) -> Phone:
    shown = f"{area} {subscriber}".strip() + (f"-{extension}" if extension else "")
    e164 = "+49" + _NO_DIGIT.sub("", shown)[1:]
    return Phone(shown, e164 if 8 <= len(e164) <= 16 else "", unreadable.original)


def _as_typed(national: str, digits: str, extension: str, unreadable: Phone) -> Phone:
    """Keep the division into area code and number that was typed; without one the number stays in one piece."""
    area = re.match(r"[0-9]{3,5}(?=[ )/\-])", national)
    if area is None:
        return _phone(f"0{digits}", "", extension, unreadable)
    rest = national[area.end() :].strip(" -/.()")
    if "/" in rest or not rest:
        return Phone(unreadable.shown, "", unreadable.original)
    subscriber, extension = _subscriber(rest, extension)
    return _phone(f"0{area.group()}", subscriber, extension, unreadable)


def _area_length(digits: str, national: str) -> int | None:
    """Return how many digits the area code has, without its zero; None where only the typed division tells."""
    if digits[:2] in _TWO_DIGITS:
        return 2
    if _MOBILE.match(digits):
        typed = _TYPED_MOBILE.match(national)
        return len(typed.group(1)) if typed else 3
    if digits[0] == "1":
        return 3 if digits[:3] in {"180", "137", "181", "188", "190"} else None
    if digits[:3] in {"800", "900", "700"} or digits[:3] in _THREE_DIGITS:
        return 3
    if digits[0] != "3" and digits[1] != "0" and digits[2] == "1":
        return 3
    if digits[:2] == "32":
        return 2
    return 4 if digits[0] != "3" else None


def _after_digits(text: str, count: int) -> str:
    for position, char in enumerate(text):
        count -= char.isdigit()
        if count == 0:
            return text[position + 1 :]
    return ""


def _subscriber(rest: str, extension: str) -> tuple[str, str]:
    """Return number and extension; one single hyphen between digits marks the extension."""
    parts = [digits for part in rest.split("-") if (digits := _NO_DIGIT.sub("", part))]
    if len(parts) == 2 and not extension:
        return parts[0], parts[1]
    return "".join(parts), extension


def _foreign(compact: str, extension: str, unreadable: Phone) -> Phone:
    digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", compact))
    length = 1 if digits[:1] in {"1", "7"} else 2 if digits[:2] in _TWO_DIGIT_COUNTRIES else 3
    rest = _after_digits(re.sub(r"\(0\)", "", compact), length)
    if not 7 <= len(digits) <= MOST_DIGITS or digits.startswith("0") or "/" in rest.strip(" -/.()"):
        return unreadable
    if rest.count("-") == 1 and re.search(r"[0-9][ )]+[0-9]+-[0-9]", rest) and not extension:
        rest, extension = rest.split("-")
    groups = re.findall(r"[0-9]+", rest)
    shown = f"+{digits[:length]} {' '.join(groups)}" + (f"-{extension}" if extension else "")
    dialled = re.sub(r"\D", "", shown)
    return Phone(shown, f"+{dialled}" if len(dialled) <= 15 else f"+{digits}"[:16], unreadable.original)
