"""What leaves the store has its line in the log; what did not leave has none."""

from __future__ import annotations

import pytest

from einsamkeit_desktop.actions import exports as handing_out
from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.exports import Leaving, attachment_leaving, leaving
from einsamkeit_desktop.errors import BadTarget, NoRoom, NotFound
from einsamkeit_desktop.exports.files import write_whole
from einsamkeit_desktop.queries.attachments import attachments
from einsamkeit_desktop.queries.exports import export_ids, exports_logged
from tests.makers import make_note, make_organisation, make_person

ENTRY = Leaving("Partnerliste", "a.pdf", count=1, purpose="Runder Tisch", sentence="Alle", left_out=2)


def test_what_left_is_written_down_with_everything_it_was(store):
    person = make_person(store)

    with leaving(store, Leaving("Stammblatt", "b.pdf", 1, (person,), purpose="Besuch")):
        pass

    (line,) = exports_logged(store, export_ids(store))
    assert line is not None
    assert (line.what, line.target, line.purpose, line.persons) == ("Stammblatt", "b.pdf", "Besuch", 1)


def test_a_file_that_was_not_written_leaves_no_line(store, tmp_path):
    with pytest.raises(BadTarget), leaving(store, ENTRY):
        write_whole(tmp_path / "fehlt" / "a.pdf", b"x")

    assert export_ids(store) == []


def test_what_went_wrong_is_told_where_the_line_cannot_go_again(store, tmp_path):
    with pytest.raises(BadTarget), leaving(store, ENTRY):
        store.close()
        write_whole(tmp_path / "fehlt" / "a.pdf", b"x")


def test_what_cannot_be_written_down_does_not_leave(store, tmp_path, monkeypatch):
    def full(*_arguments, **_named):
        raise NoRoom("Kein Platz.")

    monkeypatch.setattr(handing_out, "log_export", full)

    with pytest.raises(NoRoom), leaving(store, ENTRY):
        write_whole(tmp_path / "a.pdf", b"x")
    assert not (tmp_path / "a.pdf").exists()


def test_an_attachment_leaves_with_its_name_and_whose_it_is(store):
    person = make_person(store, "Müller")
    add_attachments(store, person, [("Vertrag.pdf", b"%PDF-1.4")])
    (entry,) = attachments(store, person)

    assert attachment_leaving(store, entry.id, "c.pdf", "Prüfung") == Leaving(
        "Anhang „Vertrag.pdf“", "c.pdf", 1, (person,), purpose="Prüfung", sentence="Müller"
    )
    with pytest.raises(NotFound):
        attachment_leaving(store, 4711, "c.pdf", "")


def test_an_attachment_of_a_note_names_who_took_part(store):
    person = make_person(store, "Müller")
    note = make_note(store, person, make_organisation(store))
    add_attachments(store, note, [("Protokoll.pdf", b"%PDF-1.4")])
    (entry,) = attachments(store, note)

    assert attachment_leaving(store, entry.id, "c.pdf", "").person_ids == (person,)
