"""Rows that an import refused, as an Excel file of the same columns and the reason: mended, it is imported again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..kinds import clock
from ..progress import Progress
from ..queries.sheet import Sheet, SheetColumn
from ..texts import _, ngettext
from .sheets import write_xlsx

REASON = "Grund (wird nicht importiert)"


def write_bad_rows(
    target: Path,
    file: str,
    headers: Sequence[str],
    rows: Sequence[tuple[tuple[str, ...], str]],
    progress: Progress | None = None,
) -> int:
    """Write the rows, each its cells and the reason, and return their number. Raises as `write_xlsx`.

    The reader of imports knows the last column by its header and leaves it out.
    """
    count = ngettext("{count} Zeile", "{count} Zeilen", len(rows))
    sentence = _("Nicht importiert aus „{file}“: {count}. Bitte hier ausbessern und diese Datei importieren.")
    sheet = Sheet(
        title=_("Fehlerhafte Zeilen"),
        sentence=sentence.format(file=file, count=count),
        columns=(*(SheetColumn(header, "text") for header in headers), SheetColumn(REASON, "text")),
        rows=((*cells, reason) for cells, reason in rows),
        count=len(rows),
        author="",
        today=clock.today(),
        purpose=_("Ausbessern und erneut importieren"),
        left_out=None,
        office="",
        criteria=(),
    )
    return write_xlsx(sheet, target, progress)
