"""The composer: tasks out of lines, with their day."""

from datetime import date

import pytest

from einsamkeit_desktop.gui.composer import split_due

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "text", "day"),
    [
        ("Angebot schicken bis fr", "Angebot schicken", date(2026, 11, 27)),
        ("Rückruf, bis zum 10.12.", "Rückruf", date(2026, 12, 10)),
        ("Termin klären WV +14", "Termin klären", date(2026, 12, 6)),
        ("Bericht lesen bis morgen.", "Bericht lesen", date(2026, 11, 23)),
        ("Wir warten, bis alle da sind", "Wir warten, bis alle da sind", None),
        ("bis morgen", "bis morgen", None),
        ("Raumfrage klären", "Raumfrage klären", None),
    ],
)
def test_a_task_line_may_end_in_its_day(line: str, text: str, day: date | None) -> None:
    assert split_due(line, SUNDAY) == (text, day)
