"""The form of a citizen's case: no person in it, its code large, the guard at its texts, the call-back, the crisis."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from einsamkeit_desktop.actions.citizens import keep_callback
from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui.citizen_form import CitizenForm
from einsamkeit_desktop.gui.citizen_watch import CallbackWatch
from einsamkeit_desktop.gui.commands import CREATABLE
from einsamkeit_desktop.gui.crisis_window import CrisisWindow, open_crisis
from einsamkeit_desktop.gui.guarded_form import GuardedForm
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.cases import CitizenCase
from einsamkeit_desktop.kinds.fields import Addresses, Contacts, Links, Ref
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries.citizens import call_back
from einsamkeit_desktop.queries.crisis import own_service
from einsamkeit_desktop.queries.lists import ListQuery, ids
from einsamkeit_desktop.queries.record import load
from tests.makers import make, make_note, make_organisation, make_person

from .finding import child

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def page(bench, qtbot):
    page = ListPage(bench, "citizen_case")
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    return page


@pytest.fixture
def case(store, today):
    return make(store, "citizen_case", received_on=today, concern="kontakt", status="neu")


def form_of(page) -> CitizenForm:
    form = page.pane.tabs.choose("data")
    assert isinstance(form, CitizenForm)
    return form


def shown(page, case):
    page.go_to(case)
    return form_of(page)


def type_description(form, text):
    child(form, QPlainTextEdit, "field_description").setPlainText(text)
    form.look()


def kept(store, case):
    found = call_back(store, case)
    return found.contact if found is not None else None


def guard_text(form):
    label = child(form, PlainLabel, "guard_description")
    return label.full_text() if label.isVisibleTo(form) else ""


def test_no_field_of_the_kind_can_name_a_person():
    linking = [field for field in CitizenCase.fields.values() if isinstance(field, Links | Ref)]
    to = {kind for field in linking for kind in field.to}

    assert "person" not in to
    assert CitizenCase.of_type(Contacts, Addresses) == {}


def test_a_new_case_starts_today_and_shows_its_code_large_when_saved(page, store, today):
    page.new_record({"concern": "kontakt"})
    form = form_of(page)
    assert not child(form, PlainLabel, "citizenCode").isVisible()

    form.save()

    (case,) = ids(store, ListQuery("citizen_case"))
    values = load(store, case).values
    code = child(form_of(page), PlainLabel, "citizenCode")
    assert values["received_on"] == today
    assert code.full_text() == values["pseudonym"]
    assert code.font().pixelSize() > 2 * form.font().pixelSize()


def test_the_guard_says_and_marks_what_was_typed_and_forbids_nothing(page, store, case):
    make_person(store, "Kowalk")
    form = shown(page, case)

    type_description(form, "Kowalk sucht Besuch")

    edit = child(form, QPlainTextEdit, "field_description")
    assert "„Kowalk“ steht als Nachname im Bestand." in guard_text(form)
    assert [mark.cursor.selectedText() for mark in edit.extraSelections()] == ["Kowalk"]
    form.save()
    assert load(store, case).values["description"] == "Kowalk sucht Besuch"
    assert "Kowalk" in guard_text(form)


def test_marks_stand_right_behind_an_emoji(page, case):
    form = shown(page, case)

    type_description(form, "🙂 Tel. 0231 50-12345")

    edit = child(form, QPlainTextEdit, "field_description")
    assert [mark.cursor.selectedText() for mark in edit.extraSelections()] == ["0231 50-12345"]


def test_a_harmless_text_has_no_warning(page, case):
    form = shown(page, case)
    type_description(form, "Frau Kowalk, 0231 50-12345")

    type_description(form, "Sucht eine Gruppe zum Kochen")

    assert guard_text(form) == ""


def test_the_guard_looks_by_itself_a_moment_after_typing(page, case, qtbot):
    form = shown(page, case)

    child(form, QPlainTextEdit, "field_description").setPlainText("Mail an a@example.org")

    qtbot.waitUntil(lambda: "E-Mail-Adresse" in guard_text(form))


def test_a_call_back_is_kept_by_enter_and_deleted_by_its_button(page, store, case, qtbot):
    form = shown(page, case)
    contact = child(form, QLineEdit, "callbackContact")
    contact.setText("0231 50-12345")

    qtbot.keyClick(contact, Qt.Key.Key_Return)
    assert kept(store, case) == "0231 50-12345"
    assert "wird am 22.12.2026 gelöscht" in contact.accessibleName()

    child(form, QPushButton, "dropCallback").click()
    assert call_back(store, case) is None
    assert contact.text() == ""


def test_a_closed_case_has_no_room_for_a_call_back(page, store, case):
    save_record(store, "citizen_case", case, {"status": "erledigt", "result": "vermittelt"})

    form = shown(page, case)

    assert not child(form, QLineEdit, "callbackContact").isVisibleTo(form)


def test_the_watch_forgets_what_is_due_when_a_store_is_opened(bench, store, case, today):
    keep_callback(store, case, "0231 1")
    clock.fix_today(today.replace(year=2027))

    CallbackWatch(bench)

    clock.fix_today(today)
    assert call_back(store, case) is None


def test_an_acute_crisis_shows_whom_to_call_and_passes_on_the_status_alone(page, store):
    page.new_record({"concern": "akut", "description": "etwas"})
    form = form_of(page)
    assert form.crisis.isVisibleTo(form)
    assert child(form.crisis, PlainLabel, "crisisNumber-0").full_text() == "112"

    child(form.crisis, QPushButton, "crisisPassOnHere").click()

    (case,) = ids(store, ListQuery("citizen_case"))
    values = load(store, case).values
    assert (values["status"], values["concern"], values["description"]) == ("weitergeleitet", "akut", None)


def test_other_concerns_show_no_crisis(page, case):
    form = shown(page, case)

    assert not form.crisis.isVisibleTo(form)


def test_the_own_service_is_entered_once_and_no_number_is_made_up(bench, page, store, qtbot):
    window = open_crisis(bench, page)
    assert own_service(store).phone == ""

    child(window, QPushButton, "serviceChange").click()
    child(window, QLineEdit, "servicePhone").setText("0231 50-0")
    child(window, QPushButton, "serviceKeep").click()

    assert own_service(store).phone == "0231 50-0"
    assert child(window, PlainLabel, "crisisNumber-4").full_text() == "0231 50-0"
    window.reject()


def test_passing_on_from_the_sheet_opens_the_new_case(bench, page, store, qtbot):
    window = open_crisis(bench, page)

    with qtbot.waitSignal(bench.open_wanted) as opened:
        child(window, QPushButton, "crisisPassOn").click()

    assert load(store, opened.args[0]).values["status"] == "weitergeleitet"


@pytest.mark.parametrize("kind", ["contact_note", "reminder"])
def test_notes_and_reminders_about_a_citizen_are_guarded_and_others_are_not(bench, store, case, kind, qtbot):
    make_person(store, "Kowalk")
    form = GuardedForm(bench, KINDS[kind])
    qtbot.addWidget(form)
    name = "content" if kind == "contact_note" else "text"
    about = (case,) if kind == "contact_note" else case

    form.show(None, {name: "Kowalk anrufen"})
    assert child(form, PlainLabel, f"guard_{name}").full_text() == ""
    form.show(None, {name: "Kowalk anrufen", "about": about})

    assert "Kowalk" in child(form, PlainLabel, f"guard_{name}").full_text()


def test_a_reminder_out_of_a_note_about_a_citizen_is_guarded_too(bench, store, case, qtbot):
    make_person(store, "Kowalk")
    treff = make_organisation(store)
    make_note(store, treff, about=(case,), tasks=[NewTask("Kowalk anrufen", date(2026, 11, 30))])
    (reminder,) = ids(store, ListQuery("reminder"))
    form = GuardedForm(bench, KINDS["reminder"])
    qtbot.addWidget(form)

    form.show(load(store, reminder))

    assert "Kowalk" in child(form, PlainLabel, "guard_text").full_text()


def test_window_offers_new_cases_and_the_crisis_sheet_by_name(bench, store, qtbot):
    make_application()
    window = MainWindow(bench)
    qtbot.addWidget(window)
    window.show()
    commands = {command.key: command for command in window.commands}

    commands["new-citizen_case"].run()
    assert window.place()[0] == "citizen_case"
    commands["crisis"].run()

    (sheet,) = window.findChildren(CrisisWindow)
    assert sheet.isVisible()
    sheet.reject()
    assert "citizen_case" in CREATABLE  # the menu of Ctrl+N
