"""The guard knows the names of the store, whatever changed in it."""

import json

from einsamkeit_desktop.actions.records import save_record, trash
from einsamkeit_desktop.paths import resource
from einsamkeit_desktop.queries.guard import file_warnings, is_guarded, known_names, warnings
from tests.makers import make, make_note, make_organisation, make_person, make_reminder


def sentences(store, text):
    return [warning.sentence for warning in warnings(store, text)]


def test_a_surname_of_the_store_is_warned_of_with_its_place(store):
    make_person(store, "Großkreutz")

    (warning,) = warnings(store, "Anruf von Grosskreutz, sucht Besuch")

    assert (warning.start, warning.end) == (10, 21)
    assert warning.sentence == "„Grosskreutz“ steht als Nachname im Bestand."


def test_a_name_is_known_at_once_and_no_longer_when_the_person_is_trashed(store):
    assert sentences(store, "Zschabowski rief an") == []
    person = make_person(store, "Zschabowski")
    assert sentences(store, "Zschabowski rief an") != []

    trash(store, [person])

    assert sentences(store, "Zschabowski rief an") == []


def test_a_new_surname_after_marriage_is_known(store):
    person = make_person(store, "Zschabowski")
    known_names(store)

    save_record(store, "person", person, {"family_name": "Prczybilla"})

    assert sentences(store, "Prczybilla rief an") != []


def test_one_warning_stands_where_a_shape_and_a_name_meet(store):
    make_person(store, "Kowalk")

    assert sentences(store, "Mail an kowalk@example.org") == ["„kowalk@example.org“ ist eine E-Mail-Adresse."]


def test_file_names_are_looked_at_word_by_word(store):
    make_person(store, "Kowalk")

    assert file_warnings(store, ["Brief_Kowalk_2026.pdf", "Flyer.pdf"]) == ("„Kowalk“ steht als Nachname im Bestand.",)


def test_what_is_about_a_citizens_case_is_guarded(store, today):
    case = make(store, "citizen_case", received_on=today, concern="kontakt", status="neu")
    organisation = make_organisation(store)

    about = [make_note(store, organisation, about=(case,)), make_reminder(store, about=case)]

    assert is_guarded(store, [organisation, case])
    assert all(is_guarded(store, [record]) for record in about)
    assert not is_guarded(store, [organisation])
    assert not is_guarded(store, [])


def test_no_text_of_a_citizen_in_the_demo_is_warned_of(store):
    source = json.loads(resource("demo/work.json").read_text(encoding="utf-8"))["citizens"]
    texts = [f"{form['subject']}\n{form['text']}" for form in source]

    warned = [text for text in texts if warnings(store, text)]
    print(f"{len(warned)} of {len(texts)} texts of the demo warned of")

    assert texts
    assert warned == []
