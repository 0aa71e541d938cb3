"""Attachments: what is taken, how it is named, and that taking back brings the content back without a copy of it."""

import os
import sys

import pytest
from sqlalchemy import func, select

from einsamkeit_desktop.actions.attachments import (
    add_attachments,
    attach_files,
    remove_attachment,
    rename_attachment,
)
from einsamkeit_desktop.actions.records import redo, trash, undo
from einsamkeit_desktop.errors import BadFile, BadValues, NotFound
from einsamkeit_desktop.kinds.attached import LARGEST
from einsamkeit_desktop.queries.attachments import attachments, content, count_attachments
from einsamkeit_desktop.queries.history import history
from einsamkeit_desktop.queries.search import find
from einsamkeit_desktop.store.tables import attachment_content, journal_row
from tests.makers import make_organisation, make_person, restrict

PDF = b"%PDF-1.7\n" + b"x" * 1000


@pytest.fixture
def owner(store):
    return make_organisation(store)


def names(store, owner):
    return [entry.file_name for entry in attachments(store, owner)]


def contents(store):
    with store.reading() as connection:
        return connection.execute(select(func.count(attachment_content.c.id))).scalar()


def test_a_file_is_kept_with_name_size_type_and_content(store, owner, tmp_path):
    path = tmp_path / "Konzept Frühstück.pdf"
    path.write_bytes(PDF)

    done = attach_files(store, owner, [path])

    (entry,) = attachments(store, owner)
    assert (entry.file_name, entry.size, entry.media_type) == (path.name, len(PDF), "application/pdf")
    assert entry.may_open and content(store, entry.id) == PDF
    assert done.changes.name == "„Konzept Frühstück.pdf“ an „Nachbarschaftstreff Nordlicht e. V.“ angehängt"
    assert owner in done.changes.record_ids and not done.refused


def test_an_empty_file_is_a_file(store, owner):
    add_attachments(store, owner, [("leer.txt", b"")])

    (entry,) = attachments(store, owner)
    assert entry.size == 0 and content(store, entry.id) == b""


def test_25_mb_are_taken_and_one_byte_more_is_not(store, owner, tmp_path):
    exact, beyond = tmp_path / "genau.bin", tmp_path / "zu viel.bin"
    exact.write_bytes(b"\0" * LARGEST)
    beyond.write_bytes(b"\0" * (LARGEST + 1))

    done = attach_files(store, owner, [beyond, exact])

    assert names(store, owner) == ["genau.bin"]
    assert done.refused == (
        "„zu viel.bin“ ist größer als 25 MB und wurde nicht angehängt. Bitte verkleinern oder anderswo ablegen.",
    )
    with pytest.raises(BadFile):
        add_attachments(store, owner, [("x", b"\0" * (LARGEST + 1))])


def test_what_cannot_be_read_is_said_and_writes_nothing(store, owner, tmp_path):
    (tmp_path / "Ordner").mkdir()

    done = attach_files(store, owner, [tmp_path / "Ordner", tmp_path / "weg.pdf"])

    assert done.changes.step_id == 0 and not done.changes.tables
    assert [text.split("“")[1] for text in done.refused] == [
        " ist ein Ordner. Bitte die Dateien darin anhängen.",
        " gibt es nicht mehr.",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(store, owner, tmp_path):
    os.mkfifo(tmp_path / "rohr")

    assert attach_files(store, owner, [tmp_path / "rohr"]).refused


def test_many_at_once_have_a_limit(store, owner, tmp_path, monkeypatch):
    monkeypatch.setattr("einsamkeit_desktop.actions.attachments.MOST_BYTES", 10)
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"123456")

    done = attach_files(store, owner, [tmp_path / "a", tmp_path / "b"])

    assert names(store, owner) == ["a"] and len(done.refused) == 1


def test_the_same_name_is_counted_up_in_any_letter_case(store, owner):
    add_attachments(store, owner, [("Plan.pdf", PDF), ("PLAN.PDF", PDF)])
    add_attachments(store, owner, [("../plan.pdf", PDF)])

    assert names(store, owner) == ["plan (3).pdf", "PLAN (2).PDF", "Plan.pdf"]


def test_a_missing_record_takes_nothing(store):
    with pytest.raises(NotFound):
        add_attachments(store, 999_999, [("a.pdf", PDF)])

    assert contents(store) == 0


def test_undo_and_redo_of_attaching(store, owner):
    add_attachments(store, owner, [("a.pdf", PDF)])
    (entry,) = attachments(store, owner)

    undo(store)
    assert names(store, owner) == []
    with pytest.raises(NotFound):
        content(store, entry.id)

    redo(store)
    assert content(store, entry.id) == PDF


def test_a_removed_attachment_comes_back_with_its_content(store, owner):
    add_attachments(store, owner, [("a.pdf", PDF)])
    (entry,) = attachments(store, owner)

    changes = remove_attachment(store, entry.id)
    assert changes.name == "Anhang „a.pdf“ entfernt" and count_attachments(store, owner) == 0
    undo(store)
    assert content(store, entry.id) == PDF
    redo(store)
    assert count_attachments(store, owner) == 0
    with pytest.raises(NotFound):
        remove_attachment(store, entry.id)


def test_the_journal_holds_no_content(store, owner):
    add_attachments(store, owner, [("a.bin", b"\xab" * 100_000)])
    remove_attachment(store, attachments(store, owner)[0].id)

    with store.reading() as connection:
        rows = connection.execute(select(journal_row).where(journal_row.c.table_name == "attachment")).all()
    assert len(rows) == 2 and len(str(rows)) < 2000
    assert contents(store) == 1


@pytest.mark.parametrize(
    ("given", "kept"), [("Neu.pdf", "Neu.pdf"), ("Neu", "Neu.pdf"), ("../x/Neu.docx", "Neu.docx"), ("B.pdf", "B.pdf")]
)
def test_renaming_cleans_and_keeps_the_ending(store, owner, given, kept):
    add_attachments(store, owner, [("b.pdf", PDF)])
    (entry,) = attachments(store, owner)

    rename_attachment(store, entry.id, given)
    assert names(store, owner) == [kept]
    undo(store)
    assert names(store, owner) == ["b.pdf"]


def test_a_name_is_needed(store, owner):
    add_attachments(store, owner, [("b.pdf", PDF)])

    with pytest.raises(BadValues, match="braucht einen Namen"):
        rename_attachment(store, attachments(store, owner)[0].id, " . ")


def test_the_search_finds_the_name_until_it_is_removed(store, owner):
    person = make_person(store, "Groß")
    add_attachments(store, person, [("Förderbescheid_2026.pdf", PDF)])

    (hit,) = find(store, "foerderbescheid")
    assert (hit.record_id, hit.snippet, hit.in_names) == (person, "Förderbescheid_2026.pdf", False)
    assert find(store, "2026")

    remove_attachment(store, attachments(store, person)[0].id)
    assert not find(store, "förderbescheid")


def test_the_history_says_old_and_new_name(store, owner):
    add_attachments(store, owner, [("a.pdf", PDF)])
    rename_attachment(store, attachments(store, owner)[0].id, "b")
    remove_attachment(store, attachments(store, owner)[0].id)

    said = [(c.label, c.before, c.after) for step in history(store, owner)[:3] for c in step.changes]
    assert said == [("Anhang", "b.pdf", ""), ("Anhang", "a.pdf", "b.pdf"), ("Anhang", "", "a.pdf")]


def test_the_trash_keeps_and_a_restriction_hides(store, owner):
    add_attachments(store, owner, [("a.pdf", PDF)])
    (entry,) = attachments(store, owner)
    trash(store, [owner])
    undo(store)
    assert content(store, entry.id) == PDF

    restrict(store, owner)

    assert attachments(store, owner) == [] and count_attachments(store, owner) == 0
    with pytest.raises(NotFound):
        content(store, entry.id)
