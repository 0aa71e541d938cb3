"""A reminder with a time says quietly when it falls due."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtGui import QAccessible

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.due_notices import DueNotices
from einsamkeit_desktop.gui.statusline import StatusLine
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds import clock
from tests.makers import make_organisation, make_reminder


@pytest.fixture
def at(monkeypatch, today):
    def set_clock(hour, minute=0):
        moment = datetime(today.year, today.month, today.day, hour, minute).astimezone()
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(13, 59)
    return set_clock


@pytest.fixture
def notices(store, qtbot, qapp, at):
    theme.apply(qapp, dark=False)
    status = StatusLine()
    qtbot.addWidget(status)
    status.show()
    return DueNotices(Workbench(store, TaskRunner(inline=True)), status, status), status


def test_it_is_said_once_and_spoken(notices, store, at, today, monkeypatch):
    look, status = notices
    spoken = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: spoken.append(event))
    make_reminder(store, "Rückruf", today, due_time="14:00", about=make_organisation(store, "Stadtblatt"))
    at(14)

    look.look()
    said = status.text()
    status.say("")
    look.look()

    assert said == "Jetzt fällig: 14:00 Rückruf (Stadtblatt)"
    assert status.text() == ""
    assert len(spoken) == 1


def test_several_are_counted_and_those_before_the_start_are_not_said(notices, store, at, today):
    look, status = notices
    for text, time in (("Früh", "08:00"), ("Rückruf", "14:00"), ("Post", "14:05")):
        make_reminder(store, text, today, due_time=time)
    make_reminder(store, "Morgen", today + timedelta(days=1), due_time="14:00")
    at(14, 10)

    look.look()

    assert status.text() == "Jetzt fällig: 14:00 Rückruf und 1 weitere, siehe „Heute“"


def test_the_way_back_of_a_step_is_not_taken_away(notices, store, at, today):
    look, status = notices
    make_reminder(store, "Rückruf", today, due_time="14:00")
    status.say("Gespeichert.", can_undo=True)
    at(14)
    look.look()
    waited = status.text()
    status.say("")

    look.look()

    assert waited == "Gespeichert."
    assert status.text().startswith("Jetzt fällig")


def test_a_closed_window_looks_no_more(notices, store, at, today):
    look, status = notices
    status.hide()
    store.close()
    at(14)

    look.look()

    assert status.text() == ""
