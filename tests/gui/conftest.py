"""What holds for every test with widgets: Qt warnings fail, save those the screenless platform cannot avoid."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.store.store import Store

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say what it cannot do: size hints of fixed windows, raising, grabbing for popups."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture
def bench(store: Store, qapp: QApplication) -> Workbench:
    """Give a workbench on the test's store, in light colours, whose tasks are done at once."""
    theme.apply(qapp, dark=False)
    return Workbench(store, TaskRunner(inline=True))
