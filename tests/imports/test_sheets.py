"""Spreadsheets: nothing hangs, nothing eats the memory, nothing is guessed."""

import os
import struct
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from einsamkeit_desktop.errors import BadFile
from einsamkeit_desktop.imports import sheets
from einsamkeit_desktop.imports.sheets import read_sheets

from .corpora import FOLDER, needed


def workbook(path, *rows, name="Partner"):
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_cells_become_the_text_a_person_reads(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Organisation", "PLZ", "Telefon", "Seit", "Termin", "Anteil", "Aktiv"],
        ["Bürgerhaus", 44137, 2315012345, date(2024, 2, 29), datetime(2025, 2, 10, 9, 5), 1.5, True],
    )

    (table,) = read_sheets(path)

    assert table.headers[0] == "Organisation"
    assert table.rows == [("Bürgerhaus", "44137", "2315012345", "29.02.2024", "10.02.2025 09:05", "1,5", "ja")]
    assert table.row_numbers == (2,)


def test_formulas_stay_text(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Name", "Telefon"])
    for row in (["=1+1", "+49 231 1234"], ["@SUMME(A1)", "-1"]):
        book.active.append(row)
        book.active.cell(book.active.max_row, 1).data_type = "s"
        book.active.cell(book.active.max_row, 2).data_type = "s"
    book.save(tmp_path / "f.xlsx")

    assert read_sheets(tmp_path / "f.xlsx")[0].rows == [("=1+1", "+49 231 1234"), ("@SUMME(A1)", "-1")]


def test_the_header_may_have_lines_above_it(tmp_path):
    path = workbook(
        tmp_path / "b.xlsx",
        ["Netzwerkliste der Koordinierungsstelle"],
        ["Stand:", "10.02.2025"],
        [],
        ["Organisation", "Ansprechperson", "Telefon"],
        ["Sozialwerk", "Anna Müller", "0231 1"],
    )

    (table,) = read_sheets(path)

    assert (table.header_row, table.row_numbers) == (4, (5,))


def test_a_merged_cell_counts_for_each_of_its_rows(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Organisation", "Name"], ["Caritas", "Anna"], [None, "Björn"], [None, "Cem"]):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.save(tmp_path / "m.xlsx")

    assert read_sheets(tmp_path / "m.xlsx")[0].rows == [("Caritas", "Anna"), ("Caritas", "Björn"), ("Caritas", "Cem")]


def test_a_hidden_sheet_comes_last_and_an_empty_one_not(tmp_path):
    book = openpyxl.Workbook()
    book.active.title, book.active.sheet_state = "Listen", "hidden"
    book.active.append(["x", "y"])
    book.create_sheet("leer")
    book.create_sheet("Adressen").append(["Organisation", "PLZ"])
    book.save(tmp_path / "h.xlsx")

    assert [table.name for table in read_sheets(tmp_path / "h.xlsx")] == ["Adressen", "Listen"]


@pytest.mark.parametrize("farthest", ["XFD1048576", "Z1048576"])
def test_a_cell_far_away_is_refused_before_it_takes_memory(tmp_path, farthest):
    book = openpyxl.Workbook()
    book.active["A1"], book.active[farthest] = "Name", "weit"
    book.save(tmp_path / "far.xlsx")

    with pytest.raises(BadFile, match="Zeile 1048576"):
        read_sheets(tmp_path / "far.xlsx")


def test_a_file_that_unpacks_to_far_more_than_it_is_stays_closed(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)

    with pytest.raises(BadFile, match="ungewöhnlich"):
        read_sheets(tmp_path / "bomb.xlsx")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x05\x06" + bytes(18)]
)
def test_a_damaged_file_is_named_as_such(tmp_path, content):
    (tmp_path / "x.xlsx").write_bytes(content)

    with pytest.raises(BadFile, match="beschädigt"):
        read_sheets(tmp_path / "x.xlsx")


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    path = workbook(tmp_path / "slow.xlsx", ["Name"])

    with pytest.raises(BadFile, match="dauert zu lange"):
        read_sheets(path, seconds=0.0)


def test_a_file_over_fifty_megabytes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 1000)
    path = workbook(tmp_path / "big.xlsx", ["Name"])

    with pytest.raises(BadFile, match="zu groß"):
        read_sheets(path)


@needed
def test_dates_of_1900_and_1904_are_the_same_days():
    first, second = (read_sheets(FOLDER / "sheets" / name)[0] for name in ("date.xlsx", "date_1904.xlsx"))

    assert first.lines == second.lines
    assert first.lines[0] == (1, ("01.01.2021", "15"))


@needed
def test_a_file_that_claims_17_billion_cells_is_read_as_the_22_it_has():
    (table,) = read_sheets(FOLDER / "sheets" / "issue_174.xlsx")

    assert len(table.headers) == 11
    assert len(table.rows) == 1


@needed
def test_a_password_is_named():
    with pytest.raises(BadFile, match="Kennwort"):
        read_sheets(FOLDER / "sheets" / "pass_protected.xlsx")


@needed
def test_error_cells_are_empty_and_reported():
    (table,) = read_sheets(FOLDER / "sheets" / "errors.xlsx")

    assert [remark.row for remark in table.remarks] == [1, 2, 3, 4, 5, 6, 7]


@needed
@pytest.mark.parametrize("name", ["any_sheets.xls", "any_sheets.ods"])
def test_old_excel_and_opendocument_are_read(name):
    table = read_sheets(FOLDER / "sheets" / name)[0]

    assert table.name == "Visible"
    assert table.lines[0] == (1, ("1", "2"))


def test_compound_files_that_are_no_workbook_end_in_a_sentence(tmp_path):
    (tmp_path / "x.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<512B", *([255] * 512)))

    with pytest.raises(BadFile):
        read_sheets(tmp_path / "x.doc")


def test_a_reader_that_breaks_says_so_truthfully(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", ["Name"])
    monkeypatch.setattr(sheets, "work", os._exit)  # called with a pipe and a path: the child ends without a word

    with pytest.raises(BadFile, match="unerwartet abgebrochen"):
        read_sheets(path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Zeile_x000D_Zeile", "Zeile\nZeile"),
        ("roh_x005F_x000D_", "roh_x000D_"),
        ("_x005F_x0041_ _x0041_", "_x0041_ A"),
        ("_xZZZZ_ _x41_", "_xZZZZ_ _x41_"),
    ],
)
def test_escapes_mean_what_the_format_says_and_nothing_is_unescaped_twice(tmp_path, written, read):
    path = workbook(tmp_path / "x.xlsx", ["Name", "Bemerkung"], ["Treff", written])

    assert read_sheets(path)[0].rows == [("Treff", read)]
