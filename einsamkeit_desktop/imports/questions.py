"""What only a person knows: whether a row means a record of the same name that nothing else connects it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..texts import _

MAKE_NEW, LEAVE_OUT, FIRST = 0, -1, -2
"""Answers beside the id of a record: a new record, not this row, the first that was found."""

Key = tuple[str, int, str, str]
FOR_ALL: Key = ("", 0, "", "")
"""The key of the answer for every question that has none of its own."""
Answers = Mapping[Key, int]


@dataclass(frozen=True)
class Candidate:
    """A record that may be meant, with what tells it from others of its name."""

    id: int
    title: str
    about: str = ""

    @property
    def text(self) -> str:
        """Title and what tells it apart, in one line."""
        return f"{self.title} ({self.about})" if self.about else self.title


@dataclass(frozen=True)
class Question:
    """Whether a row means one of these records; `answer` is in force, `is_answered` says that a person gave it.

    `key` names the question: sheet, row, kind of record, and what the row calls it.
    """

    key: Key
    candidates: tuple[Candidate, ...]
    answer: int = MAKE_NEW
    is_answered: bool = False

    @property
    def title(self) -> str:
        """What the row calls the record."""
        return self.key[3]

    @property
    def sentence(self) -> str:
        """What was found, for the person who decides."""
        if len(self.candidates) == 1:
            text = _("„{title}“ steht schon im Bestand; ob das derselbe Eintrag ist, sagt die Datei nicht.")
        else:
            text = _("„{title}“ steht schon {count}-mal im Bestand; welcher Eintrag gemeint ist, sagt die Datei nicht.")
        return text.format(title=self.title, count=len(self.candidates))

    @property
    def outcome(self) -> str:
        """What became of it, for the report."""
        chosen = next((candidate for candidate in self.candidates if candidate.id == self.answer), None)
        if self.answer == LEAVE_OUT:
            done = _("Rückfrage „{title}“: ausgelassen").format(title=self.title)
        elif chosen is None:
            done = _("Rückfrage „{title}“: neu angelegt, gleichen Namens gibt es schon").format(title=self.title)
        else:
            done = _("Rückfrage „{title}“: vorhandener Eintrag {record}").format(title=self.title, record=chosen.text)
        return f"{done} ({_('so gewählt') if self.is_answered else _('ohne Antwort, darum so')})."


def asked(key: Key, candidates: Sequence[Candidate], answers: Answers, otherwise: int) -> Question:
    """Return the question with the answer in force: its own, the one for all, or `otherwise`."""
    given = answers.get(key, answers.get(FOR_ALL))
    known = {candidate.id for candidate in candidates}
    if given == FIRST and candidates:
        return Question(key, tuple(candidates), candidates[0].id, is_answered=True)
    if given in known or given in (MAKE_NEW, LEAVE_OUT):
        return Question(key, tuple(candidates), int(given or 0), is_answered=True)
    return Question(key, tuple(candidates), otherwise)
