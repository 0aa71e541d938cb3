"""The steps: each can be taken back, a large one in part, and what became of it is said in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from einsamkeit_desktop.actions import records
from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.gui import steps_page, theme
from einsamkeit_desktop.gui.steps_page import StepsPage
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.store.store import Store

from ..makers import make_organisation, make_person, make_role


@pytest.fixture
def bench(qapp, store, today):
    theme.apply(qapp, dark=False)
    return Workbench(store, TaskRunner(inline=True))


def shown(bench, qtbot) -> StepsPage:
    page = StepsPage(bench)
    qtbot.addWidget(page)
    page.resize(1000, 500)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def column(page: StepsPage, place: int) -> list[str]:
    model = page.table.model()
    return [model.index(row, place).data() for row in range(model.rowCount())]


def button(page: StepsPage, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def press(page: StepsPage, name: str, qtbot) -> None:
    assert button(page, name).isVisible() and button(page, name).isEnabled()
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def notice(page: StepsPage) -> str:
    found = page.findChild(QLabel, "stepNoticeText")
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


@pytest.fixture
def bulk(store):
    """Three persons put into the trash in one step, one of them brought back by hand since."""
    ids = [make_person(store, name) for name in ("Çelik", "Weiß", "Øst")]
    changes = records.trash(store, ids)
    records.restore(store, ids[:1])
    return ids, changes.step_id


def test_all_steps_stand_there_the_newest_first(bench, store, qtbot):
    make_person(store, "Özdemir")
    make_organisation(store, "Treff")
    page = shown(bench, qtbot)

    assert column(page, 0) == ["Organisation „Treff“ angelegt", "Person „Özdemir“ angelegt"]
    assert column(page, 2) == ["1", "1"] and column(page, 3) == ["gilt", "gilt"]
    assert all(when.startswith("heute ") for when in column(page, 1))


def test_steps_of_earlier_sessions_stand_there_and_can_be_taken_back(store_folder, qapp, qtbot):
    theme.apply(qapp, dark=False)
    with Store.open(store_folder) as earlier:
        make_person(earlier, "Özdemir")
    with Store.open(store_folder) as store:
        page = shown(Workbench(store, TaskRunner(inline=True)), qtbot)
        press(page, "undoButton", qtbot)

        assert column(page, 3) == ["zurückgenommen"]


def test_an_older_step_is_taken_back_past_newer_ones(bench, store, qtbot):
    person = make_person(store, "Özdemir")
    step = records.save_record(store, "person", person, {"given_name": "Ayşe"}).step_id
    make_organisation(store)
    page = shown(bench, qtbot)
    page.table.go_to(step)
    press(page, "undoButton", qtbot)

    assert not load(store, person).values["given_name"]
    assert column(page, 3) == ["gilt", "zurückgenommen", "gilt"]
    assert page.table.current_id() == step and not button(page, "undoButton").isEnabled()


def test_the_newest_undone_step_is_done_again(bench, store, qtbot):
    person = make_person(store, "Özdemir")
    page = shown(bench, qtbot)
    assert not button(page, "redoButton").isEnabled()
    bench.undo()
    press(page, "redoButton", qtbot)

    assert load(store, person).title == "Özdemir"
    assert column(page, 3) == ["gilt"] and not button(page, "redoButton").isEnabled()


def test_a_large_step_is_taken_back_in_part_after_asking(bench, store, bulk, qtbot):
    ids, step = bulk
    page = shown(bench, qtbot)
    page.table.go_to(step)
    press(page, "undoButton", qtbot)
    assert "Es wurde nichts geändert. Seither: „" in notice(page) and button(page, "takeBackPartButton").hasFocus()
    assert load(store, ids[1]).trashed_at is not None
    press(page, "takeBackPartButton", qtbot)

    assert "2 zurückgenommen · 1 behalten, weil seither bearbeitet · 0 nicht möglich" in notice(page)
    assert all(load(store, record_id).trashed_at is None for record_id in ids)
    assert not button(page, "takeBackPartButton").isVisible()


def test_what_others_refer_to_by_now_is_counted_apart(bench, store, qtbot):
    with store.writing("Import") as write:
        made = add_records(write, KINDS["person"], [{"family_name": n} for n in ("Çelik", "Weiß")])
    make_role(store, made[0], make_organisation(store))
    page = shown(bench, qtbot)
    page.table.go_to(write.changes.step_id)
    press(page, "undoButton", qtbot)
    press(page, "takeBackPartButton", qtbot)

    assert "1 zurückgenommen · 0 behalten, weil seither bearbeitet · 1 nicht möglich, weil andere" in notice(page)


def test_the_three_counts_stand_there_when_all_went_well_too(bench, store, qtbot):
    with store.writing("Import") as write:
        add_records(write, KINDS["person"], [{"family_name": n} for n in ("Çelik", "Weiß")])
    page = shown(bench, qtbot)
    press(page, "undoButton", qtbot)

    assert "„Import“: 2 zurückgenommen · 0 behalten, weil seither bearbeitet · 0 nicht möglich" in notice(page)
    press(page, "closeNoticeButton", qtbot)
    assert notice(page) == "" and column(page, 3) == ["zurückgenommen"]


def test_leaving_it_changes_nothing_and_gives_the_focus_back(bench, store, bulk, qtbot):
    ids, step = bulk
    page = shown(bench, qtbot)
    page.table.go_to(step)
    press(page, "undoButton", qtbot)
    press(page, "closeNoticeButton", qtbot)

    assert notice(page) == "" and button(page, "undoButton").isVisible() and page.table.hasFocus()
    assert load(store, ids[1]).trashed_at is not None


def test_another_step_takes_the_question_away(bench, bulk, qtbot):
    page = shown(bench, qtbot)
    page.table.go_to(bulk[1])
    press(page, "undoButton", qtbot)
    page.table.go_by(-1)

    assert notice(page) == ""


def test_a_large_step_runs_in_the_background_and_takes_no_second_one(store, bulk, qapp, qtbot, monkeypatch):
    monkeypatch.setattr(steps_page, "AT_ONCE", 2)
    records.trash(store, bulk[0][:1])
    bench = Workbench(store, TaskRunner())
    page = shown(bench, qtbot)
    page.table.go_to(bulk[1])
    with qtbot.waitSignal(bench.runner.finished):
        press(page, "undoButton", qtbot)
        assert not button(page, "undoButton").isEnabled()

    qtbot.waitUntil(lambda: notice(page) != "")
    assert bench.runner.stop_all()


def test_enter_leads_to_the_button_and_takes_nothing_back(bench, store, qtbot):
    make_person(store, "Özdemir")
    page = shown(bench, qtbot)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert column(page, 3) == ["gilt"] and button(page, "undoButton").hasFocus()
    qtbot.keyClick(button(page, "undoButton"), Qt.Key.Key_Space)

    assert column(page, 3) == ["zurückgenommen"]


def test_an_empty_list_says_what_will_stand_there(bench, qtbot):
    page = shown(bench, qtbot)
    words = page.findChild(QLabel, "stepsEmpty")

    assert isinstance(words, QLabel) and words.isVisible() and "Noch kein Schritt" in words.text()
    assert not button(page, "undoButton").isEnabled() and not button(page, "redoButton").isEnabled()


def test_everything_has_a_name(bench, store, qtbot):
    make_person(store)
    page = shown(bench, qtbot)

    for widget in (page, page.table, *page.findChildren(QAbstractButton)):
        if not widget.objectName().startswith("qt_") and widget.isVisible():
            assert widget.objectName() and widget.accessibleName(), widget


def test_a_later_step_in_the_way_is_named_and_the_button_waits(bench, store, qtbot):
    person = make_person(store, "Özdemir", remark="eins")
    records.save_record(store, "person", person, {"remark": "zwei"})
    records.save_record(store, "person", person, {"given_name": "Ida"})
    page = shown(bench, qtbot)

    page.table.go_by(2)
    sentence = said(page)

    assert not button(page, "undoButton").isEnabled()
    assert sentence.startswith("„Person ‚Özdemir‘ angelegt“ lässt sich zurücknehmen, sobald")
    assert button(page, "undoButton").accessibleDescription() == sentence
    page.table.go_by(-2)
    press(page, "undoButton", qtbot)
    page.table.go_by(1)
    press(page, "undoButton", qtbot)
    page.table.go_by(1)
    assert button(page, "undoButton").isEnabled()
    assert "Strg+Z" in said(page)


def said(page: StepsPage) -> str:
    found = page.findChild(QLabel, "stepsSentence")
    assert isinstance(found, QLabel)
    return found.text()


def test_taking_back_a_large_step_shows_how_far_it_is_and_can_be_stopped(bench, store, qtbot):
    with store.writing("Import") as write:
        ids = add_records(write, KINDS["person"], [{"family_name": f"P{number}"} for number in range(60)])
    page = shown(bench, qtbot)
    page.table.go_to(write.changes.step_id)
    seen = []
    bench.runner.started.connect(lambda task: task.progressed.connect(lambda done, total: seen.append((done, total))))
    bench.runner.started.connect(lambda task: task.cancel())
    press(page, "undoButton", qtbot)
    assert load(store, ids[0]).title == "P0" and column(page, 3)[0] == "gilt"

    page = shown(Workbench(store, TaskRunner(inline=True)), qtbot)
    page.table.go_to(write.changes.step_id)
    page._workbench.runner.started.connect(lambda task: task.progressed.connect(lambda *step: seen.append(step)))
    press(page, "undoButton", qtbot)

    assert seen and seen[-1][0] == seen[-1][1]
    assert column(page, 3)[0] == "zurückgenommen"
