"""Questions 3, 4 and 14 of every week are answered in two clicks from the first page."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from einsamkeit_desktop.actions.notes import NewTask
from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds import clock
from tests.makers import make, make_note, make_organisation, make_person, make_reminder

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    clock.fix_today(MONDAY)
    yield
    clock.fix_today(None)


@pytest.fixture
def open_window(store, qtbot, qapp):
    def opened():
        make_application()
        window = MainWindow(Workbench(store, TaskRunner(inline=True)))
        qtbot.addWidget(window)
        window.resize(1440, 860)
        window.show()
        QApplication.processEvents()
        return window

    return opened


def texts(window):
    QApplication.processEvents()
    labels = [label for label in window.findChildren(PlainLabel) if label.isVisibleTo(window)]
    return {label.full_text() for label in labels} | {label.text() for label in window.findChildren(QLabel)}


def click(qtbot, window, name):
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_due_this_week_is_the_first_page(open_window, store):
    body = make(store, "body", name="Sozialausschuss")
    paper = make(store, "council_paper", subject="Sachstand", paper_kind="mitteilungsvorlage")
    make_reminder(store, "Anrufen", MONDAY + timedelta(days=3))
    make(store, "case", subject="Förderantrag", case_kind="projekt", status="neu", deadline_on=MONDAY)
    make(store, "consultation", paper=paper, body=body, session_on=MONDAY + timedelta(days=2), purpose="beschluss")

    assert {"Anrufen", "Förderantrag", "Sozialausschuss"} <= texts(open_window())


def test_what_was_agreed_and_is_open_is_one_click_on_a_task_or_partner(open_window, store, qtbot):
    partner, person = make_organisation(store, "Lindenwinkel"), make_person(store, "Çelik")
    tasks = (NewTask("Raum suchen", MONDAY), NewTask("Termine schicken", MONDAY + timedelta(days=30), person))
    make_note(store, partner, person, day=date(2026, 11, 2), agreement="Start im Januar", tasks=tasks)
    window = open_window()
    task = next(row for row in window.pages.page("today").task_rows() if row.task.text == "Raum suchen")

    qtbot.mouseClick(task, Qt.MouseButton.LeftButton, pos=task.rect().center())

    assert {"Offen", "Raum suchen", "Termine schicken", "Start im Januar"} <= texts(window)


def test_open_mandates_are_one_click(open_window, store, qtbot):
    body = make(store, "body", name="Sozialausschuss")
    mandate = make(store, "mandate", text="Berichten", body=body, report_by=MONDAY + timedelta(days=60))
    make(store, "mandate", text="Erledigt", body=body, done_on=MONDAY)
    window = open_window()

    click(qtbot, window, "more-mandates")

    assert window.pages.shown_list().table.model().ids == [mandate]
