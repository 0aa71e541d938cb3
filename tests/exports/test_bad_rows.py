"""Refused rows come back as a file of the same columns, which is imported again without its reasons."""

import openpyxl

from einsamkeit_desktop.exports.bad_rows import REASON, write_bad_rows
from einsamkeit_desktop.imports import plans, whole
from einsamkeit_desktop.imports.bad import bad_rows
from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.files import read
from einsamkeit_desktop.imports.labels import recognised

TEXT = "Organisation;Telefon;Telefon;Lieblingsfarbe\nTreff;1;;\n;0231 12345;0231 54321;=rot\n"


def test_refused_rows_keep_their_cells_and_are_imported_once_mended(store, tmp_path):
    table = table_of("ä.csv", TEXT)
    plan = whole.plan_tables(store, [table])
    failed = [(row.sheet, row.row, row.reason) for row in plan.rows if row.outcome == plans.FAILED]
    bad = bad_rows([table], failed)

    assert write_bad_rows(tmp_path / "fehler.xlsx", "ä.csv", bad.headers, bad.rows) == 1

    again = read(tmp_path / "fehler.xlsx")[0]
    assert again.headers[:2] == ("Organisation", "Telefon") and again.headers[-1] == REASON
    assert again.rows[0][:4] == ("", "0231 12345", "0231 54321", "=rot")
    assert "Weder eine Organisation" in again.rows[0][-1]
    target = recognised(REASON)
    assert target is not None and target.field == "ignore"


def test_the_file_does_not_say_that_nothing_was_left_out(tmp_path):
    write_bad_rows(tmp_path / "fehler.xlsx", "ä.csv", ("Ort",), [(("Köln",), "Ohne Namen")])

    told = dict(openpyxl.load_workbook(tmp_path / "fehler.xlsx").worksheets[1].iter_rows(values_only=True))
    assert "Ausgelassen" not in told and told["Zeilen"] == "1" and "Sortierung" not in told


def test_rows_of_several_sheets_stand_under_their_own_headers():
    one = table_of("eins", "Organisation;Ort\n;Köln\n")
    two = table_of("zwei", "Organisation;Telefon\n;0231\n")

    bad = bad_rows([one, two], [("eins", 2, "a"), ("zwei", 2, "b"), ("zwei", 99, "c")])

    assert bad.headers == ("Organisation", "Ort", "Telefon")
    assert bad.rows == ((("", "Köln", ""), "a"), (("", "", "0231"), "b"), (("", "", ""), "c"))
