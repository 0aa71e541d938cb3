"""The record beside its list: it follows what changes, but only where it is seen."""

import pytest

from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui.record_pane import RecordPane
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from tests.makers import make_organisation


@pytest.fixture
def bench(store, qapp):
    make_application()
    return Workbench(store, TaskRunner(inline=True))


def titles(pane: RecordPane) -> list[str]:
    return [label.full_text() for label in pane.findChildren(PlainLabel)]


def test_a_pane_out_of_sight_catches_up_when_it_is_seen(bench, store, qtbot):
    organisation = make_organisation(store, "Alt")
    pane = RecordPane(bench)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_record(organisation)
    pane.hide()

    bench.do(save_record, "organisation", organisation, {"name": "Neu"})
    assert "Alt" in titles(pane)
    pane.show()

    assert "Neu" in titles(pane) and "Alt" not in titles(pane)


def test_a_pane_in_sight_follows_at_once(bench, store, qtbot):
    organisation = make_organisation(store, "Alt")
    pane = RecordPane(bench)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_record(organisation)

    bench.do(save_record, "organisation", organisation, {"name": "Neu"})

    assert "Neu" in titles(pane)
