"""A filed mail is one note with its files, one step to take back, and is known when it comes again."""

from datetime import UTC, datetime

import pytest

from einsamkeit_desktop.actions.lists import keep_setting
from einsamkeit_desktop.actions.mails import file_mail
from einsamkeit_desktop.actions.records import redo, trash, undo
from einsamkeit_desktop.errors import BadFile
from einsamkeit_desktop.kinds.attached import LARGEST
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries.attachments import attachments
from einsamkeit_desktop.queries.lists import ListQuery, count
from einsamkeit_desktop.queries.mails import filed, whose
from einsamkeit_desktop.queries.settings import profile
from einsamkeit_desktop.queries.steps import step_ids
from tests.makers import make_organisation, make_person

KEY = "0" * 40
AT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


def mail_values(**values):
    return {"subject": "Mittagstisch", "note_kind": "email_ein", "at": AT, "content": "Der Raum ist frei.", **values}


def file(store, *files):
    """File the mail and return its note."""
    note = file_mail(store, KEY, mail_values(), files).record_id
    assert note is not None
    return note


def note_of(store):
    """Return the note the mail was filed as, None where there is none."""
    found = filed(store, KEY)
    return found.id if found is not None else None


def with_mail(address):
    return {"contacts": (ContactPoint("email", address),)}


def test_note_and_files_are_one_step(store):
    steps = len(step_ids(store))

    note = file(store, ("Plan.pdf", b"%PDF-1.7"), ("plan.PDF", b"x"))

    assert [entry.file_name for entry in attachments(store, note)] == ["plan (2).PDF", "Plan.pdf"]
    assert len(step_ids(store)) == steps + 1
    undo(store)
    assert count(store, ListQuery("contact_note")) == 0


def test_a_mail_that_comes_again_is_known_as_long_as_its_note_is_there(store):
    assert note_of(store) is None
    note = file(store)
    assert note_of(store) == note

    undo(store)
    assert note_of(store) is None
    redo(store)
    assert note_of(store) == note
    trash(store, [note])
    assert note_of(store) is None


def test_filed_once_more_the_newer_note_is_known(store):
    file_mail(store, KEY, mail_values())

    note = file(store)

    assert note_of(store) == note


def test_a_file_that_is_too_large_keeps_everything_out(store):
    with pytest.raises(BadFile, match="25 MB"):
        file_mail(store, KEY, mail_values(), [("gross.bin", b"x" * (LARGEST + 1))])

    assert count(store, ListQuery("contact_note")) == 0


def test_addresses_are_found_in_any_letter_case(store):
    person = make_person(store, "Çelik", **with_mail("A.Celik@Example.org"))

    known = whose(store, "a.celik@example.org", ["stelle@example.org"])

    assert [named.id for named in known.people["a.celik@example.org"]] == [person]
    assert not known.is_outgoing


def test_an_address_that_many_share_is_that_of_the_house(store):
    for name in ("Eins", "Zwei", "Drei"):
        make_person(store, name, **with_mail("info@example.org"))
    house = make_organisation(store, **with_mail("info@example.org"))

    known = whose(store, "info@example.org", [])

    assert [named.id for named in known.people["info@example.org"]] == [house]


def test_what_the_office_wrote_is_outgoing_and_it_is_nobody(store):
    keep_setting(store, "profile", {**profile(store), "office": {"email": "Stelle@example.org"}})
    make_person(store, "Selbst", **with_mail("stelle@example.org"))

    known = whose(store, "stelle@example.org", ["a@example.org"])

    assert known.is_outgoing
    assert known.people == {}
    assert not whose(store, "fremd@example.org", ["stelle@example.org"]).is_outgoing


def test_without_an_own_address_a_strangers_mail_to_a_partner_counts_as_ours(store):
    make_person(store, "Çelik", **with_mail("a.celik@example.org"))

    assert whose(store, "ich@example.org", ["a.celik@example.org"]).is_outgoing
    assert not whose(store, "a.celik@example.org", ["ich@example.org"]).is_outgoing


def test_who_is_in_the_trash_is_not_known(store):
    trash(store, [make_person(store, "Weg", **with_mail("weg@example.org"))])

    assert whose(store, "weg@example.org", []).people == {}
