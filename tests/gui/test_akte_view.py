"""The Akte on the screen: what is open and what was agreed stand above the timeline and can be done in place."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.notes import NewNote, write_note
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.akte_view import AkteView
from einsamkeit_desktop.gui.entry_view import EntryView, HappeningView
from einsamkeit_desktop.gui.formatted import FormattedText
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries import akte
from tests.makers import make_note, make_offer, make_organisation, make_person, make_reminder, make_role

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def view(store, qapp, qtbot, today):
    theme.apply(qapp, dark=False)
    bench = Workbench(store, TaskRunner(inline=True))
    made = AkteView(bench)
    bench.changed.connect(lambda _changes: made.show_record(made._record_id))
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    return made


@pytest.fixture
def organisation(store):
    return make_organisation(store)


def texts(part) -> list[str]:
    QApplication.processEvents()
    return [label.full_text() for label in part.findChildren(PlainLabel) if label.isVisible()]


def press(view, name: str) -> None:
    button = view.findChild(QAbstractButton, name)
    assert button is not None and button.accessibleName()
    button.click()
    QApplication.processEvents()


def test_an_akte_with_nothing_open_has_no_head(view, organisation):
    view.show_record(organisation)

    assert not view.head.isVisible()


def test_a_note_is_not_called_by_its_kind_twice(view, store, organisation):
    make_note(store, organisation, subject="Telefonat zu V-2026-QVCN", content="Ein Platz wird gesucht.")

    view.show_record(organisation)

    assert "Telefonat zu V-2026-QVCN" in texts(view)


def test_two_calls_of_one_day_say_when_they_were(view, store, organisation):
    for day, hour in ((SUMMER, 9), (SUMMER, 16), (SPRING, 9)):
        write_note(store, NewNote("telefonat", clock.local_moment(day, time(hour)), "Text", (organisation,)))

    view.show_record(organisation)

    days = [text for text in texts(view) if text.startswith("01.")]
    assert days == ["01.06.2026 16:00", "01.06.2026 09:00", "01.03.2026"]
    first = view.findChild(EntryView)
    assert "01.06.2026 16:00" in first.accessibleName()


def test_open_tasks_of_both_sides_lead_overdue_first(view, store, organisation):
    person = make_person(store, "Çelik")
    make_role(store, person, organisation)
    make_reminder(store, "Raum klären", due_on=date(2027, 1, 4), about=organisation)
    make_reminder(store, "Termine schicken", due_on=SUMMER, owner="theirs", waiting_for=person, about=organisation)

    view.show_record(organisation)

    said = texts(view.head)
    assert said[:2] == ["Offen", "2"]
    assert said.index("Termine schicken") < said.index("Raum klären")
    assert "wartet auf Çelik" in said


def test_an_open_task_is_ticked_in_place(view, store, organisation, qtbot):
    first = make_reminder(store, "erste", due_on=SPRING, about=organisation)
    second = make_reminder(store, "zweite", due_on=SUMMER, about=organisation)
    view.show_record(organisation)
    view.window().activateWindow()
    view.findChild(QAbstractButton, f"openTick-{first}").setFocus()

    press(view, f"openTick-{first}")

    assert [task.id for task in akte.open_tasks(store, organisation)] == [second]
    assert "erste" not in texts(view.head)
    assert view.focusWidget().objectName() == f"openTick-{second}"


def test_many_open_tasks_are_unfolded_on_demand(view, store, organisation):
    for number in range(6):
        make_reminder(store, f"Nr. {number}", about=organisation)
    view.show_record(organisation)
    assert "Nr. 4" not in texts(view.head)

    press(view, "allOpenTasks")

    assert {"Nr. 4", "Nr. 5"} <= set(texts(view.head))


def test_the_last_agreement_stands_there_with_its_day(view, store, organisation):
    make_note(store, organisation, day=SPRING, agreement="alt")
    note = make_note(store, organisation, day=SUMMER, agreement="Entwurf <b>bis</b> Herbst")
    view.show_record(organisation)
    opened: list[int] = []
    view._workbench.open_wanted.connect(lambda record_id, _beside: opened.append(record_id))

    press(view, "openAgreement")

    said = texts(view.head)
    assert {"Zuletzt vereinbart", "01.06.2026", "Entwurf <b>bis</b> Herbst"} <= set(said)
    assert opened == [note]


@pytest.mark.parametrize("text", ["Fischbrötchen" * 40, "=" * 280, "**Wichtig:** " + "http://a.invalid/" + "q" * 280])
def test_a_word_without_end_does_not_push_the_akte_out_of_the_window(view, store, organisation, text):
    note = make_note(store, organisation, content=f"Am Telefon. {text} Ende.", agreement=text)

    view.show_record(organisation)
    for _layout in range(5):  # each asks for the next
        QApplication.processEvents()

    entry, pencil = view.findChild(EntryView), view.findChild(QAbstractButton, f"edit-{note}")
    assert view.widget().width() <= view.viewport().width()
    assert pencil.mapTo(view, pencil.rect().bottomRight()).x() < view.width()
    assert entry.height() > 4 * theme.current().px(16)


def shown(view) -> list[str]:
    QApplication.processEvents()
    return [entry.title.full_text() for entry in view.findChildren(EntryView) if entry.isVisible()]


def choose(button, text: str) -> None:
    menu = button.menu()
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def talks(view, store, organisation, today):
    person = make_person(store, "Çelik", given_name="Aylin")
    make_note(store, organisation, subject="Alt", day=date(2024, 3, 1), note_kind="besuch")
    make_note(store, organisation, person, subject="Runde", content="Größe der Gruppe", day=SUMMER)
    make_note(store, organisation, subject="Neu", day=date(2026, 11, 1))
    view.show_record(organisation)
    return view


@pytest.mark.parametrize(
    ("button", "text", "titles"),
    [
        ("kind", "Vor-Ort-Besuch/Hospitation", ["Besuch: Alt"]),
        ("period", "letzte 90 Tage", ["Telefonat: Neu"]),
        ("period", "letzte 12 Monate", ["Telefonat: Neu", "Telefonat: Runde"]),
        ("person", "Aylin Çelik", ["Telefonat: Runde"]),
    ],
)
def test_a_choice_narrows_the_timeline_and_says_so(talks, button, text, titles):
    choose(getattr(talks.filter, button), text)

    assert shown(talks) == titles
    assert f"{len(titles)} von 3 Einträgen" in texts(talks.filter)


def test_words_narrow_while_typing_and_escape_brings_all_back(talks, qtbot):
    talks.filter.words.setText("groesse")
    qtbot.waitUntil(lambda: shown(talks) == ["Telefonat: Runde"])

    qtbot.keyClick(talks.filter.words, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: len(shown(talks)) == 3)


def test_where_nothing_fits_the_way_back_is_beside_the_words(talks, qtbot):
    talks.filter.words.setText("xyzzy")
    qtbot.keyClick(talks.filter.words, Qt.Key.Key_Return)
    assert shown(talks) == []
    assert "Kein Eintrag passt zu dem, was eingestellt ist." in texts(talks)

    press(talks, "akteReset")

    assert len(shown(talks)) == 3
    assert talks.filter.words.text() == ""


def test_a_change_keeps_the_filter_and_another_record_drops_it(talks, store, organisation):
    choose(talks.filter.kind, "Vor-Ort-Besuch/Hospitation")
    talks.show_record(organisation)
    assert shown(talks) == ["Besuch: Alt"]

    talks.show_record(make_organisation(store, "Andere"))

    assert (talks.filter.kind.key(), talks.filter.kind.text()) == ("", "alle Arten")
    assert not talks.filter.isVisible()


def test_tab_goes_from_the_text_through_head_and_filter_to_the_entries(talks, store, organisation):
    task = make_reminder(store, "Termine", about=organisation)
    talks.show_record(organisation)

    chain, widget = [], talks.composer
    for _number in range(400):
        widget = widget.nextInFocusChain()
        chain.append(widget.objectName())

    edit = next(place for place, name in enumerate(chain) if name.startswith("edit-"))
    stops = ["noteSave", f"openTick-{task}", "akteKind", "aktePeriod", "aktePerson", "akteSearch"]
    places = [chain.index(name) for name in stops]
    assert places == sorted(places)
    assert places[-1] < edit


def lines(view) -> list[str]:
    QApplication.processEvents()
    found = [part for kind in (EntryView, HappeningView) for part in view.findChildren(kind) if part.isVisible()]
    return [part.title.full_text() for part in sorted(found, key=lambda part: part.y())]


def test_what_happened_stands_between_the_notes_on_its_day(talks, store, organisation):
    offer = make_offer(store, "Mittagstisch", provider=organisation, starts_on=date(2026, 7, 1))
    make_role(store, make_person(store, "Yıldız"), organisation, since=date(2020, 1, 1))

    talks.show_record(organisation)

    assert lines(talks) == [
        "Telefonat: Neu",
        "Angebot begonnen: Mittagstisch",
        "Telefonat: Runde",
        "Besuch: Alt",
        "Funktion begonnen: Yıldız, Leitung",
    ]
    opened: list[int] = []
    talks._workbench.open_wanted.connect(lambda record_id, _beside: opened.append(record_id))
    press(talks, f"lead-{offer}")
    assert opened == [offer]


def test_who_asks_for_notes_gets_notes_alone(talks, store, organisation):
    make_offer(store, "Mittagstisch", provider=organisation, starts_on=date(2026, 10, 1))
    talks.show_record(organisation)

    choose(talks.filter.period, "letzte 90 Tage")
    assert lines(talks) == ["Telefonat: Neu", "Angebot begonnen: Mittagstisch"]

    choose(talks.filter.kind, "Telefonat")
    assert lines(talks) == ["Telefonat: Neu"]


def test_older_happenings_wait_for_the_older_notes(view, store, organisation):
    for number in range(30):
        make_note(store, organisation, subject=f"Nr. {number}", day=SUMMER)
    make_offer(store, "Mittagstisch", provider=organisation, starts_on=SPRING)
    view.show_record(organisation)
    assert len(lines(view)) == 25

    press(view, "furtherEntries")

    assert len(lines(view)) == 31
    assert lines(view)[-1] == "Angebot begonnen: Mittagstisch"


def test_the_filter_shows_one_kind_of_what_is_no_contact(view, store, organisation):
    make_note(store, organisation)
    make_offer(store, "Mittagstisch", provider=organisation, starts_on=SPRING)
    make_reminder(store, "Raum klären", due_on=SPRING, about=organisation)
    view.show_record(organisation)
    offered = [action.text() for action in view.filter.kind.menu().actions()]

    view.filter.kind.choose("beside:reminder")
    view.filter.kind.chosen.emit("beside:reminder")
    QApplication.processEvents()

    assert offered == ["alle Arten", "Telefonat", "Wiedervorlagen", "Angebote"]
    assert not [entry for entry in view.findChildren(EntryView) if entry.isVisible()]
    assert shown_happenings(view) == ["Wiedervorlage: Raum klären, offen"]
    assert "1 von 3 Einträgen" in texts(view.filter)


def test_what_stands_between_the_notes_comes_in_pages_too(view, store, organisation):
    for number in range(70):
        make_offer(store, f"Angebot {number}", provider=organisation, starts_on=SPRING)
    view.show_record(organisation)
    QApplication.processEvents()
    at_first = len(shown_happenings(view))

    press(view, "furtherEntries")

    assert at_first == 60 and len(shown_happenings(view)) == 70
    assert not view.findChild(QAbstractButton, "furtherEntries").isVisible()


def shown_happenings(view) -> list[str]:
    return [line.title.full_text() for line in view.findChildren(HappeningView) if line.isVisible()]


def test_a_document_of_the_record_leads_to_its_attachments(view, store, organisation, qtbot):
    add_attachments(store, organisation, [("Satzung.pdf", b"%PDF")])
    view.show_record(organisation)

    with qtbot.waitSignal(view.tab_wanted) as wanted:
        press(view, f"lead-{organisation}")

    assert wanted.args == ["attachments"]


def test_a_long_note_is_read_whole_in_place(view, store, organisation):
    note = make_note(store, organisation, content="**Anfang** " + "und weiter " * 80 + "Ende.")
    view.show_record(organisation)
    (entry,) = view.findChildren(EntryView)
    QApplication.processEvents()
    before = [part.full_text() for part in entry.findChildren(FormattedText)]

    press(view, f"whole-{note}")

    after = [part.full_text() for part in entry.findChildren(FormattedText) if part.isVisible()]
    assert before[0].endswith("…") and after[0].endswith("und weiter Ende.")
    assert not view.findChild(QAbstractButton, f"whole-{note}").isVisible()
