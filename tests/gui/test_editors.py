"""Editors: what a person types or picks, and the value that comes out."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.chips import RemovableChip
from einsamkeit_desktop.gui.form_parts import editor_for
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds import fields
from einsamkeit_desktop.kinds.points import Address, ContactPoint
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries.record import load
from tests.gui.keys import type_text
from tests.makers import make_organisation, make_person


@pytest.fixture
def open_editor(store, qtbot, qapp):
    theme.apply(qapp, dark=False)
    bench = Workbench(store, TaskRunner(inline=True))

    def opened(kind, name, value=None):
        field = KINDS[kind].fields[name]
        editor = editor_for(field, bench)
        editor.setParent(None)
        qtbot.addWidget(editor)
        editor.resize(600, 300)
        editor.show_value(field.empty if value is None else value)
        with qtbot.waitActive(editor):
            editor.show()
        return editor

    return opened


def type_and_take(qtbot, editor, text):
    line = editor.picker.line
    line.setFocus()
    type_text(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_choice_is_found_by_its_label_however_it_is_spelt(open_editor, qtbot):
    editor = open_editor("organisation", "organisation_type")
    combo = editor.findChild(QComboBox, "field_organisation_type")

    type_text(combo.lineEdit(), "verein / initiative")

    assert editor.value() == "verein"


def test_choice_refuses_what_the_list_does_not_hold(open_editor, qtbot):
    editor = open_editor("organisation", "organisation_type")

    type_text(editor.findChild(QComboBox).lineEdit(), "Raumschiff")

    with pytest.raises(ValueError, match="Raumschiff"):
        editor.value()


def test_choice_can_be_emptied(open_editor):
    editor = open_editor("organisation", "priority", "A")
    editor.findChild(QComboBox).lineEdit().clear()

    assert editor.value() is None


def test_choice_keeps_a_code_the_list_lost(open_editor):
    assert open_editor("organisation", "priority", "Z").value() == "Z"


def test_wheel_over_a_choice_changes_nothing(open_editor, qtbot):
    editor = open_editor("organisation", "priority", "A")
    combo = editor.findChild(QComboBox)

    qtbot.keyClick(combo, Qt.Key.Key_Escape)

    assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert editor.value() == "A"


def test_moment_is_written_out_when_left(open_editor, qtbot, today):
    editor = open_editor("contact_note", "at")
    line = editor.findChild(QLineEdit, "field_at")

    type_text(line, "heute 9 Uhr")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert editor.value().astimezone().hour == 9
    assert line.text() == "22.11.2026 09:00"


def test_moment_is_shown_in_local_time(open_editor):
    moment = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)

    assert open_editor("contact_note", "at", moment).value() == moment


def test_number_refuses_letters(open_editor, qtbot):
    editor = open_editor("organisation", "rhythm_days")
    type_text(editor.findChild(QLineEdit), "oft")

    with pytest.raises(ValueError, match="oft"):
        editor.value()


def test_term_is_added_by_typing_and_enter(open_editor, qtbot):
    editor = open_editor("organisation", "target_groups", ("junge_erwachsene",))

    with qtbot.waitSignal(editor.edited):
        type_and_take(qtbot, editor, "kinder (b")

    assert editor.value() == ("kinder", "junge_erwachsene")
    assert editor.picker.line.text() == ""


def test_term_is_removed_by_its_chip(open_editor, qtbot):
    editor = open_editor("organisation", "target_groups", ("kinder", "jugendliche"))
    chip = editor.findChild(RemovableChip, "record-kinder")

    qtbot.keyClick(chip, Qt.Key.Key_Delete)

    assert editor.value() == ("jugendliche",)


def test_enter_in_the_empty_field_adds_nothing(open_editor, qtbot):
    editor = open_editor("organisation", "target_groups")
    editor.picker.line.setFocus()

    qtbot.keyClick(editor.picker.line, Qt.Key.Key_Return)

    assert editor.value() == ()


def test_down_offers_every_area(open_editor, qtbot):
    editor = open_editor("organisation", "serves", ("GESAMT",))
    editor.picker.line.setFocus()

    qtbot.keyClick(editor.picker.line, Qt.Key.Key_Down)

    titles = [offer.title for offer in editor.offers("")]
    assert editor.picker.popup.isVisible()
    assert len(titles) == len(editor.bench.words().districts) - 1


def test_text_not_taken_is_said(open_editor, qtbot):
    editor = open_editor("organisation", "serves")
    type_text(editor.picker.line, "Nirgendwo")

    with pytest.raises(ValueError, match="Nirgendwo"):
        editor.value()


def test_record_is_found_by_name_whatever_the_umlaut(open_editor, store, qtbot):
    parent = make_organisation(store, "Müllersche Stiftung")
    editor = open_editor("organisation", "parent")

    type_and_take(qtbot, editor, "mueller")

    assert editor.value() == parent
    assert not editor.picker.line.isVisible()


def test_missing_person_is_made_from_the_name(open_editor, store, qtbot):
    editor = open_editor("body", "members")

    type_and_take(qtbot, editor, "Dr. Aylin von der Çelik")

    made = load(store, editor.value()[0])
    assert (made.kind, made.values["family_name"], made.values["given_name"]) == ("person", "Çelik", "Aylin")
    assert [chip.text() for chip in editor.findChildren(RemovableChip)][-1] == "Dr. Aylin von der Çelik"


def test_links_keep_their_order(open_editor, store):
    first, second = make_person(store, "Zander"), make_person(store, "Abel")

    assert open_editor("body", "members", (first, second)).value() == (first, second)


def test_number_is_written_after_the_norm_and_the_original_kept(open_editor, qtbot):
    editor = open_editor("organisation", "contacts")
    qtbot.mouseClick(editor.findChild(QPushButton, "field_contacts"), Qt.MouseButton.LeftButton)
    line = editor.findChild(QLineEdit, "contacts_0_value")

    type_text(line, "(0231) 50 12-345")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    (point,) = editor.value()
    assert point.kind == "phone"
    assert point.value == line.text() != "(0231) 50 12-345"
    assert point.original == "(0231) 50 12-345"


def test_area_code_of_the_profile_completes_a_number(open_editor, qtbot):
    editor = open_editor("organisation", "contacts")
    qtbot.mouseClick(editor.findChild(QPushButton, "field_contacts"), Qt.MouseButton.LeftButton)
    line = editor.findChild(QLineEdit, "contacts_0_value")

    type_text(line, "1234567")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert editor.value()[0].value == "0231 1234567"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("info@nordlicht.example", "email"), ("www.nordlicht.example", "web"), ("0170 1234567", "mobile")],
)
def test_kind_of_a_contact_follows_from_the_text(open_editor, qtbot, typed, kind):
    editor = open_editor("organisation", "contacts")
    qtbot.mouseClick(editor.findChild(QPushButton, "field_contacts"), Qt.MouseButton.LeftButton)
    line = editor.findChild(QLineEdit, "contacts_0_value")

    type_text(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert editor.value() == (ContactPoint(kind, typed),)


def test_row_is_removed(open_editor, qtbot):
    editor = open_editor(
        "organisation", "contacts", (ContactPoint("email", "a@b.example"), ContactPoint("web", "c.example"))
    )

    qtbot.mouseClick(editor.findChild(QPushButton, "contacts_0_remove"), Qt.MouseButton.LeftButton)

    assert editor.value() == (ContactPoint("web", "c.example"),)


def test_address_keeps_leading_zero_and_seldom_parts(open_editor):
    address = Address("", "Hinterhaus", "01067", "Dresden", "", "12 34", "Post")

    assert open_editor("organisation", "addresses", (address,)).value() == (address,)


def test_empty_rows_are_left_out(open_editor, qtbot):
    editor = open_editor("organisation", "addresses")
    qtbot.mouseClick(editor.findChild(QPushButton, "field_addresses"), Qt.MouseButton.LeftButton)

    assert editor.value() == ()


def test_every_type_of_field_has_an_editor(open_editor):
    types = {type(field) for kind in KINDS.values() for field in kind.fields.values()}

    assert types <= {
        fields.Text, fields.Time, fields.Repeat, fields.Choice, fields.Day, fields.Moment, fields.Number, fields.Flag,
        fields.Ref, fields.Terms, fields.Areas, fields.Links, fields.Contacts, fields.Addresses,
    }  # fmt: skip


def test_repetition_is_typed_in_german_and_written_out_when_left(open_editor, qtbot):
    editor = open_editor("reminder", "repeat")
    line = editor.findChild(QComboBox, "field_repeat").lineEdit()

    type_text(line, "montags")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert editor.value() == "FREQ=WEEKLY;BYDAY=MO"
    assert line.text() == "jeden Montag"


def test_repetition_is_shown_in_german_and_every_common_choice_means_one(open_editor):
    editor = open_editor("reminder", "repeat", "FREQ=MONTHLY;BYDAY=2TU")
    combo = editor.findChild(QComboBox, "field_repeat")

    assert combo.currentText() == "jeden 2. Dienstag im Monat"
    assert all(editor.field.parse(combo.itemText(place)) for place in range(1, combo.count()))


def test_no_repetition_is_a_sentence(open_editor, qtbot):
    editor = open_editor("reminder", "repeat")
    type_text(editor.findChild(QComboBox, "field_repeat").lineEdit(), "immer mal")

    with pytest.raises(ValueError, match="ist keine Wiederholung"):
        editor.value()


def test_time_may_be_typed_longer_than_it_is_kept(open_editor, qtbot):
    editor = open_editor("reminder", "due_time")
    line = editor.findChild(QLineEdit, "field_due_time")

    type_text(line, "14 Uhr 30")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert (editor.value(), line.text()) == ("14:30", "14:30")


@pytest.mark.parametrize(("kind", "name", "marked"), [("contact_note", "content", True), ("case", "outcome", False)])
def test_only_text_that_is_read_formatted_has_keys_for_marks(open_editor, qtbot, kind, name, marked):
    editor = open_editor(kind, name, "Raum")
    text = editor.findChild(QPlainTextEdit, f"field_{name}")

    qtbot.keyClick(text, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    assert editor.value() == ("**Raum**" if marked else "Raum")
