"""A long list is read beside the GUI thread; only the newest question is answered."""

import pytest

from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui import list_side
from einsamkeit_desktop.gui.list_side import ListSide
from einsamkeit_desktop.gui.listing import column_menu
from einsamkeit_desktop.gui.tasks import Outcome, TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.lists import Filter, ListQuery

from ..makers import make_person


class LateRunner(TaskRunner):
    """A runner whose work is done when the test says so, in any order."""

    def __init__(self):
        super().__init__(inline=True)
        self.waiting = []

    def run(self, _name, work, then=None):
        self.waiting.append((work, then))

    def finish(self, which):
        work, then = self.waiting.pop(which)
        then(Outcome(work(Progress())))


@pytest.fixture
def runner():
    return LateRunner()


@pytest.fixture
def people(store):
    return [make_person(store, name) for name in ("Ähre", "Özdemir", "Übel")]


@pytest.fixture
def side(qtbot, qapp, store, people, runner, monkeypatch):
    make_application()
    monkeypatch.setattr(list_side, "_AT_ONCE", 2)
    made = ListSide(Workbench(store, runner), "person")
    qtbot.addWidget(made)
    made.show()
    return made


def shown(side):
    return list(side.table.model().ids)


def test_a_long_list_is_shown_when_it_has_been_read(side, runner, people):
    assert shown(side) == []

    runner.finish(0)

    assert shown(side) == people


def test_an_older_answer_does_not_replace_a_newer_question(side, runner, people):
    side.show_list(ListQuery("person", words="özdemir"))

    runner.finish(1)
    runner.finish(0)

    assert shown(side) == [people[1]]


def test_a_row_that_was_asked_for_meanwhile_is_current_afterwards(side, runner, people):
    side.go_to(people[2])
    assert side.table.current_id() is None

    runner.finish(0)

    assert side.table.current_id() == people[2]


def test_a_short_list_is_there_at_once(side, runner, people, monkeypatch):
    monkeypatch.setattr(list_side, "_AT_ONCE", 3)

    side.show_list(ListQuery("person", (Filter("priority", "empty"),)))

    assert shown(side) == people


def test_a_filter_that_does_not_exist_is_told_and_the_whole_list_shown(side, runner, people, qtbot):
    side.show_list(ListQuery("person", (Filter("nirgends"),)))
    runner.waiting.pop(0)
    with pytest.raises(Exception, match="nirgends") as told:
        runner.waiting[0][0](Progress())
    _work, then = runner.waiting.pop(0)

    with qtbot.waitSignal(side._workbench.troubled):
        then(Outcome(error=told.value))
    runner.finish(0)

    assert shown(side) == people


def test_the_columns_of_a_list_are_chosen_in_its_menu(side, runner):
    def choose(label):
        menu = column_menu(side.query, side.show_list, side)
        next(action for action in menu.actions() if action.text() == label).trigger()
        return [column.label for column in side.query.shown()]

    usual = choose("Spalten zurücksetzen")

    assert "Funktion" in usual and choose("Funktion") == [label for label in usual if label != "Funktion"]
    assert choose("Funktion")[-1] == "Funktion"
    assert choose("Spalten zurücksetzen") == usual
