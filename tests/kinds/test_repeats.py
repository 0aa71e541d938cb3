"""How something repeats: German in, an RRULE kept, German out, and a next day that does not drift."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds import repeats
from tests.hostile import HOSTILE

SATURDAY = date(2026, 2, 14)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("täglich", "FREQ=DAILY"),
        ("werktags", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("jeden Montag", "FREQ=WEEKLY;BYDAY=MO"),
        ("Montags und donnerstags", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("jeden Mo, Mi und Fr", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("alle 2 Wochen", "FREQ=WEEKLY;INTERVAL=2"),
        ("alle zwei Wochen am Mittwoch", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("jeden zweiten Montag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("14-tägig", "FREQ=WEEKLY;INTERVAL=2"),
        ("monatlich am 15.", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("am 15. jeden Monats", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("monatlich am 31.", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("jeden 2. Dienstag im Monat", "FREQ=MONTHLY;BYDAY=2TU"),
        ("jeden letzten Freitag im Monat", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("vierteljährlich", "FREQ=MONTHLY;INTERVAL=3"),
        ("jährlich", "FREQ=YEARLY"),
        ("jährlich am 15. März", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),
        ("jeden Montag, 5-mal", "FREQ=WEEKLY;BYDAY=MO;COUNT=5"),
        ("täglich bis 31.12.2026", "FREQ=DAILY;UNTIL=20261231"),
        ("rrule:freq=weekly;wkst=mo;interval=1", "FREQ=WEEKLY"),
    ],
)
def test_german_is_kept_as_a_rule_and_reads_back_as_it_is_shown(text, rule, today):
    assert repeats.read(text) == rule
    assert repeats.read(repeats.show(rule)) == rule


@pytest.mark.parametrize("text", ["irgendwann", "Montag", "jeden 6. Montag im Monat", "alle 0 Tage", "FREQ=;", "5-mal"])
def test_what_is_no_repetition_is_a_sentence(text, today):
    with pytest.raises(ValueError, match=r"^„?\w.+\.$"):
        repeats.read(text)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=3", "FREQ=HOURLY", "FREQ=DAILY;COUNT=1001", "FREQ=YEARLY;INTERVAL=6",
        "FREQ=DAILY;UNTIL=20400101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=DAILY;BYSECOND=1", "FREQ=YEARLY;BYEASTER=0", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=20261399",
        "INTERVAL=2", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=2,3", "FREQ=DAILY;COUNT=1,2",
    ],
)  # fmt: skip
def test_rules_too_often_too_many_too_far_or_never_are_refused(rule, today):
    assert repeats.problem(rule)
    with pytest.raises(ValueError, match=r"\.$"):
        repeats.read(rule)


def test_a_rule_without_german_words_stays_an_rrule():
    rule = "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1"

    assert repeats.show(rule) == f"RRULE:{rule}"
    assert repeats.read(repeats.show(rule)) == rule


def test_the_next_day_follows_the_wished_one_not_the_moved_one():
    monday = date(2026, 2, 16)

    assert repeats.following("FREQ=WEEKLY", SATURDAY, monday) == (date(2026, 2, 21), "FREQ=WEEKLY")
    assert repeats.following("FREQ=MONTHLY", SATURDAY, monday) == (date(2026, 3, 14), "FREQ=MONTHLY")


def test_years_of_missed_days_are_passed_in_one_go():
    assert repeats.following("FREQ=DAILY", date(1950, 1, 1), SATURDAY) == (SATURDAY, "FREQ=DAILY")


def test_the_last_of_a_month_stays_the_last():
    days, day, rule = [], date(2026, 1, 31), "FREQ=MONTHLY"
    for _step in range(3):
        found = repeats.following(rule, day, day)
        assert found is not None
        day, rule = found
        days.append(day)

    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_what_was_missed_is_skipped_and_counted():
    found = repeats.following("FREQ=DAILY;COUNT=5", date(2026, 2, 2), date(2026, 2, 4))

    assert found == (date(2026, 2, 4), "FREQ=DAILY;COUNT=3")


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=1", "FREQ=DAILY;UNTIL=20260214", "FREQ=DAILY;COUNT=3"])
def test_a_series_ends(rule):
    assert repeats.following(rule, SATURDAY, date(2026, 3, 1)) is None


def test_a_leap_day_comes_every_year():
    assert repeats.following("FREQ=YEARLY", date(2028, 2, 29), date(2028, 3, 1)) == (
        date(2029, 2, 28),
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
    )


@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_texts_are_refused_in_words(raw):
    try:
        kept = repeats.read(raw)
    except ValueError as refused:
        assert str(refused).endswith(".")
    else:
        assert kept is None


_RULES = st.builds(
    lambda frequency, parts: ";".join((f"FREQ={frequency}", *parts)),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.lists(
        st.sampled_from(
            ["INTERVAL=2", "INTERVAL=12", "BYDAY=MO", "BYDAY=-1FR,2TU", "BYMONTHDAY=31", "BYMONTHDAY=1,15", "BYMONTH=2",
             "BYSETPOS=-1", "COUNT=3", "UNTIL=20270101"]
        ),
        unique_by=lambda part: part.partition("=")[0],
        max_size=4,
    ),
)  # fmt: skip


@given(_RULES, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_every_kept_rule_reads_back_and_goes_forward(rule, day):
    if repeats.problem(rule) is not None:
        return
    kept = repeats.read(rule)
    assert kept is not None
    assert repeats.read(repeats.show(kept)) == kept
    found = repeats.following(kept, day, day)
    if found is not None:
        assert found[0] > day
        assert repeats.problem(found[1]) is None
