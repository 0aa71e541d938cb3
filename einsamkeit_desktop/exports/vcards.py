"""Write address cards as vCard 3.0, the newest version that Outlook reads along with every telephone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import count
from pathlib import Path

from ..kinds.clean import clean_text
from ..kinds.points import Address, ContactPoint
from ..progress import Progress
from .replacing import replacing

_LINE = 75
"""Octets a line may have (RFC 2426)."""
_STEP = 100
_PRIVATE = "privat"  # the label of what is reached at home
_TYPES = {"phone": "WORK,VOICE", "mobile": "WORK,CELL", "fax": "WORK,FAX", "email": "INTERNET,WORK"}


@dataclass(frozen=True)
class Card:
    """One person or organisation for the address book of another program.

    `prefix` is „Dr.“ or „Prof. Dr.“, `title` the function within the organisation, `role` what it is about. A card
    without family and given name stands for the organisation itself. `points` and `addresses` keep their order.
    All texts are cleaned when the card is made.
    """

    uid: str
    family_name: str = ""
    given_name: str = ""
    prefix: str = ""
    suffix: str = ""
    organisation: str = ""
    unit: str = ""
    title: str = ""
    role: str = ""
    points: tuple[ContactPoint, ...] = ()
    addresses: tuple[Address, ...] = ()
    categories: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        for attribute in fields(self):
            value = getattr(self, attribute.name)
            if isinstance(value, str):
                object.__setattr__(self, attribute.name, clean_text(value, multiline=attribute.name == "note"))
        reached = (point._replace(value=clean_text(point.value)) for point in self.points)
        object.__setattr__(self, "points", tuple(point for point in reached if point.value))

    @property
    def shown_name(self) -> str:
        """The name in one line; never empty, for address books refuse cards without one."""
        name = " ".join(part for part in (self.prefix, self.given_name, self.family_name) if part)
        name = f"{name}, {self.suffix}" if name and self.suffix else name
        reached = next((point.value for point in self.points), "")
        return name or self.organisation or self.unit or reached or self.uid

    @property
    def is_organisation(self) -> bool:
        """Whether the card stands for an organisation, not a person."""
        return not (self.family_name or self.given_name)


def write_vcf(cards: Iterable[Card], target: Path, progress: Progress | None = None, total: int = 0) -> int:
    """Write the cards to the target and return their number.

    `cards` is read once; `total` is their number where it is known. Raises errors.BadTarget if the file cannot be
    written, errors.Cancelled when stopped; in both cases the target is as it was.
    """
    progress = progress or Progress()
    written = 0
    with replacing(target) as stream:
        progress.step(0, total)
        for card in cards:
            stream.write(as_vcard(card).encode())
            written += 1
            if written % _STEP == 0:
                progress.step(written, max(written, total))
        progress.step(written, max(written, total))
    return written


def as_vcard(card: Card) -> str:
    """Return the card as the lines of a vCard, folded, each ending in CRLF."""
    return "".join(folded(line) + "\r\n" for line in _lines(card))


def folded(line: str) -> str:
    """Return the line broken after at most 75 octets, never within a character; what follows begins with a blank."""
    if len(line) * 4 <= _LINE or len(line.encode()) <= _LINE:
        return line
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece])


def _lines(card: Card) -> list[str]:
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{_escaped(card.uid)}",
        f"FN:{_escaped(card.shown_name)}",
        f"N:{_joined(card.family_name, card.given_name, '', card.prefix, card.suffix)}",
    ]
    if card.organisation or card.unit:
        lines.append(f"ORG:{_joined(card.organisation, *([card.unit] if card.unit else []))}")
    if card.is_organisation and card.organisation:
        lines.append("X-ABShowAs:COMPANY")  # Apple files the card under the organisation's name
    lines += [f"{name}:{_escaped(text)}" for name, text in (("TITLE", card.title), ("ROLE", card.role)) if text]
    reached = ((_point(point), point.label) for point in card.points)
    placed = ((_address(address), address.label) for address in card.addresses)
    groups = count(1)
    for line, label in (*reached, *placed):
        lines += _labelled(line, label, groups)
    if categories := [escaped for escaped in map(_escaped, card.categories) if escaped]:
        lines.append("CATEGORIES:" + ",".join(categories))
    if card.note:
        lines.append(f"NOTE:{_escaped(card.note)}")
    return [*lines, "END:VCARD"]


def _point(point: ContactPoint) -> str:
    if point.kind == "web":
        # a URI is not a text: its commas and semicolons stay as they are
        return "URL;TYPE=WORK:" + "".join(point.value.split())
    name = "EMAIL" if point.kind == "email" else "TEL"
    return f"{name};TYPE={_at(_TYPES[point.kind], point.label)}:{_escaped(point.value)}"


def _address(address: Address) -> str:
    place = (address.po_box, address.extra, address.street, address.city, "", address.postal_code, address.country)
    return f"ADR;TYPE={_at('WORK', address.label)}:{_joined(*place)}"


def _at(types: str, label: str) -> str:
    return types.replace("WORK", "HOME") if label == _PRIVATE else types


def _labelled(line: str, label: str, groups: Iterator[int]) -> list[str]:
    """Return a line with its label as address books know it: tied to it by a group (X-ABLabel)."""
    if not label or (label == _PRIVATE and not line.startswith("URL")):
        return [line]
    group = f"item{next(groups)}"
    return [f"{group}.{line}", f"{group}.X-ABLabel:{_escaped(label)}"]


def _joined(*parts: str) -> str:
    return ";".join(map(_escaped, parts))


def _escaped(text: str) -> str:
    text = clean_text(text, multiline=True)
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
