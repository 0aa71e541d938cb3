"""More than 300 hostile texts through every way out, and back in where there is one: unchanged but for the cleaning."""

import csv
import re
from datetime import time

import openpyxl
import pypdfium2
import pytest

from einsamkeit_desktop.actions.exports import save_profile
from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.exports.calendar import calendar_of
from einsamkeit_desktop.exports.csvfile import write_csv
from einsamkeit_desktop.exports.handing import write_list
from einsamkeit_desktop.exports.values import FORMULA_STARTS, as_text, cut
from einsamkeit_desktop.exports.vcards import Card, write_vcf
from einsamkeit_desktop.imports.cardlines import BadCard, cards
from einsamkeit_desktop.imports.icsread import read_happenings
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.clean import clean_text
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.exports import Wish, mail_addresses, profiles
from einsamkeit_desktop.queries.record import load_many
from einsamkeit_desktop.store import journal

from ..hostile import ALL_HOSTILE
from .test_sheets import text_sheet

TEXTS = [as_text(text) for text in ALL_HOSTILE]


def test_there_are_as_many_as_was_promised():
    assert len(ALL_HOSTILE) == len(set(ALL_HOSTILE)) >= 300


def test_excel_shows_them_as_texts(tmp_path):
    write_list(text_sheet(ALL_HOSTILE), tmp_path / "x.xlsx", Progress())

    cells = [cell for (cell,) in openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0].iter_rows(2)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    shown = [re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), cell.value or "") for cell in cells]
    assert shown == [cut(text)[0] for text in TEXTS]


def test_csv_for_programs_holds_them_unchanged_but_for_an_apostrophe_before_a_formula(tmp_path):
    write_csv(text_sheet(ALL_HOSTILE), tmp_path / "x.csv", profile="plain")

    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = [row[0] for row in csv.reader(lines, delimiter=";")][1:]
    own = [text[:1] == "'" and text.lstrip("'").startswith(FORMULA_STARTS) for text in TEXTS]
    assert sum(own) < 10
    assert found == [f"'{text}" if has_one else text for text, has_one in zip(TEXTS, own, strict=True)]


def test_csv_for_excel_holds_no_formula_and_can_be_undone(tmp_path):
    write_csv(text_sheet(ALL_HOSTILE), tmp_path / "x.csv")

    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = [row[0] for row in csv.reader(lines, delimiter=";")][1:]
    assert not [text for text in found if text.startswith(FORMULA_STARTS)]
    undone = [text[1:] if text[:1] == "'" and text.lstrip("'").startswith(FORMULA_STARTS) else text for text in found]
    assert undone == [cut(text)[0] for text in TEXTS]


def test_cards_come_back_with_their_notes(tmp_path):
    made = [Card(str(number), "Name", note=text) for number, text in enumerate(ALL_HOSTILE)]

    write_vcf(made, tmp_path / "x.vcf")

    read = list(cards((tmp_path / "x.vcf").read_bytes()))
    assert len(read) == len(made)
    for card, text in zip(read, ALL_HOSTILE, strict=True):
        if isinstance(card, BadCard):  # the reader takes 64 KB in one piece and says so
            assert len(text.encode(errors="replace")) > 60_000 and "64 KB" in card.reason
        else:
            note = "".join(prop.text for prop in card if prop.name == "NOTE")
            assert note == clean_text(text, multiline=True)


def test_paper_takes_them_all_and_says_what_it_cannot_print(tmp_path):
    write_list(text_sheet(ALL_HOSTILE), tmp_path / "x.pdf", Progress())

    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    shown = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "■" not in shown and "\x00" not in shown
    for text in ("<max@example.org>", "01067 Dresden", "&amp; &lt;", "' OR '1'='1' --", "=SUMME(1;2)"):
        assert text in shown, text


def test_the_store_and_its_journal_hold_them_as_json(store):
    values = [{"name": f"Nr. {number}", "remark": text} for number, text in enumerate(ALL_HOSTILE)]
    with store.writing("Anlegen") as write:
        ids = add_records(write, KINDS["organisation"], values)

    expected = [clean_text(text, multiline=True).strip() or None for text in ALL_HOSTILE]
    assert [(entry.values["remark"] or "").strip() or None for entry in load_many(store, ids)] == expected
    undo(store)
    step = journal.redoable(store)
    assert step is not None
    journal.redo(store, step.id)
    assert [(entry.values["remark"] or "").strip() or None for entry in load_many(store, ids)] == expected


@pytest.mark.parametrize("text", ["=1+1", "<b>&", "\ud800x", "\u202eabc", "'; DROP TABLE setting; --", "👨‍👩‍👧"])
def test_a_profile_keeps_its_name_and_purpose(store, text):
    save_profile(store, text, Wish(purpose=clean_text(text)))

    assert profiles(store) == {clean_text(text): Wish(purpose=clean_text(text))}


def test_calendar_files_hold_them_and_bring_them_back(store, today):
    values = [
        {"name": f"Nr. {number}", "starts_at": clock.local_moment(today, time(9)), "description": text}
        for number, text in enumerate(ALL_HOSTILE)
    ]
    with store.writing("Anlegen") as write:
        ids = add_records(write, KINDS["event"], values)

    content, count = calendar_of(store, ids, with_texts=True)

    assert count == len(ids) and all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = {entry.title: entry for entry in read_happenings(content)}
    for number, text in enumerate(ALL_HOSTILE):
        entry = found[f"Nr. {number}"]
        assert entry.content.split() == clean_text(text, multiline=True).split() or entry.warnings, text[:60]


def test_addresses_for_bcc_are_addresses_alone(store):
    contacts = [
        (ContactPoint("email", text[:300]), ContactPoint("email", f"nr{n}@example.org"))
        for n, text in enumerate(ALL_HOSTILE)
    ]
    with store.writing("Anlegen") as write:
        values = [{"family_name": f"Nr. {n}", "contacts": points} for n, points in enumerate(contacts)]
        ids = add_records(write, KINDS["person"], values)

    addresses = mail_addresses(store, ids)

    assert len(addresses.ids) == len(ids)
    assert all("@" in each and not re.search(r"[\s;,<>\x00-\x1f\u202e]", each) for each in addresses.addresses)
