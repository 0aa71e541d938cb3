"""Cells that say how to reach somebody: phones, mail and web addresses, and postal addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..kinds.clean import clean_text, short_text
from ..kinds.phones import normalise_phone, split_phones
from ..kinds.points import Address, ContactPoint, PointKind
from ..texts import _

# Semicolons and lines outside of brackets.
_BETWEEN_PIECES = re.compile(r"[;\n](?![^()\n]*\))")
# A bracket behind a value that holds words, not the 0 of +49 (0) 231 nor another number.
_IN_BRACKETS = re.compile(r"([^\n]*?\S)\s*\(((?=[^()]*[^\W\d_])(?!(?:[^()]*\d){5})[^()]+)\)")
_LONGEST_NAME, _LEAST_DIGITS = 160, 4
# Of an address in its order: street, extra, postal code, city, country, box, label.
_LONGEST_PARTS = (300, 300, 20, 120, 80, 60, 80)
_NO_DIGIT = re.compile(r"\D")
_BETWEEN_MAILS = re.compile(r"[\s;,<>()\[\]\"']+")
_COUNTRY_BEFORE = re.compile(r"^DE?[- ]?(?=\d{5}$)")
_PLACE = re.compile(r"(?:(?:D|DE)[- ]?)?(\d{4,5})\s+(.+)")
_GERMANY = frozenset({"deutschland", "germany", "de", "d", "brd", "bundesrepublik deutschland"})
_BOX = re.compile(r"(?:postfach|po box|p\. ?o\. box)\s*", re.IGNORECASE)
_NOTHING = frozenset({"-", "–", "—", "/", "n/a", "n. a.", "k. a.", "keine", "."})
# Mailboxes that belong to an office and to nobody in it.
_OFFICE_MAILBOXES = frozenset(
    (
        "info",
        "kontakt",
        "post",
        "poststelle",
        "mail",
        "office",
        "buero",
        "verwaltung",
        "sekretariat",
        "zentrale",
        "hallo",
    )
    + ("contact", "service", "geschaeftsstelle", "gemeindebuero", "pfarramt", "pfarrbuero", "vorstand")
)


class _Said(NamedTuple):
    """A piece of a cell, and what stands in brackets behind it."""

    text: str
    label: str
    public: bool = False


def _pieces(cell: str, label: str, is_value: Callable[[str], bool]) -> Iterator[_Said]:
    """Yield the pieces of a cell; „0231 1234 (Zentrale, öffentlich)“ is a value with its label."""
    if "(" not in cell:
        yield _Said(cell, label)
        return
    for piece in _BETWEEN_PIECES.split(cell):
        found = _IN_BRACKETS.fullmatch(piece.strip())
        if found is None or not is_value(found[1]):
            if piece.strip():
                yield _Said(piece, label)
            continue
        words = [word.strip() for word in found[2].split(",")]
        is_public = words[-1].casefold() == _("öffentlich")
        own = ", ".join(words[:-1] if is_public else words)
        yield _Said(found[1], _fitted(own, 80) or label, is_public)


def _is_number(text: str) -> bool:
    return not any(char.isalpha() for char in text) and len(split_phones(text)) == 1


def _is_word(text: str) -> bool:
    return not re.search(r"[\s;,]", text) and ("@" in text.strip("@") or "." in text)


def phones(kind: str, cell: str, label: str, area_code: str) -> list[ContactPoint]:
    """Return the numbers of one cell; a mobile number is one wherever it stands."""
    points = []
    for said in _pieces(cell, label, _is_number):
        for text in split_phones(said.text):
            if text.casefold() in _NOTHING:
                continue
            phone = normalise_phone(text, area_code)
            own: PointKind = "fax" if kind == "fax" else "mobile" if kind == "mobile" or phone.is_mobile else "phone"
            original = "" if phone.original == phone.shown else phone.original
            points.append(ContactPoint(own, _fitted(phone.shown, 300), _fitted(original, 300), said.label, said.public))
    return points


def mails(cell: str, label: str) -> tuple[list[ContactPoint], str]:
    """Return the mail addresses of one cell, and its text where it holds none."""
    found: dict[str, ContactPoint] = {}
    for said in _pieces(cell, label, _is_word):
        for text in (text.rstrip(".").removeprefix("mailto:") for text in _BETWEEN_MAILS.split(said.text)):
            if "@" in text.strip("@"):
                found.setdefault(text, ContactPoint("email", text[:300], "", said.label, said.public))
    left = "" if found or cell.strip().casefold() in _NOTHING else cell
    return list(found.values()), left


def webs(cell: str, label: str) -> list[ContactPoint]:
    """Return the web pages of one cell."""
    found: dict[str, ContactPoint] = {}
    for said in _pieces(cell, label, _is_word):
        for text in re.split(r"[\s;,]+", said.text):
            if "." in text and len(text) > 3:
                found.setdefault(text, ContactPoint("web", text[:300], "", said.label, said.public))
    return list(found.values())


def points_in(kind: str, cell: str, label: str, area_code: str, warnings: list[str]) -> tuple[list[ContactPoint], str]:
    """Return the points of one cell, and the line for the remark where it holds something else, which may warn."""
    if kind not in ("email", "web"):
        return phones(kind, cell, label, area_code), ""
    if kind == "web":
        found = webs(cell, label)
        return found, "" if found else _("Webseite: {text}").format(text=cell)
    found, left = mails(cell, label)
    if left:
        warnings.append(_("„{text}“ ist keine E-Mail-Adresse.").format(text=short_text(left)))
    return found, _("E-Mail: {text}").format(text=left) if left else ""


def called_by(cells: Iterable[tuple[str, str]]) -> str:
    """Return what to call what has no name, by its cells of each kind: the first mail address, else number, or ""."""
    numbers = list[str]()
    for kind, cell in cells:
        if kind == "email" and (found := mails(cell, "")[0]):
            return found[0].value[:_LONGEST_NAME]
        if kind in ("phone", "mobile"):
            numbers += [point.value for point in phones(kind, cell, "", "")]
    said = (number for number in numbers if len(_NO_DIGIT.sub("", number)) >= _LEAST_DIGITS)
    return next(said, "")[:_LONGEST_NAME]


def is_office_mailbox(address: str) -> bool:
    """Whether a mail address is that of an office (info@…), not of one person."""
    return address.partition("@")[0].casefold() in _OFFICE_MAILBOXES


def same_point(point: ContactPoint) -> tuple[str, str]:
    """Return what points that reach the same have in common: the dialled number, the address in small letters."""
    if point.kind in ("email", "web"):
        bare = point.value.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
        return point.kind, bare
    return _same_number(point)


@lru_cache(maxsize=4096)
def _same_number(point: ContactPoint) -> tuple[str, str]:
    number = normalise_phone(point.value).e164 or re.sub(r"[^\w]", "", point.value.casefold())
    return ("fax" if point.kind == "fax" else "phone"), number


def _digits(point: ContactPoint) -> tuple[str, str]:
    """Return the digits of a number within its country: where they differ the numbers do. Cheaper than reading it."""
    if point.kind in ("email", "web"):
        return same_point(point)
    digits = _NO_DIGIT.sub("", point.value)
    if digits.startswith("0049"):
        digits = digits[4:]
    elif point.value.lstrip(" (").startswith("+"):
        digits = digits.removeprefix("49")
    return "", digits.lstrip("0")


def unknown(old: Iterable[ContactPoint], new: Iterable[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return those of the new points that reach what none of the old ones reaches."""
    known: dict[tuple[str, str], list[ContactPoint]] = {}
    for point in old:
        known.setdefault(_digits(point), []).append(point)
    return tuple(
        point
        for point in new
        if not any(same_point(point) == same_point(other) for other in known.get(_digits(point), ()))
    )


def united(points: Iterable[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return the points without those that reach the same as an earlier one."""
    given = tuple(points)
    if len(given) == 1 or len({_digits(point) for point in given}) == len(given):
        return given
    return tuple({same_point(point): point for point in reversed(given)}.values())[::-1]


def address_of(parts: dict[str, list[str]], label: str, warnings: list[str]) -> Address | None:
    """Return the address that columns named after its parts give together, or None when they are all empty."""
    texts = {name: ", ".join(clean_text(text).strip(" ,") for text in found if text) for name, found in parts.items()}
    street, extra = texts.get("street", ""), texts.get("extra", "")
    if number := texts.get("house_number"):
        street = f"{street} {number}".strip()
    code, city = texts.get("postal_code", ""), texts.get("city", "")
    if place := texts.get("place"):
        code, city = _place(place, code, city)
    if whole := "\n".join(parts.get("whole_address", [])).strip():
        street, extra, code, city = _whole(whole, street, extra, code, city)
    country = texts.get("country", "")
    country = "" if country.casefold() in _GERMANY else country
    box = _BOX.sub("", texts.get("po_box", ""))
    if not any((street, extra, code, city, box)):
        return None
    label = label if not (said := texts.get("address_label", "")) else "" if said in _NOTHING else said
    if code:
        code = _postal_code(code, country, warnings)
    given = zip((street, extra, code, city, country, box, label), _LONGEST_PARTS, strict=True)
    return Address(*(_fitted(text, most) for text, most in given))


def _fitted(text: str, most: int) -> str:
    """Return a text as the store will keep it; else the same file would change it again."""
    cleaned = clean_text(text) if text else ""
    return cleaned if len(cleaned) <= most else cleaned[:most].rstrip(" ,")


def _place(place: str, code: str, city: str) -> tuple[str, str]:
    found = _PLACE.fullmatch(place)
    return (code or found.group(1), city or found.group(2)) if found else (code, city or place)


def _whole(whole: str, street: str, extra: str, code: str, city: str) -> tuple[str, str, str, str]:
    """Take an address in one cell apart: the line with the postal code is the place, the one before it the street."""
    lines = [line.strip() for line in re.split(r"[\n,]+", whole) if line.strip()]
    at = next((i for i, line in enumerate(lines) if _PLACE.fullmatch(line)), None)
    if at is None:
        return street or ", ".join(lines), extra, code, city
    code, city = _place(lines.pop(at), code, city)
    before = lines[:at] or lines[-1:]
    rest = [line for line in lines if line not in before[-1:]]
    return street or (before[-1] if before else ""), extra or ", ".join(rest), code, city


def _postal_code(code: str, country: str, warnings: list[str]) -> str:
    bare = _COUNTRY_BEFORE.sub("", code)
    if country:
        return bare
    if len(bare) == 4 and bare.isdecimal():
        # Table programs drop the leading zero of 01067; four digits with no country may be abroad as well.
        warnings.append(_("PLZ {code} wurde zu 0{code} ergänzt.").format(code=bare))
        return f"0{bare}"
    if not (len(bare) == 5 and bare.isdecimal() and "01001" <= bare <= "99998"):
        warnings.append(
            _("„{code}“ ist keine deutsche Postleitzahl; sie wurde wie angegeben übernommen.").format(code=code)
        )
    return bare


def filled(old: Sequence[Address], new: Address, *, replaces: bool = True) -> tuple[Address, ...]:
    """Return the addresses with the new one in: it fills gaps of, or replaces, the one with the same label."""
    names = ("street", "extra", "postal_code", "city", "country", "po_box")
    given = {name: getattr(new, name) for name in names if getattr(new, name)}
    if any(all(getattr(known, name).casefold() == text.casefold() for name, text in given.items()) for known in old):
        return tuple(old)
    for at, known in enumerate(old if replaces else ()):
        if known.label != new.label:
            continue
        if all(
            not getattr(known, name) or getattr(known, name).casefold() == text.casefold()
            for name, text in given.items()
        ):
            whole = {name: getattr(known, name) or getattr(new, name) for name in names}
            return (*old[:at], Address(**whole, label=known.label), *old[at + 1 :])
        return (*old[:at], new, *old[at + 1 :])
    return (*old, new)
