"""Sentences of contact notes, put together from building blocks as an office would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..kinds.days import format_day
from .dice import Dice
from .scene import words

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


@dataclass(frozen=True)
class Written:
    """What a note says, and the tasks that follow from it: (text, whose turn)."""

    subject: str
    content: str
    agreement: str | None
    tasks: tuple[tuple[str, str], ...] = ()


class Writer:
    """Writes notes that fit the type of the partner and name the people who took part."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._source = words("notes")
        self._family = {code: name for name, codes in self._source["families"].items() for code in codes}

    def talk(self, partner_type: str, blanks: Mapping[str, str], *, spoken: bool = True) -> Written:
        """Return a note of a talk or of a mail; without a second person (`q`) no sentence names one."""
        dice, topics = self._dice, self._source["topics"]
        family = self._family.get(partner_type, "allgemein")
        topic = dice.choice(topics["allgemein"] if dice.chance(0.3) else topics[family])
        if spoken and dice.chance(0.02) and "q" in blanks:
            return self._filled(topic["s"], self._source["long"], topic["a"], topic["t"], blanks)
        facts = _fitting(topic["f"], blanks)
        sentences = dice.some(facts, 1, 3) if facts else []
        opening = dice.choice(_fitting(self._source["openings"], blanks)) if spoken else ""
        closing = dice.choice(_fitting(self._source["closings"], blanks))
        text = " ".join(part for part in (opening.strip(), *sentences, closing) if part)
        agreements = _fitting(topic["a"], blanks) if dice.chance(0.65) else []
        return self._filled(topic["s"], text, dice.some(agreements, 1, 2), topic["t"], blanks)

    def meeting(self, blanks: Mapping[str, str]) -> Written:
        """Return the note of a round table or working group."""
        form = self._dice.choice(self._source["meetings"])
        blanks = {**blanks, "theme": self._dice.choice(self._source["themes"]), "nr": str(self._dice.randint(2, 14))}
        return self._filled(form["s"], form["c"], [form["a"]], [], blanks)

    def outgoing(self, blanks: Mapping[str, str]) -> Written:
        """Return a note that counts as no contact: a mail sent out, a circular, a remark for the file."""
        form = self._dice.choice(self._source["outgoing"])
        return self._filled(form["s"], form["c"], [], [], blanks)

    def _filled(
        self,
        subject: str,
        text: str,
        agreements: Sequence[str],
        tasks: Sequence[Sequence[str]],
        blanks: Mapping[str, str],
    ) -> Written:
        said = tuple((task.format_map(blanks), whose) for task, whose in tasks if _fits(task, blanks))
        agreement = " ".join(agreements).format_map(blanks) or None
        return Written(subject.format_map(blanks), text.format_map(blanks), agreement, said)

    def blanks(self, day: date, names: Sequence[str], organisation: str, district: str) -> dict[str, str]:
        """Return what fills the gaps of the sentences for a talk on that day."""
        dice = self._dice
        later = day + timedelta(days=dice.randint(10, 45))
        blanks = {
            "o": organisation,
            "d": district,
            "n": str(dice.choice((6, 8, 9, 11, 12, 14, 15, 17, 18, 21, 23, 24, 28, 31, 35, 40))),
            "day": format_day(later - timedelta(days=max(later.weekday() - 4, 0))),
            "month": _MONTHS[(day.month + dice.randint(0, 3)) % 12],
        }
        return blanks | dict(zip("pq", names, strict=False))


def _fits(sentence: str, blanks: Mapping[str, Any]) -> bool:
    return all("{" + gap + "}" not in sentence or gap in blanks for gap in "pq")


def _fitting(sentences: Sequence[str], blanks: Mapping[str, Any]) -> list[str]:
    return [sentence for sentence in sentences if _fits(sentence, blanks)]
