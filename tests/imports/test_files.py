"""Any file: the reader is chosen by content, what is unknown is a sentence, and mutated bytes end in nothing worse."""

import random
import zipfile
from datetime import date

import openpyxl
import pytest

from einsamkeit_desktop.demo.partnerlist import demo_partner_list
from einsamkeit_desktop.errors import BadFile, Trouble
from einsamkeit_desktop.imports import csvfile, plans, vcard, whole
from einsamkeit_desktop.imports.files import read

from ..hostile import HOSTILE
from .corpora import every_file, needed
from .outlook import compound, message


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
        (b"%PDF-1.7 ...", "PDF-Datei.*Excel-Datei"),
        (b"<html><table>", "als .xlsx speichern"),
        (b"<?xml version='1.0'?><Workbook/>", "als .xlsx speichern"),
        (bytes(range(256)) * 4, "keine Datei einer bekannten Art"),
        (b"\x89PNG\r\n\x1a\n", "Bild.*Excel-Datei"),
        (b"\0\0\0\x18ftypheic", "Bild.*Excel-Datei"),
        (b"{\\rtf1 a}", "Textdokument.*markieren, kopieren"),
        (b"7z\xbc\xaf'\x1c", "Archiv.*entpacken"),
        (b"\0\1\0\0Standard ACE DB\0", "Access.*exportieren"),
        (b"!BDN\0\0", "Outlook.*als CSV exportieren"),
        (b"[InternetShortcut]\nURL=https://a.example\n", "Verknüpfung.*auf die sie zeigt"),
        (b"MZ\x90\0\3\0", "ein Programm.*Gelesen werden Excel"),
        (b"From: a@b.example\r\nDate: heute\r\nSubject: Liste\r\n\r\nAnbei.", "E-Mail.*Anhang speichern"),
    ],
)
def test_what_is_no_address_list_is_told_in_a_sentence(tmp_path, content, words):
    (tmp_path / "x.xlsx").write_bytes(content)

    with pytest.raises(BadFile, match=words):
        read(tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("word/document.xml",), "Word-Dokument.*markieren, kopieren"),
        (("ppt/presentation.xml",), "PowerPoint.*markieren, kopieren"),
        (("Index/Document.iwa",), "Numbers.*Exportieren > Excel"),
        (("liste.csv", "brief.docx"), "Archiv.*entpacken"),
        (("xl/workbook.xml",), "beschädigt.*neu als .xlsx speichern"),
    ],
)
def test_a_package_of_another_program_says_what_to_do(tmp_path, names, words):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")

    with pytest.raises(BadFile, match=words):
        read(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("kind", "manifest", "words"),
    [
        ("text", "", "Textdokument"),
        ("presentation", "", "PowerPoint"),
        ("spreadsheet", "<encryption-data>", "Kennwort"),
    ],
)
def test_opendocument_that_is_no_open_sheet_says_what_to_do(tmp_path, kind, manifest, words):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)

    with pytest.raises(BadFile, match=words):
        read(tmp_path / "a.ods")


def test_an_outlook_mail_and_an_old_word_document_are_told(tmp_path):
    (tmp_path / "a.msg").write_bytes(message())
    (tmp_path / "b.doc").write_bytes(compound({"WordDocument": b"x"}))
    (tmp_path / "~$c.xlsx").write_bytes(b"\5Anna")

    for name, words in (("a.msg", "E-Mail"), ("b.doc", "Word-Dokument"), ("~$c.xlsx", "ohne „~\\$“ am Anfang")):
        with pytest.raises(BadFile, match=words):
            read(tmp_path / name)


def test_a_table_in_a_web_page_is_read_whatever_the_file_is_called(tmp_path):
    page = "<html><body><h1>x</h1><table><tr><th>Organisation</th><th>Ort</th></tr><tr><td>Treff</td><td>Köln</td></tr>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")

    (table,) = read(tmp_path / "a.xls")

    assert table.headers == ("Organisation", "Ort") and table.rows == [("Treff", "Köln")]


@pytest.mark.parametrize("first", ["MZ;Name", "BM;Name", "Name;Date: x", "From;Date;Subject"])
def test_a_list_that_begins_like_something_else_is_still_a_list(tmp_path, first):
    (tmp_path / "a.csv").write_text(f"{first}\nA;B\n", encoding="utf-8")

    assert read(tmp_path / "a.csv")[0].headers[0] == first.partition(";")[0]


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


def test_a_list_in_which_a_cell_speaks_of_cards_is_a_list(tmp_path):
    (tmp_path / "a.csv").write_text('Organisation;Bemerkung\nTreff;"BEGIN:VCARD\nEND:VCARD"\n', encoding="utf-8")
    (tmp_path / "b.vcf").write_text("\nbegin:vcard\r\nFN:Anna Öz\r\nend:vcard\r\n", encoding="utf-8")

    assert read(tmp_path / "a.csv")[0].headers == ("Organisation", "Bemerkung")
    assert len(read(tmp_path / "b.vcf")[0].rows) == 1
