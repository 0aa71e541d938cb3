"""What the text of a note says beside its words: a day to come back to, tasks with whose they are, empty headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from ..texts import _
from .days import parse_day
from .folding import query_words
from .markup import plain
from .workdays import is_working_day, next_working_day

_FOLLOW_UP = re.compile(r"(?<!\w)wv:?[ \t]+(?=\S)", re.IGNORECASE)
_DUE = re.compile(r"[,;]?\s+(?:bis(?: zum)?|wv)\s+(\S+(?:\s\S+)?)[.!]?$", re.IGNORECASE)
_LIKE_A_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.?(?:\d{2}|\d{4})?")
_BARE_DUE = re.compile(
    r"[,;]?\s+(?:am\s+(?P<after_am>(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|\d{1,2}\.\d{1,2}\.\d*)"
    r"|(?:am\s+)?(?P<day>mo|di|mi|do|fr|sa)|(?P<date>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?))[.!]?$",
    re.IGNORECASE,
)
_JOINING = {
    "für", "ab", "seit", "vom", "von", "vor", "nach", "zum", "und", "oder", "jeden", "jede", "letzten", "bis", "mit",
    "der", "die", "den", "das", "dem", "des", "nicht", "zu",
}  # fmt: skip
_TASK = re.compile(r"\s*(?:[-*•]\s+)?aufgabe\s*:\s*(\S.*)", re.IGNORECASE)
_OWNER = re.compile(r"(?:(?:frau|herrn?)\s+)?([^:]{2,60}?)\s*:\s+(\S.*)", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*?)\s*$")
_HAS_YEAR = re.compile(r"\d{4}|[./-]\d{1,2}[./-]\d{2}$")
_WORD = re.compile(r"\S+")
_WORDS_OF_A_DAY = 3  # "in zwei Wochen"
_SHORTEST_NAME = 3


def coming_day(words: str, today: date) -> date | None:
    """Return the day that words mean where it is today or later; one without a year that is over means next year's."""
    for asked in (words, words.rstrip(".!,;)")):
        day = parse_day(asked, today)
        if day is not None and day < today and not _HAS_YEAR.search(asked):
            day = parse_day(f"{asked.rstrip('.')}.{today.year + 1}", today)
        if day is not None and day >= today:
            return day
    return None


@dataclass(frozen=True)
class FollowUp:
    """A "WV fr" in a text: where it starts and ends, and the day it means."""

    start: int
    end: int
    day: date


def follow_up_in(text: str, today: date) -> FollowUp | None:
    """Return the last "WV fr", "WV +14" or "WV 10.2." of a text, None where there is none."""
    return next(iter(reversed(_follow_ups(text, today))), None)


def follow_up_doubt(text: str, today: date) -> str:
    """Return what to say about a "WV" that names no day to come ("WV 31.2.", "WV gestern"), or about several days."""
    known = _follow_ups(text, today)
    read = {found.start for found in known}
    for match in _FOLLOW_UP.finditer(text):
        word = _WORD.search(text, match.end())
        said = word[0].rstrip(",;!?)") if word else ""
        if match.start() not in read and (_LIKE_A_DAY.fullmatch(said) or parse_day(said, today) is not None):
            return _("„WV {words}“ nennt keinen kommenden Tag").format(words=said)
    if len({found.day for found in known}) > 1:
        return _("mehrere Wiedervorlagen im Text, es gilt die letzte")
    return ""


def _follow_ups(text: str, today: date) -> list[FollowUp]:
    found = []
    for match in _FOLLOW_UP.finditer(text):
        words = list(islice(_WORD.finditer(text, match.end()), _WORDS_OF_A_DAY))
        for last in reversed(words):
            said = text[match.end() : last.end()]
            day = coming_day(" ".join(said.split()), today) if "\n" not in said else None
            if day is not None:
                found.append(FollowUp(match.start(), last.end(), day))
                break
    return found


def without_follow_up(line: str, today: date) -> str:
    """Return a line without the "WV fr" in it; a line of nothing else stays."""
    found = follow_up_in(line, today)
    if found is None:
        return line
    rest = line[: found.start].rstrip(" ,;·–-") + line[found.end :]
    return rest.strip() or line


def split_due(line: str, today: date) -> tuple[str, date | None]:
    """Return a task's text and its day, where the line ends in one: "Angebot schicken bis fr", "Rückruf WV +14".

    Without such a word only a day that can mean nothing else is one: "Angebot schicken fr", "… am Freitag".
    """
    match = _DUE.search(line)
    day = coming_day(match[1], today) if match else None
    if match and day:
        return line[: match.start()].strip(), day
    match = _BARE_DUE.search(line)
    before = line[: match.start()].strip() if match else ""
    if not match or not before or not _leaves_open(before, match, today):
        return line, None
    day = parse_day(match["after_am"] or match["day"] or match["date"], today)
    return (before, day) if day is not None and day >= today else (line, None)


def _leaves_open(before: str, match: re.Match[str], today: date) -> bool:
    """Whether a day behind these words can only say until when: not "Einladung für Mo", "Mo, Di", "Sitzung 10.2."."""
    last = before.split()[-1]
    if last.casefold() in _JOINING or parse_day(last.rstrip(","), today) is not None:
        return False
    return not match["date"] or match[0].startswith((",", ";")) or last[0].islower()


def task_in(line: str) -> str:
    """Return what a line "Aufgabe: …" of minutes asks for, marks left out; "" for any other line."""
    match = _TASK.fullmatch(plain(line).strip())
    return match[1].strip() if match else ""


def split_owner(line: str, people: Mapping[int, str]) -> tuple[str, int | None]:
    """Return a task's text and who owes it, where the line begins with a name of these people: "Çelik: Plan schicken".

    A name is the whole title or its last words; one that several of the people bear names nobody.
    """
    match = _OWNER.fullmatch(line.strip())
    asked = query_words(match[1]) if match else []
    if not match or not asked or sum(len(forms[0]) for forms in asked) < _SHORTEST_NAME:
        return line, None
    owners = [row_id for row_id, title in people.items() if _ends_in(title, asked)]
    return (match[2].strip(), owners[0]) if len(owners) == 1 else (line, None)


def _ends_in(title: str, asked: list[tuple[str, ...]]) -> bool:
    last = query_words(title)[-len(asked) :]
    return len(last) == len(asked) and all(set(a) & set(b) for a, b in zip(last, asked, strict=True))


def landing_day(wished: date, today: date, federal_state: str) -> date:
    """Return the day on which a reminder for the wished day will stand (see actions/reminder_rules.py)."""
    stays = wished <= today or is_working_day(wished, federal_state)
    return wished if stays else next_working_day(wished, federal_state)


def headings(text: str) -> list[str]:
    """Return the headings of a text in their order."""
    return [match[2] for line in text.splitlines() if (match := _HEADING.fullmatch(line))]


def fill_section(text: str, heading: str, words: str) -> str:
    """Return the text with words below a heading that has nothing below it yet; unchanged where there is none."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        match = _HEADING.fullmatch(line)
        if match and match[2].casefold() == heading.casefold() and not _below(lines, place):
            return "\n".join([*lines[: place + 1], words, *lines[place + 1 :]])
    return text


def without_empty(text: str, known: Collection[str]) -> str:
    """Return the text without those of the known headings that stand over nothing; other headings stay."""
    lines = text.split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        match = _HEADING.fullmatch(line)
        if match and match[2] in known and not _below(lines, place):
            continue
        kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _below(lines: list[str], place: int) -> bool:
    """Whether anything stands below a heading before the next one of its level or above."""
    own = _HEADING.fullmatch(lines[place])
    level = len(own[1]) if own else 0
    for line in lines[place + 1 :]:
        match = _HEADING.fullmatch(line)
        if match and len(match[1]) <= level:
            return False
        if line.strip() and not match:
            return True
    return False
