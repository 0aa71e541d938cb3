"""Fields read what people type, show it the German way, and say in a sentence what cannot be kept."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.fields import (
    Addresses,
    Choice,
    Contacts,
    Day,
    Field,
    Flag,
    Links,
    Moment,
    Number,
    Ref,
    Repeat,
    Terms,
    Text,
    Time,
)
from tests.hostile import HOSTILE

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31)).map(
    lambda m: m.replace(second=0, microsecond=0, tzinfo=UTC)
)


class Sample:
    """Carries a field of each type, so that they have names."""

    text = Text("Betreff", required=True, max_length=10)
    lines = Text("Inhalt", multiline=True)
    choice = Choice("Art", of="priority")
    day = Day("Fällig am")
    moment = Moment("Zeitpunkt", required=True)
    number = Number("Dauer", unit="min")
    count = Number("Anzahl", least=1)
    flag = Flag("Vertraulich")
    time = Time("Uhrzeit")
    repeat = Repeat("Wiederholung")
    ref = Ref("Person", to=("person",), required=True)
    links = Links("Beteiligt", required=True)


def test_a_field_knows_its_name():
    assert Sample.text.name == "text"


@pytest.mark.parametrize("field", [Sample.text, Sample.moment, Sample.ref, Sample.links], ids=lambda field: field.name)
def test_what_is_required_is_missed_by_its_label(field):
    assert field.problem(field.empty) == f"{field.label} fehlt."


@pytest.mark.parametrize(
    "field", [Terms("T"), Links("L"), Contacts("C"), Addresses("A")], ids=lambda field: type(field).__name__
)
def test_fields_of_many_are_empty_tuples(field):
    assert field.empty == ()


@pytest.mark.parametrize("raw", HOSTILE)
def test_any_text_is_read_and_can_be_written(raw):
    for field in (Sample.text, Sample.lines):
        value = field.parse(raw)

        assert value is None or value.strip() == value
        field.show(value).encode("utf-8")
        assert (field.problem(value) or ".").endswith(".")


def test_a_line_holds_one_line_and_a_text_holds_many():
    assert Sample.text.parse(" a\nb ") == "a b"
    assert Sample.lines.parse(" a\r\nb ") == "a\nb"
    assert Sample.text.parse(" \t ") is None


def test_too_long_a_text_is_refused_with_its_length():
    assert Sample.text.problem("x" * 10) is None
    assert Sample.text.problem("x" * 11) == "Betreff ist zu lang: 11 Zeichen, höchstens 10."


@given(DAYS)
def test_a_day_reads_back_as_it_is_shown(day):
    assert Sample.day.parse(Sample.day.show(day)) == day


@pytest.mark.parametrize("text", ["32.1.2026", "30.2.2026", "29.2.2023", "irgendwann", "1/0"])
def test_what_is_no_day_is_quoted_in_a_sentence(text):
    with pytest.raises(ValueError, match="„.+“ ist kein Datum"):
        Sample.day.parse(text)


@pytest.mark.parametrize(
    ("day", "good"), [(date(1900, 1, 1), True), (date(1899, 12, 31), False), (date(2999, 1, 1), False)]
)
def test_days_of_other_centuries_are_refused(day, good):
    assert (Sample.day.problem(day) is None) is good


@given(MOMENTS)
def test_a_moment_reads_back_as_it_is_shown(moment):
    local = moment.astimezone()
    again = Sample.moment.parse(Sample.moment.show(moment))

    assert again is not None
    assert again.astimezone().replace(tzinfo=None) == local.replace(tzinfo=None)  # twice an hour in October


@given(st.integers(-(10**15), 10**15))
def test_a_number_reads_back_as_it_is_shown(number):
    assert Sample.count.parse(Sample.count.show(number)) == number


def test_a_number_with_its_unit_reads_back():
    assert Sample.number.show(1_500) == "1.500 min"
    assert Sample.number.parse("1.500 min") == 1_500


@pytest.mark.parametrize(
    "text", ["1.5", "1,5", "3.14", "1.2.3", "1_000", "viele", "1e5", "0x10", ".", "--1", "12.34.567"]
)
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ValueError, match="ist keine ganze Zahl"):
        Sample.count.parse(text)


@pytest.mark.parametrize(
    ("text", "number"), [("", None), (" 42 ", 42), ("1.234", 1234), ("12 500", 12500), ("1\u00a0000", 1000)]
)
def test_numbers_may_have_thousands_marks(text, number):
    assert Sample.count.parse(text) == number


def test_numbers_out_of_bounds_are_refused():
    assert Sample.count.problem(1) is None
    assert Sample.count.problem(0) == "Anzahl muss mindestens 1 sein."
    assert Sample.count.problem(2**53) is not None


@pytest.mark.parametrize(
    ("text", "flag"), [("ja", True), ("X", True), ("1", True), ("WAHR", True), ("nein", False), ("", False)]
)
def test_flags_are_read_from_the_words_of_lists(text, flag):
    assert Sample.flag.parse(text) is flag
    assert Sample.flag.parse(Sample.flag.show(flag)) is flag


def test_a_choice_is_a_code_or_nothing():
    assert Sample.choice.parse(" A ") == "A"
    assert Sample.choice.parse("  ") is None


@pytest.mark.parametrize(
    ("text", "time"),
    [("14:05", "14:05"), ("14 Uhr", "14:00"), ("9.30", "09:30"), ("9 Uhr 30", "09:30"), ("0930", "09:30"),
     ("7", "07:00"), ("0:00", "00:00"), (" ", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text, time):
    assert Sample.time.parse(text) == time
    assert Sample.time.problem(time) is None


@pytest.mark.parametrize("text", ["24:00", "12:60", "halb drei", "14:5", "25 Uhr", "٣"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match="ist keine Uhrzeit"):
        Sample.time.parse(text)
    assert Sample.time.problem(text) is not None


def test_a_repetition_is_kept_as_a_rule_and_shown_in_german():
    assert Sample.repeat.parse("jeden Montag") == "FREQ=WEEKLY;BYDAY=MO"
    assert Sample.repeat.show("FREQ=WEEKLY;BYDAY=MO") == "jeden Montag"
    assert Sample.repeat.problem("FREQ=HOURLY") == "Öfter als täglich wiederholt sich hier nichts."


@given(st.sampled_from([Sample.day, Sample.moment, Sample.number, Sample.time]), st.text())
def test_odd_input_is_a_sentence_and_never_a_crash(field: Field, text: str):
    try:
        field.show(field.parse(text))
    except ValueError as refused:
        assert str(refused).startswith("„")
