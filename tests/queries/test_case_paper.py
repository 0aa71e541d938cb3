"""The report on a case names roles, done steps, stations and mandates, and nothing confidential."""

from datetime import date

import pytest

from einsamkeit_desktop.actions.council import save_station
from einsamkeit_desktop.queries.papers import case_report
from tests.makers import make, make_case, make_mandate, make_organisation, make_paper, make_reminder


@pytest.fixture
def case(store, today):
    partner = make_organisation(store, "Treff")
    return make_case(store, parties=(partner,), cosigners=(partner,), informed=(make(store, "body", name="Beirat"),))


def station(store, paper, body, day, **values):
    save_station(store, paper, None, {"body": body, "session_on": day, "purpose": "beschluss", **values})


def test_each_participant_stands_once_with_all_roles(store, case):
    assert [(line.name, line.note) for line in case_report(store, case).parties] == [
        ("Treff", "Beteiligt, Mitzeichnung"),
        ("Beirat", "Zur Kenntnis"),
    ]


def test_done_steps_are_told_and_open_ones_stand_among_the_open_points(store, case, today):
    make_reminder(store, "Entwurf", about=case, done_on=today)
    make_reminder(store, "Abgabe", about=case)

    report = case_report(store, case)

    assert [step.text for step in report.done_steps] == ["Entwurf"]
    assert [point.text for point in report.open_points] == ["Abgabe"]


def test_stations_are_told_from_the_first_to_the_last_with_votes(store, case):
    rat, paper = make(store, "body", name="Rat"), make_paper(store, "Bericht", case=case, number="26/1")
    station(store, paper, rat, date(2026, 12, 10), is_public=True)
    station(store, paper, rat, date(2026, 10, 1), result="vertagt", votes="12 Ja")

    told = [(line.detail, line.body, line.day, line.purpose, line.result) for line in case_report(store, case).stations]

    assert told == [
        ("Drucksache 26/1", "Rat", "01.10.2026", "Beschluss (nicht öffentlich)", "vertagt, 12 Ja"),
        ("Drucksache 26/1", "Rat", "10.12.2026", "Beschluss", ""),
    ]


def test_mandates_say_until_when_and_how_they_stand(store, case):
    rat = make(store, "body", name="Rat")
    make_mandate(store, rat, "Nachberichten", case=case, report_by=date(2027, 1, 10))

    [line] = case_report(store, case).mandates

    assert (line.title, line.body, line.day, line.result) == ("Nachberichten", "Rat", "bis 10.01.2027", "offen")


def test_confidential_council_work_stays_out_and_is_counted(store, case):
    rat = make(store, "body", name="Geheimrat", confidential=True)
    paper = make_paper(store, "Offen", case=case)
    station(store, paper, rat, date(2026, 12, 10))
    make_paper(store, "Geheim", case=case, confidential=True)
    make_mandate(store, rat, "Geheim", case=case, confidential=True)

    report = case_report(store, case)

    assert "Geheim" not in str(report)
    assert report.imprint.left_out == 3
