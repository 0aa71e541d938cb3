"""What a status of a case asks for, and file references that are never given twice."""

from datetime import date

import pytest
from sqlalchemy import delete

from einsamkeit_desktop.actions.cases import keep_reference_template
from einsamkeit_desktop.actions.records import redo, save_record, trash, undo
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.kinds.references import FileReferences
from einsamkeit_desktop.queries.history import history
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.tables import KIND_TABLES
from tests.makers import make_case, make_reminder


def problems_of(store, case, **values):
    with pytest.raises(BadValues) as refused:
        save_record(store, "case", case, values)
    return refused.value.problems


def reference(store, case):
    return load(store, case).values["file_reference"]


def test_waiting_needs_a_day(store, today):
    case = make_case(store)

    assert "braucht einen Tag" in problems_of(store, case, status="wartet_extern")["waiting_until"]
    save_record(store, "case", case, {"status": "wartet_extern", "waiting_until": date(2026, 12, 1)})

    assert load(store, case).values["waiting_until"] == date(2026, 12, 1)


def test_the_day_of_waiting_goes_when_the_waiting_is_over(store, today):
    case = make_case(store, status="wartet_extern", waiting_until=date(2026, 12, 1))

    save_record(store, "case", case, {"status": "in_bearbeitung"})

    assert load(store, case).values["waiting_until"] is None


def test_to_the_files_needs_a_result_and_no_open_reminders(store, today):
    case = make_case(store)
    make_reminder(store, "Bescheid schicken", about=case)
    make_reminder(store, "Rückruf", about=case)

    found = problems_of(store, case, status="zda")

    assert found["result"] == "„Zu den Akten“ braucht ein Ergebnis."
    assert found["status"] == "Noch 2 offene Wiedervorlagen: „Bescheid schicken“, „Rückruf“"


def test_reminders_that_are_done_or_in_the_trash_do_not_keep_a_case_open(store, today):
    case = make_case(store)
    make_reminder(store, about=case, done_on=today)
    trash(store, [make_reminder(store, about=case)])

    save_record(store, "case", case, {"status": "zda", "result": "beantwortet"})

    assert load(store, case).values["closed_on"] == today


def test_a_case_made_closed_obeys_the_same_rules(store, today):
    with pytest.raises(BadValues, match="braucht ein Ergebnis"):
        make_case(store, status="zda")


def test_a_day_of_closing_does_not_fit_an_open_case(store, today):
    assert "noch nicht abgeschlossen" in problems_of(store, make_case(store), closed_on=today)["closed_on"]


def test_reopening_asks_why_and_takes_the_day_of_closing_away(store, today):
    case = make_case(store, status="erledigt", result="beantwortet")

    assert "warum" in problems_of(store, case, status="in_bearbeitung")["reopened_because"]
    save_record(store, "case", case, {"status": "in_bearbeitung", "reopened_because": "Nachfrage des Ausschusses"})

    assert load(store, case).values["closed_on"] is None
    assert any("Nachfrage" in change.after for step in history(store, case) for change in step.changes)


def test_the_old_reason_does_not_do_for_another_reopening(store, today):
    case = make_case(store, status="erledigt")
    save_record(store, "case", case, {"status": "neu", "reopened_because": "Nachfrage"})
    save_record(store, "case", case, {"status": "erledigt"})

    assert "warum" in problems_of(store, case, status="neu")["reopened_because"]


def test_a_case_from_before_the_rules_can_be_edited(store, today):
    case = make_case(store, status="wartet_extern", waiting_until=today)
    with store.writing("Früher") as write:
        write.update(KIND_TABLES["case"], case, {"waiting_until": None})

    save_record(store, "case", case, {"lead": "Sozialamt"})

    assert load(store, case).values["lead"] == "Sozialamt"


def test_references_count_by_the_year_of_the_opening(store, today):
    cases = [make_case(store), make_case(store), make_case(store, opened_on=date(2025, 3, 1))]

    assert [reference(store, case) for case in cases] == ["KE-2026-001", "KE-2026-002", "KE-2025-001"]


def test_a_reference_taken_back_or_trashed_is_not_given_again(store, today):
    make_case(store)
    undo(store)
    trash(store, [make_case(store)])

    assert reference(store, make_case(store)) == "KE-2026-003"


def test_a_reference_of_a_case_that_is_gone_for_good_is_not_given_again(store, today):
    case, table = make_case(store), KIND_TABLES["case"]
    with store.writing("Geleert") as write:
        write.connection.execute(delete(table).where(table.c.id == case))

    assert reference(store, make_case(store)) == "KE-2026-002"


def test_what_is_done_again_has_its_reference_again(store, today):
    case = make_case(store)
    undo(store)
    redo(store)

    assert reference(store, case) == "KE-2026-001"
    assert reference(store, make_case(store)) == "KE-2026-002"


def test_a_typed_reference_is_left_out_for_good(store, today):
    make_case(store, file_reference="ke 2026/001")
    undo(store)

    assert reference(store, make_case(store)) == "KE-2026-002"


def test_two_cases_never_have_the_same_reference(store, today):
    make_case(store, file_reference="50-05-00")
    other = make_case(store)

    assert "anderer Vorgang" in problems_of(store, other, file_reference="50-05-00")["file_reference"]


def test_a_given_reference_that_was_replaced_goes_to_no_other_case_but_may_come_back_to_its_own(store, today):
    case = make_case(store)
    save_record(store, "case", case, {"file_reference": "50-05-00"})

    with pytest.raises(BadValues, match="war schon vergeben"):
        make_case(store, file_reference="KE-2026-001")
    save_record(store, "case", case, {"file_reference": "KE-2026-001"})

    assert reference(store, case) == "KE-2026-001"


def test_a_mistyped_reference_may_be_typed_where_it_belongs(store, today):
    wrong, right = make_case(store, file_reference="50-05-07"), make_case(store)
    save_record(store, "case", wrong, {"file_reference": "50-05-08"})

    save_record(store, "case", right, {"file_reference": "50-05-07"})

    assert reference(store, right) == "50-05-07"
    assert "anderer Vorgang" in problems_of(store, wrong, file_reference="50-05-07")["file_reference"]


def test_a_reference_may_be_spelt_differently_by_its_own_case(store, today):
    case = make_case(store, file_reference="50 05 00")

    save_record(store, "case", case, {"file_reference": "50-05-00"})

    assert reference(store, case) == "50-05-00"


def test_another_template_goes_on_counting(store, today):
    make_case(store)
    keep_reference_template(store, FileReferences("{PLAN}/{LFD:4}-{JJ}", "50-05"))

    assert reference(store, make_case(store)) == "50-05/0002-26"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{PLAN}-{JAHR}", "genau einmal"),
        ("{LFD}{LFD:2}", "genau einmal"),
        ("{AMT}-{LFD}", "„{AMT}“ gibt es nicht"),
        ("{{LFD}", "Klammer"),
        ("X" * 70 + "{LFD}", "zu lang"),
    ],
)
def test_a_template_that_cannot_work_says_why(store, template, said):
    with pytest.raises(BadValues, match=said.replace("{", r"\{").replace("}", r"\}")):
        keep_reference_template(store, FileReferences(template))
