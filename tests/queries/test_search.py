"""What was found is shown with the place where it was found."""

import pytest

from einsamkeit_desktop.kinds.folding import folded_words, query_words
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries.search import find, found_words
from tests.hostile import HOSTILE
from tests.makers import make_note, make_organisation, make_person, make_role
from tests.queries.questions import statements


def test_a_name_is_shown_with_the_found_words_marked(store):
    person = make_person(store, "Müller", given_name="Björn", office_title="Leiter")

    (hit,) = find(store, "mueller")

    assert (hit.record_id, hit.kind, hit.title, hit.subtitle) == (person, "person", "Björn Müller", "Leiter")
    assert [hit.title[start:end] for start, end in hit.marks] == ["Müller"]
    assert hit.snippet == ""


def test_a_text_is_shown_with_the_place_of_the_word(store):
    make_note(store, content="Anfang. " + "Füllung " * 100 + "Der Schlüssel liegt beim Hausmeister. " + "Ende " * 100)

    (hit,) = find(store, "schluessel")

    assert not hit.in_names
    assert len(hit.snippet) < 200
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["Schlüssel"]


def test_partners_come_before_their_namesakes(store):
    make_organisation(store, "Nord")
    note = make_note(store, content="Nord")
    newest = make_person(store, "Nord")

    hits = find(store, "nord")

    assert hits[0].record_id == newest
    assert hits[-1].record_id == note


def test_a_number_is_found_and_shown(store):
    organisation = make_organisation(store, contacts=(ContactPoint("phone", "0231 50-12345"),))

    assert [hit.record_id for hit in find(store, "5012345")] in ([organisation], [])
    assert [hit.record_id for hit in find(store, "0231 50")] == [organisation]


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000], ids=range(len(HOSTILE) + 1))
def test_every_mark_lies_in_its_text(store, text):
    make_note(store, content=text, subject=text[:200])
    make_person(store, f"Mensch {text[:100]}")

    for words in (text[:200], text[:3], "zeile", "x"):
        for hit in find(store, words):
            assert all(0 <= start < end <= len(hit.title) for start, end in hit.marks)
            assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.snippet_marks)
            assert len(hit.snippet) < 400


def test_kinds_and_limit_hold(store):
    for number in range(5):
        make_person(store, f"Nord {number}")
    organisation = make_organisation(store, "Nord")

    assert len(find(store, "nord", limit=3)) == 3
    assert [hit.record_id for hit in find(store, "nord", kinds=("organisation",))] == [organisation]


def test_formatted_text_is_found_and_shown_without_its_marks(store):
    note = make_note(store, subject="Gespräch", content="Es ging um _die_ **Schlüssel** im [Hafen](https://a.invalid)")

    (hit,) = find(store, "schlues")

    assert hit.record_id == note and hit.snippet == "Es ging um die Schlüssel im Hafen"
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["Schlüssel"]


@pytest.mark.parametrize("words", ["s", "ß", "strasse", "kita", "İ", "ł", "müller", "mueller", "1", "ə", "к"])
def test_marks_are_all_words_that_begin_so_folded(words):
    text = " ".join(HOSTILE) + " Kita Straße ſonne Kelvin K İstanbul ısı Łódź lodz _Müller_ O'Sullivan 12a élan к əl"
    wanted = tuple(form for forms in query_words(words) for form in forms)

    begun = [(at, end) for at, end, forms in folded_words(text) if any(form.startswith(wanted) for form in forms)]

    assert list(found_words(text, query_words(words))) == begun


def test_a_key_in_the_field_asks_few_questions(store):
    person = make_person(store, "Nordmann")
    organisation = make_organisation(store, "Nordhof", contacts=(ContactPoint("email", "info@nordhof.example"),))
    make_role(store, person, organisation)
    make_note(store, organisation, subject="Gespräch", content="Nordwind")

    with statements(store) as asked:
        assert len(find(store, "nord")) == 3

    assert len(asked) == 5  # names of partners, all names, texts, the note's own words, employers
