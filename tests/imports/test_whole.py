"""A whole file: its sheets added up, and sheets that hold no address list left out."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from einsamkeit_desktop.errors import Conflict
from einsamkeit_desktop.imports import files
from einsamkeit_desktop.imports.whole import import_file, plan_file, plan_tables, take_over, take_over_reported
from einsamkeit_desktop.queries import counts
from einsamkeit_desktop.queries.imports import kept_rows
from einsamkeit_desktop.store import backup, journal
from einsamkeit_desktop.store.store import Store

from ..content import content
from ..makers import make_organisation, restrict

LIST = [("Organisation", "Telefon"), ("Treff Nord", "030 23125-001"), ("Treff Süd", "")]
MORE = [("Organisation", "PLZ"), ("Treff Nord", "01067"), ("", "1")]
CRITERIA = [("Angabe", "Inhalt"), ("Filter", "alle"), ("Stand", "heute")]


def write_book(path: Path, **sheets: Sequence[tuple[str, ...]]) -> Path:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def test_sheets_are_added_up_and_problems_name_theirs(store: Store, tmp_path: Path):
    report = import_file(store, write_book(tmp_path / "a.xlsx", Eins=LIST, Zwei=MORE))

    assert (report.read, report.new, report.updated, report.failed) == (4, 2, 1, 1)
    assert (report.rows[0].sheet, report.rows[0].row) == ("Zwei", 3)
    assert report.rows[0].sentence.startswith("Blatt „Zwei“: ")
    assert report.step_id == journal.undoable(store).id  # type: ignore[union-attr]


def test_a_sheet_without_names_beside_a_list_is_left_out_with_a_word(store: Store, tmp_path: Path):
    report = import_file(store, write_book(tmp_path / "a.xlsx", Liste=LIST, Kriterien=CRITERIA))

    assert (report.read, report.failed) == (2, 0)
    assert "„Kriterien“" in report.rows[0].sentence and not report.rows[0].failed


def test_a_file_without_any_name_says_so_row_by_row(store: Store, tmp_path: Path):
    report = import_file(store, write_book(tmp_path / "a.xlsx", Eins=CRITERIA, Zwei=CRITERIA))

    assert (report.read, report.failed) == (4, 4)


def test_a_dry_run_tells_the_same_and_writes_nothing(store: Store, tmp_path: Path):
    path = write_book(tmp_path / "a.xlsx", Liste=[*LIST, ("", "030 1")])

    foreseen = import_file(store, path, dry_run=True)
    assert counts.by_kind(store)["organisation"] == 0 and foreseen.step_id == 0

    done = import_file(store, path)
    assert (done.read, done.new, done.failed, done.rows) == (3, 2, 1, foreseen.rows)


def test_sheets_share_their_records_and_are_one_step(store: Store, tmp_path: Path):
    before = content(store)

    report = import_file(store, write_book(tmp_path / "a.xlsx", Eins=LIST, Zwei=MORE, Kriterien=CRITERIA))

    assert counts.by_kind(store)["organisation"] == 2
    assert [step.id for step in journal.steps(store)] == [report.step_id]
    journal.undo(store, report.step_id)
    assert content(store) == before


def test_a_plan_is_run_once(store: Store, tmp_path: Path):
    plan = plan_file(store, write_book(tmp_path / "a.xlsx", Eins=LIST))
    take_over(store, plan)

    with pytest.raises(Conflict, match="schon importiert"):
        take_over(store, plan)

    assert counts.by_kind(store)["organisation"] == 2


def test_a_backup_is_made_before_an_import_that_writes_and_only_then(store: Store, tmp_path: Path):
    path = write_book(tmp_path / "a.xlsx", Eins=LIST)

    import_file(store, path, dry_run=True)
    assert backup.backups(store.folder) == []
    import_file(store, path)
    import_file(store, path)

    (made,) = backup.backups(store.folder)
    assert (made.reason, made.counts.get("organisation", 0)) == ("import", 0)


def test_refused_rows_of_citizens_are_not_kept_by_a_back_door(store: Store, tmp_path: Path):
    citizens = [("Kennwort", "Eingang", "Anliegen"), ("V-2026-QVCN", "01.11.2026", "Frau Zahn weint")]
    notes = [("Datum", "Betrifft", "Notiz"), ("01.11.2026", "V-2026-QVCN", "Herr Zahn weint auch")]
    tables = files.read(write_book(tmp_path / "a.xlsx", Eins=[*LIST, ("", "1")], Zwei=citizens, Drei=notes))

    done = take_over_reported(store, plan_tables(store, tables), None, tables)

    kept = kept_rows(store, done.step_id)
    assert done.failed == 3 and kept is not None
    assert [[cell for cell in cells if cell] for cells, _reason in kept.rows] == [["1"]]


def test_a_refused_row_about_a_restricted_record_is_not_kept(store: Store, tmp_path: Path):
    locked = make_organisation(store, "Treff Süd")
    restrict(store, locked)
    tables = files.read(write_book(tmp_path / "a.xlsx", Eins=[*LIST, ("", "1")]))

    done = take_over_reported(store, plan_tables(store, tables), None, tables)

    kept = kept_rows(store, done.step_id)
    assert done.failed == 2 and kept is not None
    assert [[cell for cell in cells if cell] for cells, _reason in kept.rows] == [["1"]]
