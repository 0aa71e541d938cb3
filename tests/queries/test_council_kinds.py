"""Cases, papers, stations and mandates are found, listed, trashed, handed out and remembered like every record."""

import csv
from datetime import date

import pytest

from einsamkeit_desktop.actions.council import save_station
from einsamkeit_desktop.actions.old_values import bring_back_value
from einsamkeit_desktop.actions.records import restore, save_record, trash
from einsamkeit_desktop.errors import Conflict
from einsamkeit_desktop.exports.handing import write_list
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries import council, lists, sheets
from einsamkeit_desktop.queries.history import history
from einsamkeit_desktop.queries.lists import Filter, ListQuery
from einsamkeit_desktop.queries.record import load
from einsamkeit_desktop.queries.search import find
from einsamkeit_desktop.queries.trash import trashed, trashed_ids
from tests.makers import make, make_case, make_mandate, make_paper


@pytest.fixture
def rat(store):
    return make(store, "body", name="Rat")


@pytest.mark.parametrize("words", ["sachstand", "26/0411", "beschliesst"])
def test_a_paper_is_found_by_subject_number_and_proposal(store, words):
    paper = make_paper(store, number="26/0411", proposal="Der Rat beschließt die Einrichtung.")

    assert [hit.record_id for hit in find(store, words)] == [paper]


def test_a_case_is_found_by_its_file_reference(store, today):
    case = make_case(store)

    assert [hit.record_id for hit in find(store, "KE-2026-001")] == [case]


def test_a_mandate_and_the_remark_of_a_station_are_found(store, rat):
    mandate, paper = make_mandate(store, rat, "Barrierefreiheit prüfen"), make_paper(store)
    values = {"body": rat, "session_on": date(2026, 12, 1), "purpose": "beschluss", "remark": "Folgekosten klären"}
    save_station(store, paper, None, values)

    assert [hit.record_id for hit in find(store, "barrierefreiheit")] == [mandate]
    assert [hit.kind for hit in find(store, "folgekosten")] == ["consultation"]


def test_open_mandates_are_listed_by_their_day_of_report(store, rat, today):
    later = make_mandate(store, rat, report_by=date(2027, 1, 1))
    sooner = make_mandate(store, rat, report_by=date(2026, 11, 1))
    make_mandate(store, rat, done_on=today)

    assert lists.ids(store, ListQuery("mandate", (Filter("done_on", "open"),))) == [sooner, later]


def test_a_paper_in_the_trash_takes_its_stations_out_of_sight_and_back(store, rat):
    paper = make_paper(store)
    save_station(store, paper, None, {"body": rat, "session_on": date(2026, 12, 1), "purpose": "beschluss"})

    trash(store, [paper])
    assert council.sessions(store, rat) == []
    assert [entry.kind for entry in trashed(store, trashed_ids(store)) if entry] == ["council_paper"]
    restore(store, [paper])

    assert len(council.sessions(store, rat)) == 1


def test_a_list_of_cases_is_handed_out_with_reference_status_and_deadline(store, today, tmp_path):
    make_case(store, deadline_on=date(2026, 12, 1))
    query, target = ListQuery("case"), tmp_path / "vorgänge.csv"

    write_list(sheets.sheet(store, query, lists.ids(store, query)), target, Progress(), plain=True)

    with target.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines, delimiter=";"))[1] == [
            "Anfrage zu Winterangeboten",
            "KE-2026-001",
            "Neu",
            "2026-12-01",
        ]


def test_the_history_tells_each_move_of_a_case(store, today):
    case = make_case(store)
    save_record(store, "case", case, {"status": "wartet_extern", "waiting_until": date(2026, 12, 1)})

    told = {(change.label, change.before, change.after) for change in history(store, case)[0].changes}

    assert told == {("Status", "Neu", "Wartet auf andere"), ("Wartet bis", "", "01.12.2026")}


def test_an_old_status_comes_back_only_if_its_rule_is_kept(store, today):
    case = make_case(store, status="wartet_extern", waiting_until=date(2026, 12, 1))
    save_record(store, "case", case, {"status": "neu"})

    with pytest.raises(Conflict, match="braucht einen Tag"):
        bring_back_value(store, case, "status", "wartet_extern")

    assert load(store, case).values["status"] == "neu"


def test_a_deadline_warns_in_the_list_from_a_week_before(store, today):
    days = (date(2026, 11, 21), date(2026, 11, 29), date(2026, 11, 30))
    cases = [make_case(store, deadline_on=day) for day in days]

    rows = lists.rows(store, ListQuery("case", columns=("deadline_on",)), cases)

    assert [cell.tone for (cell,) in rows] == ["danger", "warning", ""]
