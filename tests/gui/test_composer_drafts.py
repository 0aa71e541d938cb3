"""Notes begun and not saved: told on Heute, back with what belongs to them, gone when they are kept."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from einsamkeit_desktop.actions.records import trash
from einsamkeit_desktop.gui.composer import Composer
from einsamkeit_desktop.gui.drafts import begun_notes
from einsamkeit_desktop.gui.lines import LineRow
from einsamkeit_desktop.gui.note_window import NoteWindow
from einsamkeit_desktop.gui.today_drafts import BegunNotes
from einsamkeit_desktop.queries.record import named
from einsamkeit_desktop.queries.settings import kept_setting
from tests.gui.composing import chips, shown, write
from tests.makers import make, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def composer(bench, qtbot):
    return shown(Composer(bench), qtbot)


def begin(composer: Composer, text: str, record_id: int = 0) -> None:
    """Leave a note unfinished."""
    composer.start(named(composer._workbench.store, [record_id])[record_id] if record_id else None)
    composer.form.text.setPlainText(text)
    composer.keep_draft()


def test_heute_tells_of_a_note_begun_and_opens_it(bench, store, composer, qtbot):
    treff = make_organisation(store, "Treff")
    begin(composer, "Halber Satz")
    begin(composer, "Raum besprochen", treff)

    line = BegunNotes(bench)
    qtbot.addWidget(line)
    line.refresh()

    assert not line.isHidden()
    own, other = line.findChildren(LineRow)
    assert own.accessibleName() == "Angefangener Vermerk: Halber Satz"
    assert other.accessibleName() == "Angefangener Vermerk zu Treff: Raum besprochen"
    with qtbot.waitSignal(bench.open_wanted) as opened:
        other.click()
    assert opened.args == [treff, False]
    own.click()
    (window,) = line.findChildren(NoteWindow)
    assert window.composer.form.text.toPlainText() == "Halber Satz"


def test_the_text_about_a_citizen_or_a_confidential_one_is_not_told(store, composer):
    case = make(store, "citizen_case", received_on=date(2026, 11, 20), concern="kontakt", status="neu")
    begin(composer, "Frau Kowalk rief an", case)
    composer.start(None)
    composer.form.details.confidential.setChecked(True)
    begin(composer, "Frau Kowalk rief an")

    said = [note.said for note in begun_notes(store)]

    assert len(said) == 2 and "Kowalk" not in "".join(said)


def test_nothing_is_told_of_a_record_in_the_trash_or_of_a_note_that_was_kept(store, composer):
    treff = make_organisation(store, "Treff")
    begin(composer, "Raum besprochen", treff)
    begin(composer, "Halber Satz")

    composer.start(None)
    composer.keep()
    trash(store, [treff])

    assert begun_notes(store) == []


def test_a_window_that_was_left_does_not_bring_back_what_another_one_kept(bench, store, qtbot):
    first = NoteWindow(bench)
    write(first.composer, "Raum besprochen")
    first.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    second = NoteWindow(bench)
    qtbot.addWidget(second)

    second.composer.keep()
    bench.closing.emit()

    assert not kept_setting(store, "draft.0")


def test_known_names_are_offered_again_with_the_text_that_comes_back(bench, store, composer, qtbot):
    aylin = make_person(store, "Çelik", given_name="Aylin")
    begin(composer, "Frau Aylin Çelik rief an")

    again = shown(Composer(bench), qtbot)

    qtbot.waitUntil(lambda: [chip.objectName() for chip in chips(again, "offer-")] == [f"offer-{aylin}"])
