"""The office in the settings: kept when a line is left, and it decides which way mails went."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.settings_office import OfficeCard
from einsamkeit_desktop.queries.mails import whose
from einsamkeit_desktop.queries.settings import office, profile
from tests.gui.keys import type_text

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def card(qtbot, qapp, bench):
    theme.apply(qapp, dark=False)
    made = OfficeCard(bench)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def line(card, name):
    found = card.findChild(QLineEdit, f"office-{name}")
    assert isinstance(found, QLineEdit)
    return found


def enter(card, qtbot, name, text):
    line(card, name).clear()
    type_text(line(card, name), text)
    qtbot.keyClick(line(card, name), Qt.Key.Key_Return)


def test_the_own_addresses_are_kept_and_tell_the_direction_of_mails(card, store, qtbot):
    enter(card, qtbot, "email", "Einsamkeit@stadt.example.org")
    enter(card, qtbot, "further_emails", "m.muster@stadt.example.org; zweite@example.org")

    assert office(store).email == "Einsamkeit@stadt.example.org"
    assert office(store).further_emails == ("m.muster@stadt.example.org", "zweite@example.org")
    for sender, is_outgoing in (
        ("einsamkeit@stadt.example.org", True),
        ("zweite@example.org", True),
        ("x@y.de", False),
    ):
        assert whose(store, sender, ["a@example.org"]).is_outgoing is is_outgoing


def test_the_rest_of_the_profile_stays(card, store, qtbot):
    before = profile(store)
    enter(card, qtbot, "unit", "Stelle für Öffentlichkeit")

    assert profile(store) == {**before, "office": {**before["office"], **profile(store)["office"]}}
    assert office(store).unit == "Stelle für Öffentlichkeit" and office(store).address


@pytest.mark.parametrize(("name", "text"), [("email", "stelle"), ("further_emails", "a@example.org, b@x")])
def test_what_is_no_address_is_said_beside_the_field_and_not_kept(card, store, qtbot, name, text):
    before = office(store)
    enter(card, qtbot, name, text)

    assert "keine E-Mail-Adresse" in card.fields[name].note() and office(store) == before


def test_what_is_being_typed_is_kept_when_the_store_is_closed(card, store, bench, qtbot):
    type_text(line(card, "phone"), "0231 50-1")
    bench.closing.emit()

    assert office(store).phone == "0231 50-1"
