"""The crisis sheet fits one page, passes the checks for accessible PDF, and invents no number."""

from datetime import date

import pytest

from einsamkeit_desktop.exports.paper.crisis import crisis_paper
from einsamkeit_desktop.progress import Progress
from einsamkeit_desktop.queries.briefing import Office
from einsamkeit_desktop.queries.crisis import CrisisLine, CrisisSheet, crisis_sheet

from .pdfua import check
from .stories import LONG_WORD, MARKUP


def test_the_sheet_is_one_accessible_page_with_the_numbers_that_ship(store):
    paper = crisis_paper(crisis_sheet(store), Progress())

    report = check(paper.content)
    assert report.findings == []
    assert paper.pages == 1
    assert all(number in report.spoken for number in ("112", "0800 1110111", "0800 1110222", "116 123"))
    assert "Sozialpsychiatrischer Dienst" not in report.spoken


@pytest.mark.parametrize("odd", [MARKUP, LONG_WORD])
def test_odd_entries_are_printed_as_they_are(odd):
    line = CrisisLine(odd, "0231 1", odd)
    sheet = CrisisSheet((odd,), (line,), Office("Amt", "Stelle", (), "", ""), date(2026, 11, 22))

    assert check(crisis_paper(sheet, Progress()).content).findings == []
