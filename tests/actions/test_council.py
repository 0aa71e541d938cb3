"""Council work: the stations of a paper by day, mandates by their day of report, and how they are called."""

from datetime import date

import pytest

from einsamkeit_desktop.actions.council import remove_station, reopen_mandate, report_mandate, save_station
from einsamkeit_desktop.actions.records import save_record, undo
from einsamkeit_desktop.errors import BadValues
from einsamkeit_desktop.queries import council
from einsamkeit_desktop.queries.record import load, named
from tests.makers import make, make_case, make_mandate, make_paper


@pytest.fixture
def rat(store):
    return make(store, "body", name="Rat")


def station(store, paper, body, day, **values):
    return save_station(store, paper, None, {"body": body, "session_on": day, "purpose": "beschluss", **values})


def test_a_station_reads_well_wherever_it_is_named(store, rat):
    paper = make_paper(store)

    changes = station(store, paper, rat, date(2026, 2, 10))

    [found] = council.stations(store, paper)
    assert found.title() == named(store, [found.id])[found.id].title == "Rat, 10.02.2026: Beschluss"
    assert changes.name == "„Sachstandsbericht Einsamkeit“: Beratung „Rat, 10.02.2026: Beschluss“ angelegt"
    assert changes.record_id == paper


def test_a_changed_station_is_called_anew_also_by_its_form(store, rat):
    paper = make_paper(store)
    station(store, paper, rat, date(2026, 2, 10))
    [found] = council.stations(store, paper)

    save_record(store, "consultation", found.id, {"purpose": "kenntnisnahme"})

    assert named(store, [found.id])[found.id].title == "Rat, 10.02.2026: Kenntnisnahme"


def test_a_confidential_committee_is_not_in_the_name(store):
    secret = make(store, "body", name="Geheim", confidential=True)
    paper = make_paper(store)
    station(store, paper, secret, date(2026, 2, 10))

    assert named(store, [council.stations(store, paper)[0].id]).popitem()[1].title == "10.02.2026: Beschluss"


def test_stations_follow_the_name_of_their_committee_and_undo_brings_the_old_one_back(store, rat):
    paper = make_paper(store)
    station(store, paper, rat, date(2026, 2, 10))
    [found] = council.stations(store, paper)

    save_record(store, "body", rat, {"name": "Rat der Stadt"})
    assert named(store, [found.id])[found.id].title == "Rat der Stadt, 10.02.2026: Beschluss"
    save_record(store, "body", rat, {"confidential": True})
    assert named(store, [found.id])[found.id].title == "10.02.2026: Beschluss"
    undo(store)
    undo(store)
    assert named(store, [found.id])[found.id].title == "Rat, 10.02.2026: Beschluss"


def test_the_next_station_stands_on_top_and_past_ones_below_newest_first(store, rat, today):
    paper = make_paper(store)
    for day in (date(2026, 9, 1), date(2026, 12, 10), date(2026, 11, 25), date(2026, 11, 3)):
        station(store, paper, rat, day)

    assert [found.session_on.isoformat() for found in council.stations(store, paper)] == [
        "2026-11-25",
        "2026-12-10",
        "2026-11-03",
        "2026-09-01",
    ]


def test_a_station_without_a_committee_is_refused_beside_the_field(store):
    with pytest.raises(BadValues) as refused:
        station(store, make_paper(store), None, date(2026, 2, 10))

    assert list(refused.value.problems) == ["body"]


def test_a_removed_station_is_gone_from_paper_and_committee_and_comes_back(store, rat):
    paper = make_paper(store)
    station(store, paper, rat, date(2026, 2, 10))

    remove_station(store, council.stations(store, paper)[0].id)
    assert council.stations(store, paper) == council.sessions(store, rat) == []
    undo(store)

    assert len(council.sessions(store, rat)) == 1


def test_open_mandates_come_by_their_day_of_report_and_done_ones_last(store, rat, today):
    make_mandate(store, rat, "Ohne Tag")
    done = make_mandate(store, rat, "Berichtet", report_by=date(2026, 1, 1))
    make_mandate(store, rat, "Im Januar", report_by=date(2027, 1, 20))
    make_mandate(store, rat, "Überfällig", report_by=date(2026, 11, 1))

    report_mandate(store, done, "Mündlich berichtet")

    assert [line.text for line in council.mandates(store, rat)] == ["Überfällig", "Im Januar", "Ohne Tag", "Berichtet"]
    assert load(store, done).values["report"] == "Mündlich berichtet"
    reopen_mandate(store, done)
    assert all(line.done_on is None for line in council.mandates(store, rat))


@pytest.mark.parametrize(
    ("report_by", "done_on", "said"),
    [
        (date(2026, 11, 20), None, ("überfällig seit 2 Tagen", "danger")),
        (date(2026, 11, 22), None, ("Bericht heute fällig", "warning")),
        (date(2026, 11, 25), None, ("Bericht in 3 Tagen", "warning")),
        (date(2027, 3, 1), None, ("offen", "neutral")),
        (date(2026, 11, 20), date(2026, 11, 21), ("erledigt", "positive")),
    ],
)
def test_how_a_mandate_stands_is_said_in_words(today, report_by, done_on, said):
    assert council.report_chip(report_by, done_on) == said


def test_a_case_has_its_papers_and_their_mandates(store, rat, today):
    case = make_case(store)
    paper = make_paper(store, case=case, number="24/101")
    station(store, paper, rat, date(2026, 12, 10))
    make_mandate(store, rat, paper=paper)

    [line] = council.papers(store, case)

    assert line.station is not None
    assert (line.number, line.station.title()) == ("24/101", "Rat, 10.12.2026: Beschluss")
    assert len(council.mandates(store, case)) == 1
