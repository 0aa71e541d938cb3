"""What pages do with the store: a large step is taken back and done again beside the window, once at a time."""

import pytest

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.gui import workbench
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries import counts


@pytest.fixture
def bench(qapp, store):
    with store.writing("Import") as write:
        add_records(write, KINDS["person"], [{"family_name": f"P{number}"} for number in range(5)])
    return Workbench(store, TaskRunner())


def test_a_large_step_is_undone_and_redone_in_the_background(bench, store, qtbot, monkeypatch):
    monkeypatch.setattr(workbench, "AT_ONCE", 4)
    for replay, left in ((bench.undo, 0), (bench.redo, 5)):
        with qtbot.waitSignal(bench.changed):
            replay()
            assert bench.runner.is_busy()

        assert counts.by_kind(store)["person"] == left
    assert bench.runner.stop_all()


def test_the_key_pressed_twice_takes_one_large_step_back(bench, store, qtbot, monkeypatch):
    monkeypatch.setattr(workbench, "AT_ONCE", 4)
    troubles: list[str] = []
    bench.troubled.connect(troubles.append)

    with qtbot.waitSignal(bench.changed):
        bench.undo()
        bench.undo()

    assert bench.runner.stop_all() and troubles == [] and counts.by_kind(store)["person"] == 0


def test_a_small_step_is_undone_at_once(bench, store):
    bench.undo()

    assert not bench.runner.is_busy() and counts.by_kind(store)["person"] == 0
