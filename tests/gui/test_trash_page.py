"""The trash: everything thrown away stands there, and comes back as one step."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from einsamkeit_desktop.actions import records
from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.trash_page import TrashPage
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries import akte
from einsamkeit_desktop.queries.attachments import attachments
from einsamkeit_desktop.queries.people import roles
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.search import find
from einsamkeit_desktop.queries.trash import trashed, trashed_ids
from einsamkeit_desktop.store import journal

from ..makers import make, make_note, make_organisation, make_person, make_reminder, make_role


@pytest.fixture
def bench(qapp, store, today):
    theme.apply(qapp, dark=False)
    return Workbench(store, TaskRunner(inline=True))


@pytest.fixture
def thrown(store):
    """Two persons and an organisation in the trash, in the order they went there."""
    ids = [make_person(store, "O’Neill 🌱"), make_organisation(store, "<b>Treff & Co</b>"), make_person(store, "Weiß")]
    for record_id in ids:
        records.trash(store, [record_id])
    return ids


def shown(bench, qtbot) -> TrashPage:
    page = TrashPage(bench)
    qtbot.addWidget(page)
    page.resize(900, 500)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def titles(page: TrashPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def button(page: TrashPage) -> QAbstractButton:
    found = page.findChild(QAbstractButton, "restoreButton")
    assert isinstance(found, QAbstractButton)
    return found


def text(page: TrashPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_all_kinds_stand_mixed_the_latest_first(bench, thrown, qtbot):
    page = shown(bench, qtbot)

    assert titles(page) == ["Weiß", "<b>Treff & Co</b>", "O’Neill 🌱"]
    assert page.table.model().index(1, 1).data() == "Organisation"
    assert page.table.model().index(0, 2).data().startswith("heute ")


def test_the_button_brings_the_selection_back_as_one_step(bench, store, thrown, qtbot):
    page = shown(bench, qtbot)
    page.table.selectAll()
    with qtbot.waitSignal(bench.said) as told:
        qtbot.mouseClick(button(page), Qt.MouseButton.LeftButton)

    assert told.args == ["3 Datensätze zurückgeholt.", True]
    assert trashed_ids(store) == [] and titles(page) == []
    journal.undo(store, journal.steps(store, 1)[0].id)
    assert len(trashed_ids(store)) == 3


def test_several_selected_are_named_by_kind_before_they_come_back(bench, thrown, qtbot):
    page = shown(bench, qtbot)
    page.table.selectAll()

    assert "2\N{NO-BREAK SPACE}Personen, 1\N{NO-BREAK SPACE}Organisation." in text(page, "trashSentence")
    assert "2\N{NO-BREAK SPACE}Personen, 1\N{NO-BREAK SPACE}Organisation." in button(page).accessibleDescription()


def test_enter_brings_the_current_one_back_and_goes_to_the_next(bench, store, thrown, qtbot):
    page = shown(bench, qtbot)
    page.table.setFocus()
    page.table.go_to(thrown[1])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert load(store, thrown[1]).trashed_at is None
    assert titles(page) == ["Weiß", "O’Neill 🌱"]
    assert page.table.current_id() == thrown[0] and page.table.hasFocus()


def test_what_hangs_on_a_person_comes_back_with_her(bench, store, qtbot):
    person, organisation = make_person(store), make_organisation(store)
    make_role(store, person, organisation)
    make_note(store, person)
    before = load(store, person).values
    records.trash(store, [person])
    page = shown(bench, qtbot)
    qtbot.mouseClick(button(page), Qt.MouseButton.LeftButton)

    assert load(store, person).values == before


def test_an_empty_trash_says_what_it_is_for(bench, qtbot):
    page = shown(bench, qtbot)
    words = page.findChild(QLabel, "trashEmpty")

    assert isinstance(words, QLabel) and words.isVisible() and "Papierkorb ist leer" in words.text()
    assert not button(page).isEnabled()


def test_the_page_follows_writes_while_it_is_seen_and_later_otherwise(bench, store, qtbot):
    page = shown(bench, qtbot)
    person = make_person(store, "Özdemir")
    bench.do(records.trash, [person])
    assert titles(page) == ["Özdemir"]

    page.hide()
    bench.do(records.restore, [person])
    assert titles(page) == ["Özdemir"]
    page.show()
    assert titles(page) == []


def test_a_record_that_left_the_trash_is_none(store, thrown):
    records.restore(store, thrown[:1])

    assert [line and line.id for line in trashed(store, thrown)] == [None, thrown[1], thrown[2]]


def test_everything_has_a_name(bench, thrown, qtbot):
    page = shown(bench, qtbot)

    for widget in (page, page.table, button(page)):
        assert widget.objectName() and widget.accessibleName()


def test_what_is_brought_back_has_all_its_relations(bench, store, qtbot):
    person, body = make_person(store, "Çelik", topics=("alter",)), make(store, "body", name="Runder Tisch")
    records.save_record(store, "body", body, {"members": (person,)})
    organisation = make_organisation(store, "Treff", target_groups=("kinder",), serves=("01",))
    role = make_role(store, person, organisation)
    note = make_note(store, organisation, person, tasks=[NewTask("Raum klären", date(2026, 12, 1))])
    reminder = make_reminder(store, about=organisation, waiting_for=person)
    add_attachments(store, organisation, [("Satzung.pdf", b"%PDF")])
    everything = [person, organisation, body, role, note, reminder]
    before = [load(store, record_id).values for record_id in everything]
    tasks = akte.open_tasks(store, organisation)

    for record_id in (person, organisation, note, reminder):
        records.trash(store, [record_id])
    page = shown(bench, qtbot)
    page.table.selectAll()
    qtbot.mouseClick(button(page), Qt.MouseButton.LeftButton)

    assert [load(store, record_id).values for record_id in everything] == before
    assert before[1]["target_groups"] == ("kinder",) and before[1]["serves"] == ("01",)
    assert akte.open_tasks(store, organisation) == tasks and len(tasks) == 2
    assert [line.other.id for line in roles(store, organisation)] == [person]
    assert [entry.id for entry in akte.timeline(store, organisation)] == [note]
    assert [entry.file_name for entry in attachments(store, organisation)] == ["Satzung.pdf"]
    assert find(store, "Çelik") and trashed_ids(store) == []
