"""A citizen's case shows what it is about where records are named, and nobody."""

from einsamkeit_desktop.queries.header import header
from einsamkeit_desktop.queries.search import find
from tests.makers import make


def test_the_head_tells_concern_and_status(store, today):
    case = make(store, "citizen_case", received_on=today, concern="trauer", status="neu")

    assert [(chip.text, chip.role) for chip in header(store, case).chips] == [
        ("Trauer, Trennung", "neutral"),
        ("Neu", "accent"),
    ]


def test_a_case_is_found_by_its_code_as_it_is_read_out(store, today):
    case = make(store, "citizen_case", received_on=today, concern="trauer", status="neu", pseudonym="V-2026-7K3Q")

    assert [hit.record_id for hit in find(store, "v 2026 7k3q")] == [case]
    assert [hit.record_id for hit in find(store, "7K3Q")] == [case]
