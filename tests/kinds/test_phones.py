"""Phone numbers after DIN 5008."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.phones import normalise_phone, split_phones


@pytest.mark.parametrize(
    ("raw", "shown", "e164"),
    [
        ("01701234567", "0170 1234567", "+491701234567"),
        ("0231 123 45 67", "0231 1234567", "+492311234567"),
        ("0231 - 123 45", "0231 12345", "+4923112345"),
        ("0208 12 34 567", "0208 1234567", "+492081234567"),
        ("0211-123 45 678", "0211 12345678", "+4921112345678"),
        ("(0231) 50-12345", "0231 50-12345", "+492315012345"),
        ("0231/1234", "0231 1234", "+492311234"),
        ("+49 (0)231 50-12345", "0231 50-12345", "+492315012345"),
        ("0049 231 5012345", "0231 5012345", "+492315012345"),
        ("(02 31) 50 12 34", "0231 501234", "+49231501234"),
        ("02304/1234", "02304 1234", "+4923041234"),
        ("030 23125-123", "030 23125-123", "+493023125123"),
        ("033051 1234", "033051 1234", "+49330511234"),
        ("0180-2123456", "0180 2 123456", "+491802123456"),
        ("Tel.: 0231 1234 (Frau Müller)", "0231 1234", "+492311234"),
        ("0231 1234 Durchwahl 56", "0231 1234-56", "+49231123456"),
        ("０２３１ １２３４", "0231 1234", "+492311234"),
        ("tel:+1-418-656-9254", "+1 418 656 9254", "+14186569254"),
        ("00-1-212-555-7777", "+1 212 555 7777", "+12125557777"),
        ("+43 1 12345-12", "+43 1 12345-12", "+4311234512"),
    ],
)
def test_every_spelling_of_the_directories_is_read(raw, shown, e164):
    phone = normalise_phone(raw)

    assert (phone.shown, phone.e164, phone.original) == (shown, e164, raw)


@pytest.mark.parametrize(
    "raw", ["auf Anfrage", "115", "116117", "50-12345", "0231 12345/46", "0231 1234 / 0170 1234567", "9" * 60, ""]
)
def test_what_is_no_single_number_stays_as_it_came(raw):
    assert normalise_phone(raw).shown == raw
    assert normalise_phone(raw).e164 == ""


def test_a_number_without_area_code_is_completed():
    assert normalise_phone("50-12345", "0231").shown == "0231 50-12345"
    assert normalise_phone("116117", "0231").shown == "116117"


def test_mobile_numbers_are_known():
    assert normalise_phone("0170 1234567").is_mobile
    assert not normalise_phone("0231 1234567").is_mobile


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("801-555-7712x4563;801-555-9999", ["801-555-7712x4563", "801-555-9999"]),
        ("0231/1234 / 0231/5678", ["0231/1234", "0231/5678"]),
        ("0231 123456 0170 1234567", ["0231 123456", "0170 1234567"]),
        ("0231 50-1 oder 0231 50-2", ["0231 50-1", "0231 50-2"]),
        ("Zentrale 0231 123456\nBüro 0231 3456", ["Zentrale 0231 123456", "Büro 0231 3456"]),
        ("0231 12345/46", ["0231 12345/46"]),
        ("tel:+1-418-656-9254;ext=102", ["tel:+1-418-656-9254;ext=102"]),
        ("0231, 123456", ["0231 123456"]),
        (" ; ", []),
    ],
)
def test_several_numbers_of_one_cell_are_divided(cell, numbers):
    assert split_phones(cell) == numbers


_phone_text = st.text("0123456789 +-/().x;ext=0049", max_size=30) | st.text(max_size=40)


@given(_phone_text, st.sampled_from(["", "0231"]))
def test_normalising_twice_changes_nothing(raw, area_code):
    once = normalise_phone(raw, area_code)
    twice = normalise_phone(once.shown, area_code)

    assert (twice.shown, twice.e164) == (once.shown, once.e164)


@given(_phone_text)
def test_splitting_loses_no_digit(cell):
    digits = [char for char in cell if char in "0123456789"]

    assert [char for char in "".join(split_phones(cell)) if char in "0123456789"] == digits
