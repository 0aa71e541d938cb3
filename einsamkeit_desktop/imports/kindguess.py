"""What a sheet lists: partners, or the kind of record that its columns fit best; and what it may be as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..kinds.cases import CitizenCase
from ..kinds.fields import Addresses, Contacts, Day, Moment, Number
from ..kinds.registry import KINDS
from ..texts import _
from .kindcolumns import KindTarget, targets_of
from .kindwords import LISTED, known_to, said_of, words_of
from .labels import normal, recognised
from .tables import Table

PARTNERS = ""
_DIVIDED_NAMES = frozenset(("given_name", "family_name"))
# Columns that every list may have say nothing of what it lists.
_ANYWHERE = frozenset(("uid", "ignore", "note", "remark", "confidential", "tags"))
# Headers that stand over the first column of any list.
_COMMON = frozenset(("titel", "name", "betreff", "was", "thema", "projekt", "beispiel", "stadt", "datum", "am"))
# So many columns more than a list of partners would know, where the title is called as in any list.
_CLEARLY = 2
_LEAST = 2  # columns that make a list of a kind where its name says nothing
_LOOKED_AT = 30  # rows
# What each sign counts beside a column that the kind knows.
_CALLED, _OWN_WORD, _FITTING, _SHARED_WORD, _MISSING, _REPEATED = 2.0, 0.5, 0.5, -0.5, -1.0, -2.0
_DOUBTFUL = 0.45  # who leads by less than this is not sure


@dataclass(frozen=True)
class Guess:
    """The code of the kind, PARTNERS for partners; `others` are what the rows may be as well."""

    kind: str
    others: tuple[str, ...] = ()


def guess(table: Table) -> Guess:
    """Return what the rows of a table most likely are, and what else they may be."""
    if table.targets is not None:
        return Guess(PARTNERS)
    fits = [_Fit(table, code) for code in (*LISTED, CitizenCase.code)]
    ranked = sorted((fit for fit in fits if fit.is_list), key=lambda fit: fit.weight, reverse=True)
    if not ranked:
        return Guess(PARTNERS, tuple(fit.kind for fit in fits if fit.may_be_list))
    best, *others = ranked
    return Guess(best.kind, tuple(fit.kind for fit in others if best.weight - fit.weight < _DOUBTFUL))


class _Fit:
    """How well a table fits a kind."""

    def __init__(self, table: Table, kind: str) -> None:
        self.kind, self._table = kind, table
        self._described = KINDS[kind].fields
        self._targets = targets_of(kind, table)
        self._fields = [target.field if target else "" for target in self._targets]
        first = next(iter(self._described))
        self._needs: Sequence[str] = said_of(kind).get("needs", (first,))
        self._partner = [target.field if (target := recognised(header)) else "" for header in table.headers]
        words = f" {normal(table.name)} {normal(table.file)} "
        self._is_called = any(f" {normal(_(text))} " in words for text in (KINDS[kind].plural, KINDS[kind].label))
        self._is_own_list = "uid" in self._fields and sum(name in self._described for name in self._fields) >= (
            _labels(kind)
        )

    @property
    def is_list(self) -> bool:
        """Whether the table may be a list of the kind, and is no better one of partners."""
        if not self._is_named:
            return False
        if self._is_own_list:
            return True
        is_first = self._name_at == 0
        least = 0 if self._is_called or (self._is_clear and is_first) else 1 if self._is_clear else _CLEARLY
        return (self._own >= _LEAST or self._is_called) and self._more >= least

    @property
    def may_be_list(self) -> bool:
        """Whether a list of partners may be one of the kind, which alone knows its names, or words that are its own."""
        if not self._is_named or self._own <= _LEAST:
            return False
        return self._more >= (0 if not self._partner[self._name_at] else 1 if self._has_own_words else _CLEARLY)

    @property
    def weight(self) -> float:
        """How much speaks for the kind."""
        weight = sum(map(self._weight_of, range(len(self._fields)))) - self._name_at / 100
        weight += _CALLED * self._is_called + len(self._fields) * self._is_own_list
        return weight + _MISSING * self._missing + _REPEATED * self._repeats_names

    @property
    def _is_named(self) -> bool:
        return set(self._needs) <= set(self._fields) and not _DIVIDED_NAMES & set(self._partner)

    @property
    def _name_at(self) -> int:
        return self._fields.index(self._needs[0])

    @property
    def _is_clear(self) -> bool:
        """Whether the column that names the records is called as in no other list."""
        is_first_field = tuple(self._needs) == tuple(self._described)[:1]
        return is_first_field and normal(self._table.headers[self._name_at]) not in _COMMON

    @property
    def _own(self) -> int:
        return sum(bool(field) and field not in _ANYWHERE for field in self._fields)

    @property
    def _more(self) -> int:
        return self._own - sum(bool(field) and field not in _ANYWHERE for field in self._partner)

    @property
    def _has_own_words(self) -> bool:
        headers = (header for header, field in zip(self._table.headers, self._partner, strict=True) if not field)
        return any(known_to(normal(header)) == {self.kind} for header in headers)

    @property
    def _missing(self) -> int:
        """How many fields no column holds that a record must have and nothing else gives."""
        given = {*self._fields, *KINDS[self.kind].starts_with, *said_of(self.kind).get("missing", {})}
        return sum(each.required and name not in given for name, each in self._described.items())

    @property
    def _repeats_names(self) -> bool:
        """Whether names come again and again in a list whose records nothing but the name tells apart."""
        if len(said_of(self.kind).get("keys", ())) > 1:
            return False
        names = [text.casefold() for row in self._table.rows[:_LOOKED_AT] if (text := row[self._name_at])]
        return len(set(names)) * 4 < len(names) * 3

    def _weight_of(self, at: int) -> float:
        target = self._targets[at]
        if target is None or target.field in _ANYWHERE:
            return 0.0
        word = normal(self._table.headers[at])
        weight = 1 + _OWN_WORD * (known_to(word) == {self.kind})
        weight += _SHARED_WORD * (len(words_of(self.kind).get(word, ())) > 1)
        return weight + _FITTING * self._fits(at, target)

    def _fits(self, at: int, target: KindTarget) -> bool:
        """Whether most texts of a column are such days or numbers as its field wants."""
        described = self._described.get(target.field)
        if not isinstance(described, Day | Moment | Number):
            return False
        texts = [row[at] for row in self._table.rows[:_LOOKED_AT] if row[at]]
        return sum(_is_read(described, text) for text in texts) * 2 > len(texts)


def _is_read(described: Day | Moment | Number, text: str) -> bool:
    try:
        return described.parse(text) is not None
    except ValueError:
        return False


@cache
def _labels(kind: str) -> int:
    """Return how many columns this program's own list of a kind with all fields has at the least."""
    described = KINDS[kind].fields.values()
    kept_back = len(KINDS[kind].kept_back) + 1  # confidential
    return sum(not isinstance(each, Contacts | Addresses) for each in described) - kept_back
