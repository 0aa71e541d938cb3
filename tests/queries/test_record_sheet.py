"""The record sheet: headings that fit what stands under them, and nothing said twice."""

from datetime import date

from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.queries.papers import record_sheet
from tests.makers import make_organisation


def test_a_group_is_not_called_after_a_remark_that_is_not_there(store, today):
    organisation = make_organisation(store, "Nordlicht")
    save_record(store, "organisation", organisation, {"checked_on": date(2026, 1, 5)})
    without = [group.label for group in record_sheet(store, organisation).groups]
    save_record(store, "organisation", organisation, {"remark": "Hof hinten"})

    assert "Bemerkung" not in without and "Zu diesen Angaben" in without
    assert "Bemerkung" in [group.label for group in record_sheet(store, organisation).groups]


def test_a_sheet_does_not_repeat_its_title_as_a_group(store, today):
    assert record_sheet(store, make_organisation(store, "Leer", legal_basis=None, source=None)).groups == ()
