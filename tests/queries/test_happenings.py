"""What happened beside the notes: by day, newest first, nothing hidden is told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.actions.reminders import complete_reminder
from einsamkeit_desktop.queries import akte
from einsamkeit_desktop.queries.akte import Wanted
from einsamkeit_desktop.queries.happenings import Happening, happenings
from tests.makers import (
    make,
    make_municipality,
    make_note,
    make_offer,
    make_organisation,
    make_person,
    make_reminder,
    make_role,
    restrict,
)

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def organisation(store, today):
    return make_organisation(store, "Treff")


def told(store, record_id):
    return [(found.day, found.text) for found in happenings(store, record_id)]


def test_functions_begin_and_end_on_both_sides(store, organisation):
    person = make_person(store, "Çelik", given_name="Aylin")
    make_role(store, person, organisation, since=SPRING, until=SUMMER)

    assert told(store, organisation) == [
        (SUMMER, "Funktion beendet: Aylin Çelik, Leitung"),
        (SPRING, "Funktion begonnen: Aylin Çelik, Leitung"),
    ]
    assert told(store, person)[0] == (SUMMER, "Funktion beendet: Treff, Leitung")


def test_offers_and_events_of_an_organisation_stand_on_their_days(store, organisation):
    offer = make_offer(store, "Mittagstisch", provider=organisation, starts_on=SPRING)
    event = make(
        store, "event", name="Fest", starts_at=datetime(2026, 6, 1, 12, tzinfo=UTC), organisers=(organisation,)
    )

    found = happenings(store, organisation)

    assert told(store, organisation) == [(SUMMER, "Veranstaltung: Fest"), (SPRING, "Angebot begonnen: Mittagstisch")]
    assert [line.record_id for line in found] == [event, offer]


def test_exchanges_stand_in_the_akte_of_their_municipality(store, today):
    city = make_municipality(store, "Neuenwalde")
    make(store, "exchange", subject="Feiertagstisch", municipality=city, day=SUMMER, direction="gegeben")

    assert [day for day, _text in told(store, city)] == [SUMMER]
    assert "Feiertagstisch" in told(store, city)[0][1]


def test_what_is_to_come_trashed_or_restricted_is_not_told(store, today, organisation):
    make_offer(store, "später", provider=organisation, starts_on=today + timedelta(1))
    trash(store, [make_offer(store, "weg", provider=organisation, starts_on=SPRING)])
    secret = make_person(store, "Geheim")
    make_role(store, secret, organisation, since=SPRING)
    restrict(store, secret)

    assert told(store, organisation) == []


def test_tasks_without_a_note_stand_on_the_day_they_were_done_or_are_due(store, today, organisation):
    person = make_person(store, "Çelik")
    make_role(store, person, organisation, since=SPRING)
    done = make_reminder(store, "Termine", due_on=SPRING, about=person)
    make_reminder(store, "Raum", due_on=SUMMER, about=organisation)
    make_reminder(store, "später", due_on=today + timedelta(7), about=organisation)
    make_note(store, organisation, tasks=[NewTask("aus dem Vermerk", SPRING)])
    complete_reminder(store, done, "per E-Mail")

    found = happenings(store, organisation, {"reminder"})

    assert [(line.day, line.text) for line in found] == [
        (today, "Erledigt: Termine (fällig am 01.03.2026) – per E-Mail"),
        (SUMMER, "Wiedervorlage: Raum, offen"),
    ]
    assert found[0].people == {person} and found[0].record_id == done


def test_tasks_of_people_count_only_in_the_time_of_their_function(store, today, organisation):
    person = make_person(store, "Çelik")
    make_role(store, person, organisation, since=SUMMER)
    make_reminder(store, "davor", due_on=SPRING, about=person)

    assert happenings(store, organisation, {"reminder"}) == []


def test_documents_of_a_record_and_of_its_notes_are_told(store, today, organisation):
    note = make_note(store, organisation)
    for owner, name in ((organisation, "Satzung.pdf"), (note, "Protokoll.txt"), (make_organisation(store), "x.txt")):
        add_attachments(store, owner, [(name, name.encode())])

    found = happenings(store, organisation, {"attachment"})

    assert {(line.text, line.record_id) for line in found} == {
        ("Dokument: Satzung.pdf", organisation),
        ("Dokument: Protokoll.txt", note),
    }


@pytest.mark.parametrize(
    ("wanted", "suits"),
    [
        (Wanted(), True),
        (Wanted(note_kind="telefonat"), False),
        (Wanted(beside="role"), True),
        (Wanted(beside="offer"), False),
        (Wanted(since=SUMMER), False),
        (Wanted(since=SPRING), True),
        (Wanted(person=7), True),
        (Wanted(person=8), False),
        (Wanted(words="celi funk"), True),
        (Wanted(words="raum"), False),
    ],
)
def test_a_happening_is_narrowed_like_the_notes(wanted, suits):
    line = Happening(SPRING, "Funktion begonnen: Çelik", "user", 1, kind="role", people=frozenset({7}))

    assert line.suits(wanted) is suits


def test_a_partner_in_the_trash_stands_in_no_line(store, today, organisation):
    person = make_person(store, "Weg")
    make_role(store, person, organisation, since=SPRING)
    make_note(store, organisation, person)
    make_reminder(store, "Raum", due_on=SUMMER, about=organisation, waiting_for=person)

    trash(store, [person])

    (entry,) = akte.timeline(store, organisation)
    assert [who.id for who in entry.people] == [organisation]
    assert told(store, organisation) == []
    (task,) = akte.open_tasks(store, organisation)
    assert task.waiting_for == ""
