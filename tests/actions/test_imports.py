"""Profiles and reports of imports: kept under a name, renamed, forgotten; the newest reports stay."""

import pytest

from einsamkeit_desktop.actions import imports
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.queries.imports import (
    MOST_LETTERS,
    MOST_LINES,
    BadRows,
    ImportProfile,
    ImportReport,
    ReportLine,
    import_step_ids,
    kept_report,
    kept_rows,
    profiles,
)

PROFILE = ImportProfile("Stadtteilliste", {"Treff": "name|organisation"}, ("by_uid", "makes"))
REPORT = ImportReport("ä.csv", 3, 1, 1, 0, 1, (ReportLine(4, "Kein Name.", True, "Blatt 1"),))


def test_a_profile_is_kept_renamed_and_forgotten(store):
    imports.keep_profile(store, PROFILE)
    assert profiles(store) == {"Stadtteilliste": PROFILE}

    assert imports.rename_profile(store, "Stadtteilliste", "  Bezirk ") == "Bezirk"
    assert list(profiles(store)) == ["Bezirk"]

    imports.delete_profile(store, "Bezirk")
    assert profiles(store) == {}


def test_profiles_stand_in_the_order_of_the_alphabet(store):
    for name in ("Zeitung", "Öffnungszeiten", "bezirk"):
        imports.keep_profile(store, ImportProfile(name))

    assert list(profiles(store)) == ["bezirk", "Öffnungszeiten", "Zeitung"]


def test_a_name_must_be_one_and_must_be_free(store):
    imports.keep_profile(store, PROFILE)
    imports.keep_profile(store, ImportProfile("Andere"))

    with pytest.raises(BadValues):
        imports.keep_profile(store, ImportProfile(" "))
    with pytest.raises(BadValues, match="gibt es schon"):
        imports.rename_profile(store, "Andere", "Stadtteilliste")
    assert len(profiles(store)) == 2


def test_reports_are_kept_with_their_step_and_the_oldest_go(store, monkeypatch):
    monkeypatch.setattr(imports, "REPORTS_KEPT", 2)
    for step_id in (9, 10, 11):
        imports.keep_report(store, step_id, REPORT)

    assert kept_report(store, 9) is None
    assert kept_report(store, 10) == kept_report(store, 11) == REPORT
    assert import_step_ids(store) == []


def test_a_long_report_keeps_its_figures_and_counts_what_it_leaves_out(store):
    lines = tuple(ReportLine(number, "x") for number in range(MOST_LINES + 5))

    imports.keep_report(store, 1, ImportReport("a.csv", 1, 1, 0, 0, 0, lines))

    report = kept_report(store, 1)
    assert report is not None and (len(report.lines), report.lines_left_out, report.read) == (MOST_LINES, 5, 1)


def test_refused_rows_stand_beside_their_report_and_go_with_it(store, monkeypatch):
    monkeypatch.setattr(imports, "REPORTS_KEPT", 1)
    rows = BadRows(("Organisation", "Telefon"), ((("", "0231 1"), "Kein Name."),))
    imports.keep_report(store, 9, REPORT, rows)
    assert kept_rows(store, 9) == rows

    imports.keep_report(store, 10, REPORT)

    assert kept_report(store, 9) is None and kept_rows(store, 9) is None
    assert kept_report(store, 10) == REPORT and kept_rows(store, 10) is None


def test_of_very_many_refused_rows_the_first_are_kept_and_the_rest_counted(store):
    row = (("x" * (MOST_LETTERS // 3), ""), "Kein Name.")

    imports.keep_report(store, 1, REPORT, BadRows(("A", "B"), (row,) * 5))

    kept = kept_rows(store, 1)
    assert kept is not None and (len(kept.rows), kept.left_out) == (2, 3)
