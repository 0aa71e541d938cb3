"""Which records refer to a record."""

from datetime import date

from einsamkeit_desktop.queries.related import count_related, reference_field, related, related_lines
from tests.makers import make, make_municipality, make_offer, make_organisation, make_person


def test_references_and_links_both_count_once(store):
    organisation = make_organisation(store)
    both = make_offer(store, "Mittagstisch", provider=organisation, partners=(organisation,))
    partner = make_offer(store, "Älterwerden", partners=(organisation,))
    make_offer(store, "Fremdes")

    assert [name.id for name in related(store, organisation)["offer"]] == [partner, both]
    assert count_related(store, organisation) == {"offer": 2}


def test_the_same_meaning_of_another_kind_does_not_count(store):
    person = make_person(store)
    make(store, "practice", name="Feiertagstisch", people=(person,))

    assert set(related(store, person)) == {"practice"}


def test_lines_say_state_and_days(store):
    town = make_municipality(store)
    make(store, "exchange", subject="Besuch", municipality=town, day=date(2026, 2, 28), direction="erhalten")

    (line,) = related_lines(store, town, "exchange")

    assert line.details == ("erhalten", "Am 28.02.2026")


def test_nothing_refers_to_a_new_record(store):
    assert related(store, make_person(store)) == {}


def test_field_for_a_new_record_that_refers():
    assert reference_field("offer", "organisation") == "provider"
    assert reference_field("case", "person") == "parties"
    assert reference_field("exchange", "municipality") == "municipality"
    assert reference_field("offer", "case") == ""
