"""The guard finds what tells who a citizen is, and keeps quiet at what does not."""

from pathlib import Path

import pytest

from einsamkeit_desktop.kinds.guard import MOST, SORTS, patterns
from einsamkeit_desktop.kinds.guard_names import Known, name_words, names

HERE = Path(__file__).parent
HARMLESS = (HERE / "guard_harmless.txt").read_text(encoding="utf-8").splitlines()
TELLING = [line.split("\t") for line in (HERE / "guard_telling.txt").read_text(encoding="utf-8").splitlines()]
SURNAMES = (
    "Özdemir",
    "Koch",
    "Klein",
    "Sommer",
    "Winter",
    "Wolf",
    "Müller-Lüdenscheid",
    "Stein",
    "Fuchs",
    "Engel",
    "Rose",
)
KNOWN = Known(frozenset(word for name in SURNAMES for word in name_words(name)))


def found(text: str) -> list[str]:
    """Return what the guard finds in a text, as sort and words."""
    return [
        f"{finding.sort}: {text[finding.start : finding.end]}" for finding in [*patterns(text), *names(text, KNOWN)]
    ]


@pytest.mark.parametrize(("sort", "text"), TELLING)
def test_what_tells_who_it_is_is_found(sort, text):
    assert sort in [told.partition(":")[0] for told in found(text)]


def test_of_two_hundred_harmless_sentences_at_most_two_are_warned_of():
    warned = [(text, told) for text in HARMLESS if (told := found(text))]
    print(f"{len(warned)} of {len(HARMLESS)} harmless sentences warned of: {warned}")

    assert len(HARMLESS) >= 200
    assert len(warned) <= 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tel. 0231 50-12345, abends", "0231 50-12345"),
        ("geboren am 3. März 1948 in Unna", "3. März 1948"),
        ("wohnt Schützenstr. 12 a, hinten", "Schützenstr. 12 a"),
        ("Konto DE89 3704 0044 0532 0130 00 bei der Bank", "DE89 3704 0044 0532 0130 00"),
    ],
)
def test_exactly_the_telling_words_are_marked(text, words):
    assert [text[finding.start : finding.end] for finding in patterns(text)] == [words]


def test_an_account_number_with_wrong_check_digits_is_none():
    assert patterns("DE88 3704 0044 0532 0130 00") == []


def test_a_sentence_says_what_was_found():
    text = "Mail an a@example.org"

    assert patterns(text)[0].sentence(text) == "„a@example.org“ ist eine E-Mail-Adresse."
    assert all("{text}" in pattern for pattern in SORTS.values())


def test_particles_of_a_name_are_no_names():
    assert name_words("von der Heide-Özdemir") == ["heide", "oezdemir"]


@pytest.mark.parametrize("piece", ["A", "0 ", "Aa ", "1.1.", "a.a@", "Straße ", "geb. am ", "Am Aa ", "DE89 ", "ab-"])
def test_a_pasted_flood_ends_with_few_findings(piece):
    text = piece * (100_000 // len(piece))

    assert len(found(text)) <= 7 * MOST
