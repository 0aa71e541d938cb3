"""Every kind is described completely, so that tables, forms, search and sheets can be made from it."""

import json

import pytest

from einsamkeit_desktop.kinds.fields import Areas, Choice, Field, Links, Many, Ref, Terms, Text
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.paths import resource

EVERY_FIELD = [
    pytest.param(kind, field, id=f"{kind.code}.{name}")
    for kind in KINDS.values()
    for name, field in kind.fields.items()
]
EVERY_KIND = [pytest.param(kind, id=code) for code, kind in KINDS.items()]
LISTS = json.loads(resource("value_lists.json").read_text(encoding="utf-8"))["lists"]


def test_the_kinds_are_those_of_the_product():
    network = {"organisation", "person", "role", "body", "municipality", "offer", "event", "practice", "exchange"}
    work = {"contact_note", "reminder", "case", "citizen_case", "council_paper", "consultation", "mandate"}

    assert set(KINDS) == network | work


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_kind_has_names_an_icon_and_a_docstring(kind):
    assert kind.label
    assert kind.plural
    assert kind.__doc__
    assert resource(f"icons/{kind.icon}.svg").is_file()


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        ("person", "Person", "Personen"),
        ("consultation", "Beratung", "Beratungen"),
        ("practice", "Beispiel guter Praxis", "Beispiele guter Praxis"),
        ("exchange", "Austausch", "Austausche"),
    ],
)
def test_a_number_is_followed_by_a_word_that_can_be_counted(code, one, many):
    assert [KINDS[code].noun(count) for count in (0, 1, 28)] == [many, one, many]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_an_empty_record_has_a_value_for_each_field_and_lacks_what_is_required(kind):
    values = kind.empty_values()

    assert set(values) == set(kind.fields)
    assert set(kind.problems(values)) == {name for name, field in kind.fields.items() if field.required}
    assert isinstance(kind.title(values), str)
    assert isinstance(kind.sort_key(values), str)


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_a_field_knows_its_name_and_label(kind, field):
    assert isinstance(field, Field)
    assert kind.fields[field.name] is field
    assert field.label


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_what_a_field_points_to_exists(kind, field):
    if isinstance(field, Choice | Terms):
        assert LISTS[field.of]["entries"]
    if isinstance(field, Ref | Links):
        assert set(field.to) <= set(KINDS)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_two_fields_of_areas_share_a_meaning(kind):
    meanings = [field.meaning for field in kind.fields.values() if isinstance(field, Areas)]

    assert len(meanings) == len(set(meanings))


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_unknown_fields_are_named_as_a_problem(kind):
    assert "gibtsnicht" in kind.problems({"gibtsnicht": 1})


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_some_text_of_each_kind_is_searched(kind):
    assert any(field.searched for field in kind.fields.values() if isinstance(field, Text | Many))


def test_a_person_is_called_by_title_and_particle_but_ordered_by_the_surname():
    values = {"academic_title": "Dr.", "given_name": "Ænne", "particle": "von der", "family_name": "Groß"}

    assert KINDS["person"].title(values) == "Dr. Ænne von der Groß"
    assert KINDS["person"].sort_key(values) == "gross\x01aenne"


def test_a_note_is_called_by_its_subject_else_by_its_first_line():
    note = KINDS["contact_note"]

    assert note.title({"subject": "Rundruf", "content": "Erste\nZweite"}) == "Rundruf"
    assert note.title({"content": "\n Erste\nZweite"}) == "Erste"
    assert note.title({"content": None}) == ""


@pytest.mark.parametrize("content", ["Wort " * 40, "x" * 300, "x" * 81, "x" * 80, "ä" * 40_000, "👵" * 200])
def test_a_long_note_is_called_by_at_most_82_characters(content):
    title = KINDS["contact_note"].title({"content": content})

    assert 0 < len(title) <= 82
    assert title.endswith("…") or title == content
