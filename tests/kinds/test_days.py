"""Days as they are typed and shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.days import format_day, format_day_long, parse_day, relative_day

FRIDAY = date(2025, 2, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10.2.25", date(2025, 2, 10)),
        ("10.02.2025", date(2025, 2, 10)),
        ("10.02.", date(2025, 2, 10)),
        ("100225", date(2025, 2, 10)),
        ("10022025", date(2025, 2, 10)),
        ("20250210", date(2025, 2, 10)),
        ("2025-02-10", date(2025, 2, 10)),
        ("10. Februar 2025", date(2025, 2, 10)),
        ("3. Mär", date(2025, 3, 3)),
        ("Mo, 10.02.2025", date(2025, 2, 10)),
        ("heute", FRIDAY),
        ("MORGEN", date(2025, 2, 15)),
        ("übermorgen", date(2025, 2, 16)),
        ("+14", date(2025, 2, 28)),
        ("-3", date(2025, 2, 11)),
        ("+2w", date(2025, 2, 28)),
        ("in einem Monat", date(2025, 3, 14)),
        ("vor 2 Wochen", date(2025, 1, 31)),
        ("mo", date(2025, 2, 17)),
        ("fr", date(2025, 2, 21)),
        ("KW 9", date(2025, 2, 24)),
        ("1. KW 2026", date(2025, 12, 29)),
        ("1.1.69", date(2069, 1, 1)),
        ("1.1.70", date(1970, 1, 1)),
        ("29.2.2024", date(2024, 2, 29)),
    ],
)
def test_reads_what_people_type(text, day):
    assert parse_day(text, FRIDAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "bald", "29.2.2025", "31.4.2025", "00.00.", "1.1.1899", "1.1.2126", "KW 54", "+9999w", "1" * 500, "²3.4."],
)
def test_what_is_no_day_is_none(text):
    assert parse_day(text, FRIDAY) is None


def test_a_day_without_year_is_the_nearest():
    assert parse_day("20.12.", date(2026, 1, 5)) == date(2025, 12, 20)
    assert parse_day("10.01.", date(2025, 12, 20)) == date(2026, 1, 10)
    assert parse_day("29.02.", date(2023, 6, 1)) == date(2024, 2, 29)


def test_a_month_later_than_the_31st_is_the_last_day():
    assert parse_day("+1m", date(2024, 1, 31)) == date(2024, 2, 29)


@given(st.dates(date(1900, 1, 1), date(2124, 12, 31)))
def test_what_is_shown_reads_as_the_same_day(day):
    assert parse_day(format_day(day), FRIDAY) == day
    assert parse_day(format_day_long(day), FRIDAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(text):
    assert parse_day(text, FRIDAY) is None or isinstance(parse_day(text, FRIDAY), date)


def test_letters_show_no_leading_zero():
    assert format_day(date(2025, 3, 1)) == "01.03.2025"
    assert format_day_long(date(2025, 3, 1)) == "1. März 2025"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 11, 10), "vor 96 Tagen"),
        (date(2025, 2, 13), "gestern"),
        (FRIDAY, "heute"),
        (date(2025, 2, 16), "übermorgen"),
        (date(2025, 2, 19), "in 5 Tagen"),
    ],
)
def test_distance_in_words(day, words):
    assert relative_day(day, FRIDAY) == words
