"""The contact rhythm: only a real two-way contact in the past restarts it; waiting for an answer pauses it."""

from datetime import timedelta

import pytest

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.actions.reminders import complete_reminder
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.due import today as due_today
from einsamkeit_desktop.queries.header import header
from tests.makers import make_note, make_organisation, make_person, make_reminder, make_role

OVERDUE = lists.Filter("last_contact", "overdue")


@pytest.fixture
def partner(store, today):
    """Give an organisation of priority A that was last spoken to 200 days ago."""
    organisation = make_organisation(store, "Lindenwinkel", priority="A")
    make_note(store, organisation, day=today - timedelta(days=200))
    return organisation


def light(store, record):
    """Return the rhythm light in the head of a record."""
    return header(store, record).chips[-1].text


def is_listed(store, record, kind="organisation"):
    return record in lists.ids(store, lists.ListQuery(kind, (OVERDUE,)))


def wait_for(store, whom, days=5, **values):
    return make_reminder(
        store, "Rückmeldung", clock.today() + timedelta(days), owner="theirs", waiting_for=whom, **values
    )


@pytest.mark.parametrize(
    ("note_kind", "days", "restarts"),
    [
        ("telefonat", 1, True),
        ("telefonat", -3, False),
        ("rundmail", 1, False),
        ("email_aus", 0, False),
        ("sitzung", -1, False),
    ],
)
def test_only_past_two_way_contact_restarts_the_light(store, today, partner, note_kind, days, restarts):
    make_note(store, partner, day=today - timedelta(days), note_kind=note_kind)

    assert light(store, partner).startswith("Kontakt gestern" if restarts else "seit 200 Tagen kein Kontakt")
    assert is_listed(store, partner) is not restarts


def test_a_talk_with_someone_who_had_left_restarts_nothing(store, today, partner):
    person = make_person(store)
    make_role(store, person, partner, until=today - timedelta(days=50))
    make_note(store, person, day=today - timedelta(days=100))
    make_note(store, person, day=today - timedelta(days=10))

    assert light(store, partner).startswith("seit 100 Tagen kein Kontakt")


def test_the_light_turns_amber_before_it_turns_red(store, today):
    organisation = make_organisation(store, rhythm_days=100)
    make_note(store, organisation, day=today - timedelta(days=85))

    assert header(store, organisation).chips[-1].role == "warning"
    assert light(store, organisation) == "Kontakt vor 85 Tagen – Ziel 100, bald fällig"


def test_waiting_for_a_person_pauses_her_organisation_and_says_so(store, partner):
    person = make_person(store, "Çelik", given_name="Aylin")
    make_role(store, person, partner)

    wait_for(store, person)

    assert light(store, partner) == "pausiert bis 27.11.: wartet auf Aylin Çelik"
    assert not is_listed(store, partner)
    assert due_today(store).neglected == ()
    (cells,) = lists.rows(store, lists.ListQuery("organisation", columns=("last_contact",)), [partner])
    assert (cells[0].text, cells[0].tone) == ("pausiert", "muted")


def test_waiting_for_an_organisation_pauses_its_people(store, partner):
    person = make_person(store, priority="A")
    make_role(store, person, partner)

    wait_for(store, partner)

    assert light(store, person) == "pausiert bis 27.11.: wartet auf Lindenwinkel"
    assert not is_listed(store, person, "person")


def test_those_who_left_are_not_paused(store, today, partner):
    person = make_person(store)
    make_role(store, person, partner, until=today - timedelta(days=1))

    wait_for(store, person)

    assert is_listed(store, partner)


def test_the_pause_ends_after_its_day_when_done_or_in_the_trash(store, today, partner):
    reminder, other = wait_for(store, partner), wait_for(store, partner, 1)
    clock.fix_today(today + timedelta(days=5))
    paused_on_the_day = is_listed(store, partner)
    clock.fix_today(today + timedelta(days=6))
    counts_after = is_listed(store, partner)
    clock.fix_today(today)
    complete_reminder(store, reminder)
    trash(store, [other])

    assert (paused_on_the_day, counts_after) == (False, True)
    assert is_listed(store, partner)


def test_the_longest_wait_counts(store, partner):
    wait_for(store, partner, 5)
    wait_for(store, partner, 12)

    assert light(store, partner).startswith("pausiert bis 04.12.")


def test_waiting_without_a_name_pauses_the_partner_it_is_about(store, partner):
    wait_for(store, None, about=partner)

    assert light(store, partner).startswith("pausiert bis 27.11.")
