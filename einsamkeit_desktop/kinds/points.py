"""Ways to reach a record: phone numbers, mail addresses, web pages and postal addresses."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from ..texts import _, mark

PointKind = Literal["phone", "mobile", "fax", "email", "web"]
POINT_KINDS: tuple[PointKind, ...] = get_args(PointKind)
POINT_LABELS: dict[str, str] = {
    "phone": mark("Telefon"),
    "mobile": mark("Mobil"),
    "fax": mark("Fax"),
    "email": mark("E-Mail"),
    "web": mark("Webseite"),
}


class ContactPoint(NamedTuple):
    """One phone number, mail address or web page.

    `value` is the normalised form (phones after DIN 5008), `original` what was typed or imported where it differed.
    """

    kind: PointKind
    value: str
    original: str = ""
    label: str = ""
    public: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be reached by it."""
        return not self.value


class Address(NamedTuple):
    """One postal address; the postal code is text (01067)."""

    street: str = ""
    extra: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    po_box: str = ""
    label: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no line of it is filled in."""
        return not self.lines()

    def lines(self) -> tuple[str, ...]:
        """Return the lines of the address block after DIN 5008, without the name."""
        street = _("Postfach {number}").format(number=self.po_box) if self.po_box else self.street
        place = " ".join(part for part in (self.postal_code, self.city) if part)
        abroad = self.country.upper() if self.country and self.country.casefold() not in {"de", "deutschland"} else ""
        return tuple(line for line in (self.extra, street, place.upper() if abroad else place, abroad) if line)

    def one_line(self) -> str:
        """Return the address in one line: street, postal code and city."""
        return ", ".join(self.lines())
