"""The Akte shows everything that happened with a record, and the day what is due; hidden things stay hidden."""

from datetime import UTC, date, datetime, timedelta

import pytest

from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.actions.reminders import complete_reminder
from einsamkeit_desktop.errors import NotFound
from einsamkeit_desktop.queries import akte, counts, due, history, record
from einsamkeit_desktop.queries.people import roles
from tests.makers import make_note, make_offer, make_organisation, make_person, make_reminder, make_role, restrict

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def person(store):
    return make_person(store, "Müller")


@pytest.fixture
def organisation(store):
    return make_organisation(store)


def ids(entries):
    return [entry.id for entry in entries]


def test_entries_are_newest_first_with_people_and_tasks(store, person, organisation):
    older = make_note(store, person, day=SPRING)
    newer = make_note(
        store, person, organisation, day=SUMMER, tasks=(NewTask("Termine", AUTUMN, person),), place="Rathaus"
    )

    entries = akte.timeline(store, person)

    assert ids(entries) == [newer, older]
    assert [found.id for found in entries[0].people] == [person, organisation]
    assert [(task.text, task.whose, task.waiting_for) for task in entries[0].tasks] == [("Termine", "theirs", "Müller")]
    assert (entries[0].place, entries[0].note_kind, entries[0].at.tzinfo) == ("Rathaus", "telefonat", UTC)


def test_an_entry_names_who_was_excused(store, person, organisation):
    away = make_person(store, "Çelik")
    make_note(store, organisation, excused=(away, person))

    (entry,) = akte.timeline(store, organisation)

    assert [found.id for found in entry.excused] == [away, person]
    assert akte.timeline(store, away) == []


def test_an_organisation_has_the_entries_of_its_people_in_their_time(store, person, organisation):
    make_role(store, person, organisation, since=SUMMER, until=date(2026, 8, 31))
    before, first, last, after = (
        make_note(store, person, day=day) for day in (date(2026, 5, 31), SUMMER, date(2026, 8, 31), AUTUMN)
    )

    assert ids(akte.timeline(store, organisation)) == [last, first]
    assert ids(akte.timeline(store, person)) == [after, last, first, before]
    assert akte.count_entries(store, organisation) == 2


def test_an_entry_is_there_once_however_many_ways_lead_to_it(store, person, organisation):
    other = make_person(store, "Yıldız")
    make_role(store, person, organisation)
    make_role(store, other, organisation)
    make_role(store, other, organisation, function="Vorstand")
    note = make_note(store, person, other, organisation)

    assert ids(akte.timeline(store, organisation)) == [note]
    assert akte.count_entries(store, organisation) == 1


def test_what_a_note_is_about_has_it_in_its_akte(store, person):
    offer = make_offer(store)
    note = make_note(store, person, about=(offer,))

    assert ids(akte.timeline(store, offer)) == [note]


def test_pages_follow_one_another_without_gap_or_double(store, person):
    made = [make_note(store, person, day=SUMMER) for _number in range(7)]

    pages = [ids(akte.timeline(store, person, limit=3, offset=start)) for start in (0, 3, 6, 9)]

    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert sorted(sum(pages, [])) == made
    assert akte.count_entries(store, person) == 7


def test_a_page_is_the_newest_whether_or_not_it_counts_as_a_contact(store, person, organisation):
    make_role(store, person, organisation, since=SPRING)
    ways = ({"note_kind": "telefonat"}, {"note_kind": "email_aus"}, {"note_kind": "besuch", "about": (organisation,)})
    made = [
        make_note(store, (person, organisation)[number % 2], day=SPRING + timedelta(number), **ways[number % 3])
        for number in range(18)
    ]
    trash(store, [made[12]])
    for hidden in made[9], made[15]:
        restrict(store, hidden)
    shown = [note for note in reversed(made) if note not in (made[9], made[12], made[15])]

    pages = [ids(akte.timeline(store, organisation, limit=4, offset=start)) for start in (0, 4, 8, 12)]

    assert sum(pages, []) == shown
    assert ids(akte.timeline(store, organisation, limit=4, until=datetime(2026, 3, 9, tzinfo=UTC))) == shown[-8:-4]


def test_trashed_and_restricted_notes_are_not_shown(store, person):
    trashed, restricted, shown = (make_note(store, person) for _number in range(3))
    trash(store, [trashed])
    restrict(store, restricted)

    assert ids(akte.timeline(store, person)) == [shown]
    assert akte.count_entries(store, person) == 1


def test_a_restricted_person_is_not_named_in_the_akte_of_others(store, person, organisation):
    make_role(store, person, organisation)
    make_note(store, person, organisation, tasks=(NewTask("Termine", AUTUMN, person),))
    restrict(store, person)

    (entry,) = akte.timeline(store, organisation)
    assert [found.title for found in entry.people] == ["Nachbarschaftstreff Nordlicht e. V."]
    assert [task.waiting_for for task in entry.tasks] == [""]
    assert roles(store, organisation) == []


def test_open_tasks_of_both_sides_stand_in_the_akte(store, person, organisation):
    make_role(store, person, organisation)
    mine = make_reminder(store, "mein", due_on=SUMMER, about=person)
    theirs = make_reminder(store, "ihr", due_on=SPRING, owner="theirs", waiting_for=person)
    done = make_reminder(store, "erledigt", about=person)
    complete_reminder(store, done)
    trash(store, [make_reminder(store, "weg", about=person)])

    assert ids(akte.open_tasks(store, person)) == [theirs, mine]
    assert mine in ids(akte.open_tasks(store, organisation))
    assert akte.open_tasks(store, person)[0].days_overdue > 0


def test_what_an_organisation_waits_for_includes_its_people_of_today(store, today, person, organisation):
    gone = make_person(store, "Yıldız")
    make_role(store, person, organisation, since=SPRING)
    make_role(store, gone, organisation, since=SPRING, until=SUMMER)
    waiting = make_reminder(store, owner="theirs", waiting_for=person)
    make_reminder(store, owner="theirs", waiting_for=gone)

    assert ids(akte.open_tasks(store, organisation)) == [waiting]


def test_the_last_agreement_is_the_newest_that_was_and_is_shown(store, today, person):
    assert akte.last_agreement(store, person) is None
    make_note(store, person, day=SPRING, agreement="alt")
    newest = make_note(store, person, day=SUMMER, agreement="Entwurf bis 30.09.")
    make_note(store, person, day=AUTUMN)
    make_note(store, person, day=today + timedelta(3), agreement="erst geplant")
    trash(store, [make_note(store, person, day=AUTUMN, agreement="weg")])
    restrict(store, make_note(store, person, day=AUTUMN, agreement="gesperrt"))

    assert akte.last_agreement(store, person) == akte.Agreement(newest, SUMMER, "Entwurf bis 30.09.")


def test_an_akte_is_narrowed_by_kind_day_and_person(store, person, organisation):
    old = make_note(store, person, organisation, day=SPRING, note_kind="besuch")
    new = make_note(store, organisation, day=SUMMER)

    def narrowed(**wanted):
        found = akte.timeline(store, organisation, wanted=akte.Wanted(**wanted))
        assert akte.count_entries(store, organisation, wanted=akte.Wanted(**wanted)) == len(found)
        return ids(found)

    assert narrowed() == [new, old]
    assert narrowed(note_kind="besuch") == [old]
    assert narrowed(since=SUMMER) == [new]
    assert narrowed(since=date(2026, 6, 2)) == []
    assert narrowed(person=person) == [old]
    assert narrowed(person=person, note_kind="telefonat") == []


@pytest.mark.parametrize("words", ["frühst", "FRUEHSTUECK", "herbst winterk", "größe", "groesse"])
def test_words_are_found_in_an_akte_as_everywhere(store, person, words):
    found = make_note(store, person, content="Frühstück im Herbst: Größe der Gruppe", agreement="Winterkalender")
    make_note(store, person, content="Anderes")
    make_note(store, make_person(store), content="Frühstück im Herbst, Größe, Winterkalender")

    assert ids(akte.timeline(store, person, wanted=akte.Wanted(words=words))) == [found]


def test_an_entry_is_found_by_the_words_of_its_tasks(store, person):
    note = make_note(store, person, tasks=(NewTask("Schlüssel holen", AUTUMN),))
    make_note(store, person)

    assert ids(akte.timeline(store, person, wanted=akte.Wanted(words="schluessel"))) == [note]


@pytest.mark.parametrize("words", ["", "…", '"*', "  "])
def test_signs_without_a_word_narrow_nothing(store, person, words):
    note = make_note(store, person)

    assert ids(akte.timeline(store, person, wanted=akte.Wanted(words=words))) == [note]


def test_a_narrowed_akte_is_paged_too(store, person):
    wanted = [make_note(store, person, day=SUMMER, note_kind="besuch") for _number in range(4)]
    make_note(store, person, day=SUMMER)

    pages = [ids(akte.timeline(store, person, 3, start, wanted=akte.Wanted(note_kind="besuch"))) for start in (0, 3)]

    assert pages == [wanted[:0:-1], wanted[:1]]


def test_an_akte_offers_what_it_holds(store, person, organisation):
    other, hidden = make_person(store, "Yıldız"), make_person(store, "Adam")
    make_note(store, person, organisation, other, hidden, note_kind="besuch")
    make_note(store, organisation)
    make_note(store, organisation)
    trash(store, [make_note(store, make_person(store), organisation, note_kind="brief_ein")])
    restrict(store, hidden)

    assert akte.kinds_in(store, organisation) == ("telefonat", "besuch")
    assert [found.id for found in akte.people_in(store, organisation)] == [person, other]
    assert [found.id for found in akte.people_in(store, person)] == [other]


def test_the_day_sorts_what_is_due(store, today):
    late, now, week, next_week = (
        make_reminder(store, due_on=today + timedelta(days)) for days in (-3, 0, 5, 8)
    )  # a Sunday looks at the whole week ahead
    waiting = make_reminder(store, owner="theirs", due_on=today + timedelta(30))

    found = due.today(store)

    assert [ids(tasks) for tasks in (found.overdue, found.due_today, found.this_week)] == [[late], [now], [week]]
    assert ids(found.waiting) == [waiting]
    assert next_week not in ids(found.this_week)
    assert counts.navigation(store)["today"] == 2


def test_planned_talks_are_appointments(store, today, person):
    soon = make_note(store, person, day=today + timedelta(3))
    make_note(store, person, day=today - timedelta(1))
    make_note(store, person, day=today + timedelta(30))
    hidden = make_note(store, person, day=today + timedelta(2))
    restrict(store, hidden)

    assert ids(due.today(store).appointments) == [soon]


def test_neglected_partners_are_ordered_by_priority_and_age(store, today):
    b, a_fresh, a_old, a_never = (make_organisation(store, name, priority=name[0]) for name in ("B", "A1", "A2", "A3"))
    make_note(store, a_fresh, day=today - timedelta(10))
    make_note(store, a_old, day=today - timedelta(200))

    found = due.today(store, neglected_limit=2)

    assert [line.record.id for line in found.neglected] == [a_never, a_old]
    assert found.neglected_count == 3
    assert found.active_partners == 4
    assert b not in [line.record.id for line in found.neglected]


def test_offers_not_checked_for_a_year_are_counted(store, today):
    make_offer(store, status="aktiv")
    make_offer(store, status="aktiv", checked_on=today - timedelta(366))
    make_offer(store, status="aktiv", checked_on=today - timedelta(365))
    make_offer(store, status="eingestellt")

    assert due.today(store).offers_to_check == 2


def test_an_empty_store_has_an_empty_day(store, today):
    found = due.today(store)

    assert (found.overdue, found.due_today, found.waiting, found.appointments, found.neglected) == ((),) * 5
    assert set(counts.by_kind(store).values()) == {0}


def test_counts_leave_out_trash_and_restricted(store, person):
    trashed, restricted = make_person(store), make_person(store)
    trash(store, [trashed])
    restrict(store, restricted)

    assert counts.by_kind(store)["person"] == 1
    assert counts.navigation(store)["trash"] == 1


def test_functions_are_listed_current_ones_first(store, today, person, organisation):
    other = make_organisation(store, "Diakonie")
    make_role(store, person, other, since=SPRING, until=SUMMER)
    make_role(store, person, organisation, since=SUMMER)

    assert [(line.other.id, line.is_current) for line in roles(store, person)] == [(organisation, True), (other, False)]
    assert [line.other.title for line in roles(store, other)] == ["Müller"]


def test_the_history_says_what_changed_in_words(store, person):
    save_record(
        store, "person", person, {"family_name": "Möller", "priority": "A", "informal": True, "topics": ("armut",)}
    )

    changed, made = history.history(store, person)

    found = {change.label: (change.before, change.after) for change in changed.changes}
    assert found["Nachname"] == ("Müller", "Möller")
    assert found["Priorität"][0] == ""
    assert found["Priorität"][1] not in {"", "A?"}
    assert found["Themen"][0] == ""
    assert made.name == "Person „Müller“ angelegt"


def test_an_undone_step_stays_in_the_history(store, person):
    save_record(store, "person", person, {"family_name": "Möller"})
    undo(store)

    assert len(history.history(store, person)) == 2


def test_records_are_read_in_the_order_asked_for(store, person, organisation):
    assert [found.id for found in record.load_many(store, [organisation, 4711, person])] == [organisation, person]
    assert set(record.named(store, [person, 4711])) == {person}
    with pytest.raises(NotFound):
        record.load(store, 4711)


def test_hundreds_of_records_are_read_at_once(store):
    made = [make_reminder(store, f"Nr. {number}") for number in range(520)]

    assert [found.id for found in record.load_many(store, made[::-1])] == made[::-1]


def test_moments_are_the_same_summer_and_winter(store, person):
    for month in (1, 7):
        note = make_note(store, person, day=date(2026, month, 15))
        assert record.load(store, note).values["at"] == datetime(2026, month, 15, 12, tzinfo=UTC)
