"""Today can be set, and what people type for a time is understood."""

from datetime import UTC, date, datetime

import pytest

from einsamkeit_desktop.kinds import clock


def test_the_clock_can_be_set_and_set_free(today):
    assert clock.today() == today
    assert clock.now().astimezone().date() == today

    clock.fix_today(None)

    assert clock.today() == datetime.now().astimezone().date()


def test_now_is_in_utc():
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("heute 14:05", datetime(2026, 11, 22, 14, 5)),
        ("heute, 14:05", datetime(2026, 11, 22, 14, 5)),
        ("14:05", datetime(2026, 11, 22, 14, 5)),
        ("9 Uhr", datetime(2026, 11, 22, 9, 0)),
        ("gestern 9.30", datetime(2026, 11, 21, 9, 30)),
        ("10.2.2026 9 Uhr", datetime(2026, 2, 10, 9, 0)),
        ("10.2.2026 00:00", datetime(2026, 2, 10, 0, 0)),
        ("heute", datetime(2026, 11, 22, 12, 0)),
        ("2026-02-10 14:05", datetime(2026, 2, 10, 14, 5)),
        ("2026-02-10T14:05:30", datetime(2026, 2, 10, 14, 5, 30)),
        ("15.09.2026 10:30:00", datetime(2026, 9, 15, 10, 30)),
        ("26.11.2026, 11:00", datetime(2026, 11, 26, 11, 0)),
        ("29.2.2024 23:59 Uhr", datetime(2024, 2, 29, 23, 59)),
    ],
)
def test_moments_are_read_as_people_write_them(today, text, local):
    moment = clock.parse_moment(text)

    assert moment is not None
    assert moment.astimezone().replace(tzinfo=None) == local


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bald",
        "24:00",
        "heute 14:60",
        "30.2.2026 9 Uhr",
        "14:05 14:05",
        "Uhr",
        "2026-02-10 24:70",
        "0001-01-01 00:00",
    ],
)
def test_what_is_no_moment_is_refused(today, text):
    assert clock.parse_moment(text) is None


def test_a_local_moment_is_kept_in_utc():
    moment = clock.local_moment(date(2026, 11, 22), datetime.min.time())

    assert moment.tzinfo is UTC
    assert moment.astimezone().date() == date(2026, 11, 22)
