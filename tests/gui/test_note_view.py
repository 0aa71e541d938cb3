"""A note is read formatted and whole, with its tasks, and leads to whom and what it is about."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.actions.records import save_record, trash
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.formatted import FormattedText
from einsamkeit_desktop.gui.note_view import NoteView
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.record import load
from tests.makers import make, make_case, make_note, make_organisation, make_person


@pytest.fixture
def view(store, qapp, qtbot, today):
    theme.apply(qapp, dark=False)
    made = NoteView(Workbench(store, TaskRunner(inline=True)))
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


def texts(view) -> list[str]:
    QApplication.processEvents()
    return [label.full_text() for label in view.findChildren(PlainLabel) if label.isVisible()]


def press(view, name: str) -> None:
    button = view.findChild(QAbstractButton, name)
    assert button is not None and button.accessibleName()
    button.click()


def test_a_note_called_by_a_code_still_shows_its_subject(view, store):
    case = make(store, "citizen_case", received_on=date(2026, 6, 1), concern="kontakt", status="neu")
    note = make_note(store, about=(case,), subject="Platz am Mittagstisch", day=date(2026, 6, 1))

    view.show_record(note)

    assert any("Platz am Mittagstisch" in text for text in texts(view))


def test_the_text_is_whole_and_formatted(view, store):
    note = make_note(
        store, content="**Lang** " + "und weiter " * 100 + "Ende", agreement="bis _Mai_", day=date(2026, 6, 1)
    )

    view.show_record(note)
    QApplication.processEvents()

    content, agreement = (part.full_text() for part in view.findChildren(FormattedText) if part.isVisible())
    assert content.startswith("Lang und") and content.endswith("Ende") and agreement == "bis Mai"
    assert "Telefonat · 01.06.2026" in texts(view)


def test_it_leads_to_those_who_were_there_and_what_it_is_about(view, store):
    treff, person, case = make_organisation(store, "Treff"), make_person(store, "Weg"), make_case(store, "Anfrage")
    note = make_note(store, treff, person)
    save_record(store, "contact_note", note, {"about": (case,)})
    trash(store, [person])
    opened: list[int] = []
    view._workbench.open_wanted.connect(lambda record_id, _beside: opened.append(record_id))

    view.show_record(note)
    press(view, f"noteRecord-{treff}")
    press(view, f"noteRecord-{case}")

    assert opened == [treff, case]
    assert view.findChild(QAbstractButton, f"noteRecord-{person}") is None


def test_a_task_is_ticked_where_the_note_is_read(view, store, today):
    note = make_note(store, tasks=[NewTask("Raum klären", today)])
    view.show_record(note)
    task = next(i for i in range(note, note + 5) if view.findChild(QAbstractButton, f"tick-{i}"))

    press(view, f"tick-{task}")

    assert load(store, task).values["done_on"] == today


def test_a_note_without_text_says_so(view, store):
    note = make_note(store, content="", agreement="")

    view.show_record(note)

    assert "Dieser Vermerk hat noch keinen Text." in texts(view)
