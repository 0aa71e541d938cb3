"""What happened beside the notes: by day, newest first, nothing hidden is told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.queries.happenings import happenings
from einsamkeit_desktop.store.tables import record
from tests.makers import make, make_municipality, make_offer, make_organisation, make_person, make_role

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
    with store.writing("gesperrt") as write:
        write.update(record, secret, {"restricted": True})

    assert told(store, organisation) == []
