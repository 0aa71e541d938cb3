"""The tabs beside the Akte that list who and what belongs to a record."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget

from einsamkeit_desktop.gui.people_view import PeopleView
from einsamkeit_desktop.gui.related_view import RelatedView
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.kinds.points import ContactPoint
from einsamkeit_desktop.queries.people import roles
from einsamkeit_desktop.queries.related import count_related, related
from tests.gui.keys import type_text
from tests.makers import make, make_offer, make_organisation, make_person, make_role


@pytest.fixture
def shown(bench, qtbot):
    def show(view, record_id):
        qtbot.addWidget(view)
        view.resize(600, 700)
        with qtbot.waitActive(view):
            view.show()
        view.show_record(record_id)
        return view

    return show


def button(parent: QWidget, name: str) -> QAbstractButton:
    QApplication.processEvents()
    found = [entry for entry in parent.findChildren(QAbstractButton, name) if entry.isVisibleTo(parent)]
    assert found, name
    return found[-1]


def texts(view) -> list[str]:
    QApplication.processEvents()  # Qt shows what came into a layout a moment later
    return [label.full_text() for label in view.findChildren(PlainLabel) if label.isVisibleTo(view)]


def test_former_people_stand_below_their_heading(bench, shown, store, today):
    organisation = make_organisation(store)
    make_role(store, make_person(store, "Alt"), organisation, date(2019, 1, 1), date(2025, 12, 31))
    make_role(store, make_person(store, "Neu"), organisation, date(2024, 3, 1))

    said = texts(shown(PeopleView(bench), organisation))

    assert said.index("Neu") < said.index("Frühere") < said.index("Alt")
    assert "Leitung · 01.01.2019 bis 31.12.2025" in said


def test_phone_and_mail_of_a_person_are_shown(bench, shown, store):
    organisation = make_organisation(store)
    points = (ContactPoint("phone", "0231 50-1"), ContactPoint("email", "a@b.example"))
    make_role(store, make_person(store, "Çelik", contacts=points), organisation)

    assert "0231 50-1 · a@b.example" in texts(shown(PeopleView(bench), organisation))


def test_a_person_shows_her_organisations_and_opens_one(bench, shown, store, qtbot):
    person, organisation = make_person(store), make_organisation(store, "<b>Nordlicht</b>")
    make_role(store, person, organisation)
    view = shown(PeopleView(bench), person)

    with qtbot.waitSignal(bench.open_wanted) as wanted:
        qtbot.mouseClick(button(view, f"open-{organisation}"), Qt.MouseButton.LeftButton)

    assert wanted.args == [organisation, False]
    assert "<b>Nordlicht</b>" in texts(view)


def test_function_is_ended_on_the_typed_day(bench, shown, store, qtbot, today):
    organisation = make_organisation(store)
    role = make_role(store, make_person(store), organisation, date(2020, 1, 1))
    view = shown(PeopleView(bench), organisation)

    qtbot.mouseClick(button(view, f"end-{role}"), Qt.MouseButton.LeftButton)
    day = view.findChild(QLineEdit, f"endDay-{role}")
    day.selectAll()
    type_text(day, "gestern")
    qtbot.mouseClick(button(view, f"endNow-{role}"), Qt.MouseButton.LeftButton)

    assert roles(store, organisation)[0].until == date(2026, 11, 21)
    assert "Frühere" in texts(view)


def test_person_is_added_by_keyboard_alone(bench, shown, store, qtbot, today):
    organisation, person = make_organisation(store), make_person(store, "Müller")
    view = shown(PeopleView(bench), organisation)

    qtbot.keyClick(button(view, "addRole"), Qt.Key.Key_Space)
    search = view.findChild(QLineEdit, "roleOtherField")
    type_text(search, "mueller")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    function = view.findChild(QLineEdit, "roleFunction")
    type_text(function, "Vorständin")
    qtbot.keyClick(function, Qt.Key.Key_Return)

    (line,) = roles(store, organisation)
    assert (line.other.id, line.function) == (person, "Vorständin")


def test_nobody_chosen_is_said(bench, shown, store, qtbot):
    view = shown(PeopleView(bench), make_organisation(store))

    qtbot.mouseClick(button(view, "addRole"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(view, "roleStart"), Qt.MouseButton.LeftButton)

    assert "Bitte zuerst wählen, wer hinzukommt." in texts(view)


def test_escape_puts_the_fields_away(bench, shown, store, qtbot):
    view = shown(PeopleView(bench), make_organisation(store))
    qtbot.mouseClick(button(view, "addRole"), Qt.MouseButton.LeftButton)

    qtbot.keyClick(view.findChild(QLineEdit, "roleFunction"), Qt.Key.Key_Escape)

    assert button(view, "addRole").isVisible()


def test_offers_of_a_provider_are_listed_and_counted(bench, shown, store, qtbot):
    organisation = make_organisation(store)
    offer = make_offer(store, "Offener Mittagstisch", provider=organisation, status="aktiv")
    make_offer(store, "Anderes Angebot")
    view = shown(RelatedView(bench, "offer"), organisation)

    with qtbot.waitSignal(bench.open_wanted) as wanted:
        qtbot.keyClick(button(view, f"related-{offer}"), Qt.Key.Key_Return)

    assert wanted.args == [offer, False]
    assert "Aktiv" in texts(view)
    assert count_related(store, organisation) == {"offer": 1}


def test_new_case_gets_the_partner_as_party(bench, shown, store, qtbot):
    person = make_person(store)
    view = shown(RelatedView(bench, "case"), person)

    with qtbot.waitSignal(view.new_wanted) as wanted:
        qtbot.mouseClick(view.findChild(QPushButton, "new-case"), Qt.MouseButton.LeftButton)

    assert wanted.args == ["case", {"parties": (person,)}]


def test_new_offer_gets_its_provider(bench, shown, store, qtbot):
    organisation = make_organisation(store)
    view = shown(RelatedView(bench, "offer"), organisation)

    with qtbot.waitSignal(view.new_wanted) as wanted:
        qtbot.mouseClick(view.findChild(QPushButton, "new-offer"), Qt.MouseButton.LeftButton)

    assert wanted.args == ["offer", {"provider": organisation}]


def test_trashed_records_are_not_related(store):
    from einsamkeit_desktop.actions.records import trash

    person = make_person(store)
    case = make(store, "case", subject="Anfrage", case_kind="anfrage_fachkraft", status="neu", parties=(person,))
    assert [name.id for name in related(store, person)["case"]] == [case]

    trash(store, [case])

    assert related(store, person) == {}
