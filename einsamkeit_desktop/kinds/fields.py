"""Types of fields. A field says what it is called, how its text is read, checked and shown; it knows no record.

Scalar fields (Text, Time, Repeat, Choice, Day, Moment, Number, Flag, Ref) are columns of their kind's table; the others
(Terms, Areas, Links, Contacts, Addresses) are rows of the spine's tables that hang on the record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as _field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from ..texts import _
from . import clock, days, repeats
from .clean import clean_text

_TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?: ?(?:uhr|h)(?: ?([0-9]{2}))?)?")
_KEPT_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
# A point only between groups of three: 1.5 must not become 15.
_WHOLE = re.compile(r"[+-]?(?:[0-9]{1,18}|[0-9]{1,3}(?:\.[0-9]{3}){1,5})")


@dataclass(frozen=True, eq=False)
class Field:
    """What every field has.

    `listed` fields are offered as columns and filters, `searched` ones enter the search text, `group` is the heading
    under which the form shows the field, `spine` fields are columns of `record` itself, `automatic` ones are
    written by the program and stand in no form.

    A field is described once and equal to itself alone; a type that keeps nothing more is no dataclass of its own.
    """

    label: str
    required: bool = _field(default=False, kw_only=True)
    listed: bool = _field(default=False, kw_only=True)
    searched: bool = _field(default=False, kw_only=True)
    spine: bool = _field(default=False, kw_only=True)
    automatic: bool = _field(default=False, kw_only=True)
    group: str = _field(default="", kw_only=True)
    hint: str = _field(default="", kw_only=True)
    name: str = _field(default="", init=False)

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)

    @property
    def empty(self) -> Any:
        """The value of a field that holds nothing."""
        return None

    def parse(self, text: str) -> Any:
        """Return the value that a typed or imported text means. Raises ValueError with a sentence."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Return the value as text for screen and paper; codes and references by whoever knows their names."""
        return "" if value is None else str(value)

    def problem(self, value: Any) -> str | None:
        """Return the sentence that says why the value cannot be kept, or None."""
        if self.required and value in (None, "", ()):
            return _("{label} fehlt.").format(label=_(self.label))
        return None


@dataclass(frozen=True, eq=False)
class Text(Field):
    """A line or, with `multiline`, several lines of text; a `formatted` one is read as markup.py does."""

    multiline: bool = _field(default=False, kw_only=True)
    max_length: int = _field(default=300, kw_only=True)
    formatted: bool = _field(default=False, kw_only=True)

    def parse(self, text: str) -> str | None:
        cleaned = clean_text(text, multiline=self.multiline).strip()
        return cleaned or None

    def problem(self, value: Any) -> str | None:
        if value and len(value) > self.limit:
            return _("{label} ist zu lang: {length} Zeichen, höchstens {limit}.").format(
                label=_(self.label), length=len(value), limit=self.limit
            )
        return super().problem(value) if self.required else None

    @cached_property
    def limit(self) -> int:
        """The longest text this field keeps, in characters."""
        return 200_000 if self.multiline else self.max_length


@dataclass(frozen=True, eq=False)
class Time(Text):
    """A time of day, kept as "14:05"."""

    max_length: int = _field(default=5, kw_only=True)

    def parse(self, text: str) -> str | None:
        asked = clean_text(text).strip().casefold()
        if not asked:
            return None
        found = _TIME.fullmatch(asked)
        hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValueError(_("„{text}“ ist keine Uhrzeit. Gut sind 14:05, 14 Uhr oder 9.30.").format(text=asked))
        return f"{hour:02d}:{minute:02d}"

    def problem(self, value: Any) -> str | None:
        if value and not _KEPT_TIME.fullmatch(value):
            return _("{label}: „{text}“ ist keine Uhrzeit.").format(label=_(self.label), text=value)
        return super().problem(value)


@dataclass(frozen=True, eq=False)
class Repeat(Text):
    """How something repeats, kept as an RRULE (repeats.py), typed and shown in German."""

    max_length: int = _field(default=200, kw_only=True)

    def parse(self, text: str) -> str | None:
        return repeats.read(text)

    def show(self, value: str | None) -> str:
        return repeats.show(value) if value else ""

    def problem(self, value: Any) -> str | None:
        return super().problem(value) or (repeats.problem(value) if value else None)


@dataclass(frozen=True, eq=False)
class Choice(Field):
    """One entry of the value list `of`, kept as the entry's code."""

    of: str = _field(default="", kw_only=True)

    def parse(self, text: str) -> str | None:
        return text.strip() or None


class Day(Field):
    """A calendar day."""

    FIRST = date(1900, 1, 1)

    def parse(self, text: str) -> date | None:
        if not text.strip():
            return None
        day = days.parse_day(text, clock.today())
        if day is None:
            raise ValueError(
                _("„{text}“ ist kein Datum. Gut sind 10.2.2025, morgen, +14 oder fr.").format(text=text.strip())
            )
        return day

    def show(self, value: date | None) -> str:
        return days.format_day(value) if value else ""

    def problem(self, value: Any) -> str | None:
        if value is not None and not (value >= self.FIRST and value.year <= clock.today().year + 100):
            return _("{label}: Das Jahr {year} kann nicht stimmen.").format(label=_(self.label), year=value.year)
        return super().problem(value)


class Moment(Field):
    """A point in time, kept in UTC, shown in the time of the machine."""

    def parse(self, text: str) -> datetime | None:
        if not text.strip():
            return None
        moment = clock.parse_moment(text)
        if moment is None:
            raise ValueError(
                _("„{text}“ ist keine Zeit. Gut sind „heute 14:05“ oder „10.2. 9 Uhr“.").format(text=text.strip())
            )
        return moment.astimezone(UTC)

    def show(self, value: datetime | None) -> str:
        if value is None:
            return ""
        local = value.astimezone()
        return f"{days.format_day(local.date())} {local:%H:%M}"


@dataclass(frozen=True, eq=False)
class Number(Field):
    """A whole number, with the smallest value it may have and its unit for the screen."""

    least: int = _field(default=0, kw_only=True)
    unit: str = _field(default="", kw_only=True)

    def parse(self, text: str) -> int | None:
        bare = re.sub(r"\s", "", text.strip().removesuffix(_(self.unit)))
        if not bare:
            return None
        if not _WHOLE.fullmatch(bare):
            raise ValueError(_("„{text}“ ist keine ganze Zahl.").format(text=text.strip()))
        return int(bare.replace(".", ""))

    def show(self, value: int | None) -> str:
        if value is None:
            return ""
        shown = f"{value:,}".replace(",", ".")
        return f"{shown} {_(self.unit)}" if self.unit else shown

    def problem(self, value: Any) -> str | None:
        if value is not None and not self.least <= value < 2**53:
            return _("{label} muss mindestens {least} sein.").format(label=_(self.label), least=self.least)
        return super().problem(value)


class Flag(Field):
    """Yes or no."""

    @property
    def empty(self) -> bool:
        return False

    def parse(self, text: str) -> bool:
        return text.strip().casefold() in {"1", "ja", "j", "x", "wahr", "true", "yes", "y"}

    def show(self, value: bool | None) -> str:
        return _("ja") if value else _("nein")


@dataclass(frozen=True, eq=False)
class Ref(Field):
    """One other record, of one of the kinds `to` (empty: of any kind), kept as its id."""

    to: tuple[str, ...] = _field(default=(), kw_only=True)


class Many(Field):
    """What the fields have in common whose values are tuples and hang on the record in a spine table."""

    @property
    def empty(self) -> tuple[()]:
        return ()


@dataclass(frozen=True, eq=False)
class Terms(Many):
    """Entries of the value list `of`, as codes."""

    of: str = _field(default="", kw_only=True)


@dataclass(frozen=True, eq=False)
class Areas(Many):
    """Areas (districts) in the given meaning, as codes: where it sits, or which it serves."""

    meaning: str = _field(default="serves", kw_only=True)


@dataclass(frozen=True, eq=False)
class Links(Many):
    """Other records of the kinds `to`, as ids; the link's meaning is the field's name."""

    to: tuple[str, ...] = _field(default=(), kw_only=True)


class Contacts(Many):
    """Phone numbers, mail addresses and web pages (points.ContactPoint)."""


class Addresses(Many):
    """Postal addresses (points.Address)."""
