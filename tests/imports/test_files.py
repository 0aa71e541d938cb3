"""Any file: the reader is chosen by content, what is unknown is a sentence, and mutated bytes end in nothing worse."""

import random
from datetime import date

import openpyxl
import pytest

from einsamkeit_desktop.demo.partnerlist import demo_partner_list
from einsamkeit_desktop.errors import BadFile, Trouble
from einsamkeit_desktop.imports import csvfile, plans, vcard, whole
from einsamkeit_desktop.imports.files import read

from ..hostile import HOSTILE
from .corpora import every_file, needed


def test_the_reader_is_chosen_by_content_not_by_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Organisation", "PLZ"])
    book.active.append(["A", "01067"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    (tmp_path / "b.txt").write_text("BEGIN:VCARD\nN:Müller;Anna\nEND:VCARD\n", encoding="utf-8")
    (tmp_path / "c.xls").write_text("Organisation\tPLZ\nA\t01067\n", encoding="utf-16")

    assert read(tmp_path / "a.csv")[0].rows == [("A", "01067")]
    assert read(tmp_path / "b.txt")[0].headers == ("Vorname", "Nachname")
    assert read(tmp_path / "c.xls")[0].rows == [("A", "01067")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ist leer"),
        (b" \r\n\0", "ist leer"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table>", "als .xlsx speichern"),
        (bytes(range(256)) * 4, "keine Datei einer bekannten Art"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
    ],
)
def test_what_is_no_address_list_is_told_in_a_sentence(tmp_path, content, words):
    (tmp_path / "x.xlsx").write_bytes(content)

    with pytest.raises(BadFile, match=words):
        read(tmp_path / "x.xlsx")


def test_a_missing_file_is_told_in_a_sentence(tmp_path):
    with pytest.raises(BadFile, match="lässt sich nicht öffnen"):
        read(tmp_path / "weg.csv")
    with pytest.raises(BadFile, match="lässt sich nicht öffnen"):
        read(tmp_path)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_cells_like_any_other(text):
    quoted = text.replace('"', '""')
    table = csvfile.table_of("a.csv", f'Organisation;Bemerkung\nA;"{quoted}"\nB;x\n')

    assert len(table.rows) == 2
    escaped = text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")
    vcard.table_of("a.vcf", f"BEGIN:VCARD\nN:A;B\nNOTE:{escaped}\nEND:VCARD\n".encode("utf-8", "replace"))


@needed
@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_real_files_of_other_programs_are_read_or_refused_in_a_sentence(path):
    try:
        tables = read(path)
    except Trouble as trouble:
        assert "Kennwort" in str(trouble)
    else:
        assert all(len(table.rows) == len(table.row_numbers) for table in tables)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with some of them changed, dropped or doubled."""
    changed = bytearray(raw)
    for _time in range(chance.randint(1, 30)):
        at = chance.randrange(max(len(changed), 1))
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 200)]
            case _:
                changed[at:at] = chance.choice(
                    [b'"', b"\0", b"\xff", b";", b":", b"\r", b"BEGIN:VCARD\n", b"=\n", b"PK\3\4"]
                )
    return bytes(changed)


@needed
def test_mutated_bytes_end_in_tables_or_a_sentence(tmp_path):
    chance = random.Random(20250210)
    vcards = [path.read_bytes()[:20_000] for path in every_file() if path.suffix == ".vcf"]
    for number in range(400):
        changed = mutated(chance.choice(vcards), chance)
        for reader in (vcard.table_of, lambda name, raw: csvfile.table_of(name, csvfile.decode(raw))):
            try:
                reader(f"{number}", changed)
            except Trouble as trouble:
                assert str(trouble)
    sheets = [path for path in every_file() if path.parent.name == "sheets"]
    for number in range(24):
        target = tmp_path / f"{number}.bin"
        target.write_bytes(mutated(chance.choice(sheets).read_bytes(), chance))
        try:
            read(target)
        except Trouble as trouble:
            assert str(trouble)


@pytest.mark.parametrize(("name", "reason"), [("fehlt.csv", "gibt es nicht"), ("", "ist ein Ordner")])
def test_a_file_that_cannot_be_opened_is_told_in_german(tmp_path, name, reason):
    with pytest.raises(BadFile, match=reason):
        read(tmp_path / name)


def test_every_column_of_the_demo_list_is_known_and_nothing_is_remarked(store, tmp_path):
    demo_partner_list(tmp_path / "liste.xlsx", date(2026, 11, 22))

    plan = whole.plan_file(store, tmp_path / "liste.xlsx")

    assert plan.count(plans.NEW) == plan.read == 40
    assert plan.remarks == ()
    assert [(row.row, row.warnings) for row in plan.rows if row.warnings] == []
