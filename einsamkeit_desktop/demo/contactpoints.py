"""Phones that cannot ring, mail that cannot arrive, streets that do not exist."""

from __future__ import annotations

import re
from typing import Any

from ..kinds.folding import name_key
from ..kinds.points import Address, ContactPoint
from .dice import Dice


class Reach:
    """Invents phones, mail addresses and postal addresses for one municipality."""

    def __init__(self, profile: dict[str, Any], streets: list[str]) -> None:
        self._area_code = profile["phone_area_code"]
        large = set(profile.get("large_recipient_postal_codes", ()))
        self._postal_codes = [code for code in profile["postal_codes"] if code not in large] or ["00000"]
        self._city = profile["name"]
        self._streets = streets

    def phone(self, dice: Dice, digits: int = 6) -> ContactPoint:
        """Return a number of the town whose first digit after the area code is 0: no such number is ever given out."""
        return ContactPoint("phone", f"{self._area_code} 0{dice.randrange(10**digits):0{digits}d}")

    def mobile(self, dice: Dice) -> ContactPoint:
        """Return an impossible mobile number."""
        return ContactPoint("mobile", f"0170 0{dice.randrange(10**6):06d}")

    def address(self, dice: Dice) -> Address:
        """Return an invented street in the town."""
        number = f"{dice.randint(1, 148)}{dice.choice(['', '', '', '', ' a', ' b'])}"
        return Address(
            street=f"{dice.choice(self._streets)} {number}",
            postal_code=dice.choice(self._postal_codes),
            city=self._city,
        )


def domain(name: str) -> str:
    """Return a mail domain for an organisation, under the ending that belongs to nobody."""
    words = [
        word for word in _ascii(name).split("-") if word not in {"e", "v", "eg", "gmbh", "ggmbh", "und", "der", "die"}
    ]
    return f"{'-'.join(words[:3])}.example"


def mail(given: str, family: str, at: str) -> ContactPoint:
    """Return the mail address of a person."""
    local = ".".join(part for part in (_ascii(given), _ascii(family)) if part)
    return ContactPoint("email", f"{local or 'kontakt'}@{at}")


def _ascii(text: str) -> str:
    folded = name_key(text).replace("\x1f", " ")
    return re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
