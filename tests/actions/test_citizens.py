"""A citizen's case has a code that says nothing, ends with a result, and forgets how to call back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from einsamkeit_desktop.actions.citizens import KEPT_DAYS, drop_due_callbacks, keep_callback, pass_on
from einsamkeit_desktop.actions.mails import file_mail
from einsamkeit_desktop.actions.records import redo, restore, save_record, trash, undo
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.citizens import call_back
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.search import find
from einsamkeit_desktop.store.backup import back_up
from einsamkeit_desktop.store.journal import history
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import callback
from tests.makers import make, make_note

MARKER = "01701234567 Zschabowski"


@pytest.fixture
def case(store, today):
    return make_case(store)


def make_case(store, **values):
    """Keep an open case of a citizen."""
    given = {"received_on": clock.today(), "concern": "kontakt", "status": "neu", **values}
    return make(store, "citizen_case", **given)


def values_of(store, record_id):
    return load(store, record_id).values


def everything_in(store):
    """Return every row of every table as one text, as a dump would hold it."""
    with store.reading() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "\n".join(
            str(tuple(row)) for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        )


def kept_contacts(store):
    with store.reading() as connection:
        return list(connection.execute(select(callback.c.contact)).scalars())


def test_a_new_case_gets_a_code_of_its_own(store, today):
    codes = [values_of(store, make_case(store))["pseudonym"] for _number in range(20)]

    assert all(re.fullmatch(r"V-2026-[2-9A-HJ-NP-Z]{4}", code) for code in codes)
    assert len(set(codes)) == 20


def test_closing_needs_a_result_and_sets_the_day(store, case, today):
    with pytest.raises(BadValues) as refused:
        save_record(store, "citizen_case", case, {"status": "erledigt"})
    save_record(store, "citizen_case", case, {"status": "erledigt", "result": "vermittelt"})

    assert list(refused.value.problems) == ["result"]
    assert values_of(store, case)["closed_on"] == today


def test_taking_a_case_up_again_takes_the_day_away(store, case):
    save_record(store, "citizen_case", case, {"status": "erledigt", "result": "vermittelt"})

    save_record(store, "citizen_case", case, {"status": "in_bearbeitung"})

    assert values_of(store, case)["closed_on"] is None


def test_an_open_case_has_no_day_of_closing(store, case, today):
    with pytest.raises(BadValues) as refused:
        save_record(store, "citizen_case", case, {"closed_on": today})

    assert list(refused.value.problems) == ["closed_on"]


def test_passing_a_crisis_on_keeps_the_status_alone(store, today):
    passed = pass_on(store).record_id

    told = {name: value for name, value in values_of(store, passed).items() if value and name != "pseudonym"}
    assert told == {"received_on": today, "concern": "akut", "status": "weitergeleitet", "closed_on": today}


def test_passing_an_open_case_on_changes_nothing_else(store, case):
    keep_callback(store, case, MARKER)
    before = values_of(store, case)

    pass_on(store, case)

    changed = {name for name, value in values_of(store, case).items() if value != before[name]}
    assert changed == {"status", "closed_on"}
    assert kept_contacts(store) == []


def test_how_to_call_back_is_known_until_a_day(store, case, today):
    keep_callback(store, case, MARKER)

    found = call_back(store, case)

    assert found is not None
    assert (found.contact, found.delete_on) == (MARKER, today + timedelta(days=KEPT_DAYS))


def test_another_contact_does_not_stay_longer(store, case, today):
    keep_callback(store, case, "0231 1")
    clock.fix_today(today + timedelta(days=20))
    keep_callback(store, case, "0231 2")

    found = call_back(store, case)
    assert found is not None
    assert found.delete_on == today + timedelta(days=KEPT_DAYS)


def test_after_thirty_days_it_is_gone(store, case, today):
    keep_callback(store, case, MARKER)
    clock.fix_today(today + timedelta(days=KEPT_DAYS - 1))
    assert drop_due_callbacks(store) == 0

    clock.fix_today(today + timedelta(days=KEPT_DAYS))
    assert call_back(store, case) is None
    assert drop_due_callbacks(store) == 1

    assert kept_contacts(store) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda store, case: save_record(store, "citizen_case", case, {"status": "zda", "result": "beantwortet"}),
        lambda store, case: trash(store, [case]),
        lambda store, case: keep_callback(store, case, " "),
        lambda store, case: pass_on(store, case),
    ],
    ids=["closed", "trashed", "emptied", "passed on"],
)
def test_nothing_of_it_is_left_in_any_table_or_backup(store, case, end):
    keep_callback(store, case, MARKER)
    save_record(store, "citizen_case", case, {"description": "Sucht Besuch"})

    end(store, case)
    backup = back_up(store)

    assert MARKER not in everything_in(store)
    with Store(store.folder / "sicherungen" / backup.folder.rpartition("/")[2], store.data_key, None) as copy:
        assert "Sucht Besuch" in everything_in(copy)
        assert MARKER not in everything_in(copy)


def test_a_backup_made_meanwhile_does_not_hold_it(store, case):
    keep_callback(store, case, MARKER)

    backup = back_up(store)

    assert kept_contacts(store) == [MARKER]
    with Store(store.folder / "sicherungen" / backup.folder.rpartition("/")[2], store.data_key, None) as copy:
        assert load(copy, case).title == load(store, case).title
        assert MARKER not in everything_in(copy)


def test_while_it_is_kept_no_search_no_history_and_no_undo_knows_it(store, case):
    keep_callback(store, case, MARKER)

    rows = [line for line in everything_in(store).splitlines() if MARKER in line]

    assert len(rows) == 1
    assert find(store, "Zschabowski") == []
    assert all(MARKER not in str(changes) for _step, changes in history(store, case))


def test_undo_of_a_new_case_takes_the_contact_along(store, case):
    keep_callback(store, case, MARKER)

    undo(store)

    assert MARKER not in everything_in(store)


def test_closing_again_by_redo_forgets_it_too(store, case):
    save_record(store, "citizen_case", case, {"status": "zda", "result": "beantwortet"})
    undo(store)
    keep_callback(store, case, MARKER)

    redo(store)

    assert kept_contacts(store) == []


def test_what_comes_back_from_the_trash_comes_without_it(store, case):
    keep_callback(store, case, MARKER)
    trash(store, [case])

    restore(store, [case])

    assert call_back(store, case) is None


def test_a_closed_case_takes_no_contact(store, case):
    save_record(store, "citizen_case", case, {"status": "zda", "result": "beantwortet"})

    with pytest.raises(BadValues, match="offenen Anliegen"):
        keep_callback(store, case, MARKER)


def test_freed_pages_are_overwritten(store):
    with store.reading() as connection:
        assert connection.execute(text("PRAGMA secure_delete")).scalar() == 1


def test_a_note_about_a_citizen_is_called_by_kind_and_code_as_long_as_it_is_about_one(store, case):
    code = load(store, case).title
    note = make_note(store, content="Frau Kowalk, Nordstraße 3", subject="Kowalk")
    assert load(store, note).title == "Kowalk"

    save_record(store, "contact_note", note, {"about": (case,)})
    save_record(store, "contact_note", note, {"content": "Frau Kowalk rief noch einmal an", "note_kind": "besuch"})
    coded = load(store, note).title
    save_record(store, "contact_note", note, {"about": ()})

    assert coded == f"Besuch zu {code}"
    assert load(store, note).title == "Kowalk"


def test_the_step_that_files_a_mail_about_a_citizen_does_not_name_its_subject(store, case):
    values = {"subject": "Hilfe für Frau Kowalk", "note_kind": "email_ein", "at": clock.now(), "about": (case,)}

    done = file_mail(store, "0" * 40, values)

    assert "Kowalk" not in done.name and load(store, case).title in done.name
