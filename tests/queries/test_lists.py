"""Lists show what their conditions say, in German order, and never what is restricted or in the trash."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from einsamkeit_desktop.actions.lists import save_list
from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.errors import BadSearch
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.columns import columns_of
from einsamkeit_desktop.queries.lists import Filter, ListQuery
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store.store import Store
from tests.makers import (
    make,
    make_municipality,
    make_note,
    make_offer,
    make_organisation,
    make_person,
    make_reminder,
    make_role,
    restrict,
)

ORGANISATIONS = ListQuery("organisation")
DAY = date(2026, 1, 1)
# What a record of each kind must have at the least.
NAMED = ("organisation", "body", "practice", "municipality", "offer", "event")
REQUIRED: dict[str, Callable[[Store], dict[str, Any]]] = {
    **dict.fromkeys(NAMED, lambda store: {"name": "Ö"}),
    "person": lambda store: {"family_name": "Ö"},
    "role": lambda store: {"person": make_person(store), "organisation": make_organisation(store)},
    "reminder": lambda store: {"text": "Ö", "due_on": DAY, "owner": "mine"},
    "case": lambda store: {"subject": "Ö", "case_kind": "projekt", "status": "neu"},
    "citizen_case": lambda store: {"concern": "kontakt", "status": "neu", "received_on": DAY},
    "council_paper": lambda store: {"subject": "Ö", "paper_kind": vocabulary(store).lists["paper_kind"][0].code},
    "consultation": lambda store: {
        "paper": make(store, "council_paper", **REQUIRED["council_paper"](store)),
        "body": make(store, "body", name="Ö"),
        "session_on": DAY,
        "purpose": vocabulary(store).lists["paper_purpose"][0].code,
    },
    "mandate": lambda store: {"text": "Ö", "body": make(store, "body", name="Ö")},
    "exchange": lambda store: {
        "subject": "Ö",
        "municipality": make_municipality(store),
        "day": DAY,
        "direction": "erhalten",
    },
}


def days_ago(today, days):
    return today - timedelta(days=days)


def shown(store, query, record_id):
    """Return the visible cells of one record by column."""
    (cells,) = lists.rows(store, query, [record_id])
    return {column.name: cell for column, cell in zip(query.shown(), cells, strict=True)}


def test_persons_are_listed_after_din_5007_2(store):
    wanted = [
        ("Hacker", "Simon"),
        ("Hackmann", "Gustav"),
        ("Häcker", "Emil"),
        ("Haecker", "Manfred"),
        ("Häcker", "Xaver"),
    ]
    made = {name: make_person(store, name[0], given_name=name[1]) for name in reversed(wanted)}

    assert lists.ids(store, ListQuery("person")) == [made[name] for name in wanted]
    assert lists.ids(store, ListQuery("person", sort="title", descending=True)) == [made[n] for n in reversed(wanted)]


def test_ties_are_ordered_by_id_both_ways(store):
    made = [make_organisation(store, "Gleich") for _number in range(5)]

    assert lists.ids(store, ORGANISATIONS) == made
    assert sorted(lists.ids(store, ListQuery("organisation", sort="title", descending=True))) == made


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_can_be_shown_and_ordered_by(store, kind):
    if kind == "contact_note":
        full, empty = make_note(store, make_person(store)), make_note(store)
    else:
        values = REQUIRED[kind](store)
        full, empty = make(store, kind, **values), make(store, kind, **values)

    for name in columns_of(kind):
        for descending in (False, True):
            query = ListQuery(kind, sort=name, descending=descending, columns=(name,))
            found = lists.ids(store, query)
            assert {full, empty} <= set(found)
            assert len(lists.rows(store, query, found)) == len(found) == lists.count(store, query)


def test_empty_cells_come_last_both_ways(store):
    without, with_name = make_organisation(store, "A"), make_organisation(store, "B", short_name="b")

    for descending in (False, True):
        query = ListQuery("organisation", sort="short_name", descending=descending)
        assert lists.ids(store, query) == [with_name, without]


def test_trash_and_restriction_hide_everywhere(store):
    live, trashed, restricted = (make_person(store, f"Nord {name}") for name in "ABC")
    trash(store, [trashed])
    restrict(store, restricted)

    for query in (ListQuery("person"), ListQuery("person", words="nord")):
        assert lists.ids(store, query) == [live]
        assert lists.count(store, query) == 1
    assert lists.ids(store, ListQuery("person", trashed=True)) == [trashed]


def test_who_is_restricted_is_not_named_in_the_lists_of_others(store):
    person, parent = make_person(store, "Geheim"), make_organisation(store, "Geheimträger")
    organisation = make_organisation(store, parent=parent)
    make_role(store, person, organisation, function="Leitung")
    note = make_note(store, person, organisation)
    reminder = make_reminder(store, about=person, waiting_for=person)
    restrict(store, person)
    restrict(store, parent)

    for kind, record_id in (("organisation", organisation), ("contact_note", note), ("reminder", reminder)):
        cells = shown(store, ListQuery(kind, columns=tuple(columns_of(kind))), record_id)
        assert [name for name, cell in cells.items() if "Geheim" in f"{cell.text} {cell.value}"] == []


def test_who_is_in_the_trash_is_no_contact_person(store):
    person, organisation = make_person(store, "Geheim"), make_organisation(store)
    make_role(store, person, organisation)
    trash(store, [person])

    cells = shown(store, ListQuery("organisation", columns=("contact_person",)), organisation)

    assert cells["contact_person"].text == ""


def test_an_area_means_the_smaller_ones_inside_and_the_whole_town_if_wanted(store):
    words = vocabulary(store)
    district = next(area for area in words.areas if area.level == 1)
    part = next(area for area in words.areas if area.parent_id == district.id)
    other = next(area for area in words.areas if area.level == 1 and area.id != district.id)
    inside, within, everywhere, elsewhere = (
        make_organisation(store, name, serves=(code,))
        for name, code in (("A", district.code), ("B", part.code), ("C", "GESAMT"), ("D", other.code))
    )
    make_organisation(store, "E")

    def found(**wanted):
        return lists.ids(store, ListQuery("organisation", (Filter("serves", "in", (district.code,), **wanted),)))

    assert found() == [inside, within]
    assert found(with_whole=True) == [inside, within, everywhere]
    assert elsewhere not in found(with_whole=True)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter("target_groups", "in", ("alleinerziehende",)), "AB"),
        (Filter("target_groups", "in", ("alleinerziehende", "gibtsnicht")), "AB"),
        (Filter("target_groups", "empty"), "C"),
        (Filter("target_groups", "filled"), "AB"),
        (Filter("priority", "in", ("A", "B")), "AB"),
        (Filter("priority", "empty"), "C"),
        (Filter("checked_on", "older", (365,)), "BC"),
        (Filter("checked_on", "since", (date(2026, 1, 1),)), "A"),
        (Filter("checked_on", "before", (date(2026, 1, 1),)), "B"),
        (Filter("priority", "in", ()), ""),
    ],
    ids=str,
)
def test_filters_mean_what_they_say(store, today, wanted, expected):
    make_organisation(store, "A", priority="A", target_groups=("alleinerziehende",), checked_on=date(2026, 6, 1))
    make_organisation(store, "B", priority="B", target_groups=("alleinerziehende",), checked_on=date(2024, 6, 1))
    make_organisation(store, "C")

    query = ListQuery("organisation", (wanted,))

    found = lists.ids(store, query)
    assert "".join(shown(store, query, row_id)["title"].text for row_id in found) == expected
    assert lists.count(store, query) == len(found)
    assert lists.sentence(store, query)


def test_filters_add_up(store):
    make_organisation(store, "A", priority="A")
    both = make_organisation(store, "B", priority="A", short_name="Nord")

    assert lists.ids(store, ListQuery("organisation", (Filter("priority", "in", ("A",)),), words="nord")) == [both]


@pytest.mark.parametrize(
    "query",
    [
        ListQuery("person", sort="gibtsnicht"),
        ListQuery("person", (Filter("gibtsnicht"),)),
        ListQuery("person", (Filter("priority", "wie"),)),
        ListQuery("person", words="***"),
    ],
)
def test_what_a_list_does_not_know_is_a_sentence(store, query):
    with pytest.raises(BadSearch, match=r"\.$"):
        lists.ids(store, query)


def test_a_list_past_its_rhythm(store, today):
    late, fresh, never, resting, free = (
        make_organisation(store, name, **values)
        for name, values in (
            ("A", {"priority": "A"}),
            ("B", {"priority": "A"}),
            ("C", {"rhythm_days": 10}),
            ("D", {"priority": "A", "cooperation_stage": "ruhend"}),
            ("E", {}),
        )
    )
    make_note(store, late, day=days_ago(today, 61))
    make_note(store, fresh, day=days_ago(today, 60))
    overdue = ListQuery("organisation", (Filter("last_contact", "overdue"),), columns=("title", "last_contact"))

    assert lists.ids(store, overdue) == [late, never]
    assert resting not in lists.ids(store, overdue)
    assert [shown(store, overdue, row_id)["last_contact"].tone for row_id in (late, never, fresh, free)] == [
        "danger",
        "danger",
        "",
        "muted",
    ]


def test_a_planned_talk_is_no_contact_yet(store, today):
    organisation = make_organisation(store, priority="A")
    make_note(store, organisation, day=days_ago(today, 100))
    make_note(store, organisation, day=today + timedelta(days=3))
    query = ListQuery("organisation", (Filter("last_contact", "overdue"),), columns=("last_contact",))

    assert lists.ids(store, query) == [organisation]
    assert shown(store, query, organisation)["last_contact"].value == days_ago(today, 100)
    assert lists.ids(store, ListQuery("organisation", (Filter("last_contact", "older", (90,)),))) == [organisation]


def test_contact_of_years_ago_and_never_are_told_apart(store, today):
    never, ages_ago = make_organisation(store, "A"), make_organisation(store, "B")
    make_note(store, ages_ago, day=date(2015, 1, 1))

    assert lists.ids(store, ListQuery("organisation", (Filter("last_contact", "empty"),))) == [never]
    assert shown(store, ListQuery("organisation", columns=("last_contact",)), never)["last_contact"].text == "noch nie"


def test_cells_show_labels_and_give_values(store, today):
    organisation = make_organisation(
        store,
        priority="A",
        contacts=(ContactPoint("phone", "0231 50-12345"), ContactPoint("email", "info@x.example")),
        addresses=(Address("Hof 1", postal_code="01067", city="Ort"),),
        checked_on=date(2026, 2, 1),
    )
    person = make_person(store, "Müller")
    make_role(store, person, organisation)
    query = ListQuery(
        "organisation", columns=("title", "priority", "phone", "email", "postal_code", "checked_on", "contact_person")
    )

    cells = shown(store, query, organisation)

    assert cells["phone"].text == "0231 50-12345"
    assert cells["postal_code"].value == "01067"
    assert cells["checked_on"].value == date(2026, 2, 1)
    assert cells["contact_person"].text == "Müller"
    assert cells["priority"].text


def test_who_left_is_no_contact_person(store, today):
    organisation = make_organisation(store)
    make_role(store, make_person(store, "Früher"), organisation, until=days_ago(today, 1))
    make_role(store, make_person(store, "Heute"), organisation, until=today)
    make_role(store, make_person(store, "Bald"), organisation, since=today + timedelta(days=1))

    assert (
        shown(store, ListQuery("organisation", columns=("contact_person",)), organisation)["contact_person"].text
        == "Heute"
    )


def test_rows_come_in_the_order_of_the_ids_and_the_gone_are_empty(store):
    a, b = make_organisation(store, "A"), make_organisation(store, "B")
    query = ListQuery("organisation", columns=("title",))

    assert [cells[0].text for cells in lists.rows(store, query, [b, 4711, a])] == ["B", "", "A"]
    assert [cells[0].text for cells in lists.all_rows(store, query, [b, a])] == ["B", "A"]


def test_a_saved_list_comes_back_as_it_was(store):
    query = ListQuery(
        "offer",
        (Filter("status", "in", ("aktiv",)), Filter("checked_on", "older", (365,))),
        "tisch",
        "title",
        True,
        columns=("title", "status"),
    )
    make_offer(store)

    save_list(store, "offer", "Meine", query.to_json())

    assert [entry.query for entry in lists.saved_lists(store, "offer")] == [query]


def test_a_saved_list_with_days_comes_back_as_it_was(store):
    query = ListQuery("offer", (Filter("checked_on", "since", (date(2026, 1, 1),)),))

    save_list(store, "offer", "Meine", query.to_json())

    (kept,) = lists.saved_lists(store, "offer")
    assert lists.ids(store, kept.query) == []
    assert lists.sentence(store, kept.query) == lists.sentence(store, query)


@pytest.mark.parametrize("kind", KINDS)
def test_every_preset_can_be_asked_and_said(store, kind):
    for preset in lists.presets(kind):
        assert lists.ids(store, ListQuery(kind, (preset,))) == []
        assert lists.filter_text(preset, kind, vocabulary(store))


@pytest.mark.parametrize(
    ("values", "tone"),
    [
        ({"due_on": date(2026, 11, 21)}, "danger"),
        ({"due_on": date(2026, 11, 22)}, "warning"),
        ({"due_on": date(2026, 11, 23)}, ""),
        ({"due_on": date(2026, 11, 1), "done_on": date(2026, 11, 2)}, ""),
    ],
)
def test_late_days_have_a_tone(store, today, values, tone):
    reminder = make_reminder(store, **values)

    assert shown(store, ListQuery("reminder", columns=("due_on",)), reminder)["due_on"].tone == tone


def test_what_this_version_does_not_know_of_a_kept_list_is_left_out(store):
    known = ListQuery("case", (Filter("status", "in", ("neu",)),), columns=("title", "status"), sort="title")
    kept = known.to_json()
    kept["filters"].append({"field": "pseudonym", "op": "filled", "values": [], "with_whole": False, "new": 1})
    kept["columns"] = ["title", "pseudonym", "status"]
    kept["another"] = True

    assert ListQuery.from_json(kept) == known
    assert ListQuery.from_json({**kept, "sort": "pseudonym"}).sorted_by() == KINDS["case"].order
    assert lists.ids(store, ListQuery.from_json(kept)) == []


def test_reminders_of_a_day_come_by_their_time_and_those_without_one_last(store):
    late = make_reminder(store, "ohne", DAY)
    noon = make_reminder(store, "mittags", DAY, due_time="12:00")
    early = make_reminder(store, "früh", DAY, due_time="08:05")
    before = make_reminder(store, "tags zuvor", DAY - timedelta(1), due_time="23:00")

    assert lists.ids(store, ListQuery("reminder")) == [before, early, noon, late]
    backwards = ListQuery("reminder", sort="due_on", descending=True)
    assert lists.ids(store, backwards) == [late, noon, early, before]
