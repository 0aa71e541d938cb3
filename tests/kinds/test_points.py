"""Ways to reach a record read as DIN 5008 writes them."""

import pytest

from einsamkeit_desktop.kinds.points import POINT_KINDS, POINT_LABELS, Address, ContactPoint


def test_every_kind_of_point_has_a_label():
    assert set(POINT_LABELS) == set(POINT_KINDS)


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (Address(), ()),
        (Address(city="Musterstadt"), ("Musterstadt",)),
        (Address("Münsterstraße 4", postal_code="01067", city="Dresden"), ("Münsterstraße 4", "01067 Dresden")),
        (Address("Hof 1", "Haus B", "44135", "Ort", "DE"), ("Haus B", "Hof 1", "44135 Ort")),
        (Address("Hof 1", postal_code="44135", city="Ort", po_box="10 20 30"), ("Postfach 10 20 30", "44135 Ort")),
        (
            Address("Dam 1", postal_code="1012", city="Amsterdam", country="Niederlande"),
            ("Dam 1", "1012 AMSTERDAM", "NIEDERLANDE"),
        ),
        (Address("Hof 1", city="Ort", country="Deutschland"), ("Hof 1", "Ort")),
    ],
)
def test_address_lines_leave_no_gaps(address, lines):
    assert address.lines() == lines
    assert address.one_line() == ", ".join(lines)


def test_equal_points_are_one():
    assert len({ContactPoint("phone", "0231 1"), ContactPoint("phone", "0231 1"), ContactPoint("fax", "0231 1")}) == 2
