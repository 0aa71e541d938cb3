"""The tabs of a case: participants by role, steps from the template, and what follows a moved deadline."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton

from einsamkeit_desktop.actions.cases import add_steps, practice_from_case
from einsamkeit_desktop.gui.case_parties import PartiesView
from einsamkeit_desktop.gui.case_steps import StepsView, StepsWindow, offer_to_move_steps
from einsamkeit_desktop.gui.record_pane import RecordPane
from einsamkeit_desktop.queries import case_steps
from einsamkeit_desktop.queries.header import header
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.related import related_lines
from tests.gui.keys import type_text
from tests.makers import make_case, make_organisation

pytestmark = pytest.mark.usefixtures("today")


def shown(qtbot, view, record=None):
    qtbot.addWidget(view)
    view.resize(560, 700)
    if record is not None:
        view.show_record(record)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    return view


def test_a_participant_is_added_in_a_role_by_search_and_taken_out_again(qtbot, bench, store):
    partner, case = make_organisation(store, "Treff Nord"), make_case(store)
    view = shown(qtbot, PartiesView(bench), case)
    view.form.role.choose("cosigners")

    type_text(view.form.picker.line, "treff")
    qtbot.keyClick(view.form.picker.line, Qt.Key.Key_Return)

    assert load(store, case).values["cosigners"] == (partner,)
    leave = view.findChild(QPushButton, f"leave-cosigners-{partner}")
    assert leave.accessibleName() == "Treff Nord herausnehmen: Mitzeichnung"
    leave.click()
    assert load(store, case).values["cosigners"] == ()


def test_the_partner_is_told_its_role_among_its_cases(store, today):
    partner = make_organisation(store)
    make_case(store, applicants=(partner,), informed=(partner,))

    [line] = related_lines(store, partner, "case")

    assert line.details[:2] == ("Anfragend, antragstellend", "Zur Kenntnis")


def test_ticked_steps_are_made_and_the_rest_is_not(qtbot, bench, store):
    case = make_case(store, deadline_on=date(2026, 12, 28))
    window = shown(qtbot, StepsWindow(bench, case_steps.plan(store, case)))
    for line in window.lines[1:]:
        line.tick.setChecked(False)
    window.lines[0].text.setText("Bestätigen")

    window.findChild(QPushButton, "stepsTake").click()

    assert [(task.text, task.due_on) for task in case_steps.steps(store, case)] == [("Bestätigen", date(2026, 11, 23))]


def test_steps_of_the_past_and_those_that_stand_already_are_not_ticked(qtbot, bench, store):
    case = make_case(store, opened_on=date(2026, 11, 2), deadline_on=date(2026, 12, 28))
    add_steps(store, case, [("Antwort abgeben", date(2026, 12, 1))])

    window = shown(qtbot, StepsWindow(bench, case_steps.plan(store, case)))

    assert [line.tick.isChecked() for line in window.lines] == [False, False, True, True, False, False]
    assert window.lines[4].rule.full_text() == "steht schon"


def test_an_own_step_needs_text_and_day_and_ticks_itself(qtbot, bench, store):
    window = shown(qtbot, StepsWindow(bench, case_steps.plan(store, make_case(store))))
    own = window.lines[-1]

    type_text(own.text, "Anrufen")
    assert not own.tick.isChecked()
    type_text(own.day, "1.12.2026")

    assert own.tick.isChecked()


def test_the_template_learns_texts_days_and_what_was_left_out(qtbot, bench, store):
    case = make_case(store, opened_on=date(2026, 11, 20), deadline_on=date(2026, 12, 28))
    window = shown(qtbot, StepsWindow(bench, case_steps.plan(store, case)))
    for line in window.lines[1:4]:
        line.tick.setChecked(False)
    window.lines[0].day.set_day(date(2026, 11, 27))
    window.findChild(QCheckBox, "keepTemplate").setChecked(True)

    window.take()

    learned = case_steps.template(store, "anfrage_politik")
    assert [(step.text, step.rule()) for step in learned] == [
        ("Eingang bestätigen, Zuständigkeit klären", "7 Tage nach Eröffnung"),
        ("Antwort abgeben", "1 Tag vor der Frist"),
    ]


def test_a_step_is_ticked_in_place(qtbot, bench, store):
    case = make_case(store)
    add_steps(store, case, [("Anrufen", date(2026, 12, 1))])
    [task] = case_steps.steps(store, case)
    view = shown(qtbot, StepsView(bench), case)

    view.findChild(QCheckBox, f"tick-{task.id}").click()

    assert case_steps.steps(store, case)[0].done_on is not None


def test_a_moved_deadline_offers_to_take_the_steps_along(qtbot, bench, store):
    case = make_case(store, deadline_on=date(2026, 12, 17))
    add_steps(store, case, [("Antwort im Entwurf", date(2026, 12, 3))])

    window = offer_to_move_steps(bench, case, date(2026, 12, 10), shown(qtbot, StepsView(bench), case))
    assert window is not None
    take = window.findChild(QPushButton, "moveStepsTake")
    assert take is not None
    take.click()

    assert case_steps.steps(store, case)[0].due_on == date(2026, 12, 10)


def test_nothing_is_asked_where_no_step_would_move(qtbot, bench, store):
    view = shown(qtbot, StepsView(bench), make_case(store, deadline_on=date(2026, 12, 17)))

    assert offer_to_move_steps(bench, view._case_id, date(2026, 12, 10), view) is None


def test_a_closed_case_offers_to_become_a_practice(qtbot, bench, store):
    pane = shown(qtbot, RecordPane(bench), make_case(store, status="erledigt", outcome="Es gibt einen Tisch"))
    opened: list[int] = []
    bench.edit_wanted.connect(opened.append)

    action = next(a for a in pane.build_menu().actions() if a.text() == "Als gute Praxis übernehmen")
    action.trigger()

    assert load(store, opened[0]).values["effect"] == "Es gibt einen Tisch"


def test_an_open_case_does_not_offer_it(qtbot, bench, store):
    pane = shown(qtbot, RecordPane(bench), make_case(store))

    texts = [action.text() for action in pane.build_menu().actions()]

    assert "Als gute Praxis übernehmen" not in texts and "Schritte anlegen …" in texts


def test_saving_another_deadline_in_the_form_offers_the_steps(qtbot, bench, store):
    case = make_case(store, deadline_on=date(2026, 12, 10))
    add_steps(store, case, [("Antwort im Entwurf", date(2026, 12, 3))])
    pane = shown(qtbot, RecordPane(bench), case)
    pane.tabs.choose("data")

    pane.tabs.saved.emit({"deadline_on": date(2026, 12, 17)})

    window = pane.findChild(QDialog, "moveStepsWindow")
    assert window.findChild(QCheckBox).text() == "Antwort im Entwurf: 03.12.2026 → 10.12.2026"
    window.reject()


def test_a_rule_that_is_broken_is_said_beside_its_field_in_the_form(qtbot, bench, store):
    pane = shown(qtbot, RecordPane(bench), make_case(store))
    pane.tabs.choose("data")

    pane.tabs.saved.emit({"status": "wartet_extern"})

    assert "braucht einen Tag" in pane.tabs.form()._blocks["waiting_until"].note()


def test_a_practice_says_from_which_case_it_came(store, today):
    practice = practice_from_case(store, make_case(store, "Feiertagstisch", status="erledigt")).record_id
    assert practice is not None

    assert header(store, practice).line == "Aus dem Vorgang „Feiertagstisch“"


def test_the_head_of_a_case_says_its_reference_and_how_near_the_deadline_is(store, today):
    head = header(store, make_case(store, deadline_on=date(2026, 11, 25)))

    assert head.line == "KE-2026-001"
    assert ("Frist in 3 Tagen", "warning") in [(chip.text, chip.role) for chip in head.chips]
