"""Working days and the holidays of the states."""

from datetime import date

import pytest

from einsamkeit_desktop.kinds.workdays import is_working_day, next_working_day, public_holidays


def test_friday_is_followed_by_monday():
    assert next_working_day(date(2026, 11, 20), "NW") == date(2026, 11, 23)


def test_a_long_weekend_is_passed_over():
    assert next_working_day(date(2026, 4, 2), "NW") == date(2026, 4, 7)
    assert next_working_day(date(2026, 12, 24), "NW") == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("day", "state", "is_free"),
    [
        (date(2026, 6, 4), "NW", True),  # Fronleichnam
        (date(2026, 6, 4), "BE", False),
        (date(2027, 11, 1), "NW", True),
        (date(2025, 10, 31), "NW", False),
        (date(2025, 10, 31), "HH", True),
        (date(2026, 11, 18), "SN", True),  # Buß- und Bettag
        (date(2024, 11, 20), "SN", True),
        (date(2026, 11, 18), "NW", False),
        (date(2027, 3, 8), "BE", True),
        (date(2028, 10, 3), "", True),
    ],
)
def test_holidays_of_the_states(day, state, is_free):
    assert is_working_day(day, state) is not is_free


def test_a_state_nobody_knows_has_the_holidays_of_all():
    assert public_holidays(2026, "XX") == public_holidays(2026)
