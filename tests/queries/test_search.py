"""What was found is shown with the place where it was found."""

import pytest

from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries.search import find
from tests.hostile import HOSTILE
from tests.makers import make_note, make_organisation, make_person


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
