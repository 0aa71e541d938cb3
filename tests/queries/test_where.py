"""FIELD=VALUE: which filter each means, and what is said where it means none."""

from datetime import UTC, date

import pytest

from einsamkeit_desktop.errors import BadSearch, NotFound
from einsamkeit_desktop.queries import lists, where
from einsamkeit_desktop.queries.lists import Filter, ListQuery
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store.store import Store

from ..makers import make_note, make_organisation, make_person, make_reminder, make_role


def conditions(store: Store, kind: str, *texts: str) -> tuple[Filter, ...]:
    return where.conditions(store, kind, texts)


@pytest.mark.parametrize("text", ["cooperation_stage=im_gespraech", "Stufe=Im Gespräch", " stufe = im gespraech "])
def test_fields_and_values_are_named_by_code_or_label(store: Store, text: str):
    assert conditions(store, "organisation", text) == (Filter("cooperation_stage", "in", ("im_gespraech",)),)


def test_a_field_named_twice_matches_either_and_different_fields_both(store: Store):
    found = conditions(store, "organisation", "priority=A", "topics=armut", "priority=B", "priority=A")

    assert found == (Filter("priority", "in", ("A", "B")), Filter("topics", "in", ("armut",)))


def test_areas_match_the_whole_town_unless_told_otherwise(store: Store):
    area = next(entry for entry in vocabulary(store).areas if entry.level == 1)

    assert conditions(store, "organisation", f"serves={area.name}") == (Filter("serves", "in", (area.code,), True),)
    assert conditions(store, "organisation", f"serves=nur {area.code}") == (Filter("serves", "in", (area.code,)),)
    assert conditions(store, "organisation", "serves=UNBEKANNT") == (Filter("serves", "in", ("UNBEKANNT",)),)


def test_empty_and_filled(store: Store):
    found = conditions(store, "organisation", "topics=", "priority=*")

    assert found == (Filter("topics", "empty"), Filter("priority", "filled"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("29.2.2028", (Filter("due_on", "in", (date(2028, 2, 29),)),)),
        ("vor 1.12.2026", (Filter("due_on", "before", (date(2026, 12, 1),)),)),
        ("ab heute", (Filter("due_on", "since", (date(2026, 11, 22),)),)),
        ("bis 31.12.2026", (Filter("due_on", "before", (date(2027, 1, 1),)),)),
    ],
)
def test_days_before_from_and_up_to(store: Store, today: date, value: str, expected: tuple[Filter, ...]):
    assert conditions(store, "reminder", f"due_on={value}") == expected


def test_the_day_of_a_moment_is_the_whole_day(store: Store):
    since, before = conditions(store, "contact_note", "at=22.11.2026")

    assert (since.op, before.op) == ("since", "before")
    assert since.values[0].tzinfo is UTC and (before.values[0] - since.values[0]).days == 1


def test_last_contact_in_words_and_days(store: Store):
    found = conditions(store, "organisation", "last_contact=überfällig", "Letzter Kontakt=90", "last_contact=nie")

    assert found == (
        Filter("last_contact", "overdue"),
        Filter("last_contact", "older", (90,)),
        Filter("last_contact", "empty"),
    )


def test_records_are_named_by_what_they_are_called(store: Store):
    organisation = make_organisation(store, "Treff Süd")
    make_role(store, make_person(store), organisation)

    (wanted,) = conditions(store, "role", "organisation=treff sued")

    assert wanted == Filter("organisation", "in", (organisation,))
    with pytest.raises(NotFound, match="Gibtsnicht"):
        conditions(store, "role", "organisation=Gibtsnicht")


def test_what_is_found_can_be_listed(store: Store, today: date):
    make_note(store, make_organisation(store, "Nah", priority="A"), day=date(2026, 11, 20))
    far = make_organisation(store, "Fern", priority="A", rhythm_days=30)
    make_reminder(store, due_on=date(2026, 11, 30))

    for kind, text, count in (
        ("organisation", "last_contact=10", 1),
        ("organisation", "rhythm_days=30 Tage", 1),
        ("reminder", "due_on=30.11.2026", 1),
        ("contact_note", "at=bis 19.11.2026", 0),
        ("role", "main_contact=ja", 0),
    ):
        query = ListQuery(kind, conditions(store, kind, text))
        assert len(lists.ids(store, query)) == count, text
        assert lists.sentence(store, query), text
    assert lists.ids(
        store, ListQuery("organisation", conditions(store, "organisation", "last_contact=überfällig"))
    ) == [far]


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("organisation", "farbe=rot", "Es gibt: name \\(Name\\)"),
        ("organisation", "remark=x", "remark"),
        ("organisation", "priority=Z", "Es gibt: A \\(A\\)"),
        ("organisation", "serves=Atlantis", "GESAMT"),
        ("organisation", "rhythm_days=oft", "ganze Zahl"),
        ("organisation", "last_contact=bald", "Zahl von Tagen"),
        ("body", "last_contact=überfällig", "Zahl von Tagen"),
        ("reminder", "due_on=bald", "ab 1.1.2026"),
        ("role", "main_contact=vielleicht", "„ja“ oder „nein“"),
    ],
)
def test_what_cannot_be_understood_says_what_can(store: Store, kind: str, text: str, sentence: str):
    with pytest.raises(BadSearch, match=sentence):
        conditions(store, kind, text)


def test_the_sentence_names_the_record_a_reference_means(store):
    parent = make_organisation(store, "Stadtteilwerk")
    make_organisation(store, "Treff", parent=parent)

    filters = where.conditions(store, "organisation", ["parent=Stadtteilwerk"])

    assert lists.sentence(store, lists.ListQuery("organisation", filters)) == "Träger: Stadtteilwerk"
