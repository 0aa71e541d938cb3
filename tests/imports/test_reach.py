"""How cells that say how to reach somebody are read: labels in brackets, several values, what is public."""

import pytest

from einsamkeit_desktop.imports import reach
from einsamkeit_desktop.kinds.points import Address, ContactPoint


def told(points):
    return [(point.value, point.label, point.public) for point in points]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0231 1234 (Zentrale)", [("0231 1234", "Zentrale", False)]),
        ("0231 1234 (Zentrale, öffentlich)", [("0231 1234", "Zentrale", True)]),
        ("0231 1234 (öffentlich)", [("0231 1234", "privat", True)]),
        ("0231 1234 (Büro); 0231 5678", [("0231 1234", "Büro", False), ("0231 5678", "privat", False)]),
        ("+49 (0) 231 12345", [("0231 12345", "privat", False)]),
        ("(0231) 12345 (Haus 2; Empfang)", [("0231 12345", "Haus 2; Empfang", False)]),
        ("0231 1234 (0170 1234567 mobil)", [("0231 1234 (0170 1234567 mobil)", "privat", False)]),
    ],
)
def test_a_bracket_behind_a_number_is_its_label(cell, expected):
    assert told(reach.phones("phone", cell, "privat", "")) == expected


def test_a_bracket_behind_a_mail_or_web_address_is_its_label():
    mails, left = reach.mails("a@b.example (Büro, öffentlich); c@d.example", "")

    assert (told(mails), left) == ([("a@b.example", "Büro", True), ("c@d.example", "", False)], "")
    assert told(reach.webs("www.a.example (Spenden)\nwww.b.example", "")) == [
        ("www.a.example", "Spenden", False),
        ("www.b.example", "", False),
    ]


def test_names_around_a_mail_address_are_no_label():
    mails, _left = reach.mails("Anna Müller (Leitung) <anna@x.example>", "")

    assert told(mails) == [("anna@x.example", "", False)]


def test_of_several_addresses_with_one_label_none_takes_the_place_of_another():
    one, other = Address("Weg 1", city="A", label="weitere"), Address("Weg 2", city="B", label="weitere")

    assert reach.filled((one,), other, replaces=False) == (one, other)
    assert reach.filled((one,), other) == (other,)
    assert reach.filled((one, other), other, replaces=False) == (one, other)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("0231 1234", "+49 231 1234", True),
        ("0231 1234", "0049 (0) 231 1234", True),
        ("04921 1234", "+49 4921 1234", True),
        ("0231 50-1234", "0231/501234", True),
        ("0231 1234", "0231 12345", False),
        ("+43 1 51234", "+49 1 51234", False),
    ],
)
def test_the_same_number_is_known_however_it_is_written(one, other, is_same):
    points = [ContactPoint("phone", one)], [ContactPoint("mobile", other)]

    assert (reach.unknown(*points) == ()) is is_same
    assert (len(reach.united(points[0] + points[1])) == 1) is is_same


def test_a_part_of_an_address_is_read_as_the_store_will_keep_it():
    parts = {"whole_address": ["Weg 1\n12345 Alt  Stadt"], "extra": ["x" * 298 + ", y"]}

    found = reach.address_of(parts, "", [])

    assert found is not None and (found.city, found.extra) == ("Alt Stadt", "x" * 298)
