"""Writing a note down: what was begun survives leaving, locking and closing, and nothing is kept twice."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from einsamkeit_desktop.app import Application, make_application
from einsamkeit_desktop.gui.composer import Composer
from einsamkeit_desktop.gui.list_page import ListPage
from einsamkeit_desktop.gui.note_window import NoteWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.record import named
from einsamkeit_desktop.store.store import Store
from tests.makers import make_organisation, make_person

TODAY = date(2026, 11, 23)


@pytest.fixture
def bench(store, qapp):
    make_application()
    clock.fix_today(TODAY)
    yield Workbench(store, TaskRunner(inline=True))
    clock.fix_today(None)


@pytest.fixture
def composer(bench, qtbot):
    made = Composer(bench)
    qtbot.addWidget(made)
    return made


def start(composer: Composer, store: Store, record_id: int) -> None:
    composer.start(named(store, [record_id])[record_id])


def test_everything_begun_comes_back_with_its_record(composer, store, qtbot):
    one, other = make_organisation(store), make_person(store)
    start(composer, store, one)
    composer.text.setPlainText("Liste schicken")
    qtbot.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    composer.agreement.setText("bis Freitag")
    composer.confidential.setChecked(True)
    composer.people.add(str(other), "Özdemir")

    start(composer, store, other)
    assert not composer.is_dirty and composer.agreement.text() == "" and not composer.confidential.isChecked()
    start(composer, store, one)

    assert composer.is_dirty
    assert composer.agreement.text() == "bis Freitag"
    assert composer.confidential.isChecked() and not composer.confidential.isHidden()
    assert set(composer.people.keys()) == {str(one), str(other)}


def test_a_note_window_brings_back_what_the_last_one_held(bench, store, qtbot):
    first = NoteWindow(bench)
    qtbot.addWidget(first)
    first.composer.text.setPlainText("Anruf von")
    bench.closing.emit()

    again = NoteWindow(bench)
    qtbot.addWidget(again)

    assert again.composer.text.toPlainText() == "Anruf von"


def test_a_kept_note_leaves_no_draft(composer, store):
    one = make_organisation(store)
    start(composer, store, one)
    composer.text.setPlainText("Besprochen")

    composer.keep()
    start(composer, store, make_person(store))
    start(composer, store, one)

    assert not composer.is_dirty


def test_locking_keeps_what_was_typed_a_moment_ago(store_folder, qtbot, qapp):
    make_application()
    application = Application(store_folder, inline_tasks=True)
    qtbot.addWidget(application.entrance)
    application.start()
    window = application.window
    assert window is not None
    one = make_organisation(window.workbench.store)
    window.open_record(one)
    page = window.page("organisation")
    assert isinstance(page, ListPage)
    page.pane.findChild(Composer).text.setPlainText("Gerade getippt")

    application._leave()

    with Store.open(store_folder) as store:
        composer = Composer(Workbench(store, TaskRunner(inline=True)))
        qtbot.addWidget(composer)
        start(composer, store, one)
        assert composer.text.toPlainText() == "Gerade getippt"


def test_a_full_disk_is_told_when_a_setting_cannot_be_kept(bench, store, qtbot):
    store.close()

    with qtbot.waitSignal(bench.troubled):
        bench.keep("list.person", {})
