"""Lists as Excel workbooks: whatever goes in is read back the same, and the paper looks as it should."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from einsamkeit_desktop.errors import BadTarget, Cancelled
from einsamkeit_desktop.exports.sheetframe import column_widths, header_labels, sheet_name
from einsamkeit_desktop.exports.sheets import lines_needed, write_xlsx
from einsamkeit_desktop.exports.values import CELL_LIMIT, as_text, cut
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import Line
from einsamkeit_desktop.queries.sheet import Sheet, SheetColumn
from tests.hostile import HOSTILE

TODAY = date(2025, 2, 10)
COLUMNS = (SheetColumn("Organisation", "text"), SheetColumn("Letzter Kontakt", "day"), SheetColumn("Plätze", "number"))


def make_sheet(rows: Iterable[tuple[object, ...]] = (), columns=COLUMNS, **changes: Any) -> Sheet:
    values: dict[str, Any] = {
        "title": "Partnerliste",
        "sentence": "Wirkungsbereich: Innenstadt-Nord + gesamtstädtisch",
        "columns": columns,
        "rows": rows,
        "count": len(rows) if isinstance(rows, list) else 5,
        "author": "Jördis Übelhör",
        "today": TODAY,
        "purpose": "Versand der Einladung",
        "left_out": 2,
        "office": "Stadt Musterstadt, Amt für Teilhabe",
        "criteria": (Line("Wirkungsbereich", "Innenstadt-Nord"),),
    }
    return Sheet(**(values | changes))


def text_sheet(texts: Iterable[str]) -> Sheet:
    return make_sheet([(text,) for text in texts], columns=(SheetColumn("Text", "text"),))


def read_both(path: Path) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return the rows below the header as calamine and as openpyxl read them; nothing is ""."""
    calamine = load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]
    worksheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [["" if value is None else value for value in row] for row in worksheet.iter_rows(2, values_only=True)]
    return calamine, rows


def expected(text: str) -> str:
    return cut(as_text(text))[0]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "Partnerliste.xlsx"


def test_texts_days_and_numbers_come_back_as_what_they_were(target):
    rows = [
        ("Café Größenwahn e.\u00a0V. 👵🏽", date(2024, 2, 29), 12),
        ("01067", date(2025, 2, 10), 3.5),
        ("=1+1", None, 0),
        ("zwei\nZeilen", date(1900, 3, 1), -1),
    ]

    assert write_xlsx(make_sheet(rows), target) == 4

    calamine, other = read_both(target)
    assert calamine == [[text, day or "", number] for text, day, number in rows]
    assert [[text, day.date() if day else "", number] for text, day, number in other] == calamine


def test_hostile_texts_come_back_as_texts(target):
    texts = [expected(text) for text in HOSTILE]

    write_xlsx(text_sheet(HOSTILE), target)

    calamine, _other = read_both(target)
    assert [row[0] for row in calamine] == texts
    worksheet = openpyxl.load_workbook(target).worksheets[0]
    assert {cell.data_type for (cell,) in worksheet.iter_rows(2) if cell.value is not None} == {"s"}
    # openpyxl does not decode _x0041_ in cells, so those are compared as they are stored
    assert [_decoded(cell.value or "") for (cell,) in worksheet.iter_rows(2)] == texts


def _decoded(stored: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), stored)


def test_formula_beginnings_carry_the_quote_mark(target):
    write_xlsx(text_sheet(["=1+1", "+49 231 1", "-1", "@x", "'=1", "harmlos", "-" * 90]), target)

    worksheet = openpyxl.load_workbook(target).worksheets[0]
    assert [cell.quotePrefix for (cell,) in worksheet.iter_rows(2)] == [True] * 5 + [False, True]
    assert {cell.number_format for (cell,) in worksheet.iter_rows()} == {"@"}


def test_header_is_row_one_of_a_real_table_with_a_filter(target):
    write_xlsx(make_sheet([("A", TODAY, 1), ("B", TODAY, 2)]), target)

    workbook = openpyxl.load_workbook(target)
    worksheet = workbook.worksheets[0]
    table = worksheet.tables["Liste"]
    assert workbook.sheetnames == ["Partnerliste", "Kriterien"]
    assert [cell.value for cell in worksheet[1]] == ["Organisation", "Letzter Kontakt", "Plätze"]
    assert (table.ref, table.autoFilter.ref, table.headerRowCount) == ("A1:C3", "A1:C3", 1)
    assert [column.name for column in table.tableColumns] == ["Organisation", "Letzter Kontakt", "Plätze"]
    assert not worksheet.merged_cells.ranges


def test_more_columns_than_a_page_can_show_are_printed_on_several_side_by_side(target):
    columns = tuple(SheetColumn(f"Angabe {number}", "text") for number in range(40))

    write_xlsx(make_sheet([("Nachbarschaft",) * 40], columns=columns), target)

    worksheet = openpyxl.load_workbook(target).worksheets[0]
    setup = worksheet.page_setup
    assert (setup.fitToWidth, setup.fitToHeight, setup.pageOrder) == (4, 0, "overThenDown")
    assert worksheet.print_title_cols is None


def test_pages_side_by_side_repeat_what_the_rows_are_about(target):
    columns = tuple(SheetColumn(f"Angabe {number}", "text", is_name=number in {1, 3}) for number in range(40))

    write_xlsx(make_sheet([("Nachbarschaft",) * 40], columns=columns), target)

    worksheet = openpyxl.load_workbook(target).worksheets[0]
    assert worksheet.print_title_cols == "$B:$D" and worksheet.page_setup.fitToWidth == 4


def test_paper_is_a4_landscape_with_repeated_header_and_footer(target):
    write_xlsx(make_sheet([("A", TODAY, 1)], title="Pflege & Besuch"), target)

    for worksheet in openpyxl.load_workbook(target).worksheets:
        setup = worksheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert (worksheet.freeze_panes, worksheet.print_title_rows) == ("A2", "$1:$1")
        assert worksheet.oddFooter.left.text.endswith("Stand 10.02.2025 – intern – enthält personenbezogene Daten")
        assert worksheet.oddFooter.right.text.endswith("Seite &P von &N")
    assert print_header(target).startswith('&L&12&"-,Bold"Pflege && Besuch&9&"-,Regular"\nWirkungsbereich: Innenstadt')


def print_header(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        part = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return next(element.text or "" for element in part.iter() if element.tag.endswith("}oddHeader"))


def test_print_header_stays_below_the_limit_of_255_characters(target):
    write_xlsx(make_sheet([], title="&" * 500, sentence="ü" * 900, office="&" * 300), target)

    header = print_header(target)
    assert 200 < len(header) <= 255
    assert re.fullmatch(r"(&&)+…", header.removeprefix('&L&12&"-,Bold"').split('&9&"')[0])


def test_properties_name_title_author_and_language(target):
    write_xlsx(make_sheet(), target)

    properties = openpyxl.load_workbook(target).properties
    assert (properties.title, properties.creator, properties.language) == ("Partnerliste", "Jördis Übelhör", "de-DE")


def test_criteria_say_what_the_list_is(target):
    write_xlsx(make_sheet([("x" * 40_000, None, None), ("A", None, None)]), target)

    rows = load_workbook(str(target)).get_sheet_by_name("Kriterien").to_python()
    lines = {str(label): str(text) for label, text in rows}
    assert lines["Auswahl"] == "Wirkungsbereich: Innenstadt-Nord + gesamtstädtisch"
    assert (lines["Stand"], lines["Datensätze"], lines["Zweck"]) == ("10.02.2025", "2", "Versand der Einladung")
    assert lines["Ausgelassen"].startswith("2 Datensätze")
    assert lines["Gekürzte Texte"].startswith("1 Text war länger")
    assert "DIN 5007-2" in lines["Sortierung"]
    assert "personenbezogene Daten" in lines["Datenschutz"]


def test_empty_list_is_a_valid_table_with_one_empty_row(target):
    assert write_xlsx(make_sheet([]), target) == 0

    worksheet = openpyxl.load_workbook(target).worksheets[0]
    assert worksheet.tables["Liste"].ref == "A1:C2"
    assert [cell.value for cell in worksheet[2]] == [None, None, None]


def test_table_follows_the_rows_not_the_announced_count(target):
    rows = ((f"Organisation {number}", None, number) for number in range(1_234))

    assert write_xlsx(make_sheet(rows, count=5), target) == 1_234

    assert openpyxl.load_workbook(target).worksheets[0].tables["Liste"].ref == "A1:C1235"


def test_postal_codes_are_not_marked_as_numbers_stored_as_text(target):
    write_xlsx(text_sheet(["01067"]), target)

    with zipfile.ZipFile(target) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<ignoredError sqref="A1:A2" numberStoredAsText="1"' in part
    assert part.index("<headerFooter") < part.index("<ignoredErrors") < part.index("<tableParts")


def test_odd_values_are_shown_as_german_text(target):
    moment = datetime(2025, 2, 10, 14, 5, tzinfo=UTC)
    values = (date(1899, 12, 31), date(1, 1, 1), True, float("nan"), 10**18, ("Demenz", "Armut"), moment)
    sheet = make_sheet([(value,) for value in values], columns=(SheetColumn("Wert", "number"),))

    write_xlsx(sheet, target)

    calamine, _other = read_both(target)
    texts = [
        "31.12.1899",
        "01.01.0001",
        "ja",
        "",
        str(10**18),
        "Demenz, Armut",
        moment.astimezone().replace(tzinfo=None),
    ]
    assert [row[0] for row in calamine] == texts


def test_cut_keeps_to_the_limit_and_never_splits_a_character():
    text, was_cut = cut("a" + "👵" * 17_000)

    assert was_cut
    assert text.endswith("👵 … [gekürzt]")
    assert CELL_LIMIT - 1 <= len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert cut("ä" * CELL_LIMIT) == ("ä" * CELL_LIMIT, False)


def test_labels_become_unique_and_never_empty():
    columns = [SheetColumn(label, "text") for label in ("Name", "name", "", "Name", " a\n b ")]

    assert header_labels(columns) == ["Name", "name (2)", "Spalte 3", "Name (3)", "a b"]


@pytest.mark.parametrize("title", HOSTILE)
def test_any_title_becomes_a_name_excel_takes(title):
    name = sheet_name(title)

    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name.strip("'") == name


def test_widths_fit_content_and_paper():
    columns = [SheetColumn("Organisation", "text"), SheetColumn("PLZ", "text"), SheetColumn("Stand", "day")]
    narrow = column_widths(columns, [("Caritasverband Dortmund", "44135", TODAY)])
    many = column_widths([SheetColumn("Notiz", "text")] * 13, [("Wort " * 50,) * 13])

    assert narrow[0] > 23 and narrow[1] < 10 and narrow[2] >= 11
    assert sum(many) <= 13 * 18


def test_rows_are_as_high_as_their_text(target):
    write_xlsx(text_sheet(["kurz", "zwei\nZeilen", "Wort " * 5_000]), target)

    heights = openpyxl.load_workbook(target).worksheets[0].row_dimensions
    assert [heights[row].height for row in (2, 3, 4)] == [None, 30, 409]
    assert [lines_needed(text, 10) for text in ("", "kurz", "eins zwei drei", "x" * 25, "x" * 20 + " y", "a\n\nb")] == [
        1, 1, 2, 3, 3, 3,
    ]  # fmt: skip


def test_existing_file_survives_when_stopped(target):
    target.write_text("vorher")
    progress = Progress(lambda done, total: progress.cancel())

    with pytest.raises(Cancelled):
        write_xlsx(make_sheet([("A", None, 1)] * 2_000), target, progress)

    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_text() == "vorher"


def test_existing_file_survives_when_the_rows_fail(target):
    target.write_text("vorher")

    with pytest.raises(ValueError):
        write_xlsx(make_sheet([("A", None, 1, "zu viel")]), target)

    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_progress_ends_at_the_count(target):
    steps: list[tuple[int, int]] = []

    write_xlsx(make_sheet([("A", None, 1)] * 1_200), target, Progress(lambda done, total: steps.append((done, total))))

    assert steps[0] == (0, 1_200)
    assert steps[-1] == (1_200, 1_200)


def test_open_file_suggests_another_name(target):
    target.write_text("offen")
    (target.parent / f"~${target.name}").touch()

    with pytest.raises(BadTarget, match=r"geöffnet.*Partnerliste \(2\)\.xlsx"):
        write_xlsx(make_sheet(), target)


def test_locked_file_suggests_another_name(target, monkeypatch):
    def refuse(*_paths: object) -> None:
        raise PermissionError(13, "Zugriff verweigert")

    target.write_text("offen")
    monkeypatch.setattr("os.replace", refuse)

    with pytest.raises(BadTarget, match=r"geöffnet.*\(2\)\.xlsx"):
        write_xlsx(make_sheet(), target)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_missing_folder_is_said(tmp_path):
    with pytest.raises(BadTarget, match="gibt es nicht"):
        write_xlsx(make_sheet(), tmp_path / "fehlt" / "Liste.xlsx")


def test_full_disk_is_said(target, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(BadTarget, match="kein Platz"):
        write_xlsx(make_sheet(), target)
    assert list(target.parent.iterdir()) == []


def test_every_part_is_well_formed(target):
    write_xlsx(make_sheet([(text, TODAY, 1) for text in HOSTILE], title=HOSTILE[56], sentence=HOSTILE[62]), target)

    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(), max_size=60),
            st.none() | st.dates(date(1900, 3, 1), date(2125, 12, 31)),
            st.none() | st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12).map(lambda number: round(number, 3)),
        ),
        max_size=8,
    )
)
def test_write_then_read_is_identity(tmp_path, rows):
    path = tmp_path / "Liste.xlsx"

    write_xlsx(make_sheet(rows), path)

    calamine, _other = read_both(path)
    wanted = [[as_text(text), day or "", "" if number is None else number] for text, day, number in rows]
    assert _filled(calamine) == _filled(wanted)


def _filled(rows: list[list[Any]]) -> list[list[Any]]:
    """Return the rows without empty ones at the end, which calamine does not show."""
    return rows if not rows or any(value != "" for value in rows[-1]) else _filled(rows[:-1])
