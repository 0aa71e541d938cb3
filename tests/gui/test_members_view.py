"""The members of a committee as a tab: added by search, opened, taken out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton

from einsamkeit_desktop.actions.records import trash, undo
from einsamkeit_desktop.gui.members_view import MembersView, count_members, members
from einsamkeit_desktop.gui.record_pane import RecordPane
from einsamkeit_desktop.queries.record import load
from tests.gui.finding import child
from tests.gui.keys import type_text
from tests.makers import make, make_person, restrict

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def view(qtbot, bench, store):
    made = MembersView(bench)
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show_record(make(store, "body", name="Seniorenbeirat"))
    made.show()
    made.activateWindow()
    return made


def kept(store, view):
    return load(store, view._body_id).values["members"]


def test_a_member_is_added_by_search_and_taken_out_again(qtbot, store, view):
    person = make_person(store, "Özdemir")
    type_text(view.form.picker.line, "özdemir")
    qtbot.keyClick(view.form.picker.line, Qt.Key.Key_Return)
    added = kept(store, view)

    child(view, QPushButton, f"leaveBody-{person}").click()

    assert (added, kept(store, view)) == ((person,), ())


def test_a_change_of_members_is_one_step_to_take_back(store, view):
    view.add(make_person(store))

    undo(store)

    assert kept(store, view) == ()


def test_a_click_opens_the_member(qtbot, bench, store, view):
    person = make_person(store)
    view.add(person)

    with qtbot.waitSignal(bench.open_wanted) as told:
        child(view, QAbstractButton, f"member-{person}").click()

    assert told.args == [person, False]


def test_a_member_in_the_trash_is_not_shown_and_not_lost(store, view):
    gone, new = make_person(store, "Ahrens"), make_person(store, "Beier")
    view.add(gone)
    trash(store, [gone])

    view.add(new)

    assert kept(store, view) == (gone, new)
    assert count_members(store, view._body_id) == 1


def test_members_stand_by_name_and_a_restricted_one_is_not_named(store, view):
    for name in ("Zander", "Öztürk", "Ahrens", "Gesperrt"):
        view.add(make_person(store, name))
    restrict(store, kept(store, view)[-1])

    assert [member.title for member in members(store, view._body_id)] == ["Ahrens", "Öztürk", "Zander"]
    assert len(kept(store, view)) == 4


def test_a_committee_has_the_tab_with_its_count(qtbot, bench, store, view):
    view.add(make_person(store))
    pane = RecordPane(bench)
    qtbot.addWidget(pane)

    pane.show_record(view._body_id)

    assert isinstance(pane.tabs.choose("members"), MembersView)
    tabs = pane.tabs._tabs
    assert tabs.tabText(tabs.currentIndex()) == "Mitglieder 1"
