"""The record sheet: headings that fit what stands under them, and nothing said twice."""

from datetime import date, datetime

from einsamkeit_desktop.actions.records import save_record
from einsamkeit_desktop.queries.papers import record_sheet
from tests.makers import make, make_note, make_organisation


def test_a_group_is_not_called_after_a_remark_that_is_not_there(store, today):
    organisation = make_organisation(store, "Nordlicht")
    save_record(store, "organisation", organisation, {"checked_on": date(2026, 1, 5)})
    without = [group.label for group in record_sheet(store, organisation).groups]
    save_record(store, "organisation", organisation, {"remark": "Hof hinten"})

    assert "Bemerkung" not in without and "Zu diesen Angaben" in without
    assert "Bemerkung" in [group.label for group in record_sheet(store, organisation).groups]


def test_a_sheet_does_not_repeat_its_title_as_a_group(store, today):
    assert record_sheet(store, make_organisation(store, "Leer", legal_basis=None, source=None)).groups == ()


def test_moments_on_paper_have_their_hour_as_an_office_writes_it(store, today):
    event = make(store, "event", name="Lesung", starts_at=datetime(2026, 11, 29, 9, 5).astimezone())

    lines = [line for group in record_sheet(store, event).groups for line in group.lines]

    assert ("Beginn", "29.11.2026, 09:05 Uhr") in [(line.label, line.text) for line in lines]


def test_a_formatted_text_stands_there_without_its_marks(store, today):
    note = make_note(store, content="Kurz\n\n# Thema\n- **fett** und _schräg_")

    lines = [line for group in record_sheet(store, note).groups for line in group.lines]

    assert ("Inhalt", "Kurz\nThema\nfett und schräg") in [(line.label, line.text) for line in lines]
