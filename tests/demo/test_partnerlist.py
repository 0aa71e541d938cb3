"""The partner list for trying the import: readable, messy as real ones, the same bytes every time."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from einsamkeit_desktop.demo.partnerlist import COLUMNS, ROWS, demo_partner_list
from einsamkeit_desktop.paths import resource

TODAY = date(2026, 11, 22)


@pytest.fixture
def lines(tmp_path: Path) -> list[dict[str, object]]:
    demo_partner_list(tmp_path / "liste.xlsx", TODAY)
    sheet = load_workbook(tmp_path / "liste.xlsx").worksheets[0]
    header, *rest = sheet.iter_rows(values_only=True)
    assert header == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rest]


def test_the_same_day_gives_the_same_bytes(tmp_path: Path):
    demo_partner_list(tmp_path / "a.xlsx", TODAY)
    demo_partner_list(tmp_path / "b.xlsx", TODAY)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_shipped_list_is_what_the_function_writes(tmp_path: Path):
    demo_partner_list(tmp_path / "liste.xlsx", TODAY)

    shipped, made = (
        load_workbook(path).worksheets[0] for path in (resource("demo/partnerliste.xlsx"), tmp_path / "liste.xlsx")
    )
    assert list(shipped.iter_rows(values_only=True)) == list(made.iter_rows(values_only=True))


def test_forty_partners_a_third_of_them_known(lines: list[dict[str, object]]):
    assert len(lines) == ROWS
    assert lines[0]["Organisation"] == "Verein Alleinerziehend & Stark e. V."
    assert lines[0]["Ansprechperson"] == "Aylin Çelik"


def test_the_mess_of_real_lists_is_in_it(lines: list[dict[str, object]]):
    phones = [str(line["Telefon"] or "") for line in lines]

    assert any("0170" in phone and phone.count("0170") < len(phone.split()) for phone in phones)
    assert any(isinstance(line["PLZ"], int) for line in lines)
    assert any(line["Straße"] is None for line in lines) and any(not line["E-Mail"] for line in lines)
    assert any("Dr." in str(line["Ansprechperson"]) for line in lines)
