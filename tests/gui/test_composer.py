"""The composer at work: what is read from the text, links, pins, templates, attendance, drafts."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QWidget

from einsamkeit_desktop.gui import composer_text
from einsamkeit_desktop.gui.composer import Composer
from einsamkeit_desktop.gui.composer_templates import OwnTemplates
from einsamkeit_desktop.gui.entry_view import EntryView
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.note_templates import NoteTemplate
from einsamkeit_desktop.queries.akte import read_entry
from einsamkeit_desktop.queries.meetings import minutes
from einsamkeit_desktop.queries.record import named
from einsamkeit_desktop.queries.settings import kept_setting
from tests.gui.composing import CTRL, chips, kept, press, settle, shown, tasks_of, write
from tests.gui.keys import type_text
from tests.makers import make, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def composer(bench, qtbot):
    return shown(Composer(bench), qtbot)


def test_words_in_the_text_set_the_follow_up_and_take_it_back(composer):
    write(composer, "Rückruf versprochen, WV fr")

    assert composer.form.follow_up.day() == date(2026, 11, 27)
    assert "aus dem Text" in composer.form.said.full_text()

    composer.form.text.setPlainText("Rückruf versprochen")
    settle(composer)
    assert composer.form.follow_up.day() is None


def test_a_follow_up_that_cannot_be_meant_is_said_beside_it(composer):
    write(composer, "Rückruf versprochen, WV 31.2.")
    assert "„WV 31.2.“ nennt keinen kommenden Tag" in composer.form.said.full_text()

    composer.form.text.setPlainText("WV fr oder WV mo")
    settle(composer)
    assert "es gilt die letzte" in composer.form.said.full_text()
    assert composer.form.follow_up.day() == date(2026, 11, 23)

    composer.form.text.setPlainText("WV mo")
    settle(composer)
    assert "letzte" not in composer.form.said.full_text()


def test_a_chosen_follow_up_outlives_the_words_that_came_before_it(composer):
    write(composer, "WV fr")
    composer.form.follow_up.set_day(date(2026, 12, 1))

    write(composer, " Rückruf")

    assert composer.form.follow_up.day() == date(2026, 12, 1)


def test_a_follow_up_at_the_weekend_says_where_it_moves(composer, qtbot):
    write(composer, "Rückruf versprochen. WV sa")

    assert "Sa 28.11. → Mo 30.11." in composer.form.said.full_text()
    (task,) = tasks_of(composer._workbench.store, kept(composer, qtbot).id)
    assert (task["due_on"], task["first_due_on"]) == (date(2026, 11, 30), date(2026, 11, 28))


def test_a_line_of_minutes_becomes_a_task_of_who_is_named(composer, store, qtbot):
    aylin = make_person(store, "Çelik", given_name="Aylin")
    composer.form.links.link(aylin)

    write(composer, "Aufgabe: Çelik: Raumplan schicken bis 10.2.\nMehr war nicht.")

    assert composer.form.text.toPlainText() == "Mehr war nicht."
    (chip,) = chips(composer, "noteTask")
    assert chip.accessibleName() == "Aufgabe: Raumplan schicken, bis Mi 10.02.2027 · wartet auf Aylin Çelik"
    (task,) = tasks_of(store, kept(composer, qtbot).id)
    assert (task["owner"], task["waiting_for"], task["text"]) == ("theirs", aylin, "Raumplan schicken")


def test_pasted_minutes_give_their_tasks_when_kept(composer, store, qtbot):
    composer.form.text.setPlainText("Besprochen.\n- Aufgabe: Plakate drucken bis fr\n- Aufgabe: Raum buchen")

    note = kept(composer, qtbot)

    assert note.values["content"] == "Besprochen."
    assert [task["text"] for task in tasks_of(store, note.id)] == ["Plakate drucken", "Raum buchen"]


def test_a_task_is_changed_on_its_chip(composer, store):
    make_it = make_person(store, "Çelik", given_name="Aylin")
    composer.form.links.link(make_it)
    type_text(composer.form.text, "Raumplan")
    press(composer.form.text, Qt.Key.Key_Return, CTRL)

    popup = composer.form.tasks.open(0)
    popup.owner.choose(str(make_it))
    popup.day.set_day(date(2026, 12, 4))
    popup.take()

    (task,) = composer.form.tasks.tasks()
    assert (task.due_on, task.waiting_for) == (date(2026, 12, 4), make_it)
    assert popup.owner.accessibleName() == "Wer: warten auf Aylin Çelik"


def test_a_known_name_is_offered_and_linked_by_enter(composer, store, qtbot):
    aylin = make_person(store, "Çelik", given_name="Aylin")
    write(composer, "Aylin Çelik ruft zurück")

    (chip,) = chips(composer, "offer-")
    chip.setFocus()
    press(chip, Qt.Key.Key_Return)

    assert chips(composer, "offer-") == []
    assert composer.form.text.hasFocus()
    assert kept(composer, qtbot).values["participants"] == (aylin,)


def test_an_offer_that_was_put_aside_does_not_come_back_for_this_note(composer, store):
    make_person(store, "Çelik", given_name="Aylin")
    write(composer, "Frau Çelik fragen")
    (chip,) = chips(composer, "offer-")

    press(chip, Qt.Key.Key_Delete)
    write(composer, " und Frau Çelik danken")
    assert chips(composer, "offer-") == []

    composer.form.text.clear()
    composer.start(named(store, [make_organisation(store)]).popitem()[1])
    write(composer, "Frau Çelik fragen")
    assert len(chips(composer, "offer-")) == 1


def test_what_is_pinned_stays_for_the_next_note_and_the_rest_goes(composer, store, qtbot):
    event = make(store, "event", name="Winterfest")
    composer.form.show_details(True)
    composer.form.details.place.setText("Rathaus")
    composer.form.details.occasion.setText("Winterfest")
    composer.form.kind.choose("besuch")
    composer.form.links.link(event)
    for name in ("place", "note_kind", "about"):
        button = composer.findChild(QAbstractButton, f"pin-{name}")
        assert button.accessibleName().endswith("für die nächsten Vermerke behalten")
        button.setFocus()
        press(button, Qt.Key.Key_Return)
    write(composer, "Erster Stand")

    kept(composer, qtbot)

    fresh = composer.form.written()
    assert (fresh.place, fresh.note_kind, fresh.about) == ("Rathaus", "besuch", (event,))
    assert (fresh.text, fresh.occasion) == ("", "")
    write(composer, "Zweiter Stand")
    assert kept(composer, qtbot).values["place"] == "Rathaus"


def test_pins_hold_in_the_next_window_and_leave_no_draft(bench, store, qtbot):
    first = shown(Composer(bench, "window"), qtbot)
    first.form.details.place.setText("Rathaus")
    first.form.pins.hold(frozenset({"place"}))
    first._remember_pins()

    second = shown(Composer(bench, "window"), qtbot)
    second._drafts.keep()

    assert second.form.details.place.text() == "Rathaus"
    assert not second.form.details.isHidden()
    second.form.show_details(False)
    assert second.form.said.full_text() == "Für die nächsten Vermerke bleibt: Ort"
    assert not kept_setting(store, "draft.0")


def template(composer: Composer, name: str) -> None:
    menu = composer.form.template.menu()
    next(action for action in menu.actions() if action.data() == name).trigger()


def test_a_template_sets_the_kind_and_is_put_behind_what_was_typed(composer):
    write(composer, "Schon geschrieben.")
    menu = composer.form.template.menu()
    assert menu.actions()[0].text() == "„Protokoll“ anhängen"

    template(composer, "Protokoll")

    assert composer.form.kind.key() == "sitzung"
    assert composer.form.text.toPlainText().startswith("Schon geschrieben.\n\n## Tagesordnung\n")


def test_headings_of_a_template_that_stayed_empty_are_not_kept(composer, qtbot):
    template(composer, "Protokoll")
    type_text(composer.form.text, "Haushalt 2027")

    note = kept(composer, qtbot)

    assert note.values["content"] == "## Tagesordnung\nHaushalt 2027"
    assert note.title == "Haushalt 2027"


def test_a_text_is_remembered_renamed_and_deleted_as_a_template(composer, bench, monkeypatch, qtbot):
    monkeypatch.setattr("einsamkeit_desktop.gui.composer_templates.ask_name", lambda *_asked: "Runde")
    composer.form.kind.choose("besuch")
    write(composer, "## Thema")
    remember = next(a for a in composer.form.template.menu().actions() if a.text().startswith("Diesen Text"))
    remember.trigger()
    assert OwnTemplates(bench).all() == (NoteTemplate("Runde", "besuch", "## Thema"),)

    window = composer.form.template.manage()
    window.names.item(0).setText("Große Runde")
    assert [own.name for own in OwnTemplates(bench).all()] == ["Große Runde"]
    press(window.names, Qt.Key.Key_Delete)

    assert OwnTemplates(bench).all() == ()
    window.close()


def test_attendance_is_taken_by_keys_and_stands_in_the_minutes(composer, store, qtbot):
    ids = [make_person(store, name, given_name="Ada") for name in ("Çelik", "Müller", "Yıldız")]
    body = make(store, "body", name="Runder Tisch", members=tuple(ids))
    composer.form.links.link(body)
    template(composer, "Protokoll")
    (strip,) = chips(composer, "noteAttendance")
    assert strip.accessibleName() == "Anwesenheit: 3 Mitglieder"

    window = strip.open()
    for key in (Qt.Key.Key_A, Qt.Key.Key_E, Qt.Key.Key_F):
        press(window.table, key)
    press(window.table, Qt.Key.Key_Return)

    assert strip.accessibleName() == "Anwesenheit: 1 anwesend, 1 entschuldigt, 1 fehlt"
    assert "## Anwesend\nAda Çelik\n" in composer.form.text.toPlainText()
    note = kept(composer, qtbot)
    assert note.values["participants"] == (body, ids[0])
    assert note.values["excused"] == (ids[1],)
    paper = minutes(store, note.id)
    assert ("Entschuldigt", "Ada Müller") in [(line.label, line.text) for line in paper.facts]
    assert "Ada Çelik" in [entry.name for entry in paper.attendees]


def test_minutes_are_called_by_their_committee_the_kind_stands_beside_it(composer, store, qtbot):
    composer.form.links.link(make(store, "body", name="Runder Tisch"))
    template(composer, "Protokoll")
    composer.form.text.moveCursor(QTextCursor.MoveOperation.End)
    write(composer, "Plakate drucken")

    note = kept(composer, qtbot)

    assert note.title == "Runder Tisch"
    line = EntryView(read_entry(store, note.id), composer._workbench.words(), 0)
    qtbot.addWidget(line)
    assert line.title.full_text() == "Sitzung: Runder Tisch"


def test_another_template_replaces_one_below_which_nothing_was_written(composer, store):
    aylin = make_person(store, "Çelik", given_name="Aylin")
    composer.form.links.link(make(store, "body", name="Runder Tisch", members=(aylin,)))
    template(composer, "Protokoll")
    (strip,) = chips(composer, "noteAttendance")
    press(strip.open().table, Qt.Key.Key_Return)

    template(composer, "Telefonnotiz")

    text = composer.form.text.toPlainText()
    assert text.startswith("## Anliegen") and "Tagesordnung" not in text
    assert composer.form.written().headings == ("Anliegen", "Besprochen", "Nächste Schritte")

    write(composer, "Ein Raum fehlt")
    template(composer, "Besuch")
    assert "Ein Raum fehlt" in composer.form.text.toPlainText() and "## Eindruck" in composer.form.text.toPlainText()


def test_an_attendance_taken_again_replaces_what_it_wrote(composer, store):
    ids = [make_person(store, name) for name in ("Çelik", "Müller")]
    composer.form.links.link(make(store, "body", name="Runder Tisch", members=tuple(ids)))
    template(composer, "Protokoll")
    (strip,) = chips(composer, "noteAttendance")

    for key in (Qt.Key.Key_A, Qt.Key.Key_E):
        window = strip.open()
        press(window.table, key)
        press(window.table, Qt.Key.Key_Return)

    text = composer.form.text.toPlainText()
    assert "## Anwesend\nMüller\n" in text and "## Entschuldigt\nÇelik\n" in text


def test_an_agreement_alone_is_a_note(composer, qtbot):
    composer.form.details.agreement.setText("Treffen im Mai")

    assert kept(composer, qtbot).title == "Treffen im Mai"


def test_without_the_list_no_member_takes_part(composer, store, qtbot):
    body = make(store, "body", name="Runder Tisch", members=(make_person(store),))
    composer.form.links.link(body)
    write(composer, "Geschäftsstelle angerufen")

    note = kept(composer, qtbot)

    assert note.values["participants"] == (body,)
    assert note.values["excused"] == ()


def test_a_note_with_nobody_says_so_quietly_and_is_kept_all_the_same(composer, store, qtbot):
    write(composer, "Anruf")
    assert "ohne Beteiligte" in composer.form.said.full_text() and composer.form.said.isVisible()

    composer.form.links.link(make_person(store))
    assert composer.form.said.isHidden()
    kept(composer, qtbot)
    assert composer.form.said.isHidden()

    write(composer, "Anruf")
    kept(composer, qtbot)


def test_the_choice_of_kind_says_whether_it_counts(composer):
    assert composer.form.said.isHidden()
    assert composer.form.kind.accessibleDescription() == "zählt als Kontakt"

    menu = composer.form.kind.menu()
    next(action for action in menu.actions() if action.data() == "email_aus").trigger()

    assert composer.form.said.full_text() == "Zählt nicht als Kontakt, ausgehend"


def test_a_draft_comes_back_whole(bench, store, composer, qtbot):
    aylin = make_person(store, "Çelik", given_name="Aylin")
    event = make(store, "event", name="Winterfest")
    form = composer.form
    form.links.link(aylin)
    form.links.link(event)
    form.kind.choose("besuch")
    form.details.occasion.setText("Winterfest")
    write(composer, "Halber Satz, WV fr")
    type_text(form.text, "\n")
    before = form.written()
    composer._drafts.keep()

    again = shown(Composer(bench), qtbot)

    assert again.form.written() == before
    assert before.follow_up == date(2026, 11, 27) and before.about == (event,)


def test_a_draft_is_kept_while_typing_goes_on(composer, store, monkeypatch):
    type_text(composer.form.text, "a")
    assert composer._drafts._timer.isActive()
    left = composer._drafts._timer.remainingTime()

    type_text(composer.form.text, "bc")

    assert composer._drafts._timer.remainingTime() <= left
    composer._drafts._timer.timeout.emit()
    assert kept_setting(store, "draft.0")["text"] == "abc"


def test_a_kind_and_a_moment_alone_are_no_note_begun(bench, composer, store, qtbot):
    composer.form.kind.choose("besuch")
    composer.moment.set_moment(clock.local_moment(date(2026, 12, 1), time(9)))

    composer._drafts.keep()

    assert not kept_setting(store, "draft.0")


def test_a_draft_keeps_the_moment_it_was_begun(bench, composer, qtbot):
    write(composer, "Halber Satz")
    begun = composer.moment.moment()
    composer._drafts.keep()
    clock.fix_today(date(2026, 11, 25))

    again = shown(Composer(bench), qtbot)

    assert again.moment.moment() == begun


def test_more_opens_by_key_and_everything_has_a_name(composer):
    press(composer.form.text, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    assert composer.form.details.agreement.hasFocus()
    silent = [
        widget.objectName()
        for widget in composer.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.accessibleName()
    ]
    assert silent == []
    assert composer_text.LOOK_AFTER_MS < 1000
