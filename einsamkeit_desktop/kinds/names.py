"""Names of people taken apart and put together: form of address, titles, particles, double and single names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .clean import clean_text

# How people are addressed (never their sex), and the words that say so.
_FORM_WORDS = {
    "frau": "frau", "fr": "frau", "frl": "frau", "mrs": "frau", "ms": "frau", "mme": "frau",
    "herr": "herr", "herrn": "herr", "hr": "herr", "hrn": "herr", "mr": "herr",
    "familie": "familie_paar", "eheleute": "familie_paar", "fam": "familie_paar",
}  # fmt: skip

_TITLE = re.compile(
    r"(?:prof|profin|professor(?:in)?|pd|priv|doz|dr|drs|drin|doktor|dipl|mag|ing|med|phil|jur|iur|rer|nat|pol|oec|soc"
    r"|theol|päd|paed|habil|dent|vet|sc|hum|h|c|hc|mult|em|sr|schw|pfr|pfrin|pfarrer(?:in)?|pater|diakon(?:in)?)"
)
# "Dipl.-Soz.-Päd.", "Dipl.-Ing.": one word with dots and hyphens.
_DIPLOMA = re.compile(r"dipl(?:om)?[.\-].*|apl\.|a\. ?d\.|ret\.", re.IGNORECASE)
_BARE_TITLES = frozenset(
    (
        "prof",
        "profin",
        "professor",
        "professorin",
        "pd",
        "dr",
        "drs",
        "doktor",
        "dipl",
        "mag",
        "pfr",
        "pfrin",
        "pfarrer",
    )
    + ("pfarrerin", "pater", "diakon", "diakonin")
)
_NOBLE_WORDS = "freiherr freifrau freiin graf gräfin fürst fürstin prinz prinzessin ritter edler edle baron baronin"
_SMALL_WORDS = "von vom van zu zum zur der den dem de del della di da dos du la le les ter ten und af av al el"
_NOBLE = frozenset(_NOBLE_WORDS.split())
_PARTICLES = _NOBLE | frozenset(_SMALL_WORDS.split())
_SUFFIX = re.compile(
    r"(?:jun|jr|junior|sen|senior|mdb|mdl|ii|iii|iv|[mb]\.? ?(?:a|sc|ed|eng)|ll\.? ?[mb]|mba|mph|msw|ph\.? ?d)\.?",
    re.IGNORECASE,
)
_SPACED_DEGREE = re.compile(r"\b([MB])\. ((?:A|Sc|Ed|Eng)\.)")


@dataclass(frozen=True)
class PersonName:
    """The parts of a name; a single name stands in `family_name`."""

    form_of_address: str = ""
    title: str = ""
    given_name: str = ""
    particle: str = ""
    family_name: str = ""
    suffix: str = ""


def split_person_name(text: str) -> PersonName:
    """Return the parts of a name written in one line, as „Frau Dr. Hanna von der Heide, M. A.“ or „Muller, Jean“.

    The last word is the family name unless a comma puts it first; a single name is the family name.
    """
    whole = _SPACED_DEGREE.sub("\\1.\u00a0\\2", clean_text(text))
    parts = [part.strip() for part in whole.split(",") if part.strip(" .")]
    suffixes = [part for part in parts[1:] if _is_suffix(part)]
    parts = parts[:1] + [part for part in parts[1:] if not _is_suffix(part)]
    if not parts:
        return PersonName()
    form, title, head = _leading(_words(parts[0]))
    if len(parts) > 1:
        late_form, late_title, given = _leading(_words(" ".join(parts[1:])))
        given, behind = _particles_behind(given)
        particle, family = _particles_before(head)
        return PersonName(
            form or late_form, _joined(title + late_title), _joined(given), _joined(behind + particle), _joined(family),
            _plain(", ".join(suffixes)),
        )  # fmt: skip
    while len(head) > 1 and _is_suffix(head[-1]) and (len(head) > 2 or "." in head[-1]):
        suffixes.insert(0, head.pop())
    given, particle, family = _natural_order(head)
    return PersonName(
        form, _joined(title), _joined(given), _joined(particle), _joined(family), _plain(", ".join(suffixes))
    )


def split_people(text: str) -> list[str]:
    """Return the names of one cell: divided at lines, semicolons and „und“, and at commas between whole names."""
    people: list[str] = []
    for piece in re.split(r"[\n;|]+| und (?!zu\b)| & ", text):
        parts = [part.strip() for part in clean_text(piece).split(",") if part.strip()]
        suffixless = [part for part in parts if not _is_suffix(part)]
        whole = [len(_leading(_words(part))[2]) > 1 for part in suffixless]
        if len(suffixless) > 1 and all(whole) and not _is_particle(parts[0].split(" ")[0]) and parts == suffixless:
            people += parts
        elif parts:
            people.append(", ".join(parts))
    if len(people) == 2 and people[0].rstrip(".").casefold() in _FORM_WORDS:
        return [" und ".join(people)]
    return people


def split_family_name(text: str) -> tuple[str, str]:
    """Return particle and family name of what stands in the column of the family name: „von der Heide“."""
    particle, family = _particles_before(_words(clean_text(text)))
    return _joined(particle), _joined(family)


# Few are borne by many.
@lru_cache(maxsize=1024)
def split_title(text: str) -> tuple[str, str, str]:
    """Return form of address, title, and what is neither, of a text such as „Frau Prof. Dr.“ or „Geschäftsführer“."""
    words = _words(clean_text(text))
    form, titles, rest = _leading([*words, "\0"])
    if rest[:-1] and not form and not titles:
        return "", "", _joined(rest[:-1])
    other = [word for word in rest[:-1] if not _FORM_WORDS.get(word.rstrip(".").casefold())]
    form = form or next((_FORM_WORDS[word.rstrip(".").casefold()] for word in rest[:-1] if word not in other), "")
    return form, _joined(titles), _joined(other)


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def _joined(words: list[str]) -> str:
    return _plain(" ".join(words))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").strip()


def _is_suffix(part: str) -> bool:
    words = part.replace("\u00a0", "").split()
    return bool(words) and (
        all(_SUFFIX.fullmatch(word) for word in words) or _SUFFIX.fullmatch(part.replace("\u00a0", "")) is not None
    )


def _leading(words: list[str]) -> tuple[str, list[str], list[str]]:
    """Return form of address, titles and what is left; one word is always left."""
    form, titles, rest = "", list[str](), list(words)
    while len(rest) > 1 and (code := _FORM_WORDS.get(rest[0].rstrip(".").casefold())):
        # "Herr und Frau Meier" are two people.
        form, rest = ("familie_paar" if form and form != code else code), rest[1:]
        if len(rest) > 2 and rest[0] in {"und", "u.", "&"} and rest[1].rstrip(".").casefold() in _FORM_WORDS:
            rest = rest[1:]
    while len(rest) > 1 and _is_title(rest[0], bool(titles)):
        titles.append(rest.pop(0))
    return form, titles, rest


def _is_title(word: str, after_title: bool) -> bool:
    if _DIPLOMA.fullmatch(word):
        return True
    bare = word.casefold()
    if bare.endswith("."):
        return all(_TITLE.fullmatch(part) for part in bare.rstrip(".").replace(".-", ".").split(".") if part)
    return bare in _BARE_TITLES or (after_title and bare in {"med", "phil", "jur", "mult", "habil", "hc"})


def _is_particle(word: str) -> bool:
    # "Van" or "La" with a capital may be a given name; noble words are always written with one.
    return word in _PARTICLES or word.casefold() in _NOBLE


def _particles_before(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) - 1 and words[count].casefold() in _PARTICLES:
        count += 1
    return words[:count], words[count:]


def _particles_behind(words: list[str]) -> tuple[list[str], list[str]]:
    count = len(words)
    while count > 0 and _is_particle(words[count - 1]):
        count -= 1
    return words[:count], words[count:]


def _natural_order(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    if len(words) <= 1:
        return [], [], words
    first = next((i for i, word in enumerate(words[:-1]) if _is_particle(word)), None)
    if first is None:
        return words[:-1], [], words[-1:]
    if first == 0 and words[0].casefold() in _NOBLE and len(words) > 2 and not _is_particle(words[1]):
        # "Graf Leopold zu Salm": the noble word belongs to the family name.
        given, particle, family = _natural_order(words[1:])
        return given, [words[0], *particle], family
    last = first
    while last < len(words) - 1 and _is_particle(words[last]):
        last += 1
    return words[:first], words[first:last], words[last:]
