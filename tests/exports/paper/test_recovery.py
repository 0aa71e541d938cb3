"""The sheet with the recovery key can be read, typed again and filed."""

from __future__ import annotations

from einsamkeit_desktop.exports.paper.recovery import recovery_pdf

from .pdfua import check
from .stories import TODAY

KEY = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"


def test_the_sheet_is_accessible_holds_the_key_and_says_that_it_is_to_be_locked_away():
    made = check(recovery_pdf(KEY, "/home/anna/Bestand", TODAY))

    assert made.findings == []
    assert KEY.replace("-", "") in "".join(made.spoken.split())
    assert any("unter Verschluss" in text for text in made.artifacts)
    assert made.spoken.endswith("Hinterlegt bei Datum, Unterschrift")
