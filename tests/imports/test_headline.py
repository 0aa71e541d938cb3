"""The line that names the columns is found among titles, dates, groups and rows that hold its words as data."""

import pytest

from einsamkeit_desktop.imports import files
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.headers import map_columns
from einsamkeit_desktop.imports.headline import likely_header

from .corpora import every_file, needed

HEADERS = "Organisation;Art;Rolle;Ort\n"
ROWS = "Treff;Verein;Leitung;Dortmund\nAmt;Stadt;Partner;Institution\n"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (HEADERS + ROWS, 1),
        (f"Netzwerkliste der Koordinierungsstelle;;;\nStand: 01.11.2026;;;\n;;;\n{HEADERS}{ROWS}", 4),
        (f"Stand:;01.11.2026;;\nErstellt von:;Inge Zahn;;\n{HEADERS}{ROWS}", 3),
        (f"Partner;;;\n{HEADERS}{ROWS}", 2),
        (f"\n\n{HEADERS}\n{ROWS}", 3),
        (f"Organisation;;Ansprechperson;\nName;Ort;Nachname;Telefon\n{ROWS}", 2),
        (f"Organisation;Organisation;Ansprechperson;Ansprechperson\nName;Ort;Nachname;Telefon\n{ROWS}", 2),
        ("Einrichtung;Zielgruppen;;\n;Kinder;Senioren;Alle\nTreff;x;;x\n", 2),
        ("Organisation;Ansprechperson;;Ort\n;Name;Telefon;\nTreff;Inge Zahn;0231 1;Dortmund\n", 2),
        ("Organisation;Ort;Telefon;\n;Dortmund;0231 1;neu\nTreff;Dortmund;0231 1;\n", 1),
        ("Organisation;Ort;\n;Dortmund;neu\nTreff;Hörde;\n", 1),
        ("Organisation;Ort;Telefon\n;Dortmund;\nTreff;Dortmund;0231 1\n", 1),
        ("Farbe;Größe;Laune\nrot;5;gut\n", 1),
        ("Projekt;2024;2025;2026\nTreff;5;6;7\n", 1),
        ("Telefon;Telefon;Name\n0231 1;0231 2;Inge Zahn\n", 1),
        ("Treff;0231 5;a@example.org\nBüro;0231 6;b@example.org\nHaus;0231 7;c@example.org\nVerein;Telefon;Ort\n", 0),
        ("01.01.2026;15\n02.01.2026;16\n", 0),
        ("Treff;44137 Dortmund;https://example.org\n", 0),
        ("", 0),
    ],
)
def test_the_line_of_the_headers_is_found(text, row):
    assert table_of("liste.csv", text).header_row == row


def test_no_row_of_a_list_without_headers_is_lost():
    table = table_of("liste.csv", "Treff;0231 50-12345;info@example.org\nHaus;0231 1;a@example.org\n")

    assert [row[0] for row in table.rows] == ["Treff", "Haus"]


def test_a_row_full_of_known_words_is_a_row():
    table = table_of("liste.csv", "Organisation;Farbe;Bezirk\nTreff;rot;Hörde\nVerein;Amt;Stadt\n")

    assert (table.header_row, [row[0] for row in table.rows]) == (1, ["Treff", "Verein"])


GROUPED = (
    "Partnerliste;;;;;\n;;Zielgruppen;;;\nOrganisation;Ort;Kinder;Senioren;Telefon;Vertraulich\n"
    "Treff;Hörde;x;;0231 1;x\nHaus;Eving;;ja;0231 2;\n"
)


def test_what_stands_over_columns_of_crosses_is_their_list():
    columns = map_columns(table_of("liste.csv", GROUPED))

    assert [target.label for target in columns.targets[2:4]] == ["Zielgruppen: Kinder", "Zielgruppen: Senioren"]
    assert [target.field for target in columns.targets[4:]] == ["phone", "confidential"]


def test_headers_on_two_lines_are_read_together():
    text = "Einrichtung;Zielgruppen;;Ort\n;Kinder;Senioren;\nTreff;x;x;Hörde\n"

    table = table_of("liste.csv", text)

    assert (table.headers, len(table.rows)) == (("Einrichtung", "Kinder", "Senioren", "Ort"), 1)
    assert [target.label for target in map_columns(table).targets[1:3]] == [
        "Zielgruppen: Kinder",
        "Zielgruppen: Senioren",
    ]


HEADER_ROWS = {"51626_contact.xlsx": [1], "issue_174.xlsx": [1], "date.xlsx": [0], "date_1904.xlsx": [0]}


@needed
@pytest.mark.parametrize("name", HEADER_ROWS)
def test_headers_of_the_corpora_are_where_a_person_sees_them(name):
    (path,) = [each for each in every_file() if each.name == name]

    assert [likely_header(table.lines) for table in files.read(path)] == HEADER_ROWS[name]
