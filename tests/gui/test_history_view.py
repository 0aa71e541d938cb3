"""The history of a record on the screen."""

import pytest
from PySide6.QtWidgets import QApplication

from einsamkeit_desktop.actions.records import save_record, trash, undo
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.chips import Chip
from einsamkeit_desktop.gui.history_view import HistoryView
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import Button, PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.record import load
from tests.makers import make_organisation, make_person


@pytest.fixture
def view(store, qapp, qtbot):
    theme.apply(qapp, dark=False)
    bench = Workbench(store, TaskRunner(inline=True))
    made = HistoryView(bench)
    bench.changed.connect(lambda _changes: made.show_record(made._record_id))
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    return made


def texts(view) -> list[str]:
    QApplication.processEvents()  # Qt shows what came into a layout a moment later
    return [label.full_text() for label in view.findChildren(PlainLabel) if label.isVisibleTo(view)]


def test_old_and_new_are_shown_newest_first(view, store):
    organisation = make_organisation(store, "Treff <b>Nord</b>", priority="A")
    save_record(store, "organisation", organisation, {"priority": "B"})

    view.show_record(organisation)

    said = texts(view)
    assert said.index("A → B") < said.index("Treff <b>Nord</b>")
    assert "Priorität" in said


def test_emptied_field_says_so(view, store):
    organisation = make_organisation(store, "Treff", short_name="TN")
    save_record(store, "organisation", organisation, {"short_name": None})

    view.show_record(organisation)

    assert "TN → leer" in texts(view)


def test_step_taken_back_is_marked_in_words(view, store):
    organisation = make_organisation(store, "Treff")
    save_record(store, "organisation", organisation, {"short_name": "TN"})
    undo(store)

    view.show_record(organisation)

    assert texts(view)
    assert [chip.text() for chip in view.findChildren(Chip) if chip.isVisibleTo(view)] == ["zurückgenommen"]


def test_another_record_replaces_the_first(view, store):
    first, second = make_person(store, "Erste"), make_person(store, "Zweite")

    view.show_record(first)
    view.show_record(second)

    assert "Zweite" in texts(view)
    assert "Erste" not in texts(view)


def ways_back(view) -> list[Button]:
    QApplication.processEvents()
    return [button for button in view.findChildren(Button) if button.objectName().startswith("bringBack-")]


def test_a_single_old_value_is_brought_back_in_place(view, store):
    organisation = make_organisation(store, "Treff", priority="A", short_name="Nord")
    save_record(store, "organisation", organisation, {"priority": "B", "short_name": "Süd"})
    view.show_record(organisation)
    button = next(button for button in ways_back(view) if "Priorität" in button.accessibleName())
    assert button.accessibleName() == "Alten Wert zurückholen: Priorität, A"

    button.click()

    values = load(store, organisation).values
    assert (values["priority"], values["short_name"]) == ("A", "Süd")
    assert "„Treff“: alter Wert von „Priorität“ zurückgeholt" in texts(view)


def test_what_no_longer_fits_is_said_in_words(view, store):
    parent = make_organisation(store, "Träger")
    organisation = make_organisation(store, "Treff", parent=parent)
    save_record(store, "organisation", organisation, {"parent": None})
    view.show_record(organisation)
    trash(store, [parent])
    said: list[str] = []
    view._workbench.troubled.connect(said.append)

    ways_back(view)[0].click()

    assert said == ["„Träger“ liegt im Papierkorb. Bitte zuerst von dort zurückholen."]
    assert load(store, organisation).values["parent"] is None


def test_steps_taken_back_and_new_records_offer_no_old_value(view, store):
    organisation = make_organisation(store, "Treff", short_name="Nord")
    save_record(store, "organisation", organisation, {"short_name": "Süd"})
    undo(store)

    view.show_record(organisation)

    assert ways_back(view) == []
