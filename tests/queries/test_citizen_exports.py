"""What leaves the house of a citizen's case: never how to call back, and its texts only where that was ticked."""

import pytest

from einsamkeit_desktop.actions.citizens import keep_callback
from einsamkeit_desktop.cli.opening import open_store
from einsamkeit_desktop.kinds import clock
from einsamkeit_desktop.queries.citizens import call_back
from einsamkeit_desktop.queries.columns import columns_of
from einsamkeit_desktop.queries.exports import Wish
from einsamkeit_desktop.queries.lists import ListQuery
from einsamkeit_desktop.queries.papers import akte_paper, record_sheet
from einsamkeit_desktop.queries.sheets import sheet
from tests.makers import make

CALLBACK, TEXT = "0231 50-12345", "Sucht eine Gruppe zum Kochen"


@pytest.fixture
def case(store, today):
    given = {"received_on": today, "concern": "gruppe", "status": "neu", "description": TEXT, "outcome": TEXT}
    made = make(store, "citizen_case", **given)
    keep_callback(store, made, CALLBACK)
    return made


def written(store, case, **wish):
    """Return a list with all there is to choose, as one text."""
    query = ListQuery("citizen_case", columns=tuple(columns_of("citizen_case")))
    made = sheet(store, query, [case], Wish(**wish))
    return str([made.columns, list(made.rows)])


@pytest.mark.parametrize("all_fields", [False, True])
def test_a_list_holds_neither_text_nor_call_back(store, case, all_fields):
    told = written(store, case, all_fields=all_fields)

    assert "V-2026-" in told
    assert TEXT not in told
    assert CALLBACK not in told


def test_texts_go_along_where_confidential_things_were_ticked(store, case):
    told = written(store, case, all_fields=True, with_confidential=True)

    assert TEXT in told
    assert CALLBACK not in told


def test_no_paper_on_a_case_holds_them(store, case):
    for paper in (record_sheet(store, case), akte_paper(store, case)):
        assert TEXT not in str(paper)
        assert CALLBACK not in str(paper)


def test_the_command_line_forgets_what_is_due_too(store, case, today):
    folder = store.folder
    store.close()
    clock.fix_today(today.replace(year=2027))

    with open_store(folder, None) as opened:
        clock.fix_today(today)

        assert call_back(opened, case) is None
