"""The form made from a kind: what it gives out, what it says, how it is left."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from einsamkeit_desktop.gui.form import RecordForm
from einsamkeit_desktop.gui.form_parts import Answer, LeaveQuestion
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries.record import load
from tests.gui.keys import type_text
from tests.makers import make_note, make_organisation, make_person


@pytest.fixture
def open_form(bench, qtbot):
    def opened(kind, record_id=None, preset=None, width=620):
        form = RecordForm(bench, KINDS[kind])
        qtbot.addWidget(form)
        form.resize(width, 700)
        form.show(load(bench.store, record_id) if record_id else None, preset)
        with qtbot.waitActive(form):
            form.show()
        return form

    return opened


def line(form, name) -> QLineEdit:
    found = form.findChild(QLineEdit, f"field_{name}")
    assert isinstance(found, QLineEdit)
    return found


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def note(form, name) -> str:
    return form._blocks[name].note()


def test_new_record_gives_what_was_filled_in(open_form, qtbot):
    form = open_form("person", preset={"given_name": "Aylin"})
    type_text(line(form, "family_name"), "Çelik-Öztürk")

    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(line(form, "family_name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert saved.args == [{"given_name": "Aylin", "family_name": "Çelik-Öztürk"}]


def test_existing_record_gives_only_what_was_edited(open_form, store, qtbot):
    record_id = make_person(
        store, "Özdemir", given_name="Emre", contacts=(ContactPoint("phone", "0231 1234567", "0231/1234567"),)
    )
    form = open_form("person", record_id)
    assert not form.is_dirty

    with qtbot.waitSignal(form.dirty_changed):
        line(form, "given_name").end(False)
        type_text(line(form, "given_name"), "-Can")

    assert form.values() == {"given_name": "Emre-Can"}
    with qtbot.waitSignal(form.saved):
        qtbot.mouseClick(form.findChild(QPushButton, "formSave"), Qt.MouseButton.LeftButton)


def test_typing_the_old_text_again_leaves_nothing_to_save(open_form, store, qtbot):
    form = open_form("person", make_person(store, "Özdemir"))
    field = line(form, "family_name")

    type_text(field, "x")
    field.setCursorPosition(len(field.text()))
    assert form.is_dirty
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert not form.is_dirty


def test_missing_name_is_said_below_the_field_and_focused(open_form, qtbot):
    form = open_form("organisation")
    given: list[dict] = []
    form.saved.connect(given.append)

    form.save()

    assert given == []
    assert note(form, "name") == "Name fehlt."
    assert line(form, "name").property("problem") is True
    assert line(form, "name").accessibleDescription() == "Name fehlt."
    assert line(form, "name").hasFocus()


def test_day_that_means_nothing_is_said_when_the_field_is_left(open_form, qtbot):
    form = open_form("organisation", preset={"name": "Nordlicht"})
    field = line(form, "checked_on")

    field.setFocus()
    type_text(field, "neulich")
    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert "neulich" in note(form, "checked_on")
    assert "checked_on" in form.problems()
    assert "checked_on" not in form.values()


def test_day_is_read_as_typed(open_form, qtbot, today):
    form = open_form("organisation", preset={"name": "Nordlicht"})

    type_text(line(form, "checked_on"), "gestern")

    assert form.values()["checked_on"] == date(2026, 11, 21)


def test_automatic_fields_of_a_preset_are_given_out_though_not_shown(open_form, store):
    note = make_note(store, make_person(store))
    form = open_form("reminder", preset={"origin": note, "text": "Anrufen"})

    assert "origin" not in form._blocks
    assert form.values() == {"origin": note, "text": "Anrufen"}


def test_problems_from_the_store_are_shown_beside_their_fields(open_form):
    form = open_form("organisation", preset={"name": "Nordlicht"})

    form.show_problems({"short_name": "Kurzname ist zu lang."})

    assert note(form, "short_name") == "Kurzname ist zu lang."
    assert line(form, "short_name").hasFocus()


def test_escape_asks_once_and_staying_keeps_the_text(open_form, store, qtbot):
    form = open_form("person", make_person(store, "Özdemir"))
    asked: list[str] = []
    left: list[bool] = []

    def stay(title):
        asked.append(title)
        return Answer.STAY

    form.ask = stay
    form.cancelled.connect(lambda: left.append(True))
    type_text(line(form, "given_name"), "Emre")

    qtbot.keyClick(line(form, "given_name"), Qt.Key.Key_Escape)

    assert asked == ["Özdemir"]
    assert left == []
    assert line(form, "given_name").text() == "Emre"


def test_dropping_brings_the_record_back(open_form, store, qtbot):
    form = open_form("person", make_person(store, "Özdemir"))
    form.ask = lambda _title: Answer.DROP
    type_text(line(form, "given_name"), "Emre")

    with qtbot.waitSignal(form.cancelled):
        qtbot.keyClick(line(form, "given_name"), Qt.Key.Key_Escape)

    assert not form.is_dirty
    assert line(form, "given_name").text() == ""


def test_nothing_is_asked_when_nothing_was_edited(open_form, store, qtbot):
    form = open_form("person", make_person(store, "Özdemir"))
    form.ask = lambda _title: pytest.fail("asked")

    with qtbot.waitSignal(form.cancelled):
        qtbot.keyClick(line(form, "given_name"), Qt.Key.Key_Escape)


@pytest.mark.parametrize("answer", list(Answer))
def test_question_at_leaving_has_a_button_per_answer(bench, qtbot, answer):
    parent = QWidget()
    qtbot.addWidget(parent)
    question = LeaveQuestion("<b>Özdemir</b>", parent)

    qtbot.mouseClick(question.findChild(QPushButton, f"leave_{answer.value}"), Qt.MouseButton.LeftButton)

    assert question.answer is answer


def test_one_column_when_narrow(open_form):
    form = open_form("person", width=400)
    wide = open_form("person", width=700)

    assert form._blocks["academic_title"].y() > form._blocks["form_of_address"].y()
    assert wide._blocks["academic_title"].y() == wide._blocks["form_of_address"].y()
    assert form._scroll.widget().minimumSizeHint().width() <= 400


@pytest.mark.parametrize("code", list(KINDS))
def test_every_kind_has_a_form_whose_controls_are_named(open_form, store, code):
    form = open_form(code)

    for name, block in form._blocks.items():
        control = block.editor.control
        assert control.accessibleName()
        assert control.objectName() in (f"field_{name}", f"add_{name}")
    kinds = (QLineEdit, QPlainTextEdit, QCheckBox, QComboBox, QPushButton)
    for control in (found for kind in kinds for found in form.findChildren(kind)):
        assert control.accessibleName() or control.text(), control.objectName()


@pytest.mark.parametrize("code", list(KINDS))
def test_showing_a_record_changes_nothing(open_form, store, code):
    form = open_form(code)

    assert not form.is_dirty
    assert form.values() == {}


def test_full_organisation_survives_the_form_unchanged(open_form, store):
    record_id = make_organisation(
        store,
        "Ärger & Söhne <b>e. V.</b>",
        organisation_type="verein",
        target_groups=("junge_erwachsene", "kinder"),
        serves=("INN", "GESAMT"),
        contacts=(ContactPoint("phone", "0231 50-12345", "0231/5012345", "Zentrale", True),),
        addresses=(Address("Nordstraße 12", "", "01067", "Dresden"),),
        remark="Erste Zeile\nZweite Zeile",
        rhythm_days=60,
        checked_on=date(2024, 2, 29),
    )
    form = open_form("organisation", record_id)

    kept = {name: form._blocks[name].editor.value() for name in KINDS["organisation"].fields}

    assert kept == load(store, record_id).values


def test_tab_goes_through_the_form_as_one_reads_it(open_form, store, qtbot):
    points = (ContactPoint("phone", "0231 1"), ContactPoint("email", "a@b.example"))
    record_id = make_organisation(store, "Treff", contacts=points, topics=("alter", "armut"))
    form = open_form("organisation", record_id)
    line(form, "name").setFocus()
    names = []

    for _step in range(45):
        names.append(focused())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    wanted = ["field_name", "field_short_name", "field_target_groups", "record-alter", "field_topics", "field_seat"]
    wanted += ["contacts_0_value", "contacts_1_value", "field_contacts", "field_checked_on", "field_confidential"]
    wanted += ["formCancel"]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places)


def test_new_row_is_next_in_the_tab_order(open_form, qtbot):
    form = open_form("organisation")
    add = form.findChild(QPushButton, "field_contacts")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)

    stops = []
    for _step in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops.append(focused())

    assert stops == ["contacts_0_label", "contacts_0_public", "contacts_0_remove", "field_contacts", "field_addresses"]
