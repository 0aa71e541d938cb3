"""Lists as CSV: German Excel opens them by double click, other programs read back what was written."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from einsamkeit_desktop.errors import Cancelled
from einsamkeit_desktop.exports.csvfile import Profile, pasted, write_csv
from einsamkeit_desktop.exports.values import FORMULA_STARTS, as_text, cut
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.sheet import SheetColumn
from tests.exports.test_sheets import TODAY, make_sheet, text_sheet
from tests.hostile import HOSTILE


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "Partnerliste.csv"


def read(path: Path) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";", strict=True))


def test_bytes_are_what_a_german_excel_expects(target):
    rows = [('Café "Größe"; Nord', date(2024, 2, 29), 1.5), ("01067", None, -3)]

    assert write_csv(make_sheet(rows), target) == 2

    assert target.read_bytes() == (
        b"\xef\xbb\xbf"
        + (
            '"Organisation";"Letzter Kontakt";"Plätze"\r\n'
            '"Café ""Größe""; Nord";"29.02.2024";"1,5"\r\n'
            '"01067";"";"-3"\r\n'
        ).encode()
    )


def test_plain_profile_speaks_to_programs(target):
    write_csv(make_sheet([("=1+1", TODAY, 1.5)]), target, profile="plain")

    assert read(target)[1] == ["=1+1", "2025-02-10", "1.5"]


@pytest.mark.parametrize(("profile", "told"), [("excel", "10.02.2025 14:05"), ("plain", "2025-02-10 14:05")])
def test_a_moment_keeps_its_time_and_reads_back(target, profile: Profile, told):
    moment = datetime(2025, 2, 10, 14, 5).astimezone(UTC)

    write_csv(make_sheet([("Telefonat", moment, 1)]), target, profile=profile)

    (_label, said, _count) = read(target)[1]
    assert said == told and clock.parse_moment(said) == moment


def test_no_hostile_text_begins_like_a_formula(target):
    write_csv(text_sheet(HOSTILE), target)

    fields = [row[0] for row in read(target)[1:]]
    assert not [field for field in fields if field.startswith(FORMULA_STARTS)]
    assert [field.removeprefix("'") if field.lstrip("'").startswith(FORMULA_STARTS) else field for field in fields] == [
        cut(as_text(text))[0] for text in HOSTILE
    ]


def test_a_label_cannot_be_a_formula_either(target):
    write_csv(make_sheet([], columns=(SheetColumn("=1+1", "text"),)), target)

    assert read(target) == [["'=1+1"]]


def test_what_is_copied_is_reckoned_nowhere_and_a_number_to_call_stays_as_it_is():
    formulas = [
        "+49/231",
        "+49-231",
        "-1-2",
        "-5",
        "+49",
        "+49 -231",
        "+49 231/12",
        "+(49)",
        "=1+1",
        "@A1",
        "+49\n/231",
    ]
    phones = ["+49 231 50-12345", "+43 1 5880", "0231 50-12345"]

    _header, *lines = pasted(text_sheet([*formulas, *phones])).splitlines()

    assert lines == ["'" + " ".join(text.split()) for text in formulas] + phones
    assert pasted(make_sheet([], columns=(SheetColumn("=1+1", "text"),))) == "'=1+1\n"


@pytest.mark.parametrize("profile", ["excel", "plain"])
def test_empty_list_is_a_header_alone(target, profile: Profile):
    assert write_csv(make_sheet([]), target, profile=profile) == 0

    assert read(target) == [["Organisation", "Letzter Kontakt", "Plätze"]]


def test_existing_file_survives_when_stopped(target):
    target.write_text("vorher")
    progress = Progress(lambda done, total: progress.cancel())

    with pytest.raises(Cancelled):
        write_csv(make_sheet([("A", None, 1)] * 2_000), target, progress)

    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_text() == "vorher"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(), max_size=80) | st.sampled_from(HOSTILE), max_size=8))
@example(["'=1+1", "''=1+1", "=1+1", "'kurz'", "'"])
def test_plain_write_then_read_is_identity(tmp_path, texts):
    path = tmp_path / "Liste.csv"

    write_csv(text_sheet(texts), path, profile="plain")

    fields = [row[0] for row in read(path)[1:]]
    masked = [field.startswith("'") and field.lstrip("'").startswith(FORMULA_STARTS) for field in fields]
    meant = [field[1:] if is_masked else field for field, is_masked in zip(fields, masked, strict=True)]
    assert meant == [as_text(text) for text in texts]
