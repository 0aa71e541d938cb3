"""Names in a text that are not linked yet: who is meant, and who never is."""

import pytest

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.queries.known_names import unlinked_names
from tests.makers import make, make_organisation, make_person, make_role, restrict


def titles(store, text, *linked):
    return [hit.title for hit in unlinked_names(store, text, linked)]


@pytest.mark.parametrize(
    "text",
    [
        "Aylin Çelik ruft zurück",
        "Mit Frau Çelik gesprochen",
        "Gestern Celik erreicht",
        "Çeliks Angebot liegt vor",
        "Herrn Dr. Çelik gefragt",
    ],
)
def test_a_person_is_known_by_name_form_and_genitive(store, text):
    make_person(store, "Çelik", given_name="Aylin")

    assert titles(store, text) == ["Aylin Çelik"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Im Sommer geht es weiter", []),
        ("Frau Sommer kommt", ["Petra Sommer"]),
        ("Petra Sommer kommt", ["Petra Sommer"]),
        ("Anna Sommer kommt", []),
        ("der sommer war lang", []),
    ],
)
def test_a_surname_that_is_a_word_needs_more(store, text, found):
    make_person(store, "Sommer", given_name="Petra")

    assert titles(store, text) == found


def test_one_of_several_of_a_name_is_who_works_for_a_linked_organisation(store):
    make_person(store, "Yıldız", given_name="Can")
    hers, organisation = make_person(store, "Yıldız", given_name="Ece"), make_organisation(store)

    assert titles(store, "Frau Yıldız meldet sich") == []

    make_role(store, hers, organisation)
    assert titles(store, "Frau Yıldız meldet sich", organisation) == ["Ece Yıldız"]


def test_organisations_are_known_by_full_and_short_name(store):
    make_organisation(store, "Haus der Vielfalt e. V.")
    make_organisation(store, "Mehrgenerationenhaus Lindenweg", short_name="MGH Lindenweg")

    assert titles(store, "Im Haus der Vielfalt geht es los") == ["Haus der Vielfalt e. V."]
    assert titles(store, "Das MGH Lindenweg lädt ein") == ["Mehrgenerationenhaus Lindenweg"]
    assert titles(store, "im Haus am Lindenweg") == []


def test_a_committee_is_known_by_its_full_name(store):
    make(store, "body", name="Runder Tisch Alleinerziehende")

    assert titles(store, "Beim Runder Tisch Alleinerziehende war viel los") == ["Runder Tisch Alleinerziehende"]
    assert titles(store, "Ein Runder Tisch wäre gut") == []


def test_linked_restricted_and_trashed_are_never_offered(store):
    linked, restricted, trashed = (make_person(store, name) for name in ("Çelik", "Özkan", "Bąk"))
    restrict(store, restricted)
    trash(store, [trashed])

    assert titles(store, "Çelik, Özkan und Bąk waren da", linked) == []


def test_what_was_named_last_leads(store):
    for name in ("Çelik", "Özkan", "Bąk", "Wójcik", "Nowak"):
        make_person(store, name)

    assert titles(store, "Çelik, Özkan, Bąk, Wójcik, Nowak") == ["Nowak", "Wójcik", "Bąk", "Özkan"]
