"""The journal tells everything of a period by day, newest first; nothing hidden, nothing to come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from einsamkeit_desktop.actions.records import restore, trash
from einsamkeit_desktop.actions.reminders import complete_reminder
from einsamkeit_desktop.queries import chronicle
from einsamkeit_desktop.queries.chronicle import Period
from einsamkeit_desktop.queries.chronicle_sheet import chronicle_sheet, sentence
from tests.makers import (
    make,
    make_case,
    make_municipality,
    make_note,
    make_offer,
    make_organisation,
    make_person,
    make_reminder,
    make_role,
    restrict,
)

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def organisation(store, today):
    return make_organisation(store, "Treff")


def keys(store, period=Period()):  # noqa: B008 - frozen
    return [key for day in chronicle.days(store, period) for key in day.keys]


def told(store, period=Period()):  # noqa: B008 - frozen
    return [(line.day, line.what, line.title) for line in chronicle.lines(store, keys(store, period)) if line]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def test_every_kind_stands_on_its_days_newest_first(store, organisation):
    person = make_person(store, "Çelik", given_name="Aylin")
    city = make_municipality(store, "Neuenwalde")
    make_role(store, person, organisation, since=SPRING, until=SUMMER)
    make_case(store, "Anfrage", opened_on=SPRING, closed_on=SUMMER, status="erledigt", result="vermittelt")
    make_offer(store, "Mittagstisch", provider=organisation, starts_on=SPRING, ends_on=SUMMER)
    make(store, "event", name="Fest", starts_at=noon(SUMMER))
    make(store, "exchange", subject="Feiertagstisch", municipality=city, day=SUMMER, direction="gegeben")

    found = told(store)

    assert found[0] == (SUMMER, "Veranstaltung", "Fest")
    assert {what for _day, what, _title in found[1:5]} == {
        "Vorgang abgeschlossen",
        "Austausch",
        "Angebot beendet",
        "Funktion beendet",
    }
    assert [title for day, _what, title in found if day == SPRING] == [
        "Anfrage",
        "Mittagstisch",
        "Aylin Çelik, Leitung",
    ]


def test_council_work_stands_on_its_days(store, today):
    paper = make(store, "council_paper", subject="Bericht", paper_kind="beschlussvorlage", submitted_on=SPRING)
    body = make(store, "body", name="Sozialausschuss")
    make(store, "consultation", paper=paper, body=body, session_on=SUMMER, purpose="beschluss")
    make(store, "mandate", text="Zahlen nachliefern", body=body, given_on=SUMMER)

    assert sorted(told(store)) == [
        (SPRING, "Vorlage eingebracht", "Bericht"),
        (SUMMER, "Auftrag erteilt", "Zahlen nachliefern"),
        (SUMMER, "Beratung", "Bericht"),
    ]
    trash(store, [paper])
    assert sorted(told(store)) == [(SUMMER, "Auftrag erteilt", "Zahlen nachliefern")]


def test_notes_are_called_by_their_kind_and_name_who_was_there(store, organisation):
    note = make_note(store, organisation, day=SUMMER, content="**Raum** frei", note_kind="telefonat")

    (line,) = chronicle.lines(store, [note * 2])

    assert line is not None and line.at is not None and line.day == SUMMER
    assert (line.what, line.title, [who.title for who in line.people]) == ("Telefonat", "Raum frei", ["Treff"])


def test_a_note_about_a_citizen_leads_to_the_case_and_tells_nothing_of_its_text(store, organisation):
    case = make(store, "citizen_case", received_on=SPRING, concern="kontakt", status="neu")
    note = make_note(store, organisation, day=SUMMER, content="Frau Kowalk rief an", about=(case,))

    (line,) = chronicle.lines(store, [note * 2])

    assert line is not None and "Kowalk" not in line.title
    assert [who.id for who in line.people] == [organisation, case]


def test_a_reminder_is_told_on_the_day_it_was_done(store, today, organisation):
    reminder = make_reminder(store, "Raum klären", due_on=SPRING, about=organisation)
    before = told(store)

    complete_reminder(store, reminder)

    assert before == []
    assert told(store) == [(today, "Erledigt", "Raum klären")]


def test_both_days_of_a_period_belong_to_it(store, organisation):
    for day in (SPRING, SPRING + timedelta(1), SPRING + timedelta(2)):
        late = datetime(day.year, day.month, day.day, 23, 30).astimezone(UTC)
        make(store, "contact_note", content="spät", at=late, note_kind="telefonat")
        make_offer(store, f"Angebot {day}", starts_on=day)

    found = told(store, Period(SPRING + timedelta(1), SPRING + timedelta(1)))

    assert {day for day, _what, _title in found} == {SPRING + timedelta(1)} and len(found) == 2


def test_kind_and_words_narrow_also_by_whom_a_line_names(store, organisation):
    make_note(store, organisation, day=SPRING, content="Stühle")
    make_note(store, day=SUMMER, content="Tische")
    make_offer(store, "Mittagstisch", provider=organisation, starts_on=SPRING)

    assert [title for *_rest, title in told(store, Period(words="treff"))] == ["Stühle", "Mittagstisch"]
    assert [title for *_rest, title in told(store, Period(kind="contact_note", words="stuehl"))] == ["Stühle"]


def test_what_is_to_come_trashed_or_restricted_is_not_told(store, today, organisation):
    person = make_person(store, "Geheim")
    make_role(store, person, organisation, since=SPRING)
    make_offer(store, "später", starts_on=today + timedelta(1))
    note = make_note(store, organisation, person, day=SPRING)
    restrict(store, person)

    assert keys(store) == [note * 2]
    (line,) = chronicle.lines(store, [note * 2])
    assert line is not None and [who.title for who in line.people] == ["Treff"]
    trash(store, [note])
    assert keys(store) == [] and chronicle.lines(store, [note * 2]) == [None]
    restore(store, [note])
    assert keys(store) == [note * 2]


def test_the_sheet_names_nothing_confidential_and_counts_what_it_leaves_out(store, organisation):
    secret = make_person(store, "Geheim", confidential=True)
    open_person = make_person(store, "Offen", given_name="Ida")
    make_role(store, secret, organisation, since=SPRING)
    make_note(store, organisation, secret, open_person, day=SUMMER, content="Raum")
    make_note(store, organisation, day=SUMMER, content="heikel", confidential=True)

    made = chronicle_sheet(store, Period(SPRING))

    (row,) = made.sheet.rows
    assert row[0] == SUMMER and row[3:] == ("Raum", "Treff, Ida Offen")
    assert made.sheet.left_out == 2 and made.person_ids == (open_person,)


def test_the_sheet_says_what_was_chosen(today):
    assert sentence(Period(SPRING, SUMMER, "offer", "tisch")) == "01.03.2026 bis 01.06.2026; Angebote; gesucht: „tisch“"
    assert sentence(Period(SPRING, SPRING)) == "01.03.2026"
