"""CSV of any origin."""

import pytest

from einsamkeit_desktop.errors import BadFile
from einsamkeit_desktop.imports import csvfile
from einsamkeit_desktop.imports.csvfile import decode, read_csv, table_of
from einsamkeit_desktop.imports.tables import choose_header

ROWS = "Organisation;PLZ;Ort\r\nBürgerhaus Öst;01067;Dresden\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_is_found(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes(ROWS.encode(encoding))

    assert read_csv(tmp_path / "a.csv").rows == [("Bürgerhaus Öst", "01067", "Dresden")]


def test_old_dos_files_keep_their_umlauts():
    assert decode("Müller;Köln".encode("cp850")) == "Müller;Köln"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_with_the_most_consistent_columns(separator):
    text = separator.join(["Organisation", "Telefon", "Bemerkung"]) + "\n"
    text += "".join(separator.join([f"Verein {i}", "0231 1", '"Kommt, geht; bleibt | da"']) + "\n" for i in range(20))

    table = table_of("a.csv", text)

    assert table.headers == ("Organisation", "Telefon", "Bemerkung")
    assert len(table.rows) == 20


def test_excels_own_separator_line_is_obeyed():
    table = table_of("a.csv", "sep=|\nName|Ort\nAnna|Köln\n")

    assert table.rows == [("Anna", "Köln")]
    assert table.row_numbers == (3,)


def test_lines_above_the_header_are_no_rows_and_another_header_may_be_chosen():
    table = table_of("a.csv", "Liste 2025;;\n\nOrganisation;Telefon;E-Mail\nA;1;a@b.example\nB;2;c@d.example\n")

    assert (table.header_row, table.row_numbers) == (3, (4, 5))
    assert choose_header(table, 4).rows == [("B", "2", "c@d.example")]
    assert len(choose_header(table, 0).rows) == 4


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    text = 'Organisation;Telefon\n"Haus am See;0231 1\n' + "".join(
        f"Verein {i} {'x' * 90};0231 {i}\n" for i in range(500)
    )

    table = table_of("a.csv", text)

    assert len(table.rows) == 501
    assert "Anführungszeichen" in table.remarks[0].text


def test_long_cells_with_many_lines_are_cells_like_others():
    long = "\n".join(f"Zeile {i}; mit Semikolon" for i in range(2000))

    table = table_of("a.csv", f'Organisation;Telefon;Bemerkung\nA;1;"{long}"\nB;2;x\n')

    assert len(table.rows) == 2
    assert table.remarks == ()


def test_cells_keep_their_lines_and_lose_what_is_invisible():
    table = table_of("a.csv", 'Name;Bemerkung\nAn\0na;"eins\r\nzwei"\n\u202eböse;x\n')

    assert table.rows == [("Anna", "eins\nzwei"), ("böse", "x")]


def test_a_row_with_more_cells_than_headers_keeps_them():
    table = table_of("a.csv", "Name;Ort\nAnna;Köln;mehr\n")

    assert table.headers == ("Name", "Ort", "Spalte 3")
    assert table.rows == [("Anna", "Köln", "mehr")]


def test_too_many_rows_are_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(csvfile, "MOST_ROWS", 3)

    with pytest.raises(BadFile, match="zu viele Zeilen"):
        table_of("a.csv", "Name;Ort\n" * 5)


def test_encoding_and_separator_are_told_and_may_be_chosen(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("Organisation|Bemerkung;x\nTreff Süd|a;b\n".encode("cp1252"))

    found, chosen = read_csv(path), read_csv(path, "cp850", "|")

    assert (found.encoding, chosen.encoding, chosen.separator) == ("cp1252", "cp850", "|")
    assert chosen.headers == ("Organisation", "Bemerkung;x")
    assert chosen.rows[0][0] != found.rows[0][0]


def test_a_byte_order_mark_is_no_letter_where_utf_8_is_chosen(tmp_path):
    (tmp_path / "a.csv").write_text("Organisation;Ort\nA;B\n", encoding="utf-8-sig")

    assert read_csv(tmp_path / "a.csv").encoding == "utf-8"
    assert read_csv(tmp_path / "a.csv", "utf-8").headers == ("Organisation", "Ort")


def test_a_text_of_many_lines_that_looks_like_rows_is_one_cell_where_its_marks_are_right():
    table = csvfile.table_of("a.csv", 'Organisation;Bemerkung\nTreff;"Öffnung\nMo;9\nDi;""10"""\nHaus;x\n')

    assert table.rows == [("Treff", 'Öffnung\nMo;9\nDi;"10"'), ("Haus", "x")] and not table.remarks
