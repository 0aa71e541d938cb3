"""The page "Heute": what stands on it, and what is done in place."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from einsamkeit_desktop.actions.putting import add_records
from einsamkeit_desktop.gui.chips import Chip
from einsamkeit_desktop.gui.today_page import TodayPage, greeting
from einsamkeit_desktop.gui.today_parts import NumberCard, TaskRow
from einsamkeit_desktop.gui.widgets import PlainLabel
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.kinds.work import Reminder
from einsamkeit_desktop.queries import lists
from einsamkeit_desktop.queries.record import load
from tests.gui.keys import type_text
from tests.makers import make, make_note, make_organisation, make_person, make_reminder

MONDAY = date(2026, 11, 23)


@pytest.fixture
def monday():
    clock.fix_today(MONDAY)
    yield MONDAY
    clock.fix_today(None)


@pytest.fixture
def open_page(bench, qtbot, monday):
    def opened(width=1200):
        page = TodayPage(bench)
        qtbot.addWidget(page)
        page.resize(width, 800)
        with qtbot.waitActive(page):
            page.show()
        QApplication.processEvents()
        return page

    return opened


def row(page, reminder) -> TaskRow:
    QApplication.processEvents()
    (found,) = [entry for entry in page.task_rows() if entry.task.id == reminder]
    return found


def texts(page) -> list[str]:
    QApplication.processEvents()
    return [label.full_text() for label in page.findChildren(PlainLabel) if label.isVisibleTo(page)]


def chips(page) -> list[str]:
    QApplication.processEvents()
    return [chip.text() for chip in page.findChildren(Chip) if chip.isVisibleTo(page)]


def test_overdue_comes_first_with_its_age(open_page, store):
    make_reminder(store, "Heute", MONDAY)
    make_reminder(store, "Donnerstag", MONDAY + timedelta(days=3))
    make_reminder(store, "Alt", MONDAY - timedelta(days=12))
    make_reminder(store, "Gestern", MONDAY - timedelta(days=1))

    page = open_page()

    assert [entry.task.text for entry in page.task_rows()] == ["Alt", "Gestern", "Heute", "Donnerstag"]
    assert chips(page) == ["seit 12 Tagen", "seit 1 Tag", "heute", "Do 26.11."]
    assert page.findChild(NumberCard, "cardOverdue").accessibleName() == "überfällig: 2"
    assert "älteste seit 12 Tagen" in texts(page)


def test_heading_tells_day_and_week(open_page):
    said = texts(open_page())

    assert any(text.endswith("Montag, 23.\u00a0November 2026") for text in said)
    assert "KW 48" in said


@pytest.mark.parametrize(("hour", "words"), [(6, "Guten Morgen"), (11, "Guten Tag"), (20, "Guten Abend")])
def test_greeting_follows_the_hour(hour, words):
    assert greeting(datetime(2026, 11, 23, hour)) == words


def test_empty_page_says_so_in_words(open_page):
    said = texts(open_page())

    assert any("nichts fällig" in text for text in said)
    assert any("keine Termine" in text for text in said)


def test_task_is_ticked_by_space(open_page, store, qtbot):
    reminder, other = make_reminder(store, "Erste", MONDAY), make_reminder(store, "Zweite", MONDAY)
    page = open_page()
    row(page, reminder).setFocus()

    qtbot.keyClick(row(page, reminder), Qt.Key.Key_Space)

    assert load(store, reminder).values["done_on"] == MONDAY
    assert row(page, other).hasFocus()


def test_task_is_ticked_by_its_clock_and_opened_by_its_text(open_page, bench, store, qtbot):
    organisation = make_organisation(store)
    reminder = make_reminder(store, "Anrufen", MONDAY, about=organisation)
    page = open_page()

    with qtbot.waitSignal(bench.open_wanted) as wanted:
        qtbot.mouseClick(row(page, reminder), Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    qtbot.mouseClick(row(page, reminder), Qt.MouseButton.LeftButton, pos=QPoint(12, 20))

    assert wanted.args == [organisation, False]
    assert load(store, reminder).values["done_on"] == MONDAY


@pytest.mark.parametrize(
    ("key", "due", "moved_to"),
    [
        ("+", MONDAY, date(2026, 11, 24)),
        ("w", MONDAY, date(2026, 11, 30)),
        ("n", MONDAY + timedelta(days=4), date(2026, 11, 30)),
        ("+", MONDAY - timedelta(days=40), date(2026, 11, 24)),
    ],
)
def test_task_is_moved_with_one_key(open_page, store, qtbot, key, due, moved_to):
    reminder = make_reminder(store, "Anrufen", due)
    page = open_page()
    line = row(page, reminder)
    line.setFocus()

    type_text(line, key)

    kept = load(store, reminder).values
    assert (kept["due_on"], kept["first_due_on"], kept["postponed"]) == (moved_to, due, 1)


def test_menu_offers_the_same(open_page, store):
    reminder = make_reminder(store, "Anrufen", MONDAY)
    menu = row(open_page(), reminder).build_menu()

    next(action for action in menu.actions() if action.text().startswith("Eine Woche")).trigger()

    assert load(store, reminder).values["due_on"] == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("card", "kind"), [("cardOverdue", "reminder"), ("cardDue", "reminder"), ("cardNeglected", "organisation"),
                       ("cardOffers", "offer")]
)  # fmt: skip
def test_number_shows_the_list_behind_it(open_page, store, qtbot, card, kind):
    make_reminder(store, "Alt", MONDAY - timedelta(days=1))
    make_reminder(store, "Heute", MONDAY)
    make_organisation(store, priority="A")
    page = open_page()

    with qtbot.waitSignal(page.list_wanted) as wanted:
        qtbot.keyClick(page.findChild(NumberCard, card), Qt.Key.Key_Return)

    shown = lists.count(store, lists.ListQuery(wanted.args[0], wanted.args[1]))
    assert wanted.args[0] == kind
    assert page.findChild(NumberCard, card).accessibleName().endswith(f": {shown}")


def test_appointment_has_a_briefing(open_page, store, qtbot):
    note = make_note(store, make_person(store), content="Runder Tisch", day=MONDAY + timedelta(days=1), place="Rathaus")
    page = open_page()

    with qtbot.waitSignal(page.briefing_wanted) as wanted:
        qtbot.mouseClick(page.findChild(QAbstractButton, f"briefing-{note}"), Qt.MouseButton.LeftButton)

    assert wanted.args == [note]
    assert any(text.startswith("morgen ") and text.endswith("Runder Tisch") for text in texts(page))
    assert "Rathaus · Özdemir" in texts(page)


def test_neglected_partner_shows_how_long(open_page, store):
    make_note(store, make_organisation(store, "Lindenwinkel", priority="A"), day=MONDAY - timedelta(days=112))
    make_organisation(store, "TuS <b>Kranich</b>", priority="C")

    page = open_page()

    assert {"112 Tage", "noch nie"} <= set(chips(page))
    assert {"Priorität A · zuletzt am 03.08.2026", "TuS <b>Kranich</b>"} <= set(texts(page))


def test_waiting_for_others_is_shown_once(open_page, store):
    person = make_person(store, "Çelik")
    make_reminder(store, "Später", MONDAY + timedelta(days=30), owner="theirs", waiting_for=person)
    make_reminder(store, "Überfällig", MONDAY - timedelta(days=2), owner="theirs", waiting_for=person)

    said = texts(open_page())

    assert said.count("Überfällig") == said.count("Später") == 1
    assert said.index("Warten auf andere") < said.index("Später")
    assert "warte auf Çelik" in said


def test_page_hears_what_changes_elsewhere(open_page, bench, store):
    from einsamkeit_desktop.actions.records import save_record

    page = open_page()

    bench.do(save_record, "reminder", None, {"text": "Neu", "due_on": MONDAY, "owner": "mine"})

    assert [entry.task.text for entry in page.task_rows()] == ["Neu"]


def test_a_new_day_begins_at_midnight(open_page, store):
    make_reminder(store, "Anrufen", MONDAY)
    page = open_page()

    clock.fix_today(MONDAY + timedelta(days=1))
    page._clock.timeout.emit()

    assert chips(page) == ["seit 1 Tag"]


def test_one_column_when_narrow(open_page):
    page = open_page(width=420)

    cards = page.findChildren(NumberCard)
    assert {card.x() for card in cards} != {cards[0].x()}
    assert page.widget().minimumSizeHint().width() <= 420


def test_tab_goes_from_the_numbers_through_tasks_to_meetings_after_a_change(open_page, store, qtbot):
    first, second = make_reminder(store, "Erste", MONDAY), make_reminder(store, "Zweite", MONDAY)
    note = make_note(store, make_person(store), day=MONDAY + timedelta(days=1))
    page = open_page()
    row(page, first).setFocus()
    qtbot.keyClick(row(page, first), Qt.Key.Key_Space)
    QApplication.processEvents()
    page.findChild(NumberCard, "cardOffers").setFocus()
    names = []

    for _step in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        names.append(getattr(QApplication.focusWidget(), "objectName", str)())

    assert names == [f"task-{second}", f"appointment-{note}", f"briefing-{note}"]


@pytest.fixture
def at(monkeypatch, monday):
    def set_clock(hour, minute=0):
        moment = datetime(monday.year, monday.month, monday.day, hour, minute).astimezone()
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_clock


def test_what_was_due_earlier_today_is_late_by_the_clock(open_page, store, at):
    make_reminder(store, "Rückruf", MONDAY, due_time="14:05")
    at(14, 4)
    page = open_page()
    before = chips(page)

    at(14, 5)
    page._clock.timeout.emit()

    assert (before, chips(page)) == (["heute 14:05"], ["seit 14:05"])


def test_time_moves_series_and_priority_stand_in_the_line(open_page, store, at):
    at(9)
    make_reminder(store, "Rückruf", MONDAY, due_time="14:05", repeat="FREQ=WEEKLY", priority="hoch")
    make_reminder(store, "Bericht", MONDAY + timedelta(days=5), owner="theirs")
    make_reminder(store, "Oft verschoben", MONDAY, first_due_on=MONDAY - timedelta(days=14), postponed=2)

    page = open_page()

    assert "heute 14:05" in chips(page)
    assert {"Priorität hoch · wöchentlich", "warte auf andere · eigentlich Sa 28.11.", "2-mal verschoben"} <= set(
        texts(page)
    )


def test_more_than_fifty_overdue_lead_to_the_whole_list_and_hide_nothing_of_today(open_page, store, qtbot):
    with store.writing("Altlast") as write:
        add_records(write, Reminder, [{"text": "Alt", "owner": "mine", "due_on": MONDAY - timedelta(days=9)}] * 230)
    now = make_reminder(store, "Heute", MONDAY)
    page = open_page()
    more = page.findChild(QAbstractButton, "more-overdue")

    with qtbot.waitSignal(page.list_wanted) as wanted:
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)

    assert more.text() == "Alle 230 überfälligen zeigen"
    assert lists.count(store, lists.ListQuery(*wanted.args)) == 230
    assert row(page, now).task.text == "Heute"


def test_deadlines_sessions_and_mandates_show_only_when_there_are_some(open_page, bench, store, qtbot):
    page = open_page()
    headings = {"Fristen", "Sitzungen dieser Woche", "Aufträge der Gremien"}
    assert not headings & set(texts(page))
    body = make(store, "body", name="Sozialausschuss")
    paper = make(store, "council_paper", subject="Bericht", paper_kind="mitteilungsvorlage")
    make(store, "consultation", paper=paper, body=body, session_on=MONDAY, purpose="beschluss")
    make(store, "mandate", text="Berichten", body=body, report_by=MONDAY + timedelta(days=2))
    case = make(store, "case", subject="Förderantrag", case_kind="projekt", status="neu", deadline_on=MONDAY)
    page.refresh()

    with qtbot.waitSignal(bench.open_wanted) as wanted:
        qtbot.mouseClick(page.findChild(QAbstractButton, f"deadline-{case}"), Qt.MouseButton.LeftButton)

    assert headings | {"Sozialausschuss", "Förderantrag", "Berichten"} <= set(texts(page))
    assert wanted.args == [case, False]


def test_open_mandates_are_two_clicks_away_even_if_none_is_due_this_week(open_page, store, qtbot):
    body = make(store, "body", name="Sozialausschuss")
    mandate = make(store, "mandate", text="Berichten", body=body, report_by=MONDAY + timedelta(days=60))
    page = open_page()

    with qtbot.waitSignal(page.list_wanted) as wanted:
        qtbot.mouseClick(page.findChild(QAbstractButton, "more-mandates"), Qt.MouseButton.LeftButton)

    assert lists.ids(store, lists.ListQuery(*wanted.args)) == [mandate]


def test_page_is_read_again_after_sleep(open_page, store, monkeypatch):
    page = open_page()
    with store.writing("Nachts") as write:
        add_records(write, Reminder, [{"text": "Neu", "owner": "mine", "due_on": MONDAY}])
    moment = clock.now()
    page._clock.timeout.emit()
    before = len(page.task_rows())

    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(minutes=20))
    page._clock.timeout.emit()

    assert (before, len(page.task_rows())) == (0, 1)


def test_the_reminder_itself_is_opened_by_its_key(open_page, bench, store, qtbot):
    reminder = make_reminder(store, "Anrufen", MONDAY, about=make_organisation(store))
    line = row(open_page(), reminder)
    line.setFocus()

    with qtbot.waitSignal(bench.open_wanted) as wanted:
        type_text(line, "b")

    assert wanted.args == [reminder, False]
