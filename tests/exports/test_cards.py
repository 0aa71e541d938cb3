"""Cards: what of a person or organisation goes into an address book, and what never does."""

from datetime import date

from einsamkeit_desktop.exports.cards import cards
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.store.store import Store

from ..makers import make_organisation, make_person, make_role


def test_a_person_has_name_work_and_ways_to_reach_her(store: Store, today: date):
    phone = ContactPoint("phone", "030 23125-000")
    place = Address(street="Ringstraße 1", postal_code="01067", city="Musterstadt")
    person = make_person(
        store,
        "Heide",
        given_name="Zoë",
        particle="von der",
        academic_title="Dr.",
        name_suffix="M. A.",
        contacts=(phone,),
        addresses=(place,),
    )
    make_role(store, person, make_organisation(store, "Alt e. V."), until=date(2025, 12, 31))
    make_role(store, person, make_organisation(store, "Neu e. V."), since=date(2026, 1, 1), function="Vorstand")

    (card,) = cards(store, [person])

    assert (card.prefix, card.given_name, card.family_name, card.suffix) == ("Dr.", "Zoë", "von der Heide", "M. A.")
    assert (card.organisation, card.title) == ("Neu e. V.", "Vorstand")
    assert (card.points, card.addresses) == ((phone,), (place,))


def test_what_the_office_thinks_stays_in_the_house(store: Store):
    person = make_person(store, remark="schwierig", priority="C", topics=("armut",), office_title="Dezernentin")

    (card,) = cards(store, [person])

    assert (card.note, card.categories, card.role) == ("", (), "")
    assert card.title == "Dezernentin"


def test_a_confidential_employer_is_not_named(store: Store):
    person = make_person(store)
    make_role(store, person, make_organisation(store, "Frauenhaus", confidential=True))

    (card,) = cards(store, [person])

    assert card.organisation == ""


def test_cards_come_in_the_order_asked_over_pages(store: Store):
    people = [make_person(store, f"Name {number}") for number in range(3)]
    organisation = make_organisation(store, "Treff")

    found = list(cards(store, [people[2], organisation, *people[:2]]))

    assert [card.shown_name for card in found] == ["Name 2", "Treff", "Name 0", "Name 1"]
    assert found[1].is_organisation
