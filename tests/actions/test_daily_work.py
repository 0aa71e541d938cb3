"""Notes, functions, reminders and lists: what one does all day is one step each and keeps both sides informed."""

from datetime import UTC, date, datetime

import pytest

from einsamkeit_desktop.actions.exports import Leaving, log_export
from einsamkeit_desktop.actions.lists import delete_list, keep_setting, save_list
from einsamkeit_desktop.actions.notes import NewNote, NewTask, write_note
from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.actions.reminders import complete_reminder, postpone_reminders, reopen_reminder
from einsamkeit_desktop.actions.roles import end_role, start_role
from einsamkeit_desktop.actions.setup import create_store
from einsamkeit_desktop.errors import BadValues, NotFound
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.paths import ResourceMissing
from einsamkeit_desktop.queries.lists import saved_lists
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.settings import kept_setting
from einsamkeit_desktop.queries.terms import vocabulary
from einsamkeit_desktop.store import journal
from einsamkeit_desktop.store.tables import term
from einsamkeit_desktop.texts import inner
from tests.content import content
from tests.makers import make_note, make_organisation, make_person, make_reminder, make_role


def about(changes):
    """Return the record a step was about."""
    assert changes.record_id is not None
    return changes.record_id


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_note_with_its_tasks_is_one_step(store):
    person, organisation = make_person(store), make_organisation(store)
    before = content(store)

    tasks = (NewTask("Raum suchen", date(2026, 12, 1)), NewTask("Termine schicken", date(2026, 12, 2), person))
    changes = write_note(
        store, NewNote("telefonat", NOON, "Frühstück\nRaum fehlt", (person, organisation), tasks=tasks)
    )

    note = load(store, about(changes))
    assert note.title == "Frühstück"
    assert note.values["participants"] == (person, organisation)
    assert {person, organisation, changes.record_id} <= changes.record_ids
    mine, theirs = (load(store, row_id) for row_id in sorted(changes.record_ids - {person, organisation, note.id}))
    assert (mine.values["owner"], mine.values["about"], mine.values["origin"]) == ("mine", person, note.id)
    assert (theirs.values["owner"], theirs.values["waiting_for"]) == ("theirs", person)
    undo(store)
    assert content(store) == before


def test_a_confidential_note_has_confidential_tasks(store):
    changes = write_note(
        store, NewNote("telefonat", NOON, "x", confidential=True, tasks=(NewTask("y", date(2026, 12, 1)),))
    )

    assert all(load(store, row_id).confidential for row_id in changes.record_ids)


@pytest.mark.parametrize(
    "note",
    [
        NewNote("", NOON, "x"),
        NewNote("telefonat", NOON, "x" * 200_001),
        NewNote("telefonat", NOON, "x", tasks=(NewTask("", date(2026, 12, 1)),)),
        NewNote("telefonat", NOON, "x", tasks=(NewTask("y", date(1800, 12, 1)),)),
    ],
)
def test_a_bad_note_or_task_keeps_nothing(store, note):
    before = content(store)

    with pytest.raises(BadValues):
        write_note(store, note)
    assert content(store) == before


def test_an_empty_note_still_has_a_name(store):
    changes = write_note(store, NewNote("telefonat", NOON, ""))

    assert changes.name.startswith("Vermerk")


def test_a_function_begins_and_ends_with_both_sides_told(store, today):
    person, organisation = make_person(store), make_organisation(store)

    begun = start_role(store, person, organisation, "Leitung", date(2026, 1, 1))
    ended = end_role(store, about(begun))

    assert {person, organisation, begun.record_id} <= begun.record_ids & ended.record_ids
    assert load(store, about(begun)).values["until"] == today
    assert ended.name == "Funktion von „Özdemir“ bei „Nachbarschaftstreff Nordlicht e. V.“ beendet"


def test_a_function_that_would_end_before_it_began_is_refused(store):
    role = make_role(store, make_person(store), make_organisation(store), since=date(2026, 6, 1))

    with pytest.raises(BadValues):
        end_role(store, role, date(2026, 5, 31))
    assert load(store, role).values["until"] is None


def test_functions_of_nobody_are_refused(store):
    person, organisation = make_person(store), make_organisation(store)

    with pytest.raises(NotFound):
        start_role(store, 4711, organisation)
    with pytest.raises(NotFound):
        end_role(store, person)


def test_a_reminder_is_done_today_and_opened_again(store, today):
    person = make_person(store)
    reminder = make_reminder(store, about=person)

    done = complete_reminder(store, reminder, "Liste ist da")

    assert load(store, reminder).values["done_on"] == today
    assert load(store, reminder).values["result"] == "Liste ist da"
    assert done.record_ids == {person, reminder}
    assert done.name == "„Termine schicken“ erledigt"
    reopen_reminder(store, reminder)
    assert load(store, reminder).values["done_on"] is None


def test_moving_a_reminder_keeps_its_first_day_and_counts(store):
    reminder = make_reminder(store, due_on=date(2026, 11, 30))

    postpone_reminders(store, {reminder: date(2026, 12, 7)})
    postpone_reminders(store, {reminder: date(2026, 12, 14)})

    values = load(store, reminder).values
    assert (values["due_on"], values["first_due_on"], values["postponed"]) == (
        date(2026, 12, 14),
        date(2026, 11, 30),
        2,
    )
    undo(store)
    assert load(store, reminder).values["postponed"] == 1


@pytest.mark.parametrize("text", ["{day} {text} {0}", "100 %", "„Anführung“", "x" * 500])
def test_steps_with_odd_reminder_texts_have_a_name(store, text):
    reminder = make_reminder(store, text)

    assert inner(text) in complete_reminder(store, reminder).name
    assert inner(text) in postpone_reminders(store, {reminder: date(2026, 12, 7)}).name


@pytest.mark.parametrize("title", ["{title} {kind}", "{0} %s", "„“"])
def test_steps_with_odd_names_have_a_name(store, title):
    person, organisation = make_person(store, title), make_organisation(store, title)

    role = start_role(store, person, organisation)
    assert inner(title) in role.name
    assert inner(title) in end_role(store, about(role)).name
    assert inner(title) in journal.steps(store)[0].name
    assert inner(title) in undo(store).name


def test_reminders_that_are_gone_are_a_sentence(store):
    for act in (complete_reminder, reopen_reminder):
        with pytest.raises(NotFound, match="gibt es nicht mehr"):
            act(store, 4711)


def test_a_saved_list_is_kept_overwritten_and_forgotten(store):
    save_list(store, "person", "Meine", {"kind": "person", "words": "a"})
    save_list(store, "person", "Meine", {"kind": "person", "words": "b"})
    save_list(store, "organisation", "Meine", {"kind": "organisation"})

    (kept,) = saved_lists(store, "person")
    assert (kept.name, kept.query.words) == ("Meine", "b")
    assert delete_list(store, kept.id).name == "Liste „Meine“ gelöscht"
    assert saved_lists(store, "person") == []
    assert delete_list(store, kept.id).step_id == 0
    undo(store)
    assert [entry.name for entry in saved_lists(store, "person")] == ["Meine"]


def test_settings_and_the_export_log_are_no_steps(store):
    keep_setting(store, "fenster", {"breite": 1200})
    keep_setting(store, "fenster", {"breite": 800})
    log_export(store, Leaving("Partnerliste", "liste.xlsx", count=3, person_ids=(3, 1), purpose="Runder Tisch"))

    assert journal.steps(store) == []
    assert kept_setting(store, "fenster") == {"breite": 800}
    assert content(store)["export_log"][0]["person_ids"] == [1, 3]


def test_a_new_store_has_value_lists_areas_and_a_profile(store):
    words = vocabulary(store)

    assert words.label("priority", "A")
    assert {area.code for area in words.areas if area.level == 0} == {"GESAMT", "EXTERN", "UNBEKANNT"}
    assert kept_setting(store, "profile")["name"]


def test_an_unknown_profile_leaves_nothing_behind(tmp_path):
    with pytest.raises(ResourceMissing):
        create_store(tmp_path / "B", profile="gibtsnicht")
    assert list(tmp_path.iterdir()) == []


def test_the_vocabulary_is_read_anew_after_a_change(store):
    assert vocabulary(store) is vocabulary(store)
    entry = vocabulary(store).term("priority", "A")
    assert entry is not None
    with store.writing("Umbenannt") as write:
        write.update(term, entry.id, {"label": "Ganz wichtig"})

    assert vocabulary(store).label("priority", "A") == "Ganz wichtig"


def test_notes_are_made_at_the_time_of_the_own_clock(store, today):
    note = make_note(store)

    assert load(store, note).values["at"].astimezone().date() == today == clock.today()
