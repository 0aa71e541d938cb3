"""A mail dropped on a record is shown first, and becomes a note with one button and one step."""

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from einsamkeit_desktop.actions.records import undo
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.gui import mail_window
from einsamkeit_desktop.gui.attachments_view import AttachmentsView
from einsamkeit_desktop.gui.mail_window import MailWindow
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries.attachments import attachments
from einsamkeit_desktop.queries.lists import ListQuery, count, ids
from einsamkeit_desktop.queries.record import load
from tests.imports.test_mail import eml
from tests.makers import make, make_organisation, make_person, make_reminder

from .finding import child

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def view(bench, qtbot):
    view = AttachmentsView(bench)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


@pytest.fixture
def organisation(store):
    return make_organisation(store)


@pytest.fixture
def drop(view, tmp_path):
    """Give a function that drops a mail on a record and returns its window, None where none opened."""

    def drop_mail(record_id, content, name="Nachricht.eml"):
        path = tmp_path / name
        path.write_bytes(content)
        view.show_record(record_id)
        view.attach(record_id, [path])
        return next((window for window in view.findChildren(MailWindow) if window.isVisible()), None)

    return drop_mail


def with_mail(address):
    return {"contacts": (ContactPoint("email", address),)}


def press(window, name):
    child(window, QPushButton, name).click()


def only_note(store):
    (note,) = ids(store, ListQuery("contact_note"))
    return load(store, note)


def test_nothing_is_written_before_it_was_looked_at(store, organisation, drop):
    window = drop(organisation, eml())

    assert window is not None
    assert count(store, ListQuery("contact_note")) == 0
    press(window, "mailCancel")
    assert count(store, ListQuery("contact_note")) == 0


def test_the_note_says_who_when_and_what_and_links_the_record(store, organisation, drop):
    person = make_person(store, "Çelik", **with_mail("a.celik@example.org"))

    press(drop(organisation, eml(text="Der Raum ist frei.\n\n> alt")), "mailKeep")

    note = only_note(store)
    assert note.values["participants"] == (organisation, person)
    assert (note.values["note_kind"], note.values["subject"]) == ("email_ein", "Mittagstisch")
    assert note.values["content"] == "Der Raum ist frei."
    assert note.values["at"].isoformat().startswith("2026-11-20T13:05")


def test_a_mail_on_a_case_is_about_it(store, drop, today):
    case = make(store, "citizen_case", received_on=today, concern="kontakt", status="neu")

    press(drop(case, eml()), "mailKeep")

    assert only_note(store).values["about"] == (case,)


def test_the_history_is_taken_where_it_is_ticked(store, organisation, drop):
    window = drop(organisation, eml(text="Danke!\n\n> Geht es?"))

    child(window, QCheckBox, "mailQuoted").click()
    press(window, "mailKeep")

    assert only_note(store).values["content"] == "Danke!\n\nZitierter Verlauf:\n> Geht es?"


def test_ticked_files_and_the_original_come_along_and_one_undo_takes_all_back(store, organisation, drop):
    window = drop(organisation, eml(files=[("Plan.pdf", b"%PDF-1.7"), ("Rest.pdf", b"%PDF-1.7")]))

    child(window, QCheckBox, "mailFile-1").click()
    child(window, QCheckBox, "mailOriginal").click()
    press(window, "mailKeep")

    note = only_note(store)
    assert {entry.file_name for entry in attachments(store, note.id)} == {"Plan.pdf", "Nachricht.eml"}
    undo(store)
    assert count(store, ListQuery("contact_note")) == 0


def test_who_is_not_known_is_named_and_can_be_taken_into_the_text(store, organisation, drop):
    window = drop(organisation, eml(text="Hallo"))
    assert "max@example.org" in child(window, PlainLabel, "mailUnknown").full_text()

    press(window, "mailUnknownTake")
    press(window, "mailKeep")

    assert "Aylin Çelik <a.celik@example.org>" in only_note(store).values["content"]


def test_a_mail_that_was_filed_says_so(store, organisation, drop, bench, qtbot):
    press(drop(organisation, eml()), "mailKeep")
    note = only_note(store).id

    window = drop(organisation, eml())

    with qtbot.waitSignal(bench.open_wanted) as opened:
        press(window, "mailShowFiled")
    assert opened.args[0] == note


def test_it_can_be_attached_as_a_file_instead(store, organisation, drop):
    press(drop(organisation, eml()), "mailAttach")

    assert [entry.file_name for entry in attachments(store, organisation)] == ["Nachricht.eml"]
    assert count(store, ListQuery("contact_note")) == 0


def test_what_is_no_mail_is_attached_and_said(store, organisation, drop, bench, qtbot):
    with qtbot.waitSignal(bench.troubled) as told:
        window = drop(organisation, b"nur Text")

    assert window is None
    assert "nicht als E-Mail lesen" in told.args[0]
    assert len(attachments(store, organisation)) == 1


def test_on_a_reminder_a_mail_is_a_file(store, drop):
    reminder = make_reminder(store)

    assert drop(reminder, eml()) is None
    assert len(attachments(store, reminder)) == 1


def test_mails_are_shown_one_after_the_other(store, organisation, view, tmp_path):
    for at in range(2):
        (tmp_path / f"{at}.eml").write_bytes(eml(**{"Message-ID": f"<{at}@example.org>", "Subject": f"Nummer {at}"}))
    view.show_record(organisation)
    view.attach(organisation, [tmp_path / "0.eml", tmp_path / "1.eml"])

    for _number in range(2):
        press(next(window for window in view.findChildren(MailWindow) if window.isVisible()), "mailKeep")

    assert count(store, ListQuery("contact_note")) == 2


def test_on_a_citizens_case_the_guard_looks_at_text_and_files(store, drop, today):
    make_person(store, "Kowalk")
    case = make(store, "citizen_case", received_on=today, concern="kontakt", status="neu")

    window = drop(case, eml(text="Kowalk braucht Besuch", files=[("Brief_Kowalk.pdf", b"%PDF-1.7")]))

    assert "Kowalk" in child(window, PlainLabel, "guard_mail").full_text()
    assert "Kowalk" in child(window, PlainLabel, "guard_files").full_text()


def test_on_a_partner_the_guard_keeps_quiet(store, organisation, drop):
    make_person(store, "Kowalk")

    window = drop(organisation, eml(text="Kowalk kommt mit"))

    assert child(window, PlainLabel, "guard_mail").full_text() == ""


def test_an_impossible_time_is_said_beside_its_field(store, organisation, drop):
    window = drop(organisation, eml())
    at = window._blocks["at"].editor.control
    at.setText("neulich")

    press(window, "mailKeep")

    assert "neulich" in window._blocks["at"].note()
    assert window.isVisible()
    assert count(store, ListQuery("contact_note")) == 0


def test_what_is_wrong_beside_no_field_is_said_below(organisation, drop, monkeypatch):
    def refuse(*_given):
        raise BadValues({"excused": "Diese Person gibt es nicht mehr."})

    monkeypatch.setattr(mail_window, "file_mail", refuse)
    window = drop(organisation, eml())

    press(window, "mailKeep")

    assert child(window, PlainLabel, "mailProblem").full_text() == "Diese Person gibt es nicht mehr."
