"""One row of a list of another kind as values of its record; what is not understood goes into the remark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..kinds import clock
from ..kinds.base import Kind
from ..kinds.clean import clean_text, short_text
from ..kinds.days import parse_day
from ..kinds.fields import Areas, Choice, Day, Field, Flag, Links, Moment, Number, Ref, Repeat, Terms, Text, Time
from ..kinds.points import ContactPoint
from ..kinds.registry import KINDS
from ..texts import _
from . import reach
from .headers import Columns
from .kindcolumns import ADDRESS_FIELDS, REACH_FIELDS, remark_field
from .kindwords import said_of, states
from .labels import Target
from .nobody import sum_in
from .rows import Surroundings
from .tables import Table
from .ticks import says_no, says_yes

# „220 Personen“, not „220 Tsd.“
_NUMBER = re.compile(r"(\d{1,9})\s+(?!(?:tsd|tausend|mio|million|mrd|milliarde|t|k)(?:en)?\b)\D*", re.IGNORECASE)
_PRICE = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}|-+|–))?\s*(?:€|euro?\b)", re.IGNORECASE)  # noqa: RUF001 - „5,– €“
_BARE_PRICE = re.compile(r"(\d{1,4})(?:[.,](\d{2}))?")
_WEEKDAY = re.compile(r"(?:mo|di|mi|do|fr|sa|so)(?:\.|[a-z]*tag|ttwoch|nnabend)?,?", re.IGNORECASE)
_SPAN = re.compile(r"(.*\d(?:\s?(?:uhr|h))?)\s*(?:-|–|bis)\s*(\d.*)", re.IGNORECASE)  # noqa: RUF001 - „15–17 Uhr“
_LABELS = {"private": "privat", "other": "weitere"}
_LONGEST_REMARK = 200_000
_LASTS = "duration_minutes"
_HOUR = Time("")


@dataclass
class KindEntry:
    """What a row says: `values` of its record, `mentions` the texts that name other records, by field.

    `failure` says why the row is none, `notes` are lines for the remark, `finished` the days of being done of which
    the row says only that they were. `lacking` says by field what a record must have and the row
    names in vain.
    """

    row: int
    kind: type[Kind]
    sheet: str = ""
    uid: str = ""
    failure: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    mentions: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    lacking: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def kind_entries(table: Table, columns: Columns, around: Surroundings) -> Iterator[KindEntry]:
    """Yield what each row of the table says, in order."""
    used = [
        (at, target, f"{header}: " if header in columns.unknown else "")
        for at, (header, target) in enumerate(zip(table.headers, columns.targets, strict=True))
        if target.field != "ignore"
    ]
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        filled = [(target.field, cells[at]) for at, target, _before in used if cells[at]]
        entry = KindEntry(number, KINDS[columns.leads], table.name)
        if all(name != "uid" for name, _text in filled):
            entry.failure = sum_in([text for _name, text in filled])
        _Row(entry, around).read((target, before, cells[at]) for at, target, before in used if cells[at])
        yield entry


class _Row:
    def __init__(self, entry: KindEntry, around: Surroundings) -> None:
        self.entry, self.around = entry, around
        self.kept_in = _(entry.kind.fields[remark_field(entry.kind.code)].label)

    def read(self, texts: Iterable[tuple[Target, str, str]]) -> None:
        """`texts` are the filled cells, each as (target, what stands before it in a remark, text)."""
        entry = self.entry
        cells: dict[str, list[str]] = {}
        points: list[tuple[str, str, str]] = []
        places: dict[str, dict[str, list[str]]] = {}
        for target, before, text in texts:
            name = target.field
            if name in entry.kind.fields:
                cells.setdefault(name, []).append(text)
            elif name == "uid":
                entry.uid = clean_text(text)
            elif name in REACH_FIELDS:
                points.append((name, target.use, text))
            elif name in ADDRESS_FIELDS:
                places.setdefault(target.use, {}).setdefault(name, []).append(text)
            else:
                entry.notes.append(before + clean_text(text, multiline=True))
        for name, said in cells.items():
            if isinstance(entry.kind.fields[name], Moment):
                self._moment(name, said)
            elif name in said_of(entry.kind.code).get("finished", {}):
                self._done(name, said)
            else:
                self._field(name, "\n".join(said))
        self._places(places)
        self._points(points)

    def _field(self, name: str, text: str) -> None:
        described = self.entry.kind.fields[name]
        if isinstance(described, Ref | Links):
            self.entry.mentions[name] = clean_text(text, multiline=True)
            return
        try:
            value = self._value(name, described, text)
        except ValueError:
            value = None
        if value == ():
            return
        amounts = said_of(self.entry.kind.code).get("amounts", {}).get(name)
        if value is None and amounts and (is_paid := _is_paid(text)) is not None:
            self._priced(name, amounts[is_paid], text if is_paid else "")
        elif value is None and (instead := said_of(self.entry.kind.code).get("instead", {}).get(name)):
            # A name where the list has „ich“ and „andere“.
            self.entry.values[name] = instead["is"]
            self.entry.mentions.setdefault(instead["names"], clean_text(text))
        elif value is None or described.problem(value) is not None:
            self._keep_as_text(described, text, self._not_known(described, text))
            sentence = _("{label} „{text}“ ist nicht bekannt.")
            self.entry.lacking[name] = sentence.format(label=_(described.label), text=short_text(text))
        else:
            self.entry.values[name] = value

    def _priced(self, name: str, code: str, price: str) -> None:
        """Take the entry that a price means, as far as the list has it, and keep the price as text."""
        described = self.entry.kind.fields[name]
        assert isinstance(described, Choice)
        if self.around.words.entry(described.of, code) is not None:
            self.entry.values[name] = code
        if price:
            sentence = _("{label} „{text}“ steht als Text in „{field}“.")
            told = sentence.format(label=_(described.label), text=short_text(price), field=self.kept_in)
            self._keep_as_text(described, price, told)

    def _moment(self, name: str, said: list[str]) -> None:
        """Read a day and an hour that stand in a column each; where they make no moment the first one counts."""
        described = self.entry.kind.fields[name]
        told = [text for text in said if len(said) == 1 or not _WEEKDAY.fullmatch(text.strip())]
        orders = [" ".join(told), " ".join(told[::-1])]
        if (whole := next((text for text in orders if self._is_read(described, text)), None)) is not None:
            self._field(name, whole)
            return
        for text in (*orders, f"{' '.join(told[:-1])} - {told[-1]}"):
            if (span := _SPAN.fullmatch(text)) and self._from_to(name, span[1], span[2]):
                return
        for text in said[1:]:
            self._keep_as_text(described, text, self._not_known(described, text))
        self._field(name, said[0])

    def _is_read(self, described: Field, text: str) -> bool:
        try:
            return described.parse(text) is not None
        except ValueError:
            return False

    def _from_to(self, name: str, begin: str, end: str) -> bool:
        """Read when something begins and until when it lasts; return whether the beginning was understood."""
        entry, described = self.entry, self.entry.kind.fields[name]
        begin = next((text for text in (begin, f"{begin} Uhr") if self._is_read(described, text)), "")
        if not begin:
            return False
        self._field(name, begin)
        if (minutes := _minutes(entry.values.get(name), end)) and _LASTS in entry.kind.fields:
            entry.values.setdefault(_LASTS, minutes)
        else:
            text = _("bis {text}").format(text=clean_text(end))
            self._keep_as_text(described, text, self._not_known(described, text))
        return True

    def _done(self, name: str, said: list[str]) -> None:
        """Read the day something was done; a list may tell only that it was, or in two columns that and the day."""
        left = [_day_in(text) for text in said if _state_of(text) is None]
        if left:
            self._field(name, " ".join(left))
        if name not in self.entry.values and any(map(_state_of, said)):
            self.entry.finished.append(name)

    def _value(self, name: str, described: Field, text: str) -> Any:
        """Return the value, () for none; None or ValueError where the text is not understood."""
        words = self.around.words
        if isinstance(described, Terms):
            return self._several(described, *words.entries(described.of, text))
        if isinstance(described, Areas):
            return self._several(described, *words.areas(text))
        if isinstance(described, Choice):
            return words.entry(described.of, text)
        if isinstance(described, Flag):
            # Whatever else stands there: what may be confidential stays so.
            return described.parse(text) or name == "confidential" or None if not says_no(text) else False
        if isinstance(described, Day) and says_no(text):
            return ()
        if isinstance(described, Number) and (found := _NUMBER.fullmatch(text.strip())):
            return int(found[1])
        if isinstance(described, Text) and not isinstance(described, Time | Repeat):
            return self._fitted(described, text)
        return described.parse(text)

    def _several(self, described: Field, codes: tuple[str, ...], unknown: tuple[str, ...]) -> tuple[str, ...]:
        if unknown:
            texts = ", ".join(unknown)
            self._keep_as_text(described, texts, self._not_known(described, texts))
        return codes

    def _fitted(self, described: Text, text: str) -> str:
        text = clean_text(text, multiline=described.multiline)
        if len(text) > described.limit:
            sentence = _("{label} wurde gekürzt; der ganze Text steht in „{field}“.")
            self._keep_as_text(described, text, sentence.format(label=_(described.label), field=self.kept_in))
            text = text[: described.limit - 1] + "…"
        return text

    def _not_known(self, described: Field, text: str) -> str:
        sentence = _("{label} „{text}“ ist nicht bekannt und steht in „{field}“.")
        return sentence.format(label=_(described.label), text=short_text(text), field=self.kept_in)

    def _keep_as_text(self, described: Field, text: str, warning: str) -> None:
        self.entry.notes.append(f"{_(described.label)}: {clean_text(text, multiline=True)}"[:_LONGEST_REMARK])
        self.entry.warnings.append(warning)

    def _places(self, places: dict[str, dict[str, list[str]]]) -> None:
        found = []
        for use, parts in places.items():
            label = _LABELS.get(use.rstrip("23456789"), "")
            if (address := reach.address_of(parts, label, self.entry.warnings)) is not None:
                found.append(address)
        if found:
            self.entry.values["addresses"] = tuple(found)

    def _points(self, points: Iterable[tuple[str, str, str]]) -> None:
        found: list[ContactPoint] = []
        for kind, use, cell in points:
            label = _LABELS.get(use, "")
            told, note = reach.points_in(kind, cell, label, self._area_code(), self.entry.warnings)
            found += told
            self.entry.notes += [note] if note else []
        if found:
            self.entry.values["contacts"] = reach.united(found)

    def _area_code(self) -> str:
        """Return the town's area code where the row says it is in the town: only then a number may be completed."""
        here = (place.postal_code in self.around.postal_codes for place in self.entry.values.get("addresses", ()))
        return self.around.area_code if any(here) else ""


def _is_paid(text: str) -> bool | None:
    """Return whether a text names a price, False where all it names are none, None where it names no price."""
    bare = _BARE_PRICE.fullmatch(text.strip())
    found = [bare] if bare else list(_PRICE.finditer(text))
    return any((each[1] + (each[2] or "")).strip("0-–") for each in found) if found else None  # noqa: RUF001 - „0,–“


def _minutes(begin: datetime | None, end: str) -> int:
    """Return how many minutes lie between a moment and an hour of the same day, 0 where that cannot be told."""
    try:
        hour, minute = map(int, (_HOUR.parse(end) or "").split(":"))
    except ValueError:
        return 0
    local = begin.astimezone() if begin is not None else None
    return max(0, (hour - local.hour) * 60 + minute - local.minute) if local is not None else 0


def _day_in(text: str) -> str:
    """Return the day of a text that says as well that something is done („erledigt am 3.9.“), else the text."""
    said, _space, rest = " ".join(text.split()).partition(" ")
    day = rest.removeprefix("am ")
    return day if _state_of(said.rstrip(",:;-")) and parse_day(day, clock.today()) else text


def _state_of(text: str) -> bool | None:
    """Return whether a text says that something is done, or open (False); None where it says neither."""
    said = " ".join(text.split()).casefold().rstrip(".")
    if says_yes(text) or said in states()["done"]:
        return True
    return False if says_no(text) or said in states()["open"] else None
