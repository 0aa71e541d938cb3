"""Which day counts as contact for whom follows from notes and roles, whatever order they were entered in."""

from datetime import date

import pytest
from sqlalchemy import select

from einsamkeit_desktop.actions.putting import add_records, change_records
from einsamkeit_desktop.actions.records import redo, restore, save_record, trash, undo
from einsamkeit_desktop.actions.roles import end_role
from einsamkeit_desktop.kinds.network import Person
from einsamkeit_desktop.store import backup
from einsamkeit_desktop.store.tables import contact_day
from tests.content import derived_content, rebuilt_content
from tests.makers import make_municipality, make_note, make_organisation, make_person, make_role

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def days(store, record_id):
    """Return the days that count as contact for a record."""
    with store.reading() as connection:
        query = select(contact_day.c.day).where(contact_day.c.record_id == record_id).order_by(contact_day.c.day)
        return list(connection.execute(query).scalars())


@pytest.fixture
def person(store):
    return make_person(store)


@pytest.fixture
def organisation(store):
    return make_organisation(store)


def test_a_note_counts_for_everyone_in_it(store, person, organisation):
    town = make_municipality(store)
    make_note(store, person, organisation, town, day=SUMMER)

    assert [days(store, row_id) for row_id in (person, organisation, town)] == [[SUMMER]] * 3


def test_a_talk_with_a_person_counts_for_the_organisation_she_works_for(store, person, organisation):
    make_role(store, person, organisation)
    make_note(store, person, day=SUMMER)

    assert days(store, organisation) == [SUMMER]


def test_the_role_may_be_entered_after_the_note(store, person, organisation):
    make_note(store, person, day=SUMMER)
    make_role(store, person, organisation)

    assert days(store, organisation) == [SUMMER]


def test_person_and_organisation_in_one_note_count_once(store, person, organisation):
    make_role(store, person, organisation)
    make_note(store, person, organisation, day=SUMMER)

    assert days(store, organisation) == [SUMMER]


def test_an_organisation_keeps_the_talks_from_the_time_of_the_role(store, person, organisation):
    role = make_role(store, person, organisation, since=SUMMER)
    for day in (SPRING, SUMMER, AUTUMN):
        make_note(store, person, day=day)
    assert days(store, organisation) == [SUMMER, AUTUMN]

    end_role(store, role, date(2026, 8, 31))

    assert days(store, organisation) == [SUMMER]
    assert days(store, person) == [SPRING, SUMMER, AUTUMN]


def test_first_and_last_day_of_a_role_belong_to_it(store, person, organisation):
    make_role(store, person, organisation, since=SUMMER, until=SUMMER)
    make_note(store, person, day=SUMMER)

    assert days(store, organisation) == [SUMMER]


def test_who_changes_her_organisation_takes_no_talks_along(store, person, organisation):
    other = make_organisation(store, "Diakonie")
    make_role(store, person, organisation, since=SPRING, until=date(2026, 6, 30))
    make_role(store, person, other, since=date(2026, 7, 1))
    for day in (SPRING, SUMMER, AUTUMN):
        make_note(store, person, day=day)

    assert days(store, organisation) == [SPRING, SUMMER]
    assert days(store, other) == [AUTUMN]


def test_a_role_corrected_to_another_organisation_moves_the_talks(store, person, organisation):
    other = make_organisation(store, "Diakonie")
    role = make_role(store, person, organisation)
    make_note(store, person, day=SUMMER)

    save_record(store, "role", role, {"organisation": other})

    assert (days(store, organisation), days(store, other)) == ([], [SUMMER])
    undo(store)
    assert (days(store, organisation), days(store, other)) == ([SUMMER], [])


def test_a_role_corrected_to_another_person_moves_the_talks(store, person, organisation):
    other = make_person(store, "Yıldız")
    role = make_role(store, person, organisation)
    make_note(store, person, day=SUMMER)
    make_note(store, other, day=AUTUMN)

    save_record(store, "role", role, {"person": other})

    assert days(store, organisation) == [AUTUMN]
    undo(store)
    assert days(store, organisation) == [SUMMER]
    redo(store)
    assert days(store, organisation) == [AUTUMN]


def test_a_role_that_is_taken_back_takes_its_days_along(store, person, organisation):
    make_note(store, person, day=SUMMER)
    make_role(store, person, organisation)

    undo(store)

    assert days(store, organisation) == []
    redo(store)
    assert days(store, organisation) == [SUMMER]


def test_a_role_in_the_trash_counts_no_more(store, person, organisation):
    role = make_role(store, person, organisation)
    make_note(store, person, day=SUMMER)

    trash(store, [role])

    assert days(store, organisation) == []
    restore(store, [role])
    assert days(store, organisation) == [SUMMER]


def test_a_note_in_the_trash_counts_no_more(store, person):
    note = make_note(store, person, day=SUMMER)

    trash(store, [note])

    assert days(store, person) == []
    restore(store, [note])
    assert days(store, person) == [SUMMER]


@pytest.mark.parametrize(
    ("note_kind", "counts"),
    [("telefonat", True), ("email_ein", True), ("email_aus", False), ("rundmail", False), ("brief_aus", False)],
)
def test_what_goes_out_without_an_answer_is_no_contact(store, person, note_kind, counts):
    make_note(store, person, day=SUMMER, note_kind=note_kind)

    assert days(store, person) == [SUMMER] * counts


def test_a_note_corrected_to_a_mass_mail_counts_no_more(store, person):
    note = make_note(store, person, day=SUMMER)

    save_record(store, "contact_note", note, {"note_kind": "rundmail"})

    assert days(store, person) == []


def test_who_is_taken_out_of_a_note_had_no_contact(store, person, organisation):
    note = make_note(store, person, organisation, day=SUMMER)

    save_record(store, "contact_note", note, {"participants": (person,)})

    assert (days(store, person), days(store, organisation)) == ([SUMMER], [])


def test_two_notes_on_one_day_leave_the_day_when_one_goes(store, person):
    note = make_note(store, person, day=SUMMER)
    make_note(store, person, day=SUMMER)

    trash(store, [note])

    assert days(store, person) == [SUMMER]


def test_a_note_without_people_counts_for_nobody(store, person):
    make_note(store, day=SUMMER)

    assert days(store, person) == []


def test_a_role_of_many_talks_counts_them_all(store, person, organisation):
    make_role(store, person, organisation)
    for number in range(30):
        make_note(store, person, day=date(2026, 1, 1 + number))

    assert len(days(store, organisation)) == 30
    assert derived_content(store) == rebuilt_content(store)


def _index_holds(store, word):
    """Whether the raw bytes of the search index hold a word."""
    with store.reading() as connection:
        found = "SELECT count(*) FROM search_data WHERE instr(block, CAST(? AS BLOB)) > 0"
        return connection.exec_driver_sql(found, (word,)).scalar() > 0


def test_words_of_many_changed_texts_are_out_of_the_index_for_good(store):
    with store.writing("viele") as write:
        ids = add_records(write, Person, [{"family_name": f"P{number}", "remark": "zyxgeheim"} for number in range(80)])
    assert _index_holds(store, "zyxgeheim")

    with store.writing("geändert") as write:
        change_records(write, Person, {row_id: {"remark": None} for row_id in ids})

    assert not _index_holds(store, "zyxgeheim")
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT v FROM search_config WHERE k = 'secure-delete'").scalar() == 1
    assert backup.check(store) == []


def test_words_of_many_records_taken_back_are_out_of_the_index_for_good(store):
    make_person(store, "Bleibt")
    with store.writing("viele") as write:
        add_records(write, Person, [{"family_name": f"Zyxname{number}"} for number in range(80)])

    undo(store, write.changes.step_id)

    assert not _index_holds(store, "zyxname")
    assert _index_holds(store, "bleibt")
    assert derived_content(store) == rebuilt_content(store)
